#ifndef OM_TEST_SIGHTS_H
#define OM_TEST_SIGHTS_H

#include "test.h"

#include "scan/block.h"
#include "scan/scanner.h"

/* The embedded catalogue and a scanner that reports nearly everything. */
struct sights {
	struct om_kinds *kinds;
	struct om_scanner *scanner;
};

static inline struct sights
sights_open(float least)
{
	struct sights s;

	ck_ok(om_kinds_open(&s.kinds, NULL));
	ck_ok(om_scanner_open(&s.scanner,
	    &(struct om_scanner_options){ .kinds = s.kinds, .least = least }));
	return s;
}

static inline void
sights_close(struct sights *s)
{
	om_scanner_close(s->scanner);
	om_kinds_close(s->kinds);
}

/* What is seen of one kind in text, joined by '|': "ana@x.example|...". */
static inline void
sights_of(struct om_buf *out, const struct sights *s, const char *kind,
    const char *text)
{
	struct om_hits hits = { 0 };
	struct om_span span = om_span_of(text);

	om_scanner_text(s->scanner, &hits, span, NULL);
	for (size_t i = 0; i < hits.n; i++) {
		const struct om_hit *hit = &hits.list[i];

		if (strcmp(s->kinds->list[hit->kind].name, kind) != 0)
			continue;
		if (out->n > 0)
			om_buf_byte(out, '|');
		om_buf_add(out,
		    om_span_bytes(span.p + hit->start, hit->end - hit->start));
	}
	om_hits_free(&hits);
}

/* Each line of a table: a text, and what is seen of one kind in it. */
struct sight_case {
	const char *text;
	const char *seen; /* joined by '|'; "" for nothing */
};

static inline void
sights_are(const char *kind, const struct sight_case *cases, size_t n)
{
	struct sights s = sights_open(0.001F);

	for (size_t i = 0; i < n; i++) {
		struct om_buf seen = OM_BUF(4096);

		sights_of(&seen, &s, kind, cases[i].text);
		ck_assert_msg(om_span_is(om_buf_span(&seen), cases[i].seen),
		    "%s in \"%s\": seen \"%s\", not \"%s\"", kind,
		    cases[i].text, seen.n == 0 ? "" : seen.p, cases[i].seen);
		om_buf_free(&seen);
	}
	sights_close(&s);
}

#define SIGHTS_ARE(kind, cases) \
	sights_are((kind), (cases), sizeof(cases) / sizeof((cases)[0]))

#endif
