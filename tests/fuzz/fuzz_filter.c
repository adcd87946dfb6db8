#include <stdlib.h>

#include "scan/sieve.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * The first byte chooses format and rules, the rest is the input. Cut in two
 * ways the same must come out; every byte that nobody changed comes out once.
 */
struct result {
	struct om_buf out, held;
	int rc;
};

static struct om_kinds *kinds;
static struct om_scanner *scanner;
static struct om_identity_policy *identity;
static const struct om_sieve_key key = { .secret = { 1 }, .version = 1 };

static const char *const rules[] = {
	"{\"rules\":[]}",
	"{\"rules\":[],\"otherwise\":\"replace\"}",
	"{\"rules\":[{\"field\":[\"a\",\"/b/*/c\"],\"holds\":\"email\","
	"\"do\":\"tokenise\",\"alike\":true}]}",
	"{\"rules\":[{\"field\":\"a\",\"do\":\"generalise\",\"to\":\"tenth\"},"
	"{\"field\":\"b\",\"do\":\"remove\"}],\"otherwise\":\"tokenise\"}",
};

static int
pass(void *state, struct om_span bytes)
{
	struct result *r = state;

	om_buf_add(&r->out, bytes);
	return OM_OK;
}

static int
divert(void *state, const struct om_sieve_diverted *d)
{
	struct result *r = state;

	om_buf_add(&r->held, d->bytes);
	return OM_OK;
}

static void
filter(struct result *r, const struct om_sieve_options *options,
    struct om_span input, size_t cut)
{
	const struct om_sieve_sink sink = { pass, divert, r };
	struct om_sieve *s = om_sieve_open(options, &sink);

	*r = (struct result){ OM_BUF(64 << 20), OM_BUF(64 << 20), OM_OK };
	for (size_t at = 0; at < input.n && r->rc == OM_OK; at += cut)
		r->rc = om_sieve_feed(
		    s, om_span_bytes(input.p + at,
			   input.n - at < cut ? input.n - at : cut));
	if (r->rc == OM_OK)
		r->rc = om_sieve_end(s);
	om_sieve_close(s);
}

static void
compare(struct om_sieve_options *options, struct om_span input, bool whole)
{
	struct result a, b;

	filter(&a, options, input, 1 << 20);
	filter(&b, options, input, 1 + input.n % 7);
	if (a.rc != b.rc ||
	    !om_span_equal(om_buf_span(&a.out), om_buf_span(&b.out)) ||
	    !om_span_equal(om_buf_span(&a.held), om_buf_span(&b.held)))
		abort();
	if (whole && a.rc == OM_OK && a.out.n + a.held.n != input.n)
		abort();
	om_buf_free(&a.out);
	om_buf_free(&a.held);
	om_buf_free(&b.out);
	om_buf_free(&b.held);
}

static void
open_all(void)
{
	if (kinds != NULL)
		return;
	if (om_kinds_open(&kinds, NULL) != OM_OK ||
	    om_identity_policy_open(&identity, NULL) != OM_OK ||
	    om_scanner_open(&scanner,
		&(struct om_scanner_options){ .kinds = kinds }) != OM_OK)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_sieve_token_options tokens;
	struct om_sieve_options options = { .tokens = &tokens };
	struct om_sieve_rules r;
	const char *text;

	if (size == 0)
		return 0;
	open_all();
	tokens = (struct om_sieve_token_options){ kinds, identity, &key,
		OM_SPAN("fuzz"), OM_SPAN_NONE };
	text = rules[data[0] / 4 % 4];
	options.format = (enum om_sieve_format)(data[0] % 4 % 3);
	options.headless = (data[0] & 0x10) != 0;
	om_sieve_rules_open(&r, kinds);
	if (om_sieve_rules_parse(&r, "rules", om_span_of(text)) != OM_OK)
		abort();
	options.rules = &r;
	options.scanner = r.seeks ? scanner : NULL;
	compare(&options, om_span_bytes(data + 1, size - 1), text == rules[0]);
	om_sieve_rules_close(&r);
	return 0;
}
