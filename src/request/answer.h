#ifndef OM_REQUEST_ANSWER_H
#define OM_REQUEST_ANSWER_H

#include "context/processing.h"
#include "policy/attributes.h"
#include "render/view.h"
#include "request/letter.h"
#include "request/package.h"
#include "request/redaction.h"
#include "scan/scanner.h"
#include "store/audit.h"

/*
 * Inside the answer to a person: what it tells, gathered once, and the files
 * made from that. Records are in memory, each event only while it is written.
 */

/* A record as it may be handed out. */
struct om_answer_profile {
	int64_t id;
	const char *reference; /* its item of the plan */
	struct om_profile profile;
	struct om_value *attributes; /* the same as in it */
	uint64_t events;	     /* once a file went through them */
};

/* A day on which the person's data was used, for what, and how often. */
struct om_answer_use {
	int32_t day;
	enum om_act act;
	int64_t request; /* for which it was; 0: for none */
	int64_t times;
};

/* What a field's name says, worked out once; inside answer_field.c. */
struct om_answer_field {
	struct om_span name;
	struct om_span shown; /* the name without what it may not say */
	int kind;	      /* -1 where it tells nothing */
	bool telling;	      /* words speak to the scanner */
	struct om_word_set words;
};
struct om_answer_fields;

/* Where a value stands: of which record, and by which names in it. */
struct om_answer_place {
	const char *item; /* the record's reference, at the top */
	const struct om_answer_place *above;
	struct om_span key; /* a member's; else the element `index` */
	size_t index;
};

struct om_answer {
	struct om_case *c;
	struct om_arena *arena;	 /* that of the case */
	struct om_arena scratch; /* of one event */
	struct om_letter letter;
	uint8_t letter_hash[OM_HASH_SIZE]; /* once it is made */
	struct om_kinds *kinds;
	struct om_attributes *attributes; /* what a field's name tells */
	struct om_scanner *scanner;
	struct om_answer_fields *fields;
	struct om_hits hits;
	/* Told of each value, if set, and what the scanner sees in its text. */
	int (*seen)(void *state, const struct om_answer_place *place,
	    struct om_span text, const struct om_hits *hits);
	void *seen_state;
	int64_t as_of;
	bool california;	    /* the CCPA's reply, not the GDPR's */
	bool kingdom;		    /* the GDPR as the United Kingdom's */
	struct om_subject *subject; /* NULL where nothing is handed out */
	struct om_answer_profile *profiles;
	size_t n;
	struct om_kind_set secret; /* what is never handed out here */
	struct om_redactions redactions;
	struct om_processing_record *record;
	struct om_span *sources; /* of her records */
	size_t source_count;
	bool suppressed[OM_PURPOSE_SLOTS]; /* an entry stands */
	struct om_request **earlier;	   /* requests of hers */
	size_t earlier_count;
	struct om_answer_use *uses;
	size_t use_count;

	/* how much is told: om_answer_scope */
	bool draft, pieces;
	bool downgraded;       /* pieces were asked for, and not given */
	int32_t since;	       /* the first day of what is told */
	struct om_buf missing; /* what is not stated and must be */

	/* known once all events were gone through */
	struct om_kind_set held;     /* kinds of data found */
	struct om_kind_set withheld; /* said, but not shown */
	uint64_t events;
};

/* Gathers; om_answer_close in any case. */
int om_answer_open(struct om_answer *a, struct om_case *c) OM_MUST_CHECK;
/*
 * Only shows seen(state, ...) every value of the person's, with what the
 * scanner sees in it, whatever was decided on it before.
 */
int om_answer_look(struct om_answer *a, struct om_case *c,
    int (*seen)(void *state, const struct om_answer_place *place,
	struct om_span text, const struct om_hits *hits),
    void *state) OM_MUST_CHECK;
void om_answer_close(struct om_answer *a);

/* How much of it is told. OM_USAGE where that is another law's. */
int om_answer_scope(
    struct om_answer *a, const struct om_request_answering *how) OM_MUST_CHECK;
bool om_answer_covers(const struct om_answer *a, const struct om_value *event);

/* What a name says; valid until a few hundred others were asked for. */
int om_answer_field(const struct om_answer_field **out, struct om_answer *a,
    struct om_span name) OM_MUST_CHECK;
void om_answer_fields_close(struct om_answer *a);

/* The kind that a field of this name holds; -1 where it tells nothing. */
int om_answer_kind(const struct om_answer *a, struct om_span field);

/* What the letter's language calls a kind. */
const char *om_answer_kind_title(const struct om_answer *a, int kind);

/* The i-th kind whose values are never handed out; NULL at the end. */
const char *om_answer_secret(size_t i);

/* Of which kinds no value is shown; under California's rules, or Europe's. */
void om_answer_secrets(
    struct om_kind_set *out, const struct om_kinds *kinds, bool california);

/*
 * A text as it may be handed out, in the arena: what the scanner finds in it
 * that may not be shown is masked, its kind in its place. words as for
 * om_scanner_text. Notes the kinds. OM_LIMIT where it cannot be scanned to
 * its end: then nothing may go out.
 */
int om_answer_mask(struct om_span *out, struct om_answer *a,
    struct om_arena *arena, struct om_span text,
    const struct om_word_set *words) OM_MUST_CHECK;

/* Appends what stands where a decision left something out. */
void om_answer_left_out(
    struct om_buf *b, const struct om_answer *a, const struct om_redaction *r);

/* Appends a place as a JSON Pointer (RFC 6901). */
void om_answer_path(struct om_buf *out, const struct om_answer_place *place);

/*
 * Makes a value fit to be handed out, and all in it: withheld values replaced
 * by words that say so, texts masked, what a person decided left out. In the
 * arena. Errors as om_answer_mask.
 */
int om_answer_clean(struct om_answer *a, struct om_arena *arena,
    const struct om_answer_place *place, struct om_value *v) OM_MUST_CHECK;

/* The same for one text of a record; kind -1 where it is not known. */
int om_answer_clean_text(struct om_answer *a,
    const struct om_answer_place *record, const char *name, int kind,
    struct om_span *text) OM_MUST_CHECK;

/* Whether what was found in a text is the person's own, not another's. */
bool om_answer_is_hers(
    const struct om_answer *a, int kind, struct om_span text);
/* Whether findings of a kind name people: another's are proposed. */
bool om_answer_may_be_others(const struct om_answer *a, int kind);

/*
 * Calls each(state, id, event), cleaned, for the events of a record; what it
 * returns, if not 0, ends it, 1 without failure. Counts kinds, not events.
 */
int om_answer_each_event(struct om_answer *a, const struct om_answer_profile *p,
    int (*each)(void *state, struct om_span id, struct om_value *event),
    void *state) OM_MUST_CHECK;

/* Goes through all events where no file has. */
int om_answer_survey(struct om_answer *a) OM_MUST_CHECK;

/* data.json: everything, by system and source. */
int om_answer_data(struct om_package *p, struct om_answer *a) OM_MUST_CHECK;

/* The members with which each file for computers begins. */
void om_answer_head(struct om_json *j, const struct om_answer *a);

/*
 * portability.json: what GDPR Art. 20(1) covers. Neither what the settings
 * say was inferred nor a field whose name tells of an inference or a score.
 */
int om_answer_portability(
    struct om_package *p, struct om_answer *a) OM_MUST_CHECK;

/* index.html, by the templates of reports/; behind all but the manifest. */
int om_answer_letter(struct om_package *p, struct om_answer *a) OM_MUST_CHECK;

/* Parts of what the letter shows: one record; what kinds of data there are. */
int om_answer_show_profile(
    struct om_view *v, struct om_answer *a, size_t i) OM_MUST_CHECK;
int om_answer_show_categories(
    struct om_view *v, const struct om_answer *a) OM_MUST_CHECK;

/*
 * What the record of processing says of her data, activity by activity; and
 * whether data of a source is portable on its bases (GDPR Art. 20(1)(a)).
 */
int om_answer_processing(struct om_answer *a) OM_MUST_CHECK;
int om_answer_show_processing(
    struct om_view *v, const struct om_answer *a) OM_MUST_CHECK;
bool om_answer_is_portable(const struct om_answer *a, struct om_span source);

/*
 * Appends what the letter must state and nobody has, by its names in the
 * record of processing and in ombud.json. *record: an imported record lacks
 * some of it, and not ombud.json alone.
 */
int om_answer_missing(struct om_buf *names, bool *record,
    const struct om_answer *a) OM_MUST_CHECK;

/*
 * What Ombud itself keeps about the person (CJEU C-579/21): her earlier
 * requests, entries of the suppression ledger, when her data was used for
 * what; never by whom.
 */
int om_answer_own(struct om_answer *a) OM_MUST_CHECK;
void om_answer_own_json(struct om_json *j, const struct om_answer *a);
int om_answer_show_own(
    struct om_view *v, const struct om_answer *a) OM_MUST_CHECK;

/*
 * The key of what a person is told of an act on her data; NULL where she is
 * not.
 */
const char *om_answer_use(enum om_act act);

/* Adds the files of the whole answer to an opened package. */
int om_answer_fill(struct om_package *p, struct om_answer *a) OM_MUST_CHECK;

/* manifest.json over the files that are there, and manifest.sig over it. */
int om_answer_manifest(
    struct om_package *p, const struct om_answer *a) OM_MUST_CHECK;

#endif
