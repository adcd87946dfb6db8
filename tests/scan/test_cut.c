#include "findings.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "scan/cut.h"

static int
add_share(void *state, const char *path, const struct om_share *share)
{
	struct findings *t = state;

	om_buf_format(&t->text, "%s: ", path);
	om_buf_add(&t->text, share->field);
	om_buf_format(&t->text, " %s %llu of %llu\n",
	    t->sights.kinds->list[share->kind].name,
	    (unsigned long long)share->found,
	    (unsigned long long)share->records);
	return 0;
}

/* Part by part, the later of two loaded before the earlier is scanned. */
static void
scan_parts(struct findings *t, struct om_cut *cut)
{
	size_t n = om_cut_parts(cut);
	struct om_cut_part parts[2];

	for (size_t i = 0; i < n; i++) {
		struct om_cut_place next;

		if (i == 0)
			om_cut_load(&parts[0], cut, 0);
		if (i + 1 < n)
			om_cut_load(&parts[(i + 1) % 2], cut, i + 1);
		ck_assert(om_cut_is_next(cut, i));
		om_cut_measure(&next, &parts[i % 2]);
		om_cut_advance(cut, next);
		ck_ok(om_cut_scan(&parts[i % 2], &t->reading));
		om_cut_merge(&parts[i % 2]);
	}
	ck_ok(om_cut_end(cut, &t->reading));
}

/* Scans it as a whole and cut up; the same comes of it. */
static void
check_cut(const char *name, const struct om_buf *bytes)
{
	struct om_buf whole = OM_BUF(64 << 20);
	struct findings t;
	struct om_cut *cut;
	uint64_t totals[3];

	ck_ok(om_file_replace(name, om_buf_span(bytes), 0600));
	findings_open(&t);
	t.sink.share = add_share;
	ck_ok(om_reading_file(&t.reading, name));
	om_buf_add(&whole, om_buf_span(&t.text));
	totals[0] = t.reading.bytes;
	totals[1] = t.reading.records;
	totals[2] = t.reading.findings;
	ck_assert_uint_gt(totals[2], 0);
	t.reading.bytes = t.reading.records = t.reading.findings = 0;
	om_buf_reset(&t.text);
	ck_ok(om_cut_file(&cut, &t.reading, name));
	ck_assert_ptr_nonnull(cut);
	ck_assert_uint_gt(om_cut_parts(cut), 2);
	scan_parts(&t, cut);
	om_cut_close(cut);
	ck_assert(om_span_equal(om_buf_span(&t.text), om_buf_span(&whole)));
	ck_assert_uint_eq(t.reading.bytes, totals[0]);
	ck_assert_uint_eq(t.reading.records, totals[1]);
	ck_assert_uint_eq(t.reading.findings, totals[2]);
	findings_close(&t);
	om_buf_free(&whole);
	(void)unlink(name);
}

static uint64_t state;

static uint64_t
next_random(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

static void
add_some(struct om_buf *b, const char *const *words, size_t n, size_t size)
{
	while (b->n < size)
		om_buf_text(b, words[next_random(n)]);
}

#define ADD_SOME(b, words, size) \
	add_some((b), (words), sizeof(words) / sizeof((words)[0]), (size))

START_TEST(a_table_in_parts_is_the_table)
{
	static const char *const words[] = { "1,ana@example.com,x\n", "\n",
		"\r\n", "2,\"bo@example.com\",\"a\nb c@example.com\"\r\n",
		"\"\"\n", "3,\"say \"\"d@example.com\"\"\",y\n", "\"\n\"\n",
		"4,5\" wide,e@example.com\n", ",\n", "\"\",\n", "\"a\"b,c\n",
		"6,078-05-1120,\"4111 1111 1111 1111\"\n", "x\n" };

	for (uint64_t seed = 1; seed <= 4; seed++) {
		struct om_buf text = OM_BUF(2 << 20);

		state = seed;
		om_buf_text(&text, "id,mail,note\n");
		ADD_SOME(&text, words, 500000);
		om_buf_text(&text, "9,z@example.com,last");
		check_cut("cut.csv", &text);
		om_buf_free(&text);
	}
}
END_TEST

START_TEST(lines_and_objects_in_parts_are_the_whole)
{
	static const char *const lines[] = { "ana@example.com ", "and\n",
		"192.0.2.7\r\n", "\n", "card 4111 1111 1111 1111 - ",
		"\n\xef\xbb\xbf" };
	static const char *const objects[] = {
		"{\"m\":\"ana@example.com\"}\n", "\n", "  \r\n",
		"{\"late\":{\"ssn\":\"078-05-1120\",\"n\":1}}\n",
		"{\"list\":[\"b@example.com\",{\"m\":\"c\\u0040example.com\"}]}\n",
		"no object d@example.com\n",
		"{\"e@example.com\":1,\"late\":{\"mail\":\"f@example.com\"}}\n"
	};
	struct om_buf text = OM_BUF(2 << 20);

	state = 42;
	om_buf_text(&text, "first line\n");
	ADD_SOME(&text, lines, 700000);
	check_cut("cut.txt", &text);
	om_buf_reset(&text);
	/* A line across several parts: the rest is scanned in one go. */
	om_buf_text(&text, "first line\n");
	ADD_SOME(&text, lines, 200000);
	while (text.n < 600000)
		om_buf_text(&text, "long g@example.com ");
	ADD_SOME(&text, lines, 800000);
	check_cut("cut.txt", &text);
	om_buf_reset(&text);
	for (int i = 0; i < 6000; i++)
		om_buf_text(&text, "{\"m\":\"ana@example.com\",\"n\":12}\n");
	ADD_SOME(&text, objects, 700000);
	check_cut("cut.ndjson", &text);
	om_buf_free(&text);
}
END_TEST

START_TEST(rows_too_long_and_quotes_that_stay_open_leave_the_rest_to_one)
{
	static const char *const words[] = { "1,ana@example.com,x\n",
		"2,\"b@example.com\",y\n" };
	struct om_buf text = OM_BUF(4 << 20);

	state = 7;
	om_buf_text(&text, "id,mail,note\n");
	ADD_SOME(&text, words, 400000);
	om_buf_text(&text, "3,\"never closed\n");
	while (text.n < 1500000)
		om_buf_text(&text, "4,c@example.com,z\n");
	check_cut("cut.csv", &text);
	om_buf_reset(&text);
	om_buf_text(&text, "id,mail,note\n");
	ADD_SOME(&text, words, 300000);
	while (text.n < 1200000)
		om_buf_text(&text, "d@example.com,");
	om_buf_byte(&text, '\n');
	ADD_SOME(&text, words, 1500000);
	check_cut("cut.csv", &text);
	om_buf_free(&text);
}
END_TEST

START_TEST(what_has_no_records_to_cut_at_is_read_as_a_whole)
{
	struct om_cut *cut;
	struct findings t;

	ck_assert(!om_cut_may("a.csv", 1000));
	ck_assert(!om_cut_may("-", UINT64_C(1) << 40));
	ck_assert(om_cut_may("a.csv", UINT64_C(1) << 40));
	ck_ok(om_file_replace(
	    "cut.html", OM_SPAN("<html>ana@example.com</html>"), 0600));
	findings_open(&t);
	ck_ok(om_cut_file(&cut, &t.reading, "cut.html"));
	ck_assert_ptr_null(cut);
	ck_assert_uint_eq(t.reading.findings, 1);
	ck_ok(om_cut_file(&cut, &t.reading, "no/such.csv"));
	ck_assert_ptr_null(cut);
	ck_assert_ptr_nonnull(strstr(t.text.p, "skipped no/such.csv"));
	findings_close(&t);
	(void)unlink("cut.html");
}
END_TEST

OM_SUITE(scan_cut)
{
	tcase_set_timeout(tests, 120);
	tcase_add_test(tests, a_table_in_parts_is_the_table);
	tcase_add_test(tests, lines_and_objects_in_parts_are_the_whole);
	tcase_add_test(tests,
	    rows_too_long_and_quotes_that_stay_open_leave_the_rest_to_one);
	tcase_add_test(tests, what_has_no_records_to_cut_at_is_read_as_a_whole);
}
