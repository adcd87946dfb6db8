#include "test.h"

#include "format/csv_map.h"

static struct om_arena arena;

/*
 * The objects that a map (NULL: none) makes of rows, as JSON, one behind the
 * other; "!" and the message where it fails.
 */
static void
show(struct om_buf *b, const char *map_text, const char *rows)
{
	struct om_csv_binding *binding = NULL;
	struct om_csv_map *map = NULL;
	struct om_source source;
	struct om_csv_row row;
	struct om_csv csv;
	int rc;

	if (map_text != NULL)
		ck_ok(om_csv_map_parse(&map, "map.json", om_span_of(map_text)));
	om_source_memory(&source, "rows.csv", om_span_of(rows), 0, 0);
	ck_ok(om_csv_open(&csv, &source, NULL));
	rc = om_csv_bind(&binding, map, &csv);
	if (rc != OM_OK)
		om_buf_format(b, "!%d %s", rc, om_failure());
	while (rc == OM_OK && om_csv_next(&row, &csv, &arena) > 0) {
		struct om_json j = OM_JSON(b, false);

		om_value_write(&j, NULL, om_csv_object(binding, &row, &arena));
	}
	om_csv_binding_free(binding);
	om_csv_close(&csv);
	om_csv_map_free(map);
	om_arena_free(&arena);
}

#define MAP(more)                                                     \
	"{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":[" \
	"{\"type\":\"email\",\"column\":\"Mail\"},"                   \
	"{\"type\":\"email\",\"column\":\"Work mail\"},"              \
	"{\"type\":\"phone_number\",\"column\":\"Phone\"}]" more "}"

#define HEAD "Mail,Phone,Work mail,First,Last,City,ID,Made\n"
#define ROW "a@mail.example,,a@work.example,Ana,Silva,Lisboa,7,2026-01-02\n"
#define BEGIN                                                         \
	"{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":[" \
	"{\"type\":\"email\",\"value\":\"a@mail.example\"},"          \
	"{\"type\":\"email\",\"value\":\"a@work.example\"}],\"attributes\":"

static const struct {
	const char *map, *rows, *objects;
} cases[] = {
	{ MAP(""), HEAD ROW, BEGIN "{}}" },
	{ MAP(",\"attributes\":{\"town\":\"City\",\"f\":\"First\"}"), HEAD ROW,
	    BEGIN "{\"town\":\"Lisboa\",\"f\":\"Ana\"}}" },
	{ MAP(",\"attributes\":\"*\""), HEAD ROW,
	    BEGIN "{\"First\":\"Ana\",\"Last\":\"Silva\",\"City\":\"Lisboa\","
		  "\"ID\":\"7\",\"Made\":\"2026-01-02\"}}" },
	{ MAP(",\"attributes\":\"*\",\"name\":{\"columns\":"
	      "[\"First\",\"Last\"]},\"user_id\":\"ID\","
	      "\"created_at\":\"Made\",\"updated_at\":\"Made\""),
	    HEAD ROW,
	    BEGIN "{\"City\":\"Lisboa\"},\"name\":\"Ana Silva\","
		  "\"user_id\":\"7\",\"created_at\":\"2026-01-02\","
		  "\"updated_at\":\"2026-01-02\"}" },
	{ MAP(",\"name\":\"First\""), HEAD ROW, BEGIN "{},\"name\":\"Ana\"}" },
	/* Empty cells, and those of blanks, are left out. */
	{ MAP(",\"attributes\":\"*\",\"name\":{\"columns\":"
	      "[\"First\",\"Last\"]}"),
	    HEAD ",,,, Silva , ,\"\",\"\"\n",
	    "{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":[],"
	    "\"attributes\":{},\"name\":\" Silva \"}" },
	/* The cell's own bytes, decoded. */
	{ MAP(",\"name\":\"First\""),
	    HEAD "a@mail.example,,a@work.example,\"An \"\"a\"\"\",,,,\n",
	    BEGIN "{},\"name\":\"An \\\"a\\\"\"}" },
	/* An empty input has no columns and no rows, so nothing lacks. */
	{ MAP(""), "", "" },
	{ MAP(""), "Mail,Phone\n",
	    "!-1 map.json: no column \"Work mail\" in rows.csv" },
	{ MAP(""), "Mail,Phone,work mail\n",
	    "!-1 map.json: no column \"Work mail\" in rows.csv" },
	{ MAP(",\"attributes\":\"*\""), HEAD, "" },
	{ MAP(",\"attributes\":\"*\""), "a,Mail,Phone,Work mail,b,a\n",
	    "!-2 rows.csv:1: columns 1 and 6 have the same name" },
	/* One that the map names is not guessed, one that it does not is
	   nobody's. */
	{ MAP(""), "\na,Mail,Phone,Work mail,Mail\n",
	    "!-2 rows.csv:2: columns 2 and 5 have the same name" },
	{ MAP(",\"name\":{\"columns\":[\"First\",\"Last\"]}"),
	    "Mail,Phone,Work mail,Last,First,Last\n",
	    "!-2 rows.csv:1: columns 4 and 6 have the same name" },
	{ MAP(""), "a,Mail,Phone,Work mail,b,a\n", "" },
	/* Without a map: a member for each column. */
	{ NULL, "a,,c\n1,2,3\n,,\n",
	    "{\"a\":\"1\",\"column 2\":\"2\",\"c\":\"3\"}{}" },
	{ NULL, "a,b,a\n",
	    "!-2 rows.csv:1: columns 1 and 3 have the same name" },
	{ NULL, "", "" },
};

START_TEST(a_row_becomes_an_object)
{
	struct om_buf b = OM_BUF(4096);

	show(&b, cases[_i].map, cases[_i].rows);
	ck_span_eq(om_buf_span(&b), cases[_i].objects);
	om_buf_free(&b);
}
END_TEST

START_TEST(a_value_knows_its_cell)
{
	static const char text[] = "a,b\n1,\"2\"\n";
	struct om_csv_binding *binding;
	struct om_source source;
	struct om_csv_row row;
	struct om_csv csv;
	struct om_value *v;

	om_source_memory(&source, "rows.csv", om_span_of(text), 0, 0);
	ck_ok(om_csv_open(&csv, &source, NULL));
	ck_ok(om_csv_bind(&binding, NULL, &csv));
	ck_assert_int_eq(om_csv_next(&row, &csv, &arena), 1);
	v = om_csv_object(binding, &row, &arena);
	ck_assert_ptr_eq(om_value_member(v, "b")->raw.p, text + 6);
	ck_span_eq(om_value_member(v, "b")->raw, "\"2\"");
	ck_assert(om_value_is_verbatim(om_value_member(v, "b")));
	ck_assert_uint_eq(v->count, 2);
	om_csv_binding_free(binding);
	om_csv_binding_free(NULL);
	om_csv_close(&csv);
	om_arena_free(&arena);
}
END_TEST

OM_SUITE(format_csv_bind)
{
	tcase_add_loop_test(tests, a_row_becomes_an_object, 0,
	    sizeof(cases) / sizeof(cases[0]));
	tcase_add_test(tests, a_value_knows_its_cell);
}
