#ifndef OM_POLICY_RISK_LADDER_INSIDE_H
#define OM_POLICY_RISK_LADDER_INSIDE_H

#include "base/buf.h"
#include "policy/risk_ladder.h"

/* The inside of risk_ladder.h, for the files risk_ladder*.c alone. */

/* What a ladder is built from; counts are of records, by code. */
struct om_risk_making {
	struct om_risk_table *out;
	const struct om_risk_column *column;
	size_t records;
	uint32_t *counts;
	double *numbers; /* by code; of a column of numbers */
	bool whole;	 /* all of them are integers */
};

/* The label of a value on one rung; depth is the rung's own number. */
typedef void om_risk_label(struct om_buf *out, const struct om_risk_making *m,
    uint32_t code, const void *depth);

/* Adds a rung of that name; empty values stay empty but for the name "*". */
int om_risk_ladder_add(struct om_risk_making *m, const char *name,
    om_risk_label *label, const void *depth) OM_MUST_CHECK;

/* Whether every value that is not empty is a number; fills m->numbers. */
bool om_risk_ladder_is_numbers(struct om_risk_making *m);

/* The rungs of a column of numbers. */
int om_risk_ladder_numbers(struct om_risk_making *m) OM_MUST_CHECK;

#endif
