#include "base/memory.h"
#include "scan/cut.h"
#include "scan/lines.h"
#include "scan/reading_table.h"

/* The beginning, which parts look at, and the sum of all parts. */
struct cut_table {
	struct om_reading_table *sample, *total;
};

static struct om_reading_table *
clone(const struct om_reading_table *of, struct om_reading *r)
{
	struct om_reading_table *t = om_new(1, sizeof(*t));

	om_sheet_clone(&t->sheet, &of->sheet, r);
	t->split = of->split;
	t->split.sheet = &t->sheet;
	return t;
}

static void
free_table(struct om_reading_table *t)
{
	if (t != NULL)
		om_sheet_close(&t->sheet);
	om_free(t);
}

static void
close_table(void *state)
{
	struct cut_table *c = state;

	free_table(c->total);
	free_table(c->sample);
	om_free(c);
}

static void
merge_table(struct om_reading_table *t, const struct om_reading_table *part)
{
	for (size_t i = 0; i < t->sheet.column_count; i++)
		om_sheet_merge_column(
		    t->sheet.columns[i], part->sheet.columns[i]);
	om_sheet_merge_rows(&t->sheet, &part->sheet);
}

static int
begin(void **state, struct om_reading *r, struct om_source *s)
{
	struct cut_table *c = om_new(1, sizeof(*c));
	bool tabs = om_span_is(om_span_of(r->format), "tsv");
	int rc;

	c->sample = om_new(1, sizeof(*c->sample));
	rc = om_reading_table_begin(c->sample, r, s, tabs ? '\t' : '\0');
	if (rc == OM_OK)
		rc = om_reading_table_rows(c->sample, s, true);
	if (rc == OM_OK) {
		c->total = clone(c->sample, r);
		merge_table(c->total, c->sample);
		*state = c;
	} else
		close_table(c);
	return rc;
}

static uint64_t
next_record(const void *state)
{
	const struct cut_table *c = state;

	return c->total->sheet.record;
}

/*
 * Rows are counted without being split where they have no quote. A row that
 * is longer than half of what a row may be is left to the reading that knows
 * what to do then.
 */
static void
measure(struct om_cut_extent *out, struct om_span w, size_t least, bool ended,
    const void *state)
{
	const struct om_table_split *split =
	    &((const struct cut_table *)state)->sample->split;
	struct om_table_count count = { .w = w, .ended = ended };

	*out = (struct om_cut_extent){ .stuck = split->literal };
	while (!out->stuck && count.at < least && count.at < w.n) {
		size_t before = count.at;

		out->stuck = !om_table_count(&count, split) ||
			     count.at - before > OM_READING_TABLE_ROW / 2;
	}
	out->n = count.at;
	out->lines = om_lines_count(om_span_bytes(w.p, count.at));
	out->records = count.rows;
}

static int
scan(void **part, const void *state, struct om_reading *r, struct om_source *s,
    uint64_t record)
{
	const struct cut_table *c = state;
	struct om_reading_table *t = clone(c->sample, r);

	t->sheet.record = record;
	*part = t;
	return om_reading_table_rows(t, s, false);
}

static void
merge(void *state, void *part)
{
	struct cut_table *c = state;

	merge_table(c->total, part);
	free_table(part);
}

static int
end(void *state, struct om_reading *r)
{
	struct cut_table *c = state;

	c->total->sheet.r = r;
	return om_sheet_shares(&c->total->sheet);
}

const struct om_cut_format om_cut_table = { begin, next_record, measure, scan,
	merge, end, close_table };
