#ifndef OM_CMD_FILTER_H
#define OM_CMD_FILTER_H

#include "cmd/command.h"
#include "scan/sieve.h"

/* Where a filter's bytes come from and go to. */
struct om_filter_files {
	const char *in, *out, *quarantine; /* paths; "-" and NULL as given */
	int from, to, held, log;	   /* descriptors; -1: none */
	uint64_t piece; /* bytes of a long record that were held so far */
	bool headed;	/* the header stands in the quarantine */
};

/* One call of `redact`, `pseudonymize` or `gate`. */
struct om_filter_job {
	struct om_run *run;
	bool workspace; /* run->home is one: what is done is audited */
	struct om_kinds *kinds;
	struct om_sieve_rules rules;
	struct om_scanner *scanner;
	struct om_policy *policy;
	struct om_identity_policy *identity;
	struct om_sieve_key key;
	struct om_sieve_token_options tokens;
	struct om_sieve_options options;
	struct om_sieve *sieve;
	struct om_filter_files files;
	const char *format; /* "csv" */
	int code;	    /* how it ended: of om_sieve_feed */
	struct om_failure why;
	struct om_sieve_counts counts;
};

/* What tells the commands apart. */
struct om_filter_kind {
	/* Rules where no file has them; options beside --rules refused. */
	int (*rules)(struct om_filter_job *job);
	bool judges; /* by --policy */
};

int om_filter_run(
    struct om_run *run, const struct om_filter_kind *kind) OM_MUST_CHECK;

/* Adds --field and --kinds with one change for all; counts what it added. */
int om_filter_rules_add(struct om_filter_job *job,
    const struct om_sieve_change *change, size_t *added) OM_MUST_CHECK;

/* Opens what the options name, but nothing to write on a dry run. */
int om_filter_files_open(struct om_filter_job *job) OM_MUST_CHECK;
int om_filter_files_close(struct om_filter_files *f) OM_MUST_CHECK;

/* The sink of the sieve; its state is the job. */
int om_filter_pass(void *state, struct om_span bytes) OM_MUST_CHECK;
int om_filter_divert(
    void *state, const struct om_sieve_diverted *d) OM_MUST_CHECK;

/* Writes the audit entries, where there is a workspace. */
int om_filter_audit(struct om_filter_job *job, bool ended) OM_MUST_CHECK;

/* Says what was done: to --report, standard output or stderr. */
int om_filter_report(struct om_filter_job *job) OM_MUST_CHECK;

/* Options that all filters have. */
/* clang-format off */
#define OM_FILTER_OPTIONS \
	{ "rules", 'r', OM_OPTION_TEXT, "FILE", \
	    "what is done with which fields and kinds", false }, \
	{ "field", 'f', OM_OPTION_LIST, "FIELD[=KIND],...", \
	    "change all of these columns, keys or JSON pointers", false }, \
	{ "kinds", 'k', OM_OPTION_LIST, "KIND,...", \
	    "change what is found of these kinds, and of those that also " \
	    "are one", false }, \
	{ "min-confidence", 0, OM_OPTION_DECIMAL, "NUMBER", \
	    "leave out what is less sure; 0.5 by default", false }, \
	{ "format", 0, OM_OPTION_CHOICE, "ndjson|csv|tsv|text", \
	    "what the input is; by its name, or its first byte if that is {", \
	    false }, \
	{ "delimiter", 0, OM_OPTION_TEXT, "CHARACTER", \
	    "between cells of CSV; found in the first row by default", \
	    false }, \
	{ "no-header", 0, OM_OPTION_FLAG, NULL, \
	    "the first row of CSV is a record; columns are \"column 1\" and on", \
	    false }, \
	{ "out", 'o', OM_OPTION_TEXT, "FILE", \
	    "write here and not to standard output", false }, \
	{ "quarantine", 'q', OM_OPTION_TEXT, "FILE", \
	    "records that may not pass; FILE.log says why", false }, \
	{ "report", 0, OM_OPTION_TEXT, "FILE", \
	    "write there what was done, as counts", false }, \
	{ "threads", 0, OM_OPTION_NUMBER, "NUMBER", \
	    "how many work at once; 1 by default", false }
#define OM_FILTER_KEY_OPTIONS \
	{ "domain", 0, OM_OPTION_TEXT, "NAME", \
	    "of tokens: those of one are unlike those of others", false }, \
	{ "source", 0, OM_OPTION_TEXT, "NAME", \
	    "of identifiers that mean somebody within one source alone", \
	    false }, \
	{ "key", 0, OM_OPTION_TEXT, "FILE", \
	    "the key of tokens; the workspace's by default", false }
/* clang-format on */

#endif
