#include "format/records_inside.h"

#include "format/json_scan.h"

/* The stream can be followed no further. */
static int
break_off(struct om_records *r, const char *what)
{
	r->ended = true;
	r->line = r->source.line;
	r->offset = r->source.skipped;
	r->text = OM_SPAN_NONE;
	return om_fail(OM_INPUT, "%s", what);
}

/*
 * The end of the value at the window's start: 1, 0 where the input ends
 * before, negative. Of one that is too large the first parts are skipped.
 */
static int
find_end(size_t *n, struct om_records *r)
{
	struct om_json_scan scan = { 0 };

	while (!om_json_scan(&scan, om_source_window(&r->source))) {
		int rc = om_source_more(&r->source);

		if (rc == OM_LIMIT) {
			om_source_skip(&r->source, scan.at);
			scan.at = 0;
			continue;
		}
		if (rc <= 0)
			return rc;
	}
	*n = scan.at;
	return 1;
}

/* The value at *at, which then stands behind it, as om_records_peek. */
static int
pass_value(struct om_records *r, size_t *at, struct om_value **v)
{
	struct om_json_scan scan = { 0 };
	struct om_span w;

	for (;;) {
		int rc;

		w = om_source_window(&r->source);
		w = om_span_bytes(w.p + *at, w.n - *at);
		if (om_json_scan(&scan, w))
			break;
		if (*at + w.n > r->source.limit)
			return 0;
		rc = om_source_more(&r->source);
		if (rc <= 0)
			return rc;
	}
	w.n = scan.at;
	*at += w.n;
	if (*at > r->source.limit)
		return 0;
	return om_json_read(v, &r->scratch, w, &r->options.limits) == OM_OK;
}

static int
read_member(struct om_records_entry *entry, struct om_records *r)
{
	struct om_value *v;
	char byte;
	int rc;

	rc = pass_value(r, &entry->at, &v);
	if (rc <= 0 || v->type != OM_VALUE_STRING)
		return rc < 0 ? rc : 0;
	entry->key = om_records_envelope(r, v->text);
	rc = om_records_peek(&byte, r, &entry->at);
	if (rc <= 0 || byte != ':')
		return rc < 0 ? rc : 0;
	entry->at++;
	rc = om_records_peek(&entry->byte, r, &entry->at);
	if (rc <= 0)
		return rc;
	if (entry->key >= 0 && (entry->byte == '[' || entry->byte == '{'))
		return 1;
	entry->key = -1;
	return pass_value(r, &entry->at, &v);
}

int
om_records_member(struct om_records_entry *entry, struct om_records *r)
{
	int rc = read_member(entry, r);

	om_arena_wipe(&r->scratch);
	return rc;
}

int
om_records_find_envelope(struct om_records_entry *entry, struct om_records *r)
{
	char byte = ',';

	if (r->options.envelopes == NULL)
		return 0;
	while (byte == ',') {
		int rc;

		entry->at++;
		rc = om_records_peek(&byte, r, &entry->at);
		if (rc <= 0 || byte != '"')
			return rc < 0 ? rc : 0;
		rc = om_records_member(entry, r);
		if (rc <= 0 || entry->key >= 0)
			return rc;
		rc = om_records_peek(&byte, r, &entry->at);
		if (rc <= 0)
			return rc;
	}
	return 0;
}

/* Goes into the envelope's array or to its object. */
static int
enter(struct om_records *r, const struct om_records_entry *entry)
{
	uint64_t bit = UINT64_C(1) << entry->key;

	if ((r->entered & bit) != 0)
		return break_off(r, "a doubled key in an envelope");
	r->entered |= bit;
	om_source_skip(&r->source, entry->at + (entry->byte == '['));
	r->place = entry->byte == '[' ? OM_PLACE_FIRST : OM_PLACE_ONLY;
	return 0;
}

/*
 * The functions for the places take the byte that stands at the window's
 * start: 1 where a record begins with it, 0 where it was passed, negative.
 */
static int
at_top(struct om_records *r, char byte)
{
	struct om_records_entry entry = { 0 };
	bool first = !r->began;
	int rc;

	r->began = true;
	if (byte == '[' && first) {
		om_source_skip(&r->source, 1);
		r->place = OM_PLACE_FIRST;
		return 0;
	}
	if (byte != '{')
		return break_off(r, "neither an object nor an array");
	rc = om_records_find_envelope(&entry, r);
	if (rc < 0)
		return rc;
	return rc > 0 ? enter(r, &entry) : 1;
}

static int
at_element(struct om_records *r, char byte)
{
	if (byte == ']' && r->place != OM_PLACE_ELEMENT) {
		om_source_skip(&r->source, 1);
		r->place = r->entered != 0 ? OM_PLACE_TAIL : OM_PLACE_END;
		return 0;
	}
	if (r->place != OM_PLACE_BEHIND) {
		if (byte == ',' || byte == ']' || byte == '}' || byte == ':')
			return break_off(r, "no element in an array");
		return 1;
	}
	if (byte != ',')
		return break_off(r, "neither ',' nor ']' behind an element");
	om_source_skip(&r->source, 1);
	r->place = OM_PLACE_ELEMENT;
	return 0;
}

static int
at_tail(struct om_records *r, char byte)
{
	struct om_records_entry entry = { .at = 1 };
	int rc;

	if (byte == '}') {
		om_source_skip(&r->source, 1);
		r->place = OM_PLACE_TOP;
		r->entered = 0;
		return 0;
	}
	if (byte != ',')
		return break_off(r, "neither ',' nor '}' in an envelope");
	rc = om_records_peek(&byte, r, &entry.at);
	if (rc > 0 && byte == '"')
		rc = om_records_member(&entry, r);
	else if (rc > 0)
		rc = 0;
	if (rc < 0)
		return rc;
	if (rc == 0)
		return break_off(r, "no member in an envelope");
	if (entry.key >= 0)
		return enter(r, &entry);
	om_source_skip(&r->source, entry.at);
	return 0;
}

static int
at_place(struct om_records *r, char byte)
{
	switch (r->place) {
	case OM_PLACE_TOP:
		return at_top(r, byte);
	case OM_PLACE_FIRST:
	case OM_PLACE_ELEMENT:
	case OM_PLACE_BEHIND:
		return at_element(r, byte);
	case OM_PLACE_ONLY:
		return 1;
	case OM_PLACE_TAIL:
		return at_tail(r, byte);
	case OM_PLACE_END:
		break;
	}
	return break_off(r, "something behind the end of the array");
}

static int
read_record(struct om_value **out, struct om_records *r, struct om_arena *arena)
{
	size_t n;
	int rc;

	om_records_begin(r);
	rc = find_end(&n, r);
	if (rc < 0)
		return rc;
	if (rc == 0) {
		r->ended = true;
		return om_fail(OM_INPUT, "ends in the middle of a record");
	}
	if (r->place == OM_PLACE_ONLY)
		r->place = OM_PLACE_TAIL;
	else if (r->place != OM_PLACE_TOP)
		r->place = OM_PLACE_BEHIND;
	return om_records_parse(out, r, arena, n);
}

/* White space between records, of which there may be any amount. */
static int
next_byte(char *byte, struct om_records *r)
{
	for (;;) {
		size_t at = 0;
		int rc = om_records_peek(byte, r, &at);

		om_source_skip(&r->source, at);
		if (rc != 0 || at < r->source.limit)
			return rc;
	}
}

/* The input ends where the byte before a record was looked for. */
static int
end_stream(struct om_records *r)
{
	r->ended = true;
	if (r->place == OM_PLACE_TOP || r->place == OM_PLACE_END)
		return 0;
	return break_off(r, "ends in the middle of an array or envelope");
}

int
om_records_next_json(
    struct om_value **out, struct om_records *r, struct om_arena *arena)
{
	for (;;) {
		char byte;
		int rc = next_byte(&byte, r);

		if (rc == 0)
			return end_stream(r);
		if (rc > 0)
			rc = at_place(r, byte);
		if (rc > 0)
			return read_record(out, r, arena);
		if (rc < 0)
			return rc;
	}
}
