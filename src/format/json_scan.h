#ifndef OM_FORMAT_JSON_SCAN_H
#define OM_FORMAT_JSON_SCAN_H

#include "base/span.h"

/*
 * Finds the end of one JSON value by its brackets and quotes alone, so that
 * a stream can be cut before its pieces are read. It can stop anywhere and
 * go on in a longer window, or in the rest alone, at set to 0. Start with
 * `struct om_json_scan scan = { 0 };`.
 */
struct om_json_scan {
	size_t at; /* how far it looked; the value's end once found */
	size_t depth;
	bool began, word, string, escaped;
};

/*
 * Looks on in window, which begins with the value's first byte. true once
 * s->at is the byte behind the value. A number or word ends where another
 * token begins; at the end of the input it is for the caller to end it.
 */
bool om_json_scan(struct om_json_scan *s, struct om_span window);

#endif
