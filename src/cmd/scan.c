#include "cmd/scan.h"

#include "base/memory.h"
#include "cmd/policies.h"

/* Whether anything asks for findings one by one. */
static bool
wants_each(const struct om_run *run)
{
	return !om_option_flag(run, "summary") ||
	       om_option_text(run, "sarif") != NULL ||
	       om_option_text(run, "baseline") != NULL ||
	       om_option_text(run, "write-baseline") != NULL;
}

static int
open_baselines(struct om_scan *s)
{
	const char *path = om_option_text(s->run, "baseline");

	if (om_option_text(s->run, "write-baseline") != NULL)
		s->accepting = om_baseline_new();
	if (om_option_text(s->run, "sarif") != NULL)
		s->numbered = om_baseline_new();
	return path == NULL ? OM_OK : om_baseline_load(&s->accepted, path);
}

/* A terminal gets a table; anything else that is no --json gets lines. */
static void
begin_output(struct om_scan *s)
{
	struct om_output *out = &s->run->out;

	if (out->shape == OM_SHAPE_TABLE && !out->terminal)
		out->shape = OM_SHAPE_NDJSON;
	s->lines = !om_option_flag(s->run, "summary");
	s->show = om_option_flag(s->run, "show-values");
	if (out->shape == OM_SHAPE_JSON && s->lines)
		om_buf_text(&out->pending, "{\n  \"findings\": [");
}

static int
work(struct om_scan *s)
{
	const char *policy = om_option_text(s->run, "policy");
	int rc = om_scan_key(s);

	if (rc == OM_OK && policy != NULL)
		rc = om_policies_open(&s->policy, s->run, s->kinds, policy);
	if (rc == OM_OK)
		rc = open_baselines(s);
	if (rc != OM_OK)
		return rc;
	if (wants_each(s->run))
		s->sink.finding = om_scan_finding;
	s->sink.record = om_scan_record;
	begin_output(s);
	rc = om_scan_paths(s, om_option_number(s->run, "threads", 1));
	if (rc == OM_OK)
		rc = om_scan_judge(s);
	if (rc != OM_OK)
		return rc;
	om_scan_summary(s);
	rc = om_scan_write(s);
	if (rc != OM_OK)
		return rc;
	if (s->skipped_count > 0)
		return om_fail(OM_INPUT,
		    "%zu %s could not be read, or not to the end",
		    s->skipped_count,
		    s->skipped_count == 1 ? "document" : "documents");
	if (s->accepting != NULL)
		return OM_OK;
	return s->accepted != NULL ? s->new > 0 : s->reading.findings > 0;
}

static int
run_scan(struct om_run *run)
{
	struct om_scan *s = om_new(1, sizeof(*s));
	int rc = om_scan_begin(s, run);

	if (rc == OM_OK)
		rc = work(s);
	om_scan_leave(s);
	om_free(s);
	return rc;
}

static const struct om_option options[] = {
	{ "format", 0, OM_OPTION_CHOICE,
	    "text|csv|tsv|fixed|json|ndjson|sql|sqlite|mail|markup|archive|"
	    "binary",
	    "what the input is, where that is not found by itself", false },
	{ "columns", 0, OM_OPTION_LIST, "FIRST-LAST:NAME,...",
	    "the columns of --format fixed, by bytes from 1", false },
	{ "field", 0, OM_OPTION_TEXT, "FIELD",
	    "look at this column or JSON pointer alone", false },
	{ "kinds", 'k', OM_OPTION_LIST, "KIND,...",
	    "look for these kinds alone, and for those that also are one",
	    false },
	{ "patterns", 0, OM_OPTION_TEXT, "FILE",
	    "look for what this file's patterns match as well", false },
	{ "policy", 'p', OM_OPTION_TEXT, "NAME",
	    "the law that judges what stands together; gdpr by default",
	    false },
	{ "min-confidence", 0, OM_OPTION_DECIMAL, "NUMBER",
	    "leave out what is less sure; 0.5 by default", false },
	{ "exclude", 'x', OM_OPTION_LIST, "PATTERN,...",
	    "leave out paths that fit, as .gitignore has them", false },
	{ "summary", 0, OM_OPTION_FLAG, NULL, "print the totals alone", false },
	{ "show-values", 0, OM_OPTION_FLAG, NULL,
	    "print what was found itself: personal data", false },
	{ "fingerprint", 0, OM_OPTION_FLAG, NULL,
	    "print a keyed hash of what was found", false },
	{ "key", 0, OM_OPTION_TEXT, "FILE",
	    "the key of the fingerprints; the workspace's by default", false },
	{ "sarif", 0, OM_OPTION_TEXT, "FILE",
	    "write findings as SARIF 2.1.0 as well", false },
	{ "html", 0, OM_OPTION_TEXT, "FILE", "write a page about them as well",
	    false },
	{ "baseline", 0, OM_OPTION_TEXT, "FILE",
	    "leave out findings that this file accepts", false },
	{ "write-baseline", 0, OM_OPTION_TEXT, "FILE",
	    "accept all of today's findings in this file", false },
	{ "threads", 0, OM_OPTION_NUMBER, "NUMBER",
	    "how many threads scan, with the same output; 1 by default",
	    false },
	{ 0 },
};

const struct om_command om_cmd_scan = {
	.word = "scan",
	.summary = "find personal data in files, folders, archives, databases",
	.arguments = "PATH...",
	.about =
	    "Ends with 1 where there are findings, and with 3 where something "
	    "could not be read. Folders are walked, links not followed; what "
	    "a file .ombudignore names, and folders called .git, are left "
	    "out. - is standard input.",
	.example = "ombud scan --ndjson export.csv\n"
		   "ombud scan --summary --exclude node_modules/ .\n"
		   "pg_dump shop | ombud scan --summary -",
	.touches = OM_READS,
	.options = options,
	.run = run_scan,
};
