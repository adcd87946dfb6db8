#include "cmd/filter.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cmd/policies.h"
#include "context/context.h"
#include "crypto/keys.h"

enum { BLOCK = 128 << 10 };

int
om_filter_rules_add(struct om_filter_job *job,
    const struct om_sieve_change *change, size_t *added)
{
	struct om_words fields = om_option_list(job->run, "field");
	struct om_words words = om_option_list(job->run, "kinds");
	struct om_kind_set named;
	int rc = om_policies_set(&named, job->kinds, &words);

	*added = fields.n + words.n;
	for (size_t i = 0; rc == OM_OK && i < fields.n; i++)
		rc = om_sieve_rules_field(&job->rules, fields.p[i], change);
	for (size_t i = 0; rc == OM_OK && words.n > 0 && i < job->kinds->n; i++)
		if (om_kind_set_meets(&job->kinds->list[i].above, &named))
			rc = om_sieve_rules_kind(&job->rules, (int)i, change);
	return rc;
}

static int
open_rules(struct om_filter_job *job, const struct om_filter_kind *kind)
{
	const char *path = om_option_text(job->run, "rules");
	int rc = om_kinds_open(&job->kinds, om_policies_folder(job->run));

	if (rc != OM_OK)
		return rc;
	om_sieve_rules_open(&job->rules, job->kinds);
	if (path == NULL)
		return kind->rules(job);
	if (om_option_list(job->run, "field").n > 0 ||
	    om_option_list(job->run, "kinds").n > 0)
		return om_fail(
		    OM_USAGE, "--rules says it all: no --field, no --kinds");
	return om_sieve_rules_load(&job->rules, path);
}

static int
workspace_key(struct om_filter_job *job)
{
	char *folder = om_path_join(job->run->home, "keys");
	struct om_keys *keys = NULL;
	int rc = om_keys_open(&keys, folder);

	if (rc == OM_OK) {
		job->key.version = om_keys_pseudonym_current(keys);
		rc = om_keys_pseudonym_secret(
		    keys, job->key.secret, job->key.version);
	}
	om_keys_close(keys);
	om_free(folder);
	return rc;
}

static int
open_tokens(struct om_filter_job *job)
{
	const struct om_sieve_rules *rules = &job->rules;
	bool can = strcmp(job->run->name, "pseudonymize") == 0;
	const char *domain = can ? om_option_text(job->run, "domain") : NULL;
	const char *source = can ? om_option_text(job->run, "source") : NULL;
	const char *key = can ? om_option_text(job->run, "key") : NULL;
	int rc;

	if (!om_sieve_rules_do(rules, OM_SIEVE_TOKENISE))
		return OM_OK;
	domain = domain != NULL ? domain : rules->domain;
	source = source != NULL ? source : rules->source;
	if (domain == NULL || *domain == '\0')
		return om_fail(OM_USAGE,
		    "tokens need a domain: --domain NAME, or in the rules");
	if (key == NULL && !job->workspace)
		return om_fail(OM_USAGE,
		    "tokens need a key: a workspace's, or --key FILE");
	rc = key != NULL ? om_keys_pseudonym_read(
			       job->key.secret, &job->key.version, key)
			 : workspace_key(job);
	if (rc == OM_OK)
		rc = om_identity_policy_open(
		    &job->identity, om_policies_folder(job->run));
	job->tokens = (struct om_sieve_token_options){ .kinds = job->kinds,
		.identity = job->identity,
		.key = &job->key,
		.domain = om_span_of(domain),
		.source = om_span_of(source) };
	job->options.tokens = &job->tokens;
	return rc;
}

static int
open_scanner(struct om_filter_job *job, const struct om_filter_kind *kind)
{
	const char *policy = NULL;
	int rc = OM_OK;

	if (kind->judges) {
		policy = om_option_text(job->run, "policy");
		rc = om_policies_open(&job->policy, job->run, job->kinds,
		    policy == NULL ? "gdpr" : policy);
		job->options.policy = job->policy;
		job->options.block =
		    om_option_text(job->run, "quarantine") == NULL;
	}
	if (rc != OM_OK || (!job->rules.seeks && !kind->judges))
		return rc;
	rc = om_scanner_open(
	    &job->scanner, &(struct om_scanner_options){ .kinds = job->kinds,
			       .folder = om_policies_folder(job->run),
			       .least = (float)om_option_decimal(
				   job->run, "min-confidence", 0.5) });
	job->options.scanner = job->scanner;
	return rc;
}

static const struct {
	const char *word;
	enum om_sieve_format format;
	char delimiter;
} formats[] = {
	{ "text", OM_SIEVE_TEXT, 0 },
	{ "txt", OM_SIEVE_TEXT, 0 },
	{ "log", OM_SIEVE_TEXT, 0 },
	{ "csv", OM_SIEVE_CSV, 0 },
	{ "tsv", OM_SIEVE_CSV, '\t' },
	{ "tab", OM_SIEVE_CSV, '\t' },
	{ "ndjson", OM_SIEVE_NDJSON, 0 },
	{ "jsonl", OM_SIEVE_NDJSON, 0 },
};

static bool
find_format(struct om_filter_job *job, const char *word)
{
	static const char *const names[] = { "text", "csv", "ndjson" };

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(word, formats[i].word) == 0) {
			job->options.format = formats[i].format;
			job->options.delimiter = formats[i].delimiter;
			job->format = names[formats[i].format];
			return true;
		}
	return false;
}

/* Nothing is guessed: a header that is a record would pass as it is. */
static int
choose_format(struct om_filter_job *job, struct om_span head)
{
	const char *word = om_option_text(job->run, "format");
	const char *delimiter = om_option_text(job->run, "delimiter");
	const char *dot = strrchr(job->files.in, '.');
	bool known;

	if (om_span_starts(head, OM_SPAN("\xef\xbb\xbf")))
		head = om_span_bytes(head.p + 3, head.n - 3);
	head = om_span_trim(head);
	if (word == NULL && dot != NULL)
		known = find_format(job, dot + 1);
	else
		known = word != NULL && find_format(job, word);
	if (!known && head.n > 0 && head.p[0] == '{')
		known = find_format(job, "ndjson");
	if (!known && head.n == 0)
		known = find_format(job, "text");
	if (!known)
		return om_fail(OM_USAGE,
		    "what the input is shows neither name nor first byte: say "
		    "--format ndjson, csv, tsv or text");
	if (delimiter != NULL && strlen(delimiter) != 1)
		return om_fail(OM_USAGE, "--delimiter is one character");
	if (delimiter != NULL)
		job->options.delimiter = delimiter[0];
	job->options.headless = om_option_flag(job->run, "no-header");
	return OM_OK;
}

static int
read_some(struct om_span *out, struct om_filter_job *job, char *block)
{
	ssize_t n;

	do
		n = read(job->files.from, block, BLOCK);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return om_file_fail(job->files.in, "read");
	*out = om_span_bytes(block, (size_t)n);
	return OM_OK;
}

/* Whoever waits for what was fed must not wait for what is not there. */
static bool
pauses(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) == 0;
}

static int
pump(struct om_filter_job *job, struct om_span some, char *block)
{
	int rc = OM_OK;

	while (some.n > 0 && rc == OM_OK) {
		rc = om_sieve_feed(job->sieve, some);
		if (rc == OM_OK && job->options.threads > 1 &&
		    pauses(job->files.from))
			rc = om_sieve_flush(job->sieve);
		if (rc == OM_OK)
			rc = read_some(&some, job, block);
	}
	return rc == OM_OK ? om_sieve_end(job->sieve) : rc;
}

/* The input, with all that it needs open. */
static int
work(struct om_filter_job *job)
{
	char *block = om_new(BLOCK, 1);
	bool held =
	    om_option_text(job->run, "quarantine") != NULL || job->run->dry_run;
	const struct om_sieve_sink sink = { om_filter_pass,
		held ? om_filter_divert : NULL, job };
	struct om_span head = OM_SPAN_NONE;
	int rc = read_some(&head, job, block);

	if (rc == OM_OK)
		rc = choose_format(job, head);
	job->options.rules = &job->rules;
	job->options.threads = om_option_number(job->run, "threads", 1);
	if (rc == OM_OK)
		rc = om_filter_audit(job, false);
	if (rc == OM_OK) {
		job->sieve = om_sieve_open(&job->options, &sink);
		job->code = pump(job, head, block);
		job->why = om_failure_keep();
		om_sieve_count(job->sieve, &job->counts);
		rc = om_filter_audit(job, true);
		if (rc == OM_OK)
			rc = om_filter_report(job);
	}
	om_wipe_free(block, BLOCK);
	return rc;
}

/* What the exit status says of how it ended. */
static int
conclude(const struct om_filter_job *job)
{
	if (job->code != OM_OK)
		om_failure_return(&job->why);
	if (job->code == 1)
		(void)fprintf(stderr, "ombud: %s: stopped: %s\n",
		    job->run->name, om_failure());
	if (job->code != OM_OK)
		return job->code;
	if (job->counts.faults > 0)
		return om_fail(OM_INPUT,
		    "%llu of %llu records are in doubt and did not pass",
		    (unsigned long long)job->counts.faults,
		    (unsigned long long)job->counts.records);
	return job->counts.diverted > 0;
}

static void
close_job(struct om_filter_job *job)
{
	om_sieve_close(job->sieve);
	om_scanner_close(job->scanner);
	om_policy_close(job->policy);
	om_identity_policy_close(job->identity);
	if (job->kinds != NULL)
		om_sieve_rules_close(&job->rules);
	om_kinds_close(job->kinds);
	om_wipe_free(job, sizeof(*job));
}

int
om_filter_run(struct om_run *run, const struct om_filter_kind *kind)
{
	struct om_filter_job *job = om_new(1, sizeof(*job));
	char *marker = om_path_join(run->home, OM_SETTINGS_FILE);
	int rc, closed;

	job->run = run;
	job->workspace = om_file_exists(marker);
	om_free(marker);
	rc = open_rules(job, kind);
	if (rc == OM_OK)
		rc = open_tokens(job);
	if (rc == OM_OK)
		rc = open_scanner(job, kind);
	if (rc == OM_OK && !run->dry_run &&
	    om_sieve_rules_do(&job->rules, OM_SIEVE_DIVERT) &&
	    om_option_text(run, "quarantine") == NULL)
		rc = om_fail(OM_USAGE,
		    "a rule diverts: --quarantine FILE says where to");
	if (rc == OM_OK) {
		rc = om_filter_files_open(job);
		if (rc == OM_OK)
			rc = work(job);
		closed = om_filter_files_close(&job->files);
		if (rc == OM_OK)
			rc = closed;
	}
	if (rc == OM_OK)
		rc = conclude(job);
	close_job(job);
	return rc;
}
