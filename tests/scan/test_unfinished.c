#include "findings.h"

#include "scan/stream.h"
#include "scan/unfinished.h"

#define DASHES "-----"
#define LINE "MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeK\n"
#define FIRST DASHES "BEGIN RSA PRIVATE KEY" DASHES "\n"
#define LAST DASHES "END RSA PRIVATE KEY" DASHES "\n"

START_TEST(a_key_without_its_last_line_is_unfinished_from_its_first)
{
	ck_assert_uint_eq(om_unfinished(OM_SPAN("a\nb\n")), 0);
	ck_assert_uint_eq(
	    om_unfinished(OM_SPAN("a\n" FIRST)), sizeof(FIRST) - 1);
	ck_assert_uint_eq(om_unfinished(OM_SPAN("a\nkey: " FIRST LINE)),
	    sizeof("key: " FIRST LINE) - 1);
	ck_assert_uint_eq(om_unfinished(OM_SPAN(FIRST LINE LAST)), 0);
	ck_assert_uint_eq(om_unfinished(OM_SPAN(FIRST LINE LAST FIRST LINE)),
	    sizeof(FIRST LINE) - 1);
	ck_assert_uint_eq(
	    om_unfinished(OM_SPAN(DASHES "BEGIN CERTIFICATE" DASHES "\n")), 0);
}
END_TEST

/* Longer than any key: it is none, and nothing waits for its end. */
START_TEST(what_never_ends_is_not_waited_for)
{
	struct om_buf text = OM_BUF(64 << 10);

	om_buf_text(&text, FIRST);
	while (text.n < 18 << 10)
		om_buf_text(&text, LINE);
	ck_assert_uint_eq(om_unfinished(om_buf_span(&text)), 0);
	om_buf_free(&text);
}
END_TEST

static int
append(void *state, const struct om_finding *f)
{
	om_buf_format(state, "%llu-%llu;", (unsigned long long)f->start,
	    (unsigned long long)f->end);
	return 0;
}

/* Fed n bytes at a time. */
static void
feed(struct om_buf *out, struct om_span text, size_t n)
{
	struct sights s = sights_open(0.5F);
	struct om_sink sink = { .finding = append, .state = out };
	struct om_stream *t = om_stream_open(s.scanner, &sink, "");

	for (; text.n > 0; text = om_span_bytes(text.p + n, text.n - n)) {
		if (n > text.n)
			n = text.n;
		ck_ok(om_stream_feed(t, om_span_bytes(text.p, n)));
	}
	ck_ok(om_stream_end(t));
	om_stream_close(t);
	sights_close(&s);
}

START_TEST(a_key_is_found_whole_wherever_its_text_is_cut)
{
	static const struct om_span text =
	    OM_SPAN("a\nx " FIRST LINE LINE LAST "b\n" FIRST LINE "cut\n");
	static const size_t pieces[] = { 1, 7, 30, 57, 100, 10000 };

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct om_buf seen = OM_BUF(1024);

		feed(&seen, text, pieces[i]);
		ck_assert_str_eq(seen.p, "4-179;182-275;");
		om_buf_free(&seen);
	}
}
END_TEST

OM_SUITE(scan_unfinished)
{
	tcase_add_test(
	    tests, a_key_without_its_last_line_is_unfinished_from_its_first);
	tcase_add_test(tests, what_never_ends_is_not_waited_for);
	tcase_add_test(tests, a_key_is_found_whole_wherever_its_text_is_cut);
}
