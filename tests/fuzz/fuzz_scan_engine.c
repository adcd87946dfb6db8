#include "scan.h"

#include "scan/block.h"
#include "scan/stream.h"

static void
look(struct om_buf *out, struct fuzz_scan *t, struct om_span text)
{
	struct om_hits hits = { 0 };

	om_scanner_text(t->scanner, &hits, text, NULL);
	for (size_t i = 0; i < hits.n; i++)
		om_buf_format(out, "%u-%u %u %x %.4f|", hits.list[i].start,
		    hits.list[i].end, hits.list[i].kind, hits.list[i].evidence,
		    (double)hits.list[i].confidence);
	om_hits_free(&hits);
}

static void
feed(struct om_buf *out, struct fuzz_scan *t, struct om_span text, size_t part)
{
	struct om_stream *s = om_stream_open(t->scanner, &t->sink, "a");

	om_buf_reset(&t->text);
	while (text.n > 0) {
		size_t n = part < text.n ? part : text.n;

		if (om_stream_feed(s, om_span_bytes(text.p, n)) != OM_OK)
			abort();
		text = om_span_bytes(text.p + n, text.n - n);
	}
	if (om_stream_end(s) != OM_OK)
		abort();
	om_stream_close(s);
	om_buf_add(out, om_buf_span(&t->text));
}

/* Each instruction set and each cutting gives the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_scan *t = fuzz_scan_open();
	struct om_span text = om_span_bytes(data, size);
	struct om_buf first = OM_BUF(64 << 20), other = OM_BUF(64 << 20);
	const char *best = om_block_markers()->name;

	look(&first, t, text);
	for (const struct om_block_marker *m = om_block_markers();
	     m->name != NULL; m++) {
		om_buf_reset(&other);
		if (om_scanner_choose(t->scanner, m->name) != OM_OK)
			abort();
		look(&other, t, text);
		if (!om_span_equal(om_buf_span(&first), om_buf_span(&other)))
			abort();
	}
	if (om_scanner_choose(t->scanner, best) != OM_OK)
		abort();
	om_buf_reset(&first);
	om_buf_reset(&other);
	feed(&first, t, text, size + 1);
	feed(&other, t, text, 1 + size % 5);
	if (!om_span_equal(om_buf_span(&first), om_buf_span(&other)))
		abort();
	om_buf_free(&first);
	om_buf_free(&other);
	return 0;
}
