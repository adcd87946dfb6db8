#include "test.h"

#include <jansson.h>

#include "base/json.h"

START_TEST(an_object_is_written_without_spaces)
{
	struct om_buf b = OM_BUF(1000);
	struct om_json j = OM_JSON(&b, false);

	om_json_object(&j, NULL);
	om_json_string(&j, "name", "Ana");
	om_json_int(&j, "least", INT64_MIN);
	om_json_bool(&j, "yes", true);
	om_json_bool(&j, "no", false);
	om_json_null(&j, "none");
	om_json_string(&j, "missing", NULL);
	om_json_time(&j, "at", 0);
	om_json_hex(&j, "hash", OM_SPAN("\x01\xff"));
	om_json_raw(&j, "raw", OM_SPAN("[1]"));
	om_json_end_object(&j);
	ck_span_eq(om_buf_span(&b),
	    "{\"name\":\"Ana\",\"least\":-9223372036854775808,\"yes\":true,"
	    "\"no\":false,\"none\":null,\"missing\":null,"
	    "\"at\":\"1970-01-01T00:00:00.000Z\",\"hash\":\"01ff\","
	    "\"raw\":[1]}");
	om_buf_free(&b);
}
END_TEST

START_TEST(levels_nest_and_may_be_empty)
{
	struct om_buf b = OM_BUF(1000);
	struct om_json j = OM_JSON(&b, false);

	om_json_array(&j, NULL);
	om_json_object(&j, "");
	om_json_array(&j, "a");
	om_json_end_array(&j);
	om_json_object(&j, "b");
	om_json_end_object(&j);
	om_json_end_object(&j);
	om_json_int(&j, "", 1);
	om_json_array(&j, "");
	om_json_int(&j, "", 2);
	om_json_int(&j, "", 3);
	om_json_end_array(&j);
	om_json_end_array(&j);
	ck_span_eq(om_buf_span(&b), "[{\"a\":[],\"b\":{}},1,[2,3]]");
	om_buf_free(&b);
}
END_TEST

START_TEST(people_get_two_spaces_a_level)
{
	struct om_buf b = OM_BUF(1000);
	struct om_json j = OM_JSON(&b, true);

	om_json_object(&j, NULL);
	om_json_int(&j, "a", 1);
	om_json_array(&j, "b");
	om_json_int(&j, "", 2);
	om_json_end_array(&j);
	om_json_object(&j, "c");
	om_json_end_object(&j);
	om_json_end_object(&j);
	ck_span_eq(om_buf_span(&b),
	    "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ],\n  \"c\": {}\n}");
	om_buf_free(&b);
}
END_TEST

START_TEST(a_key_may_be_data)
{
	struct om_buf b = OM_BUF(1000);
	struct om_json j = OM_JSON(&b, false);

	om_json_object(&j, NULL);
	om_json_key(&j, OM_SPAN("a\"b"));
	om_json_int(&j, NULL, 1);
	om_json_key(&j, OM_SPAN("c"));
	om_json_object(&j, NULL);
	om_json_end_object(&j);
	om_json_int(&j, "d", 2);
	om_json_end_object(&j);
	ck_span_eq(om_buf_span(&b), "{\"a\\\"b\":1,\"c\":{},\"d\":2}");
	om_buf_free(&b);
}
END_TEST

/* RFC 8259, section 7, and what HTML would see. */
START_TEST(characters_are_escaped_as_the_standard_asks)
{
	struct om_buf b = OM_BUF(1000);

	om_json_quote(&b, OM_SPAN("\"\\/\b\f\n\r\t\v\x01\x1f\x7f<>&\0'"));
	ck_span_eq(om_buf_span(&b),
	    "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u000b\\u0001\\u001f\\u007f"
	    "\\u003c\\u003e\\u0026\\u0000'\"");
	om_buf_reset(&b);
	om_json_quote(&b, OM_SPAN("\xc3\xa9\xf0\x9f\x98\x80"));
	ck_span_eq(om_buf_span(&b), "\"\xc3\xa9\xf0\x9f\x98\x80\"");
	om_buf_reset(&b);
	om_json_quote(&b, OM_SPAN_NONE);
	ck_span_eq(om_buf_span(&b), "\"\"");
	om_buf_free(&b);
}
END_TEST

/* What is looked at together is told apart: a sign at any place counts. */
START_TEST(a_sign_is_escaped_wherever_it_stands)
{
	for (size_t n = 1; n <= 50; n++)
		for (size_t at = 0; at < n; at++)
			for (unsigned c = 0; c < 256; c++) {
				struct om_buf b = OM_BUF(100);
				bool plain = c >= ' ' && c != 0x7f &&
					     (c == 0 || strchr("\"&<>\\",
							    (int)c) == NULL);
				char text[50];

				memset(text, 'a', n);
				text[at] = (char)c;
				om_json_quote(&b, om_span_bytes(text, n));
				ck_assert_int_eq(b.n == n + 2, plain);
				om_buf_free(&b);
			}
}
END_TEST

/* Another reader gets back what was written, for each character in turn. */
START_TEST(what_is_quoted_is_read_again_by_another_parser)
{
	for (unsigned c = 0; c < 128; c++) {
		struct om_buf b = OM_BUF(100);
		char text[] = { 'a', (char)c, 'b' };
		json_t *value;

		om_json_quote(&b, om_span_bytes(text, sizeof(text)));
		value = json_loadb(
		    b.p, b.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
		ck_assert_msg(value != NULL, "character %u", c);
		ck_assert_uint_eq(json_string_length(value), 3);
		ck_assert_int_eq(memcmp(json_string_value(value), text, 3), 0);
		json_decref(value);
		om_buf_free(&b);
	}
}
END_TEST

START_TEST(the_buffer_remembers_that_it_was_too_small)
{
	struct om_buf b = OM_BUF(5);
	struct om_json j = OM_JSON(&b, false);

	om_json_object(&j, NULL);
	om_json_string(&j, "name", "Ana");
	om_json_end_object(&j);
	ck_code(om_buf_check(&b, "the document"), OM_LIMIT);
	om_buf_free(&b);
}
END_TEST

OM_SUITE(base_json)
{
	tcase_add_test(tests, an_object_is_written_without_spaces);
	tcase_add_test(tests, levels_nest_and_may_be_empty);
	tcase_add_test(tests, people_get_two_spaces_a_level);
	tcase_add_test(tests, a_key_may_be_data);
	tcase_add_test(tests, characters_are_escaped_as_the_standard_asks);
	tcase_add_test(tests, a_sign_is_escaped_wherever_it_stands);
	tcase_add_test(tests, what_is_quoted_is_read_again_by_another_parser);
	tcase_add_test(tests, the_buffer_remembers_that_it_was_too_small);
}
