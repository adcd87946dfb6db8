#include "format/json_string.h"
#include "render/csv_writer.h"
#include "scan/sieve_inside.h"

static int
apply(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_spot *spot, const struct om_sieve_edit *e)
{
	return om_sieve_change_apply(out, &w->hand, e->change, e->kind,
	    om_span_bytes(spot->text.p + e->start, e->end - e->start));
}

/* The decoded value with all edits, appended. */
static int
rewrite(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_spot *spot)
{
	size_t at = 0;
	int rc = OM_OK;

	for (size_t i = 0; i < w->edit_count && rc == OM_OK; i++) {
		const struct om_sieve_edit *e = &w->edits[i];

		om_buf_add(
		    out, om_span_bytes(spot->text.p + at, e->start - at));
		rc = apply(w, out, spot, e);
		at = e->end;
	}
	om_buf_add(out, om_span_bytes(spot->text.p + at, spot->text.n - at));
	return rc;
}

/* Only what must be escaped is; the rest stays for people to read. */
static void
add_escaped(struct om_buf *out, struct om_span s)
{
	const char *p = s.p, *end = s.p + s.n;
	uint64_t seen = 0;

	while (p < end) {
		const char *plain = p;

		p = om_json_plain(p, end, &seen);
		om_buf_add(out, om_span_bytes(plain, (size_t)(p - plain)));
		if (p == end)
			break;
		if ((unsigned char)*p < 0x20)
			om_buf_format(out, "\\u%04x", (unsigned char)*p);
		else {
			om_buf_byte(out, '\\');
			om_buf_byte(out, *p);
		}
		p++;
	}
}

/* Written in its place, and again where something in it must be escaped. */
static int
apply_escaped(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_spot *spot, const struct om_sieve_edit *e)
{
	size_t before = out->n;
	int rc = apply(w, out, spot, e);
	const char *p = out->p + before, *end = out->p + out->n;
	uint64_t seen = 0;

	if (rc != OM_OK || om_json_plain(p, end, &seen) == end)
		return rc;
	om_buf_reset(&w->scratch);
	om_buf_add(&w->scratch, om_span_bytes(p, (size_t)(end - p)));
	out->n = before;
	add_escaped(out, om_buf_span(&w->scratch));
	return om_buf_check(&w->scratch, "a value");
}

/* A place in a JSON string, in its raw form and in the decoded one. */
struct place {
	const char *raw;
	size_t decoded;
};

static unsigned
hex4(const char *p)
{
	unsigned value = 0;

	for (int i = 0; i < 4; i++)
		value = value << 4 |
			(unsigned)(p[i] <= '9' ? p[i] - '0'
					       : (p[i] | 0x20) - 'a' + 10);
	return value;
}

/* Behind the byte or escape at p, which the reader has found good. */
static struct place
behind(struct place p)
{
	unsigned c;

	if (*p.raw != '\\')
		return (struct place){ p.raw + 1, p.decoded + 1 };
	if (p.raw[1] != 'u')
		return (struct place){ p.raw + 2, p.decoded + 1 };
	c = hex4(p.raw + 2);
	if (c >= 0xd800 && c <= 0xdbff)
		return (struct place){ p.raw + 12, p.decoded + 4 };
	return (struct place){ p.raw + 6, p.decoded + (c < 0x80	      ? 1
							  : c < 0x800 ? 2
								      : 3) };
}

/* The last place not behind `decoded`. */
static struct place
seek(const struct om_sieve_spot *spot, struct place from, size_t decoded)
{
	if (spot->text.p == spot->p + 1)
		return (struct place){ spot->text.p + decoded, decoded };
	while (from.decoded < decoded) {
		struct place next = behind(from);

		if (next.decoded > decoded)
			break;
		from = next;
	}
	return from;
}

/* Between the edits the string keeps its very bytes, escapes and all. */
static int
encode_string(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_spot *spot)
{
	struct place at = { spot->p + 1, 0 }, to;
	int rc = OM_OK;

	om_buf_byte(out, '"');
	for (size_t i = 0; i < w->edit_count && rc == OM_OK; i++) {
		const struct om_sieve_edit *e = &w->edits[i];

		to = seek(spot, at, e->start);
		om_buf_add(
		    out, om_span_bytes(at.raw, (size_t)(to.raw - at.raw)));
		rc = apply_escaped(w, out, spot, e);
		at = seek(spot, to, e->end);
		if (at.decoded < e->end)
			at = behind(at);
	}
	om_buf_add(
	    out, om_span_bytes(at.raw, (size_t)(spot->p + spot->n - at.raw)));
	return rc;
}

/* As JSON writes numbers; what else it might be is text here. */
static bool
is_number(struct om_span s)
{
	size_t i = 0, digits = 0;

	i += s.n > 0 && s.p[0] == '-';
	if (s.n - i > 1 && s.p[i] == '0' && s.p[i + 1] != '.')
		return false;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') {
		i++;
		digits++;
	}
	if (digits == 0 || i == s.n)
		return digits > 0;
	if (s.p[i++] != '.' || i == s.n)
		return false;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i == s.n;
}

static int
encode_bare(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_spot *spot)
{
	struct om_span value;
	int rc;

	om_buf_reset(&w->scratch);
	rc = rewrite(w, &w->scratch, spot);
	value = om_buf_span(&w->scratch);
	if (value.n == 0)
		om_buf_text(out, "null");
	else if (is_number(value))
		om_buf_add(out, value);
	else {
		om_buf_byte(out, '"');
		add_escaped(out, value);
		om_buf_byte(out, '"');
	}
	return rc;
}

static bool
needs_quotes(struct om_span s, char delimiter)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == delimiter || s.p[i] == '"' || s.p[i] == '\n' ||
		    s.p[i] == '\r')
			return true;
	return false;
}

/* What is written anew must not be a formula, whatever stood there. */
static int
encode_cell(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_spot *spot)
{
	struct om_span value;
	bool quoted;
	int rc;

	om_buf_reset(&w->scratch);
	rc = rewrite(w, &w->scratch, spot);
	value = om_buf_span(&w->scratch);
	/* A row of one empty cell would be an empty line, which is no row. */
	quoted = spot->p[0] == '"' || needs_quotes(value, w->csv.delimiter) ||
		 (value.n == 0 && w->sieve->width == 1);
	if (quoted)
		om_buf_byte(out, '"');
	if (om_csv_writer_is_formula(value))
		om_buf_byte(out, '\'');
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"')
			om_buf_byte(out, '"');
		om_buf_byte(out, value.p[i]);
	}
	if (quoted)
		om_buf_byte(out, '"');
	return rc;
}

int
om_sieve_encode(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_spot *spot)
{
	switch (spot->form) {
	case OM_SIEVE_STRING:
		if (spot->field == NULL ||
		    spot->field->change.action != OM_SIEVE_REMOVE)
			return encode_string(w, out, spot);
		om_buf_text(out, "null");
		return OM_OK;
	case OM_SIEVE_BARE:
		return encode_bare(w, out, spot);
	case OM_SIEVE_CELL:
		return encode_cell(w, out, spot);
	default:
		return rewrite(w, out, spot);
	}
}
