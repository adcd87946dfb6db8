#include "test.h"

#include "format/csv_detect.h"

static const struct {
	const char *text;
	char delimiter;
} cases[] = {
	{ "", ',' },
	{ "name", ',' },
	{ "a,b,c\n1,2,3\n", ',' },
	{ "a;b;c\n1;2;3\n", ';' },
	{ "a\tb\tc\r\n1\t2\t3\r\n", '\t' },
	{ "a|b\n1|2\n", '|' },
	{ "a;b", ';' },
	{ "\n\na;b\n", ';' },
	/* Those in quotes are data. */
	{ "\"a,b,c\";d\n1;2\n", ';' },
	{ "\"a\n,,\";b\n1;2\n", ';' },
	/* One that stands in both rows equally often is the better one. */
	{ "name, first;mail\n Ana;a@mail.example\n", ';' },
	{ "a;b,c,d\n1,5;2\n", ';' },
	{ "a|b;c;d\n1|2\n", '|' },
	/* Where none does, the more frequent one of the first row. */
	{ "a;b;c,d\n1;2\n", ';' },
	/* As often as another: the comma first. */
	{ "a,b;c\n1,2;3\n", ',' },
	/* The third row says nothing. */
	{ "a;b\n1;2\n,,,,,,\n", ';' },
};

START_TEST(the_delimiter_is_found)
{
	for (size_t block = 1; block < 50; block += 7) {
		struct om_source s;
		char delimiter = '\0';

		om_source_memory(
		    &s, "rows", om_span_of(cases[_i].text), block, 0);
		ck_ok(om_csv_detect(&delimiter, &s));
		ck_assert_int_eq(delimiter, cases[_i].delimiter);
		ck_assert_uint_eq(s.skipped, 0);
		om_source_close(&s);
	}
}
END_TEST

START_TEST(no_more_than_the_limit_is_looked_at)
{
	for (size_t block = 1; block < 50; block += 7) {
		struct om_source s;
		char delimiter = '\0';

		om_source_memory(
		    &s, "rows", OM_SPAN("a;b;,,,,,\n1;2\n"), block, 4);
		ck_ok(om_csv_detect(&delimiter, &s));
		ck_assert_int_eq(delimiter, ';');
		om_source_close(&s);
	}
}
END_TEST

OM_SUITE(format_csv_detect)
{
	tcase_add_loop_test(
	    tests, the_delimiter_is_found, 0, sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(tests, no_more_than_the_limit_is_looked_at);
}
