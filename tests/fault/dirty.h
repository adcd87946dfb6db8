#ifndef OM_FAULT_DIRTY_H
#define OM_FAULT_DIRTY_H

#include "bench/workspace.h"
#include "format/sqlite_map.h"

/* Of many databases: tokens, in how many of them, bytes. */
struct sums {
	uint64_t erased, left, files_with;
	uint64_t dead, dirty, numbers;
	uint32_t pages;
};

/* Whether four bytes, or the last of them, are the number of a page. */
static bool
is_number(const struct sums *sums, const uint8_t *p, size_t n)
{
	uint32_t value = 0;

	for (size_t i = 0; i < n; i++)
		value = value << 8 | p[i];
	return value <= sums->pages;
}

/*
 * A trunk of the freelist keeps the numbers of pages it once listed, as such
 * or as a later overflow page: they say nothing of anybody.
 */
static int
count_dirty(void *state, const struct om_sqlite_range *r)
{
	struct sums *sums = state;
	const uint8_t *p = (const uint8_t *)r->bytes.p;
	bool may_list = r->class == OM_SQLITE_TRUNK_SLACK ||
			r->class == OM_SQLITE_OVERFLOW_SLACK;

	for (size_t i = 0, n; i < r->bytes.n; i += n) {
		uint64_t dirty = 0;

		n = 4 - (r->offset + i) % 4;
		n = n < r->bytes.n - i ? n : r->bytes.n - i;
		for (size_t k = 0; k < n; k++)
			dirty += p[i + k] != 0;
		if (may_list && is_number(sums, p + i, n))
			sums->numbers += dirty;
		else
			sums->dirty += dirty;
	}
	sums->dead += r->bytes.n;
	return OM_OK;
}

/* The byte map of a database that is not open, by a reader of its own. */
static void
add_dirty(struct sums *sums, const char *path)
{
	struct om_sqlite_visit visit = { .each = count_dirty, .state = sums };
	struct om_sqlite_file *f = NULL;
	struct om_sqlite_map map;

	must(om_sqlite_file_open(&f, path, NULL), path);
	sums->pages = om_sqlite_file_header(f)->pages;
	must(om_sqlite_map(&map, f, &visit), path);
	om_sqlite_file_close(f);
}

#endif
