#ifndef OM_SCAN_READING_SQL_H
#define OM_SCAN_READING_SQL_H

#include "scan/dump.h"
#include "scan/sheet.h"

enum { OM_READING_SQL_WIDTH = 1024 };

/* A dump that is read; a table of it has a sheet, one at a time. */
struct om_reading_sql_table {
	struct om_reading_sql_table *next;
	struct om_span name;
	struct om_span list; /* of its columns, as CREATE TABLE has it */
};

struct om_reading_sql {
	struct om_reading *r;
	struct om_source *s;
	enum { TEXT, VALUES, COPY, REST } in;
	bool backslashes;
	uint64_t deaf; /* up to which byte of the document */
	struct om_arena arena;
	struct om_reading_sql_table *tables;
	unsigned table_count;

	struct om_sheet sheet; /* of the table that is read */
	bool open;
	struct om_span name;
	uint16_t columns[OM_READING_SQL_WIDTH]; /* of the i-th value of a row */
	size_t width;
	uint64_t record;
	/* rows of the window: where the next begins, breaks before it */
	struct om_span w;
	size_t at;
	uint64_t line;
};

/* Keeps what CREATE TABLE says, for rows that name no columns. */
void om_reading_sql_remember(
    struct om_reading_sql *t, const struct om_dump_head *head);

/*
 * The table whose rows follow, and the order of their columns; closing
 * reports what the columns hold.
 */
int om_reading_sql_open_table(
    struct om_reading_sql *t, const struct om_dump_head *head) OM_MUST_CHECK;
int om_reading_sql_close_table(struct om_reading_sql *t) OM_MUST_CHECK;

/* The column of a row's i-th value; unknown ones are named by number. */
uint16_t om_reading_sql_column_at(struct om_reading_sql *t, size_t i);

#endif
