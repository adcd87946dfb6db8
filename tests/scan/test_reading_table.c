#include "findings.h"

START_TEST(columns_are_fields_by_their_names)
{
	FINDINGS_ARE("a.csv", "id,mail\n1,ana@example.com\n2,bo@example.com\n",
	    "1 mail email 0-15 10 2 ana@example.com\n"
	    "2 mail email 0-14 28 3 bo@example.com\n");
}
END_TEST

START_TEST(other_delimiters_carriage_returns_and_a_mark_are_read)
{
	FINDINGS_ARE("a.csv",
	    "\xef\xbb\xbfid;mail\r\n1;ana@example.com\r\n\r\n2;x\r\n",
	    "1 mail email 0-15 14 2 ana@example.com\n");
	FINDINGS_ARE("a.tsv", "id\tmail\n1\tana@example.com\n",
	    "1 mail email 0-15 10 2 ana@example.com\n");
}
END_TEST

START_TEST(a_first_row_of_values_is_a_record)
{
	FINDINGS_ARE("a.csv", "1,ana@example.com\n2,bo@example.com\n",
	    "1 column 2 email 0-15 2 1 ana@example.com\n"
	    "2 column 2 email 0-14 20 2 bo@example.com\n");
}
END_TEST

START_TEST(quoted_cells_may_hold_breaks_and_quotes)
{
	FINDINGS_ARE("a.csv",
	    "id,note\n1,\"a\nb ana@example.com\"\n2,\"say \"\"hi\"\" "
	    "bo@example.com\"\n",
	    "1 note email 4-19 15 3 ana@example.com\n"
	    "2 note email 9-23 35 4 bo@example.com\n");
}
END_TEST

START_TEST(a_quote_that_nobody_closes_hides_nothing)
{
	struct om_buf text = OM_BUF(8 << 20);
	struct findings t;
	const char *seen;

	om_buf_text(&text, "id,mail\n1,\"x\n");
	for (int i = 0; i < 60000; i++)
		om_buf_text(&text, "2,some text here,\n");
	om_buf_text(&text, "3,ana@example.com\n");
	findings_open(&t);
	seen = findings_of(&t, "a.csv", om_buf_span(&text), 0);
	ck_assert_ptr_nonnull(strstr(seen, "60003"));
	ck_assert_ptr_nonnull(strstr(seen, "ana@example.com\n"));
	findings_close(&t);
	om_buf_free(&text);
}
END_TEST

START_TEST(a_row_longer_than_the_header_is_scanned_too)
{
	FINDINGS_ARE("a.csv", "id,mail\n1,x,ana@example.com\n",
	    "1 - email 0-15 12 2 ana@example.com\n");
}
END_TEST

START_TEST(one_field_alone_can_be_looked_at)
{
	struct findings t;

	findings_open(&t);
	t.reading.only = "b";
	ck_assert_str_eq(
	    findings_of(&t, "a.csv",
		OM_SPAN("a,b\nana@example.com,bo@example.com\n"), 0),
	    "1 b email 0-14 20 2 bo@example.com\n");
	findings_close(&t);
}
END_TEST

OM_SUITE(scan_reading_table)
{
	tcase_add_test(tests, columns_are_fields_by_their_names);
	tcase_add_test(
	    tests, other_delimiters_carriage_returns_and_a_mark_are_read);
	tcase_add_test(tests, a_first_row_of_values_is_a_record);
	tcase_add_test(tests, quoted_cells_may_hold_breaks_and_quotes);
	tcase_add_test(tests, a_quote_that_nobody_closes_hides_nothing);
	tcase_add_test(tests, a_row_longer_than_the_header_is_scanned_too);
	tcase_add_test(tests, one_field_alone_can_be_looked_at);
}
