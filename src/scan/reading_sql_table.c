#include "scan/reading_sql.h"

enum { TABLES = 1024 };

static struct om_span
list_of(const struct om_reading_sql *t, struct om_span name)
{
	for (const struct om_reading_sql_table *one = t->tables; one != NULL;
	     one = one->next)
		if (om_span_equal(one->name, name))
			return one->list;
	return OM_SPAN_NONE;
}

void
om_reading_sql_remember(
    struct om_reading_sql *t, const struct om_dump_head *head)
{
	struct om_reading_sql_table *one;

	if (t->table_count == TABLES)
		return;
	t->table_count++;
	one = om_arena_new(&t->arena, 1, sizeof(*one));
	one->name = om_arena_copy(&t->arena, head->table);
	one->list = om_arena_copy(&t->arena, head->list);
	one->next = t->tables;
	t->tables = one;
}

int
om_reading_sql_close_table(struct om_reading_sql *t)
{
	int rc;

	if (!t->open)
		return OM_OK;
	t->open = false;
	rc = om_sheet_shares(&t->sheet);
	om_sheet_close(&t->sheet);
	return rc;
}

/* "users.email"; the word behind the dot is evidence. */
static uint16_t
add_column(
    struct om_reading_sql *t, struct om_span column, struct om_span words)
{
	struct om_buf name = OM_BUF(64 << 10);
	uint16_t number;

	om_buf_add(&name, t->name);
	om_buf_byte(&name, '.');
	om_buf_add(&name, column);
	number = om_sheet_column(&t->sheet, om_buf_span(&name), words);
	t->sheet.columns[number]->key = om_arena_copy(&t->sheet.names, column);
	om_buf_free(&name);
	return number;
}

static bool
is_column(const struct om_reading_sql *t, size_t number, struct om_span name)
{
	return number > 0 && number < t->sheet.column_count &&
	       om_span_equal(t->sheet.columns[number]->key, name);
}

/* Statements for one table may name its columns in another order. */
static uint16_t
find_column(struct om_reading_sql *t, size_t likely, struct om_span name)
{
	if (is_column(t, likely, name))
		return (uint16_t)likely;
	for (size_t i = 1; i < t->sheet.column_count; i++)
		if (is_column(t, i, name))
			return (uint16_t)i;
	return add_column(t, name, name);
}

int
om_reading_sql_open_table(
    struct om_reading_sql *t, const struct om_dump_head *head)
{
	struct om_span list = head->list, column;
	int rc = OM_OK;

	if (!t->open || !om_span_equal(t->name, head->table)) {
		rc = om_reading_sql_close_table(t);
		om_sheet_open(&t->sheet, t->r);
		t->open = true;
		t->name = om_arena_copy(&t->sheet.names, head->table);
	}
	if (list.p == NULL)
		list = list_of(t, head->table);
	t->width = 0;
	while (
	    t->width < OM_READING_SQL_WIDTH && om_dump_column(&column, &list)) {
		t->columns[t->width] = find_column(t, t->width + 1, column);
		t->width++;
	}
	return rc;
}

/* What stands behind the columns that are known: by its number. */
uint16_t
om_reading_sql_column_at(struct om_reading_sql *t, size_t i)
{
	while (t->width <= i && t->width < OM_READING_SQL_WIDTH) {
		struct om_buf name = OM_BUF(64);

		om_buf_format(&name, "column %zu", t->width + 1);
		t->columns[t->width] =
		    add_column(t, om_buf_span(&name), OM_SPAN_NONE);
		t->width++;
		om_buf_free(&name);
	}
	return i < t->width ? t->columns[i] : 0;
}
