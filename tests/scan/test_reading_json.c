#include "findings.h"

START_TEST(a_field_is_a_pointer)
{
	FINDINGS_ARE("a.ndjson",
	    "{\"a\":{\"mail\":\"ana@example.com\"}}\n"
	    "{\"b/c\":[1,\"bo@example.com\"]}\n",
	    "1 /a/mail email 0-15 14 1 ana@example.com\n"
	    "2 /b~1c/1 email 0-14 44 2 bo@example.com\n");
}
END_TEST

START_TEST(escapes_are_decoded_before_they_are_scanned)
{
	FINDINGS_ARE("a.ndjson",
	    "{\"x\":1}\n{\"x\":\"\\tana\\u0040example.com\"}\n",
	    "2 /x email 1-16 13 2 ana@example.com\n");
}
END_TEST

START_TEST(a_key_can_be_personal)
{
	FINDINGS_ARE("a.ndjson", "{\"ana@example.com\":true}\n",
	    "1 /ana@example.com email 0-15 2 1 ana@example.com\n");
}
END_TEST

START_TEST(a_line_that_is_no_json_is_scanned_as_text)
{
	FINDINGS_ARE("a.ndjson", "{\"a\":1}\n{oops ana@example.com\n",
	    "2 - email 6-21 14 2 ana@example.com\n");
}
END_TEST

START_TEST(a_document_gives_a_record_for_each_element)
{
	FINDINGS_ARE("a.json",
	    "[\n {\"m\":\"ana@example.com\"},\n {\"m\":\"bo@example.com\"}\n]",
	    "1 /m email 0-15 9 2 ana@example.com\n"
	    "2 /m email 0-14 35 3 bo@example.com\n");
	FINDINGS_ARE("a.json", "{\"m\":{\"n\":\n\"ana@example.com\"}}",
	    "1 /m/n email 0-15 12 2 ana@example.com\n");
}
END_TEST

START_TEST(a_flag_that_is_true_says_whose_a_record_is)
{
	FINDINGS_ARE("a.ndjson",
	    "{\"is_child\":false,\"on\":true,\"m\":\"ana@example.com\"}\n"
	    "{\"a\":{\"is_child\":true},\"m\":\"bo@example.com\"}\n",
	    "1 /m email 0-15 33 1 ana@example.com\n"
	    "2 /a/is_child child 0-4 68 2 true\n"
	    "2 /m email 0-14 79 2 bo@example.com\n");
}
END_TEST

START_TEST(one_pointer_alone_can_be_looked_at)
{
	struct findings t;

	findings_open(&t);
	t.reading.only = "/text";
	ck_assert_str_eq(findings_of(&t, "a.ndjson",
			     OM_SPAN("{\"x\":\"ana@example.com\",\"text\":"
				     "\"bo@example.com\"}\n"),
			     0),
	    "1 /text email 0-14 31 1 bo@example.com\n");
	findings_close(&t);
}
END_TEST

START_TEST(a_record_too_large_is_scanned_as_text)
{
	struct om_buf text = OM_BUF(16 << 20);
	struct findings t;

	om_buf_text(&text, "{\"a\":\"");
	for (int i = 0; i < 600000; i++)
		om_buf_text(&text, "words and ");
	om_buf_text(&text, "ana@example.com\"}");
	findings_open(&t);
	ck_assert_ptr_nonnull(
	    strstr(findings_of(&t, "a.json", om_buf_span(&text), 0),
		"ana@example.com\n"));
	findings_close(&t);
	om_buf_free(&text);
}
END_TEST

OM_SUITE(scan_reading_json)
{
	tcase_add_test(tests, a_flag_that_is_true_says_whose_a_record_is);
	tcase_add_test(tests, a_field_is_a_pointer);
	tcase_add_test(tests, escapes_are_decoded_before_they_are_scanned);
	tcase_add_test(tests, a_key_can_be_personal);
	tcase_add_test(tests, a_line_that_is_no_json_is_scanned_as_text);
	tcase_add_test(tests, a_document_gives_a_record_for_each_element);
	tcase_add_test(tests, one_pointer_alone_can_be_looked_at);
	tcase_add_test(tests, a_record_too_large_is_scanned_as_text);
}
