#ifndef OM_FORMAT_SQLITE_PAGE_H
#define OM_FORMAT_SQLITE_PAGE_H

#include "base/error.h"
#include "base/span.h"

/* One page of a b-tree, all bounds checked before anything is followed. */
enum om_sqlite_page_type {
	OM_SQLITE_INDEX_INTERIOR = 2,
	OM_SQLITE_TABLE_INTERIOR = 5,
	OM_SQLITE_INDEX_LEAF = 10,
	OM_SQLITE_TABLE_LEAF = 13,
};

struct om_sqlite_page {
	const char *p;	 /* borrowed */
	uint32_t number; /* from 1 */
	uint32_t usable; /* bytes of the page */
	enum om_sqlite_page_type type;
	uint32_t start;	   /* of the page's header: 100 on page 1, else 0 */
	uint32_t pointers; /* where the cell pointers begin */
	uint32_t cells;
	uint32_t gap;	    /* where the gap behind the pointers begins */
	uint32_t content;   /* where the gap ends */
	uint32_t freeblock; /* offset of the first, or 0 */
	uint32_t right;	    /* the rightmost child of an interior page */
};

struct om_sqlite_cell {
	uint32_t at, n;	   /* where it stands, in the page, and its bytes */
	uint32_t left;	   /* the child before it, interior pages only */
	int64_t rowid;	   /* tables only */
	uint64_t payload;  /* bytes in all, 0 in a table's interior */
	uint32_t overflow; /* page that holds what is not local, or 0 */
	struct om_span local;
};

static inline uint32_t
om_sqlite_u16(const char *p)
{
	return (uint32_t)(unsigned char)p[0] << 8 | (unsigned char)p[1];
}

static inline uint32_t
om_sqlite_u32(const char *p)
{
	return om_sqlite_u16(p) << 16 | om_sqlite_u16(p + 2);
}

static inline bool
om_sqlite_page_is_leaf(const struct om_sqlite_page *page)
{
	return page->type >= OM_SQLITE_INDEX_LEAF;
}

static inline bool
om_sqlite_page_is_table(const struct om_sqlite_page *page)
{
	return page->type == OM_SQLITE_TABLE_LEAF ||
	       page->type == OM_SQLITE_TABLE_INTERIOR;
}

/*
 * Reads a varint at the start of s: big-endian groups of seven bits, all
 * eight of the ninth byte. The bytes it takes, 1..9, or 0 where s is too
 * short.
 */
size_t om_sqlite_varint(uint64_t *out, struct om_span s);

/*
 * How many of a payload's bytes stand in a cell of this type; the rest is on
 * overflow pages, usable - 4 bytes on each.
 */
uint32_t om_sqlite_page_local(
    enum om_sqlite_page_type type, uint32_t usable, uint64_t payload);

/*
 * Reads the header of page number out of p, which holds at least the usable
 * bytes. OM_CORRUPT, with the number, where it is no b-tree page or its
 * parts overlap.
 */
int om_sqlite_page_parse(struct om_sqlite_page *page, const char *p,
    uint32_t number, uint32_t usable) OM_MUST_CHECK;

/* Cell i, below page->cells. OM_CORRUPT where it leaves the content area. */
int om_sqlite_page_cell(struct om_sqlite_cell *cell,
    const struct om_sqlite_page *page, uint32_t i) OM_MUST_CHECK;

/*
 * The free block at offset at: its size, its four bytes of header included,
 * and the next one's offset (0: it is the last). They stand in ascending
 * order; OM_CORRUPT else.
 */
int om_sqlite_page_freeblock(uint32_t *next, uint32_t *size,
    const struct om_sqlite_page *page, uint32_t at) OM_MUST_CHECK;

#endif
