#include "test.h"

#include "base/config.h"
#include "base/file.h"
#include "base/memory.h"

static const struct om_config_key keys[] = {
	{ "name", OM_CONFIG_STRING, true },
	{ "count", OM_CONFIG_INTEGER, false },
	{ "strict", OM_CONFIG_BOOLEAN, false },
	{ "items", OM_CONFIG_ARRAY, false },
	{ "words", OM_CONFIG_STRINGS, false },
	{ "inner", OM_CONFIG_OBJECT, false },
	{ "any", OM_CONFIG_ANY, false },
};
enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

static int
check_text(const char *text)
{
	struct om_config c;
	int rc = om_config_parse(&c, "f.json", om_span_of(text));

	if (rc == OM_OK)
		rc = om_config_check(&c, "", c.root, keys, KEYS);
	om_config_close(&c);
	return rc;
}

START_TEST(all_types_of_values_pass)
{
	ck_ok(check_text("{\"name\":\"a\",\"count\":1,\"strict\":true,"
			 "\"items\":[1,\"b\"],\"words\":[\"c\"],"
			 "\"inner\":{},\"any\":null}"));
	ck_ok(check_text("{\"name\":\"a\",\"strict\":false,\"words\":[]}"));
	ck_ok(check_text("{\"name\":\"a\",\"any\":[{}]}"));
}
END_TEST

START_TEST(each_wrong_type_is_named)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "{\"name\":1}", "f.json:1: name must be a string" },
		{ "{\"name\":\"a\",\n\"count\":1.5}",
		    "f.json:2: count must be an integer" },
		{ "{\"name\":\"a\",\"strict\":1}",
		    "f.json:1: strict must be true or false" },
		{ "{\"name\":\"a\",\"items\":{}}",
		    "f.json:1: items must be an array" },
		{ "{\"name\":\"a\",\"words\":[\"b\",1]}",
		    "f.json:1: words must be an array of strings" },
		{ "{\"name\":\"a\",\"words\":\"b\"}",
		    "f.json:1: words must be an array of strings" },
		{ "{\"name\":\"a\",\n\n\"inner\":[]}",
		    "f.json:3: inner must be an object" },
		{ "{\"name\":\"a\",\n\"nmae\":1}",
		    "f.json:2: nmae is not a known key" },
		{ "{\n\"count\":1}", "f.json:1: name is missing" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_code(check_text(cases[i].text), OM_USAGE);
		ck_assert_str_eq(om_failure(), cases[i].message);
	}
}
END_TEST

START_TEST(what_is_no_json_object_is_refused_with_its_line)
{
	ck_code(check_text("{\n\"name\": }"), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "f.json:2: not valid JSON"));
	ck_code(check_text("[]"), OM_USAGE);
	ck_assert_str_eq(om_failure(), "f.json:1: not a JSON object");
	ck_code(check_text(""), OM_USAGE);
	ck_code(check_text("{} {}"), OM_USAGE);
	ck_code(check_text("{\"name\":\"a\xff\"}"), OM_USAGE);
}
END_TEST

START_TEST(a_key_given_twice_is_refused)
{
	ck_code(check_text("{\"name\":\"a\",\n\"name\":\"b\"}"), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "f.json:2:"));
}
END_TEST

START_TEST(a_value_that_is_no_object_has_no_keys)
{
	struct om_config c;

	ck_ok(om_config_parse(&c, "f.json", OM_SPAN("{\"rules\":\n[1]}")));
	ck_code(om_config_check(&c, "rules[0]",
		    json_array_get(json_object_get(c.root, "rules"), 0), keys,
		    KEYS),
	    OM_USAGE);
	ck_assert_str_eq(om_failure(), "f.json:2: rules[0] must be an object");
	ck_code(om_config_check(&c, "none", NULL, keys, KEYS), OM_USAGE);
	om_config_close(&c);
}
END_TEST

/* Lines counted by hand; the strings hold brackets, quotes and commas. */
START_TEST(a_path_leads_to_its_line)
{
	static const char text[] = "\n"
				   "{\n"
				   "  \"a\": \"]}\\\"{[,\",\n"
				   "  \"rules\": [\n"
				   "    { \"id\": \"one\", \"of\": [\n"
				   "      \"x\",\n"
				   "      [ ], {}, -1.5e3,\n"
				   "      \"y\" ] },\n"
				   "    { \"id\":\n"
				   "        \"two\", \"cite\": null }\n"
				   "  ],\n"
				   "  \"b\": { \"c\": { \"d\": [ 1,\n"
				   "    2 ] } }\n"
				   "}\n";
	static const struct {
		const char *path;
		int line;
	} cases[] = {
		{ "", 2 },
		{ "a", 3 },
		{ "rules", 4 },
		{ "rules[0]", 5 },
		{ "rules[0].id", 5 },
		{ "rules[0].of[0]", 6 },
		{ "rules[0].of[1]", 7 },
		{ "rules[0].of[3]", 7 },
		{ "rules[0].of[4]", 8 },
		{ "rules[1]", 9 },
		{ "rules[1].id", 10 },
		{ "rules[1].cite", 10 },
		{ "b.c.d[0]", 12 },
		{ "b.c.d[1]", 13 },
		/* What is not there has the line of what holds it. */
		{ "rules[1].missing", 9 },
		{ "rules[7]", 4 },
		{ "missing", 2 },
		{ "a.b", 3 },
		{ "a[0]", 3 },
	};
	struct om_config c;

	ck_ok(om_config_parse(&c, "f.json", om_span_of(text)));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct om_buf wanted = OM_BUF(200);

		ck_code(om_config_fail(&c, cases[i].path, "is odd"), OM_USAGE);
		om_buf_format(&wanted, "f.json:%d: %s%sis odd", cases[i].line,
		    cases[i].path, *cases[i].path == '\0' ? "" : " ");
		ck_assert_str_eq(om_failure(), wanted.p);
		om_buf_free(&wanted);
	}
	om_config_close(&c);
}
END_TEST

START_TEST(a_file_is_loaded_and_a_missing_one_not_found)
{
	char *path = om_path_join(om_test_folder(), "c.json");
	struct om_config c;

	ck_ok(om_file_create(path, OM_SPAN("{\"name\":\"a\"}"), 0600));
	ck_ok(om_config_load(&c, path));
	ck_assert_str_eq(c.file, path);
	ck_assert_str_eq(
	    json_string_value(json_object_get(c.root, "name")), "a");
	om_config_close(&c);
	ck_assert_ptr_null(c.root);
	om_config_close(&c);
	path[0] = '\0';
	ck_code(om_config_load(&c, path), OM_NOTFOUND);
	om_config_close(&c);
	om_free(path);
}
END_TEST

OM_SUITE(base_config)
{
	tcase_add_test(tests, all_types_of_values_pass);
	tcase_add_test(tests, each_wrong_type_is_named);
	tcase_add_test(tests, what_is_no_json_object_is_refused_with_its_line);
	tcase_add_test(tests, a_key_given_twice_is_refused);
	tcase_add_test(tests, a_value_that_is_no_object_has_no_keys);
	tcase_add_test(tests, a_path_leads_to_its_line);
	tcase_add_test(tests, a_file_is_loaded_and_a_missing_one_not_found);
}
