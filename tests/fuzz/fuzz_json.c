#include <stdlib.h>

#include "format/json_reader.h"
#include "format/records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read and written again must read as the same once more. */
static void
read_and_write(struct om_span text)
{
	struct om_arena arena = { 0 };
	struct om_buf one = OM_BUF(64 << 20), two = OM_BUF(64 << 20);
	struct om_json j = OM_JSON(&one, false), k = OM_JSON(&two, false);
	struct om_value *v;

	if (om_json_read(&v, &arena, text, NULL) == OM_OK) {
		om_value_write(&j, NULL, v);
		if (om_json_read(&v, &arena, om_buf_span(&one), NULL) != OM_OK)
			abort();
		om_value_write(&k, NULL, v);
		if (!om_span_equal(om_buf_span(&one), om_buf_span(&two)))
			abort();
	}
	om_buf_free(&one);
	om_buf_free(&two);
	om_arena_free(&arena);
}

/* All records, codes and messages of a stream. */
static void
list(struct om_buf *b, struct om_span text, size_t block)
{
	static const char *const envelopes[] = { "profiles", "p", NULL };
	struct om_records_options options = {
		.envelopes = envelopes, .record = 64, .block = block
	};
	struct om_arena arena = { 0 };
	struct om_records *r;
	struct om_value *v;
	int rc;

	if (om_records_open_memory(&r, "in", text, &options) != OM_OK)
		abort();
	while ((rc = om_records_next(&v, r, &arena)) != 0) {
		om_buf_format(b, "%d %llu ", rc,
		    (unsigned long long)om_records_offset(r));
		if (rc > 0)
			om_buf_add(b, om_records_text(r));
		else
			om_buf_text(b, om_failure());
		om_arena_wipe(&arena);
	}
	om_records_close(r);
	om_arena_free(&arena);
}

/* The records must not hang on how the input is cut. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_span text = om_span_bytes(data, size);
	struct om_buf whole = OM_BUF(64 << 20), cut = OM_BUF(64 << 20);

	read_and_write(text);
	list(&whole, text, 0);
	list(&cut, text, 1 + size % 7);
	if (!om_span_equal(om_buf_span(&whole), om_buf_span(&cut)))
		abort();
	om_buf_free(&whole);
	om_buf_free(&cut);
	return 0;
}
