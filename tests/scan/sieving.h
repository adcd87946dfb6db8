#ifndef OM_TEST_SCAN_SIEVING_H
#define OM_TEST_SCAN_SIEVING_H

#include "test.h"

#include "base/memory.h"
#include "scan/sieve.h"

/* A filter with all that it needs, and what left it. */
struct sieving {
	struct om_kinds *kinds;
	struct om_scanner *scanner;
	struct om_identity_policy *identity;
	struct om_sieve_key key;
	struct om_sieve_token_options tokens;
	struct om_sieve_rules rules;
	struct om_sieve_options options;
	struct om_buf out, held;
	struct om_buf log; /* "RECORD BYTES REASON\n" */
	size_t piece;
	bool alone; /* without a quarantine */
	struct om_sieve_counts counts;
};

static inline int
sieving_pass(void *state, struct om_span bytes)
{
	struct sieving *s = state;

	om_buf_add(&s->out, bytes);
	return om_buf_check(&s->out, "out");
}

static inline int
sieving_divert(void *state, const struct om_sieve_diverted *d)
{
	struct sieving *s = state;

	s->piece = d->begins ? d->bytes.n : s->piece + d->bytes.n;
	om_buf_add(&s->held, d->bytes);
	if (d->ends)
		om_buf_format(&s->log, "%llu %zu %s\n",
		    (unsigned long long)d->record, s->piece, d->reason);
	return OM_OK;
}

static inline void
sieving_open(struct sieving *s, const char *rules, enum om_sieve_format format)
{
	*s = (struct sieving){ .out = OM_BUF(64 << 20),
		.held = OM_BUF(64 << 20),
		.log = OM_BUF(1 << 20) };
	s->key.version = 1;
	ck_ok(om_sha256(s->key.secret, OM_SPAN("a key that is long enough")));
	ck_ok(om_kinds_open(&s->kinds, NULL));
	ck_ok(om_identity_policy_open(&s->identity, NULL));
	om_sieve_rules_open(&s->rules, s->kinds);
	ck_ok(om_sieve_rules_parse(&s->rules, "rules", om_span_of(rules)));
	s->tokens = (struct om_sieve_token_options){ s->kinds, s->identity,
		&s->key, OM_SPAN("analytics"), OM_SPAN("crm") };
	s->options = (struct om_sieve_options){
		.rules = &s->rules, .format = format, .tokens = &s->tokens
	};
	if (s->rules.seeks)
		ck_ok(om_scanner_open(&s->scanner,
		    &(struct om_scanner_options){ .kinds = s->kinds }));
	s->options.scanner = s->scanner;
}

static inline void
sieving_close(struct sieving *s)
{
	om_sieve_rules_close(&s->rules);
	om_scanner_close(s->scanner);
	om_identity_policy_close(s->identity);
	om_kinds_close(s->kinds);
	om_buf_free(&s->out);
	om_buf_free(&s->held);
	om_buf_free(&s->log);
}

/* Feeds pieces of n bytes, or of 1 to -n by a fixed sequence. */
static inline int
sieve_all(struct sieving *s, struct om_span input, int n)
{
	const struct om_sieve_sink sink = { sieving_pass,
		s->alone ? NULL : sieving_divert, s };
	struct om_sieve *sieve = om_sieve_open(&s->options, &sink);
	uint32_t seed = (uint32_t)-n;
	int rc = OM_OK;

	om_buf_reset(&s->out);
	om_buf_reset(&s->held);
	om_buf_reset(&s->log);
	for (size_t at = 0; at < input.n && rc == OM_OK;) {
		size_t part = (size_t)n;

		seed = seed * 1664525 + 1013904223;
		if (n < 0)
			part = 1 + (seed >> 8) % (uint32_t)-n;
		if (part > input.n - at)
			part = input.n - at;
		rc = om_sieve_feed(sieve, om_span_bytes(input.p + at, part));
		at += part;
	}
	if (rc == OM_OK)
		rc = om_sieve_end(sieve);
	om_sieve_count(sieve, &s->counts);
	om_sieve_close(sieve);
	return rc;
}

/* One filter over one text: what passes, and the log of what does not. */
static inline void
sieve_gives(const char *rules, enum om_sieve_format format, const char *input,
    const char *out, const char *log)
{
	struct sieving s;

	sieving_open(&s, rules, format);
	for (int n = 1; n < 1 << 16; n *= 16) {
		ck_ok(sieve_all(&s, om_span_of(input), n));
		ck_span_eq(om_buf_span(&s.out), out);
		ck_span_eq(om_buf_span(&s.log), log);
	}
	sieving_close(&s);
}

#endif
