#include "format/records_inside.h"

#include "format/json_scan.h"

/*
 * The line that begins at offset at, as far as it is within the limit: 1,
 * negative. Whatever the block size, the same bytes are looked at.
 */
static int
first_line(struct om_span *out, struct om_records *r, size_t at)
{
	size_t from = at;

	for (;;) {
		struct om_span w = om_source_window(&r->source);
		const char *end;
		int rc = 0;

		if (w.n > r->source.limit)
			w.n = r->source.limit;
		end = memchr(w.p + from, '\n', w.n - from);
		from = w.n;
		if (end == NULL && w.n < r->source.limit)
			rc = om_source_more(&r->source);
		if (rc < 0)
			return rc;
		if (rc > 0)
			continue;
		if (end == NULL)
			end = w.p + w.n;
		*out = om_span_bytes(w.p + at, (size_t)(end - w.p) - at);
		return 1;
	}
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/*
 * An object's first line does not complete it: whether that is a bad line of
 * NDJSON, and not JSON over several lines. In JSON no line break stands in a
 * string, and no object follows but on one of '[', ',' and ':'.
 */
static int
is_bad_line(bool *out, struct om_records *r, size_t at, struct om_span line,
    const struct om_json_scan *scan)
{
	char last = line.p[line.n - 1], next;
	size_t behind = at + line.n;
	int rc;

	*out = scan->string;
	if (*out)
		return OM_OK;
	rc = om_records_peek(&next, r, &behind);
	if (rc < 0)
		return rc;
	*out = rc == 0 || (next == '{' && strchr("[,:", last) == NULL);
	return OM_OK;
}

/* An object begins at offset at: one on every line, or otherwise? */
static int
detect_object(struct om_records *r, size_t at)
{
	struct om_json_scan scan = { 0 };
	struct om_span line;
	bool lines;
	int rc;

	rc = first_line(&line, r, at);
	if (rc < 0)
		return rc;
	while (line.n > 1 && is_space(line.p[line.n - 1]))
		line.n--;
	lines = om_json_scan(&scan, line);
	if (lines)
		lines = scan.at == line.n;
	else
		rc = is_bad_line(&lines, r, at, line, &scan);
	r->format = lines ? OM_RECORDS_NDJSON : OM_RECORDS_JSON;
	return rc < 0 ? rc : OM_OK;
}

int
om_records_detect(struct om_records *r)
{
	struct om_records_entry entry = { 0 };
	char byte = '\0';
	int rc;

	if (r->format != OM_RECORDS_AUTO)
		return OM_OK;
	rc = om_records_peek(&byte, r, &entry.at);
	if (rc < 0)
		return rc;
	if (byte == '{') {
		size_t at = entry.at;

		rc = om_records_find_envelope(&entry, r);
		if (rc < 0)
			return rc;
		if (rc == 0 || entry.byte != '[')
			return detect_object(r, at);
	}
	if (byte == '{' || byte == '[')
		r->format = OM_RECORDS_JSON;
	else if (r->options.map != NULL || r->options.rows)
		r->format = OM_RECORDS_CSV;
	else
		r->format = OM_RECORDS_NDJSON;
	return OM_OK;
}
