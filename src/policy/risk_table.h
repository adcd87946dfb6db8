#ifndef OM_POLICY_RISK_TABLE_H
#define OM_POLICY_RISK_TABLE_H

#include "base/arena.h"
#include "policy/risk.h"

enum { OM_RISK_COLUMNS = 16384 };

/*
 * One column: a code for each record, by the first appearance of its value;
 * no value is the empty one. values are personal data.
 */
struct om_risk_column {
	struct om_span name;
	bool left_out; /* of the table: its values are not kept */
	uint32_t *codes;
	struct om_span *values; /* by code */
	uint32_t cardinality;
	size_t room; /* of codes */
	size_t value_room;
	uint32_t *places; /* of codes by hash, 0 for none, else code + 1 */
	size_t place_count;
	size_t filled; /* records that have their code */
};

/* Records as codes; lives with its values in memory, which it charges. */
struct om_risk_table {
	struct om_risk_column *columns;
	size_t width, room;
	size_t n; /* records */
	size_t memory, limit;
	uint64_t seed;
	const struct om_span *wanted; /* columns that are kept; NULL: all */
	size_t wanted_count;
	size_t hint; /* the column that comes next in most records */
	struct om_arena arena;
};

/* limit is in bytes; 2 GiB where 0. */
void om_risk_table_open(struct om_risk_table *t, size_t limit);
void om_risk_table_close(struct om_risk_table *t);

/* The column of that name, a new one at need. OM_LIMIT. */
int om_risk_table_column(
    size_t *out, struct om_risk_table *t, struct om_span name) OM_MUST_CHECK;

/* The index of the column of that name; -1 where there is none. */
long om_risk_table_find(const struct om_risk_table *t, struct om_span name);

/*
 * Gives the open record a value, or the empty one; of two values for one
 * column the last counts. What is not given is empty.
 */
int om_risk_table_put(
    struct om_risk_table *t, size_t column, struct om_span value) OM_MUST_CHECK;
int om_risk_table_next(struct om_risk_table *t) OM_MUST_CHECK;

/*
 * Ends the reading: every column gets a code for every record.
 */
int om_risk_table_finish(struct om_risk_table *t) OM_MUST_CHECK;

/*
 * Numbers of persons by a column, every one used: records with the same value
 * are one person's, and one without a value is a person of its own. *out is
 * the caller's om_free.
 */
void om_risk_table_persons(uint32_t **out, size_t *count,
    const struct om_risk_table *t, size_t column);

#endif
