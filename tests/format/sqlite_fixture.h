#ifndef TESTS_FORMAT_SQLITE_FIXTURE_H
#define TESTS_FORMAT_SQLITE_FIXTURE_H

#include "test.h"

#include <sqlite3.h>

#include "base/file.h"
#include "base/memory.h"
#include "format/sqlite_map.h"
#include "format/sqlite_schema.h"

/*
 * Databases that SQLite's own library writes, for tests of a reader that
 * does without it: the library is the second opinion.
 */
struct om_fixture {
	sqlite3 *db;
	char *path;
	uint64_t seed;
};

/* How a database is laid out; all zero is SQLite's choice. */
struct om_fixture_shape {
	int page_size, reserved, auto_vacuum;
	const char *encoding, *journal;
};

static inline void
om_fixture_run(struct om_fixture *f, const char *sql)
{
	char *message = NULL;

	ck_assert_msg(
	    sqlite3_exec(f->db, sql, NULL, NULL, &message) == SQLITE_OK,
	    "%s: %s", sql, message);
}

static inline void
om_fixture_pragma(struct om_fixture *f, const char *name, const char *value)
{
	struct om_buf b = OM_BUF(256);

	om_buf_format(&b, "PRAGMA %s=%s", name, value);
	om_fixture_run(f, b.p);
	om_buf_free(&b);
}

static inline void
om_fixture_number(struct om_fixture *f, const char *name, int value)
{
	struct om_buf b = OM_BUF(32);

	om_buf_format(&b, "%d", value);
	om_fixture_pragma(f, name, b.p);
	om_buf_free(&b);
}

static inline void
om_fixture_open(struct om_fixture *f, const struct om_fixture_shape *shape)
{
	int reserved = shape->reserved;

	*f = (struct om_fixture){ .seed = 1 };
	f->path = om_path_join(om_test_folder(), "a.db");
	ck_assert_int_eq(sqlite3_open(f->path, &f->db), SQLITE_OK);
	om_fixture_pragma(f, "secure_delete", "OFF");
	if (shape->page_size != 0)
		om_fixture_number(f, "page_size", shape->page_size);
	ck_assert_int_eq(sqlite3_file_control(f->db, "main",
			     SQLITE_FCNTL_RESERVE_BYTES, &reserved),
	    SQLITE_OK);
	om_fixture_number(f, "auto_vacuum", shape->auto_vacuum);
	if (shape->encoding != NULL)
		om_fixture_pragma(f, "encoding", shape->encoding);
	if (shape->journal != NULL)
		om_fixture_pragma(f, "journal_mode", shape->journal);
	om_fixture_pragma(f, "synchronous", "OFF");
	om_fixture_pragma(f, "wal_autocheckpoint", "0");
}

static inline void
om_fixture_close(struct om_fixture *f)
{
	ck_assert_int_eq(sqlite3_close(f->db), SQLITE_OK);
	om_free(f->path);
}

/* One number that a query gives. */
static inline int64_t
om_fixture_ask(struct om_fixture *f, const char *sql)
{
	sqlite3_stmt *stmt;
	int64_t n;

	ck_assert_msg(
	    sqlite3_prepare_v2(f->db, sql, -1, &stmt, NULL) == SQLITE_OK,
	    "%s: %s", sql, sqlite3_errmsg(f->db));
	ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	ck_assert_int_eq(sqlite3_finalize(stmt), SQLITE_OK);
	return n;
}

/* xorshift: the same numbers in each run. */
static inline uint64_t
om_fixture_random(struct om_fixture *f)
{
	f->seed ^= f->seed << 13;
	f->seed ^= f->seed >> 7;
	f->seed ^= f->seed << 17;
	return f->seed;
}

/* The root of a table or index. */
static inline uint32_t
om_fixture_root(struct om_sqlite_file *file, const char *name)
{
	struct om_arena arena = { 0 };
	struct om_sqlite_schema schema;
	uint32_t root = 0;

	ck_ok(om_sqlite_schema_read(&schema, file, &arena));
	for (size_t i = 0; i < schema.count; i++)
		if (om_span_is(schema.entries[i].name, name))
			root = schema.entries[i].root;
	om_arena_free(&arena);
	ck_assert_uint_ne(root, 0);
	return root;
}

/* Opens what the fixture wrote, maps it, and checks that nothing is left. */
static inline void
om_fixture_map(struct om_fixture *f, struct om_sqlite_map *map,
    const struct om_sqlite_visit *visit)
{
	struct om_sqlite_file *file;

	ck_ok(om_sqlite_file_open(&file, f->path, NULL));
	ck_ok(om_sqlite_map(map, file, visit));
	for (int place = 0; place < OM_SQLITE_PLACES; place++) {
		uint64_t sum = 0;

		for (int i = 0; i < OM_SQLITE_CLASSES; i++)
			sum += map->total[place][i].bytes;
		ck_assert_uint_eq(sum,
		    om_sqlite_file_size(file, (enum om_sqlite_place)place));
	}
	ck_ok(om_sqlite_file_quiet(file));
	om_sqlite_file_close(file);
}

#endif
