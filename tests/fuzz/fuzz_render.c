#define _DEFAULT_SOURCE
#include "fuzz/file.h"

#include "format/csv.h"
#include "render/csv_writer.h"
#include "render/template.h"
#include "render/terminal.h"

static bool
has(struct om_span s, const char *part)
{
	size_t n = strlen(part);

	for (size_t i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, part, n) == 0)
			return true;
	return false;
}

/* A value is text in HTML, whatever the template, unless it is {{{}}}. */
static void
try_template(struct om_buf *b, struct om_span text)
{
	struct om_arena arena = { 0 };
	struct om_view *v = om_view_new(&arena), *entry;
	struct om_template t = { "t.html", text, true, NULL };
	int rc;

	om_view_string(v, "name", "<b>\"'&");
	om_view_string(v, "empty", "");
	entry = om_view_add(v, "list");
	om_view_string(entry, "item", "<b>1");
	entry = om_view_add(v, "list");
	om_view_string(entry, "item", "");
	rc = om_template_render(b, &t, v);
	if (rc != OM_OK)
		fuzz_failed(rc);
	else if (!has(text, "<") && !has(text, "{{{") &&
		 has(om_buf_span(b), "<"))
		abort();
	om_arena_free(&arena);
}

/* One line that steers nothing, as wide as it says. */
static void
try_terminal(struct om_buf *b, struct om_span text)
{
	unsigned width;

	om_terminal_add(b, text);
	for (size_t i = 0; i < b->n; i++)
		if ((unsigned char)b->p[i] < ' ' || b->p[i] == 0x7f)
			abort();
	if (has(om_buf_span(b), "\xe2\x80\xae") ||
	    has(om_buf_span(b), "\xc2\x9b") ||
	    om_terminal_width(text) != om_terminal_width(om_buf_span(b)))
		abort();
	om_buf_reset(b);
	width = om_terminal_cut(b, text, 7);
	if (width > 7 || om_terminal_width(om_buf_span(b)) != width)
		abort();
}

static void
check_cell(struct om_span got, struct om_span put)
{
	struct om_span seen = got;

	while (seen.n > 0 && *seen.p == ' ')
		seen = om_span_bytes(seen.p + 1, seen.n - 1);
	if (seen.n > 0 && *seen.p != '\0' &&
	    strchr("=+-@\t\r\n", *seen.p) != NULL)
		abort();
	if (got.n == put.n + 1 && *got.p == '\'')
		got = om_span_bytes(got.p + 1, put.n);
	if (!om_span_equal(got, put))
		abort();
}

/* Cells behind each other's NUL: no formula, and read back as they were. */
static void
try_csv(struct om_buf *b, struct om_span text)
{
	struct om_csv_options options = { .delimiter = ',', .headless = true };
	struct om_csv_writer w = OM_CSV_WRITER(b, true);
	struct om_span rest = text, cell = text;
	struct om_arena arena = { 0 };
	struct om_source source;
	struct om_csv_row row;
	struct om_csv csv;

	while (om_span_cut(&cell, &rest, rest, '\0'))
		om_csv_writer_text(&w, cell);
	om_csv_writer_text(&w, rest);
	om_csv_writer_end_row(&w);
	om_source_memory(&source, "out", om_buf_span(b), 0, 0);
	if (om_csv_open(&csv, &source, &options) != OM_OK)
		abort();
	if (om_csv_next(&row, &csv, &arena) > 0) {
		rest = text;
		for (size_t i = 0; i + 1 < row.n; i++) {
			if (!om_span_cut(&cell, &rest, rest, '\0'))
				abort();
			check_cell(row.cells[i].text, cell);
		}
		check_cell(row.cells[row.n - 1].text, rest);
	}
	om_csv_close(&csv);
	om_source_close(&source);
	om_arena_free(&arena);
}

/* A letter that says how, and what is shown. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_buf b = OM_BUF(4 << 20);
	struct om_span text;

	if (size == 0)
		return 0;
	text = om_span_bytes(data + 1, size - 1);
	if (data[0] == 't')
		try_template(&b, text);
	else if (data[0] == 'c')
		try_csv(&b, text);
	else
		try_terminal(&b, text);
	om_buf_free(&b);
	return 0;
}
