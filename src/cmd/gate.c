#include "cmd/filter.h"

/* A gate changes nothing of its own accord; it may be told to keep some. */
static int
rules(struct om_filter_job *job)
{
	const struct om_sieve_change mask = { .action = OM_SIEVE_MASK };
	size_t added;

	return om_filter_rules_add(job, &mask, &added);
}

static int
run_gate(struct om_run *run)
{
	static const struct om_filter_kind kind = { .rules = rules,
		.judges = true };

	return om_filter_run(run, &kind);
}

static const struct om_option options[] = {
	OM_FILTER_OPTIONS,
	{ "policy", 'p', OM_OPTION_TEXT, "NAME",
	    "the law that judges; gdpr by default", false },
	{ 0 },
};

const struct om_command om_cmd_gate = {
	.word = "gate",
	.summary = "let records pass that are not personal under a law",
	.arguments = "[FILE]",
	.about =
	    "Judges each record by the kinds that scanning finds in it "
	    "together, as classify does, without what --field, --kinds or "
	    "--rules change first (mask, where no rules say it). A personal "
	    "one goes to --quarantine, and the rest passes; without, the first "
	    "one ends it. Ends with 1 where there was one, with 3 where a "
	    "record was in doubt. What passes is not anonymous thereby.",
	.example = "ombud gate --policy gdpr --quarantine held.ndjson "
		   "events.ndjson > out.ndjson\n"
		   "ombud gate --kinds email,phone -q held.csv < in.csv "
		   "--format csv",
	.touches = OM_READS | OM_CHANGES,
	.options = options,
	.run = run_gate,
};
