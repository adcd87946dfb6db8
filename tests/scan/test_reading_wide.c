#include "findings.h"

static void
are(struct om_span bytes, const char *wanted)
{
	struct findings t;

	findings_open(&t);
	for (size_t block = 1; block < 9; block += 3)
		ck_assert_str_eq(findings_of(&t, "a", bytes, block), wanted);
	findings_close(&t);
}

/* A grin, U+1F600, is the pair D83D DE00 and four bytes of UTF-8. */
START_TEST(both_orders_of_utf_16_become_utf_8)
{
	are(OM_SPAN("\xff\xfe\x3d\xd8\x00\xde \0a\0@\0e\0.\0c\0o\0m\0\n\0"),
	    "1 - email 5-12 -1 1 a@e.com\n");
	are(OM_SPAN("\xfe\xff\xd8\x3d\xde\x00\0 \0a\0@\0e\0.\0c\0o\0m\0\n"),
	    "1 - email 5-12 -1 1 a@e.com\n");
}
END_TEST

START_TEST(half_a_pair_and_half_a_unit_are_replaced)
{
	are(OM_SPAN("\xff\xfe\x3d\xd8 \0a\0@\0e\0.\0c\0o\0m\0\n\0x"),
	    "1 - email 4-11 -1 1 a@e.com\n");
}
END_TEST

START_TEST(latin_1_becomes_utf_8)
{
	are(OM_SPAN("m\xfc a@e.com\n"), "1 - email 4-11 -1 1 a@e.com\n");
}
END_TEST

START_TEST(what_is_decoded_has_a_format_of_its_own)
{
	are(OM_SPAN("{\"n\":\"m\xfc\",\"m\":\"a@e.com\"}\n{}\n"),
	    "1 /m email 0-7 -1 1 a@e.com\n");
}
END_TEST

OM_SUITE(scan_reading_wide)
{
	tcase_add_test(tests, both_orders_of_utf_16_become_utf_8);
	tcase_add_test(tests, half_a_pair_and_half_a_unit_are_replaced);
	tcase_add_test(tests, latin_1_becomes_utf_8);
	tcase_add_test(tests, what_is_decoded_has_a_format_of_its_own);
}
