#include "format/csv_scan.h"

#include "base/error.h"
#include "base/memory.h"
#include "format/swar.h"

enum { MARKS_FIRST = 64 };

void
om_csv_scan_begin(struct om_csv_scan *s)
{
	s->state = OM_CSV_START;
	s->at = 0;
	s->count = 0;
	s->code = OM_OK;
	s->fault = NULL;
}

static void
note(struct om_csv_scan *s, int code, const char *what)
{
	if (s->code != OM_OK)
		return;
	s->code = code;
	s->fault = what;
}

static struct om_csv_mark *
begin_cell(struct om_csv_scan *s)
{
	struct om_csv_mark *mark;

	if (s->count == s->columns) {
		note(s, OM_LIMIT, "too many columns");
		s->count--;
	}
	if (s->count == s->size) {
		s->size = s->size == 0 ? MARKS_FIRST : s->size * 2;
		s->marks = om_resize(s->marks, s->size, sizeof(*s->marks));
	}
	mark = &s->marks[s->count++];
	*mark = (struct om_csv_mark){ .start = s->at };
	return mark;
}

/* Ends the cell that is being read before the byte at end. */
static void
end_cell(struct om_csv_scan *s, size_t end)
{
	struct om_csv_mark *mark = &s->marks[s->count - 1];

	mark->end = end;
	if (end - mark->start > s->cell)
		note(s, OM_LIMIT, "a cell is too long");
}

/* Ends a plain cell at the line's end; CR belongs to the line break. */
static void
end_plain(struct om_csv_scan *s, struct om_span w, size_t end)
{
	size_t start = s->marks[s->count - 1].start;

	end_cell(s, end - (end > start && w.p[end - 1] == '\r'));
}

/* To the next delimiter, quote or control character. */
static size_t
plain_run(struct om_span w, size_t i, char delimiter)
{
	for (; w.n - i >= 8; i += 8) {
		uint64_t word = om_swar_load(w.p + i);
		uint64_t test = om_swar_below(word, 0x20) |
				om_swar_equal(word, '"') |
				om_swar_equal(word, (unsigned char)delimiter);

		if (test != 0)
			return i + om_swar_first(test);
	}
	while (i < w.n && (unsigned char)w.p[i] >= 0x20 && w.p[i] != '"' &&
	       w.p[i] != delimiter)
		i++;
	return i;
}

/* A step in a plain cell; true at the row's end. */
static bool
step_plain(struct om_csv_scan *s, struct om_span w)
{
	size_t i = plain_run(w, s->at, s->delimiter);

	s->at = i;
	if (i == w.n)
		return false;
	s->at++;
	if (w.p[i] == s->delimiter) {
		end_cell(s, i);
		s->state = OM_CSV_START;
	} else if (w.p[i] == '\n') {
		end_plain(s, w, i);
		return true;
	} else if (w.p[i] == '"') {
		note(s, OM_INPUT, "a quote in a cell without quotes");
	} else if (w.p[i] == '\0') {
		note(s, OM_INPUT, "NUL in a cell");
	}
	return false;
}

static void
step_quoted(struct om_csv_scan *s, struct om_span w)
{
	const char *quote = memchr(w.p + s->at, '"', w.n - s->at);
	size_t end = quote == NULL ? w.n : (size_t)(quote - w.p);

	if (memchr(w.p + s->at, '\0', end - s->at) != NULL)
		note(s, OM_INPUT, "NUL in a cell");
	s->at = end;
	if (quote == NULL)
		return;
	s->at++;
	s->state = OM_CSV_QUOTE;
}

/* What follows a quote in a quoted cell; true at the row's end. */
static bool
step_quote(struct om_csv_scan *s, char byte)
{
	bool behind_cr = s->state == OM_CSV_RETURN;
	size_t i = s->at++;

	if (byte == '\n') {
		end_cell(s, i - behind_cr);
		return true;
	}
	if (byte == '"' && !behind_cr) {
		s->marks[s->count - 1].doubled = true;
		s->state = OM_CSV_QUOTED;
	} else if (byte == s->delimiter && !behind_cr) {
		end_cell(s, i);
		s->state = OM_CSV_START;
	} else if (byte == '\r' && !behind_cr) {
		s->state = OM_CSV_RETURN;
	} else {
		note(s, OM_INPUT, "something behind a closing quote");
		s->state = OM_CSV_PLAIN;
	}
	return false;
}

static void
step_start(struct om_csv_scan *s, char byte)
{
	struct om_csv_mark *mark = begin_cell(s);

	s->state = OM_CSV_PLAIN;
	if (byte != '"')
		return;
	mark->quoted = true;
	s->state = OM_CSV_QUOTED;
	s->at++;
}

bool
om_csv_scan(struct om_csv_scan *s, struct om_span window)
{
	bool ends = false;

	while (s->at < window.n && !ends) {
		switch (s->state) {
		case OM_CSV_START:
			step_start(s, window.p[s->at]);
			break;
		case OM_CSV_PLAIN:
			ends = step_plain(s, window);
			break;
		case OM_CSV_QUOTED:
			step_quoted(s, window);
			break;
		case OM_CSV_QUOTE:
		case OM_CSV_RETURN:
			ends = step_quote(s, window.p[s->at]);
			break;
		}
	}
	return ends;
}

bool
om_csv_scan_end(struct om_csv_scan *s, struct om_span window)
{
	if (window.n == 0 && s->count == 0)
		return false;
	if (s->state == OM_CSV_START)
		(void)begin_cell(s);
	if (s->state == OM_CSV_QUOTED) {
		s->code = OM_INPUT;
		s->fault = "a quote is never closed";
	}
	if (s->state == OM_CSV_START || s->state == OM_CSV_PLAIN)
		end_plain(s, window, window.n);
	else
		end_cell(s, window.n - (s->state == OM_CSV_RETURN));
	return true;
}

void
om_csv_scan_drop(struct om_csv_scan *s, int code, const char *fault)
{
	s->code = code;
	s->fault = fault;
	s->at = 0;
	s->count = 1;
	s->marks[0] = (struct om_csv_mark){ 0 };
}

bool
om_csv_scan_is_blank(const struct om_csv_scan *s)
{
	return s->count == 1 && s->code == OM_OK && !s->marks[0].quoted &&
	       s->marks[0].start == s->marks[0].end;
}

void
om_csv_scan_free(struct om_csv_scan *s)
{
	om_free(s->marks);
	s->marks = NULL;
}
