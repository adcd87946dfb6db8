#include "render/table.h"

#include <assert.h>

#include "render/terminal.h"

enum { ROWS_HELD = 400, GAP = 2, NARROWEST = 6 };

void
om_table_open(struct om_table *t, struct om_buf *to,
    const struct om_table_column *columns, size_t count)
{
	assert(count > 0 && count <= OM_TABLE_COLUMNS);
	*t = (struct om_table){ .to = to, .columns = columns, .count = count };
}

static unsigned
total(const struct om_table *t)
{
	unsigned sum = GAP * (unsigned)(t->count - 1);

	for (size_t i = 0; i < t->count; i++)
		sum += t->widths[i];
	return sum;
}

/* The widest columns give way first, column by column of the terminal. */
static void
shrink(struct om_table *t)
{
	unsigned sum = total(t);

	for (; t->width > 0 && sum > t->width; sum--) {
		size_t widest = 0;

		for (size_t i = 1; i < t->count; i++)
			if (t->widths[i] > t->widths[widest])
				widest = i;
		if (t->widths[widest] <= NARROWEST)
			return;
		t->widths[widest]--;
	}
}

static void
measure(struct om_table *t)
{
	for (size_t i = 0; i < t->count; i++)
		t->widths[i] =
		    om_terminal_width(om_span_of(t->columns[i].title));
	for (size_t i = 0; i < t->held; i++) {
		unsigned width = om_terminal_width(t->cells[i]);

		if (width > t->widths[i % t->count])
			t->widths[i % t->count] = width;
	}
	shrink(t);
}

static void
pad(struct om_buf *b, unsigned n)
{
	while (n-- > 0)
		om_buf_byte(b, ' ');
}

/* The space behind a cell is owed until there is another to be apart from. */
static void
write_cell(struct om_table *t, size_t column, struct om_span s)
{
	unsigned room = t->widths[column], used = om_terminal_width(s);
	unsigned lead = 0;

	if (t->columns[column].right && used < room)
		lead = room - used;
	t->owed += lead;
	if (s.n > 0) {
		pad(t->to, t->owed);
		t->owed = 0;
	}
	if (t->width == 0)
		om_terminal_add(t->to, s);
	else
		used = om_terminal_cut(t->to, s, room);
	if (column + 1 == t->count) {
		om_buf_byte(t->to, '\n');
		t->owed = 0;
		return;
	}
	used += lead;
	t->owed += (used < room ? room - used : 0) + GAP;
}

static void
write_titles(struct om_table *t)
{
	if (t->bold)
		om_buf_text(t->to, "\033[1m");
	for (size_t i = 0; i < t->count; i++)
		write_cell(t, i, om_span_of(t->columns[i].title));
	if (t->bold)
		om_buf_text(t->to, "\033[0m");
}

static void
write_rows(struct om_table *t)
{
	if (!t->begun && t->held > 0) {
		measure(t);
		write_titles(t);
		t->begun = true;
	}
	for (size_t i = 0; t->count > 0 && i < t->held; i++)
		write_cell(t, i % t->count, t->cells[i]);
	om_arena_wipe(&t->arena);
	t->cells = NULL;
	t->held = 0;
}

void
om_table_cell(struct om_table *t, struct om_span s)
{
	if (t->cells == NULL)
		t->cells = om_arena_new(
		    &t->arena, ROWS_HELD * t->count, sizeof(*t->cells));
	t->cells[t->held++] = om_arena_copy(&t->arena, s);
	if (t->held == ROWS_HELD * t->count)
		write_rows(t);
}

void
om_table_close(struct om_table *t)
{
	while (t->held % t->count != 0)
		om_table_cell(t, OM_SPAN_NONE);
	write_rows(t);
	om_table_drop(t);
}

void
om_table_drop(struct om_table *t)
{
	om_arena_free(&t->arena);
}
