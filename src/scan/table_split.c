#include "scan/table_split.h"

#include "format/swar.h"
#include "scan/lines.h"

/* Where the splitting is. */
struct cursor {
	struct om_table_split *t;
	struct om_span w;
	size_t at;
	size_t cell; /* in the row */
	bool ended;
};

/* To the next delimiter or line break, or to the window's end. */
static inline size_t
plain_end(struct om_span w, size_t i, char delimiter)
{
	for (; w.n - i >= 8; i += 8) {
		uint64_t word = om_swar_load(w.p + i);
		uint64_t test = om_swar_equal(word, '\n') |
				om_swar_equal(word, (unsigned char)delimiter);

		if (test != 0)
			return i + om_swar_first(test);
	}
	while (i < w.n && w.p[i] != '\n' && w.p[i] != delimiter)
		i++;
	return i;
}

static void
add_cell(struct cursor *c, size_t start, size_t end)
{
	const struct om_table_split *t = c->t;
	size_t i = c->cell++;

	om_sheet_cell(t->sheet, (struct om_cell){ .p = c->w.p + start,
				    .n = (uint32_t)(end - start),
				    .at = (uint32_t)start,
				    .column = i < t->width ? t->columns[i] : 0,
				    .verbatim = true });
}

/* A quoted cell in which quotes were doubled. */
static void
add_doubled(struct cursor *c, size_t start, size_t end)
{
	struct om_sheet *s = c->t->sheet;
	char *copy = om_arena_take(&s->arena, end - start);
	size_t n = 0;

	for (size_t i = start; i < end; i++) {
		copy[n++] = c->w.p[i];
		i += c->w.p[i] == '"' && i + 1 < end && c->w.p[i + 1] == '"';
	}
	add_cell(c, start, end);
	s->cells[s->cell_count - 1].p = copy;
	s->cells[s->cell_count - 1].n = (uint32_t)n;
	s->cells[s->cell_count - 1].verbatim = false;
}

/* A cell that begins with a quote; false where its end is not there. */
static bool
take_quoted(struct cursor *c)
{
	size_t start = c->at + 1, i = start;
	bool doubled = false;

	for (;;) {
		const char *q = memchr(c->w.p + i, '"', c->w.n - i);

		if (q == NULL)
			return false;
		i = (size_t)(q - c->w.p);
		if (i + 1 == c->w.n && !c->ended)
			return false;
		if (i + 1 == c->w.n || c->w.p[i + 1] != '"')
			break;
		doubled = true;
		i += 2;
	}
	if (doubled)
		add_doubled(c, start, i);
	else
		add_cell(c, start, i);
	c->at = plain_end(c->w, i + 1, c->t->delimiter);
	return true;
}

/* The next cell; c->at stands at what ends it. False at the window's end. */
static inline bool
take_cell(struct cursor *c)
{
	size_t start = c->at, end;

	if (start < c->w.n && c->w.p[start] == '"' && !c->t->literal)
		return take_quoted(c) && (c->at < c->w.n || c->ended);
	end = plain_end(c->w, start, c->t->delimiter);
	c->at = end;
	if (end == c->w.n && !c->ended)
		return false;
	if (end > start && (end == c->w.n || c->w.p[end] == '\n') &&
	    c->w.p[end - 1] == '\r')
		end--;
	add_cell(c, start, end);
	return true;
}

static bool
take_row(struct cursor *c)
{
	c->cell = 0;
	for (;;) {
		if (!take_cell(c))
			return false;
		if (c->at == c->w.n)
			return true;
		if (c->w.p[c->at++] == '\n')
			return true;
	}
}

static bool
is_blank(const struct om_sheet *s, size_t row)
{
	const struct om_cell *cell = &s->cells[s->rows[row].cell];

	return s->cell_count - s->rows[row].cell == 1 && cell->n == 0 &&
	       cell->verbatim;
}

size_t
om_table_split(struct om_table_split *t, struct om_span window, bool ended)
{
	struct cursor c = { .t = t, .w = window, .ended = ended };
	struct om_sheet *s = t->sheet;
	uint64_t line = 0;
	size_t start;

	for (start = 0; start < window.n; start = c.at) {
		size_t row = s->row_count;

		om_sheet_row(s, (uint32_t)start, (uint32_t)line);
		c.at = start;
		if (!take_row(&c)) {
			om_sheet_cut(s, row);
			return start;
		}
		if (is_blank(s, row))
			om_sheet_cut(s, row);
		line += om_lines_count(
		    om_span_bytes(window.p + start, c.at - start));
	}
	return start;
}

/* Behind a quoted cell that begins at `at`; SIZE_MAX where it does not end. */
static size_t
past_quoted(struct om_span w, size_t at, bool ended)
{
	for (size_t i = at + 1;;) {
		const char *q = memchr(w.p + i, '"', w.n - i);

		if (q == NULL)
			return SIZE_MAX;
		i = (size_t)(q - w.p) + 1;
		if (i == w.n)
			return ended ? i : SIZE_MAX;
		if (w.p[i] != '"')
			return i;
		i++;
	}
}

/* A row with quotes in it: cell by cell, as take_row has it. */
static bool
count_quoted(struct om_table_count *c, char delimiter)
{
	size_t at = c->at, cells = 0;
	bool empty = true;

	for (;; at++, cells++) {
		size_t start = at;

		if (at < c->w.n && c->w.p[at] == '"') {
			at = past_quoted(c->w, at, c->ended);
			empty = at - start <= 2;
		} else
			empty = false;
		if (at == SIZE_MAX)
			return false;
		at = plain_end(c->w, at, delimiter);
		if (at == c->w.n && !c->ended)
			return false;
		if (at == c->w.n || c->w.p[at] == '\n')
			break;
	}
	c->at = at < c->w.n ? at + 1 : at;
	c->rows += cells > 0 || !empty;
	return true;
}

bool
om_table_count(struct om_table_count *c, const struct om_table_split *t)
{
	struct om_span line = om_span_bytes(c->w.p + c->at, c->w.n - c->at);

	line.n = om_lines_first(line);
	if (memchr(line.p, '"', line.n) != NULL)
		return count_quoted(c, t->delimiter);
	if (line.p[line.n - 1] != '\n' && !c->ended)
		return false;
	c->at += line.n;
	c->rows +=
	    line.n > 2 ||
	    (line.p[0] != '\n' &&
		(line.p[0] != '\r' || (line.n == 2 && line.p[1] != '\n')));
	return true;
}
