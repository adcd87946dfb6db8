#ifndef OM_SCAN_ANCHORS_H
#define OM_SCAN_ANCHORS_H

#include "scan/block.h"

/*
 * Where in a stretch something may begin: bit i of a block is its byte i.
 * Found for many blocks at once, before anything is looked at.
 */
struct om_anchors {
	/* groups of letters and digits: of long numbers and codes; short ones
	 * that have both, follow capitals or are degrees; all that begin with a
	 * digit */
	uint64_t number[OM_BLOCKS], mixed[OM_BLOCKS], brief[OM_BLOCKS];
	uint64_t colon[OM_BLOCKS];    /* with others near: MAC, IPv6 */
	uint64_t capitals[OM_BLOCKS]; /* eight in a row: BIC */

	/* words: a capital with another one soon; the last of a number before
	 * a capital; the first of one behind a word; of what may be a date
	 * behind a word */
	uint64_t phrase[OM_BLOCKS], before[OM_BLOCKS], behind[OM_BLOCKS],
	    date[OM_BLOCKS];

	uint64_t carry; /* a long number goes on behind the last block */
};

void om_anchors_find(
    struct om_anchors *out, const struct om_blocks *b, size_t first, size_t n);
void om_anchors_find_avx2(
    struct om_anchors *out, const struct om_blocks *b, size_t first, size_t n);

#endif
