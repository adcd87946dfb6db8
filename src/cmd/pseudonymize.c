#include "cmd/filter.h"

static int
rules(struct om_filter_job *job)
{
	const struct om_sieve_change token = { .action = OM_SIEVE_TOKENISE,
		.shape = om_option_flag(job->run, "alike") };
	const struct om_sieve_change mask = { .action = OM_SIEVE_MASK };
	size_t added;
	int rc = om_filter_rules_add(job, &token, &added);

	if (rc == OM_OK && added == 0) {
		om_sieve_rules_group(
		    &job->rules, OM_SIEVE_GROUP_IDENTIFIER, &token);
		om_sieve_rules_group(&job->rules, OM_SIEVE_GROUP_SECRET, &mask);
	}
	return rc;
}

static int
run_pseudonymize(struct om_run *run)
{
	static const struct om_filter_kind kind = { .rules = rules };

	return om_filter_run(run, &kind);
}

static const struct om_option options[] = {
	OM_FILTER_OPTIONS,
	OM_FILTER_KEY_OPTIONS,
	{ "alike", 0, OM_OPTION_FLAG, NULL,
	    "tokens look like what they stand for: an address, digits", false },
	{ 0 },
};

const struct om_command om_cmd_pseudonymize = {
	.word = "pseudonymize",
	.summary = "copy records with tokens for what identifies people",
	.arguments = "[FILE]",
	.about =
	    "As redact, but identifiers become keyed tokens: the same person "
	    "has the same one in every run, format and system under one key "
	    "and domain, and whoever lacks the key can neither make nor undo "
	    "it. They stay personal data for who holds the key (GDPR Art. "
	    "4(5)). Without --field, --kinds or --rules names, numbers and "
	    "addresses that scanning finds become tokens, passwords are "
	    "masked, and all else is kept.",
	.example = "ombud pseudonymize --field email,phone --domain analytics "
		   "orders.ndjson > out.ndjson\n"
		   "ombud pseudonymize --key p.key --domain lab --field "
		   "mail=email -o out.csv in.csv",
	.touches = OM_READS | OM_CHANGES,
	.options = options,
	.run = run_pseudonymize,
};
