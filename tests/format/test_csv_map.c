#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "format/csv_map.h"

static const char least[] = "{\"source\":\"crm\",\"type\":\"customer\","
			    "\"identifiers\":[{\"type\":\"email\","
			    "\"column\":\"E-mail\"}]";

/* `least` with more members. */
static int
parse_with(struct om_csv_map **out, const char *more)
{
	struct om_buf b = OM_BUF(4096);
	int rc;

	om_buf_format(&b, "%s%s}", least, more);
	rc = om_csv_map_parse(out, "map.json", om_buf_span(&b));
	om_buf_free(&b);
	return rc;
}

static const char *const fine[] = {
	"",
	",\"attributes\":{}",
	",\"attributes\":\"*\"",
	",\"attributes\":{\"city\":\"City\"}",
	",\"name\":\"Full name\"",
	",\"name\":{\"columns\":[\"First\",\"Last\"]}",
	",\"user_id\":\"ID\",\"created_at\":\"C\",\"updated_at\":\"U\"",
	",\"delimiter\":\"\\t\"",
};

START_TEST(a_map_may_say_this)
{
	struct om_csv_map *map;

	ck_ok(parse_with(&map, fine[_i]));
	om_csv_map_free(map);
}
END_TEST

static const struct {
	const char *more, *message;
} wrong[] = {
	{ ",\"columns\":1", "map.json:1: columns is not a known key" },
	{ ",\"attributes\":\"all\"",
	    "map.json:1: attributes must be an object or \"*\"" },
	{ ",\"attributes\":[]",
	    "map.json:1: attributes must be an object or \"*\"" },
	{ ",\"attributes\":{\"city\":1}",
	    "map.json:1: attributes must name a column for city" },
	{ ",\"name\":1", "map.json:1: name must be an object" },
	{ ",\"name\":{}", "map.json:1: name.columns is missing" },
	{ ",\"name\":{\"columns\":[1]}",
	    "map.json:1: name.columns must be an array of strings" },
	{ ",\"user_id\":7", "map.json:1: user_id must be a string" },
	{ ",\"delimiter\":\"\"", "map.json:1: delimiter must be one "
				 "character, no quote and no line break" },
	{ ",\"delimiter\":\",,\"", "map.json:1: delimiter must be one "
				   "character, no quote and no line break" },
	{ ",\"delimiter\":\"\\\"\"", "map.json:1: delimiter must be one "
				     "character, no quote and no line break" },
};

START_TEST(a_map_may_not_say_that)
{
	struct om_csv_map *map = NULL;

	ck_code(parse_with(&map, wrong[_i].more), OM_USAGE);
	ck_assert_str_eq(om_failure(), wrong[_i].message);
	ck_assert_ptr_null(map);
}
END_TEST

START_TEST(a_map_needs_source_type_and_identifiers)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "{}", "m:1: source is missing" },
		{ "{\"source\":\"a\"}", "m:1: type is missing" },
		{ "{\"source\":\"a\",\"type\":\"b\"}",
		    "m:1: identifiers is missing" },
		{ "{\"source\":\"a\",\"type\":\"b\",\n\"identifiers\":[]}",
		    "m:2: identifiers must not be empty" },
		{ "{\"source\":\"a\",\"type\":\"b\",\n"
		  "\"identifiers\":[\n{\"type\":\"email\"}]}",
		    "m:3: identifiers[0].column is missing" },
		{ "{\"source\":\"a\",\"type\":\"b\",\"identifiers\":[1]}",
		    "m:1: identifiers[0] must be an object" },
		{ "[]", "m:1: not a JSON object" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct om_csv_map *map = NULL;

		ck_code(om_csv_map_parse(&map, "m", om_span_of(cases[i].text)),
		    OM_USAGE);
		ck_assert_str_eq(om_failure(), cases[i].message);
		ck_assert_ptr_null(map);
	}
}
END_TEST

START_TEST(a_map_is_loaded_from_a_file)
{
	char *path = om_path_join(om_test_folder(), "map.json");
	struct om_csv_map *map = NULL;

	ck_code(om_csv_map_load(&map, path), OM_NOTFOUND);
	ck_ok(om_file_replace(path,
	    OM_SPAN("{\"source\":\"crm\",\"type\":\"customer\","
		    "\"delimiter\":\";\",\"identifiers\":"
		    "[{\"type\":\"email\",\"column\":\"Mail\"}]}"),
	    0600));
	ck_ok(om_csv_map_load(&map, path));
	ck_assert_int_eq(om_csv_map_delimiter(map), ';');
	om_csv_map_free(map);
	om_csv_map_free(NULL);
	om_free(path);
}
END_TEST

OM_SUITE(format_csv_map)
{
	tcase_add_loop_test(
	    tests, a_map_may_say_this, 0, sizeof(fine) / sizeof(fine[0]));
	tcase_add_loop_test(
	    tests, a_map_may_not_say_that, 0, sizeof(wrong) / sizeof(wrong[0]));
	tcase_add_test(tests, a_map_needs_source_type_and_identifiers);
	tcase_add_test(tests, a_map_is_loaded_from_a_file);
}
