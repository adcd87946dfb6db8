#define _DEFAULT_SOURCE
#include "fuzz/file.h"

#include "format/csv_map.h"

/* The objects that a map makes of rows, cut anyhow. */
static void
list(struct om_buf *b, const struct om_csv_map *map, struct om_span rows,
    size_t block)
{
	struct om_csv_options options = { .delimiter =
					      om_csv_map_delimiter(map) };
	struct om_json j = OM_JSON(b, false);
	struct om_csv_binding *binding;
	struct om_arena arena = { 0 };
	struct om_source source;
	struct om_csv_row row;
	struct om_csv csv;
	int rc;

	om_source_memory(&source, "in", rows, block, 0);
	rc = om_csv_open(&csv, &source, &options);
	if (rc == OM_OK) {
		rc = om_csv_bind(&binding, map, &csv);
		if (rc != OM_OK)
			fuzz_failed(rc);
		while (rc == OM_OK && om_csv_next(&row, &csv, &arena) > 0) {
			om_value_write(
			    &j, NULL, om_csv_object(binding, &row, &arena));
			om_arena_wipe(&arena);
		}
		if (rc == OM_OK)
			om_csv_binding_free(binding);
		om_csv_close(&csv);
	}
	om_source_close(&source);
	om_arena_free(&arena);
}

/* A map, a NUL, and rows. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_span text, rows, input = om_span_bytes(data, size);
	struct om_buf whole = OM_BUF(64 << 20), cut = OM_BUF(64 << 20);
	struct om_csv_map *map;
	int rc;

	if (!om_span_cut(&text, &rows, input, '\0'))
		return 0;
	rc = om_csv_map_parse(&map, "map", text);
	if (rc != OM_OK) {
		fuzz_failed(rc);
		return 0;
	}
	list(&whole, map, rows, 0);
	list(&cut, map, rows, 1 + size % 7);
	if (!om_span_equal(om_buf_span(&whole), om_buf_span(&cut)))
		abort();
	om_csv_map_free(map);
	om_buf_free(&whole);
	om_buf_free(&cut);
	return 0;
}
