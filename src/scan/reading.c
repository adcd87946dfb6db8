#include "scan/reading.h"

#include "base/memory.h"
#include "scan/sniff.h"

enum { DEPTH_MAX = 6 };

static const struct {
	const char *word;
	int (*read)(struct om_reading *r, struct om_source *s);
} formats[] = {
#define OM_SCAN_FORMAT(code, read, word) { word, read },
#include "scan/format_list.h"
#undef OM_SCAN_FORMAT
};

const char *
om_scan_format_word(enum om_scan_format format)
{
	return formats[format].word;
}

enum om_scan_format
om_scan_format_find(struct om_span word)
{
	for (int i = 0; i < OM_SCAN_FORMATS; i++)
		if (om_span_is(word, formats[i].word))
			return (enum om_scan_format)i;
	return OM_SCAN_AUTO;
}

int
om_reading_find(struct om_reading *r, const struct om_finding *f)
{
	struct om_finding copy = *f;

	om_reading_count(r, &f->hit);
	if (r->decoded)
		copy.offset = -1;
	if (r->sink->finding != NULL)
		r->stopped = r->sink->finding(r->sink->state, &copy);
	return r->stopped;
}

int
om_reading_skip(struct om_reading *r, const char *path)
{
	if (r->sink->skipped != NULL)
		r->stopped =
		    r->sink->skipped(r->sink->state, path, om_failure());
	return r->stopped;
}

int
om_reading_breach(
    struct om_reading *r, const struct om_breach *b, uint64_t record)
{
	om_fail_say("record %llu: pattern %s went beyond the match limit",
	    (unsigned long long)record, b->pattern);
	return om_reading_skip(r, r->path);
}

int
om_reading_lost(struct om_reading *r, struct om_hits *h)
{
	if (!h->dropped)
		return OM_OK;
	h->dropped = false;
	om_fail_say("more findings in one piece than can be held");
	return om_reading_skip(r, r->path);
}

int
om_reading_fill(struct om_source *s, size_t n)
{
	int rc = 1;

	while (s->n < n && rc > 0)
		rc = om_source_more(s);
	return rc < 0 ? rc : OM_OK;
}

int
om_reading_choose(
    enum om_scan_format *out, const struct om_reading *r, struct om_source *s)
{
	enum om_scan_format found;
	int rc;

	*out = r->depth == 0 ? r->given : OM_SCAN_AUTO;
	if (*out > OM_SCAN_NDJSON && *out != OM_SCAN_AUTO)
		return OM_OK;
	rc = om_sniff(&found, s, r->path);
	if (*out == OM_SCAN_AUTO || found == OM_SCAN_UTF16LE ||
	    found == OM_SCAN_UTF16BE || found == OM_SCAN_LATIN1)
		*out = found;
	return rc;
}

int
om_reading_source(struct om_reading *r, struct om_source *s)
{
	enum om_scan_format format;
	int rc = OM_OK;

	if (r->depth > DEPTH_MAX)
		rc = om_fail(OM_LIMIT, "documents within documents too deeply");
	if (rc == OM_OK)
		rc = om_reading_choose(&format, r, s);
	if (rc == OM_OK && r->decoded && format >= OM_SCAN_UTF16LE)
		format = OM_SCAN_TEXT;
	if (rc == OM_OK) {
		r->format = formats[format].word;
		rc = formats[format].read(r, s);
	}
	if (r->depth == 0 && !r->decoded)
		r->bytes += om_source_read(s);
	if (rc != OM_OK && r->stopped == OM_OK)
		return om_reading_skip(r, r->path);
	return r->stopped;
}

int
om_reading_decoded(struct om_reading *r, struct om_source *s)
{
	bool outer = r->decoded;
	int rc;

	r->decoded = true;
	rc = om_reading_source(r, s);
	r->decoded = outer;
	return rc;
}

int
om_reading_inner(struct om_reading *r, const char *name, struct om_source *s)
{
	struct om_buf path = OM_BUF(64 << 10);
	const char *outer = r->path, *format = r->format;
	bool decoded = r->decoded;
	int rc;

	om_buf_format(&path, "%s!%s", r->path, name);
	r->path = path.failed ? outer : path.p;
	r->depth++;
	r->decoded = false;
	rc = om_reading_source(r, s);
	r->decoded = decoded;
	r->depth--;
	r->path = outer;
	r->format = format;
	om_buf_free(&path);
	return rc;
}

int
om_reading_gather(struct om_buf *b, struct om_source *s)
{
	for (;;) {
		int rc = om_reading_fill(s, 1);

		if (rc != OM_OK || s->n == 0)
			return rc == OM_OK ? om_buf_check(b, s->name) : rc;
		om_buf_add(b, om_source_window(s));
		if (b->failed)
			return om_buf_check(b, s->name);
		om_source_skip(s, s->n);
	}
}

int
om_reading_file(struct om_reading *r, const char *path)
{
	struct om_source s;
	int rc = om_source_open(&s, path, 256 << 10, 0);

	r->path = strcmp(path, "-") == 0 ? "standard input" : path;
	if (rc != OM_OK)
		return om_reading_skip(r, r->path);
	rc = om_reading_source(r, &s);
	om_source_close(&s);
	return rc;
}
