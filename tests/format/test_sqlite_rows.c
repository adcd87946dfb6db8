#include "format/sqlite_rows.h"

#include "sqlite_fixture.h"

#include "format/sqlite_columns.h"

enum { ROWS = 300 };

static struct om_fixture world;

/* Text that needs one to four bytes in UTF-8, of any length up to n. */
static void
bind_text(sqlite3_stmt *stmt, int i, size_t n)
{
	static const char *const pieces[] = { "a", "Z", "\303\251",
		"\342\202\254", "\360\237\230\200", " ", "0" };
	struct om_buf b = OM_BUF(1 << 20);

	om_buf_text(&b, "");
	while (b.n < n)
		om_buf_text(&b, pieces[om_fixture_random(&world) % 7]);
	sqlite3_bind_text(stmt, i, b.p, (int)b.n, SQLITE_TRANSIENT);
	om_buf_free(&b);
}

static void
bind_blob(sqlite3_stmt *stmt, int i, size_t n)
{
	unsigned char *p = om_new(n + 1, 1);

	for (size_t k = 0; k < n; k++)
		p[k] = (unsigned char)om_fixture_random(&world);
	sqlite3_bind_blob(stmt, i, p, (int)n, SQLITE_TRANSIENT);
	om_free(p);
}

/* An integer of any of the lengths that a record knows. */
static int64_t
random_integer(void)
{
	int64_t n = (int64_t)om_fixture_random(&world);

	switch (om_fixture_random(&world) % 12) {
	case 0:
		return INT64_MIN;
	case 1:
		return INT64_MAX;
	case 2:
		return 0;
	case 3:
		return 1;
	default:
		return n >> (om_fixture_random(&world) % 64);
	}
}

static void
bind_random(sqlite3_stmt *stmt, int i)
{
	static const size_t lengths[] = { 0, 3, 40, 60, 500, 1000, 9000,
		70000 };
	size_t n = lengths[om_fixture_random(&world) % 8];

	/* Few are long, so that most pages hold several. */
	if (n >= 9000 && om_fixture_random(&world) % 8 != 0)
		n = 20;
	n += om_fixture_random(&world) % 20;
	switch (om_fixture_random(&world) % 5) {
	case 0:
		sqlite3_bind_null(stmt, i);
		break;
	case 1:
		sqlite3_bind_int64(stmt, i, random_integer());
		break;
	case 2:
		sqlite3_bind_double(stmt, i, (double)random_integer() / 1024.0);
		break;
	case 3:
		bind_text(stmt, i, n);
		break;
	default:
		bind_blob(stmt, i, n);
		break;
	}
}

static void
fill(const char *sql, int columns)
{
	sqlite3_stmt *stmt;

	ck_assert_msg(
	    sqlite3_prepare_v2(world.db, sql, -1, &stmt, NULL) == SQLITE_OK,
	    "%s: %s", sql, sqlite3_errmsg(world.db));
	om_fixture_run(&world, "BEGIN");
	for (int k = 0; k < ROWS; k++) {
		sqlite3_bind_int64(
		    stmt, 1, k % 3 == 0 ? random_integer() : k * 7 - ROWS);
		for (int i = 2; i <= columns; i++)
			bind_random(stmt, i);
		ck_assert_int_eq(sqlite3_step(stmt), SQLITE_DONE);
		sqlite3_reset(stmt);
	}
	om_fixture_run(&world, "COMMIT");
	ck_assert_int_eq(sqlite3_finalize(stmt), SQLITE_OK);
}

static void
same_number(const struct om_sqlite_value *v, sqlite3_stmt *stmt, int i)
{
	double real = sqlite3_column_double(stmt, i);

	/* A column of type REAL may store a whole number as an integer. */
	if (v->type == OM_SQLITE_INTEGER)
		ck_assert(sqlite3_column_int64(stmt, i) == v->integer);
	else
		ck_assert(v->type == OM_SQLITE_REAL && v->real == real);
}

static void
same_value(const struct om_sqlite_value *v, sqlite3_stmt *stmt, int i)
{
	int type = sqlite3_column_type(stmt, i);
	struct om_span s;

	if (type == SQLITE_NULL) {
		ck_assert_int_eq(v->type, OM_SQLITE_NULL);
	} else if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
		same_number(v, stmt, i);
	} else {
		ck_assert_int_eq(v->type,
		    type == SQLITE_TEXT ? OM_SQLITE_TEXT : OM_SQLITE_BLOB);
		s.p = type == SQLITE_TEXT
			  ? (const char *)sqlite3_column_text(stmt, i)
			  : sqlite3_column_blob(stmt, i);
		s.n = (size_t)sqlite3_column_bytes(stmt, i);
		ck_assert(om_span_equal(v->bytes, s));
	}
}

static void
same_row(const struct om_sqlite_row *row, const struct om_sqlite_columns *c,
    sqlite3_stmt *stmt)
{
	ck_assert_int_eq(sqlite3_column_count(stmt), (int)c->count);
	for (size_t i = 0; i < c->count; i++) {
		const struct om_sqlite_column *column = &c->columns[i];

		ck_span_eq(column->name, sqlite3_column_name(stmt, (int)i));
		if (column->is_rowid)
			ck_assert(
			    row->rowid == sqlite3_column_int64(stmt, (int)i));
		else if (column->value < row->count)
			same_value(&row->values[column->value], stmt, (int)i);
		else
			ck_assert_int_eq(
			    sqlite3_column_type(stmt, (int)i), SQLITE_NULL);
	}
}

static const struct om_sqlite_entry *
find(const struct om_sqlite_schema *schema, const char *name)
{
	for (size_t i = 0; i < schema->count; i++)
		if (om_span_is(schema->entries[i].name, name))
			return &schema->entries[i];
	ck_abort_msg("no entry %s", name);
	return NULL;
}

/* Every row of the table is what the query says, in the same order. */
static void
compare(struct om_sqlite_file *file, const char *table, const char *query)
{
	struct om_arena arena = { 0 };
	struct om_sqlite_schema schema;
	struct om_sqlite_columns columns;
	struct om_sqlite_rows *rows;
	struct om_sqlite_row row;
	sqlite3_stmt *stmt;
	int rc;

	ck_ok(om_sqlite_schema_read(&schema, file, &arena));
	ck_ok(om_sqlite_columns_read(
	    &columns, &arena, find(&schema, table)->sql));
	ck_ok(om_sqlite_rows_open(&rows, file, find(&schema, table)->root, 0));
	ck_assert_int_eq(
	    sqlite3_prepare_v2(world.db, query, -1, &stmt, NULL), SQLITE_OK);
	while ((rc = om_sqlite_rows_next(&row, rows)) > 0) {
		ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
		same_row(&row, &columns, stmt);
	}
	ck_ok(rc);
	ck_assert_int_eq(sqlite3_step(stmt), SQLITE_DONE);
	ck_assert_int_eq(sqlite3_finalize(stmt), SQLITE_OK);
	om_sqlite_rows_close(rows);
	om_arena_free(&arena);
}

/* Tables of both kinds, an index, rows deleted, changed and added again. */
static void
write_tables(void)
{
	om_fixture_run(&world,
	    "CREATE TABLE plain(id INTEGER PRIMARY KEY, a, b BLOB, c);"
	    "CREATE TABLE hidden(a, r REAL, \"odd \"\"name\" TEXT);"
	    "CREATE TABLE keyed(k2, a, k1 NOT NULL, b,"
	    " PRIMARY KEY(k1, k2)) WITHOUT ROWID;"
	    "CREATE INDEX by_a ON plain(a);"
	    "CREATE VIEW v AS SELECT a FROM plain;");
	fill("INSERT OR REPLACE INTO plain VALUES(?1, ?2, ?3, ?4)", 4);
	fill("INSERT INTO hidden VALUES(?1, ?2, ?3)", 3);
	fill("INSERT OR REPLACE INTO keyed VALUES(?1, ?2, ?1 % 7, ?3)", 3);
	om_fixture_run(&world, "DELETE FROM plain WHERE id % 3 = 0;"
			       "UPDATE plain SET c = a WHERE id % 5 = 0;"
			       "DELETE FROM keyed WHERE k2 % 4 = 1;"
			       "ALTER TABLE plain ADD COLUMN late;");
	fill("INSERT OR REPLACE INTO plain VALUES(?1, ?2, ?3, ?4, ?2)", 4);
}

static const struct om_fixture_shape shapes[] = {
	{ 0, 0, 0, NULL, NULL },
	{ 512, 0, 0, NULL, NULL },
	{ 512, 32, 1, NULL, NULL },
	{ 1024, 0, 1, "'UTF-16le'", NULL },
	{ 1024, 8, 2, "'UTF-16be'", "WAL" },
	{ 4096, 0, 0, NULL, "WAL" },
	{ 4096, 255, 1, NULL, "WAL" },
	{ 65536, 0, 0, NULL, NULL },
	{ 65536, 16, 1, "'UTF-16be'", "WAL" },
};

START_TEST(rows_are_what_sqlite_selects)
{
	struct om_sqlite_file *file;
	struct om_sqlite_map map;

	om_fixture_open(&world, &shapes[_i]);
	write_tables();
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	compare(file, "plain", "SELECT * FROM plain ORDER BY id");
	compare(file, "hidden", "SELECT * FROM hidden ORDER BY rowid");
	compare(file, "keyed", "SELECT * FROM keyed ORDER BY k1, k2");
	om_sqlite_file_close(file);
	om_fixture_map(&world, &map, NULL);
	om_fixture_close(&world);
}
END_TEST

START_TEST(an_index_has_an_entry_for_each_row_in_the_order_of_its_key)
{
	struct om_sqlite_file *file;
	struct om_sqlite_rows *rows;
	struct om_sqlite_row row;
	sqlite3_stmt *stmt;
	int rc;

	om_fixture_open(&world, &shapes[1]);
	write_tables();
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_ok(
	    om_sqlite_rows_open(&rows, file, om_fixture_root(file, "by_a"), 0));
	ck_assert_int_eq(
	    sqlite3_prepare_v2(world.db,
		"SELECT a, id FROM plain ORDER BY a, id", -1, &stmt, NULL),
	    SQLITE_OK);
	while ((rc = om_sqlite_rows_next(&row, rows)) > 0) {
		ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
		ck_assert(!row.has_rowid);
		ck_assert_uint_eq(row.count, 2);
		same_value(&row.values[0], stmt, 0);
		same_value(&row.values[1], stmt, 1);
	}
	ck_ok(rc);
	ck_assert_int_eq(sqlite3_step(stmt), SQLITE_DONE);
	ck_assert_int_eq(sqlite3_finalize(stmt), SQLITE_OK);
	om_sqlite_rows_close(rows);
	om_sqlite_file_close(file);
	om_fixture_close(&world);
}
END_TEST

START_TEST(a_payload_too_large_is_said_and_passed_over)
{
	struct om_sqlite_file *file;
	struct om_sqlite_rows *rows;
	struct om_sqlite_row row;

	om_fixture_open(&world, &shapes[1]);
	om_fixture_run(&world,
	    "CREATE TABLE t(a);"
	    "INSERT INTO t VALUES('one'), (zeroblob(5000)), ('three')");
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_ok(
	    om_sqlite_rows_open(&rows, file, om_fixture_root(file, "t"), 4999));
	ck_assert_int_eq(om_sqlite_rows_next(&row, rows), 1);
	ck_span_eq(row.values[0].bytes, "one");
	ck_code(om_sqlite_rows_next(&row, rows), OM_LIMIT);
	ck_assert_int_eq(om_sqlite_rows_next(&row, rows), 1);
	ck_span_eq(row.values[0].bytes, "three");
	ck_assert_int_eq(om_sqlite_rows_next(&row, rows), 0);
	ck_assert_int_eq(om_sqlite_rows_next(&row, rows), 0);
	om_sqlite_rows_close(rows);
	om_sqlite_file_close(file);
	om_fixture_close(&world);
}
END_TEST

START_TEST(a_payload_is_whole_across_overflow_pages)
{
	struct om_sqlite_file *file;
	struct om_sqlite_rows *rows;
	struct om_sqlite_row row;
	struct om_buf wanted = OM_BUF(1 << 16);

	om_fixture_open(&world, &shapes[1]);
	om_fixture_run(&world,
	    "CREATE TABLE t(a); INSERT INTO t VALUES(hex(zeroblob(1500)) "
	    "|| 'needle' || hex(zeroblob(700)))");
	for (int i = 0; i < 3000; i++)
		om_buf_byte(&wanted, '0');
	om_buf_text(&wanted, "needle");
	for (int i = 0; i < 1400; i++)
		om_buf_byte(&wanted, '0');
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_ok(om_sqlite_rows_open(&rows, file, om_fixture_root(file, "t"), 0));
	ck_assert_int_eq(om_sqlite_rows_payload(&row, rows), 1);
	/* Three bytes for the header's size and one serial type before it. */
	ck_assert_uint_eq(row.payload.n, 3 + wanted.n);
	ck_span_eq(
	    om_span_bytes(row.payload.p + 3, row.payload.n - 3), wanted.p);
	ck_assert_uint_eq(row.count, 0);
	ck_assert_int_eq(row.rowid, 1);
	om_sqlite_rows_close(rows);
	om_sqlite_file_close(file);
	om_buf_free(&wanted);
	om_fixture_close(&world);
}
END_TEST

START_TEST(no_page_is_a_root_that_is_none)
{
	struct om_sqlite_file *file;
	struct om_sqlite_rows *rows;

	om_fixture_open(&world, &shapes[1]);
	om_fixture_run(&world, "CREATE TABLE t(a)");
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_code(om_sqlite_rows_open(&rows, file, 0, 0), OM_CORRUPT);
	ck_code(om_sqlite_rows_open(&rows, file, 3, 0), OM_CORRUPT);
	ck_assert_str_eq(om_failure(), "page 3 is none of the database");
	om_sqlite_file_close(file);
	om_fixture_close(&world);
}
END_TEST

OM_SUITE(format_sqlite_rows)
{
	tcase_add_loop_test(tests, rows_are_what_sqlite_selects, 0,
	    sizeof(shapes) / sizeof(shapes[0]));
	tcase_add_test(
	    tests, an_index_has_an_entry_for_each_row_in_the_order_of_its_key);
	tcase_add_test(tests, a_payload_too_large_is_said_and_passed_over);
	tcase_add_test(tests, a_payload_is_whole_across_overflow_pages);
	tcase_add_test(tests, no_page_is_a_root_that_is_none);
}
