#ifndef OM_FORMAT_SQLITE_MAP_H
#define OM_FORMAT_SQLITE_MAP_H

#include "format/sqlite_file.h"

/*
 * What every byte of a database file, and of the log beside it, is:
 *
 *   HEADER         the first 100 bytes
 *   LIVE           b-tree headers, cell pointers, cells, headers of free
 *                  blocks; overflow pages' next pointer and payload; trunk
 *                  pages' entries; pointer maps; the page of the lock bytes
 *   GAP            between a page's cell pointers and its cells; what a
 *                  page of a pointer map has left over
 *   FREEBLOCK      a free block behind its four bytes of header
 *   FRAGMENT       one to three bytes between cells
 *   FREELIST       a page of the freelist that is no trunk
 *   TRUNK_SLACK    a trunk page behind its entries
 *   OVERFLOW_SLACK the last page of a payload behind its end
 *   RESERVED       the end of a page that the header reserves
 *   UNREFERENCED   a page that nothing leads to, and what lies behind the
 *                  last page
 *   SUPERSEDED     a page that a later frame of the log replaces (where the
 *                  file's page is equal to the frame, it is mapped like it)
 *   FRAME          the log's header and those of frames of this state
 *   REMNANT        the log behind the last commit
 *
 * The pages of the log's current frames fall into the same classes as those
 * of the file.
 */
enum om_sqlite_class {
#define OM_SQLITE_CLASS(name, word, dead) OM_SQLITE_##name,
#include "format/sqlite_class_list.h"
#undef OM_SQLITE_CLASS
	OM_SQLITE_CLASSES
};

const char *om_sqlite_class_word(enum om_sqlite_class class);
bool om_sqlite_class_is_dead(enum om_sqlite_class class);

/* dirty: bytes that are not zero; counted in dead classes only. */
struct om_sqlite_total {
	uint64_t bytes, dirty;
	uint64_t first; /* offset of the first dirty byte in the file */
};

/* The sum of bytes over one place's classes is the size of that file. */
struct om_sqlite_map {
	struct om_sqlite_total total[OM_SQLITE_PLACES][OM_SQLITE_CLASSES];
};

/* One run of bytes of a class; bytes are borrowed for the call. */
struct om_sqlite_range {
	enum om_sqlite_class class;
	enum om_sqlite_place place;
	uint32_t page;	 /* 0 where it belongs to none */
	uint64_t offset; /* in the file or in the log */
	struct om_span bytes;
};

/*
 * each is called for every range of a dead class, or of all classes, page by
 * page in no order; a range ends with its page. It may be NULL. What it
 * returns, where negative, ends the walk. It may overwrite the range in the
 * file.
 */
struct om_sqlite_visit {
	int (*each)(void *state, const struct om_sqlite_range *range);
	void *state;
	bool all; /* classes that are not dead as well */
};

/*
 * Walks the trees of the schema, all their pages and the freelist, once, and
 * counts. visit may be NULL. OM_CORRUPT, naming the page, where a page has
 * two owners, is none of the file, has cells that overlap, or cannot be
 * read: there is no map of half a file. Memory: five bytes a page.
 */
int om_sqlite_map(struct om_sqlite_map *out, struct om_sqlite_file *f,
    const struct om_sqlite_visit *visit) OM_MUST_CHECK;

/* Bytes, or non-zero bytes, of all dead classes of a place. */
uint64_t om_sqlite_map_dead(
    const struct om_sqlite_map *map, enum om_sqlite_place place);
uint64_t om_sqlite_map_dirty(
    const struct om_sqlite_map *map, enum om_sqlite_place place);

#endif
