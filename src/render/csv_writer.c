#include "render/csv_writer.h"

static bool
contains(const char *set, char c)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* Spaces at the ends are quoted too: some readers drop them otherwise. */
static bool
needs_quotes(struct om_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (contains(",\"\r\n", s.p[i]))
			return true;
	return s.n > 0 &&
	       (contains(" \t", s.p[0]) || contains(" \t", s.p[s.n - 1]));
}

/* Some pass over spaces and take the wide forms of East Asia; a byte order
 * mark at the start of a file is dropped by whoever reads it, and what is
 * behind it comes first then. */
bool
om_csv_writer_is_formula(struct om_span s)
{
	static const char *const wide[] = { "\uff1d", "\uff0b", "\uff0d",
		"\uff20", "\ufeff" };

	while (s.n > 0 && *s.p == ' ')
		s = om_span_bytes(s.p + 1, s.n - 1);
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (om_span_starts(s, om_span_of(wide[i])))
			return true;
	return s.n > 0 && contains("=+-@\t\r\n", *s.p);
}

static void
begin_cell(struct om_csv_writer *w, size_t length)
{
	if (w->cells++ > 0)
		om_buf_byte(w->to, ',');
	w->empty = w->cells == 1 && length == 0;
}

void
om_csv_writer_text(struct om_csv_writer *w, struct om_span s)
{
	bool quotes = needs_quotes(s);

	begin_cell(w, s.n);
	if (quotes)
		om_buf_byte(w->to, '"');
	if (w->guard && om_csv_writer_is_formula(s))
		om_buf_byte(w->to, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			om_buf_byte(w->to, '"');
		om_buf_byte(w->to, s.p[i]);
	}
	if (quotes)
		om_buf_byte(w->to, '"');
}

void
om_csv_writer_int(struct om_csv_writer *w, int64_t value)
{
	begin_cell(w, 1);
	om_buf_format(w->to, "%lld", (long long)value);
}

/* One empty cell would be an empty line, which readers skip. */
void
om_csv_writer_end_row(struct om_csv_writer *w)
{
	om_buf_text(w->to, w->empty ? "\"\"\r\n" : "\r\n");
	w->cells = 0;
}
