#ifndef OM_CMD_VALUE_H
#define OM_CMD_VALUE_H

#include "cmd/options.h"

/*
 * What was given for one option. A run holds one for each option of the
 * command's table and then one for each of the global table; the list ends
 * with a NULL option.
 */
struct om_option_value {
	const struct om_option *option;
	const char *text; /* as given; the last of a list */
	uint64_t number;
	double decimal;
	struct om_words list;
};

/*
 * Takes text for an option after checking that it is of its kind: OM_USAGE
 * where it is not, or where the option was given before and is no list. text
 * is NULL for a flag.
 */
int om_value_take(struct om_run *run, struct om_option_value *value,
    const char *text) OM_MUST_CHECK;

#endif
