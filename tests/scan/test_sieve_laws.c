#include "scan/sieving.h"

#include <stdlib.h>

#include "format/json_reader.h"

/* Records by a fixed sequence, with what is to become of them. */
struct making {
	uint32_t seed;
	struct om_buf in, out;
	uint64_t records, changed, faults;
};

static uint32_t
pick(struct making *m, uint32_t n)
{
	m->seed = m->seed * 1664525 + 1013904223;
	return (m->seed >> 8) % n;
}

static void
both(struct making *m, const char *text)
{
	om_buf_text(&m->in, text);
	om_buf_text(&m->out, text);
}

static const char *
one_of(struct making *m, const char *const *list)
{
	uint32_t n = 0;

	while (list[n] != NULL)
		n++;
	return list[pick(m, n)];
}

static const char *const spaces[] = { "", "", " ", "\t", "  ", NULL };
static const char *const plain[] = { "1", "-0.50", "1.5E+07", "true", "null",
	"\"a\\/b\"", "\"\\u00e9\\ud83d\\ude00\"", "\"\xc3\xa9\"", "[]", "{}",
	"[1, 2 ,3]", "{\"k\" : [\"v\"]}", "\"x, \\\"y\\\"\"", "0", "\"\"",
	NULL };
static const char *const secret[] = { "\"ana@example.com\"",
	"\"ana\\u0040example.com\"", "\"\\u0061na@example.com\"",
	"\"an\\u0061@ex\\u0061mple.com\"", "\"ana@example\\u002ecom\"", NULL };

/* A record that passes: keys that differ, in each a value. */
static void
add_good(struct making *m)
{
	static const char *const ends[] = { "\n", "\r\n", " \n", NULL };
	uint32_t members = pick(m, 6), hidden = pick(m, 8);
	bool first = true;

	both(m, one_of(m, spaces));
	both(m, "{");
	for (uint32_t i = 0; i < members; i++) {
		char key[] = "\"k0\"";

		key[2] = (char)('0' + i);
		both(m, first ? "" : ",");
		first = false;
		both(m, one_of(m, spaces));
		both(m, key);
		both(m, one_of(m, spaces));
		both(m, ":");
		both(m, one_of(m, spaces));
		if (i == hidden) {
			om_buf_text(&m->in, one_of(m, secret));
			om_buf_text(&m->out, "\"[EMAIL]\"");
			m->changed++;
		} else
			both(m, one_of(m, plain));
		both(m, one_of(m, spaces));
	}
	both(m, "}");
	both(m, one_of(m, ends));
	m->records++;
}

static void
add_bad(struct making *m)
{
	static const char *const bad[] = { "{\"a\":}\n", "{\"a\":\"\xff\"}\n",
		"{\"a\":1,\"a\":2}\r\n", "]\n", "{\"a\":\"ana@example.com\"\n",
		"{\"ana@example.com\":1}\n", NULL };

	om_buf_text(&m->in, one_of(m, bad));
	m->records++;
	m->faults++;
}

static void
make(struct making *m, uint32_t seed, size_t records)
{
	*m = (struct making){
		.seed = seed, .in = OM_BUF(32 << 20), .out = OM_BUF(32 << 20)
	};
	while (m->records < records) {
		uint32_t which = pick(m, 20);

		if (which == 0)
			both(m, "\n");
		else if (which == 1)
			add_bad(m);
		else
			add_good(m);
	}
}

static void
made_free(struct making *m)
{
	om_buf_free(&m->in);
	om_buf_free(&m->out);
}

#define REPLACE "{\"rules\":[],\"otherwise\":\"replace\"}"

START_TEST(every_byte_outside_of_what_is_found_stays)
{
	struct sieving s;
	struct making m;

	sieving_open(&s, REPLACE, OM_SIEVE_NDJSON);
	for (uint32_t seed = 1; seed < 40; seed++) {
		make(&m, seed, 200);
		ck_ok(sieve_all(&s, om_buf_span(&m.in), 1 << 20));
		ck_assert_msg(
		    om_span_equal(om_buf_span(&s.out), om_buf_span(&m.out)),
		    "seed %u:\n%s\nnot\n%s", seed, s.out.p, m.out.p);
		ck_assert_uint_eq(s.counts.records, m.records);
		ck_assert_uint_eq(s.counts.changed, m.changed);
		ck_assert_uint_eq(s.counts.faults, m.faults);
		made_free(&m);
	}
	sieving_close(&s);
}
END_TEST

/* Where it is cut and how many work must not show. */
START_TEST(any_cutting_and_any_number_of_threads_give_the_same)
{
	static const int cuts[] = { 1, -3, 7, -100, 1000, -5000, 65536 };
	struct om_buf out = OM_BUF(32 << 20), held = OM_BUF(32 << 20);
	struct om_buf log = OM_BUF(1 << 20);
	struct sieving s;
	struct making m;

	sieving_open(&s, REPLACE, OM_SIEVE_NDJSON);
	make(&m, 99, 3000);
	ck_ok(sieve_all(&s, om_buf_span(&m.in), 1 << 20));
	om_buf_add(&out, om_buf_span(&s.out));
	om_buf_add(&held, om_buf_span(&s.held));
	om_buf_add(&log, om_buf_span(&s.log));
	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		s.options.threads = 1 + i % 4;
		ck_ok(sieve_all(&s, om_buf_span(&m.in), cuts[i]));
		ck_assert(
		    om_span_equal(om_buf_span(&s.out), om_buf_span(&out)));
		ck_assert(
		    om_span_equal(om_buf_span(&s.held), om_buf_span(&held)));
		ck_assert(
		    om_span_equal(om_buf_span(&s.log), om_buf_span(&log)));
	}
	made_free(&m);
	sieving_close(&s);
	om_buf_free(&out);
	om_buf_free(&held);
	om_buf_free(&log);
}
END_TEST

/* Random bytes with the marks that matter to rows. */
static void
make_rows(struct making *m, uint32_t seed, size_t n)
{
	static const char marks[] = "\"\",,\n\r\nab\t;\xc3\xa9\x01";

	*m = (struct making){ .seed = seed, .in = OM_BUF(1 << 20) };
	om_buf_text(&m->in, "a,b\n");
	while (m->in.n < n)
		om_buf_byte(&m->in, marks[pick(m, sizeof(marks))]);
}

/* The line of the log that is next: the record and its bytes. */
static bool
next_held(const char **log, unsigned long long *record, size_t *n)
{
	char *end;

	if (*log == NULL || **log == '\0')
		return false;
	*record = strtoull(*log, &end, 10);
	*n = strtoull(end, &end, 10);
	*log = strchr(end, '\n') + 1;
	return true;
}

/*
 * With rules that change nothing the output and what was held back are the
 * input, each byte once: between what was held back nothing is missing.
 */
static void
check_once(const struct sieving *s, struct om_span input)
{
	const char *log = s->log.p, *out = s->out.p, *held = s->held.p;
	const char *out_end = out + s->out.n;
	unsigned long long record;
	size_t at = 0, n;

	while (next_held(&log, &record, &n)) {
		/* What passed before it, up to where it stands. */
		while (
		    at + n <= input.n && memcmp(held, input.p + at, n) != 0) {
			ck_assert(out < out_end && *out == input.p[at]);
			out++;
			at++;
		}
		ck_assert(at + n <= input.n);
		held += n;
		at += n;
	}
	ck_assert_uint_eq(input.n - at, (size_t)(out_end - out));
	ck_assert_mem_eq(input.p + at, out, input.n - at);
	ck_assert_ptr_eq(held, s->held.p + s->held.n);
}

START_TEST(each_row_comes_out_once_wherever_it_is_cut)
{
	struct sieving s;

	sieving_open(&s, "{\"rules\":[]}", OM_SIEVE_CSV);
	for (uint32_t seed = 1; seed < 300; seed++) {
		struct om_buf log = OM_BUF(1 << 20), out = OM_BUF(1 << 20);
		struct making m;

		make_rows(&m, seed, 10 + seed);
		ck_ok(sieve_all(&s, om_buf_span(&m.in), 1 << 20));
		ck_assert_uint_eq(s.out.n + s.held.n, m.in.n);
		om_buf_add(&log, om_buf_span(&s.log));
		om_buf_add(&out, om_buf_span(&s.out));
		ck_ok(sieve_all(&s, om_buf_span(&m.in), -5));
		ck_assert(
		    om_span_equal(om_buf_span(&s.log), om_buf_span(&log)));
		ck_assert(
		    om_span_equal(om_buf_span(&s.out), om_buf_span(&out)));
		om_buf_free(&log);
		om_buf_free(&out);
		made_free(&m);
	}
	sieving_close(&s);
}
END_TEST

START_TEST(each_line_comes_out_once_and_in_order)
{
	struct sieving s;

	sieving_open(&s, "{\"rules\":[]}", OM_SIEVE_NDJSON);
	for (uint32_t seed = 1; seed < 60; seed++) {
		struct making m;

		make(&m, seed, 100);
		ck_ok(sieve_all(&s, om_buf_span(&m.in), -50));
		check_once(&s, om_buf_span(&m.in));
		made_free(&m);
	}
	sieving_close(&s);
}
END_TEST

/* Decoded, each value of the output is looked through. */
static void
check_gone(const struct om_value *v, struct om_span needle)
{
	if (v->text.n >= needle.n && om_value_is_text(v))
		for (size_t i = 0; i + needle.n <= v->text.n; i++)
			ck_assert(memcmp(v->text.p + i, needle.p, needle.n));
	for (const struct om_value *m = v->first; m != NULL; m = m->next)
		check_gone(m, needle);
}

START_TEST(nothing_of_what_is_masked_is_left_in_any_escape_form)
{
	struct om_arena arena = { 0 };
	struct sieving s;
	struct making m;
	struct om_span rest, line;

	sieving_open(
	    &s, "{\"rules\":[],\"otherwise\":\"mask\"}", OM_SIEVE_NDJSON);
	make(&m, 7, 4000);
	ck_ok(sieve_all(&s, om_buf_span(&m.in), -3000));
	ck_assert(m.changed > 500);
	rest = om_buf_span(&s.out);
	while (om_span_cut(&line, &rest, rest, '\n')) {
		struct om_value *v;

		if (om_span_trim(line).n == 0)
			continue;
		ck_ok(om_json_read(&v, &arena, om_span_trim(line), NULL));
		check_gone(v, OM_SPAN("ana"));
		check_gone(v, OM_SPAN("example"));
		om_arena_wipe(&arena);
	}
	om_arena_free(&arena);
	made_free(&m);
	sieving_close(&s);
}
END_TEST

#define TOKENS \
	"{\"rules\":[{\"field\":\"e\",\"holds\":\"email\",\"do\":\"tokenise\"}]}"
#define TOKEN                                                               \
	"psn1_a393a2a54f725d90ec4b7ec49b23f70bde9a8e0f316b155e7e63c304ea5b" \
	"1b1e"

/* The value is that of tests/policy/test_token.c, by another program. */
START_TEST(one_person_has_one_token_in_every_format_and_run)
{
	sieve_gives(TOKENS, OM_SIEVE_NDJSON,
	    "{\"e\":\" Ana@Example.COM\"}\n{\"e\":\"\\u0061na@example.com\"}\n",
	    "{\"e\":\"" TOKEN "\"}\n{\"e\":\"" TOKEN "\"}\n", "");
	sieve_gives(TOKENS, OM_SIEVE_CSV, "e\nANA@example.com\n\"" TOKEN "\"\n",
	    "e\n" TOKEN "\n\"" TOKEN "\"\n", "");
	sieve_gives("{\"rules\":[{\"kind\":\"email\",\"do\":\"tokenise\"}]}",
	    OM_SIEVE_TEXT, "to ana@example.com.\n", "to " TOKEN ".\n", "");
	sieve_gives("{\"rules\":[{\"field\":\"e\",\"holds\":\"email\",\"do\":"
		    "\"tokenise\",\"alike\":true}]}",
	    OM_SIEVE_CSV, "e\nANA@example.com\n",
	    "e\npsn1_a393a2a54f725d90ec4b7ec49b23f70bde9a8e0f"
	    "@pseudonym.invalid\n",
	    "");
}
END_TEST

/* What came out goes in again and stays. */
START_TEST(a_token_is_the_token_of_itself)
{
	static const char *const alike[] = { "false", "true" };

	for (size_t i = 0; i < 2; i++) {
		struct om_buf rules = OM_BUF(256), once = OM_BUF(4096);
		struct sieving s;

		om_buf_format(&rules,
		    "{\"rules\":[{\"field\":\"e\",\"holds\":\"email\","
		    "\"do\":\"tokenise\",\"alike\":%s}]}",
		    alike[i]);
		sieving_open(&s, rules.p, OM_SIEVE_NDJSON);
		ck_ok(sieve_all(
		    &s, OM_SPAN("{\"e\":\"a@b.example\"}\n{\"e\":\"\"}\n"), 9));
		om_buf_add(&once, om_buf_span(&s.out));
		ck_ok(sieve_all(&s, om_buf_span(&once), 9));
		ck_assert(
		    om_span_equal(om_buf_span(&s.out), om_buf_span(&once)));
		sieving_close(&s);
		om_buf_free(&rules);
		om_buf_free(&once);
	}
}
END_TEST

OM_SUITE(scan_sieve_laws)
{
	tcase_add_test(tests, every_byte_outside_of_what_is_found_stays);
	tcase_add_test(
	    tests, any_cutting_and_any_number_of_threads_give_the_same);
	tcase_add_test(tests, each_row_comes_out_once_wherever_it_is_cut);
	tcase_add_test(tests, each_line_comes_out_once_and_in_order);
	tcase_add_test(
	    tests, nothing_of_what_is_masked_is_left_in_any_escape_form);
	tcase_add_test(tests, one_person_has_one_token_in_every_format_and_run);
	tcase_add_test(tests, a_token_is_the_token_of_itself);
}
