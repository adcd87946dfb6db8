#ifndef OM_REQUEST_RIGHT_H
#define OM_REQUEST_RIGHT_H

#include "base/error.h"
#include "base/span.h"

struct om_case;
struct om_request_step;

/* A right that can be exercised; one file each, listed in right_list.h. */
struct om_right {
	const char *word;
	const char *title; /* "access to your data" */
	const char *gdpr;  /* its article */
	const char *ccpa;
	const char *action;	   /* what is done with a profile */
	const char *template;	   /* of its letter, in reports/ */
	const char *ccpa_template; /* the CCPA's; NULL: the same */
	bool two_persons;	   /* approved by another than who took it in */
	bool removes;		   /* the profiles are not there afterwards */
	bool copies;		   /* the answer holds the person's data */

	/*
	 * Does it to the located subject, in the open transaction, and fills
	 * what is known of the step; NULL where nothing is changed.
	 */
	int (*act)(struct om_case *c, struct om_request_step *step);

	/*
	 * What cannot be in the transaction, repeatable: OM_BUSY where it must
	 * be tried again. NULL where there is nothing.
	 */
	int (*settle)(struct om_case *c);
};

/* The i-th right of the list; NULL behind the last. */
const struct om_right *om_right_at(size_t i);

/*
 * The right that a word names, its own or a law's ("know"). *regime is the
 * law whose word it is, or NULL. OM_USAGE lists the words.
 */
int om_right_find(const struct om_right **out, const char **regime,
    struct om_span word) OM_MUST_CHECK;

/* The article of a right under a regime. */
const char *om_right_cite(const struct om_right *right, const char *regime);

#endif
