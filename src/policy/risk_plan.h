#ifndef OM_POLICY_RISK_PLAN_H
#define OM_POLICY_RISK_PLAN_H

#include "policy/risk_classes.h"
#include "policy/risk_ladder.h"

/*
 * How far to generalise each column so that every class has k persons, the
 * records of smaller classes left out.
 */
struct om_risk_plan {
	unsigned rungs[OM_RISK_AXES];
	double losses[OM_RISK_AXES]; /* of each column, 0 to 1 */
	/*
	 * Of all: the columns' average, and all of it for a record that is
	 * left out.
	 */
	double loss;
	size_t suppressed; /* records left out */
	size_t tried;	   /* plans that were measured */
	bool least;	   /* no other of these ladders loses less */
};

struct om_risk_plan_options {
	uint32_t k;
	double suppress; /* share of the records that may be left out */
	size_t memory;
};

/*
 * Measures plans in the order of what they lose, the least first, so that the
 * first that reaches k is nearly the best and few more decide; where that are
 * too many, climbs from where nothing is lost, each time where most is gained
 * for what it loses. data has the columns' own codes; ladders are as many, of
 * the columns, losses by rung. OM_INPUT where k cannot be reached.
 */
struct om_risk_ladders {
	const struct om_risk_table *list;
	double losses[OM_RISK_AXES][OM_RISK_RUNGS];
};
int om_risk_plan(struct om_risk_plan *out, const struct om_risk_data *data,
    const struct om_risk_ladders *ladders,
    const struct om_risk_plan_options *options) OM_MUST_CHECK;

/* The classes of the data as planned; records of those below k are left out. */
int om_risk_plan_classes(struct om_risk_classes *out,
    const struct om_risk_plan *plan, const struct om_risk_data *data,
    const struct om_risk_table *ladders, size_t memory) OM_MUST_CHECK;

#endif
