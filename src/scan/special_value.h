#ifndef OM_SCAN_SPECIAL_VALUE_H
#define OM_SCAN_SPECIAL_VALUE_H

#include "scan/sight.h"

/* A lead, and where what it leads to begins. */
struct om_special_lead {
	uint32_t start, end, value;
	bool keyed; /* behind a colon or the like */
};

/* Adds a hit once, where its kind is looked for. */
void om_special_add(
    struct om_sight *s, int kind, struct om_range where, double confidence);

/* What stands behind a lead: codes of ICD-10, a number, drawn signs. */
void om_special_codes(struct om_sight *s, const struct om_special_lead *l,
    struct om_span lead, const struct om_special_category *category);
void om_special_number(struct om_sight *s, const struct om_special_lead *l,
    const struct om_special_category *category);
void om_special_drawn(struct om_sight *s, const struct om_special_lead *l,
    const struct om_special_category *category);

#endif
