#ifndef OM_REQUEST_REGISTER_H
#define OM_REQUEST_REGISTER_H

#include "request/request.h"

/* The register of all requests: lists of it, its upkeep, its end. */

/*
 * A line of the register: one request under one law. Days are 0 where there
 * are none; outcome and reason NULL.
 */
struct om_request_row {
	int64_t id;
	const struct om_right *right;
	const char *regime;
	int32_t received, due, replied, closed;
	bool has_due, extended;
	bool open; /* not closed */
	bool late; /* not replied to, or too late, at the end of today */
	const char *state, *outcome;
};

struct om_request_filter {
	bool open;	    /* only those that are not closed */
	int32_t due_before; /* and only those due before that day; 0 */
};

/*
 * Calls each(state, row) for the requests, oldest first, or with due_before
 * the most urgent first; a row lives until the next call.
 */
int om_request_list(struct om *om, const struct om_request_filter *filter,
    int (*each)(void *state, const struct om_request_row *row),
    void *state) OM_MUST_CHECK;

/*
 * What follows from events is kept in the register as acts are done. This
 * brings it up to today where a clock stands still, and up to the policies
 * where deadlines or calendars changed. What lists or reports calls it.
 */
int om_request_refresh(struct om *om) OM_MUST_CHECK;

/* How many months a closed request of that law stays in the register. */
int om_request_term(const struct om *om, const char *regime);

/*
 * Somebody complained about the request or its answer: `who` is one of
 * person, authority, court; NULL: the complaint is settled. While one stands,
 * and for the register's time from then on, the request is not purged.
 * OM_DENIED where there is none to be settled.
 */
int om_request_complaint(struct om_case *c, const char *who) OM_MUST_CHECK;

/*
 * Removes requests that were closed longer ago than their law's time, with
 * all that was written about them; the log says how many. frozen counts those
 * whose time is over too, and that are needed still: a complaint stands, or
 * data is kept or restricted because of them.
 */
struct om_purged {
	int64_t requests, frozen;
};
int om_request_purge(struct om_purged *out, struct om *om) OM_MUST_CHECK;

/*
 * Derives everything anew from the events; the register was right where
 * nothing changed. With om->dry_run it only looks.
 */
struct om_recomputed {
	int64_t requests, changed;
};
int om_request_recompute(
    struct om_recomputed *out, struct om *om) OM_MUST_CHECK;

#endif
