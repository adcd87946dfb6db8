#ifndef OM_CONTEXT_PROCESSING_H
#define OM_CONTEXT_PROCESSING_H

#include "base/arena.h"
#include "context/context.h"
#include "policy/kinds.h"

/*
 * The organisation's record of processing (GDPR Art. 30): what it does with
 * which data, why, for how long, and who else gets it. Answers to people are
 * made from it (Art. 15(1), (2); Civ. Code 1798.130(a)). It is one JSON file
 * that people write, and no personal data of those it speaks of. Texts that
 * were not stated are "", lists have a member that tells "none" from "not
 * stated".
 */
enum om_capacity {
#define OM_CAPACITY(code, word) code,
#include "context/capacity_list.h"
#undef OM_CAPACITY
	OM_CAPACITIES
};

enum om_basis_code {
#define OM_BASIS(code, word, cite, title, special, portable) code,
#include "context/basis_list.h"
#undef OM_BASIS
	OM_BASES
};

struct om_basis {
	const char *word, *cite, *title;
	bool special;  /* Art. 9(2) */
	bool portable; /* Art. 20(1)(a) */
};

struct om_safeguard {
	const char *word, *cite, *title;
};

/* By which identifier a recipient knows people, and in what form. */
struct om_recipient_identity {
	const char *type; /* of the store's identifiers: "email" */
	const char *as;	  /* what the recipient calls it */
	bool hashed;	  /* SHA-256 of the canonical value, else as it is */
};

/* Somebody to whom data goes, by name (Art. 15(1)(c), C-154/21). */
struct om_processing_recipient {
	const char *name, *category, *contact;
	const char *country; /* ISO 3166 */
	enum om_capacity capacity;
	const struct om_safeguard *safeguard; /* NULL: none is stated */
	const char *safeguard_copy;	      /* where one can read it */
	struct om_recipient_identity *identities;
	size_t identity_count;
};

/* A joint controller, a controller that is worked for, a representative. */
struct om_party {
	const char *name, *address, *contact;
	const char *representative, *dpo;
	const char *arrangement; /* its essence: Art. 26(2) */
};

struct om_parties {
	struct om_party *p;
	size_t n;
};

struct om_activity_basis {
	const struct om_basis *basis; /* NULL where only a text is stated */
	const char *why; /* the interest, the statute; or that text */
};

/* How long data of a source is kept. Without numbers, by the criteria. */
struct om_retention {
	const char *source;   /* "" for every source of the activity */
	struct om_texts data; /* kinds; none for all */
	int years, months, days;
	const char *criteria;
	const char *start;   /* from when: "end of the year of the order" */
	const char *statute; /* that demands it: "HGB 257(4)"; or "" */
};

/*
 * One line of California's two lists (Civ. Code 1798.130(a)(4)). The
 * categories are letters of 1798.140(v)(1), in a simple record plain texts.
 */
struct om_handed {
	struct om_texts categories;
	const struct om_processing_recipient **recipients;
	size_t n;
	const char *purpose;
};

struct om_handed_list {
	struct om_handed *p;
	size_t n;
	bool stated;
};

enum om_decisions { OM_DECISIONS_UNSTATED, OM_DECISIONS_NONE, OM_DECISIONS };

struct om_activity {
	const char *name, *title;
	enum om_capacity capacity; /* of the organisation itself */
	struct om_texts sources;   /* none: every source */
	struct om_texts purposes, subjects, data, security;
	struct om_texts inferred; /* attributes that it worked out */
	struct om_activity_basis *bases;
	size_t basis_count;
	const struct om_processing_recipient **recipients;
	size_t recipient_count;
	bool recipients_stated; /* an empty list says: nobody */
	struct om_retention *retention;
	size_t retention_count;
	const char *origin;
	enum om_decisions decisions;	  /* Art. 22(1), (4) */
	const char *logic, *consequences; /* of them: Art. 15(1)(h) */
	const char *transfers; /* in words, where a simple record has them */
	struct om_handed_list sold_or_shared, disclosed;
	struct om_parties joint;       /* Art. 30(1)(a) */
	struct om_parties controllers; /* worked for: Art. 30(2)(a) */
};

/* The record of a workspace; all of it lives until it is closed. */
struct om_processing_record {
	struct om_config config; /* owns the strings, save in a simple one */
	struct om_arena arena;
	bool simple; /* no record was imported: what ombud.json says */
	char hash[OM_POLICY_HASH_SIZE]; /* of its text; "" where simple */
	struct om_party representative; /* Art. 27; its name may be "" */
	struct om_processing_recipient *recipients;
	size_t recipient_count;
	struct om_activity *activities;
	size_t n;
};

/*
 * The record that was imported last; where none was, one activity made of
 * "processing" in ombud.json, for every source. om must outlive it.
 */
int om_processing_open(
    struct om_processing_record **out, struct om *om) OM_MUST_CHECK;
void om_processing_close(struct om_processing_record *r);

/*
 * Reads a record: OM_USAGE names file, line and path of what errs. kinds may
 * be NULL: then the words for data are not looked up.
 */
int om_processing_parse(struct om_processing_record **out, const char *file,
    struct om_span text, const struct om_kinds *kinds) OM_MUST_CHECK;

/*
 * Takes a file in as the workspace's record, in one transaction with its
 * audit entry, which names its hash; the one before is kept as history.
 * *unchanged: it is the newest already, and nothing was done. OM_DENIED for
 * whoever may not keep it.
 */
int om_processing_import(struct om_processing_record **out, bool *unchanged,
    struct om *om, const char *path) OM_MUST_CHECK;

/* The first activity, from number i on, that uses a source; n: none. */
size_t om_processing_next(
    const struct om_processing_record *r, size_t i, struct om_span source);

/* Whether an activity uses data of a source. */
bool om_activity_has_source(const struct om_activity *a, struct om_span source);

/* Whether an attribute of a source was worked out by the organisation. */
bool om_processing_inferred(const struct om_processing_record *r,
    struct om_span source, struct om_span attribute);

/* The recipient of a name; NULL where there is none. */
const struct om_processing_recipient *om_processing_recipient(
    const struct om_processing_record *r, const char *name);

/* What a GDPR lets data leave by a safeguard alone (Art. 30(1)(e), 44). */
enum { OM_AREA_UNION = 1, OM_AREA_KINGDOM = 2 };

/*
 * Whether a recipient is outside the European Economic Area, or outside the
 * United Kingdom, where that is among the areas. An unknown country is.
 */
bool om_recipient_is_abroad(
    const struct om_processing_recipient *recipient, unsigned areas);

/* Something that is not stated and must be. */
struct om_lack {
	const char *activity; /* its name; "" for the record as a whole */
	const char *what;     /* the member of the record: "retention" */
	const char *of;	      /* the source or recipient; or "" */
	const char *cite;     /* the law that asks for it */
	bool answer; /* an answer to a person needs it, not Art. 30 alone */
};

/* Whose law, and whose data; no sources: every activity. */
struct om_processing_scope {
	const char *regime; /* gdpr, uk-gdpr, ccpa */
	const struct om_span *sources;
	size_t n;
	const struct om_kinds *kinds; /* tell special categories; or NULL */
};

/*
 * Calls each(state, lack) for what is not stated: of the activities that use
 * the sources, and for a source that none uses. A lack and its strings are
 * borrowed for the call. Ends with a code of each that is
 * not 0, and gives it.
 */
int om_processing_check(const struct om_processing_record *r,
    const struct om_settings *settings, const struct om_processing_scope *scope,
    int (*each)(void *state, const struct om_lack *lack),
    void *state) OM_MUST_CHECK;

/*
 * The sources of all profiles in the store, each once, into an arena; an
 * audit entry says that everybody's record was opened for it.
 */
int om_processing_sources(struct om_span **out, size_t *n, struct om *om,
    struct om_arena *arena) OM_MUST_CHECK;

/* One cell of the record as a table (Art. 30): for reports and people. */
struct om_processing_row {
	const char *activity; /* its name; "" for the record as a whole */
	const char *field;    /* "purpose", "recipient", ... */
	const char *value;    /* in words; borrowed for the call */
	const char *cite;     /* Art. 30's letter; "" for what it lacks */
};

/*
 * Calls each(state, row) for all that the record states, activity by
 * activity; one activity alone where only is its name. OM_NOTFOUND where it
 * has none of that name.
 */
int om_processing_rows(const struct om_processing_record *r,
    const struct om_settings *settings, const char *only,
    int (*each)(void *state, const struct om_processing_row *row),
    void *state) OM_MUST_CHECK;

/*
 * A period in a few English words: "10 years from the end of the year of the
 * order (HGB 257(4))".
 */
void om_retention_text(struct om_buf *b, const struct om_retention *r);

const char *om_capacity_word(enum om_capacity capacity);
const struct om_basis *om_basis_at(size_t i);	      /* NULL at the end */
const struct om_safeguard *om_safeguard_at(size_t i); /* likewise */

#endif
