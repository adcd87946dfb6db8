#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "format/sqlite_map.h"
#include "format/sqlite_schema.h"

/*
 * The map of a database with deleted rows, written by SQLite's library into
 * the folder that the program runs in, and all its records. The best of
 * ROUNDS. BENCH_SHORT=1 takes a smaller one.
 */
enum { PEOPLE = 700000, PEOPLE_SHORT = 20000, ROUNDS = 5 };

static const char path[] = "bench_sqlite.db";

static void
stop(const char *message)
{
	(void)fprintf(stderr, "bench_sqlite: %s\n", message);
	exit(1);
}

static void
write_database(int people)
{
	struct om_buf sql = OM_BUF(4096);
	sqlite3 *db;

	om_buf_format(&sql,
	    "PRAGMA secure_delete=OFF; PRAGMA journal_mode=OFF;"
	    "PRAGMA synchronous=OFF;"
	    "CREATE TABLE p(id INTEGER PRIMARY KEY, name, email, note);"
	    "CREATE INDEX e ON p(email);"
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < %d) INSERT INTO p SELECT i, 'Ana ' || i,"
	    " 'ana' || i || '@mail.example', hex(randomblob(40 + i %% 80))"
	    " FROM n; DELETE FROM p WHERE id %% 5 = 0;",
	    people);
	(void)unlink(path);
	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_exec(db, sql.p, NULL, NULL, NULL) != SQLITE_OK)
		stop(sqlite3_errmsg(db));
	(void)sqlite3_close(db);
	om_buf_free(&sql);
}

static uint64_t
count_rows(struct om_sqlite_file *f, uint32_t root)
{
	struct om_sqlite_rows *rows;
	struct om_sqlite_row row;
	uint64_t count = 0;
	int rc;

	if (om_sqlite_rows_open(&rows, f, root, 0) != OM_OK)
		stop(om_failure());
	while ((rc = om_sqlite_rows_next(&row, rows)) > 0)
		count++;
	om_sqlite_rows_close(rows);
	if (rc != OM_OK)
		stop(om_failure());
	return count;
}

static uint64_t
count_all(struct om_sqlite_file *f)
{
	struct om_arena arena = { 0 };
	struct om_sqlite_schema schema;
	uint64_t count = 0;

	if (om_sqlite_schema_read(&schema, f, &arena) != OM_OK)
		stop(om_failure());
	for (size_t i = 0; i < schema.count; i++)
		count += count_rows(f, schema.entries[i].root);
	om_arena_free(&arena);
	return count;
}

int
main(void)
{
	int people = getenv("BENCH_SHORT") != NULL ? PEOPLE_SHORT : PEOPLE;
	int64_t map_best = INT64_MAX, rows_best = INT64_MAX;
	struct om_sqlite_file *f;
	struct om_sqlite_map map;
	uint64_t count = 0;
	double size;

	write_database(people);
	if (om_sqlite_file_open(&f, path, NULL) != OM_OK)
		stop(om_failure());
	for (int i = 0; i < ROUNDS; i++) {
		int64_t begun = om_clock_steady(), mapped, read;

		if (om_sqlite_map(&map, f, NULL) != OM_OK)
			stop(om_failure());
		mapped = om_clock_steady();
		count = count_all(f);
		read = om_clock_steady();
		if (mapped - begun < map_best)
			map_best = mapped - begun;
		if (read - mapped < rows_best)
			rows_best = read - mapped;
	}
	size = (double)om_sqlite_file_size(f, OM_SQLITE_MAIN) / 1e6;
	(void)printf("%.0f MB, %llu records, %.1f MB dead\n", size,
	    (unsigned long long)count,
	    (double)om_sqlite_map_dead(&map, OM_SQLITE_MAIN) / 1e6);
	(void)printf("map   %8.0f MB/s\n", size / (double)map_best * 1e9);
	(void)printf("rows  %8.0f MB/s %8.2f M/s\n",
	    size / (double)rows_best * 1e9,
	    (double)count / (double)rows_best * 1e3);
	om_sqlite_file_close(f);
	(void)unlink(path);
	return 0;
}
