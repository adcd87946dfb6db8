#include "test.h"

#include "format/swar.h"

START_TEST(the_first_byte_is_the_lowest)
{
	ck_assert_uint_eq(om_swar_load("\x01\x02\x03\x04\x05\x06\x07\xff"),
	    UINT64_C(0xff07060504030201));
}
END_TEST

/* Every byte at every place, against a plain comparison. */
START_TEST(the_first_match_is_the_right_one)
{
	for (unsigned c = 0; c < 256; c++)
		for (size_t place = 0; place < 8; place++) {
			char text[8];
			uint64_t word;

			memset(text, '~', sizeof(text));
			text[place] = (char)c;
			if (place < 7)
				text[7] = '"';
			word = om_swar_load(text);
			if (c < 0x20)
				ck_assert_uint_eq(
				    om_swar_first(om_swar_below(word, 0x20)),
				    place);
			else
				ck_assert_uint_eq(om_swar_below(word, 0x20), 0);
			if (c == '"' || place < 7)
				ck_assert_uint_eq(
				    om_swar_first(om_swar_equal(word, '"')),
				    c == '"' ? place : 7);
			else
				ck_assert_uint_eq(om_swar_equal(word, '"'), 0);
		}
}
END_TEST

OM_SUITE(format_swar)
{
	tcase_add_test(tests, the_first_byte_is_the_lowest);
	tcase_add_test(tests, the_first_match_is_the_right_one);
}
