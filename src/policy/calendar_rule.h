#ifndef OM_POLICY_CALENDAR_RULE_H
#define OM_POLICY_CALENDAR_RULE_H

#include "policy/calendar.h"

enum om_substitute {
	OM_SUBSTITUTE_NONE,
	OM_SUBSTITUTE_NEXT,    /* the next weekday that is no holiday yet */
	OM_SUBSTITUTE_MONDAY,  /* Monday, where it falls on Sunday */
	OM_SUBSTITUTE_NEAREST, /* Friday for Saturday, Monday for Sunday */
};

/* One holiday of a file. Within the policy layer only. */
struct om_holiday_rule {
	const char *name;
	int32_t (*day_in)(const struct om_holiday_rule *rule, int year);
	int month, day; /* of "on" and the like */
	int offset;	/* from Easter, or the nth of a month */
	int weekday;	/* 0 Sunday .. 6 Saturday */
	enum om_substitute substitute;
	int since, until;	     /* years */
	const json_t *only, *except; /* years; NULL for none */
	bool elsewhere;		     /* of regions that are not asked for */
};

/*
 * Reads holidays[index]; region is "DE-BY", or "DE" for the whole. OM_USAGE
 * naming the place.
 */
int om_holiday_rule_read(struct om_holiday_rule *out,
    const struct om_config *file, size_t index,
    const char *region) OM_MUST_CHECK;

/* Whether there is such a holiday in a year. */
bool om_holiday_rule_applies(const struct om_holiday_rule *rule, int year);

#endif
