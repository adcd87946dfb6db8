#ifndef OM_POLICY_DUE_INSIDE_H
#define OM_POLICY_DUE_INSIDE_H

#include "policy/due.h"

/*
 * What the files of a deadline's derivation share.
 */

/* What a step sees, and leaves to the next. */
struct om_due_progress {
	const struct om_due_query *query;
	const struct om_calendar *calendar;
	const json_t *waits; /* of the regime; NULL: no question counts */
	struct om_due *out;
	const json_t *step;
	const json_t *value; /* of the step's key */
	int32_t start;	     /* the day that periods count from */
	int32_t date;
	bool shown;	   /* the step is worth showing */
	struct om_buf why; /* added to its rule */
	bool stops;	   /* questions were looked at */
	bool uncovered;
};

/* Adds a line with the date so far. */
void om_due_show(struct om_due_progress *p, const char *rule, const char *cite);

/*
 * Moves the date by the days for which questions were open that stop the
 * clock, each day counted once, and says of every question what it did.
 */
void om_due_stop(struct om_due_progress *p);

/* Moves the start to the answer of the questions that the clock waits for. */
void om_due_start(struct om_due_progress *p);

#endif
