#include "format/csv_detect.h"
#include "scan/sieve_inside.h"

/* The cells of the first row, in s->names; wrong where it is none. */
static int
read_names(struct om_sieve *s, struct om_span row)
{
	struct om_csv_scan *scan = &s->frame.csv;
	struct om_csv_scan own = { .delimiter = scan->delimiter,
		.columns = scan->columns,
		.cell = scan->cell };
	int rc = OM_OK;

	if (!om_csv_scan(&own, row))
		(void)om_csv_scan_end(&own, row);
	if (own.code != OM_OK)
		rc = om_fail(OM_INPUT, "the first row: %s", own.fault);
	s->names = om_arena_new(&s->arena, own.count, sizeof(*s->names));
	s->fields = om_arena_new(&s->arena, own.count, sizeof(*s->fields));
	for (size_t i = 0; rc == OM_OK && i < own.count; i++) {
		struct om_csv_mark m = own.marks[i];

		s->names[i] = om_span_bytes(row.p + m.start + m.quoted,
		    m.end - m.start - 2 * (size_t)m.quoted);
	}
	s->width = own.count;
	om_csv_scan_free(&own);
	return rc;
}

static void
number_names(struct om_sieve *s)
{
	for (size_t i = 0; i < s->width; i++) {
		struct om_buf name = OM_BUF(32);

		om_buf_format(&name, "column %zu", i + 1);
		s->names[i] = om_arena_copy(&s->arena, om_buf_span(&name));
		om_buf_free(&name);
	}
}

/* "/email" is a column as "email" is. */
static bool
is_column(const struct om_sieve_field *f, struct om_span name)
{
	return om_span_equal(f->name, name) ||
	       (f->count == 1 && om_span_equal(f->parts[0], name));
}

/* A rule for a column that is not there is a slip, and would protect none. */
static int
bind_fields(struct om_sieve *s)
{
	const struct om_sieve_rules *rules = s->options.rules;

	for (size_t i = 0; i < rules->field_count; i++) {
		const struct om_sieve_field *f = &rules->fields[i];
		bool found = false;

		for (size_t k = 0; k < s->width; k++)
			if (is_column(f, s->names[k])) {
				s->fields[k] = f;
				found = true;
			}
		if (!found)
			return om_fail(OM_USAGE, "the input has no column %.*s",
			    OM_SPAN_ARG(f->name));
	}
	return OM_OK;
}

/* Names hold nothing that would be changed, were they values. */
static int
check_names(const struct om_sieve *s)
{
	const struct om_sieve_options *o = &s->options;
	struct om_hits hits = { 0 };
	int rc = OM_OK;

	for (size_t i = 0; o->scanner != NULL && i < s->width; i++)
		om_scanner_text(o->scanner, &hits, s->names[i], NULL);
	for (size_t i = 0; i < hits.n && rc == OM_OK; i++)
		if (o->rules->of_kind[hits.list[i].kind].action !=
			OM_SIEVE_KEEP ||
		    o->policy != NULL)
			rc = om_fail(OM_USAGE,
			    "the first row holds what looks like %s: where it "
			    "is a record, say --no-header",
			    o->rules->kinds->list[hits.list[i].kind].name);
	om_hits_free(&hits);
	return rc;
}

static int
take(struct om_sieve *s, struct om_span row)
{
	int rc;

	s->names = NULL;
	rc = read_names(s, om_arena_copy(&s->arena, row));
	if (rc == OM_OK && s->options.headless)
		number_names(s);
	else if (rc == OM_OK)
		rc = check_names(s);
	return rc == OM_OK ? bind_fields(s) : rc;
}

int
om_sieve_header_read(size_t *out, struct om_sieve *s, struct om_span row)
{
	int rc = OM_OK;
	bool passes;

	if (om_span_trim(row).n > 0)
		rc = take(s, om_sieve_body(row));
	if (rc != OM_OK)
		return rc;
	passes = s->width == 0 || !s->options.headless;
	if (!s->options.headless)
		om_buf_add(&s->header, row);
	*out = passes ? row.n : 0;
	return OM_OK;
}
