#ifndef OM_FORMAT_SQLITE_MAP_INSIDE_H
#define OM_FORMAT_SQLITE_MAP_INSIDE_H

#include "format/sqlite_map.h"
#include "format/sqlite_page.h"

/* The inside of a map: who owns a page, and where its copies lie. */

/*
 * What is known of a page, one byte each. Of a page of a tree also the kind
 * of tree (0: not known yet) and the depth, in the low bits.
 */
enum om_sqlite_map_owner {
	OM_SQLITE_MAP_NOBODY = 0,
	OM_SQLITE_MAP_DEPTH = 0x1f,
	OM_SQLITE_MAP_TABLE = 0x20,
	OM_SQLITE_MAP_INDEX = 0x40,
	OM_SQLITE_MAP_LEAF = 0x60, /* of the freelist: no tree is of both */
	OM_SQLITE_MAP_OWNED = 0x80,
};

/* A page in memory, and the places in which these very bytes lie. */
struct om_sqlite_sheet {
	char *p;
	uint32_t number;
	size_t copies;
	enum om_sqlite_place place[OM_SQLITE_PLACES];
	uint64_t offset[OM_SQLITE_PLACES];
};

struct om_sqlite_walk {
	struct om_sqlite_map *map;
	struct om_sqlite_file *file;
	const struct om_sqlite_header *header;
	const struct om_sqlite_visit *visit; /* NULL: none */
	unsigned char *owners;		     /* by page number */
	uint32_t *queue;		     /* pages of trees to be read */
	size_t head, tail, size;
	struct om_sqlite_sheet tree, other;
	char *old;	   /* a page's copy in the file */
	uint32_t *lengths; /* of the cell that begins at a byte */
};

/* Counts n bytes of the sheet from byte from on, and shows them. */
int om_sqlite_walk_mark(struct om_sqlite_walk *w,
    const struct om_sqlite_sheet *sheet, enum om_sqlite_class class,
    uint32_t from, uint32_t n) OM_MUST_CHECK;

/* The same of what belongs to no sheet. */
int om_sqlite_walk_range(struct om_sqlite_walk *w,
    const struct om_sqlite_range *range) OM_MUST_CHECK;

/* Reads page number; marks its reserved end, and its file copy if stale. */
int om_sqlite_walk_load(struct om_sqlite_walk *w, struct om_sqlite_sheet *sheet,
    uint32_t number) OM_MUST_CHECK;

/* The page becomes owned: OM_CORRUPT where it is already, or is none. */
int om_sqlite_walk_claim(struct om_sqlite_walk *w, uint32_t number,
    unsigned char owner) OM_MUST_CHECK;

/* All trees of the schema; the freelist; what is left. */
int om_sqlite_walk_trees(struct om_sqlite_walk *w) OM_MUST_CHECK;
int om_sqlite_walk_freelist(struct om_sqlite_walk *w) OM_MUST_CHECK;

/* The page of the lock bytes: number, whether or not the file has it. */
static inline uint32_t
om_sqlite_walk_lock_page(const struct om_sqlite_walk *w)
{
	return (1U << 30) / w->header->page_size + 1;
}

#endif
