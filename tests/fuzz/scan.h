#ifndef OM_FUZZ_SCAN_H
#define OM_FUZZ_SCAN_H

#include <stdlib.h>

#include "base/buf.h"
#include "base/memory.h"
#include "scan/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One scanner for all inputs, and what the last document gave. */
struct fuzz_scan {
	struct om_kinds *kinds;
	struct om_scanner *scanner, *keen;
	struct om_sink sink;
	struct om_reading reading;
	struct om_buf text;
};

static int
fuzz_scan_finding(void *state, const struct om_finding *f)
{
	struct fuzz_scan *t = state;

	if (f->hit.kind >= t->kinds->n || f->start > f->end ||
	    f->end - f->start != f->value.n || !(f->hit.confidence >= 0.1F))
		abort();
	om_buf_format(&t->text, "%llu %zu %d %llu-%llu %lld %llu %.*s|",
	    (unsigned long long)f->record, f->field.n, f->hit.kind,
	    (unsigned long long)f->start, (unsigned long long)f->end,
	    (long long)f->offset, (unsigned long long)f->line,
	    OM_SPAN_ARG(f->value));
	return 0;
}

static int
fuzz_scan_share(void *state, const char *path, const struct om_share *share)
{
	struct fuzz_scan *t = state;

	if (share->found > share->records)
		abort();
	om_buf_format(&t->text, "%s %zu %d %llu|", path, share->field.n,
	    share->kind, (unsigned long long)share->found);
	return 0;
}

static int
fuzz_scan_skipped(void *state, const char *path, const char *reason)
{
	struct fuzz_scan *t = state;

	om_buf_format(&t->text, "%s: %s|", path, reason);
	return 0;
}

static inline struct fuzz_scan *
fuzz_scan_open(void)
{
	static struct fuzz_scan t;
	struct om_scanner_options options = { .least = 0.1F };

	if (t.scanner != NULL)
		return &t;
	if (om_kinds_open(&t.kinds, NULL) != OM_OK)
		abort();
	options.kinds = t.kinds;
	if (om_scanner_open(&t.scanner, &options) != OM_OK)
		abort();
	t.keen = om_scanner_keen(t.scanner);
	t.text = OM_BUF(64 << 20);
	t.sink = (struct om_sink){ .finding = fuzz_scan_finding,
		.share = fuzz_scan_share,
		.skipped = fuzz_scan_skipped,
		.state = &t };
	t.reading = (struct om_reading){ .scanner = t.scanner,
		.keen = t.keen,
		.kinds = t.kinds,
		.sink = &t.sink,
		.path = "a" };
	t.reading.by_kind = om_new(t.kinds->n, sizeof(uint64_t));
	return &t;
}

static inline void
fuzz_scan_read(
    struct om_buf *out, struct fuzz_scan *t, struct om_span bytes, size_t block)
{
	struct om_source s;

	om_buf_reset(&t->text);
	om_source_memory(&s, "a", bytes, block, 0);
	if (om_reading_source(&t->reading, &s) != OM_OK)
		abort();
	om_source_close(&s);
	om_buf_add(out, om_buf_span(&t->text));
}

/* Neither crashes nor hangs on how the bytes come. */
static inline int
fuzz_scan_format(enum om_scan_format format, const uint8_t *data, size_t size)
{
	struct fuzz_scan *t = fuzz_scan_open();
	struct om_buf whole = OM_BUF(64 << 20), cut = OM_BUF(64 << 20);
	struct om_span bytes = om_span_bytes(data, size);

	t->reading.given = format;
	fuzz_scan_read(&whole, t, bytes, 0);
	fuzz_scan_read(&cut, t, bytes, 1 + size % 7);
	if (!om_span_equal(om_buf_span(&whole), om_buf_span(&cut)))
		abort();
	om_buf_free(&whole);
	om_buf_free(&cut);
	return 0;
}

#define FUZZ_SCAN(format)                                            \
	int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) \
	{                                                            \
		return fuzz_scan_format((format), data, size);       \
	}

#endif
