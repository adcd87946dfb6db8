#include "cmd/risk.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "cmd/policies.h"

enum { K = 5, LISTED = 20, MEMORY = 2048 };

static int
begin(struct om_measure *m)
{
	const struct om_run *run = m->run;
	const char *assessment = om_option_text(run, "assessment");
	uint64_t k = om_option_number(run, "k", K),
		 memory = om_option_number(run, "memory", MEMORY);
	const char *folder = om_policies_folder(m->run);
	int rc = OM_OK;

	if (k < 2 || k > UINT32_MAX)
		return om_fail(OM_USAGE, "k is 2 at least");
	if (memory < 1 || memory > 1 << 20)
		return om_fail(OM_USAGE, "--memory is 1 to 1048576, in MiB");
	m->k = (uint32_t)k;
	m->population = om_option_number(run, "population", 0);
	m->listed = om_option_number(run, "list", LISTED);
	om_risk_table_open(&m->table, (size_t)memory << 20);
	rc = om_kinds_open(&m->kinds, folder);
	if (rc == OM_OK)
		rc = om_attributes_open(&m->attributes, m->kinds, folder);
	if (rc == OM_OK && assessment != NULL)
		rc = om_assessment_open(
		    &m->assessment, assessment, om_clock_today());
	return rc;
}

static int
write_page(const struct om_measure *m, const char *path)
{
	struct om_buf text = OM_BUF((size_t)256 << 20);
	int rc;

	om_measure_page(&text, m);
	rc = om_buf_check(&text, path);
	if (rc == OM_OK)
		rc = om_file_replace(path, om_buf_span(&text), 0644);
	om_buf_free(&text);
	return rc;
}

static int
write_files(struct om_measure *m)
{
	const char *html = om_option_text(m->run, "html"),
		   *suggest = om_option_text(m->run, "suggest"),
		   *generalise = om_option_text(m->run, "generalise"),
		   *extends = om_option_text(m->run, "extends");
	int rc = OM_OK;

	if (generalise != NULL)
		rc = om_measure_generalise(m, generalise);
	if (rc == OM_OK && suggest != NULL)
		rc = om_measure_suggest(
		    m, suggest, extends == NULL ? "gdpr" : extends);
	if (rc == OM_OK && html != NULL)
		rc = write_page(m, html);
	return rc;
}

/* What was asked is whether nobody is singled out, or more than that. */
static int
answer(const struct om_measure *m)
{
	if (m->assessment != NULL)
		return m->verdict != OM_RISK_ANONYMOUS;
	return om_option_flag(m->run, "gate") && m->verdict == OM_RISK_BELOW;
}

static int
run_risk(struct om_run *run)
{
	struct om_measure *m = om_new(1, sizeof(*m));
	int rc;

	m->run = run;
	rc = begin(m);
	if (rc == OM_OK)
		rc = om_measure_read(m);
	if (rc == OM_OK)
		rc = om_measure_take(m);
	if (rc == OM_OK)
		rc = write_files(m);
	if (rc == OM_OK) {
		om_measure_print(m);
		rc = answer(m);
	}
	om_measure_leave(m);
	return rc;
}

static const struct om_option options[] = {
	{ "table", 0, OM_OPTION_TEXT, "DATABASE:TABLE",
	    "measure a table of an SQLite database", false },
	{ "store", 0, OM_OPTION_FLAG, NULL,
	    "measure the profiles of the workspace's store", false },
	{ "quasi", 'q', OM_OPTION_LIST, "COLUMN,...",
	    "combine these columns; auto, the default, proposes them", false },
	{ "sensitive", 0, OM_OPTION_LIST, "COLUMN,...",
	    "say how far classes tell these columns as well", false },
	{ "person", 0, OM_OPTION_TEXT, "COLUMN",
	    "records with the same value here are one person's", false },
	{ "k", 'k', OM_OPTION_NUMBER, "NUMBER",
	    "how many persons must share a combination; 5 by default", false },
	{ "size", 0, OM_OPTION_NUMBER, "NUMBER",
	    "columns of a combination at most; 6 by default", false },
	{ "population", 0, OM_OPTION_NUMBER, "NUMBER",
	    "how many persons the data are a random sample of", false },
	{ "list", 0, OM_OPTION_NUMBER, "NUMBER",
	    "rows of each list for people; 20 by default", false },
	{ "memory", 0, OM_OPTION_NUMBER, "MIB",
	    "what reading and searching may hold each; 2048 by default",
	    false },
	{ "html", 0, OM_OPTION_TEXT, "FILE", "write a page about it as well",
	    false },
	{ "suggest", 0, OM_OPTION_TEXT, "FILE.json",
	    "write the rules that it gives reason for, as a policy", false },
	{ "extends", 0, OM_OPTION_TEXT, "POLICY",
	    "what the policy of --suggest extends; gdpr by default", false },
	{ "generalise", 0, OM_OPTION_TEXT, "FILE",
	    "write the table as CSV, made coarser until k is reached", false },
	{ "suppress", 0, OM_OPTION_DECIMAL, "SHARE",
	    "records that --generalise may leave out; 0.05 by default", false },
	{ "gate", 0, OM_OPTION_FLAG, NULL, "end with 1 where k is not reached",
	    false },
	{ "assessment", 0, OM_OPTION_TEXT, "FILE.json",
	    "a person's assessment of these data; 1 if not anonymous", false },
	{ 0 },
};

const struct om_command om_cmd_risk = {
	.word = "risk",
	.summary = "how far combinations of columns single people out",
	.arguments = "[FILE]",
	.about =
	    "Counts, in CSV, NDJSON, JSON, a table of SQLite or the store, "
	    "who shares each combination of quasi-identifiers with how many "
	    "others: classes, persons singled out, and by which smallest "
	    "combinations (minimal sample uniques, SUDA2), the risks of "
	    "prosecutor and journalist, and how far a class tells sensitive "
	    "columns. Shown are columns, counts and numbers of records, never "
	    "a value.\n\n"
	    "A gate that passes says no-singling-out at k on these columns, "
	    "and no more: data may be linked or inferred all the same. "
	    "anonymous is said only with the assessment of a named person, of "
	    "these very data, that is not due for review. An unreadable "
	    "record ends it with 3: a part is not the whole.",
	.example = "ombud risk --quasi name,work_address staff.csv\n"
		   "ombud risk --gate --k 5 export.ndjson\n"
		   "ombud risk --table shop.db:customer --html risk.html\n"
		   "ombud risk people.csv --generalise out.csv",
	.touches = OM_READS,
	.options = options,
	.run = run_risk,
};
