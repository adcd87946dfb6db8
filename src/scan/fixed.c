#include "scan/fixed.h"

#include "scan/lines.h"

/* Bytes of a line that are looked at. */
enum { WIDTH = 4096, PLACE = 1 << 20 };

static bool
take_number(size_t *out, struct om_span s)
{
	uint64_t n;

	if (!om_span_u64(&n, s) || n == 0 || n > PLACE)
		return false;
	*out = (size_t)n;
	return true;
}

int
om_fixed_add(struct om_fixed *f, const char *text)
{
	struct om_span from, to = om_span_of(text), name = OM_SPAN_NONE;
	struct om_fixed_column *c = &f->columns[f->n];

	if (f->n == OM_FIXED_MAX)
		return om_fail(
		    OM_USAGE, "--columns: more than %d", OM_FIXED_MAX);
	(void)om_span_cut(&to, &name, to, ':');
	if (!om_span_cut(&from, &to, to, '-') || !take_number(&c->from, from) ||
	    !take_number(&c->to, to) || c->to < c->from ||
	    name.n >= OM_FIXED_NAME)
		return om_fail(OM_USAGE,
		    "--columns: column %zu is not as 1-10:name", f->n + 1);
	c->from--;
	memcpy(c->name, name.p == NULL ? "" : name.p, name.n);
	c->name[name.n] = '\0';
	f->n++;
	return OM_OK;
}

/* Ors a line into the places where something stands. */
static void
mark(bool *filled, size_t *width, struct om_span line)
{
	size_t n = line.n < WIDTH ? line.n : WIDTH;

	for (size_t i = 0; i < n; i++)
		filled[i] |= strchr(" \t\r\n", line.p[i]) == NULL;
	if (n > *width)
		*width = n;
}

void
om_fixed_detect(struct om_fixed *f, struct om_span text, size_t lines)
{
	bool filled[WIDTH] = { false };
	size_t width = 0;

	while (text.n > 0 && lines-- > 0) {
		size_t n = om_lines_first(text);

		mark(filled, &width, om_span_bytes(text.p, n));
		text = om_span_bytes(text.p + n, text.n - n);
	}
	f->n = 0;
	for (size_t i = 0; i < width && f->n < OM_FIXED_MAX; i++) {
		if (!filled[i] || (i > 0 && filled[i - 1]))
			continue;
		if (f->n > 0)
			f->columns[f->n - 1].to = i;
		f->columns[f->n++] =
		    (struct om_fixed_column){ i, SIZE_MAX, "" };
	}
}

struct om_span
om_fixed_cell(const struct om_fixed *f, size_t column, struct om_span line)
{
	const struct om_fixed_column *c = &f->columns[column];
	size_t to = c->to < line.n ? c->to : line.n;

	if (c->from >= to)
		return om_span_bytes(line.p + line.n, 0);
	return om_span_trim(om_span_bytes(line.p + c->from, to - c->from));
}
