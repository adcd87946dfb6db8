#ifndef OM_SQL_SCRUB_H
#define OM_SQL_SCRUB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What SQLite leaves on a b-tree page: even with secure_delete, cells that
 * balancing moved to a sibling stay behind in the gap. The page's layout is
 * section 1.6 of the SQLite database file format.
 *
 * Writes to out the page with every byte that is dead set to zero: the gap
 * between cell pointers and cell content, the bodies of free blocks, the
 * fragments. first says that it is page 1, whose b-tree begins at byte 100.
 * False, and out of no meaning, where it is no whole b-tree page: another
 * kind, or malformed, which SQLite is to find as it is. Valid where no bytes
 * are reserved at the end of pages, there are no pointer maps
 * (auto_vacuum=NONE) and fewer than 2^25 pages: then overflow and freelist
 * pages, whose dead bytes secure_delete zeroes, begin with 0 or 1.
 *
 * The heads of free blocks stay: numbers of bytes. A page is held for whole
 * where its parts add up to it; on one where as much overlaps as is missing,
 * which SQLite does not write and `db check --full` finds, what is missing
 * may stay as it is, and what a free block overlaps is zeroed.
 */
bool om_scrub_page(uint8_t *out, const uint8_t *page, size_t size, bool first);

#endif
