#include "test.h"

#include <stdlib.h>

#include "scan/block.h"

/* What the header says of one byte. */
static bool
is_joint(unsigned char c)
{
	return c != '\0' && strchr(" -./()+", c) != NULL;
}

START_TEST(each_byte_is_marked_as_what_it_is)
{
	char bytes[256];
	struct om_blocks b;

	for (int i = 0; i < 256; i++)
		bytes[i] = (char)i;
	om_block_mark_scalar(&b, 1, bytes, 4);
	for (unsigned c = 0; c < 256; c++) {
		unsigned k = 1 + c / 64, i = c % 64;

		ck_assert_int_eq(b.digit[k] >> i & 1, c >= '0' && c <= '9');
		ck_assert_int_eq(b.letter[k] >> i & 1,
		    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
		ck_assert_int_eq(b.line[k] >> i & 1, c == '\n');
		ck_assert_int_eq(b.beyond[k] >> i & 1, c >= 0x80);
		ck_assert_int_eq(b.upper[k] >> i & 1, c >= 'A' && c <= 'Z');
		ck_assert_int_eq(b.joint[k] >> i & 1, is_joint(c));
		ck_assert_int_eq(b.at[k] >> i & 1, c == '@');
		ck_assert_int_eq(b.colon[k] >> i & 1, c == ':');
	}
}
END_TEST

/* Each byte at each place of a block, at an odd address. */
START_TEST(all_instruction_sets_mark_the_same)
{
	const struct om_block_marker *m = om_block_markers();
	char bytes[1 + OM_BLOCKS * 64];
	struct om_blocks want, got;

	srand(7);
	for (int round = 0; m[0].name != NULL && round < 64; round++) {
		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] =
			    (char)(round < 32 ? (size_t)rand()
					      : i + i / 256 + (size_t)round);
		om_block_mark_scalar(&want, 0, bytes + 1, OM_BLOCKS);
		for (size_t k = 0; m[k].name != NULL; k++) {
			memset(&got, 0xaa, sizeof(got));
			m[k].mark(&got, 0, bytes + 1, OM_BLOCKS);
			ck_assert_msg(memcmp(&want, &got, sizeof(got)) == 0,
			    "%s differs from scalar", m[k].name);
		}
	}
}
END_TEST

START_TEST(the_portable_one_is_the_last)
{
	const struct om_block_marker *m = om_block_markers();

	while (m[1].name != NULL)
		m++;
	ck_assert_str_eq(m->name, "scalar");
}
END_TEST

OM_SUITE(scan_block)
{
	tcase_add_test(tests, each_byte_is_marked_as_what_it_is);
	tcase_add_test(tests, all_instruction_sets_mark_the_same);
	tcase_add_test(tests, the_portable_one_is_the_last);
}
