#ifndef OM_SCAN_CUT_H
#define OM_SCAN_CUT_H

#include "scan/reading.h"

/*
 * A large file whose records several threads scan at once. Its beginning is
 * scanned first: names of columns, and the sample by which they are judged.
 * The rest falls into parts; where the records of a part begin and what
 * their numbers are is known once the part before it was measured. What the
 * parts give, one behind the other, is what one reading gives.
 */
struct om_cut;

struct om_cut_part {
	struct om_cut *cut;
	size_t number; /* from 0 */
	struct om_buf bytes;
	bool ended; /* the file ends with these bytes */
	int code;   /* why they could not be read */

	struct om_span records; /* none: another part has them */
	uint64_t offset, line, record;
	bool rest;    /* and all that follows: its records are too long */
	uint64_t end; /* of what was scanned */
	void *state;
};

/* Whether a file of that size may be worth it. */
bool om_cut_may(const char *path, uint64_t size);

/*
 * Scans a file as om_reading_file does; but where it can be cut, only its
 * beginning, and *out is not NULL.
 */
int om_cut_file(
    struct om_cut **out, struct om_reading *r, const char *path) OM_MUST_CHECK;
void om_cut_close(struct om_cut *c);

size_t om_cut_parts(const struct om_cut *c);

/* Whether part i is to be measured next; the parts come in their order. */
bool om_cut_is_next(const struct om_cut *c, size_t i);

/* Reads the bytes of a part; at any time. */
void om_cut_load(struct om_cut_part *p, struct om_cut *c, size_t number);

/* Finds the part's records; *next is what om_cut_advance is to be told. */
struct om_cut_place {
	uint64_t offset, line, record;
	bool over; /* nothing is left for further parts */
};
void om_cut_measure(struct om_cut_place *next, struct om_cut_part *p);
void om_cut_advance(struct om_cut *c, struct om_cut_place next);

/* Scans the part's records; at any time after it was measured. */
int om_cut_scan(struct om_cut_part *p, struct om_reading *r) OM_MUST_CHECK;

/* Adds up what a part's columns hold; in the order of the parts. Frees it. */
void om_cut_merge(struct om_cut_part *p);

/* Reports what the columns hold, behind the last part. */
int om_cut_end(struct om_cut *c, struct om_reading *r) OM_MUST_CHECK;

/* ---- what a format does for it -------------------------------------- */

/* Whole records at the front of a window. */
struct om_cut_extent {
	size_t n; /* bytes */
	uint64_t lines, records;
	bool stuck; /* on a record that is too long */
};

struct om_cut_format {
	/* Scans the beginning and makes the state; NULL: there is neither. */
	int (*begin)(void **state, struct om_reading *r, struct om_source *s);
	/* The number of the next record, from 1. */
	uint64_t (*record)(const void *state);
	/*
	 * The records of w that begin before `least`; w begins with one. ended
	 * says that no byte follows w.
	 */
	void (*measure)(struct om_cut_extent *out, struct om_span w,
	    size_t least, bool ended, const void *state);
	/* Scans records as those behind the beginning; *part is for merge. */
	int (*scan)(void **part, const void *state, struct om_reading *r,
	    struct om_source *s, uint64_t record);
	void (*merge)(void *state, void *part);
	int (*end)(void *state, struct om_reading *r);
	void (*close)(void *state);
};

extern const struct om_cut_format om_cut_text, om_cut_table, om_cut_ndjson;

#endif
