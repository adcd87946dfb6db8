#include "base/file.h"
#include "cmd/list.h"
#include "cmd/workspace.h"
#include "report/run.h"

enum { REPORT_MAX = 512 << 20 };

/* As it was asked for; else the one of --json, --ndjson or a terminal. */
static int
find_form(const struct om_report_form **out, struct om_run *run)
{
	const char *word = om_option_text(run, "format");

	if (word != NULL)
		return om_report_form_find(out, word);
	switch (run->out.shape) {
	case OM_SHAPE_JSON:
		return om_report_form_find(out, "json");
	case OM_SHAPE_NDJSON:
		return om_report_form_find(out, "ndjson");
	default:
		return om_report_form_find(out, "table");
	}
}

/* A file is made anew or replaced as a whole; a terminal gets no workbook. */
static int
hand_out(struct om_run *run, const struct om_report_form *form,
    const struct om_buf *text)
{
	const char *path = om_option_text(run, "out");

	if (path != NULL)
		return om_file_replace(path, om_buf_span(text), 0600);
	if (form->to_file && run->out.terminal)
		return om_fail(
		    OM_USAGE, "%s is for a file: --out FILE", form->word);
	om_output_text(&run->out, om_buf_span(text));
	return OM_OK;
}

static int
work_report(struct om_run *run, struct om *om)
{
	struct om_report_run how = {
		.from = om_option_text(run, "from"),
		.to = om_option_text(run, "to"),
		.section = (size_t)om_option_number(run, "section", 0),
		.width = run->out.width,
		.bold = run->out.colour,
	};
	struct om_buf text = OM_BUF(REPORT_MAX);
	struct om_report *report = NULL;
	int rc = find_form(&how.form, run);

	if (rc == OM_OK)
		rc = om_report_open(&report, om->reports, run->words.p[0]);
	if (rc == OM_OK)
		rc = om_report_write(&text, report, &how, om);
	if (rc == OM_OK)
		rc = hand_out(run, how.form, &text);
	om_report_close(report);
	om_buf_free(&text);
	return rc;
}

static int
run_report(struct om_run *run)
{
	return om_workspace_run(run, work_report);
}

struct listing {
	struct om_list list;
	const char *folder;
};

static int
add_report(void *state, const char *name)
{
	struct listing *l = state;
	struct om_report *report;
	int rc = om_report_open(&report, l->folder, name);

	if (rc != OM_OK)
		return rc;
	om_list_string(&l->list, name);
	om_list_string(&l->list, report->title);
	om_list_string(&l->list, report->law);
	om_list_int(&l->list, (int64_t)report->section_count);
	om_report_close(report);
	return OM_OK;
}

/* Without a workspace those are listed that are built in. */
static int
run_list(struct om_run *run)
{
	static const struct om_column columns[] = {
		{ "name", "REPORT", false },
		{ "title", "TITLE", false },
		{ "law", "LAW", false },
		{ "sections", "TABLES", true },
	};
	struct om_buf path = OM_BUF(4096);
	struct listing l = { .folder = NULL };
	int rc;

	om_buf_format(&path, "%s/reports", run->home);
	if (path.p != NULL && om_file_exists(path.p))
		l.folder = path.p;
	om_list_begin(&l.list, &run->out, "reports", columns, 4);
	rc = om_report_each(l.folder, add_report, &l);
	om_list_end(&l.list);
	om_buf_free(&path);
	return rc;
}

static const struct om_option options[] = {
	{ "from", 0, OM_OPTION_TEXT, "DATE",
	    "the first day it is about, YYYY-MM-DD", false },
	{ "to", 0, OM_OPTION_TEXT, "DATE", "the last day it is about", false },
	{ "format", 0, OM_OPTION_TEXT, "FORM",
	    "table, csv, json, ndjson, html or xlsx", false },
	{ "out", 0, OM_OPTION_TEXT, "FILE", "write to a file", false },
	{ "section", 0, OM_OPTION_NUMBER, "N",
	    "only one of its tables, counted from 1", false },
	{ 0 },
};

static const struct om_command cmd_list = {
	.word = "list",
	.summary = "the reports there are",
	.example = "ombud report list",
	.touches = OM_READS,
	.run = run_list,
};

static const struct om_command *const actions[] = { &cmd_list, NULL };

const struct om_command om_cmd_report = {
	.word = "report",
	.summary = "what an authority, a board or a colleague asks for",
	.arguments = "NAME",
	.about =
	    "A report reads the register, the audit log and the record of "
	    "processing; no personal data. Each is a file of SQL with its own "
	    "example (reports/NAME.sql); a workspace's folder reports/ may "
	    "change one or add others, which read the same tables and can "
	    "read nothing else.\n\n"
	    "CSV is safe to open in a spreadsheet: no cell of it is a "
	    "formula. HTML has charts, and a table below each.",
	.example = "ombud report week\n"
		   "ombud report register --from 2026-01-01 --format xlsx "
		   "--out register.xlsx",
	.touches = OM_READS | OM_WORKSPACE,
	.options = options,
	.actions = actions,
	.run = run_report,
};
