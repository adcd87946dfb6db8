#ifndef OM_REPORT_RUN_INSIDE_H
#define OM_REPORT_RUN_INSIDE_H

#include "report/run.h"

/* Of run.c and example.c. */

/* The days a report is about. */
struct om_report_period {
	int32_t today, from, to;
	bool has_from, has_to; /* the report declares them */
};

struct om_report_running {
	const struct om_report *report;
	const struct om_report_form *form;
	struct om_sql_reader *reader;
	struct om_report_period period;
	struct om_report_page page;
	struct om_sql_value *cells;
};

/* from and to are as they were given, or NULL for the report's own. */
int om_report_read_period(struct om_report_period *out,
    const struct om_report *report, const char *from, const char *to,
    int32_t today) OM_MUST_CHECK;

/* Runs a section, from 1, or with 0 all of them. */
int om_report_write_parts(
    struct om_report_running *r, size_t section) OM_MUST_CHECK;

#endif
