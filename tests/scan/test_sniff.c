#include "test.h"

#include "base/buf.h"
#include "scan/sniff.h"

static const struct {
	const char *name, *head, *format;
} cases[] = {
	{ "a", "hello, world\nhow are you\n", "text" },
	{ "a", "", "text" },
	{ "a", "{\"a\":1}\n{\"a\":2}\n", "ndjson" },
	{ "a", "{\"a\":1}\n", "ndjson" },
	{ "a", "{\"a\":\n1}\n", "json" },
	{ "a", "[1,2]", "json" },
	{ "a", "[{\"a\":1},\n{\"a\":2}]", "json" },
	{ "a.json", "[2026-11-23] started\n[2026-11-23] ended\n", "text" },
	{ "a", "{ not json }\n", "text" },
	{ "a.csv", "name\nana\n", "csv" },
	{ "a.CSV", "name\nana\n", "csv" },
	{ "a", "a,b,c\n1,2,3\n4,5,6\n", "csv" },
	{ "a", "a,b,c\n1,2\n4,5,6\n", "text" },
	{ "a", "a,b,c\n1,\"2,2\",3\n4,5,6\n", "csv" },
	{ "a", "a\tb\tc\n1\t2\t3\n4\t5\t6\n", "tsv" },
	{ "a", "\x1f\x8b\x08", "archive" },
	{ "a.txt", "PK\3\4", "archive" },
	{ "a",
	    "\xff\xfe"
	    "a",
	    "utf-16le" },
	{ "a", "m\xfcnchen\n", "latin-1" },
	{ "a", "m\xc3\xbcnchen\n", "text" },
	{ "a", "<!DOCTYPE html><p>x", "markup" },
	{ "a.xml", "<list/>", "markup" },
	{ "a", "<- arrow", "text" },
	{ "a", "From: a\nTo: b\nSubject: c\n\nx", "mail" },
	{ "a", "From: a\nit is late\n", "text" },
	{ "a", "a\x01\x02\x03\x04 b", "binary" },
};

START_TEST(content_says_what_a_document_is)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum om_scan_format f = om_sniff_bytes(
		    om_span_of(cases[i].head), true, cases[i].name);

		ck_assert_msg(
		    strcmp(om_scan_format_word(f), cases[i].format) == 0,
		    "\"%s\" is %s, not %s", cases[i].head,
		    om_scan_format_word(f), cases[i].format);
	}
}
END_TEST

START_TEST(wide_text_is_known_without_a_mark)
{
	static const char little[] = "h\0e\0l\0l\0o\0 \0a\0n\0a\0\n";
	static const char big[] = "\0h\0e\0l\0l\0o\0 \0a\0n\0a\0\n";

	ck_assert_int_eq(om_sniff_bytes(om_span_bytes(little, 20), true, "a"),
	    OM_SCAN_UTF16LE);
	ck_assert_int_eq(
	    om_sniff_bytes(om_span_bytes(big, 20), true, "a"), OM_SCAN_UTF16BE);
}
END_TEST

START_TEST(every_format_is_found_by_its_word)
{
	for (int i = 0; i < OM_SCAN_FORMATS; i++)
		ck_assert_int_eq(
		    om_scan_format_find(om_span_of(
			om_scan_format_word((enum om_scan_format)i))),
		    i);
	ck_assert_int_eq(om_scan_format_find(OM_SPAN("pdf")), OM_SCAN_AUTO);
}
END_TEST

START_TEST(a_character_cut_at_the_end_of_the_head_is_no_fault)
{
	ck_assert_int_eq(
	    om_sniff_bytes(OM_SPAN("m\xc3"), false, "a"), OM_SCAN_TEXT);
	ck_assert_int_eq(
	    om_sniff_bytes(OM_SPAN("m\xc3"), true, "a"), OM_SCAN_LATIN1);
}
END_TEST

OM_SUITE(scan_sniff)
{
	tcase_add_test(tests, content_says_what_a_document_is);
	tcase_add_test(tests, wide_text_is_known_without_a_mark);
	tcase_add_test(tests, every_format_is_found_by_its_word);
	tcase_add_test(
	    tests, a_character_cut_at_the_end_of_the_head_is_no_fault);
}
