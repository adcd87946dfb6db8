#include "base/memory.h"
#include "scan/sheet.h"

static struct om_sheet_column *
clone_column(struct om_sheet *s, const struct om_sheet_column *of)
{
	struct om_sheet_column *c = om_arena_new(&s->names, 1, sizeof(*c));

	*c = *of;
	c->values = 0;
	c->kinds = NULL;
	c->kind_count = 0;
	c->text = OM_BUF(of->text.ceiling);
	c->pieces = NULL;
	c->count = c->size = 0;
	return c;
}

void
om_sheet_clone(
    struct om_sheet *s, const struct om_sheet *of, struct om_reading *r)
{
	*s = (struct om_sheet){ .r = r,
		.record = of->record + of->row_count,
		.line = 1,
		.sampled = of->sampled,
		.give = of->give };
	s->columns = om_new(of->column_count, sizeof(s->columns[0]));
	for (size_t i = 0; i < of->column_count; i++)
		s->columns[i] = clone_column(s, of->columns[i]);
	s->column_count = of->column_count;
}

void
om_sheet_tally(struct om_sheet_column *c, uint16_t kind, uint64_t n)
{
	size_t i = 0;

	while (i < c->kind_count && c->kinds[i].kind != kind)
		i++;
	if (i == c->kind_count) {
		c->kinds = om_resize(c->kinds, i + 1, sizeof(c->kinds[0]));
		c->kinds[i] = (struct om_sheet_kind){ 0, kind };
		c->kind_count++;
	}
	c->kinds[i].n += n;
}

void
om_sheet_merge_column(
    struct om_sheet_column *to, const struct om_sheet_column *from)
{
	to->values += from->values;
	for (size_t i = 0; i < from->kind_count; i++)
		om_sheet_tally(to, from->kinds[i].kind, from->kinds[i].n);
}

void
om_sheet_merge_rows(struct om_sheet *to, const struct om_sheet *from)
{
	om_sheet_begin(to, NULL);
	to->record = from->record + from->row_count;
	to->total += from->total;
}
