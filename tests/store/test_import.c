#include "store/fixture.h"

#include "base/file.h"

static struct fixture f;

#define EVENT(type, at)                                                   \
	"{\"source\":\"web\",\"type\":\"" type                            \
	"\",\"properties\":{\"page\":\"/offers/x\"},\"created_at\":\"" at \
	"\"}"
#define MONDAY "2026-01-05T09:00:00Z"
#define FILE                                                              \
	PROFILE("crm", "c1", EMAIL("ann@mail.example") "," EXTERNAL("1"), \
	    ",\"name\":\"Ann Bell\",\"attributes\":{\"city\":\"Town\"},"  \
	    "\"events\":[" EVENT("visit", MONDAY) "]")                    \
	PROFILE("shop", "s1", EMAIL("ann@mail.example"), "")              \
	PROFILE("crm", "c2", EMAIL("ben@mail.example"), "")               \
	"{\"profile\":" PROFILE("app", "a1", ID("sdk", "k1"),             \
	    "") ",\"event\":" EVENT("open", MONDAY) "}\n"

/* NDJSON: the profile inside an envelope must not end its line. */
static const char *
file(void)
{
	char *text = om_arena_string(&f.arena, om_span_of(FILE));

	*strstr(text, "\n,\"event\"") = ' ';
	return text;
}

START_TEST(each_record_is_counted_once)
{
	struct om_import_counts c;
	struct om_store_counts there;

	fixture_open(&f);
	c = fixture_import(&f, file());
	ck_assert_uint_eq(c.records, 4);
	ck_assert_uint_eq(c.fresh, 4);
	ck_assert_uint_eq(c.linked, 1);
	ck_assert_uint_eq(c.events, 2);
	ck_assert_uint_eq(c.replaced + c.unchanged + c.ambiguous +
			      c.suppressed + c.refused + c.events_unchanged,
	    0);
	ck_ok(om_store_count(&there, f.store));
	ck_assert_int_eq(there.subjects, 3);
	ck_assert_int_eq(there.profiles, 4);
	ck_assert_int_eq(there.events, 2);
	ck_assert_int_eq(there.identifiers, 4);
	fixture_close(&f);
}
END_TEST

START_TEST(the_same_file_twice_changes_nothing)
{
	struct om_store_counts before, after;
	struct om_import_counts c;
	const char *exported;

	fixture_open(&f);
	fixture_import(&f, file());
	exported = fixture_export(&f);
	ck_ok(om_store_count(&before, f.store));
	c = fixture_import(&f, file());
	ck_assert_uint_eq(c.unchanged, 4);
	ck_assert_uint_eq(c.fresh + c.replaced + c.events, 0);
	ck_assert_uint_eq(c.events_unchanged, 2);
	ck_ok(om_store_count(&after, f.store));
	ck_assert_mem_eq(&before, &after, sizeof(before));
	ck_assert_str_eq(fixture_export(&f), exported);
	fixture_close(&f);
}
END_TEST

START_TEST(a_record_twice_in_one_batch_is_one)
{
	struct om_import_counts c;

	fixture_open(&f);
	c = fixture_import(&f,
	    PROFILE("crm", "c", EMAIL("ann@mail.example"),
		",\"events\":[" EVENT("visit", MONDAY) "," EVENT("visit",
		    MONDAY) "]") PROFILE("crm", "c", EMAIL("ann@mail.example"),
		",\"events\":[" EVENT("visit", MONDAY) "]"));
	ck_assert_uint_eq(c.fresh, 1);
	ck_assert_uint_eq(c.unchanged, 1);
	ck_assert_uint_eq(c.events, 1);
	ck_assert_uint_eq(c.events_unchanged, 2);
	fixture_close(&f);
}
END_TEST

START_TEST(what_was_imported_is_there_after_reopening)
{
	const char *exported;

	fixture_open(&f);
	fixture_import(&f, file());
	exported = fixture_export(&f);
	ck_ok(fixture_reopen(&f));
	ck_assert_str_eq(fixture_export(&f), exported);
	ck_assert_ptr_nonnull(strstr(exported, "\"name\":\"Ann Bell\""));
	ck_assert_ptr_nonnull(strstr(exported, "\"city\":\"Town\""));
	ck_assert_ptr_nonnull(strstr(exported, "\"page\":\"/offers/x\""));
	fixture_close(&f);
}
END_TEST

START_TEST(put_keeps_the_time_of_creation_and_nothing_else)
{
	const char *exported;

	fixture_open(&f);
	fixture_import(&f,
	    PROFILE("crm", "c", EXTERNAL("1") "," PHONE("5"),
		",\"name\":\"Ann\",\"user_id\":\"7\",\"created_at\":\"" MONDAY
		"\",\"attributes\":{\"a\":1}"));
	fixture_import(&f, PROFILE("crm", "c", EXTERNAL("1"), ""));
	exported = fixture_export(&f);
	ck_assert_ptr_nonnull(strstr(exported, MONDAY));
	ck_assert_ptr_nonnull(strstr(exported, "\"attributes\":{}"));
	ck_assert_ptr_null(strstr(exported, "Ann"));
	ck_assert_ptr_null(strstr(exported, "phone"));
	ck_assert_ptr_null(strstr(exported, "user_id"));
	fixture_close(&f);
}
END_TEST

START_TEST(patch_merges_and_put_replaces)
{
	static const struct om_import_options merge = { .merge = true };
	struct om_import_counts c;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "c", EXTERNAL("1"),
			       ",\"attributes\":{\"a\":1,\"b\":2}"));
	ck_ok(fixture_import_with(&c, &f,
	    PROFILE("crm", "x", EXTERNAL("1") "," EMAIL("ann@mail.example"),
		",\"name\":\"Ann\",\"attributes\":{\"b\":3}"),
	    &merge));
	ck_assert_uint_eq(c.replaced, 1);
	ck_assert_ptr_nonnull(
	    strstr(fixture_export(&f), "\"attributes\":{\"a\":1,\"b\":3}"));
	ck_assert_str_eq(fixture_partition(&f), "c");
	fixture_subject(&f, "email:ann@mail.example");
	ck_ok(fixture_import_with(&c, &f,
	    PROFILE("crm", "x", EXTERNAL("1"), ",\"attributes\":{\"b\":3}"),
	    &merge));
	ck_assert_uint_eq(c.unchanged, 1);
	fixture_close(&f);
}
END_TEST

#define GOOD PROFILE("crm", "g1", EMAIL("gil@mail.example"), "")
#define BAD PROFILE("zendesk", "b", EMAIL("bad@mail.example"), "")
#define BROKEN "{\"source\":\n"
#define LATER PROFILE("crm", "l1", EMAIL("lea@mail.example"), "")

struct refusals {
	int n;
	uint64_t lines[8];
};

static void
refused(void *state, uint64_t line, const char *why)
{
	struct refusals *r = state;

	ck_assert_ptr_null(strstr(why, "mail.example"));
	ck_assert_uint_gt(strlen(why), 0);
	r->lines[r->n++] = line;
}

START_TEST(bad_records_are_passed_over_and_told)
{
	struct refusals r = { 0 };
	struct om_import_options options = { .refused = refused, .state = &r };
	struct om_import_counts c;

	fixture_open(&f);
	ck_ok(fixture_import_with(
	    &c, &f, GOOD BAD BROKEN "[1]\n" LATER, &options));
	ck_assert_uint_eq(c.records, 5);
	ck_assert_uint_eq(c.fresh, 2);
	ck_assert_uint_eq(c.refused, 3);
	ck_assert_int_eq(r.n, 3);
	ck_assert_uint_eq(r.lines[0], 2);
	ck_assert_uint_eq(r.lines[1], 3);
	ck_assert_uint_eq(r.lines[2], 4);
	ck_assert_str_eq(fixture_partition(&f), "g1 l1");
	fixture_close(&f);
}
END_TEST

static void
keeps_nothing(const char *text)
{
	struct refusals r = { 0 };
	struct om_import_options strict = {
		.strict = true, .refused = refused, .state = &r
	};
	struct om_import_counts c;
	const char *before;

	fixture_open(&f);
	fixture_import(&f, file());
	before = fixture_export(&f);
	ck_code(fixture_import_with(&c, &f, text, &strict), OM_INPUT);
	ck_assert_int_eq(r.n, 1);
	ck_assert_str_eq(fixture_export(&f), before);
	ck_assert_uint_eq(om_sql_depth(f.store->sql), 0);
	ck_ok(fixture_import_with(&c, &f, GOOD, &strict));
	ck_assert_uint_eq(c.fresh, 1);
	fixture_close(&f);
}

START_TEST(strict_keeps_nothing_where_a_record_is_bad)
{
	keeps_nothing(GOOD BAD LATER);
	keeps_nothing(GOOD BROKEN LATER);
	/* One that only the index can refuse. */
	keeps_nothing(GOOD PROFILE("crm", "x",
	    EMAIL("ann@mail.example") "," EMAIL("ben@mail.example"), ""));
}
END_TEST

START_TEST(a_dry_run_counts_and_changes_nothing)
{
	static const struct om_import_options dry = { .dry_run = true };
	struct om_import_counts c, real;
	const char *before;
	int64_t entries;

	fixture_open(&f);
	fixture_import(&f, GOOD);
	before = fixture_export(&f);
	entries = fixture_number(&f, "SELECT count(*) FROM audit_entry");
	ck_ok(fixture_import_with(&c, &f, file(), &dry));
	ck_assert_str_eq(fixture_export(&f), before);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM audit_entry"), entries);
	real = fixture_import(&f, file());
	ck_assert_mem_eq(&c, &real, sizeof(c));
	fixture_close(&f);
}
END_TEST

START_TEST(bad_events_refuse_their_record)
{
	static const char *const bad[] = {
		"\"events\":[{}]",
		"\"events\":[" EVENT("x", "yesterday") "]",
		"\"events\":[" EVENT("", MONDAY) "]",
		"\"events\":[[]]",
		"\"events\":7",
	};
	struct refusals r = { 0 };
	struct om_import_options options = { .refused = refused, .state = &r };
	struct om_import_counts c;

	fixture_open(&f);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct om_buf text = OM_BUF(4096);

		r.n = 0;
		om_buf_format(&text,
		    "{\"source\":\"s\",\"type\":\"t\",\"identifiers\":[{"
		    "\"type\":\"sdk\",\"value\":\"v\"}],%s}\n",
		    bad[i]);
		ck_ok(fixture_import_with(&c, &f, text.p, &options));
		ck_assert_msg(c.refused == 1, "%s", bad[i]);
		om_buf_free(&text);
	}
	ck_assert_str_eq(fixture_export(&f), "[]");
	fixture_close(&f);
}
END_TEST

START_TEST(an_envelope_holds_a_profile_and_perhaps_an_event_only)
{
#define INNER \
	"{\"source\":\"s\",\"type\":\"t\",\"identifiers\":[" ID("sdk", "v") "]}"
	static const struct om_import_options plain = { 0 };
	static const char *const bad[] = {
		"{\"profile\":" INNER ",\"events\":[]}\n",
		"{\"profile\":" INNER ",\"x\":1}\n",
		"{\"profile\":null}\n",
		"{\"profile\":{\"profile\":" INNER "}}\n",
		"{\"profile\":" INNER ",\"event\":{}}\n",
		"{\"profile\":{\"source\":\"s\",\"type\":\"t\",\"identifiers\":"
		"[" ID("sdk", "v") "],\"events\":[]},\"event\":" EVENT(
		    "x", MONDAY) "}\n",
	};
	struct om_import_counts c;

	fixture_open(&f);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_ok(fixture_import_with(&c, &f, bad[i], &plain));
		ck_assert_msg(c.refused == 1, "%s", bad[i]);
	}
	c = fixture_import(&f, "{\"profile\":" INNER "}\n");
	ck_assert_uint_eq(c.fresh, 1);
	fixture_close(&f);
}
END_TEST

/* More records than a batch takes: 50,000; and one thread reads ahead. */
START_TEST(many_batches_are_one_import)
{
	enum { MANY = 100001 };
	struct om_buf text = OM_BUF(64 << 20);
	struct om_import_counts c;
	struct om_store_counts there;

	fixture_open(&f);
	for (int i = 0; i < MANY; i++)
		om_buf_format(&text,
		    "{\"source\":\"crm\",\"type\":\"c\",\"identifiers\":[{"
		    "\"type\":\"sdk\",\"value\":\"%d\"}]}\n",
		    i % (MANY - 1));
	c = fixture_import(&f, text.p);
	ck_assert_uint_eq(c.records, MANY);
	ck_assert_uint_eq(c.fresh, MANY - 1);
	ck_assert_uint_eq(c.unchanged, 1);
	ck_ok(om_store_count(&there, f.store));
	ck_assert_int_eq(there.subjects, MANY - 1);
	om_buf_free(&text);
	fixture_close(&f);
}
END_TEST

static void
progress(void *state, uint64_t bytes, uint64_t records)
{
	uint64_t *told = state;

	told[0] = bytes;
	told[1] = records;
}

START_TEST(progress_is_told)
{
	uint64_t told[2] = { 0 };
	struct om_import_options options = { .progress = progress,
		.state = told };
	struct om_import_counts c;

	fixture_open(&f);
	ck_ok(fixture_import_with(&c, &f, GOOD LATER, &options));
	ck_assert_uint_eq(told[0], sizeof(GOOD LATER) - 1);
	ck_assert_uint_eq(told[1], 2);
	fixture_close(&f);
}
END_TEST

START_TEST(a_changed_time_replaces_and_an_absent_one_does_not)
{
	struct om_import_counts c;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "c", EXTERNAL("1"),
			       ",\"updated_at\":\"" MONDAY "\""));
	c = fixture_import(&f, PROFILE("crm", "c", EXTERNAL("1"), ""));
	ck_assert_uint_eq(c.unchanged, 1);
	c = fixture_import(&f, PROFILE("crm", "c", EXTERNAL("1"),
				   ",\"updated_at\":\"2026-01-06T09:00:00Z\""));
	ck_assert_uint_eq(c.replaced, 1);
	ck_assert_ptr_nonnull(strstr(fixture_export(&f), "2026-01-06"));
	fixture_close(&f);
}
END_TEST

START_TEST(a_patch_beyond_the_limits_is_refused)
{
	static const struct om_import_options merge = { .merge = true };
	struct om_buf text = OM_BUF(8192);
	struct om_import_counts c;
	const char *before;

	fixture_open(&f);
	for (int round = 0; round < 2; round++) {
		om_buf_text(&text,
		    "{\"source\":\"s\",\"type\":\"t\","
		    "\"identifiers\":[" EMAIL("ann@mail.example"));
		for (int i = 0; i < 19; i++)
			om_buf_format(&text,
			    ",{\"type\":\"sdk\",\"value\":\"%d.%d\"}", round,
			    i);
		om_buf_text(&text, "]}\n");
	}
	ck_ok(fixture_import_with(&c, &f, text.p, &merge));
	ck_assert_uint_eq(c.fresh, 1);
	ck_assert_uint_eq(c.refused, 1);
	before = fixture_export(&f);
	ck_assert_ptr_null(strstr(before, "\"1.0\""));
	om_buf_free(&text);
	fixture_close(&f);
}
END_TEST

START_TEST(an_empty_file_is_no_import)
{
	struct om_import_counts c;
	int64_t entries;

	fixture_open(&f);
	entries = fixture_number(&f, "SELECT count(*) FROM audit_entry");
	c = fixture_import(&f, "");
	ck_assert_uint_eq(c.records, 0);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM audit_entry"), entries);
	fixture_close(&f);
}
END_TEST

/* Personal values stand in the database sealed only. */
START_TEST(no_file_holds_a_value_in_the_clear)
{
	static const char *const values[] = { "ann@mail.example", "Ann Bell",
		"Town", "ben@mail.example", "/offers/x" };

	fixture_open(&f);
	fixture_import(&f, file());
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		ck_assert_msg(
		    fixture_files_with(&f, values[i]) == 0, "%s", values[i]);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_import)
{
	tcase_add_test(tests, each_record_is_counted_once);
	tcase_add_test(tests, the_same_file_twice_changes_nothing);
	tcase_add_test(tests, a_record_twice_in_one_batch_is_one);
	tcase_add_test(tests, what_was_imported_is_there_after_reopening);
	tcase_add_test(tests, put_keeps_the_time_of_creation_and_nothing_else);
	tcase_add_test(tests, patch_merges_and_put_replaces);
	tcase_add_test(tests, bad_records_are_passed_over_and_told);
	tcase_add_test(tests, strict_keeps_nothing_where_a_record_is_bad);
	tcase_add_test(tests, a_dry_run_counts_and_changes_nothing);
	tcase_add_test(tests, bad_events_refuse_their_record);
	tcase_add_test(
	    tests, an_envelope_holds_a_profile_and_perhaps_an_event_only);
	tcase_add_test(tests, many_batches_are_one_import);
	tcase_add_test(tests, progress_is_told);
	tcase_add_test(
	    tests, a_changed_time_replaces_and_an_absent_one_does_not);
	tcase_add_test(tests, a_patch_beyond_the_limits_is_refused);
	tcase_add_test(tests, an_empty_file_is_no_import);
	tcase_add_test(tests, no_file_holds_a_value_in_the_clear);
}
