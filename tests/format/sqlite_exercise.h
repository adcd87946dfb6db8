#ifndef TESTS_FORMAT_SQLITE_EXERCISE_H
#define TESTS_FORMAT_SQLITE_EXERCISE_H

#include <stdlib.h>

#include "format/sqlite_columns.h"
#include "format/sqlite_map.h"
#include "format/sqlite_schema.h"

/*
 * All that can be done with bytes that may be a database: whatever they are,
 * each call comes back, and a map that succeeds adds up.
 */
static inline int
om_exercise_range(void *state, const struct om_sqlite_range *range)
{
	volatile unsigned char sink;

	for (size_t i = 0; i < range->bytes.n; i++)
		sink = (unsigned char)range->bytes.p[i];
	(void)sink;
	*(uint64_t *)state += range->bytes.n;
	return OM_OK;
}

static inline void
om_exercise_map(struct om_sqlite_file *file)
{
	uint64_t seen = 0, size = 0, sum = 0;
	const struct om_sqlite_visit visit = { om_exercise_range, &seen, true };
	struct om_sqlite_map map;

	if (om_sqlite_map(&map, file, &visit) != OM_OK)
		return;
	for (int place = 0; place < OM_SQLITE_PLACES; place++) {
		size += om_sqlite_file_size(file, (enum om_sqlite_place)place);
		for (int i = 0; i < OM_SQLITE_CLASSES; i++)
			sum += map.total[place][i].bytes;
	}
	if (sum != size || seen != size)
		abort();
}

static inline uint64_t
om_exercise_rows(struct om_sqlite_file *file, uint32_t root)
{
	struct om_sqlite_rows *rows;
	struct om_sqlite_row row;
	uint64_t sum = 0;
	int rc;

	if (om_sqlite_rows_open(&rows, file, root, 100000) != OM_OK)
		return 0;
	while ((rc = om_sqlite_rows_next(&row, rows)) > 0 || rc == OM_LIMIT)
		for (size_t i = 0; rc > 0 && i < row.count; i++)
			for (size_t k = 0; k < row.values[i].bytes.n; k++)
				sum += (unsigned char)row.values[i].bytes.p[k];
	om_sqlite_rows_close(rows);
	return sum;
}

/* The sum keeps what was read from being optimised away. */
static inline uint64_t
om_exercise(struct om_span bytes, struct om_span log)
{
	struct om_arena arena = { 0 };
	struct om_sqlite_schema schema = { 0 };
	struct om_sqlite_columns columns = { 0 };
	struct om_sqlite_file *file;
	uint64_t sum = 0;

	if (om_sqlite_file_open_memory(&file, bytes, log, NULL) != OM_OK)
		return 0;
	om_exercise_map(file);
	if (om_sqlite_schema_read(&schema, file, &arena) == OM_OK)
		for (size_t i = 0; i < schema.count; i++) {
			sum += om_exercise_rows(file, schema.entries[i].root);
			if (om_sqlite_columns_read(&columns, &arena,
				schema.entries[i].sql) == OM_OK)
				sum += columns.count;
		}
	om_arena_free(&arena);
	om_sqlite_file_close(file);
	return sum;
}

#endif
