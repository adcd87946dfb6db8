#include "scan/reading_sql.h"

#include "scan/lines.h"
#include "scan/reading_text.h"

/*
 * A dump is text between rows. A row may be as long as ROW: what is longer
 * leaves all that follows to the text's reader. Where the beginning of a
 * statement was not understood, none is looked for in the next DEAF bytes, so
 * that time stays linear.
 */
enum { WINDOW = 128 << 10, ROW = 4 << 20, DEAF = 8 << 10, CREATE = 64 << 10 };

/* ---- text between rows ---- */

/* What a line may begin; the bytes that it takes, where there is something. */
static size_t
look_at(struct om_reading_sql *t, struct om_dump_head *head, struct om_span w)
{
	struct om_span rest = om_span_bytes(w.p, w.n < DEAF ? w.n : DEAF);
	struct om_span create = om_span_bytes(w.p, w.n < CREATE ? w.n : CREATE);

	head->open = false;
	if (om_dump_insert(head, &rest)) {
		t->in = VALUES;
		t->backslashes = head->backticks;
	} else if (om_dump_copy(head, &rest)) {
		t->in = COPY;
	} else {
		bool open = head->open;

		*head = (struct om_dump_head){ .list = OM_SPAN_NONE };
		if (om_dump_create(head, &create))
			om_reading_sql_remember(t, head);
		if (open || head->open)
			t->deaf = t->s->skipped +
				  (uint64_t)(w.p - om_source_window(t->s).p) +
				  DEAF;
		return 0;
	}
	return (size_t)(rest.p - w.p);
}

static bool
may_begin(struct om_span line)
{
	static const char *const words[] = { "insert", "replace", "copy",
		"create" };

	line.n = line.n < 16 ? line.n : 16;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct om_span rest = line;

		if (om_dump_word(&rest, words[i]))
			return true;
	}
	return false;
}

/*
 * Scans what is no row and goes to where rows begin, if they do in this
 * window. A statement whose end is not in the window is the next one's first.
 */
static int
step_text(struct om_reading_sql *t)
{
	struct om_dump_head head = { .list = OM_SPAN_NONE };
	struct om_span w;
	size_t at = 0, n = 0, taken = 0;
	int rc = om_reading_fill(t->s, WINDOW + CREATE);

	if (rc != OM_OK || t->s->n == 0)
		return rc;
	w = om_source_window(t->s);
	while (at < w.n && at < WINDOW && taken == 0) {
		struct om_span rest = om_span_bytes(w.p + at, w.n - at);

		if (t->s->skipped + at >= t->deaf && may_begin(rest))
			taken = look_at(t, &head, rest);
		if (taken > 0)
			break;
		n = om_lines_first(rest);
		at += n;
	}
	/* A line that goes on behind the window: text to the end. */
	if (at == w.n && !t->s->ended && w.p[w.n - 1] != '\n') {
		t->in = REST;
		return OM_OK;
	}
	if (taken > 0)
		rc = om_reading_sql_open_table(t, &head);
	if (rc == OM_OK)
		rc = om_reading_text_part(t->r, t->s, at);
	om_source_skip(t->s, taken);
	return rc;
}

/* ---- rows ---- */

static void
add_cell(
    struct om_reading_sql *t, size_t i, struct om_span value, const char *raw)
{
	om_sheet_cell(&t->sheet, (struct om_cell){ .p = value.p,
				     .n = (uint32_t)value.n,
				     .at = (uint32_t)(raw - t->w.p),
				     .column = om_reading_sql_column_at(t, i),
				     .verbatim = value.p == raw });
}

/* "(1, 'x')" at t->at; false where its end is not in the window. */
static bool
add_tuple(struct om_reading_sql *t)
{
	struct om_span rest = om_span_bytes(t->w.p + t->at, t->w.n - t->at);
	struct om_dump_value v;
	size_t i = 0;

	om_sheet_row(&t->sheet, (uint32_t)t->at, (uint32_t)t->line);
	(void)om_dump_sign(&rest, '(');
	for (;; i++) {
		if (!om_dump_value(&v, &rest, t->backslashes))
			return false;
		add_cell(t, i, om_dump_decode(&t->sheet.arena, &v), v.raw.p);
		if (rest.p[0] == ')')
			break;
		rest = om_span_bytes(rest.p + 1, rest.n - 1);
	}
	t->at = (size_t)(rest.p + 1 - t->w.p);
	return true;
}

/* Rows of a VALUES list; what else stands there ends it. */
static void
add_tuples(struct om_reading_sql *t)
{
	for (;;) {
		size_t from = t->at, row = t->sheet.row_count;

		while (t->at < t->w.n &&
		       memchr(" \t\r\n,", t->w.p[t->at], 5) != NULL)
			t->at++;
		t->line +=
		    om_lines_count(om_span_bytes(t->w.p + from, t->at - from));
		if (t->at == t->w.n)
			return;
		if (t->w.p[t->at] != '(') {
			t->at += t->w.p[t->at] == ';';
			t->in = TEXT;
			return;
		}
		from = t->at;
		if (!add_tuple(t)) {
			om_sheet_cut(&t->sheet, row);
			return;
		}
		t->line +=
		    om_lines_count(om_span_bytes(t->w.p + from, t->at - from));
	}
}

static void
add_copied(struct om_reading_sql *t, struct om_span line)
{
	struct om_span rest = line, cell;

	om_sheet_row(&t->sheet, (uint32_t)t->at, (uint32_t)t->line);
	for (size_t i = 0; rest.p != NULL; i++) {
		if (!om_span_cut(&cell, &rest, rest, '\t')) {
			cell = rest;
			rest = OM_SPAN_NONE;
		}
		add_cell(
		    t, i, om_dump_decode_copy(&t->sheet.arena, cell), cell.p);
	}
}

/* Lines of COPY, up to the one that says that there are no more. */
static void
add_lines(struct om_reading_sql *t, bool ended)
{
	while (t->at < t->w.n) {
		struct om_span line =
		    om_span_bytes(t->w.p + t->at, t->w.n - t->at);
		size_t n = om_lines_first(line);

		if (line.p[n - 1] != '\n' && !ended)
			return;
		line.n = n - (line.p[n - 1] == '\n');
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		if (om_span_is(line, "\\.")) {
			t->at += n;
			t->in = TEXT;
			return;
		}
		add_copied(t, line);
		t->at += n;
		t->line++;
	}
}

/* The rows that begin within `want` bytes; 2 where none ends there. */
static int
step_rows(struct om_reading_sql *t, size_t want)
{
	bool ended;
	int rc = om_reading_fill(t->s, want + 1);

	if (rc != OM_OK || t->s->n == 0)
		return rc;
	t->w = om_source_window(t->s);
	ended = t->s->ended && t->w.n <= want;
	if (t->w.n > want)
		t->w.n = want;
	t->at = 0;
	t->line = 0;
	om_sheet_begin(&t->sheet, t->s);
	t->sheet.record = t->record;
	if (t->in == COPY)
		add_lines(t, ended);
	else
		add_tuples(t);
	if (t->at == 0)
		return ended ? 3 : 2;
	om_sheet_window(&t->sheet, om_span_bytes(t->w.p, t->at));
	rc = om_sheet_end(&t->sheet);
	t->record += t->sheet.row_count;
	om_source_skip(t->s, t->at);
	return rc == OM_OK ? 1 : rc;
}

static int
read_rows(struct om_reading_sql *t)
{
	size_t want = WINDOW;

	while (t->in == VALUES || t->in == COPY) {
		int rc = step_rows(t, want);

		om_reading_tick(t->r, t->s);
		if (rc <= 0)
			return rc;
		if (rc == 1)
			want = WINDOW;
		else if (rc == 2 && want < ROW)
			want *= 2;
		else
			t->in = REST;
	}
	return OM_OK;
}

int
om_reading_sql(struct om_reading *r, struct om_source *s)
{
	struct om_reading_sql t = { .r = r, .s = s, .record = 1 };
	int rc = om_reading_fill(s, 1);

	while (rc == OM_OK && s->n > 0 && t.in != REST) {
		rc = t.in == TEXT ? step_text(&t) : read_rows(&t);
		om_reading_tick(r, s);
		if (rc == OM_OK && s->n == 0)
			rc = om_reading_fill(s, 1);
	}
	if (rc == OM_OK && t.in == REST)
		rc = om_reading_text(r, s);
	if (rc == OM_OK)
		rc = om_reading_sql_close_table(&t);
	if (t.open)
		om_sheet_close(&t.sheet);
	om_arena_free(&t.arena);
	return rc;
}
