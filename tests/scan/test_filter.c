#include "ombud.h"

#include "test.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/memory.h"

struct seen {
	struct om_buf passed, held;
	int code; /* what the calls return */
};

static int
pass(void *state, const void *bytes, unsigned long size)
{
	struct seen *s = state;

	om_buf_add(&s->passed, om_span_bytes(bytes, size));
	return s->code;
}

static int
hold(void *state, const struct ombud_held *h)
{
	struct seen *s = state;

	om_buf_format(&s->held, "%llu %d %s: %.*s", h->record, h->doubt,
	    h->reason, (int)h->size, (const char *)h->bytes);
	return s->code;
}

static struct seen seen = { OM_BUF(1 << 16), OM_BUF(1 << 16), 0 };

START_TEST(a_filter_masks_what_it_finds_and_holds_what_it_doubts)
{
	static const char text[] = "{\"m\":\"ana@example.com\"}\n{\"m\":\n{}\n";
	struct ombud_filter *f;

	for (unsigned threads = 0; threads < 3; threads++) {
		om_buf_reset(&seen.passed);
		om_buf_reset(&seen.held);
		ck_ok(om_filter_open(&f,
		    &(struct ombud_filter_options){
			.format = "ndjson", .threads = threads },
		    pass, hold, &seen));
		for (size_t i = 0; i < sizeof(text) - 1; i++)
			ck_ok(om_filter_feed(f, text + i, 1));
		ck_ok(om_filter_flush(f));
		ck_span_eq(om_buf_span(&seen.passed),
		    "{\"m\":\"***************\"}\n{}\n");
		ck_span_eq(om_buf_span(&seen.held),
		    "2 1 the text ends in the middle at byte 5: {\"m\":\n");
		ck_ok(om_filter_end(f));
		om_filter_close(f);
	}
}
END_TEST

START_TEST(without_a_place_to_hold_it_ends)
{
	struct ombud_filter *f;

	ck_ok(om_filter_open(&f,
	    &(struct ombud_filter_options){ .format = "csv",
		.rules = "{\"rules\":[{\"field\":\"a\",\"do\":\"remove\"}]}" },
	    pass, NULL, &seen));
	ck_code(om_filter_feed(f, "a,b\n1,2\n3\n4,5\n", 14), OMBUD_INPUT);
	ck_code(om_filter_feed(f, "6,7\n", 4), OMBUD_INPUT);
	ck_code(om_filter_end(f), OMBUD_INPUT);
	ck_span_eq(om_buf_span(&seen.passed), "a,b\n,2\n");
	om_filter_close(f);
}
END_TEST

START_TEST(what_a_caller_returns_ends_it)
{
	struct ombud_filter *f;

	seen.code = 42;
	ck_ok(om_filter_open(&f,
	    &(struct ombud_filter_options){ .format = "text" }, pass, hold,
	    &seen));
	ck_code(om_filter_feed(f, "one\n", 4), 42);
	om_filter_close(f);
}
END_TEST

START_TEST(tokens_need_a_key_and_a_domain)
{
	static const char rules[] =
	    "{\"domain\":\"d\",\"rules\":[{\"field\":\"e\",\"holds\":"
	    "\"email\",\"do\":\"tokenise\"}]}";
	char *key = om_path_join(om_test_folder(), "key");
	struct ombud_filter_options o = { .format = "tsv", .rules = rules };
	struct ombud_filter *f = NULL;

	ck_ok(om_file_create(key, OM_SPAN("0123456789abcdef"), 0600));
	ck_code(om_filter_open(&f, &o, pass, hold, &seen), OMBUD_USAGE);
	o.key_file = key;
	ck_ok(om_filter_open(&f, &o, pass, hold, &seen));
	ck_ok(om_filter_feed(f, "e\tx\na@b.example\t1\n", 19));
	ck_ok(om_filter_end(f));
	ck_assert(
	    om_span_starts(om_buf_span(&seen.passed), OM_SPAN("e\tx\npsn1_")));
	om_filter_close(f);
	o.rules = "{}";
	ck_code(om_filter_open(&f, &o, pass, hold, &seen), OMBUD_USAGE);
	o.format = "xml";
	ck_code(om_filter_open(&f, &o, pass, hold, &seen), OMBUD_USAGE);
	om_filter_close(NULL);
	om_free(key);
}
END_TEST

OM_SUITE(scan_filter)
{
	tcase_add_test(
	    tests, a_filter_masks_what_it_finds_and_holds_what_it_doubts);
	tcase_add_test(tests, without_a_place_to_hold_it_ends);
	tcase_add_test(tests, what_a_caller_returns_ends_it);
	tcase_add_test(tests, tokens_need_a_key_and_a_domain);
}
