#include <stdio.h>

#include "cmd/list.h"
#include "cmd/policies.h"
#include "policy/due.h"

static void
show_date(struct om_table *table, int32_t day)
{
	struct om_buf text = OM_BUF(16);

	om_day_format(&text, day);
	om_table_cell(table, om_buf_span(&text));
	om_buf_free(&text);
}

static void
show_due(struct om_run *run, const struct om_due *d)
{
	static const struct om_table_column columns[] = {
		{ "DATE", false },
		{ "RULE", false },
		{ "BY", false },
	};
	struct om_table table;
	struct om_buf due = OM_BUF(16);

	om_day_format(&due, d->due);
	om_output_format(&run->out, "due %s (%s, calendar of %s)\n\n", due.p,
	    d->regime, d->country);
	om_table_open(&table, &run->out.pending, columns,
	    sizeof(columns) / sizeof(columns[0]));
	table.width = run->out.width;
	table.bold = run->out.colour;
	for (size_t i = 0; i < d->n; i++) {
		show_date(&table, d->steps[i].date);
		om_table_cell(&table, om_span_of(d->steps[i].rule));
		om_table_cell(&table, om_span_of(d->steps[i].cite));
	}
	om_table_close(&table);
	om_buf_free(&due);
}

static int
run_due(struct om_run *run)
{
	struct om_due_query q = {
		.regime = om_option_text(run, "regime"),
		.right = om_option_text(run, "right"),
		.country = om_option_text(run, "country"),
		.extended = om_option_flag(run, "extended"),
		.folder = om_policies_folder(run),
	};
	struct om_due d;
	uint64_t paused = om_option_number(run, "paused", 0);
	int rc = om_day_parse(
	    &q.received, om_span_of(om_option_text(run, "received")));

	if (rc != OM_OK)
		return om_fail(OM_USAGE, "--received is a day, YYYY-MM-DD");
	q.paused_days = paused > 10000 ? -1 : (int)paused;
	rc = om_due(&d, &q);
	if (rc != OM_OK)
		return rc == OM_NOTFOUND ? OM_USAGE : rc;
	if (d.warning != NULL)
		(void)fprintf(stderr, "ombud: due: %s\n", d.warning);
	if (run->out.shape == OM_SHAPE_TABLE)
		show_due(run, &d);
	else {
		om_due_json(om_output_json(&run->out), NULL, &d);
		om_output_next(&run->out);
	}
	om_due_close(&d);
	return OM_OK;
}

static const struct om_option options[] = {
	{ "regime", 0, OM_OPTION_TEXT, "NAME",
	    "the law, for example gdpr or ccpa", true },
	{ "received", 0, OM_OPTION_TEXT, "DATE",
	    "the day on which the request arrived", true },
	{ "right", 0, OM_OPTION_TEXT, "RIGHT",
	    "access, erase, optout, ...; without it the usual clock", false },
	{ "country", 0, OM_OPTION_TEXT, "CODE",
	    "whose holidays count: DE, DE-BY, US-CA, or none", false },
	{ "extended", 0, OM_OPTION_FLAG, NULL,
	    "notice of an extension was given", false },
	{ "paused", 0, OM_OPTION_NUMBER, "DAYS",
	    "days for which proof of identity was awaited", false },
	{ 0 },
};

const struct om_command om_cmd_due = {
	.word = "due",
	.summary = "when a request must be answered, and by which rule",
	.about = "Counts as the law counts: months and not days under the "
		 "GDPR, a weekend or holiday moved to the next working day of "
		 "the controller's country, an extension from the day of "
		 "receipt. Where the holidays of a year are not known, nothing "
		 "is moved and a warning says so.",
	.example =
	    "ombud due --regime gdpr --received 2026-11-25 --country DE\n"
	    "ombud due --regime ccpa --received 2026-11-23 --json",
	.touches = OM_READS,
	.options = options,
	.run = run_due,
};
