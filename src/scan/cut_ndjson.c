#include "base/memory.h"
#include "scan/cut.h"
#include "scan/lines.h"
#include "scan/reading_json.h"

/* The beginning, which parts look at, and the sum of all parts. */
struct cut_ndjson {
	struct om_reading_json *sample, *total;
};

static struct om_reading_json *
clone(const struct om_reading_json *of, struct om_reading *r)
{
	struct om_reading_json *t = om_new(1, sizeof(*t));

	om_sheet_clone(&t->sheet, &of->sheet, r);
	t->columns = of->columns;
	return t;
}

static void
close_ndjson(void *state)
{
	struct cut_ndjson *c = state;

	om_reading_json_close(c->total);
	om_reading_json_close(c->sample);
	om_free(c);
}

/* Columns that came up in the part are looked up below those they are in. */
static void
merge_json(
    struct om_reading_json *t, const struct om_reading_json *part, size_t known)
{
	size_t n = part->sheet.column_count;
	uint16_t *numbers = om_new(n, sizeof(numbers[0]));

	for (size_t i = 0; i < n; i++) {
		const struct om_sheet_column *c = part->sheet.columns[i];

		numbers[i] = i < known ? (uint16_t)i
				       : om_json_columns_step(&t->columns,
					     &t->sheet, numbers[c->parent],
					     c->index ? OM_SPAN("*") : c->key);
		om_sheet_merge_column(t->sheet.columns[numbers[i]], c);
	}
	om_sheet_merge_rows(&t->sheet, &part->sheet);
	om_free(numbers);
}

static int
begin(void **state, struct om_reading *r, struct om_source *s)
{
	struct cut_ndjson *c = om_new(1, sizeof(*c));
	int rc;

	c->sample = om_new(1, sizeof(*c->sample));
	om_reading_json_open(c->sample, r);
	rc = om_reading_json_lines(c->sample, s, true);
	if (rc == OM_OK) {
		c->total = clone(c->sample, r);
		merge_json(c->total, c->sample, c->sample->sheet.column_count);
		*state = c;
	} else
		close_ndjson(c);
	return rc;
}

static uint64_t
next_record(const void *state)
{
	const struct cut_ndjson *c = state;

	return c->total->sheet.record;
}

static void
measure(struct om_cut_extent *out, struct om_span w, size_t least, bool ended,
    const void *state)
{
	(void)state;
	*out = (struct om_cut_extent){ .n = 0 };
	while (out->n < least && out->n < w.n) {
		struct om_span line = om_span_bytes(w.p + out->n, w.n - out->n);

		line.n = om_lines_first(line);
		if (!ended && line.p[line.n - 1] != '\n') {
			out->stuck = true;
			return;
		}
		out->records += om_span_trim(line).n > 0;
		out->lines += line.p[line.n - 1] == '\n';
		out->n += line.n;
	}
}

static int
scan(void **part, const void *state, struct om_reading *r, struct om_source *s,
    uint64_t record)
{
	const struct cut_ndjson *c = state;
	struct om_reading_json *t = clone(c->sample, r);

	t->sheet.record = record;
	*part = t;
	return om_reading_json_lines(t, s, false);
}

static void
merge(void *state, void *part)
{
	struct cut_ndjson *c = state;

	merge_json(c->total, part, c->sample->sheet.column_count);
	om_reading_json_close(part);
}

static int
end(void *state, struct om_reading *r)
{
	struct cut_ndjson *c = state;

	c->total->sheet.r = r;
	return om_sheet_shares(&c->total->sheet);
}

const struct om_cut_format om_cut_ndjson = { begin, next_record, measure, scan,
	merge, end, close_ndjson };
