#include "test.h"

#include "cmd/list.h"

static const struct om_column columns[] = {
	{ "name", "NAME", false }, { "count", "COUNT", true },
	{ "open", "OPEN", false }, { "at", NULL, false },   /* for programs */
	{ "tags", "TAGS", false }, { NULL, "HINT", false }, /* for people */
};
enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

static void
fill(struct om_list *l, struct om_output *o)
{
	static const char *const tags[] = { "x", "y" };

	om_list_begin(l, o, "things", columns, COLUMNS);
	om_list_string(l, "one");
	om_list_int(l, 12);
	om_list_bool(l, true);
	om_list_time(l, 0);
	om_list_strings(l, tags, 2);
	om_list_string(l, "see two");
	om_list_text(l, OM_SPAN("t\"wo"));
	om_list_null(l);
	om_list_bool(l, false);
	om_list_null(l);
	om_list_strings(l, tags, 0);
	om_list_raw(l, OM_SPAN("7"));
}

static void
check_list(enum om_shape shape, const char *wanted)
{
	struct om_output o;
	struct om_list l;

	om_output_open(&o, -1);
	o.shape = shape;
	fill(&l, &o);
	om_list_end(&l);
	ck_span_eq(om_buf_span(&o.pending), wanted);
	om_buf_free(&o.pending);
}

START_TEST(people_get_a_table_of_the_columns_with_titles)
{
	check_list(OM_SHAPE_TABLE, "NAME  COUNT  OPEN  TAGS  HINT\n"
				   "one      12  yes   x, y  see two\n"
				   "t\"wo      -  no          7\n");
}
END_TEST

START_TEST(programs_get_an_object_a_line)
{
	check_list(OM_SHAPE_NDJSON,
	    "{\"name\":\"one\",\"count\":12,\"open\":true,"
	    "\"at\":\"1970-01-01T00:00:00.000Z\",\"tags\":[\"x\",\"y\"]}\n"
	    "{\"name\":\"t\\\"wo\",\"count\":null,\"open\":false,"
	    "\"at\":null,\"tags\":[]}\n");
}
END_TEST

START_TEST(programs_get_one_document)
{
	check_list(OM_SHAPE_JSON,
	    "{\n  \"things\": [\n"
	    "    {\n      \"name\": \"one\",\n      \"count\": 12,\n"
	    "      \"open\": true,\n"
	    "      \"at\": \"1970-01-01T00:00:00.000Z\",\n"
	    "      \"tags\": [\n        \"x\",\n        \"y\"\n      ]\n"
	    "    },\n"
	    "    {\n      \"name\": \"t\\\"wo\",\n      \"count\": null,\n"
	    "      \"open\": false,\n      \"at\": null,\n"
	    "      \"tags\": []\n    }\n"
	    "  ]\n}\n");
}
END_TEST

START_TEST(a_document_may_have_members_behind_its_list)
{
	struct om_output o;
	struct om_list l;

	om_output_open(&o, -1);
	o.shape = OM_SHAPE_JSON;
	om_list_begin(&l, &o, "things", columns, COLUMNS);
	om_list_end_rows(&l);
	om_json_int(l.json, "total", 0);
	om_list_end(&l);
	ck_span_eq(om_buf_span(&o.pending),
	    "{\n  \"things\": [],\n  \"total\": 0\n}\n");
	om_buf_free(&o.pending);
}
END_TEST

START_TEST(a_list_without_rows_is_empty_in_each_shape)
{
	static const char *const wanted[] = { "", "{\n  \"things\": []\n}\n",
		"" };

	for (int shape = OM_SHAPE_TABLE; shape <= OM_SHAPE_NDJSON; shape++) {
		struct om_output o;
		struct om_list l;

		om_output_open(&o, -1);
		o.shape = (enum om_shape)shape;
		om_list_begin(&l, &o, "things", columns, COLUMNS);
		om_list_end(&l);
		ck_span_eq(om_buf_span(&o.pending), wanted[shape]);
		om_buf_free(&o.pending);
	}
}
END_TEST

OM_SUITE(cmd_list)
{
	tcase_add_test(tests, people_get_a_table_of_the_columns_with_titles);
	tcase_add_test(tests, programs_get_an_object_a_line);
	tcase_add_test(tests, programs_get_one_document);
	tcase_add_test(tests, a_document_may_have_members_behind_its_list);
	tcase_add_test(tests, a_list_without_rows_is_empty_in_each_shape);
}
