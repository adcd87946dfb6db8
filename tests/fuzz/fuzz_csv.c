#include <stdlib.h>

#include "format/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
add_row(struct om_buf *b, const struct om_csv_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		om_buf_format(b, "%zu:", row->cells[i].text.n);
		om_buf_add(b, row->cells[i].text);
	}
}

/* All rows, codes and messages, the delimiter and header too. */
static void
list(struct om_buf *b, struct om_span text, size_t block)
{
	struct om_csv_options options = { .columns = 8, .cell = 32 };
	struct om_arena arena = { 0 };
	struct om_source source;
	struct om_csv_row row;
	struct om_csv csv;
	int rc;

	om_source_memory(&source, "in", text, block, 64);
	rc = om_csv_open(&csv, &source, &options);
	om_buf_format(b, "%d %c", rc, csv.scan.delimiter);
	if (rc == OM_OK) {
		add_row(b, &csv.header);
		while ((rc = om_csv_next(&row, &csv, &arena)) != 0) {
			om_buf_format(b, "\n%d %llu %llu ", rc,
			    (unsigned long long)row.line,
			    (unsigned long long)row.offset);
			if (rc > 0)
				add_row(b, &row);
			else
				om_buf_text(b, om_failure());
			om_arena_wipe(&arena);
		}
		om_csv_close(&csv);
	}
	om_source_close(&source);
	om_arena_free(&arena);
}

/* The rows must not hang on how the input is cut. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_span text = om_span_bytes(data, size);
	struct om_buf whole = OM_BUF(64 << 20), cut = OM_BUF(64 << 20);

	list(&whole, text, 0);
	list(&cut, text, 1 + size % 7);
	if (!om_span_equal(om_buf_span(&whole), om_buf_span(&cut)))
		abort();
	om_buf_free(&whole);
	om_buf_free(&cut);
	return 0;
}
