#include "format/sqlite_rows.h"

#include "base/memory.h"
#include "format/sqlite_page.h"

enum { DEPTH_MOST = 20 };

static const size_t LIMIT_DEFAULT = 16 << 20;

/* A page on the way from the root; at counts the steps through it. */
struct level {
	char *p;
	struct om_sqlite_page page;
	uint32_t at;
};

struct om_sqlite_rows {
	struct om_sqlite_file *file;
	const struct om_sqlite_header *header;
	size_t limit;
	unsigned char *seen; /* a bit a page */
	struct level levels[DEPTH_MOST];
	size_t depth;
	struct om_buf joined; /* a payload of several pages */
	char *spare;
	struct om_arena arena;
	int code; /* of the failure that ended it */
};

static int
see(struct om_sqlite_rows *r, uint32_t number)
{
	unsigned char bit = (unsigned char)(1U << (number & 7));

	if (number == 0 || number > r->header->pages)
		return om_fail(
		    OM_CORRUPT, "page %u is none of the database", number);
	if ((r->seen[number / 8] & bit) != 0)
		return om_fail(OM_CORRUPT, "page %u has two owners", number);
	r->seen[number / 8] |= bit;
	return OM_OK;
}

static int
descend(struct om_sqlite_rows *r, uint32_t number)
{
	struct level *level = &r->levels[r->depth];
	int rc = see(r, number);

	if (rc != OM_OK)
		return rc;
	if (r->depth == DEPTH_MOST)
		return om_fail(
		    OM_CORRUPT, "page %u lies too deep in its tree", number);
	if (level->p == NULL)
		level->p = om_new(1, r->header->page_size);
	rc = om_sqlite_file_page(level->p, r->file, number);
	if (rc == OM_OK)
		rc = om_sqlite_page_parse(
		    &level->page, level->p, number, r->header->usable);
	if (rc != OM_OK)
		return rc;
	if (om_sqlite_page_is_table(&level->page) !=
	    om_sqlite_page_is_table(&r->levels[0].page))
		return om_fail(OM_CORRUPT,
		    "page %u is of another kind than its tree", number);
	level->at = 0;
	r->depth++;
	return OM_OK;
}

int
om_sqlite_rows_open(struct om_sqlite_rows **out, struct om_sqlite_file *f,
    uint32_t root, size_t limit)
{
	struct om_sqlite_rows *r = om_new(1, sizeof(*r));
	int rc;

	r->file = f;
	r->header = om_sqlite_file_header(f);
	r->limit = limit == 0 ? LIMIT_DEFAULT : limit;
	r->seen = om_new(r->header->pages / 8 + 1, 1);
	r->spare = om_new(1, r->header->page_size);
	r->joined = OM_BUF(r->limit);
	rc = descend(r, root);
	if (rc == OM_OK)
		*out = r;
	else
		om_sqlite_rows_close(r);
	return rc;
}

void
om_sqlite_rows_close(struct om_sqlite_rows *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < DEPTH_MOST; i++)
		if (r->levels[i].p != NULL)
			om_wipe_free(r->levels[i].p, r->header->page_size);
	om_wipe_free(r->spare, r->header->page_size);
	om_buf_free(&r->joined);
	om_arena_free(&r->arena);
	om_free(r->seen);
	om_free(r);
}

/* To child i of an interior page; the right child is the last. */
static int
descend_child(
    struct om_sqlite_rows *r, const struct om_sqlite_page *page, uint32_t i)
{
	struct om_sqlite_cell cell;
	int rc;

	if (i == page->cells)
		return descend(r, page->right);
	rc = om_sqlite_page_cell(&cell, page, i);
	return rc == OM_OK ? descend(r, cell.left) : rc;
}

/*
 * Moves to the next cell: 1, 0 at the end. In an interior page children and
 * cells take turns: child 0, cell 0, child 1 ... and the right child last.
 * Of a table such cells are no rows.
 */
static int
find_cell(
    struct om_sqlite_cell *cell, struct level **where, struct om_sqlite_rows *r)
{
	while (r->depth > 0) {
		struct level *level = &r->levels[r->depth - 1];
		const struct om_sqlite_page *page = &level->page;
		bool is_leaf = om_sqlite_page_is_leaf(page);
		uint32_t at = level->at++;
		int rc = OM_OK;

		*where = level;
		if (at >= (is_leaf ? page->cells : 2 * page->cells + 1)) {
			r->depth--;
		} else if (!is_leaf && at % 2 == 0) {
			rc = descend_child(r, page, at / 2);
		} else if (is_leaf || !om_sqlite_page_is_table(page)) {
			rc = om_sqlite_page_cell(
			    cell, page, is_leaf ? at : at / 2);
			return rc == OM_OK ? 1 : rc;
		}
		if (rc != OM_OK)
			return rc;
	}
	return 0;
}

static int
join(struct om_sqlite_rows *r, const struct om_sqlite_cell *cell)
{
	uint64_t left = cell->payload - cell->local.n;
	uint32_t number = cell->overflow, room = r->header->usable - 4;

	if (om_buf_room(&r->joined, cell->payload) == NULL)
		return om_buf_check(&r->joined, "a payload");
	om_buf_add(&r->joined, cell->local);
	while (left > 0) {
		uint32_t n = left < room ? (uint32_t)left : room;
		int rc = see(r, number);

		if (rc == OM_OK)
			rc = om_sqlite_file_page(r->spare, r->file, number);
		if (rc != OM_OK)
			return rc;
		om_buf_add(&r->joined, om_span_bytes(r->spare + 4, n));
		left -= n;
		number = om_sqlite_u32(r->spare);
	}
	return om_buf_check(&r->joined, "a payload");
}

static int
read_payload(struct om_span *out, struct om_sqlite_rows *r,
    const struct om_sqlite_cell *cell, uint32_t page)
{
	int rc;

	if (cell->payload > (uint64_t)r->header->pages * r->header->usable)
		return om_fail(OM_CORRUPT,
		    "page %u: a payload is larger than the database", page);
	if (cell->payload > r->limit)
		return om_fail(OM_LIMIT,
		    "page %u: a payload has more than %zu bytes", page,
		    r->limit);
	if (cell->payload == cell->local.n) {
		*out = cell->local;
		return OM_OK;
	}
	rc = join(r, cell);
	if (rc == OM_OK)
		*out = om_buf_span(&r->joined);
	return rc;
}

static int
next(struct om_sqlite_row *row, struct om_sqlite_rows *r)
{
	struct om_sqlite_cell cell = { 0 };
	struct level *level = NULL;
	int rc;

	om_buf_reset(&r->joined);
	om_arena_wipe(&r->arena);
	rc = find_cell(&cell, &level, r);
	if (rc <= 0)
		return rc;
	row->page = level->page.number;
	row->has_rowid = om_sqlite_page_is_table(&level->page);
	row->rowid = cell.rowid;
	rc = read_payload(&row->payload, r, &cell, row->page);
	return rc == OM_OK ? 1 : rc;
}

int
om_sqlite_rows_payload(struct om_sqlite_row *out, struct om_sqlite_rows *r)
{
	struct om_sqlite_row row = { 0 };
	int rc;

	if (r->code != OM_OK)
		return om_fail(r->code, "rows that cannot be read any more");
	rc = next(&row, r);
	if (rc < 0 && rc != OM_LIMIT)
		r->code = rc;
	if (rc > 0)
		*out = row;
	return rc;
}

int
om_sqlite_rows_next(struct om_sqlite_row *out, struct om_sqlite_rows *r)
{
	struct om_sqlite_row row = { 0 };
	int rc = om_sqlite_rows_payload(&row, r);
	int read;

	if (rc <= 0)
		return rc;
	read = om_sqlite_record_read(&row.values, &row.count, &r->arena,
	    row.payload, r->header->encoding);
	if (read != OM_OK) {
		r->code = read;
		return om_fail(read,
		    "page %u: a record does not fit its payload", row.page);
	}
	*out = row;
	return rc;
}
