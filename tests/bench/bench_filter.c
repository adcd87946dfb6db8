/*
 * Records a second through the filters, NDJSON of 428 bytes with five values
 * that are personal: tokens in five fields without and with scanning, masks
 * for all that is found. The limits are shares of what a bare loop of the same
 * keyed hashes and a copy of the record does in the same run, so that they
 * hold on any machine, busy or not; aims in records a second of one core are
 * printed beside them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/workspace.h"
#include "scan/sieve.h"

enum { RECORD = 428, BLOCK = 128 << 10 };

/* What is aimed at, and the share of the bare loop that is asked for. */
struct limit {
	double aim, share;
};

static const struct limit fields_limit = { 450e3, 0.30 },
			  found_limit = { 200e3, 0.08 }, no_limit;

static struct om_kinds *kinds;
static struct om_scanner *scanner;
static struct om_identity_policy *identity;
static const struct om_sieve_key key = { .secret = { 1, 2, 3 }, .version = 1 };

/* One record, padded with words to its length. */
static void
add_record(struct om_buf *b, unsigned i)
{
	size_t begin = b->n;

	om_buf_format(b,
	    "{\"id\":%u,\"email\":\"person.%u@mail%u.example\","
	    "\"phone\":\"+1 202 555 %04u\",\"user_id\":\"u-%08u\","
	    "\"ip\":\"192.0.2.%u\",\"name\":\"Ana Example %u\","
	    "\"created_at\":\"2026-03-%02uT10:%02u:00Z\",\"total\":%u.%02u,"
	    "\"currency\":\"EUR\",\"items\":[{\"sku\":\"A-%u\",\"n\":%u}],"
	    "\"note\":\"",
	    i, i, i % 12, 100 + i % 100, i * 7, i % 256, i % 1000, 1 + i % 28,
	    i % 60, i % 900, i % 100, i % 5000, 1 + i % 5);
	while (b->n - begin < RECORD - 3)
		om_buf_byte(
		    b, "please leave it behind the green door "[b->n % 38]);
	om_buf_text(b, "\"}\n");
}

static int
pass(void *state, struct om_span bytes)
{
	*(uint64_t *)state += bytes.n;
	return OM_OK;
}

static int
divert(void *state, const struct om_sieve_diverted *d)
{
	(void)state;
	(void)fprintf(stderr, "record %llu was held back: %s\n",
	    (unsigned long long)d->record, d->reason);
	exit(1);
}

/* The best of five rounds, in records a second. */
static double
measure(const struct om_sieve_options *options, struct om_span input)
{
	double best = 1e9;

	for (int round = 0; round < 5; round++) {
		uint64_t written = 0;
		const struct om_sieve_sink sink = { pass, divert, &written };
		struct om_sieve *s = om_sieve_open(options, &sink);
		double took = cpu_seconds();

		for (size_t at = 0; at < input.n; at += BLOCK)
			must(om_sieve_feed(
				 s, om_span_bytes(input.p + at,
					input.n - at < BLOCK ? input.n - at
							     : BLOCK)),
			    "feed");
		must(om_sieve_end(s), "end");
		took = cpu_seconds() - took;
		best = took < best ? took : best;
		om_sieve_close(s);
	}
	return (double)(input.n / RECORD) / best;
}

static double
run(const char *text, struct om_span input, bool tokens)
{
	struct om_sieve_token_options made = { kinds, identity, &key,
		OM_SPAN("bench"), OM_SPAN_NONE };
	struct om_sieve_rules rules;
	struct om_sieve_options options = { .rules = &rules,
		.format = OM_SIEVE_NDJSON,
		.tokens = tokens ? &made : NULL };
	double rate;

	om_sieve_rules_open(&rules, kinds);
	must(om_sieve_rules_parse(&rules, "rules", om_span_of(text)), "rules");
	if (rules.seeks)
		options.scanner = scanner;
	rate = measure(&options, input);
	om_sieve_rules_close(&rules);
	return rate;
}

/*
 * The best of five rounds of the bare loop, in records a second: five keyed
 * hashes of what a token is made of, their digits, and a copy of the record.
 */
static double
measure_bare(struct om_span input)
{
	static const struct om_span parts[4] = { OM_SPAN("bench"), OM_SPAN_NONE,
		OM_SPAN("email"), OM_SPAN("person.123456@mail3.example") };
	struct om_buf out = OM_BUF((size_t)1 << 30);
	struct om_mac *mac;
	double best = 1e9;

	must(om_mac_open(&mac, key.secret), "mac");
	for (int round = 0; round < 5; round++) {
		double took = cpu_seconds();

		for (size_t at = 0; at < input.n; at += RECORD) {
			uint8_t tag[OM_HASH_SIZE];

			if (at % BLOCK < RECORD)
				out.n = 0;
			om_buf_add(&out, om_span_bytes(input.p + at, RECORD));
			for (int i = 0; i < 5; i++) {
				must(om_mac_tag(mac, tag, parts, 4), "tag");
				om_buf_hex(
				    &out, om_span_bytes(tag, sizeof(tag)));
			}
		}
		took = cpu_seconds() - took;
		best = took < best ? took : best;
	}
	om_mac_close(mac);
	om_buf_free(&out);
	return (double)(input.n / RECORD) / best;
}

static bool
tell(const char *what, double rate, double bare, const struct limit *limit)
{
	bool good = rate >= limit->share * bare;

	printf("%-34s %7.0f k records/s, %.2f GB/s, %.3f of bare", what,
	    rate / 1e3, rate * RECORD / 1e9, rate / bare);
	if (limit->aim > 0)
		printf(" (limit %.2f%s; %.2f of the aim, %.0f k)", limit->share,
		    good ? "" : ": MISSED", rate / limit->aim,
		    limit->aim / 1e3);
	printf("\n");
	return good;
}

#define FIELDS                                                               \
	"{\"field\":[\"email\",\"phone\",\"user_id\"],\"do\":\"tokenise\"}," \
	"{\"field\":\"ip\",\"holds\":\"ip_address\",\"do\":\"tokenise\"},"   \
	"{\"field\":\"name\",\"holds\":\"name.full\",\"do\":\"tokenise\"}"

int
main(void)
{
	bool brief = getenv("BENCH_SHORT") != NULL;
	unsigned n = brief ? 20000 : 400000;
	struct om_buf input = OM_BUF((size_t)1 << 30);
	bool good = true;
	double bare;

	for (unsigned i = 0; i < n; i++)
		add_record(&input, i);
	must(om_kinds_open(&kinds, NULL), "kinds");
	must(om_identity_policy_open(&identity, NULL), "identity");
	must(om_scanner_open(
		 &scanner, &(struct om_scanner_options){ .kinds = kinds }),
	    "scanner");
	bare = measure_bare(om_buf_span(&input));
	good &= tell("bare loop of hashes and a copy", bare, bare, &no_limit);
	good &= tell("five fields tokenised",
	    run("{\"rules\":[" FIELDS "]}", om_buf_span(&input), true), bare,
	    &fields_limit);
	good &= tell("five fields tokenised, and scanned",
	    run("{\"rules\":[" FIELDS "],\"otherwise\":\"mask\"}",
		om_buf_span(&input), true),
	    bare, &found_limit);
	good &= tell("all that is found masked",
	    run("{\"rules\":[],\"otherwise\":\"mask\"}", om_buf_span(&input),
		false),
	    bare, &no_limit);
	om_scanner_close(scanner);
	om_identity_policy_close(identity);
	om_kinds_close(kinds);
	om_buf_free(&input);
	return good ? 0 : 1;
}
