#include "format/records.h"

#include <assert.h>

#include "base/memory.h"
#include "format/records_inside.h"

void
om_records_begin(struct om_records *r)
{
	r->number++;
	r->line = r->source.line;
	r->offset = r->source.skipped;
	r->text = OM_SPAN_NONE;
}

int
om_records_parse(struct om_value **out, struct om_records *r,
    struct om_arena *arena, size_t n)
{
	bool large = n + (r->source.skipped - r->offset) > r->source.limit;
	struct om_span text = om_source_window(&r->source);
	struct om_value *v;
	int rc;

	text.n = n;
	om_source_skip(&r->source, n);
	if (large)
		return om_fail(OM_LIMIT, "a record is larger than %zu bytes",
		    r->source.limit);
	if (r->options.keep)
		text = om_arena_copy(arena, text);
	r->text = text;
	rc = om_json_read(&v, arena, text, &r->options.limits);
	if (rc != OM_OK)
		return rc;
	if (v->type != OM_VALUE_OBJECT)
		return om_fail(OM_INPUT, "a record is not an object");
	*out = v;
	return 1;
}

int
om_records_envelope(const struct om_records *r, struct om_span key)
{
	const char *const *all = r->options.envelopes;

	for (int i = 0; all != NULL && all[i] != NULL; i++)
		if (om_span_is(key, all[i]))
			return i;
	return -1;
}

int
om_records_peek(char *out, struct om_records *r, size_t *at)
{
	for (;;) {
		struct om_span w = om_source_window(&r->source);
		int rc;

		while (*at < w.n && (w.p[*at] == ' ' || w.p[*at] == '\n' ||
					w.p[*at] == '\r' || w.p[*at] == '\t'))
			++*at;
		if (*at >= r->source.limit)
			return 0;
		if (*at < w.n) {
			*out = w.p[*at];
			return 1;
		}
		rc = om_source_more(&r->source);
		if (rc <= 0)
			return rc;
	}
}

static int
next_row(struct om_value **out, struct om_records *r, struct om_arena *arena)
{
	struct om_csv_row row;
	int rc;

	rc = om_csv_next(&row, &r->csv, arena);
	if (rc == 0)
		return 0;
	r->number++;
	r->line = row.line;
	r->offset = row.offset;
	r->text = row.raw;
	if (rc > 0)
		*out = om_csv_object(r->binding, &row, arena);
	return rc;
}

/* Puts the place before a message; those of the system name the file. */
static int
located(const struct om_records *r, int rc)
{
	if (rc != OM_INPUT && rc != OM_LIMIT)
		return rc;
	return om_fail_at(rc, r->source.name, (size_t)r->line);
}

int
om_records_next(
    struct om_value **out, struct om_records *r, struct om_arena *arena)
{
	int rc = 0;

	if (r->ended)
		return 0;
	switch (r->format) {
	case OM_RECORDS_NDJSON:
		rc = om_records_next_line(out, r, arena);
		break;
	case OM_RECORDS_CSV:
		rc = next_row(out, r, arena);
		break;
	default:
		rc = om_records_next_json(out, r, arena);
		break;
	}
	if (rc < 0 && rc != OM_INPUT && rc != OM_LIMIT)
		r->ended = true;
	return located(r, rc);
}

static int
open_csv(struct om_records *r)
{
	const struct om_records_options *o = &r->options;
	struct om_csv_options options = { .delimiter = o->delimiter,
		.keep = o->keep,
		.columns = o->columns,
		.cell = o->limits.string };
	int rc;

	if (options.delimiter == '\0' && o->map != NULL)
		options.delimiter = om_csv_map_delimiter(o->map);
	r->line = r->source.line;
	rc = om_csv_open(&r->csv, &r->source, &options);
	if (rc != OM_OK)
		return located(r, rc);
	return om_csv_bind(&r->binding, o->map, &r->csv);
}

/* The source is open or failed with rc; r is the caller's on success. */
static int
finish_open(struct om_records **out, struct om_records *r, int rc)
{
	if (rc == OM_OK)
		rc = om_records_detect(r);
	if (rc == OM_OK && r->format == OM_RECORDS_CSV)
		rc = open_csv(r);
	if (rc == OM_OK)
		*out = r;
	else
		om_records_close(r);
	return rc;
}

static struct om_records *
new_records(const struct om_records_options *options)
{
	struct om_records *r = om_new(1, sizeof(*r));

	r->source.fd = -1;
	if (options != NULL)
		r->options = *options;
	r->format = r->options.format;
	for (size_t i = 0;
	     r->options.envelopes != NULL && r->options.envelopes[i] != NULL;
	     i++)
		assert(i < OM_RECORDS_ENVELOPES_MOST);
	return r;
}

int
om_records_open(struct om_records **out, const char *path,
    const struct om_records_options *options)
{
	struct om_records *r = new_records(options);

	return finish_open(out, r,
	    om_source_open(
		&r->source, path, r->options.block, r->options.record));
}

int
om_records_open_memory(struct om_records **out, const char *name,
    struct om_span bytes, const struct om_records_options *options)
{
	struct om_records *r = new_records(options);

	om_source_memory(
	    &r->source, name, bytes, r->options.block, r->options.record);
	return finish_open(out, r, OM_OK);
}

void
om_records_close(struct om_records *r)
{
	if (r == NULL)
		return;
	om_csv_binding_free(r->binding);
	om_csv_close(&r->csv);
	om_source_close(&r->source);
	om_arena_free(&r->scratch);
	om_free(r);
}

uint64_t
om_records_number(const struct om_records *r)
{
	return r->number;
}

uint64_t
om_records_line(const struct om_records *r)
{
	return r->line;
}

uint64_t
om_records_offset(const struct om_records *r)
{
	return r->offset;
}

struct om_span
om_records_text(const struct om_records *r)
{
	return r->text;
}

enum om_records_format
om_records_format(const struct om_records *r)
{
	return r->format;
}

const struct om_csv *
om_records_csv(const struct om_records *r)
{
	return r->format == OM_RECORDS_CSV ? &r->csv : NULL;
}

uint64_t
om_records_read(const struct om_records *r)
{
	return om_source_read(&r->source);
}

uint64_t
om_records_size(const struct om_records *r)
{
	return r->source.size;
}
