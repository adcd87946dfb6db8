#ifndef OM_REPORT_TABLES_H
#define OM_REPORT_TABLES_H

#include "context/context.h"
#include "sql/reader.h"

/*
 * Opens a reader that sees the tables of table_list.h and nothing else, and
 * holds it. om may be NULL, for examples: then tables of the store are empty
 * and what is given stands in them. today is a day.
 */
int om_tables_open(struct om_sql_reader **out, struct om *om, int32_t today,
    const char *const *given, size_t given_count) OM_MUST_CHECK;

#endif
