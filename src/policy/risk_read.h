#ifndef OM_POLICY_RISK_READ_H
#define OM_POLICY_RISK_READ_H

#include "format/value.h"
#include "policy/risk_table.h"

/*
 * Reads CSV with a header, NDJSON or JSON into t, which is open. Members of
 * inner objects are columns "outer.inner"; an array is one value, its text.
 * Reading ends at the first record that cannot be read: OM_INPUT, "FILE:LINE:
 * ...", as what was counted of a part would not be true of the whole; also
 * where there is no record. path "-" is standard input.
 */
int om_risk_read_file(struct om_risk_table *t, const char *path) OM_MUST_CHECK;

/* The same from bytes; name is for messages. */
int om_risk_read_memory(struct om_risk_table *t, const char *name,
    struct om_span bytes) OM_MUST_CHECK;

/*
 * Reads a table of an SQLite database. OM_NOTFOUND where it has none of that
 * name, OM_BUSY where the database was written meanwhile.
 */
int om_risk_read_table(
    struct om_risk_table *t, const char *path, const char *table) OM_MUST_CHECK;

/* Gives the open record the members of an object. */
int om_risk_read_object(
    struct om_risk_table *t, const struct om_value *object) OM_MUST_CHECK;

#endif
