#include "scan/reading_json.h"

#include "base/memory.h"
#include "format/json_reader.h"
#include "format/json_scan.h"
#include "scan/lines.h"

/* A record may be as long as RECORD; a longer one is scanned as text. */
enum { WINDOW = 128 << 10, RECORD = 4 << 20 };

static const struct om_json_limits limits = {
	.depth = 200, .string = RECORD, .values = 1 << 18
};

/* What may be a finding: "true" says something under the name of a flag. */
static bool
is_cell(const struct om_value *v)
{
	return om_value_is_text(v) || om_value_is(v, OM_VALUE_TRUE);
}

/* A value that is text, and before it the key that it stands under. */
static void
add_value(struct om_reading_json *t, const struct om_value *v, uint16_t column)
{
	const char *window = t->sheet.window.p;
	struct om_cell cell = { .column = column };

	/* A key may be somebody's address or number itself. */
	if (v->key.n >= 6 && v->key.p > window &&
	    v->key.p < window + t->sheet.window.n) {
		cell.p = v->key.p;
		cell.n = (uint32_t)v->key.n;
		cell.at = (uint32_t)(v->key.p - window);
		cell.verbatim = true;
		cell.aside = true;
		cell.column = 0;
		om_sheet_cell(&t->sheet, cell);
	}
	if (!is_cell(v))
		return;
	cell.p = v->text.p;
	cell.n = (uint32_t)v->text.n;
	cell.verbatim = om_value_is_verbatim(v);
	cell.at = (uint32_t)((cell.verbatim ? v->text.p : v->raw.p) - window);
	cell.aside = false;
	cell.column = column;
	om_sheet_cell(&t->sheet, cell);
}

static void
add_values(struct om_reading_json *t, const struct om_value *v, uint16_t column)
{
	add_value(t, v, column);
	for (const struct om_value *m = v->first; m != NULL; m = m->next)
		add_values(t, m,
		    om_json_columns_step(&t->columns, &t->sheet, column,
			v->type == OM_VALUE_ARRAY ? OM_SPAN("*") : m->key));
}

/* What om_sheet gives back of a row: findings with their whole pointers. */
struct giving {
	struct om_sheet *sheet;
	struct om_buf path;
	size_t cell, end;
};

/* The cells come in the order in which they were added. */
static int
give_cell(struct giving *g)
{
	const struct om_cell *cell = &g->sheet->cells[g->cell++];

	return cell->found == 0
		   ? OM_OK
		   : om_sheet_give(g->sheet, cell, om_buf_span(&g->path));
}

static int
give_values(struct giving *g, const struct om_value *v)
{
	size_t n = g->path.n, index = 0;
	int rc = OM_OK;

	if (g->cell < g->end && g->sheet->cells[g->cell].aside)
		if (g->sheet->cells[g->cell].p == v->key.p)
			rc = give_cell(g);
	if (rc == OM_OK && is_cell(v) && g->cell < g->end)
		rc = give_cell(g);
	for (const struct om_value *m = v->first; m != NULL && rc == OM_OK;
	     m = m->next, index++) {
		om_buf_byte(&g->path, '/');
		if (v->type == OM_VALUE_ARRAY)
			om_buf_format(&g->path, "%zu", index);
		else
			om_json_columns_escape(&g->path, m->key);
		rc = give_values(g, m);
		g->path.n = n;
	}
	return rc;
}

static int
give(struct om_sheet *s, size_t row)
{
	struct om_value *const *roots = s->state;
	size_t first = s->rows[row].cell;
	struct giving g = {
		.sheet = s, .path = OM_BUF(1 << 20), .cell = first
	};
	int rc;

	g.end = row + 1 < s->row_count ? s->rows[row + 1].cell : s->cell_count;
	if (roots[row] == NULL)
		rc = om_sheet_give(s, &s->cells[first], OM_SPAN_NONE);
	else
		rc = give_values(&g, roots[row]);
	om_buf_free(&g.path);
	return rc;
}

/*
 * Reads a record into cells, if anything in it may be found by its key or
 * was found in the window. What is no JSON is one cell.
 */
static struct om_value *
add_record(struct om_reading_json *t, struct om_span text)
{
	struct om_value *v;

	if (om_json_read(&v, &t->sheet.arena, text, &limits) == OM_OK) {
		add_values(t, v, OM_JSON_ROOT);
		return v;
	}
	om_sheet_cell(
	    &t->sheet, (struct om_cell){ .p = text.p,
			   .n = (uint32_t)text.n,
			   .at = (uint32_t)(text.p - t->sheet.window.p),
			   .verbatim = true });
	return NULL;
}

/* The next hit of the window at or behind `from`. */
static size_t
next_hit(const struct om_sheet *s, size_t *hit, size_t from)
{
	while (*hit < s->raw.n && s->raw.list[*hit].start < from)
		++*hit;
	return *hit < s->raw.n ? s->raw.list[*hit].start : SIZE_MAX;
}

static int
scan_lines(
    struct om_reading_json *t, const struct om_source *source, struct om_span w)
{
	struct om_sheet *s = &t->sheet;
	struct om_value **roots = om_arena_new(
	    &t->roots, om_lines_count(w) + 1, sizeof(struct om_value *));
	size_t hit = 0, at = 0, line = 0;
	int rc;

	om_sheet_begin(s, source);
	om_sheet_window(s, w);
	s->state = roots;
	for (; at < w.n; line++) {
		struct om_span text = om_span_bytes(w.p + at, w.n - at);

		text.n = om_lines_first(text);
		if (om_span_trim(text).n > 0) {
			om_sheet_row(s, (uint32_t)at, (uint32_t)line);
			if (s->r->only != NULL || !s->sampled ||
			    memchr(text.p, '\\', text.n) != NULL ||
			    next_hit(s, &hit, at) < at + text.n ||
			    om_json_columns_tell(&t->columns, s, text))
				roots[s->row_count - 1] =
				    add_record(t, om_span_trim(text));
		}
		at += text.n;
	}
	rc = om_sheet_end(s);
	om_arena_wipe(&t->roots);
	return rc;
}

int
om_reading_json_lines(
    struct om_reading_json *t, struct om_source *s, bool sample)
{
	size_t want = WINDOW;

	while (!sample || !t->sheet.sampled) {
		struct om_span w;
		int rc = om_reading_fill(s, want);

		if (rc != OM_OK || s->n == 0)
			return rc;
		w = om_source_window(s);
		if (w.n > want)
			w.n = want;
		w.n = om_lines_whole(w);
		if (w.n == 0 && s->n <= want && s->ended)
			w = om_source_window(s);
		if (w.n == 0 && want >= RECORD)
			return om_reading_text(t->sheet.r, s);
		if (w.n == 0) {
			want *= 2;
			continue;
		}
		rc = scan_lines(t, s, w);
		if (rc != OM_OK)
			return rc;
		om_source_skip(s, w.n);
		om_reading_tick(t->sheet.r, s);
		want = WINDOW;
	}
	return OM_OK;
}

static int
read_lines(struct om_reading_json *t, struct om_source *s)
{
	return om_reading_json_lines(t, s, false);
}

/* One record of a document, wherever its lines end. */
static int
scan_one(struct om_reading_json *t, const struct om_source *source,
    struct om_span text)
{
	struct om_value *root;
	int rc;

	om_sheet_begin(&t->sheet, source);
	om_sheet_window(&t->sheet, text);
	t->sheet.state = &root;
	om_sheet_row(&t->sheet, 0, 0);
	root = add_record(t, text);
	rc = om_sheet_end(&t->sheet);
	return rc;
}

/* What stands between records: white space, commas, an array's brackets. */
static size_t
gap(struct om_span w, bool *array)
{
	size_t i = 0;

	while (i < w.n && memchr(" \t\r\n,]", w.p[i], 6) != NULL)
		i++;
	if (i < w.n && w.p[i] == '[' && !*array) {
		*array = true;
		i++;
	}
	return i;
}

/* The bytes of the value that the window begins with, 0: too many. */
static int
value_size(size_t *out, struct om_source *s)
{
	struct om_json_scan scan = { 0 };
	int rc = 1;

	while (!om_json_scan(&scan, om_source_window(s)) && rc == 1) {
		if (s->n > RECORD) {
			*out = 0;
			return OM_OK;
		}
		rc = om_source_more(s);
	}
	*out = rc == 0 ? s->n : scan.at;
	return rc < 0 ? rc : OM_OK;
}

static int
read_document(struct om_reading_json *t, struct om_source *s)
{
	bool array = false;

	for (;;) {
		size_t n;
		int rc = om_reading_fill(s, 1);

		if (rc != OM_OK || s->n == 0)
			return rc;
		n = gap(om_source_window(s), &array);
		if (n > 0) {
			om_source_skip(s, n);
			continue;
		}
		rc = value_size(&n, s);
		if (rc != OM_OK)
			return rc;
		if (n == 0)
			return om_reading_text(t->sheet.r, s);
		rc = scan_one(t, s, om_span_bytes(om_source_window(s).p, n));
		if (rc != OM_OK)
			return rc;
		om_source_skip(s, n);
	}
}

void
om_reading_json_open(struct om_reading_json *t, struct om_reading *r)
{
	om_sheet_open(&t->sheet, r);
	(void)om_sheet_column(&t->sheet, OM_SPAN(""), OM_SPAN_NONE);
	t->sheet.give = give;
}

void
om_reading_json_close(struct om_reading_json *t)
{
	if (t == NULL)
		return;
	om_sheet_close(&t->sheet);
	om_arena_free(&t->roots);
	om_free(t);
}

static int
read_json(struct om_reading *r, struct om_source *s,
    int (*read)(struct om_reading_json *t, struct om_source *s))
{
	struct om_reading_json *t = om_new(1, sizeof(*t));
	int rc;

	om_reading_json_open(t, r);
	rc = read(t, s);
	if (rc == OM_OK)
		rc = om_sheet_shares(&t->sheet);
	om_reading_json_close(t);
	return rc;
}

int
om_reading_json(struct om_reading *r, struct om_source *s)
{
	return read_json(r, s, read_document);
}

int
om_reading_ndjson(struct om_reading *r, struct om_source *s)
{
	return read_json(r, s, read_lines);
}
