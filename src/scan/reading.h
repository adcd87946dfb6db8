#ifndef OM_SCAN_READING_H
#define OM_SCAN_READING_H

#include "format/source.h"
#include "scan/fixed.h"
#include "scan/scanner.h"
#include "scan/sink.h"

/* What a document may be; om_sniff finds out. */
enum om_scan_format {
#define OM_SCAN_FORMAT(code, read, word) OM_SCAN_##code,
#include "scan/format_list.h"
#undef OM_SCAN_FORMAT
	OM_SCAN_FORMATS,
	OM_SCAN_AUTO = OM_SCAN_FORMATS,
};

const char *om_scan_format_word(enum om_scan_format format);

/* OM_SCAN_AUTO where there is no format of that name. */
enum om_scan_format om_scan_format_find(struct om_span word);

/* One document being scanned, and what was counted so far in all. */
struct om_reading {
	const struct om_scanner *scanner;
	/* reports all: for columns judged by chance; NULL: none are */
	const struct om_scanner *keen;
	const struct om_kinds *kinds;
	const struct om_sink *sink;
	const char *only;	      /* the field looked at, or NULL: all */
	enum om_scan_format given;    /* the outermost format, or AUTO */
	const struct om_fixed *fixed; /* columns of that, or NULL */

	const char *path; /* of the document, as findings show it */
	const char *format;
	unsigned depth; /* how many documents this one lies in */
	bool decoded;	/* its offsets are none of the file */
	int stopped;	/* the code of a sink that ended the scan */
	struct om_hits hits;

	uint64_t bytes, records, findings;
	uint64_t *by_kind; /* as many as there are kinds */
};

/* Counts a finding and hands it to the sink. */
int om_reading_find(
    struct om_reading *r, const struct om_finding *f) OM_MUST_CHECK;

/* Counts what nobody wants to see one by one. */
static inline void
om_reading_count(struct om_reading *r, const struct om_hit *hit)
{
	r->findings++;
	r->by_kind[hit->kind]++;
}

/* Says how far it is; for loops over a document's windows. */
static inline void
om_reading_tick(const struct om_reading *r, const struct om_source *s)
{
	if (r->sink->progress != NULL && r->depth == 0 && !r->decoded)
		r->sink->progress(r->sink->state, r->bytes + om_source_read(s));
}

/* Reports the last failure as the reason why path was not read, or wholly. */
int om_reading_skip(struct om_reading *r, const char *path) OM_MUST_CHECK;

/* Reports that a user's pattern was given up, so that record is incomplete. */
int om_reading_breach(struct om_reading *r, const struct om_breach *b,
    uint64_t record) OM_MUST_CHECK;

/* Reports that h had no room for all of a text's findings, where it had not. */
int om_reading_lost(struct om_reading *r, struct om_hits *h) OM_MUST_CHECK;

/* Lengthens the window to n bytes, if there are so many. */
int om_reading_fill(struct om_source *s, size_t n) OM_MUST_CHECK;

/*
 * The format that is given for the outermost document, or that it seems to
 * have; an encoding that is not given is found all the same.
 */
int om_reading_choose(enum om_scan_format *out, const struct om_reading *r,
    struct om_source *s) OM_MUST_CHECK;

/*
 * Scans what the source gives, in the format it seems to have, or in that
 * which is given for the outermost. What it holds is scanned as well, down to
 * a depth of 6. A code is returned only where a sink ended the scan; what
 * cannot be read is reported and left.
 */
int om_reading_source(struct om_reading *r, struct om_source *s) OM_MUST_CHECK;

/* The same of another document within this one; name is its part of the
 * path. */
int om_reading_inner(
    struct om_reading *r, const char *name, struct om_source *s) OM_MUST_CHECK;

/*
 * The same document, decoded: what s gives is in UTF-8, and its offsets are
 * none of the file.
 */
int om_reading_decoded(struct om_reading *r, struct om_source *s) OM_MUST_CHECK;

/* Appends all there is to b; OM_LIMIT beyond its ceiling. */
int om_reading_gather(struct om_buf *b, struct om_source *s) OM_MUST_CHECK;

/* A file by its path, "-" being standard input. */
int om_reading_file(struct om_reading *r, const char *path) OM_MUST_CHECK;

/* The readers of single formats. */
#define OM_SCAN_FORMAT(code, read, word) \
	int read(struct om_reading *r, struct om_source *s) OM_MUST_CHECK;
#include "scan/format_list.h"
#undef OM_SCAN_FORMAT

#endif
