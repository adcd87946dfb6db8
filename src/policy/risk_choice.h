#ifndef OM_POLICY_RISK_CHOICE_H
#define OM_POLICY_RISK_CHOICE_H

#include "policy/attributes.h"
#include "policy/risk_table.h"

/* What a column is in a measurement: the list is risk_role_list.h. */
enum om_risk_role {
#define OM_RISK_ROLE(name, word) OM_RISK_##name,
#include "policy/risk_role_list.h"
#undef OM_RISK_ROLE
};

struct om_risk_choice {
	enum om_risk_role role;
	int kind;	 /* that the column's name tells; -1 for none */
	const char *why; /* a constant sentence, for people */
};

/* What the caller decided; the rest is proposed. Names must be columns. */
struct om_risk_wishes {
	const char *const *quasi; /* NULL where they are to be proposed */
	size_t quasi_count;
	const char *const *sensitive;
	size_t sensitive_count;
	const char *person; /* or NULL */
	unsigned most;	    /* quasi-identifiers that are proposed */
};

/* What all columns are, and which are combined, in what order. */
struct om_risk_choices {
	struct om_risk_choice *list; /* of each column of the table */
	size_t quasi[OM_RISK_AXES];
	unsigned count;
};

/*
 * Gives every column of t its role; the quasi-identifiers are in the order of
 * wishes or of the table. A proposal goes by the kind that the name tells and
 * by how many records share a value. OM_USAGE for a name that is no column,
 * is named twice, or for too many, or where there is none to combine.
 */
int om_risk_choose(struct om_risk_choices *out, const struct om_risk_table *t,
    const struct om_kinds *kinds, const struct om_attributes *attributes,
    const struct om_risk_wishes *wishes) OM_MUST_CHECK;
void om_risk_choices_free(struct om_risk_choices *c);

const char *om_risk_role_word(enum om_risk_role role);

#endif
