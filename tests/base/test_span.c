#include "test.h"

#include "base/span.h"

START_TEST(a_span_of_nothing_is_empty)
{
	ck_assert_uint_eq(om_span_of(NULL).n, 0);
	ck_assert_uint_eq(om_span_of("").n, 0);
	ck_assert(om_span_equal(OM_SPAN_NONE, om_span_of("")));
	ck_assert_int_eq(om_span_compare(OM_SPAN_NONE, om_span_of("")), 0);
	ck_assert_uint_eq(OM_SPAN("two\0two").n, 7);
}
END_TEST

START_TEST(equality_compares_bytes_and_length)
{
	ck_assert(om_span_is(OM_SPAN("ana"), "ana"));
	ck_assert(!om_span_is(OM_SPAN("ana"), "an"));
	ck_assert(!om_span_is(OM_SPAN("an"), "ana"));
	ck_assert(!om_span_is(OM_SPAN("ana"), "Ana"));
	ck_assert(!om_span_equal(OM_SPAN("a\0b"), OM_SPAN("a\0c")));
}
END_TEST

START_TEST(order_is_by_byte_and_then_by_length)
{
	ck_assert_int_lt(om_span_compare(OM_SPAN("a"), OM_SPAN("b")), 0);
	ck_assert_int_gt(om_span_compare(OM_SPAN("b"), OM_SPAN("a")), 0);
	ck_assert_int_lt(om_span_compare(OM_SPAN("a"), OM_SPAN("aa")), 0);
	ck_assert_int_gt(om_span_compare(OM_SPAN("aa"), OM_SPAN("a")), 0);
	ck_assert_int_lt(om_span_compare(OM_SPAN("z"), OM_SPAN("\xc3")), 0);
	ck_assert_int_lt(om_span_compare(OM_SPAN_NONE, OM_SPAN("a")), 0);
}
END_TEST

START_TEST(a_prefix_is_recognised)
{
	ck_assert(om_span_starts(OM_SPAN("email:x"), OM_SPAN("email:")));
	ck_assert(om_span_starts(OM_SPAN("email"), OM_SPAN_NONE));
	ck_assert(om_span_starts(OM_SPAN_NONE, OM_SPAN_NONE));
	ck_assert(!om_span_starts(OM_SPAN("emai"), OM_SPAN("email")));
	ck_assert(!om_span_starts(OM_SPAN("phone"), OM_SPAN("email")));
}
END_TEST

START_TEST(a_cut_splits_at_the_first_of_its_character)
{
	struct om_span head, tail;

	ck_assert(om_span_cut(&head, &tail, OM_SPAN("a:b:c"), ':'));
	ck_span_eq(head, "a");
	ck_span_eq(tail, "b:c");
	ck_assert(om_span_cut(&head, &tail, OM_SPAN(":"), ':'));
	ck_assert_uint_eq(head.n, 0);
	ck_assert_uint_eq(tail.n, 0);
}
END_TEST

START_TEST(a_cut_without_its_character_writes_nothing)
{
	struct om_span head = OM_SPAN("kept"), tail = OM_SPAN("too");

	ck_assert(!om_span_cut(&head, &tail, OM_SPAN("abc"), ':'));
	ck_assert(!om_span_cut(&head, &tail, OM_SPAN_NONE, ':'));
	ck_span_eq(head, "kept");
	ck_span_eq(tail, "too");
}
END_TEST

START_TEST(a_cut_may_write_over_its_own_input)
{
	struct om_span rest = OM_SPAN("a,b"), word;

	ck_assert(om_span_cut(&word, &rest, rest, ','));
	ck_span_eq(word, "a");
	ck_span_eq(rest, "b");
}
END_TEST

START_TEST(trimming_takes_ascii_white_space_from_both_ends)
{
	ck_span_eq(om_span_trim(OM_SPAN(" \t\n\v\f\ra b \r\n")), "a b");
	ck_assert_uint_eq(om_span_trim(OM_SPAN(" \n ")).n, 0);
	ck_assert_uint_eq(om_span_trim(OM_SPAN_NONE).n, 0);
	ck_assert_uint_eq(om_span_trim(OM_SPAN("\0 ")).n, 1);
}
END_TEST

START_TEST(numbers_are_decimal_digits_up_to_64_bits)
{
	uint64_t n = 5;

	ck_assert(om_span_u64(&n, OM_SPAN("0")));
	ck_assert_uint_eq(n, 0);
	ck_assert(om_span_u64(&n, OM_SPAN("007")));
	ck_assert_uint_eq(n, 7);
	ck_assert(om_span_u64(&n, OM_SPAN("18446744073709551615")));
	ck_assert(n == UINT64_MAX);
}
END_TEST

START_TEST(what_is_no_number_is_refused_and_writes_nothing)
{
	static const char *const wrong[] = { "", "-1", "+1", " 1", "1 ", "1.0",
		"0x10", "12a", "1:", "1/", "18446744073709551616",
		"99999999999999999999999", "\xd9\xa1" };
	uint64_t n = 5;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		ck_assert_msg(
		    !om_span_u64(&n, om_span_of(wrong[i])), "'%s'", wrong[i]);
	ck_assert_uint_eq(n, 5);
}
END_TEST

OM_SUITE(base_span)
{
	tcase_add_test(tests, a_span_of_nothing_is_empty);
	tcase_add_test(tests, equality_compares_bytes_and_length);
	tcase_add_test(tests, order_is_by_byte_and_then_by_length);
	tcase_add_test(tests, a_prefix_is_recognised);
	tcase_add_test(tests, a_cut_splits_at_the_first_of_its_character);
	tcase_add_test(tests, a_cut_without_its_character_writes_nothing);
	tcase_add_test(tests, a_cut_may_write_over_its_own_input);
	tcase_add_test(tests, trimming_takes_ascii_white_space_from_both_ends);
	tcase_add_test(tests, numbers_are_decimal_digits_up_to_64_bits);
	tcase_add_test(tests, what_is_no_number_is_refused_and_writes_nothing);
}
