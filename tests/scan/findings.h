#ifndef OM_TEST_FINDINGS_H
#define OM_TEST_FINDINGS_H

#include "sights.h"

#include "base/buf.h"
#include "base/memory.h"
#include "scan/reading.h"

/*
 * What a document gives, as lines to be compared:
 * "record field kind start-end offset line value", "-" for what is not there,
 * and "skipped PATH" for what could not be read.
 */
struct findings {
	struct sights sights;
	struct om_scanner *keen;
	struct om_sink sink;
	struct om_reading reading;
	struct om_buf text;
};

static int
findings_add(void *state, const struct om_finding *f)
{
	struct findings *t = state;

	om_buf_format(&t->text, "%llu ", (unsigned long long)f->record);
	om_buf_add(&t->text, f->field.p == NULL ? OM_SPAN("-") : f->field);
	om_buf_format(&t->text, " %s %llu-%llu %lld %llu ",
	    t->sights.kinds->list[f->hit.kind].name,
	    (unsigned long long)f->start, (unsigned long long)f->end,
	    (long long)f->offset, (unsigned long long)f->line);
	om_buf_add(&t->text, f->value);
	om_buf_byte(&t->text, '\n');
	return 0;
}

static int
findings_skip(void *state, const char *path, const char *reason)
{
	struct findings *t = state;

	(void)reason;
	om_buf_format(&t->text, "skipped %s\n", path);
	return 0;
}

static inline void
findings_open(struct findings *t)
{
	*t = (struct findings){ .sights = sights_open(0.5F) };
	t->keen = om_scanner_keen(t->sights.scanner);
	t->text = OM_BUF(64 << 20);
	t->sink = (struct om_sink){
		.finding = findings_add, .skipped = findings_skip, .state = t
	};
	t->reading = (struct om_reading){ .scanner = t->sights.scanner,
		.keen = t->keen,
		.kinds = t->sights.kinds,
		.sink = &t->sink,
		.given = OM_SCAN_AUTO };
	t->reading.by_kind = om_new(t->sights.kinds->n, sizeof(uint64_t));
}

static inline void
findings_close(struct findings *t)
{
	om_free(t->reading.by_kind);
	om_hits_free(&t->reading.hits);
	om_scanner_close(t->keen);
	sights_close(&t->sights);
	om_buf_free(&t->text);
}

/* Scans bytes as a file of that name, read block by block. */
static inline const char *
findings_of(
    struct findings *t, const char *name, struct om_span bytes, size_t block)
{
	struct om_source s;

	om_buf_reset(&t->text);
	om_buf_text(&t->text, "");
	om_source_memory(&s, name, bytes, block, 0);
	t->reading.path = name;
	ck_ok(om_reading_source(&t->reading, &s));
	om_source_close(&s);
	return t->text.p == NULL ? "" : t->text.p;
}

#define FINDINGS_ARE(name, bytes, wanted)                                      \
	do {                                                                   \
		struct findings t_;                                            \
                                                                               \
		findings_open(&t_);                                            \
		ck_assert_str_eq(                                              \
		    findings_of(&t_, (name), om_span_of(bytes), 0), (wanted)); \
		ck_assert_str_eq(                                              \
		    findings_of(&t_, (name), om_span_of(bytes), 1), (wanted)); \
		findings_close(&t_);                                           \
	} while (0)

#endif
