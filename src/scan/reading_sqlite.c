#include "format/sqlite_columns.h"
#include "format/sqlite_map.h"
#include "format/sqlite_schema.h"
#include "scan/sheet.h"

/* What is gathered before it is scanned; a database that lies in another. */
enum { GATHER = 128 << 10, INNER = 24 << 20, VALUE = 1 << 20 };

struct reading_sqlite {
	struct om_reading *r;
	struct om_sqlite_file *file;
	uint64_t record;
};

/* A number is scanned as it is written. */
static struct om_span
text_of(struct om_arena *arena, const struct om_sqlite_value *v)
{
	struct om_buf digits = OM_BUF(64);
	struct om_span text = OM_SPAN_NONE;

	if (v->type == OM_SQLITE_TEXT || v->type == OM_SQLITE_BLOB) {
		text = v->bytes;
		text.n = text.n < VALUE ? text.n : VALUE;
		return om_arena_copy(arena, text);
	}
	if (v->type != OM_SQLITE_INTEGER)
		return text;
	om_buf_format(&digits, "%lld", (long long)v->integer);
	text = om_arena_copy(arena, om_buf_span(&digits));
	om_buf_free(&digits);
	return text;
}

static void
add_row(struct om_sheet *s, const struct om_sqlite_columns *columns,
    const struct om_sqlite_row *row)
{
	om_sheet_row(s, 0, 0);
	for (size_t i = 0; i < columns->count; i++) {
		const struct om_sqlite_column *c = &columns->columns[i];
		struct om_span text;

		if (!c->is_stored || c->is_rowid || c->value >= row->count)
			continue;
		text = text_of(&s->arena, &row->values[c->value]);
		om_sheet_cell(
		    s, (struct om_cell){ .p = text.p,
			   .n = (uint32_t)text.n,
			   .column = i + 1 < s->column_count ? (uint16_t)(i + 1)
							     : 0 });
	}
}

static int
scan_rows(struct om_sheet *s, const struct om_sqlite_columns *columns,
    struct om_sqlite_rows *rows)
{
	struct om_sqlite_row row;
	int rc = OM_OK, step;

	om_sheet_begin(s, NULL);
	while ((step = om_sqlite_rows_next(&row, rows)) == 1) {
		add_row(s, columns, &row);
		if (s->arena.held < GATHER && s->row_count < GATHER / 32)
			continue;
		rc = om_sheet_end(s);
		if (rc != OM_OK)
			return rc;
		om_sheet_begin(s, NULL);
	}
	rc = om_sheet_end(s);
	return rc == OM_OK ? step : rc;
}

static int
scan_table(struct reading_sqlite *t, const struct om_sqlite_entry *entry)
{
	struct om_arena arena = { 0 };
	struct om_sqlite_columns columns;
	struct om_sqlite_rows *rows;
	struct om_sheet sheet;
	int rc = om_sqlite_columns_read(&columns, &arena, entry->sql);

	if (rc == OM_OK)
		rc = om_sqlite_rows_open(&rows, t->file, entry->root, 0);
	if (rc != OM_OK) {
		om_arena_free(&arena);
		return rc;
	}
	om_sheet_open(&sheet, t->r);
	sheet.record = t->record;
	for (size_t i = 0; i < columns.count; i++) {
		struct om_buf name = OM_BUF(64 << 10);

		om_buf_add(&name, entry->name);
		om_buf_byte(&name, '.');
		om_buf_add(&name, columns.columns[i].name);
		(void)om_sheet_column(
		    &sheet, om_buf_span(&name), columns.columns[i].name);
		om_buf_free(&name);
	}
	rc = scan_rows(&sheet, &columns, rows);
	if (rc == OM_OK)
		rc = om_sheet_shares(&sheet);
	t->record = sheet.record + sheet.row_count;
	om_sheet_close(&sheet);
	om_sqlite_rows_close(rows);
	om_arena_free(&arena);
	return rc;
}

/* Bytes that are no longer anybody's: what was deleted and not wiped. */
static int
scan_dead(void *state, const struct om_sqlite_range *range)
{
	struct reading_sqlite *t = state;
	struct om_hits *hits = &t->r->hits;
	const char *word = om_sqlite_class_word(range->class);
	int rc = OM_OK;

	if (t->r->only != NULL)
		return OM_OK;
	hits->n = 0;
	om_scanner_text(t->r->scanner, hits, range->bytes, NULL);
	for (size_t i = 0; i < hits->n && rc == OM_OK; i++) {
		const struct om_hit *hit = &hits->list[i];

		rc = om_reading_find(t->r,
		    &(struct om_finding){ .path = t->r->path,
			.format = t->r->format,
			.record = range->page,
			.field = om_span_of(word),
			.value = om_span_bytes(
			    range->bytes.p + hit->start, hit->end - hit->start),
			.start = hit->start,
			.end = hit->end,
			.offset = range->place == OM_SQLITE_MAIN
				      ? (int64_t)(range->offset + hit->start)
				      : -1,
			.hit = *hit });
	}
	for (size_t i = 0; i < hits->breach_count && rc == OM_OK; i++)
		rc = om_reading_breach(t->r, &hits->breaches[i], range->page);
	hits->breach_count = 0;
	return rc == OM_OK ? om_reading_lost(t->r, hits) : rc;
}

static int
scan_database(struct reading_sqlite *t)
{
	const struct om_sqlite_visit visit = { .each = scan_dead, .state = t };
	struct om_arena arena = { 0 };
	struct om_sqlite_schema schema;
	struct om_sqlite_map map;
	int rc = om_sqlite_schema_read(&schema, t->file, &arena);

	for (size_t i = 0; rc == OM_OK && i < schema.count; i++)
		if (schema.entries[i].kind == OM_SQLITE_TABLE &&
		    schema.entries[i].root != 0)
			rc = scan_table(t, &schema.entries[i]);
	if (rc == OM_OK)
		rc = om_sqlite_map(&map, t->file, &visit);
	om_arena_free(&arena);
	return rc;
}

int
om_reading_sqlite(struct om_reading *r, struct om_source *s)
{
	const struct om_sqlite_options options = { .unsettled = true };
	struct reading_sqlite t = { .r = r, .record = 1 };
	struct om_buf bytes = OM_BUF(INNER);
	int rc = OM_OK;

	if (r->depth == 0 && s->fd > 0 && s->size > 0) {
		rc = om_sqlite_file_open(&t.file, s->name, &options);
		/* Counted as read, though by another way. */
		r->bytes += s->size - om_source_read(s);
	} else {
		rc = om_reading_gather(&bytes, s);
		if (rc == OM_OK)
			rc = om_sqlite_file_open_memory(&t.file,
			    om_buf_span(&bytes), OM_SPAN_NONE, &options);
	}
	if (rc == OM_OK) {
		rc = scan_database(&t);
		om_sqlite_file_close(t.file);
	}
	om_buf_free(&bytes);
	return rc;
}
