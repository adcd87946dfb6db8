#include "test.h"

#include "base/memory.h"
#include "scan/lines.h"

/* As many as one by one, wherever the text begins and however long it is. */
START_TEST(breaks_are_counted_at_every_length_and_place)
{
	enum { SIZE = 300 };
	char text[SIZE];

	for (size_t i = 0; i < SIZE; i++)
		text[i] = i % 3 == 0 || i % 7 == 0 ? '\n' : (char)('\n' + 1);
	for (size_t from = 0; from < 20; from++) {
		uint64_t n = 0;

		for (size_t to = from; to < SIZE; to++) {
			ck_assert_uint_eq(om_lines_count(om_span_bytes(
					      text + from, to - from)),
			    n);
			n += text[to] == '\n';
		}
	}
}
END_TEST

/* More than a byte, and than sixteen of them, can count. */
START_TEST(nothing_but_breaks_is_counted_whole)
{
	const size_t sizes[] = { 255 * 16, 255 * 16 + 1, 256 * 16, 100003 };
	char *text = om_new(100003, 1);

	memset(text, '\n', 100003);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		ck_assert_uint_eq(
		    om_lines_count(om_span_bytes(text, sizes[i])), sizes[i]);
	ck_assert_uint_eq(om_lines_count(om_span_bytes(text, 0)), 0);
	om_free(text);
}
END_TEST

START_TEST(whole_lines_and_the_first_have_their_break)
{
	ck_assert_uint_eq(om_lines_whole(OM_SPAN("a\nbc\nd")), 5);
	ck_assert_uint_eq(om_lines_whole(OM_SPAN("abc")), 0);
	ck_assert_uint_eq(om_lines_first(OM_SPAN("a\nbc\nd")), 2);
	ck_assert_uint_eq(om_lines_first(OM_SPAN("abc")), 3);
	ck_assert_uint_eq(om_lines_first(OM_SPAN_NONE), 0);
}
END_TEST

OM_SUITE(scan_lines)
{
	tcase_add_test(tests, breaks_are_counted_at_every_length_and_place);
	tcase_add_test(tests, nothing_but_breaks_is_counted_whole);
	tcase_add_test(tests, whole_lines_and_the_first_have_their_break);
}
