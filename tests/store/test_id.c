#include "test.h"

#include "base/clock.h"
#include "store/id.h"

static void
round_trip(int64_t id)
{
	struct om_buf b = OM_BUF(16);
	int64_t back = 0;

	om_id_format(&b, id);
	ck_assert_uint_eq(b.n, 13);
	ck_ok(om_id_parse(&back, om_buf_span(&b)));
	ck_assert_int_eq(back, id);
	om_buf_free(&b);
}

START_TEST(an_id_is_thirteen_characters_and_back)
{
	round_trip(1);
	round_trip(31);
	round_trip(32);
	round_trip(INT64_MAX);
	for (int i = 0; i < 1000; i++)
		round_trip(om_id_new());
}
END_TEST

/* 2^63 - 1 in Crockford's base 32, by hand: 63 bits are 3 + 12 * 5. */
START_TEST(the_characters_are_crockfords)
{
	static const struct {
		int64_t id;
		const char *text;
	} known[] = {
		{ 1, "0000000000001" },
		{ 10, "000000000000A" },
		{ 18, "000000000000J" },
		{ 31, "000000000000Z" },
		{ 1024, "0000000000100" },
		{ INT64_MAX, "7ZZZZZZZZZZZZ" },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		struct om_buf b = OM_BUF(16);

		om_id_format(&b, known[i].id);
		ck_span_eq(om_buf_span(&b), known[i].text);
		om_buf_free(&b);
	}
}
END_TEST

START_TEST(ids_grow)
{
	int64_t last = 0;

	for (int i = 0; i < 100000; i++) {
		int64_t id = om_id_new();

		ck_assert_int_gt(id, last);
		last = id;
	}
}
END_TEST

START_TEST(an_id_tells_its_time_to_the_millisecond)
{
	int64_t before = om_clock_now(), id = om_id_new();
	int64_t at = (id >> 22) + INT64_C(1577836800000);

	ck_assert_int_ge(at, before);
	ck_assert_int_le(at, om_clock_now() + 1);
}
END_TEST

START_TEST(people_may_write_o_for_0_and_i_or_l_for_1_in_any_case)
{
	int64_t a, b;

	ck_ok(om_id_parse(&a, OM_SPAN("0000000001ABC")));
	ck_ok(om_id_parse(&b, OM_SPAN("oO00000OOiabc")));
	ck_assert_int_eq(a, b);
	ck_ok(om_id_parse(&b, OM_SPAN("000000000LABC")));
	ck_assert_int_eq(a, b);
}
END_TEST

START_TEST(what_is_no_id_is_refused)
{
	static const char *const bad[] = { "", "1", "000000000001",
		"00000000000001", "000000000000U", "000000000000-",
		"000000000 001", "0000000000000", "8000000000000",
		"ZZZZZZZZZZZZZ", "00000000000\xc3\xa9" };
	int64_t id = 5;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_code(om_id_parse(&id, om_span_of(bad[i])), OM_USAGE);
	ck_code(
	    om_id_parse(&id, om_span_bytes("000000000000\0", 13)), OM_USAGE);
	ck_assert_int_eq(id, 5);
}
END_TEST

OM_SUITE(store_id)
{
	tcase_add_test(tests, an_id_is_thirteen_characters_and_back);
	tcase_add_test(tests, the_characters_are_crockfords);
	tcase_add_test(tests, ids_grow);
	tcase_add_test(tests, an_id_tells_its_time_to_the_millisecond);
	tcase_add_test(
	    tests, people_may_write_o_for_0_and_i_or_l_for_1_in_any_case);
	tcase_add_test(tests, what_is_no_id_is_refused);
}
