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
	if (w->guard && s.n > 0 && contains("=+-@\t\r\n", s.p[0]))
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
