#include "base/memory.h"
#include "base/text.h"
#include "format/sqlite_columns.h"
#include "format/sqlite_schema.h"
#include "policy/risk_read.h"

/* Enough for a number and its sign, and a hexadecimal cell that is kept. */
enum { CELL_MAX = 2 << 20 };

static int
put_value(struct om_risk_table *t, size_t column,
    const struct om_sqlite_value *v, struct om_buf *text)
{
	om_buf_reset(text);
	switch (v->type) {
	case OM_SQLITE_NULL:
		break;
	case OM_SQLITE_INTEGER:
		om_buf_int(text, v->integer, 0);
		break;
	case OM_SQLITE_REAL:
		om_buf_format(text, "%.17g", v->real);
		break;
	case OM_SQLITE_TEXT:
		om_buf_add(text, v->bytes);
		break;
	default:
		om_buf_hex(text, v->bytes);
		break;
	}
	if (om_buf_check(text, "a value") != OM_OK)
		return OM_LIMIT;
	if (!om_text_is_utf8(om_buf_span(text)))
		return om_fail(OM_INPUT, "record %zu: %.*s is not UTF-8",
		    t->n + 1, OM_SPAN_ARG(t->columns[column].name));
	return om_risk_table_put(t, column, om_buf_span(text));
}

static int
put_row(struct om_risk_table *t, const struct om_sqlite_columns *columns,
    const struct om_sqlite_row *row, struct om_buf *text)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < columns->count; i++) {
		const struct om_sqlite_column *c = &columns->columns[i];
		struct om_sqlite_value rowid = { .type = OM_SQLITE_INTEGER,
			.integer = row->rowid };
		size_t column;

		if (!c->is_stored)
			continue;
		rc = om_risk_table_column(&column, t, c->name);
		if (rc == OM_OK && c->is_rowid)
			rc = put_value(t, column, &rowid, text);
		else if (rc == OM_OK && c->value < row->count)
			rc = put_value(t, column, &row->values[c->value], text);
	}
	return rc == OM_OK ? om_risk_table_next(t) : rc;
}

static int
read_rows(struct om_risk_table *t, struct om_sqlite_file *f,
    const struct om_sqlite_columns *columns, uint32_t root)
{
	struct om_buf text = OM_BUF(CELL_MAX);
	struct om_sqlite_rows *rows;
	struct om_sqlite_row row;
	int rc = om_sqlite_rows_open(&rows, f, root, 0);

	if (rc != OM_OK)
		return rc;
	while ((rc = om_sqlite_rows_next(&row, rows)) > 0) {
		rc = put_row(t, columns, &row, &text);
		if (rc != OM_OK)
			break;
	}
	om_sqlite_rows_close(rows);
	om_buf_free(&text);
	return rc;
}

static int
find_table(struct om_sqlite_entry *out, struct om_sqlite_file *f,
    struct om_arena *arena, const char *table)
{
	struct om_sqlite_schema schema;
	int rc = om_sqlite_schema_read(&schema, f, arena);

	for (size_t i = 0; rc == OM_OK && i < schema.count; i++)
		if (schema.entries[i].kind == OM_SQLITE_TABLE &&
		    om_span_is(schema.entries[i].name, table)) {
			*out = schema.entries[i];
			return OM_OK;
		}
	return rc == OM_OK ? om_fail(OM_NOTFOUND,
				 "the database has no table of that name")
			   : rc;
}

int
om_risk_read_table(struct om_risk_table *t, const char *path, const char *table)
{
	struct om_sqlite_columns columns = { 0 };
	struct om_arena arena = { 0 };
	struct om_sqlite_entry entry;
	struct om_sqlite_file *f;
	int rc = om_sqlite_file_open(&f, path, NULL);

	if (rc != OM_OK)
		return rc;
	rc = find_table(&entry, f, &arena, table);
	if (rc == OM_OK)
		rc = om_sqlite_columns_read(&columns, &arena, entry.sql);
	if (rc == OM_OK)
		rc = read_rows(t, f, &columns, entry.root);
	if (rc == OM_OK)
		rc = om_sqlite_file_quiet(f);
	if (rc == OM_OK)
		rc = om_risk_table_finish(t);
	if (rc == OM_OK && t->n == 0)
		rc = om_fail(OM_INPUT, "%s: there is no record in it", path);
	om_arena_free(&arena);
	om_sqlite_file_close(f);
	return rc;
}
