#ifndef OM_FORMAT_SEARCH_H
#define OM_FORMAT_SEARCH_H

#include "base/buf.h"
#include "format/needle.h"

/*
 * All needles of a set sought at once in one pass: every second to fourth
 * group of four bytes, as many as the shortest needle allows, is looked up in
 * a filter, and what passes is compared. Time is linear in the bytes and, but
 * for the filter's size, does not depend on how many needles there are. Can be
 * used by many streams and threads at once.
 */
struct om_search;

/* Which needles of a set. */
enum om_search_which {
	OM_SEARCH_STRONG,  /* all but the weak ones */
	OM_SEARCH_WEAK,	   /* only these */
	OM_SEARCH_WRAPPED, /* only base 64 and hexadecimal: format/unwrap.h */
};

/*
 * needles must outlive it and not change. Never fails: an empty set finds
 * nothing.
 */
struct om_search *om_search_new(
    const struct om_needles *needles, enum om_search_which which);
void om_search_free(struct om_search *s);

/* Bytes of the longest needle; 0 where there is none. */
size_t om_search_longest(const struct om_search *s);

/*
 * Bytes that come in pieces. Any cutting of them gives the same findings,
 * each once, in no order. offset counts from where the stream began.
 */
struct om_search_stream {
	const struct om_search *search;
	void (*found)(
	    void *state, const struct om_needle *needle, uint64_t offset);
	void *state;
	uint64_t offset;    /* bytes fed until now */
	struct om_buf tail; /* the last of them */
};

/* Begins a stream (of other bytes at that offset); keeps its memory. */
void om_search_start(struct om_search_stream *stream, uint64_t offset);
void om_search_feed(struct om_search_stream *stream, struct om_span bytes);

/* As om_search_feed, where none of the bytes ends a finding. */
void om_search_skip(struct om_search_stream *stream, struct om_span bytes);
void om_search_end(struct om_search_stream *stream);

#endif
