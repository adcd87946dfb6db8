#include "ombud.h"

#include "base/memory.h"
#include "scan/sieve.h"

/* The calls of the public header: a sieve with all that it needs. */
struct ombud_filter {
	struct om_kinds *kinds;
	struct om_sieve_rules rules;
	struct om_scanner *scanner;
	struct om_identity_policy *identity;
	struct om_sieve_key key;
	struct om_sieve_token_options tokens;
	struct om_sieve_options options;
	struct om_sieve *sieve;
	ombud_pass *pass;
	ombud_hold *hold;
	void *state;
};

static int
hand_on(void *state, struct om_span bytes)
{
	const struct ombud_filter *f = state;

	return f->pass(f->state, bytes.p, bytes.n);
}

static int
hand_aside(void *state, const struct om_sieve_diverted *d)
{
	const struct ombud_filter *f = state;
	const struct ombud_held held = { .record = d->record,
		.bytes = d->bytes.p,
		.size = d->bytes.n,
		.reason = d->reason,
		.doubt = d->fault,
		.begins = d->begins,
		.ends = d->ends };

	return f->hold(f->state, &held);
}

static int
choose_format(struct om_sieve_options *out, const char *word)
{
	static const struct {
		const char *word;
		enum om_sieve_format format;
		char delimiter;
	} formats[] = { { "ndjson", OM_SIEVE_NDJSON, 0 },
		{ "csv", OM_SIEVE_CSV, 0 }, { "tsv", OM_SIEVE_CSV, '\t' },
		{ "text", OM_SIEVE_TEXT, 0 } };

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (word != NULL && strcmp(word, formats[i].word) == 0) {
			out->format = formats[i].format;
			out->delimiter = formats[i].delimiter;
			return OM_OK;
		}
	return om_fail(OM_USAGE, "the format is ndjson, csv, tsv or text");
}

static int
open_rules(struct ombud_filter *f, const struct ombud_filter_options *o)
{
	static const char all[] = "{\"rules\":[],\"otherwise\":\"mask\"}";
	int rc = om_kinds_open(&f->kinds, o->policies);

	if (rc != OM_OK)
		return rc;
	om_sieve_rules_open(&f->rules, f->kinds);
	rc = om_sieve_rules_parse(
	    &f->rules, "rules", om_span_of(o->rules == NULL ? all : o->rules));
	if (rc == OM_OK && f->rules.seeks)
		rc = om_scanner_open(&f->scanner,
		    &(struct om_scanner_options){ .kinds = f->kinds,
			.folder = o->policies,
			.least = (float)o->min_confidence });
	return rc;
}

static int
open_tokens(struct ombud_filter *f, const struct ombud_filter_options *o)
{
	int rc;

	if (!om_sieve_rules_do(&f->rules, OM_SIEVE_TOKENISE))
		return OM_OK;
	if (o->key_file == NULL || f->rules.domain == NULL)
		return om_fail(OM_USAGE,
		    "tokens need a key file, and a domain in the rules");
	rc =
	    om_keys_pseudonym_read(f->key.secret, &f->key.version, o->key_file);
	if (rc == OM_OK)
		rc = om_identity_policy_open(&f->identity, o->policies);
	f->tokens = (struct om_sieve_token_options){ .kinds = f->kinds,
		.identity = f->identity,
		.key = &f->key,
		.domain = om_span_of(f->rules.domain),
		.source = om_span_of(f->rules.source) };
	f->options.tokens = &f->tokens;
	return rc;
}

int
om_filter_open(struct ombud_filter **out,
    const struct ombud_filter_options *options, ombud_pass *pass,
    ombud_hold *hold, void *state)
{
	struct ombud_filter *f = om_new(1, sizeof(*f));
	const struct om_sieve_sink sink = { hand_on,
		hold == NULL ? NULL : hand_aside, f };
	int rc = choose_format(&f->options, options->format);

	if (rc == OM_OK)
		rc = open_rules(f, options);
	if (rc == OM_OK)
		rc = open_tokens(f, options);
	if (rc != OM_OK) {
		om_filter_close(f);
		return rc;
	}
	f->pass = pass;
	f->hold = hold;
	f->state = state;
	f->options.rules = &f->rules;
	f->options.scanner = f->scanner;
	f->options.threads = options->threads;
	f->sieve = om_sieve_open(&f->options, &sink);
	*out = f;
	return OM_OK;
}

int
om_filter_feed(
    struct ombud_filter *filter, const void *bytes, unsigned long size)
{
	return om_sieve_feed(filter->sieve, om_span_bytes(bytes, size));
}

int
om_filter_flush(struct ombud_filter *filter)
{
	return om_sieve_flush(filter->sieve);
}

int
om_filter_end(struct ombud_filter *filter)
{
	return om_sieve_end(filter->sieve);
}

void
om_filter_close(struct ombud_filter *filter)
{
	if (filter == NULL)
		return;
	om_sieve_close(filter->sieve);
	om_scanner_close(filter->scanner);
	om_identity_policy_close(filter->identity);
	if (filter->rules.kinds != NULL)
		om_sieve_rules_close(&filter->rules);
	om_kinds_close(filter->kinds);
	om_wipe_free(filter, sizeof(*filter));
}
