#include "format/sqlite_map.h"

#include "base/memory.h"
#include "format/sqlite_log.h"
#include "format/sqlite_map_inside.h"
#include "format/swar.h"

enum { HEADER_SIZE = 100, MAP_ENTRY = 5 };

static const struct {
	const char *word;
	bool dead;
} classes[] = {
#define OM_SQLITE_CLASS(name, word, dead) { word, dead },
#include "format/sqlite_class_list.h"
#undef OM_SQLITE_CLASS
};

const char *om_sqlite_class_word(enum om_sqlite_class class)
{
	return classes[class].word;
}

bool om_sqlite_class_is_dead(enum om_sqlite_class class)
{
	return classes[class].dead;
}

/* Bytes that are not zero, and the first of them: dead space is mostly 0. */
static uint64_t
count_dirty(size_t *first, struct om_span s)
{
	uint64_t count = 0;
	size_t i = 0;

	*first = s.n;
	while (i < s.n) {
		uint64_t word = 0;
		size_t step = s.n - i < 8 ? 1 : 8;

		word =
		    step == 8 ? om_swar_load(s.p + i) : (unsigned char)s.p[i];
		if (word != 0) {
			uint64_t low = word & ~OM_SWAR_TOP;
			uint64_t set =
			    ((low + ~OM_SWAR_TOP) | word) & OM_SWAR_TOP;

			if (count == 0)
				*first = i + om_swar_first(set);
			/* Adds up the eight flags in the top byte. */
			count += (set >> 7) * OM_SWAR_LOW >> 56;
		}
		i += step;
	}
	return count;
}

int
om_sqlite_walk_range(
    struct om_sqlite_walk *w, const struct om_sqlite_range *range)
{
	struct om_sqlite_total *total =
	    &w->map->total[range->place][range->class];
	bool dead = om_sqlite_class_is_dead(range->class);
	uint64_t dirty;
	size_t first;

	if (range->bytes.n == 0)
		return OM_OK;
	total->bytes += range->bytes.n;
	if (dead) {
		dirty = count_dirty(&first, range->bytes);
		if (dirty > 0 &&
		    (total->dirty == 0 || range->offset + first < total->first))
			total->first = range->offset + first;
		total->dirty += dirty;
	}
	if (w->visit == NULL || w->visit->each == NULL ||
	    !(dead || w->visit->all))
		return OM_OK;
	return w->visit->each(w->visit->state, range);
}

int
om_sqlite_walk_mark(struct om_sqlite_walk *w,
    const struct om_sqlite_sheet *sheet, enum om_sqlite_class class,
    uint32_t from, uint32_t n)
{
	int rc = OM_OK;

	for (size_t i = 0; i < sheet->copies && rc == OM_OK; i++)
		rc = om_sqlite_walk_range(
		    w, &(struct om_sqlite_range){ class, sheet->place[i],
			   sheet->number, sheet->offset[i] + from,
			   om_span_bytes(sheet->p + from, n) });
	return rc;
}

/*
 * The file's own copy of a page that the log has as well: the same bytes,
 * once they were copied, or what was before.
 */
static int
load_old(struct om_sqlite_walk *w, struct om_sqlite_sheet *sheet)
{
	uint32_t size = w->header->page_size;
	uint64_t offset = (uint64_t)(sheet->number - 1) * size;
	int rc;

	if (offset + size > om_sqlite_file_size(w->file, OM_SQLITE_MAIN))
		return OM_OK;
	rc =
	    om_sqlite_file_bytes(w->old, w->file, OM_SQLITE_MAIN, offset, size);
	if (rc != OM_OK)
		return rc;
	if (memcmp(w->old, sheet->p, size) == 0) {
		sheet->place[sheet->copies] = OM_SQLITE_MAIN;
		sheet->offset[sheet->copies++] = offset;
		return OM_OK;
	}
	return om_sqlite_walk_range(
	    w, &(struct om_sqlite_range){ OM_SQLITE_SUPERSEDED, OM_SQLITE_MAIN,
		   sheet->number, offset, om_span_bytes(w->old, size) });
}

int
om_sqlite_walk_load(
    struct om_sqlite_walk *w, struct om_sqlite_sheet *sheet, uint32_t number)
{
	uint32_t size = w->header->page_size, usable = w->header->usable;
	int64_t frame = om_sqlite_file_frame_of(w->file, number);
	int rc = om_sqlite_file_page(sheet->p, w->file, number);

	if (rc != OM_OK)
		return rc;
	sheet->number = number;
	sheet->copies = 1;
	if (frame < 0) {
		sheet->place[0] = OM_SQLITE_MAIN;
		sheet->offset[0] = (uint64_t)(number - 1) * size;
	} else {
		sheet->place[0] = OM_SQLITE_LOG;
		sheet->offset[0] =
		    om_sqlite_file_frame_offset(w->file, (uint32_t)frame);
		rc = load_old(w, sheet);
	}
	if (rc == OM_OK)
		rc = om_sqlite_walk_mark(
		    w, sheet, OM_SQLITE_RESERVED, usable, size - usable);
	return rc;
}

int
om_sqlite_walk_claim(
    struct om_sqlite_walk *w, uint32_t number, unsigned char owner)
{
	if (number == 0 || number > w->header->pages)
		return om_fail(
		    OM_CORRUPT, "page %u is none of the database", number);
	if (w->owners[number] != OM_SQLITE_MAP_NOBODY)
		return om_fail(OM_CORRUPT, "page %u has two owners", number);
	w->owners[number] = OM_SQLITE_MAP_OWNED | owner;
	return OM_OK;
}

/* A whole page of one class, behind its first live bytes. */
static int
mark_page(struct om_sqlite_walk *w, uint32_t number, uint32_t live,
    enum om_sqlite_class class)
{
	int rc = om_sqlite_walk_load(w, &w->other, number);

	if (rc == OM_OK)
		rc = om_sqlite_walk_mark(w, &w->other, OM_SQLITE_LIVE, 0, live);
	if (rc == OM_OK)
		rc = om_sqlite_walk_mark(
		    w, &w->other, class, live, w->header->usable - live);
	return rc;
}

/*
 * The pages that stand at places of their own: that of the lock bytes at
 * 1 GiB, and, where tables can move, pointer maps: an entry of five bytes for
 * each of the pages that follow.
 */
static int
walk_fixed(struct om_sqlite_walk *w)
{
	uint32_t lock = om_sqlite_walk_lock_page(w);
	uint32_t entries = w->header->usable / MAP_ENTRY;
	uint32_t used = entries * MAP_ENTRY;
	int rc = OM_OK;

	if (lock <= w->header->pages) {
		rc = om_sqlite_walk_claim(w, lock, 0);
		if (rc == OM_OK)
			rc = mark_page(
			    w, lock, w->header->usable, OM_SQLITE_GAP);
	}
	if (w->header->largest_root == 0)
		return rc;
	for (uint64_t i = 2; i <= w->header->pages; i += entries + 1) {
		uint64_t number = i == lock ? i + 1 : i;

		if (number > w->header->pages || rc != OM_OK)
			break;
		rc = om_sqlite_walk_claim(w, (uint32_t)number, 0);
		if (rc == OM_OK)
			rc =
			    mark_page(w, (uint32_t)number, used, OM_SQLITE_GAP);
	}
	return rc;
}

/* Leaves of the freelist and pages that nothing leads to, as they stand. */
static int
walk_rest(struct om_sqlite_walk *w)
{
	int rc = OM_OK;

	for (uint64_t i = 1; i <= w->header->pages && rc == OM_OK; i++) {
		if (w->owners[i] == OM_SQLITE_MAP_NOBODY)
			rc = mark_page(
			    w, (uint32_t)i, 0, OM_SQLITE_UNREFERENCED);
		else if (w->owners[i] ==
			 (OM_SQLITE_MAP_OWNED | OM_SQLITE_MAP_LEAF))
			rc = mark_page(w, (uint32_t)i, 0, OM_SQLITE_FREELIST);
	}
	return rc;
}

/* A run of one class that is no page of the state. */
static int
walk_run(struct om_sqlite_walk *w, struct om_sqlite_range range, uint64_t end)
{
	int rc = OM_OK;

	while (range.offset < end && rc == OM_OK) {
		uint64_t left = end - range.offset;
		uint32_t n = w->header->page_size;

		if (left < n)
			n = (uint32_t)left;
		rc = om_sqlite_file_bytes(
		    w->old, w->file, range.place, range.offset, n);
		range.bytes = om_span_bytes(w->old, n);
		if (rc == OM_OK)
			rc = om_sqlite_walk_range(w, &range);
		range.offset += n;
	}
	return rc;
}

/* Frame i: its header, and its page where a later one replaces it. */
static int
walk_frame(struct om_sqlite_walk *w, uint32_t i)
{
	uint64_t at = om_sqlite_file_frame_offset(w->file, i);
	uint32_t number = om_sqlite_file_frame_number(w->file, i);
	struct om_sqlite_range range = { .class = OM_SQLITE_FRAME,
		.place = OM_SQLITE_LOG,
		.page = number,
		.offset = at - OM_SQLITE_FRAME_HEADER };
	int rc = walk_run(w, range, at);

	if (rc != OM_OK || om_sqlite_file_frame_of(w->file, number) == i)
		return rc;
	range.class = OM_SQLITE_SUPERSEDED;
	range.offset = at;
	return walk_run(w, range, at + w->header->page_size);
}

static int
walk_log(struct om_sqlite_walk *w)
{
	uint64_t size = om_sqlite_file_size(w->file, OM_SQLITE_LOG);
	uint32_t committed = om_sqlite_file_committed(w->file);
	struct om_sqlite_range range = { .class = OM_SQLITE_REMNANT,
		.place = OM_SQLITE_LOG };
	int rc = OM_OK;

	if (om_sqlite_file_has_log(w->file)) {
		range.class = OM_SQLITE_FRAME;
		rc = walk_run(w, range, OM_SQLITE_LOG_HEADER);
		range.class = OM_SQLITE_REMNANT;
		range.offset = OM_SQLITE_LOG_HEADER;
	}
	for (uint32_t i = 0; i < committed && rc == OM_OK; i++)
		rc = walk_frame(w, i);
	if (committed > 0)
		range.offset = om_sqlite_file_frame_offset(w->file, committed) -
			       OM_SQLITE_FRAME_HEADER;
	return rc == OM_OK ? walk_run(w, range, size) : rc;
}

static int
walk(struct om_sqlite_walk *w)
{
	uint64_t size = om_sqlite_file_size(w->file, OM_SQLITE_MAIN);
	struct om_sqlite_range behind = { .class = OM_SQLITE_UNREFERENCED,
		.place = OM_SQLITE_MAIN,
		.offset = (uint64_t)w->header->pages * w->header->page_size };
	int rc = walk_fixed(w);

	if (rc == OM_OK)
		rc = om_sqlite_walk_trees(w);
	if (rc == OM_OK)
		rc = om_sqlite_walk_freelist(w);
	if (rc == OM_OK)
		rc = walk_rest(w);
	if (rc == OM_OK)
		rc = walk_run(w, behind, size);
	return rc == OM_OK ? walk_log(w) : rc;
}

int
om_sqlite_map(struct om_sqlite_map *out, struct om_sqlite_file *f,
    const struct om_sqlite_visit *visit)
{
	const struct om_sqlite_header *h = om_sqlite_file_header(f);
	struct om_sqlite_map map = { 0 };
	struct om_sqlite_walk w = {
		.map = &map, .file = f, .header = h, .visit = visit
	};
	int rc;

	w.owners = om_new((size_t)h->pages + 1, 1);
	w.tree.p = om_new(1, h->page_size);
	w.other.p = om_new(1, h->page_size);
	w.old = om_new(1, h->page_size);
	w.lengths = om_new(h->page_size, sizeof(*w.lengths));
	rc = walk(&w);
	om_wipe_free(w.tree.p, h->page_size);
	om_wipe_free(w.other.p, h->page_size);
	om_wipe_free(w.old, h->page_size);
	om_free(w.lengths);
	om_free(w.owners);
	om_free(w.queue);
	if (rc == OM_OK)
		*out = map;
	return rc;
}

uint64_t
om_sqlite_map_dead(const struct om_sqlite_map *map, enum om_sqlite_place place)
{
	uint64_t sum = 0;

	for (int i = 0; i < OM_SQLITE_CLASSES; i++)
		if (classes[i].dead)
			sum += map->total[place][i].bytes;
	return sum;
}

uint64_t
om_sqlite_map_dirty(const struct om_sqlite_map *map, enum om_sqlite_place place)
{
	uint64_t sum = 0;

	for (int i = 0; i < OM_SQLITE_CLASSES; i++)
		sum += map->total[place][i].dirty;
	return sum;
}
