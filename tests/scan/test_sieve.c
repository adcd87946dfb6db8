#include "scan/sieving.h"

#define ALL "{\"rules\":[],\"otherwise\":\"mask\"}"
#define NONE "{\"rules\":[]}"
#define FIELD(name, rest) "{\"rules\":[{\"field\":\"" name "\"," rest "}]}"

START_TEST(json_keeps_every_byte_that_is_in_no_changed_value)
{
	sieve_gives(FIELD("mail", "\"do\":\"replace\",\"with\":\"X\""),
	    OM_SIEVE_NDJSON,
	    "{ \"mail\" :\t\"a\\u0040b\" , \"n\": 1.50e+3,\"z\":\"\\/\"}\r\n"
	    "\n  \n"
	    "{\"mail\":null,\"u\":{\"mail\":[\"p\",7,true,\"\"]}}",
	    "{ \"mail\" :\t\"X\" , \"n\": 1.50e+3,\"z\":\"\\/\"}\r\n"
	    "\n  \n"
	    "{\"mail\":null,\"u\":{\"mail\":[\"X\",\"X\",\"X\",\"\"]}}",
	    "");
}
END_TEST

START_TEST(a_finding_is_cut_out_of_a_string_with_escapes)
{
	sieve_gives(ALL, OM_SIEVE_NDJSON,
	    "{\"t\":\"caf\\u00e9 \\ud83d\\ude00 ana@example.com \\n\\u00e9\"}\n"
	    "{\"t\":\"to \\u0061na@ex\\u0061mple.com\\/x\"}\n",
	    "{\"t\":\"caf\\u00e9 \\ud83d\\ude00 *************** \\n\\u00e9\"}\n"
	    "{\"t\":\"to ***************\\/x\"}\n",
	    "");
}
END_TEST

START_TEST(a_number_that_is_changed_is_text_unless_it_still_is_one)
{
	sieve_gives("{\"rules\":[{\"field\":\"a\",\"do\":\"mask\"},"
		    "{\"field\":\"b\",\"do\":\"generalise\",\"to\":\"tenth\"},"
		    "{\"field\":\"c\",\"do\":\"remove\"},"
		    "{\"field\":\"d\",\"do\":\"replace\",\"with\":\"007\"},"
		    "{\"field\":\"e\",\"do\":\"replace\",\"with\":\"-0.5\"}]}",
	    OM_SIEVE_NDJSON,
	    "{\"a\":12,\"b\":52.520008,\"c\":3,\"d\":1,\"e\":1}\n"
	    "{\"c\":\"x\",\"e\":\"x\"}\n{\"c\":{\"k\":1}}\n",
	    "{\"a\":\"**\",\"b\":52.5,\"c\":null,\"d\":\"007\",\"e\":-0.5}\n"
	    "{\"c\":null,\"e\":\"-0.5\"}\n{\"c\":null}\n",
	    "");
}
END_TEST

START_TEST(what_is_no_json_is_held_back_and_the_rest_passes)
{
	sieve_gives(NONE, OM_SIEVE_NDJSON,
	    "{\"a\":1}\n{\"a\":1\n{\"a\":1,\"a\":2}\n\"\\ud800\"\n"
	    "\"\xff\"\n{\"b\":2} x\n\xef\xbb\xbf{}\n{\"c\":3}",
	    "{\"a\":1}\n{\"c\":3}",
	    "2 7 the text ends in the middle at byte 6\n"
	    "3 14 a doubled key at byte 7\n"
	    "4 9 half a surrogate pair at byte 7\n"
	    "5 4 a string is not UTF-8 at byte 0\n"
	    "6 10 something behind the value at byte 8\n"
	    "7 6 not a value at byte 0\n");
}
END_TEST

START_TEST(a_byte_order_mark_passes)
{
	sieve_gives(FIELD("a", "\"do\":\"mask\""), OM_SIEVE_NDJSON,
	    "\xef\xbb\xbf{\"a\":\"bc\"}\n", "\xef\xbb\xbf{\"a\":\"**\"}\n", "");
	sieve_gives(FIELD("a", "\"do\":\"mask\""), OM_SIEVE_CSV,
	    "\xef\xbb\xbf\"a\";b\nx;y\n", "\xef\xbb\xbf\"a\";b\n*;y\n", "");
	sieve_gives(ALL, OM_SIEVE_TEXT, "\xef", "", "1 1 not UTF-8\n");
}
END_TEST

START_TEST(csv_keeps_its_quotes_and_gets_those_it_needs)
{
	sieve_gives(FIELD("b", "\"do\":\"replace\",\"with\":\"x,\\\"y\""),
	    OM_SIEVE_CSV,
	    "a,b,\"c\"\r\n1,\"two\",\"3\"\"\n\"\r\n\r\n4,five,\n6,,7",
	    "a,b,\"c\"\r\n1,\"x,\"\"y\",\"3\"\"\n\"\r\n\r\n"
	    "4,\"x,\"\"y\",\n6,,7",
	    "");
	sieve_gives(FIELD("b", "\"do\":\"remove\""), OM_SIEVE_CSV,
	    "b\nx\n\"y\"\n", "b\n\"\"\n\"\"\n", "");
	sieve_gives(FIELD("b", "\"do\":\"mask\""), OM_SIEVE_CSV,
	    "a\tb\n1\tab,c\n", "a\tb\n1\t****\n", "");
}
END_TEST

START_TEST(what_is_written_into_a_cell_is_no_formula)
{
	sieve_gives(FIELD("b", "\"do\":\"replace\",\"with\":\"=1\""),
	    OM_SIEVE_CSV, "a,b\n=1+1,x\n", "a,b\n=1+1,'=1\n", "");
	sieve_gives(ALL, OM_SIEVE_CSV,
	    "a,b\n1,=A1 ana@example.com\n2,\"@x ana@example.com\"\n",
	    "a,b\n1,'=A1 ***************\n2,\"'@x ***************\"\n", "");
}
END_TEST

START_TEST(a_row_of_another_shape_is_held_back)
{
	sieve_gives(NONE, OM_SIEVE_CSV,
	    "a,b\n1,2\n3\n4,5,6\n7,8\"\n\"9\"x,0\n1,\"open\n2,3\n",
	    "a,b\n1,2\n",
	    "2 2 1 cells where the first row has 2\n"
	    "3 6 3 cells where the first row has 2\n"
	    "4 5 a quote in a cell without quotes\n"
	    "5 7 something behind a closing quote\n"
	    "6 12 a quote is never closed\n");
}
END_TEST

START_TEST(a_line_that_is_no_text_is_held_back)
{
	struct sieving s;
	static const char input[] = "one\r\nt\xc3o\nnu\0l\n\nlast";

	sieving_open(&s, ALL, OM_SIEVE_TEXT);
	for (int n = 1; n < 32; n++) {
		ck_ok(
		    sieve_all(&s, om_span_bytes(input, sizeof(input) - 1), n));
		ck_span_eq(om_buf_span(&s.out), "one\r\n\nlast");
		ck_span_eq(
		    om_buf_span(&s.log), "2 4 not UTF-8\n3 5 NUL in a line\n");
	}
	sieving_close(&s);
}
END_TEST

START_TEST(a_record_that_is_too_long_is_held_back_as_a_whole)
{
	static const enum om_sieve_format formats[] = { OM_SIEVE_TEXT,
		OM_SIEVE_NDJSON, OM_SIEVE_CSV };
	struct om_buf input = OM_BUF(16 << 20), log = OM_BUF(256);

	for (size_t i = 0; i < 3; i++) {
		bool json = formats[i] == OM_SIEVE_NDJSON;
		const char *first = json ? "1\n" : "a\n";
		struct sieving s;

		om_buf_reset(&input);
		om_buf_reset(&log);
		om_buf_text(&input, first);
		if (!json)
			om_buf_text(&input, "b\n");
		om_buf_byte(&input, '"');
		while (input.n < 3 * OM_SIEVE_RECORD)
			om_buf_text(&input, json ? "0123" : "012\n");
		om_buf_text(&input, "\"\n2\n");
		sieving_open(&s, NONE, formats[i]);
		s.options.delimiter = ',';
		for (int n = 1000; n < 4 << 20; n *= 11) {
			ck_ok(sieve_all(&s, om_buf_span(&input), n));
			if (formats[i] == OM_SIEVE_TEXT)
				continue;
			ck_assert_uint_eq(s.out.n, json ? 4 : 6);
			ck_assert_uint_eq(s.held.n, input.n - s.out.n);
			ck_assert_uint_eq(s.counts.faults, 1);
			ck_assert_uint_eq(s.counts.records, 3);
			ck_assert_uint_eq(s.counts.bytes, input.n);
		}
		sieving_close(&s);
	}
	om_buf_free(&input);
	om_buf_free(&log);
}
END_TEST

/* The quote comes when most of the row is gone. */
START_TEST(a_long_row_ends_where_its_quotes_do)
{
	struct om_buf input = OM_BUF(4 << 20);
	struct sieving s;
	size_t long_row;

	om_buf_text(&input, "a,b\n");
	while (input.n < OM_SIEVE_RECORD + 300000)
		om_buf_text(&input, "0123456789");
	om_buf_text(&input, ",\"x\ny,\"\"\n\"\n");
	long_row = input.n - 4;
	om_buf_text(&input, "1,2\n");
	sieving_open(&s, NONE, OM_SIEVE_CSV);
	for (int n = 100; n < 2 << 20; n *= 37) {
		ck_ok(sieve_all(&s, om_buf_span(&input), n));
		ck_span_eq(om_buf_span(&s.out), "a,b\n1,2\n");
		ck_assert_uint_eq(s.held.n, long_row);
	}
	sieving_close(&s);
	om_buf_free(&input);
}
END_TEST

/* Exactly 1 MiB passes, a byte more does not, with a line's end or without. */
START_TEST(the_limit_is_the_same_however_a_record_comes)
{
	struct sieving s;
	struct om_buf input = OM_BUF(4 << 20);

	sieving_open(&s, NONE, OM_SIEVE_TEXT);
	for (size_t n = OM_SIEVE_RECORD - 1; n <= OM_SIEVE_RECORD + 1; n++) {
		static const int cuts[] = { 4097, 131072, 3 << 20 };

		om_buf_reset(&input);
		while (input.n < n - 1)
			om_buf_byte(&input, 'x');
		om_buf_text(&input, "\nlast");
		for (size_t i = 0; i < 3; i++) {
			ck_ok(sieve_all(&s, om_buf_span(&input), cuts[i]));
			ck_assert_uint_eq(
			    s.out.n, n <= OM_SIEVE_RECORD ? input.n : 4);
			ck_assert_uint_eq(s.counts.records, 2);
		}
	}
	sieving_close(&s);
	om_buf_free(&input);
}
END_TEST

START_TEST(without_a_quarantine_a_doubt_ends_it_before_the_record)
{
	struct sieving s;

	sieving_open(&s, NONE, OM_SIEVE_NDJSON);
	s.alone = true;
	for (size_t threads = 1; threads < 4; threads++) {
		s.options.threads = threads;
		ck_code(sieve_all(&s, OM_SPAN("1\n2\nx\n4\n"), 100), OM_INPUT);
		ck_assert_str_eq(
		    om_failure(), "record 3: not a value at byte 0");
		ck_span_eq(om_buf_span(&s.out), "1\n2\n");
	}
	sieving_close(&s);
}
END_TEST

START_TEST(a_rule_diverts_or_blocks_a_record)
{
	struct sieving s;
	const struct om_span input = OM_SPAN("{\"a\":\"ana@example.com\"}\n"
					     "{\"a\":\"4111111111111111\"}\n"
					     "{\"a\":\"nothing\"}\n");

	sieve_gives("{\"rules\":[{\"kind\":\"email\",\"do\":\"divert\"}]}",
	    OM_SIEVE_NDJSON, input.p,
	    "{\"a\":\"4111111111111111\"}\n{\"a\":\"nothing\"}\n",
	    "1 24 holds email\n");
	sieve_gives(FIELD("b", "\"do\":\"divert\""), OM_SIEVE_NDJSON,
	    "{\"b\":null}\n{\"b\":{}}\n{\"b\":0}\n{}\n", "{\"b\":null}\n{}\n",
	    "2 9 has the field b\n3 8 has the field b\n");
	sieving_open(&s,
	    "{\"rules\":[{\"kind\":\"card_number\",\"do\":\"block\"}]}",
	    OM_SIEVE_NDJSON);
	ck_assert_int_eq(sieve_all(&s, input, 7), 1);
	ck_span_eq(om_buf_span(&s.out), "{\"a\":\"ana@example.com\"}\n");
	ck_assert_str_eq(om_failure(), "record 2: holds card_number");
	sieving_close(&s);
}
END_TEST

START_TEST(a_law_diverts_what_is_personal_by_what_was_left)
{
	struct sieving s;
	struct om_policy *policy;
	const struct om_span input = OM_SPAN("{\"a\":\"ana@example.com\"}\n"
					     "{\"b\":\"nothing at all\"}\n");

	sieving_open(&s, ALL, OM_SIEVE_NDJSON);
	ck_ok(om_policy_open(&policy, s.kinds, NULL, "gdpr"));
	s.options.policy = policy;
	ck_ok(sieve_all(&s, input, 5));
	ck_span_eq(om_buf_span(&s.out),
	    "{\"a\":\"***************\"}\n{\"b\":\"nothing at all\"}\n");
	om_sieve_rules_close(&s.rules);
	om_sieve_rules_open(&s.rules, s.kinds);
	ck_ok(sieve_all(&s, input, 5));
	ck_span_eq(om_buf_span(&s.out), "{\"b\":\"nothing at all\"}\n");
	ck_assert_uint_eq(s.counts.diverted, 1);
	s.options.block = true;
	ck_assert_int_eq(sieve_all(&s, input, 5), 1);
	ck_assert_uint_eq(s.out.n, 0);
	om_policy_close(policy);
	sieving_close(&s);
}
END_TEST

START_TEST(a_key_that_is_personal_is_held_back)
{
	sieve_gives(ALL, OM_SIEVE_NDJSON,
	    "{\"ana@example.com\":1}\n{\"ana\\u0040example.com\":1}\n"
	    "{\"plain_key\":\"ana@example.com\"}\n",
	    "{\"plain_key\":\"***************\"}\n",
	    "1 22 a key holds email\n2 27 a key holds email\n");
}
END_TEST

START_TEST(pointers_name_places_and_names_any_key)
{
	sieve_gives("{\"rules\":[{\"field\":[\"/u/m\",\"/l/*/m\",\"/l/1/k\","
		    "\"/x~1y\"],\"do\":\"replace\",\"with\":\"-\"}]}",
	    OM_SIEVE_NDJSON,
	    "{\"m\":\"a\",\"u\":{\"m\":\"b\",\"v\":{\"m\":\"c\"}},"
	    "\"l\":[{\"m\":\"d\",\"k\":\"e\"},{\"m\":\"f\",\"k\":\"g\"}],"
	    "\"x/y\":\"h\"}",
	    "{\"m\":\"a\",\"u\":{\"m\":\"-\",\"v\":{\"m\":\"c\"}},"
	    "\"l\":[{\"m\":\"-\",\"k\":\"e\"},{\"m\":\"-\",\"k\":\"-\"}],"
	    "\"x/y\":\"-\"}",
	    "");
	sieve_gives(FIELD("m", "\"do\":\"mask\""), OM_SIEVE_NDJSON,
	    "{\"m\":{\"k\":\"v\"}}\n{\"q\":[{\"m\":\"v\"}]}\n",
	    "{\"q\":[{\"m\":\"*\"}]}\n",
	    "1 16 m is an object: rules can name its members\n");
}
END_TEST

START_TEST(a_field_that_is_kept_is_not_looked_at)
{
	sieve_gives("{\"rules\":[{\"field\":\"ok\",\"do\":\"keep\"}],"
		    "\"otherwise\":\"mask\"}",
	    OM_SIEVE_NDJSON,
	    "{\"ok\":\"ana@example.com\",\"no\":\"ana@example.com\"}\n",
	    "{\"ok\":\"ana@example.com\",\"no\":\"***************\"}\n", "");
}
END_TEST

START_TEST(a_value_that_cannot_be_treated_so_is_held_back)
{
	sieve_gives(
	    FIELD("d", "\"holds\":\"birth_date\",\"do\":\"generalise\""),
	    OM_SIEVE_CSV, "d\n1980-02-29\nsoon\n\n03/04/1985\n",
	    "d\n1980\n\n1985\n",
	    "2 5 a value that cannot be generalised as the rules say\n");
}
END_TEST

START_TEST(a_header_must_be_one_and_have_the_columns_of_the_rules)
{
	struct sieving s;

	sieving_open(&s, FIELD("mail", "\"do\":\"mask\""), OM_SIEVE_CSV);
	ck_code(sieve_all(&s, OM_SPAN("a,b\n1,2\n"), 3), OM_USAGE);
	ck_assert_str_eq(om_failure(), "the input has no column mail");
	ck_assert_uint_eq(s.out.n, 0);
	sieving_close(&s);
	sieving_open(&s, ALL, OM_SIEVE_CSV);
	ck_code(sieve_all(&s, OM_SPAN("Ana,ana@example.com\n"), 3), OM_USAGE);
	ck_assert_uint_eq(s.out.n, 0);
	s.options.headless = true;
	ck_ok(sieve_all(&s, OM_SPAN("1,ana@example.com\n2,x\n"), 3));
	ck_span_eq(om_buf_span(&s.out), "1,***************\n2,x\n");
	sieving_close(&s);
	sieving_open(&s, FIELD("column 2", "\"do\":\"mask\""), OM_SIEVE_CSV);
	s.options.headless = true;
	ck_ok(sieve_all(&s, OM_SPAN("1,ab\n2,x"), 3));
	ck_span_eq(om_buf_span(&s.out), "1,**\n2,*");
	sieving_close(&s);
}
END_TEST

/* What stands before a header that is none passes, however it is cut. */
START_TEST(a_wrong_header_behind_blank_rows_is_told_wherever_it_is_cut)
{
	struct sieving s;

	sieving_open(&s, NONE, OM_SIEVE_CSV);
	for (int n = 1; n < 32; n++) {
		ck_code(sieve_all(&s, OM_SPAN("\n\",2\n3,\"open\nx\n"), n),
		    OM_INPUT);
		ck_span_eq(om_buf_span(&s.out), "\n");
		ck_ok(sieve_all(&s, OM_SPAN("\n\na,b\n\n1,2\n"), n));
		ck_span_eq(om_buf_span(&s.out), "\n\na,b\n\n1,2\n");
		ck_assert_uint_eq(s.counts.records, 1);
	}
	sieving_close(&s);
}
END_TEST

/* A card's magnetic stripe has its holder's name inside. */
START_TEST(findings_that_overlap_are_one_in_the_stricter_manner)
{
	sieve_gives(ALL, OM_SIEVE_NDJSON,
	    "{\"t\":\"a %B4111111111111111^EXAMPLE/ANA^2512101? b\"}\n",
	    "{\"t\":\"a *************************************** b\"}\n", "");
	sieve_gives("{\"rules\":[{\"kind\":\"name.full\",\"do\":\"remove\"},"
		    "{\"kind\":\"card_number\",\"do\":\"mask\"}]}",
	    OM_SIEVE_TEXT, "a %B4111111111111111^EXAMPLE/ANA^2512101? b\n",
	    "a  b\n", "");
	sieve_gives("{\"rules\":[{\"kind\":\"name.full\",\"do\":\"replace\"},"
		    "{\"kind\":\"card_number\",\"do\":\"mask\"}]}",
	    OM_SIEVE_TEXT, "a %B4111111111111111^EXAMPLE/ANA^2512101? b\n",
	    "a *************************************** b\n", "");
}
END_TEST

/* Nothing is noted of lines in which nothing is sought. */
START_TEST(lines_pass_where_no_rule_seeks_anything)
{
	sieve_gives(NONE, OM_SIEVE_TEXT, "ana@example.com\nb\n",
	    "ana@example.com\nb\n", "");
}
END_TEST

/* Records with more keys than the engine has columns, over and over. */
START_TEST(any_number_of_keys_is_scanned_in_memory_that_does_not_grow)
{
	struct om_buf input = OM_BUF(16 << 20), wanted = OM_BUF(16 << 20);
	struct sieving s;

	for (int i = 0; i < 3000; i++) {
		om_buf_format(&input,
		    "{\"k%d\":1,\"l%d\":2,\"email\":\"ana@example.com\"}\n", i,
		    i);
		om_buf_format(&wanted,
		    "{\"k%d\":1,\"l%d\":2,\"email\":\"***************\"}\n", i,
		    i);
	}
	om_buf_byte(&input, '{');
	for (int i = 0; i < 5000; i++)
		om_buf_format(&input, "\"m%d\":1,", i);
	om_buf_text(&input, "\"n\":1}\n");
	sieving_open(&s, ALL, OM_SIEVE_NDJSON);
	for (int n = 1000; n < 1 << 20; n *= 31) {
		ck_ok(sieve_all(&s, om_buf_span(&input), n));
		ck_assert(
		    om_span_equal(om_buf_span(&s.out), om_buf_span(&wanted)));
		ck_assert_uint_eq(s.counts.faults, 1);
	}
	ck_assert(strstr(s.log.p, "too many different fields") != NULL);
	sieving_close(&s);
	om_buf_free(&input);
	om_buf_free(&wanted);
}
END_TEST

OM_SUITE(scan_sieve)
{
	tcase_add_test(
	    tests, json_keeps_every_byte_that_is_in_no_changed_value);
	tcase_add_test(tests, a_finding_is_cut_out_of_a_string_with_escapes);
	tcase_add_test(
	    tests, a_number_that_is_changed_is_text_unless_it_still_is_one);
	tcase_add_test(tests, what_is_no_json_is_held_back_and_the_rest_passes);
	tcase_add_test(tests, a_byte_order_mark_passes);
	tcase_add_test(tests, csv_keeps_its_quotes_and_gets_those_it_needs);
	tcase_add_test(tests, what_is_written_into_a_cell_is_no_formula);
	tcase_add_test(tests, a_row_of_another_shape_is_held_back);
	tcase_add_test(tests, a_line_that_is_no_text_is_held_back);
	tcase_add_test(
	    tests, a_record_that_is_too_long_is_held_back_as_a_whole);
	tcase_add_test(tests, a_long_row_ends_where_its_quotes_do);
	tcase_add_test(tests, the_limit_is_the_same_however_a_record_comes);
	tcase_add_test(
	    tests, without_a_quarantine_a_doubt_ends_it_before_the_record);
	tcase_add_test(tests, a_rule_diverts_or_blocks_a_record);
	tcase_add_test(tests, a_law_diverts_what_is_personal_by_what_was_left);
	tcase_add_test(tests, a_key_that_is_personal_is_held_back);
	tcase_add_test(tests, pointers_name_places_and_names_any_key);
	tcase_add_test(tests, a_field_that_is_kept_is_not_looked_at);
	tcase_add_test(tests, a_value_that_cannot_be_treated_so_is_held_back);
	tcase_add_test(
	    tests, a_header_must_be_one_and_have_the_columns_of_the_rules);
	tcase_add_test(
	    tests, a_wrong_header_behind_blank_rows_is_told_wherever_it_is_cut);
	tcase_add_test(
	    tests, findings_that_overlap_are_one_in_the_stricter_manner);
	tcase_add_test(tests, lines_pass_where_no_rule_seeks_anything);
	tcase_add_test(
	    tests, any_number_of_keys_is_scanned_in_memory_that_does_not_grow);
}
