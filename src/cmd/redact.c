#include "cmd/filter.h"

static int
rules(struct om_filter_job *job)
{
	static const struct {
		const char *word;
		enum om_sieve_action action;
	} actions[] = { { "mask", OM_SIEVE_MASK },
		{ "replace", OM_SIEVE_REPLACE },
		{ "remove", OM_SIEVE_REMOVE } };
	const char *word = om_option_text(job->run, "do");
	struct om_sieve_change change = { .action = OM_SIEVE_MASK };
	size_t added;
	int rc;

	for (size_t i = 0; word != NULL && i < 3; i++)
		if (strcmp(word, actions[i].word) == 0)
			change.action = actions[i].action;
	rc = om_filter_rules_add(job, &change, &added);
	if (rc == OM_OK && added == 0)
		om_sieve_rules_otherwise(&job->rules, &change);
	return rc;
}

static int
run_redact(struct om_run *run)
{
	static const struct om_filter_kind kind = { .rules = rules };

	return om_filter_run(run, &kind);
}

static const struct om_option options[] = {
	OM_FILTER_OPTIONS,
	{ "do", 0, OM_OPTION_CHOICE, "mask|replace|remove",
	    "what is done; mask by default", false },
	{ 0 },
};

const struct om_command om_cmd_redact = {
	.word = "redact",
	.summary = "copy records without what is personal in them",
	.arguments = "[FILE]",
	.about =
	    "Reads NDJSON, CSV, TSV or lines, of standard input where no file "
	    "is named, and writes each record once, in order, with all that "
	    "scanning finds masked, or what --field, --kinds or --rules name. "
	    "Every other byte stays. A record in doubt goes to --quarantine, "
	    "or ends it with 3; one that a rule diverts or blocks makes it end "
	    "with 1. ombud(1) describes rules.",
	.example =
	    "ombud redact app.log > app.clean.log\n"
	    "ombud redact --rules to-vendor.json --quarantine held.csv "
	    "people.csv > out.csv\n"
	    "kcat -C -t in | ombud redact --format ndjson | kcat -P -t out",
	.touches = OM_READS | OM_CHANGES,
	.options = options,
	.run = run_redact,
};
