#include "scan.h"

#include "scan/lines.h"
#include "scan/table_split.h"

/* Rows that are counted are those that are split. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_scan *t = fuzz_scan_open();
	struct om_table_split *split = om_new(1, sizeof(*split));
	struct om_span w = om_span_bytes(data, size);
	struct om_table_count count = { .w = w, .ended = size % 2 == 0 };
	struct om_sheet sheet;
	size_t n;

	om_sheet_open(&sheet, &t->reading);
	split->sheet = &sheet;
	split->delimiter = ',';
	om_sheet_begin(&sheet, NULL);
	n = om_table_split(split, w, count.ended);
	while (count.at < w.n && om_table_count(&count, split))
		continue;
	if (count.at != n || count.rows != sheet.row_count)
		abort();
	om_sheet_close(&sheet);
	om_free(split);
	return 0;
}
