#ifndef OM_REQUEST_RIGHT_H
#define OM_REQUEST_RIGHT_H

#include "base/error.h"
#include "base/span.h"
#include "store/tag.h"

struct om_case;
struct om_request_step;
struct om_subject;

/* A right that can be exercised; one file each, listed in right_list.h. */
struct om_right {
	const char *word;
	const char *title; /* "access to your data" */
	const char *gdpr;  /* its article; NULL: the law has no such right */
	const char *ccpa;
	const char *action;	   /* what is done with a profile */
	const char *template;	   /* of its letter, in reports/ */
	const char *ccpa_template; /* the CCPA's; NULL: the same */
	bool two_persons;	   /* approved by another than who took it in */
	bool removes;		   /* the profiles are not there afterwards */
	bool copies;		   /* the answer holds the person's data */
	bool uses;	 /* what Art. 18(2) keeps from restricted data */
	bool unverified; /* acted on without proof of identity */

	/*
	 * Made in the ledger at once on receipt, nobody being known by the
	 * identifier included; 0 for none.
	 */
	enum om_purpose blocks;

	/* What the words of a person who decides it may be; NULL: none does. */
	const char *const *results;

	/* Whether it can be asked for so (--about); NULL: by itself alone. */
	int (*about)(const char *about);

	/* What is done at once: on receipt, and when she is verified. */
	int (*received)(struct om_case *c);
	int (*verified)(struct om_case *c);

	/* Whether all is there that is to be approved; NULL: it always is. */
	int (*ready)(struct om_case *c);

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

	/*
	 * The re-reading: to how many profiles it was not done. NULL where
	 * nothing can be read again, and a person attests it (results).
	 */
	int (*left)(
	    int64_t *out, struct om_case *c, const struct om_subject *s);
};

#define OM_RIGHT(word) extern const struct om_right om_right_##word;
#include "request/right_list.h"
#undef OM_RIGHT

/* The i-th right of the list; NULL behind the last. */
const struct om_right *om_right_at(size_t i);

/*
 * The right that a word names, its own or another ("know"). *regime is the
 * law that alone has the word or the right, or NULL. OM_USAGE lists the words.
 */
int om_right_find(const struct om_right **out, const char **regime,
    struct om_span word) OM_MUST_CHECK;

/* The article of a right under a regime; NULL where it has none. */
const char *om_right_cite(const struct om_right *right, const char *regime);

/* Whether a person may decide it so. */
bool om_right_has_result(const struct om_right *right, struct om_span word);

#endif
