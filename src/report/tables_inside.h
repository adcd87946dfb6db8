#ifndef OM_REPORT_TABLES_INSIDE_H
#define OM_REPORT_TABLES_INSIDE_H

#include "report/tables.h"

/* A table being filled by C; om is NULL for examples. */
struct om_filling {
	struct om_sql_reader *reader;
	struct om *om;
	int32_t today;
	const char *table;
};

/* For tables.c: fills the table of activities from the Art. 30 record. */
int om_tables_fill_activities(struct om_filling *f) OM_MUST_CHECK;

#endif
