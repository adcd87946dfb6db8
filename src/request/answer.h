#ifndef OM_REQUEST_ANSWER_H
#define OM_REQUEST_ANSWER_H

#include "policy/attributes.h"
#include "render/view.h"
#include "request/letter.h"
#include "request/package.h"
#include "store/audit.h"

/*
 * Inside the answer to a person: what it tells, gathered once, and the files
 * made from that.
 */

/* A profile as it may be handed out, and what happened to it. */
struct om_answer_profile {
	struct om_profile profile;
	struct om_span *events; /* JSON objects */
	size_t event_count, event_room;
};

struct om_answer {
	struct om_case *c;
	struct om_arena *arena; /* that of the case */
	struct om_letter letter;
	struct om_kinds *kinds;
	struct om_attributes *attributes; /* what a field's name tells */
	int64_t as_of;
	bool california;	    /* the CCPA's reply, not the GDPR's */
	bool kingdom;		    /* the GDPR as the United Kingdom's */
	struct om_subject *subject; /* NULL where nothing is handed out */
	struct om_answer_profile *profiles;
	size_t n;
	struct om_kind_set held;     /* kinds of data found in the profiles */
	struct om_kind_set withheld; /* said, but not shown */
	bool suppressed[OM_PURPOSE_SLOTS]; /* an entry stands */
};

/* Gathers; om_answer_close in any case. */
int om_answer_open(struct om_answer *a, struct om_case *c) OM_MUST_CHECK;
void om_answer_close(struct om_answer *a);

/* The kind that a field of this name holds; -1 where it tells nothing. */
int om_answer_kind(const struct om_answer *a, struct om_span field);

/* The i-th kind whose values are never handed out; NULL at the end. */
const char *om_answer_secret(size_t i);

/* data.json: everything, by system and source. */
void om_answer_data(struct om_buf *out, const struct om_answer *a);

/*
 * portability.json: what GDPR Art. 20(1) covers. Neither what the settings
 * say was inferred nor a field whose name tells of an inference or a score.
 */
int om_answer_portability(
    struct om_buf *out, const struct om_answer *a) OM_MUST_CHECK;

/* index.html, by the templates of reports/. */
int om_answer_letter(struct om_buf *out, const struct om_answer *a,
    const struct om_package *p) OM_MUST_CHECK;

/* Parts of what the letter shows: the copied data; when it was looked up;
 * what kinds of data there are. */
int om_answer_show_data(
    struct om_view *v, const struct om_answer *a) OM_MUST_CHECK;
int om_answer_show_uses(
    struct om_view *v, const struct om_answer *a) OM_MUST_CHECK;
int om_answer_show_categories(
    struct om_view *v, const struct om_answer *a) OM_MUST_CHECK;

/* Appends what the letter must state and the settings do not, by its names. */
void om_answer_missing(struct om_buf *names, const struct om_answer *a);

/* The key of what a person is told of an act on her data; NULL where she is
 * not. */
const char *om_answer_use(enum om_act act);

/* Adds the files of the whole answer to an opened package. */
int om_answer_fill(
    struct om_package *p, const struct om_answer *a) OM_MUST_CHECK;

/* manifest.json over the files that are there, and manifest.sig over it. */
int om_answer_manifest(
    struct om_package *p, const struct om_answer *a) OM_MUST_CHECK;

#endif
