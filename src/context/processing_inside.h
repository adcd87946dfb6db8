#ifndef OM_CONTEXT_PROCESSING_INSIDE_H
#define OM_CONTEXT_PROCESSING_INSIDE_H

#include "context/processing.h"

/* For the files that read a record: it, and where reading is. */
struct om_processing_reader {
	struct om_processing_record *r;
	const struct om_kinds *kinds; /* or NULL */
	struct om_buf path;	      /* "activities[3].retention[0]" */
};

/* Goes to a path from the root. */
void om_processing_at(struct om_processing_reader *p, const char *format, ...)
    OM_FORMAT(2, 3);

/* Fails at a member of what is read now; "" for that itself. */
int om_processing_fail(struct om_processing_reader *p, const char *key,
    const char *message) OM_MUST_CHECK;

/* Checks the keys of an object; texts that are there must say something. */
int om_processing_keys(struct om_processing_reader *p, const json_t *object,
    const struct om_config_key *keys, size_t n) OM_MUST_CHECK;

/* A member's text or texts; "" and none where it is not there. */
const char *om_processing_text(const json_t *object, const char *key);
struct om_texts om_processing_texts(const json_t *object, const char *key);

/* Whether a text is a word of letters, digits, - and _. */
bool om_processing_is_word(const char *text);

/* A capacity's word; fails at `role`. */
int om_processing_read_capacity(enum om_capacity *out,
    struct om_processing_reader *p, const json_t *object) OM_MUST_CHECK;

int om_processing_read_party(struct om_party *out,
    struct om_processing_reader *p, const json_t *object) OM_MUST_CHECK;

/* Each reads one array of the root, or of activity number i. */
int om_processing_read_recipients(
    struct om_processing_reader *p, const json_t *array) OM_MUST_CHECK;
int om_processing_read_activities(
    struct om_processing_reader *p, const json_t *array) OM_MUST_CHECK;
int om_processing_read_parts(struct om_processing_reader *p, size_t i,
    const json_t *object) OM_MUST_CHECK;

/* A check of a record: what it is held against, and who is told. */
struct om_processing_checker {
	const struct om_processing_record *r;
	const struct om_processing_scope *scope;
	int (*each)(void *state, const struct om_lack *lack);
	void *state;
	bool california, kingdom;
	int code;
};

/* Tells of a lack; a is NULL for the record as a whole. */
void om_processing_lacks(struct om_processing_checker *c,
    const struct om_activity *a, struct om_lack lack);

/* Checks the lists of an activity, entry by entry. */
void om_processing_check_parts(
    struct om_processing_checker *c, const struct om_activity *a);

#endif
