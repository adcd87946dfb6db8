#include "test.h"

#include "base/arena.h"
#include "format/json_scan.h"

/* Each text begins with a value of n bytes. */
static const struct {
	const char *text;
	size_t n;
} values[] = {
	{ "{}", 2 },
	{ "{},", 2 },
	{ "[[],[]] ", 7 },
	{ "{\"a\":{\"b\":[1,2]}}\n{}", 17 },
	{ "{\"a\":\"}\"}]", 9 },
	{ "{\"a\":\"\\\"}\"}]", 11 },
	{ "{\"a\":\"\\\\\"}]", 10 },
	{ "{\"\\u007d\\\\\\\"\":1}}", 16 },
	{ "{\"a\nb\":1}}", 9 },
	{ "\"a\",", 3 },
	{ "\"\\\"\",\"", 4 },
	{ "\"a\"\"b\"", 3 },
	{ "12.5,", 4 },
	{ "12]", 2 },
	{ "true}", 4 },
	{ "x y", 1 },
	{ "null\n", 4 },
	{ "1:", 1 },
	{ "1\"", 1 },
	{ "1{", 1 },
	{ "}", 0 },
	{ "[}", 2 },
	{ "{\"a long key of its own\":\"and a long value, too\"}", 49 },
};

static size_t
end_of(struct om_json_scan *s, struct om_span text)
{
	return om_json_scan(s, text) ? s->at : 0;
}

START_TEST(a_value_ends_where_its_brackets_balance)
{
	struct om_json_scan s = { 0 };

	ck_assert_uint_eq(
	    end_of(&s, om_span_of(values[_i].text)), values[_i].n);
}
END_TEST

START_TEST(the_end_is_the_same_wherever_the_window_was_cut)
{
	size_t whole = strlen(values[_i].text);

	for (size_t cut = 0; values[_i].n > 0 && cut < values[_i].n; cut++) {
		struct om_json_scan s = { 0 };

		ck_assert(
		    !om_json_scan(&s, om_span_bytes(values[_i].text, cut)));
		ck_assert_uint_eq(s.at, cut);
		ck_assert_uint_eq(
		    end_of(&s, om_span_bytes(values[_i].text, whole)),
		    values[_i].n);
	}
}
END_TEST

START_TEST(what_was_looked_at_can_be_dropped)
{
	static const char text[] = "{\"a\":[\"}\\\"\",{}]}";
	struct om_json_scan s = { 0 };

	for (size_t i = 0; i < sizeof(text) - 2; i++) {
		ck_assert(!om_json_scan(&s, om_span_bytes(text + i, 1)));
		s.at = 0;
	}
	ck_assert(om_json_scan(&s, om_span_bytes(text + sizeof(text) - 2, 1)));
}
END_TEST

START_TEST(what_is_not_complete_has_no_end)
{
	static const char *const texts[] = { "", "{", "[{}", "\"a", "\"\\\"",
		"{\"a\":\"}", "true", "1" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct om_json_scan s = { 0 };

		ck_assert(!om_json_scan(&s, om_span_of(texts[i])));
		ck_assert_uint_eq(s.at, strlen(texts[i]));
	}
}
END_TEST

OM_SUITE(format_json_scan)
{
	int n = sizeof(values) / sizeof(values[0]);

	tcase_add_loop_test(
	    tests, a_value_ends_where_its_brackets_balance, 0, n);
	tcase_add_loop_test(
	    tests, the_end_is_the_same_wherever_the_window_was_cut, 0, n);
	tcase_add_test(tests, what_was_looked_at_can_be_dropped);
	tcase_add_test(tests, what_is_not_complete_has_no_end);
}
