#ifndef OM_REQUEST_REDACTION_H
#define OM_REQUEST_REDACTION_H

#include "base/error.h"
#include "base/span.h"

struct om_case;

/*
 * What is left out of a copy because of a concrete right of somebody else
 * (GDPR Art. 15(4), 20(4)): decided by a person for one place of one record,
 * before the plan is approved. A line of redaction_ground_list.h.
 */
struct om_redaction_ground {
	const char *word, *gdpr, *ccpa, *text;
};

/* The i-th; NULL at the end. */
const struct om_redaction_ground *om_redaction_ground_at(size_t i);

/* OM_USAGE lists the words that the regime knows. */
int om_redaction_ground_find(const struct om_redaction_ground **out,
    struct om_span word, const char *regime) OM_MUST_CHECK;

/* Its article under a regime. */
const char *om_redaction_cite(
    const struct om_redaction_ground *ground, const char *regime);

struct om_redaction {
	const char *item; /* the reference of a record in the plan */
	const char *path; /* a JSON Pointer in it; "": all of it */
	/* Only what the scanner sees there of this kind, if not the person's
	 * own; "": all of the value. */
	const char *kind;
	const char *word;  /* of the ground */
	const char *group; /* its sentence in letters is group.word */
	const char *brief; /* in a few words, its mark is brief.BRIEF */
	const char *cite, *text;
	int64_t member; /* who decided; 0 where the plan says so */
	uint64_t used;	/* how often it was applied */
};

struct om_redactions {
	struct om_redaction *list;
	size_t n;
};

/*
 * Those of a request, and the items of its plan that are withheld; in the
 * arena of the case.
 */
int om_redactions_load(
    struct om_redactions *out, struct om_case *c) OM_MUST_CHECK;

/* Whether any is in that item. */
bool om_redactions_touch(const struct om_redactions *r, const char *item);

/* The one at a place; NULL where there is none. */
struct om_redaction *om_redactions_at(
    const struct om_redactions *r, const char *item, struct om_span path);

/*
 * Leaves a value out of the answer, or, with because NULL, takes that back.
 * The plan must be made, not run (OM_DENIED), and is then to be approved
 * again: what is left out is a part of what is approved. OM_USAGE for another
 * ground; OM_NOTFOUND where the plan has no such item or the item nothing at
 * that path; OM_INPUT where a name of the path itself holds what the scanner
 * takes for somebody's data, as the path is kept in the clear: leave out what
 * is above it.
 */
struct om_redaction_new {
	const char *item, *path;
	const char *kind; /* of the catalogue; or NULL */
	const char *because;
};
int om_request_redact(
    struct om_case *c, const struct om_redaction_new *what) OM_MUST_CHECK;

/* A place at which the scanner saw what may be another person's. */
struct om_proposal {
	const char *item;
	struct om_span path;
	const char *kind;
	uint32_t start, end; /* bytes of the value */
};

/*
 * Calls each(state, proposal) for what in the person's records looks like an
 * address, a number or a name of somebody else. Nothing is done with it: a
 * person weighs whether its disclosure harms anybody.
 */
int om_request_propose(struct om_case *c,
    int (*each)(void *state, const struct om_proposal *proposal),
    void *state) OM_MUST_CHECK;

#endif
