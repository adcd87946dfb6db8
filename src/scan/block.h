#ifndef OM_SCAN_BLOCK_H
#define OM_SCAN_BLOCK_H

#include <stddef.h>
#include <stdint.h>

#include "scan/prefixes.h"

/*
 * What the bytes of a stretch of text are, 64 of them a block: a bit for
 * each, the first byte the lowest. All that scalar code looks at was marked
 * here before. Before the blocks that are looked at stand some, and some
 * behind, so that what crosses is seen whole.
 */
enum {
	OM_BLOCK_SIZE = 64,
	OM_BLOCKS_BEHIND = 4,
	OM_BLOCKS_STRETCH = 64,
	OM_BLOCKS_AHEAD = 12,
	OM_BLOCKS = OM_BLOCKS_BEHIND + OM_BLOCKS_STRETCH + OM_BLOCKS_AHEAD
};

struct om_blocks {
	uint64_t digit[OM_BLOCKS];  /* 0-9 */
	uint64_t letter[OM_BLOCKS]; /* A-Z, a-z */
	uint64_t upper[OM_BLOCKS];  /* A-Z */
	uint64_t joint[OM_BLOCKS];  /* space - . / ( ) +: they join digits */
	uint64_t at[OM_BLOCKS];	    /* @ */
	uint64_t colon[OM_BLOCKS];  /* : */
	uint64_t line[OM_BLOCKS];   /* line breaks */
	uint64_t beyond[OM_BLOCKS]; /* 0x80 and above: beyond ASCII */
};

/* Marks n blocks from the first on, whose bytes begin at p; all are read. */
typedef void om_block_mark(
    struct om_blocks *out, size_t first, const char *p, size_t n);

struct om_anchors;

/* Finds where to look in n blocks from the first on; see anchors.h. */
typedef void om_block_anchor(
    struct om_anchors *out, const struct om_blocks *b, size_t first, size_t n);

/*
 * One set of instructions, one file each, of which a machine's build has its
 * own; all mark the same. The last of the list is the portable one.
 */
struct om_block_marker {
	const char *name;
	om_block_mark *mark;
	om_prefixes_mark *prefixes;
	om_block_anchor *anchor;
};

/* Those that this processor can run, the fastest first; a NULL name ends. */
const struct om_block_marker *om_block_markers(void);

void om_block_mark_scalar(
    struct om_blocks *out, size_t first, const char *p, size_t n);
void om_block_mark_sse2(
    struct om_blocks *out, size_t first, const char *p, size_t n);
void om_block_mark_avx2(
    struct om_blocks *out, size_t first, const char *p, size_t n);
void om_block_mark_avx512(
    struct om_blocks *out, size_t first, const char *p, size_t n);
void om_block_mark_neon(
    struct om_blocks *out, size_t first, const char *p, size_t n);

#endif
