#ifndef OM_POLICY_RISK_LADDER_H
#define OM_POLICY_RISK_LADDER_H

#include "policy/risk_table.h"

/* The most rungs of a ladder, its first and its last among them. */
enum { OM_RISK_RUNGS = 8 };

/*
 * How the values of a column can be told less and less exactly: a table with
 * a record for each value (by code) and a column for each rung, which is named
 * by what it does. The first tells the value itself, the last nothing (*).
 * Between them are: for dates month, year and decade; for postcodes ever fewer
 * leading characters; for numbers the ends coded together, then wider bands;
 * else ever more of the rare values as "other". An empty value stays empty.
 *
 * is_postcode is what the column's kind tells; k is how many records make a
 * value no longer rare. Close with om_risk_table_close.
 */
int om_risk_ladder_open(struct om_risk_table *out,
    const struct om_risk_column *column, size_t records, bool is_postcode,
    uint32_t k) OM_MUST_CHECK;

/*
 * What a rung loses: for each record the share of the other values that hers
 * can no longer be told from (normalised certainty penalty), 0 to 1, on
 * average.
 */
double om_risk_ladder_loss(const struct om_risk_table *ladder, size_t rung,
    const struct om_risk_column *column, size_t records);

#endif
