#ifndef OM_SCAN_BLOCK_H
#define OM_SCAN_BLOCK_H

#include <stddef.h>
#include <stdint.h>

#include "scan/prefixes.h"

/*
 * What 64 bytes are, a bit for each, the first byte the lowest bit. All that
 * scalar code looks at was marked here before.
 */
struct om_block {
	uint64_t digit;	 /* 0-9 */
	uint64_t letter; /* A-Z, a-z */
	uint64_t upper;	 /* A-Z */
	uint64_t joint;	 /* space - . / ( ) +, which join groups of digits */
	uint64_t at;	 /* @ */
	uint64_t colon;	 /* : */
	uint64_t beyond; /* 0x80 and above: UTF-8 beyond ASCII */
};

enum { OM_BLOCK_SIZE = 64 };

/* Marks n blocks that begin at p; all of their bytes are read. */
typedef void om_block_mark(struct om_block *out, const char *p, size_t n);

/*
 * One set of instructions, one file each, of which a machine's build has its
 * own; all mark the same. The last of the list is the portable one.
 */
struct om_block_marker {
	const char *name;
	om_block_mark *mark;
	om_prefixes_mark *prefixes;
};

/* Those that this processor can run, the fastest first; a NULL name ends. */
const struct om_block_marker *om_block_markers(void);

void om_block_mark_scalar(struct om_block *out, const char *p, size_t n);
void om_block_mark_sse2(struct om_block *out, const char *p, size_t n);
void om_block_mark_avx2(struct om_block *out, const char *p, size_t n);
void om_block_mark_avx512(struct om_block *out, const char *p, size_t n);
void om_block_mark_neon(struct om_block *out, const char *p, size_t n);

#endif
