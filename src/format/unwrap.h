#ifndef OM_FORMAT_UNWRAP_H
#define OM_FORMAT_UNWRAP_H

#include "format/search.h"

/*
 * Bytes as if their lines were joined: base 64 (of a mail, of a key, of the
 * program of that name) and hexadecimal digits are broken into lines, and
 * through a value. Finds what a line break cuts, and nothing else; offsets
 * are those of the bytes with their breaks. Any cutting of the bytes gives
 * the same findings.
 */
struct om_unwrap {
	const struct om_search *search; /* OM_SEARCH_WRAPPED */
	void (*found)(
	    void *state, const struct om_needle *needle, uint64_t offset);
	void *state;

	/* Its own. */
	struct om_search_stream joined;
	struct om_buf line;
	struct om_unwrap_break *breaks;
	size_t count, room;
	uint64_t removed; /* bytes of line breaks until now */
};

void om_unwrap_start(struct om_unwrap *u);
void om_unwrap_feed(struct om_unwrap *u, struct om_span bytes);
void om_unwrap_end(struct om_unwrap *u);

#endif
