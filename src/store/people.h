#ifndef OM_STORE_PEOPLE_H
#define OM_STORE_PEOPLE_H

#include "store/profile.h"
#include "store/store.h"
#include "store/tag.h"

enum om_subject_state {
	OM_SUBJECT_PLAIN = 0,
	OM_SUBJECT_PSEUDONYMOUS = 1,
};

/* A profile as a subject holds it. */
struct om_held_profile {
	int64_t id;
	struct om_profile profile;
	bool stored;  /* the database has it */
	bool changed; /* to be sealed and written */
	bool removed;
};

/* One natural person, loaded: everything here is personal data. */
struct om_subject {
	int64_t id;
	enum om_subject_state state;
	int64_t created;
	uint32_t epoch;
	struct om_secret secret; /* what the row wraps */
	struct om_tag *tags;	 /* under which the index lists her */
	size_t tag_count, tag_room;
	struct om_held_profile *profiles;
	size_t profile_count, profile_room;
	bool fresh;   /* not in the database yet */
	bool changed; /* tags or state differ from the database */
	bool stale;   /* a profile was replaced or removed: recount tags */
	struct om_tag *old_tags; /* as the database has them */
	size_t old_tag_count;
};

/*
 * The people that one piece of work deals with: loaded when asked for, each
 * once, changed in memory, written as a whole in the order of the tables.
 * Lives in an arena; nothing to close.
 */
struct om_people;

struct om_people *om_people_new(struct om_store *store, struct om_arena *a);

struct om_store *om_people_store(const struct om_people *people);
struct om_arena *om_people_arena(const struct om_people *people);

/* Makes room for n subjects and their tags at once. */
void om_people_expect(struct om_people *people, size_t n, size_t tags);

/* Learns from the index who has these tags (sorted in place, made unique). */
int om_people_seek(
    struct om_people *people, struct om_tag *tags, size_t n) OM_MUST_CHECK;

/*
 * Who has a tag that was sought or added: up to room ids to out; returns how
 * many there are.
 */
size_t om_people_with(const struct om_people *people, int64_t *out, size_t room,
    const struct om_tag *tag);

/*
 * The subject of an id, loaded with all her profiles; an alias leads to the
 * subject it was merged into. OM_NOTFOUND; OM_CORRUPT where her key or a
 * profile cannot be opened.
 */
int om_people_get(struct om_people *people, struct om_subject **out,
    int64_t id) OM_MUST_CHECK;

/*
 * Whether a subject has a tag still: a profile that was replaced since the
 * index was asked may have had it.
 */
int om_people_holds(bool *out, struct om_people *people, struct om_subject *s,
    const struct om_tag *tag) OM_MUST_CHECK;

/* A new subject with a new key, of the current epoch. */
struct om_subject *om_people_add(struct om_people *people);

/* The index tags of a profile's identifiers and user id, in the arena. */
int om_profile_tags(struct om_tags *out, struct om_tagger *tagger,
    struct om_arena *arena, const struct om_profile *profile) OM_MUST_CHECK;

/*
 * Gives a subject one more profile; its tags lead to her from then
 * on.
 */
void om_people_give(struct om_people *people, struct om_subject *subject,
    const struct om_profile *profile, struct om_tags tags);

/* Puts new contents in place of a profile; its tags are added as well. */
void om_people_replace(struct om_people *people, struct om_subject *subject,
    struct om_held_profile *held, const struct om_profile *profile,
    struct om_tags tags);

/* Takes a profile away; what only it had leads to her no longer. */
void om_people_take(struct om_subject *subject, struct om_held_profile *held);

/* Seals all of a subject's values under a new key when they are written. */
void om_people_rekey(struct om_people *people, struct om_subject *subject);

/* The reference that stands for a subject in the log; 32 bytes. */
int om_subject_reference(
    uint8_t out[OM_HASH_SIZE], const struct om_subject *subject) OM_MUST_CHECK;

/* Writes all changes; within a transaction of the store. */
int om_people_write(struct om_people *people) OM_MUST_CHECK;

#endif
