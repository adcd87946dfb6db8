#include "test.h"

#include <string.h>

#include "base/buf.h"

START_TEST(bytes_are_added_in_order_with_a_nul_behind)
{
	struct om_buf b = OM_BUF(100);

	om_buf_add(&b, OM_SPAN("a\0b"));
	om_buf_text(&b, "cd");
	om_buf_byte(&b, 'e');
	ck_assert_uint_eq(b.n, 6);
	ck_assert_int_eq(memcmp(b.p, "a\0bcde", 7), 0);
	ck_ok(om_buf_check(&b, "it"));
	om_buf_free(&b);
}
END_TEST

START_TEST(adding_nothing_is_no_failure)
{
	struct om_buf b = OM_BUF(0);

	om_buf_add(&b, OM_SPAN_NONE);
	om_buf_text(&b, "");
	om_buf_text(&b, NULL);
	ck_assert_uint_eq(b.n, 0);
	ck_ok(om_buf_check(&b, "it"));
	om_buf_free(&b);
}
END_TEST

START_TEST(the_ceiling_is_reached_and_not_passed)
{
	struct om_buf b = OM_BUF(5);

	om_buf_text(&b, "12345");
	ck_ok(om_buf_check(&b, "it"));
	ck_assert_uint_eq(b.n, 5);
	om_buf_byte(&b, '6');
	ck_code(om_buf_check(&b, "the reply"), OM_LIMIT);
	ck_assert_str_eq(om_failure(), "the reply is larger than 5 bytes");
	ck_span_eq(om_buf_span(&b), "12345");
	om_buf_free(&b);
}
END_TEST

START_TEST(failure_is_sticky_until_a_reset)
{
	struct om_buf b = OM_BUF(3);

	om_buf_text(&b, "four");
	om_buf_text(&b, "1");
	ck_assert_uint_eq(b.n, 0);
	ck_code(om_buf_check(&b, "it"), OM_LIMIT);
	om_buf_reset(&b);
	om_buf_text(&b, "one");
	ck_ok(om_buf_check(&b, "it"));
	ck_span_eq(om_buf_span(&b), "one");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_large_addition_beyond_all_sizes_fails)
{
	struct om_buf b = OM_BUF(10);

	om_buf_text(&b, "12");
	ck_assert_ptr_null(om_buf_room(&b, SIZE_MAX));
	ck_code(om_buf_check(&b, "it"), OM_LIMIT);
	om_buf_free(&b);
}
END_TEST

START_TEST(growing_keeps_what_was_there)
{
	struct om_buf b = OM_BUF(1 << 20);

	for (int i = 0; i < 100000; i++)
		om_buf_byte(&b, (char)('a' + i % 26));
	ck_assert_uint_eq(b.n, 100000);
	for (int i = 0; i < 100000; i++)
		ck_assert_int_eq(b.p[i], 'a' + i % 26);
	om_buf_free(&b);
	ck_assert_ptr_null(b.p);
	om_buf_text(&b, "again");
	ck_span_eq(om_buf_span(&b), "again");
	om_buf_free(&b);
}
END_TEST

START_TEST(formatted_text_obeys_the_ceiling)
{
	struct om_buf b = OM_BUF(8);

	om_buf_format(&b, "%d-%s", 12, "abcde");
	ck_span_eq(om_buf_span(&b), "12-abcde");
	om_buf_format(&b, "%s", "");
	ck_ok(om_buf_check(&b, "it"));
	om_buf_format(&b, "%c", 'x');
	ck_code(om_buf_check(&b, "it"), OM_LIMIT);
	ck_span_eq(om_buf_span(&b), "12-abcde");
	om_buf_free(&b);
}
END_TEST

START_TEST(room_is_filled_by_the_caller)
{
	struct om_buf b = OM_BUF(10);
	char *room = om_buf_room(&b, 4);

	ck_assert_ptr_nonnull(room);
	ck_assert_uint_eq(b.n, 0);
	memcpy(room, "abcd", 4);
	b.n += 4;
	ck_assert_ptr_nonnull(om_buf_room(&b, 6));
	ck_span_eq(om_buf_span(&b), "abcd");
	ck_assert_ptr_null(om_buf_room(&b, 7));
	om_buf_free(&b);
}
END_TEST

START_TEST(integers_are_little_endian)
{
	struct om_buf b = OM_BUF(12);

	om_buf_u32(&b, 0x01020304);
	om_buf_u64(&b, UINT64_C(0x8182838485868788));
	ck_assert_uint_eq(b.n, 12);
	ck_assert_int_eq(memcmp(b.p,
			     "\x04\x03\x02\x01"
			     "\x88\x87\x86\x85\x84\x83\x82\x81",
			     12),
	    0);
	om_buf_free(&b);
}
END_TEST

START_TEST(decimal_digits_have_a_width_at_least)
{
	struct om_buf b = OM_BUF(200);

	om_buf_int(&b, 0, 0);
	om_buf_byte(&b, ' ');
	om_buf_int(&b, 7, 2);
	om_buf_byte(&b, ' ');
	om_buf_int(&b, 12345, 3);
	om_buf_byte(&b, ' ');
	om_buf_int(&b, -5, 4);
	om_buf_byte(&b, ' ');
	om_buf_int(&b, INT64_MAX, 0);
	om_buf_byte(&b, ' ');
	om_buf_int(&b, INT64_MIN, 0);
	om_buf_byte(&b, ' ');
	om_buf_int(&b, 1, 20);
	om_buf_byte(&b, ' ');
	om_buf_int(&b, -1, 20);
	ck_span_eq(om_buf_span(&b),
	    "0 07 12345 -005 9223372036854775807 -9223372036854775808"
	    " 00000000000000000001 -0000000000000000001");
	om_buf_free(&b);
}
END_TEST

START_TEST(decimal_digits_obey_the_ceiling)
{
	struct om_buf b = OM_BUF(3);

	om_buf_int(&b, 1234, 0);
	ck_code(om_buf_check(&b, "it"), OM_LIMIT);
	ck_assert_uint_eq(b.n, 0);
	om_buf_free(&b);
}
END_TEST

START_TEST(hexadecimal_digits_are_lower_case)
{
	struct om_buf b = OM_BUF(12);

	om_buf_hex(&b, OM_SPAN("\x00\x0f\xa5\xff"));
	ck_span_eq(om_buf_span(&b), "000fa5ff");
	om_buf_free(&b);
}
END_TEST

START_TEST(hexadecimal_digits_obey_the_ceiling)
{
	struct om_buf b = OM_BUF(8);

	om_buf_hex(&b, OM_SPAN("\x01\x02\x03"));
	om_buf_hex(&b, OM_SPAN("\x04\x05"));
	ck_span_eq(om_buf_span(&b), "010203");
	ck_assert_int_eq(om_buf_check(&b, "digits"), OM_LIMIT);
	om_buf_reset(&b);
	om_buf_hex(&b, OM_SPAN("\x06\x07\x08\x09"));
	ck_assert_int_eq(om_buf_check(&b, "digits"), OM_OK);
	ck_assert_str_eq(b.p, "06070809");
	om_buf_free(&b);
}
END_TEST

START_TEST(no_bytes_have_no_hexadecimal_digits)
{
	struct om_buf b = OM_BUF(8);

	om_buf_hex(&b, OM_SPAN_NONE);
	ck_assert_str_eq(b.p, "");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_reset_wipes_what_was_there)
{
	struct om_buf b = OM_BUF(100);

	om_buf_text(&b, "ana@example.com");
	om_buf_reset(&b);
	ck_assert_uint_eq(b.n, 0);
	for (size_t i = 0; i < 15; i++)
		ck_assert_int_eq(b.p[i], 0);
	om_buf_free(&b);
}
END_TEST

OM_SUITE(base_buf)
{
	tcase_add_test(tests, bytes_are_added_in_order_with_a_nul_behind);
	tcase_add_test(tests, adding_nothing_is_no_failure);
	tcase_add_test(tests, the_ceiling_is_reached_and_not_passed);
	tcase_add_test(tests, failure_is_sticky_until_a_reset);
	tcase_add_test(tests, a_large_addition_beyond_all_sizes_fails);
	tcase_add_test(tests, growing_keeps_what_was_there);
	tcase_add_test(tests, formatted_text_obeys_the_ceiling);
	tcase_add_test(tests, room_is_filled_by_the_caller);
	tcase_add_test(tests, integers_are_little_endian);
	tcase_add_test(tests, decimal_digits_have_a_width_at_least);
	tcase_add_test(tests, decimal_digits_obey_the_ceiling);
	tcase_add_test(tests, hexadecimal_digits_are_lower_case);
	tcase_add_test(tests, hexadecimal_digits_obey_the_ceiling);
	tcase_add_test(tests, no_bytes_have_no_hexadecimal_digits);
	tcase_add_test(tests, a_reset_wipes_what_was_there);
}
