#ifndef OM_REPORT_RUN_H
#define OM_REPORT_RUN_H

#include "context/context.h"
#include "report/report.h"
#include "sql/reader.h"

/* A report being written: what a writer is told, part by part. */
struct om_report_page {
	struct om_buf *to;
	const struct om_report *report;
	const struct om_settings *settings; /* NULL for examples */
	int32_t today;
	const char *period; /* "2026-01-01 to 2026-12-31"; "" */
	unsigned width;	    /* of a terminal; 0 elsewhere */
	bool bold;
	size_t section; /* the one that is being written */
	const char **columns;
	int column_count;
	size_t rows; /* of the section so far */
	void *state; /* the writer's own */
};

/* A form in which reports are written; each a file, listed in form_list.h. */
struct om_report_form {
	const char *word;
	bool one_section; /* it can hold but one table */
	bool to_file;	  /* not for a terminal */
	int (*begin)(struct om_report_page *p);
	int (*begin_section)(struct om_report_page *p);
	int (*row)(struct om_report_page *p, const struct om_sql_value *cells);
	int (*end_section)(struct om_report_page *p);
	/* With a code other than OM_OK only what is held is freed. */
	int (*end)(struct om_report_page *p, int code);
};

/* OM_USAGE, listing them, for a word of none. */
int om_report_form_find(
    const struct om_report_form **out, const char *word) OM_MUST_CHECK;

/* The i-th form of the list; NULL behind the last. */
const struct om_report_form *om_report_form_at(size_t i);

/* What a report is run with. */
struct om_report_run {
	const struct om_report_form *form;
	const char *from, *to; /* YYYY-MM-DD; NULL for the report's own */
	size_t section;	       /* from 1; 0 for all */
	unsigned width;
	bool bold;
};

/*
 * Appends the report in its form, for a member who may, with the audit entry
 * of a read. OM_USAGE, "FILE: ...", for SQL that is wrong, a parameter that
 * the report does not have, or several sections for a form that holds one;
 * OM_LIMIT where it takes too long.
 */
int om_report_write(struct om_buf *to, const struct om_report *report,
    const struct om_report_run *how, struct om *om) OM_MUST_CHECK;

/*
 * Runs the report's example: OM_USAGE, naming the first row that differs,
 * where its table is not the one expected; OM_NOTFOUND where it has none.
 */
int om_report_try(const struct om_report *report) OM_MUST_CHECK;

#endif
