#include "scan/cut.h"
#include "scan/lines.h"

static void
measure(struct om_cut_extent *out, struct om_span w, size_t least, bool ended,
    const void *state)
{
	const char *end = NULL;

	(void)state;
	*out = (struct om_cut_extent){ .n = w.n };
	if (w.n >= least)
		end = memchr(w.p + least - 1, '\n', w.n - least + 1);
	if (end != NULL)
		out->n = (size_t)(end - w.p) + 1;
	else if (!ended)
		out->stuck = true;
	out->lines = om_lines_count(om_span_bytes(w.p, out->n));
}

static int
scan(void **part, const void *state, struct om_reading *r, struct om_source *s,
    uint64_t record)
{
	(void)part;
	(void)state;
	(void)record; /* a line's number is its record's */
	return om_reading_text(r, s);
}

const struct om_cut_format om_cut_text = { .measure = measure, .scan = scan };
