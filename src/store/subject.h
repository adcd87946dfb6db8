#ifndef OM_STORE_SUBJECT_H
#define OM_STORE_SUBJECT_H

#include "store/people.h"

/*
 * Inside the store: one subject's rows. Values are sealed under the subject's
 * secret, which stands wrapped under an epoch key in her row. What is sealed is
 * bound to its place by its AAD.
 */

/* Opens the row and all profiles into an arena. Codes as om_people_get. */
int om_subject_load(struct om_subject **out, struct om_store *store,
    struct om_arena *arena, int64_t id) OM_MUST_CHECK;

/* A new secret, of the current epoch. */
void om_subject_new_secret(struct om_subject *s, const struct om_store *store);

/* Writes the row, new or changed; old rows of tags are another's work. */
int om_subject_write(
    struct om_store *store, const struct om_subject *s) OM_MUST_CHECK;

/* Room for one more profile, zeroed. */
struct om_held_profile *om_subject_add_profile(
    struct om_subject *s, struct om_arena *arena);

/* Seals and writes, or removes, the profiles that changed. */
int om_subject_write_profiles(struct om_store *store, struct om_arena *scratch,
    const struct om_subject *s) OM_MUST_CHECK;

/* Whose secret it is: 'S' a subject's, 'R' a request's, 'F' a fact's. */
struct om_owner {
	char kind;
	int64_t id;
	uint32_t epoch;
};

/* Wraps a secret into OM_WRAPPED_SIZE bytes under its owner's epoch. */
int om_secret_wrap(struct om_store *store, uint8_t *out,
    const struct om_owner *owner, const struct om_secret *secret) OM_MUST_CHECK;

/* OM_CORRUPT where it is damaged, another's, or its epoch's key is gone. */
int om_secret_unwrap(struct om_store *store, struct om_secret *out,
    const struct om_owner *owner, struct om_span wrapped) OM_MUST_CHECK;

enum { OM_WRAPPED_SIZE = sizeof(struct om_secret) + OM_SEAL_OVERHEAD };

/* The AAD of a value: its kind and the two numbers of its place. */
struct om_place {
	char b[17];
};
struct om_place om_place_of(char kind, int64_t a, int64_t b);

static inline struct om_span
om_place_span(const struct om_place *p)
{
	return om_span_bytes(p->b, sizeof(p->b));
}

/* A further key from a secret, by what it is for. */
int om_secret_derive(uint8_t out[OM_KEY_SIZE], const struct om_secret *secret,
    const char *purpose) OM_MUST_CHECK;

enum { OM_SUBJECT_PAGE = 512 };

/*
 * For going through everybody: the next ids behind `after`, in order, *n of
 * at most OM_SUBJECT_PAGE; fewer are the last.
 */
int om_subject_page(int64_t ids[OM_SUBJECT_PAGE], size_t *n,
    struct om_store *store, int64_t after) OM_MUST_CHECK;

#endif
