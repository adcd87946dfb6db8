#include "test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "format/json_reader.h"

static struct om_arena arena;

static int
read_text(struct om_value **out, const char *text)
{
	return om_json_read(out, &arena, om_span_of(text), NULL);
}

static struct om_value *
accepted(const char *text)
{
	struct om_value *v = NULL;

	ck_ok(read_text(&v, text));
	ck_assert_ptr_nonnull(v);
	return v;
}

static void
refused(struct om_span text, int code, const char *message)
{
	struct om_value *v = NULL;

	ck_code(om_json_read(&v, &arena, text, NULL), code);
	ck_assert_ptr_null(v);
	ck_assert_str_eq(om_failure(), message);
}

static void
clean(void)
{
	om_arena_free(&arena);
}

START_TEST(an_object_keeps_its_members_in_order)
{
	struct om_value *v =
	    accepted("{\"b\": \"x\", \"a\": [1, true], \"c\": {}}");
	struct om_value *m = v->first;

	ck_assert_int_eq(v->type, OM_VALUE_OBJECT);
	ck_assert_uint_eq(v->count, 3);
	ck_span_eq(m->key, "b");
	ck_assert_int_eq(m->type, OM_VALUE_STRING);
	ck_span_eq(m->text, "x");
	ck_span_eq(m->raw, "\"x\"");
	m = m->next;
	ck_span_eq(m->key, "a");
	ck_assert_int_eq(m->type, OM_VALUE_ARRAY);
	ck_assert_uint_eq(m->count, 2);
	ck_span_eq(m->raw, "[1, true]");
	ck_assert_int_eq(m->first->type, OM_VALUE_NUMBER);
	ck_span_eq(m->first->text, "1");
	ck_assert_int_eq(m->first->next->type, OM_VALUE_TRUE);
	ck_assert_ptr_null(m->first->next->next);
	m = m->next;
	ck_assert_int_eq(m->type, OM_VALUE_OBJECT);
	ck_assert_ptr_null(m->first);
	ck_assert_uint_eq(m->count, 0);
	ck_assert_ptr_null(m->next);
}
END_TEST

START_TEST(spans_point_into_the_input_where_nothing_is_escaped)
{
	static const char text[] = "[\"plain\",\"tab\\t\"]";
	struct om_value *v = accepted(text)->first;

	ck_assert_ptr_eq(v->text.p, text + 2);
	ck_assert(om_value_is_verbatim(v));
	ck_assert_ptr_eq(v->next->raw.p, text + 9);
	ck_assert_uint_eq(v->next->raw.n, 7);
	ck_span_eq(v->next->text, "tab\t");
	ck_assert(!om_value_is_verbatim(v->next));
}
END_TEST

/* RFC 8259, section 2: any value is a text, white space stands around it. */
static const struct {
	const char *text;
	enum om_value_type type;
	const char *raw;
} texts[] = {
	{ "null", OM_VALUE_NULL, "null" },
	{ " true\n", OM_VALUE_TRUE, "true" },
	{ "\t\r\n false ", OM_VALUE_FALSE, "false" },
	{ "\"\"", OM_VALUE_STRING, "\"\"" },
	{ "0", OM_VALUE_NUMBER, "0" },
	{ "-0", OM_VALUE_NUMBER, "-0" },
	{ "-0.0e-0", OM_VALUE_NUMBER, "-0.0e-0" },
	{ "10.25E+2", OM_VALUE_NUMBER, "10.25E+2" },
	{ "1e9999", OM_VALUE_NUMBER, "1e9999" },
	{ "123456789012345678901234567890", OM_VALUE_NUMBER,
	    "123456789012345678901234567890" },
	{ "[]", OM_VALUE_ARRAY, "[]" },
	{ "[ ]", OM_VALUE_ARRAY, "[ ]" },
	{ "{ }", OM_VALUE_OBJECT, "{ }" },
	{ " [ [ ] , { } ] ", OM_VALUE_ARRAY, "[ [ ] , { } ]" },
	{ "{ \"a\" : 1 , \"b\" : 2 }", OM_VALUE_OBJECT,
	    "{ \"a\" : 1 , \"b\" : 2 }" },
};

START_TEST(every_kind_of_value_is_a_text)
{
	struct om_value *v = accepted(texts[_i].text);

	ck_assert_int_eq(v->type, texts[_i].type);
	ck_span_eq(v->raw, texts[_i].raw);
	clean();
}
END_TEST

static const struct {
	const char *text, *decoded;
} strings[] = {
	{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
	{ "\"\\u0041\\u00e9\\u20AC\"", "A\xc3\xa9\xe2\x82\xac" },
	{ "\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80" },
	{ "\"\\uD800\\uDC00\"", "\xf0\x90\x80\x80" },
	{ "\"\\uDBFF\\uDFFF\"", "\xf4\x8f\xbf\xbf" },
	{ "\"\\u0001\"", "\x01" },
	{ "\"\\u007f\\u0080\\u07ff\\u0800\\uffff\"",
	    "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf" },
	{ "\"\x7f\"", "\x7f" },
	{ "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"",
	    "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" },
	{ "\"a\xc3\xa9\\n\"", "a\xc3\xa9\n" },
	{ "\"sixteen bytes it\\u0021 and more behind the word\"",
	    "sixteen bytes it! and more behind the word" },
};

START_TEST(strings_are_decoded)
{
	struct om_value *v = accepted(strings[_i].text);

	ck_span_eq(v->text, strings[_i].decoded);
	ck_span_eq(v->raw, strings[_i].text);
	clean();
}
END_TEST

START_TEST(keys_are_decoded_too)
{
	struct om_value *v = accepted("{\"\\u0065mail\":1}");

	ck_span_eq(v->first->key, "email");
	ck_assert_ptr_eq(om_value_member(v, "email"), v->first);
}
END_TEST

static const struct {
	struct om_span text;
	const char *message;
} faulty[] = {
	{ { "", 0 }, "the text ends in the middle at byte 0" },
	{ { " ", 1 }, "the text ends in the middle at byte 1" },
	{ { "[", 1 }, "the text ends in the middle at byte 1" },
	{ { "[1", 2 }, "the text ends in the middle at byte 2" },
	{ { "[1,", 3 }, "the text ends in the middle at byte 3" },
	{ { "{", 1 }, "the text ends in the middle at byte 1" },
	{ { "{\"a\"", 4 }, "the text ends in the middle at byte 4" },
	{ { "{\"a\":", 5 }, "the text ends in the middle at byte 5" },
	{ { "{\"a\":1", 6 }, "the text ends in the middle at byte 6" },
	{ { "{\"a\":1,", 7 }, "the text ends in the middle at byte 7" },
	{ { "\"", 1 }, "the text ends in the middle at byte 1" },
	{ { "\"a\\", 3 }, "the text ends in the middle at byte 3" },
	{ { "\"a\\\"", 4 }, "the text ends in the middle at byte 4" },
	{ { "tru", 3 }, "the text ends in the middle at byte 3" },
	{ { "-", 1 }, "the text ends in the middle at byte 1" },
	{ { "1.", 2 }, "the text ends in the middle at byte 2" },
	{ { "1e+", 3 }, "the text ends in the middle at byte 3" },
	{ { "[,]", 3 }, "not a value at byte 1" },
	{ { "[1,]", 4 }, "not a value at byte 3" },
	{ { "[1 2]", 5 }, "neither ',' nor ']' at byte 3" },
	{ { "[1}", 3 }, "neither ',' nor ']' at byte 2" },
	{ { "{\"a\":1]", 7 }, "neither ',' nor '}' at byte 6" },
	{ { "{\"a\":1,}", 8 }, "not a key at byte 7" },
	{ { "{1:2}", 5 }, "not a key at byte 1" },
	{ { "{'a':1}", 7 }, "not a key at byte 1" },
	{ { "{\"a\" 1}", 7 }, "no ':' behind a key at byte 5" },
	{ { "{\"a\"::1}", 8 }, "not a value at byte 5" },
	{ { "True", 4 }, "not a value at byte 0" },
	{ { "nul!", 4 }, "not a value at byte 3" },
	{ { "NaN", 3 }, "not a value at byte 0" },
	{ { "+1", 2 }, "not a value at byte 0" },
	{ { ".5", 2 }, "not a value at byte 0" },
	{ { "-Infinity", 9 }, "not a value at byte 1" },
	{ { "01", 2 }, "something behind the value at byte 1" },
	{ { "-01", 3 }, "something behind the value at byte 2" },
	{ { "0x1", 3 }, "something behind the value at byte 1" },
	{ { "1.e1", 4 }, "not a number at byte 2" },
	{ { "1e!", 3 }, "not a number at byte 2" },
	{ { "1 2", 3 }, "something behind the value at byte 2" },
	{ { "{}}", 3 }, "something behind the value at byte 2" },
	{ { "[]//", 4 }, "something behind the value at byte 2" },
	{ { "\xef\xbb\xbf{}", 5 }, "not a value at byte 0" },
	{ { "\xc2\xa0{}", 4 }, "not a value at byte 0" },
	{ { "\"\n\"", 3 }, "a control character in a string at byte 1" },
	{ { "\"\x1f\"", 3 }, "a control character in a string at byte 1" },
	{ { "\"\\\n\"", 4 }, "a control character in a string at byte 2" },
	{ { "\"a\0b\"", 5 }, "NUL in a string at byte 2" },
	{ { "\"\\u0000\"", 8 }, "NUL in a string at byte 7" },
	{ { "\0", 1 }, "not a value at byte 0" },
	{ { "{}\0", 3 }, "something behind the value at byte 2" },
	{ { "\"\\x41\"", 6 }, "an unknown escape at byte 1" },
	{ { "\"\\\xc3\xa9\"", 5 }, "an unknown escape at byte 1" },
	{ { "\"\\u12\"", 6 }, "\\u without four hexadecimal digits at byte 1" },
	{ { "\"\\u12g4\"", 8 },
	    "\\u without four hexadecimal digits at byte 1" },
	{ { "\"\\ud800\"", 8 }, "half a surrogate pair at byte 7" },
	{ { "\"\\udc00\"", 8 }, "half a surrogate pair at byte 7" },
	{ { "\"\\ud800x\"", 9 }, "half a surrogate pair at byte 7" },
	{ { "\"\\ud800\\u0041\"", 14 }, "half a surrogate pair at byte 13" },
	{ { "\"\xff\"", 3 }, "a string is not UTF-8 at byte 0" },
	{ { "\"\xc0\xaf\"", 4 }, "a string is not UTF-8 at byte 0" },
	{ { "\"\xed\xa0\x80\"", 5 }, "a string is not UTF-8 at byte 0" },
	{ { "\"\xe2\x82\"", 4 }, "a string is not UTF-8 at byte 0" },
	{ { "\"eight by\x80tes\"", 14 }, "a string is not UTF-8 at byte 0" },
	{ { "{\"\xff\":1}", 7 }, "a string is not UTF-8 at byte 1" },
	{ { "[\"a\",\"\xff\"]", 9 }, "a string is not UTF-8 at byte 5" },
	{ { "{\"a\":1,\"a\":2}", 13 }, "a doubled key at byte 7" },
	{ { "{\"a\":1,\"\\u0061\":2}", 18 }, "a doubled key at byte 7" },
	{ { "{\"\":1,\"\":2}", 11 }, "a doubled key at byte 6" },
};

START_TEST(what_is_no_json_is_refused_with_its_place)
{
	refused(faulty[_i].text, OM_INPUT, faulty[_i].message);
	clean();
}
END_TEST

START_TEST(the_later_of_two_equal_keys_is_named)
{
	struct om_buf b = OM_BUF(4096), message = OM_BUF(128);
	struct om_value *v;

	om_buf_byte(&b, '{');
	for (int i = 0; i < 40; i++)
		om_buf_format(&b, "\"k%d\":1,", i);
	om_buf_text(&b, "\"k7\":2,\"x\":3}");
	om_buf_format(&message, "a doubled key before the value at byte %zu",
	    b.n - strlen("2,\"x\":3}"));
	ck_code(om_json_read(&v, &arena, om_buf_span(&b), NULL), OM_INPUT);
	ck_assert_str_eq(om_failure(), message.p);
	om_buf_free(&b);
	om_buf_free(&message);
	clean();
}
END_TEST

START_TEST(a_key_may_stand_again_in_another_object)
{
	ck_assert_uint_eq(
	    accepted("{\"a\":{\"a\":1},\"b\":{\"a\":2}}")->count, 2);
}
END_TEST

/* Builds {"k0":0,...} with n members and the last key as given. */
static void
many_members(struct om_buf *b, size_t n, const char *last)
{
	om_buf_byte(b, '{');
	for (size_t i = 0; i < n; i++)
		om_buf_format(b, "\"k%zu\":%zu,", i, i);
	om_buf_format(b, "\"%s\":0}", last);
}

START_TEST(doubled_keys_are_seen_in_small_and_large_objects)
{
	for (size_t n = 1; n < 300; n += n < 20 ? 1 : 93) {
		struct om_buf b = OM_BUF(1 << 16);
		struct om_value *v;

		many_members(&b, n, "other");
		ck_ok(om_json_read(&v, &arena, om_buf_span(&b), NULL));
		ck_assert_uint_eq(v->count, n + 1);
		for (int place = 0; place < 2; place++) {
			om_buf_reset(&b);
			many_members(&b, n, place == 0 ? "k0" : "\\u006b0");
			ck_code(om_json_read(&v, &arena, om_buf_span(&b), NULL),
			    OM_INPUT);
			ck_assert_ptr_nonnull(
			    strstr(om_failure(), "a doubled key"));
		}
		om_buf_free(&b);
	}
	clean();
}
END_TEST

START_TEST(nesting_has_a_limit)
{
	struct om_json_limits limits = { .depth = 3 };
	struct om_value *v;

	ck_ok(om_json_read(&v, &arena, OM_SPAN("[{\"a\":[]},[[]]]"), &limits));
	ck_code(
	    om_json_read(&v, &arena, OM_SPAN("[[[[]]]]"), &limits), OM_LIMIT);
	ck_assert_str_eq(om_failure(), "nested too deeply at byte 3");
	clean();
}
END_TEST

START_TEST(thousands_of_brackets_are_a_limit_and_no_crash)
{
	struct om_json_limits limits = { .depth = SIZE_MAX };
	struct om_buf b = OM_BUF(1 << 20);
	struct om_value *v;

	for (size_t i = 0; i < 100000; i++)
		om_buf_byte(&b, '[');
	ck_code(om_json_read(&v, &arena, om_buf_span(&b), NULL), OM_LIMIT);
	ck_assert_str_eq(om_failure(), "nested too deeply at byte 64");
	ck_code(om_json_read(&v, &arena, om_buf_span(&b), &limits), OM_LIMIT);
	ck_assert_str_eq(om_failure(), "nested too deeply at byte 512");
	om_buf_reset(&b);
	for (size_t i = 0; i < 100000; i++)
		om_buf_text(&b, "{\"a\":");
	ck_code(om_json_read(&v, &arena, om_buf_span(&b), NULL), OM_LIMIT);
	om_buf_free(&b);
	clean();
}
END_TEST

START_TEST(strings_and_numbers_have_a_limit)
{
	struct om_json_limits limits = { .string = 4 };
	struct om_value *v;

	ck_ok(om_json_read(&v, &arena,
	    OM_SPAN("[\"abcd\",1234,\"\\u0061\\u0062\"]"), &limits));
	ck_code(om_json_read(&v, &arena, OM_SPAN("[\"abcde\"]"), &limits),
	    OM_LIMIT);
	ck_assert_str_eq(om_failure(), "a string is too long at byte 1");
	ck_code(om_json_read(&v, &arena, OM_SPAN("{\"abcde\":1}"), &limits),
	    OM_LIMIT);
	ck_code(
	    om_json_read(&v, &arena, OM_SPAN("[12345]"), &limits), OM_LIMIT);
	ck_assert_str_eq(om_failure(), "a number is too long at byte 1");
	clean();
}
END_TEST

START_TEST(a_string_of_ten_megabytes_needs_a_higher_limit)
{
	struct om_json_limits limits = { .string = 10 << 20 };
	struct om_buf b = OM_BUF((10 << 20) + 2);
	struct om_value *v;

	om_buf_byte(&b, '"');
	for (size_t i = 0; i < 10 << 20; i++)
		om_buf_byte(&b, 'x');
	om_buf_byte(&b, '"');
	ck_ok(om_buf_check(&b, "string"));
	ck_code(om_json_read(&v, &arena, om_buf_span(&b), NULL), OM_LIMIT);
	ck_ok(om_json_read(&v, &arena, om_buf_span(&b), &limits));
	ck_assert_uint_eq(v->text.n, 10 << 20);
	ck_assert_ptr_eq(v->text.p, b.p + 1);
	om_buf_free(&b);
	clean();
}
END_TEST

START_TEST(the_number_of_values_has_a_limit)
{
	struct om_json_limits limits = { .values = 4 };
	struct om_value *v;

	ck_ok(om_json_read(&v, &arena, OM_SPAN("[1,{\"a\":2}]"), &limits));
	ck_code(om_json_read(&v, &arena, OM_SPAN("[1,{\"a\":2},3]"), &limits),
	    OM_LIMIT);
	ck_assert_str_eq(om_failure(), "too many values at byte 11");
	clean();
}
END_TEST

/* Every prefix and every changed byte: a code or a value, never a crash. */
START_TEST(any_damage_is_survived)
{
	static const char text[] =
	    "{\"source\":\"shop\",\"identifiers\":[{\"type\":\"email\","
	    "\"value\":\"zo\xc3\xab\\u0040mail.example\"}],\"n\":-1.5e+3}";
	static const char bytes[] = "\"\\{}[]:,0e\xff\xc3\n \0u";

	for (size_t i = 0; i < sizeof(text); i++) {
		char *part =
		    (char *)om_arena_copy(&arena, om_span_bytes(text, i)).p;
		struct om_value *v;

		ck_assert((om_json_read(&v, &arena, om_span_bytes(part, i),
			       NULL) == OM_OK) == (i == sizeof(text) - 1));
		for (size_t k = 0; i > 0 && k < sizeof(bytes); k++) {
			char *whole = (char *)om_arena_copy(
			    &arena, om_span_bytes(text, sizeof(text) - 1))
					  .p;

			whole[i - 1] = bytes[k];
			(void)!om_json_read(&v, &arena,
			    om_span_bytes(whole, sizeof(text) - 1), NULL);
		}
		om_arena_wipe(&arena);
	}
	clean();
}
END_TEST

OM_SUITE(format_json_reader)
{
	tcase_add_test(tests, an_object_keeps_its_members_in_order);
	tcase_add_test(
	    tests, spans_point_into_the_input_where_nothing_is_escaped);
	tcase_add_loop_test(tests, every_kind_of_value_is_a_text, 0,
	    sizeof(texts) / sizeof(texts[0]));
	tcase_add_loop_test(tests, strings_are_decoded, 0,
	    sizeof(strings) / sizeof(strings[0]));
	tcase_add_test(tests, keys_are_decoded_too);
	tcase_add_loop_test(tests, what_is_no_json_is_refused_with_its_place, 0,
	    sizeof(faulty) / sizeof(faulty[0]));
	tcase_add_test(tests, the_later_of_two_equal_keys_is_named);
	tcase_add_test(tests, a_key_may_stand_again_in_another_object);
	tcase_add_test(tests, doubled_keys_are_seen_in_small_and_large_objects);
	tcase_add_test(tests, nesting_has_a_limit);
	tcase_add_test(tests, thousands_of_brackets_are_a_limit_and_no_crash);
	tcase_add_test(tests, strings_and_numbers_have_a_limit);
	tcase_add_test(tests, a_string_of_ten_megabytes_needs_a_higher_limit);
	tcase_add_test(tests, the_number_of_values_has_a_limit);
	tcase_add_test(tests, any_damage_is_survived);
}
