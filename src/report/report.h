#ifndef OM_REPORT_REPORT_H
#define OM_REPORT_REPORT_H

#include "base/arena.h"
#include "base/buf.h"

/*
 * A report is a file of SQL (reports/NAME.sql) that begins with remarks:
 *
 *	-- title: Overdue requests
 *	-- about: what it shows, and how to read it
 *	-- law: GDPR Art. 12(3)
 *	-- parameter: from date year-start
 *	-- section: By month			begins a further table
 *	-- chart: bar month requests		two columns of the table below
 *	-- today: 2026-11-23			of the example
 *	-- with: from 2026-01-01		of the example
 *	-- given: INSERT INTO request_state ...	of the example
 *	-- expect: 2026-10 | 12			a row of the example's table
 *
 * A line "--    text" goes on with the remark before it. Each section is one
 * SELECT over the tables of table_list.h, with the parameters $today, $from,
 * $to, and the same in days since 1970, $today_day.
 */
enum {
	OM_REPORT_PARAMETERS = 4,
	OM_REPORT_SECTIONS = 32,
	OM_REPORT_ROWS = 64, /* of an example, in all */
};

/* What a date is where none is given; the list is default_list.h. */
enum om_report_default {
#define OM_REPORT_DEFAULT(code, word) code,
#include "report/default_list.h"
#undef OM_REPORT_DEFAULT
	OM_REPORT_DEFAULTS
};

struct om_report_parameter {
	const char *name; /* "from" or "to" */
	enum om_report_default otherwise;
};

struct om_report_section {
	const char *title;	   /* NULL where there is but one */
	const char *label, *value; /* the chart's columns; NULL */
	struct om_span sql;
	size_t line; /* of the file, at which it begins */
};

/* A row that the example's table must have. */
struct om_report_expected {
	size_t section;
	const char *row;
};

struct om_report {
	struct om_arena arena;
	const char *name, *file;
	const char *title, *about, *law;
	struct om_report_parameter parameters[OM_REPORT_PARAMETERS];
	size_t parameter_count;
	struct om_report_section sections[OM_REPORT_SECTIONS];
	size_t section_count;

	/* The example. */
	const char *today;			/* NULL where there is none */
	const char *with[OM_REPORT_PARAMETERS]; /* "from 2026-01-01" */
	size_t with_count;
	const char *given[OM_REPORT_ROWS];
	size_t given_count;
	struct om_report_expected expected[OM_REPORT_ROWS];
	size_t expected_count;
};

/*
 * Opens the report of that name: from folder where it has one, else as it was
 * built in; folder may be NULL. OM_NOTFOUND; OM_USAGE, "FILE:LINE: ...", for
 * one that is wrong.
 */
int om_report_open(
    struct om_report **out, const char *folder, const char *name) OM_MUST_CHECK;

/* Reads one from its text; file is for messages. */
int om_report_parse(struct om_report **out, const char *file, const char *name,
    struct om_span text) OM_MUST_CHECK;
void om_report_close(struct om_report *r);

/* Calls visit for the name of every report, sorted, each once. */
int om_report_each(const char *folder,
    int (*visit)(void *state, const char *name), void *state) OM_MUST_CHECK;

#endif
