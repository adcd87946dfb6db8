#include "format/records_inside.h"

#include "format/json_scan.h"

/* A line of the window, without and with its line break. */
struct line {
	size_t n, whole;
	bool last; /* the input ends with it, no line break behind */
};

/*
 * The line at the window's start: 1, 0 at the end, negative. Of a line that
 * is too large the first parts are skipped.
 */
static int
find_line(struct line *out, struct om_records *r)
{
	uint64_t start = r->source.skipped;
	size_t at = 0;

	for (;;) {
		struct om_span w = om_source_window(&r->source);
		const char *end = memchr(w.p + at, '\n', w.n - at);
		int rc;

		if (end != NULL) {
			size_t n = (size_t)(end - w.p);

			*out = (struct line){ n, n + 1, false };
			return 1;
		}
		at = w.n;
		rc = om_source_more(&r->source);
		if (rc == OM_LIMIT) {
			om_source_skip(&r->source, at);
			at = 0;
		} else if (rc == 0) {
			*out = (struct line){ at, at, true };
			return at > 0 || r->source.skipped > start;
		} else if (rc < 0) {
			return rc;
		}
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Blanks at both ends of the line: skips those before, drops the others. */
static void
trim(struct om_records *r, struct line *line)
{
	struct om_span w = om_source_window(&r->source);
	size_t blanks = 0;

	while (blanks < line->n && is_blank(w.p[blanks]))
		blanks++;
	while (line->n > blanks && is_blank(w.p[line->n - 1]))
		line->n--;
	om_source_skip(&r->source, blanks);
	line->n -= blanks;
	line->whole -= blanks;
}

/* Whether a line without line break is a record cut off. */
static bool
is_cut(struct om_records *r, const struct line *line)
{
	struct om_span text = om_source_window(&r->source);
	struct om_json_scan scan = { 0 };

	text.n = line->n;
	return line->last && text.n > 0 && text.p[0] == '{' &&
	       !om_json_scan(&scan, text);
}

/* A line that holds {"profile": {...}} is what the envelope holds. */
static void
unwrap(struct om_value **v, struct om_records *r)
{
	struct om_value *only = (*v)->first;

	if ((*v)->count != 1 || only->type != OM_VALUE_OBJECT ||
	    om_records_envelope(r, only->key) < 0)
		return;
	r->offset += (uint64_t)(only->raw.p - r->text.p);
	r->text = only->raw;
	*v = only;
}

static int
read_line(struct om_value **out, struct om_records *r, struct om_arena *arena,
    struct line *line)
{
	bool cut = is_cut(r, line);
	int rc;

	rc = om_records_parse(out, r, arena, line->n);
	om_source_skip(&r->source, line->whole - line->n);
	if (rc == OM_INPUT && cut)
		return om_fail(OM_INPUT, "ends in the middle of a record");
	if (rc > 0)
		unwrap(out, r);
	return rc;
}

int
om_records_next_line(
    struct om_value **out, struct om_records *r, struct om_arena *arena)
{
	for (;;) {
		uint64_t start = r->source.skipped;
		struct line line;
		bool large;
		int rc;

		rc = find_line(&line, r);
		if (rc <= 0)
			return rc;
		large = r->source.skipped > start || line.n > r->source.limit;
		if (!large)
			trim(r, &line);
		if (large || line.n > 0) {
			om_records_begin(r);
			if (large)
				r->offset = start;
			return read_line(out, r, arena, &line);
		}
		om_source_skip(&r->source, line.whole);
	}
}
