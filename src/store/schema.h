#ifndef OM_STORE_SCHEMA_H
#define OM_STORE_SCHEMA_H

#include "sql/sql.h"

/*
 * The tables, as a list of steps that each bring the schema one version
 * further. A database that a newer program wrote is refused (OM_CORRUPT).
 */

/* The version that this program reads and writes. */
int om_schema_newest(void);

/* The version of an open database; 0 for an empty one. */
int om_schema_version(int *out, struct om_sql *sql) OM_MUST_CHECK;

/* Brings an open database to the newest version, in one transaction. */
int om_schema_migrate(struct om_sql *sql) OM_MUST_CHECK;

#endif
