#include "format/sqlite_page.h"

enum { FIRST_PAGE_START = 100, FREEBLOCK_LEAST = 4, CELL_LEAST = 4 };

size_t
om_sqlite_varint(uint64_t *out, struct om_span s)
{
	uint64_t value = 0;
	size_t most = s.n < 9 ? s.n : 9;

	for (size_t i = 0; i < most; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (i == 8) {
			*out = value << 8 | c;
			return 9;
		}
		value = value << 7 | (c & 0x7f);
		if (c < 0x80) {
			*out = value;
			return i + 1;
		}
	}
	return 0;
}

uint32_t
om_sqlite_page_local(
    enum om_sqlite_page_type type, uint32_t usable, uint64_t payload)
{
	uint32_t least = (usable - 12) * 32 / 255 - 23;
	uint32_t most, fitting;

	if (type == OM_SQLITE_TABLE_INTERIOR)
		return 0;
	if (type == OM_SQLITE_TABLE_LEAF)
		most = usable - 35;
	else
		most = (usable - 12) * 64 / 255 - 23;
	if (payload <= most)
		return (uint32_t)payload;
	fitting = least + (uint32_t)((payload - least) % (usable - 4));
	return fitting <= most ? fitting : least;
}

static bool
is_type(unsigned char c)
{
	return c == OM_SQLITE_INDEX_INTERIOR || c == OM_SQLITE_TABLE_INTERIOR ||
	       c == OM_SQLITE_INDEX_LEAF || c == OM_SQLITE_TABLE_LEAF;
}

int
om_sqlite_page_parse(struct om_sqlite_page *page, const char *p,
    uint32_t number, uint32_t usable)
{
	struct om_sqlite_page q = { .p = p, .number = number };
	const char *header;

	q.usable = usable;
	q.start = number == 1 ? FIRST_PAGE_START : 0;
	header = p + q.start;
	if (!is_type((unsigned char)header[0]))
		return om_fail(OM_CORRUPT, "page %u is no b-tree page", number);
	q.type = (enum om_sqlite_page_type)header[0];
	q.freeblock = om_sqlite_u16(header + 1);
	q.cells = om_sqlite_u16(header + 3);
	q.content = om_sqlite_u16(header + 5);
	if (q.content == 0)
		q.content = 65536;
	q.pointers = q.start + 8;
	if (!om_sqlite_page_is_leaf(&q)) {
		q.right = om_sqlite_u32(header + 8);
		q.pointers += 4;
	}
	q.gap = q.pointers + 2 * q.cells;
	if (q.gap > q.content || q.content > usable)
		return om_fail(OM_CORRUPT,
		    "page %u: cell pointers and cells overlap", number);
	if (q.freeblock != 0 && q.freeblock < q.content)
		return om_fail(OM_CORRUPT,
		    "page %u: a free block lies before the cells", number);
	*page = q;
	return OM_OK;
}

static int
cell_fail(const struct om_sqlite_page *page, uint32_t i)
{
	return om_fail(
	    OM_CORRUPT, "page %u: cell %u leaves the page", page->number, i);
}

/* The numbers before the payload; *s is moved behind them. */
static bool
read_numbers(struct om_sqlite_cell *c, const struct om_sqlite_page *page,
    struct om_span *s)
{
	bool is_table = om_sqlite_page_is_table(page);
	uint64_t rowid = 0;
	size_t n;

	if (!om_sqlite_page_is_leaf(page)) {
		if (s->n < 4)
			return false;
		c->left = om_sqlite_u32(s->p);
		*s = om_span_bytes(s->p + 4, s->n - 4);
	}
	if (page->type != OM_SQLITE_TABLE_INTERIOR) {
		n = om_sqlite_varint(&c->payload, *s);
		*s = om_span_bytes(s->p + n, s->n - n);
		if (n == 0 || c->payload > INT32_MAX)
			return false;
	}
	if (is_table) {
		n = om_sqlite_varint(&rowid, *s);
		*s = om_span_bytes(s->p + n, s->n - n);
		memcpy(&c->rowid, &rowid, sizeof(rowid));
		return n > 0;
	}
	return true;
}

int
om_sqlite_page_cell(
    struct om_sqlite_cell *cell, const struct om_sqlite_page *page, uint32_t i)
{
	struct om_sqlite_cell c = { 0 };
	struct om_span s;
	uint32_t local;

	c.at = om_sqlite_u16(page->p + page->pointers + 2 * i);
	if (c.at < page->content || c.at >= page->usable)
		return cell_fail(page, i);
	s = om_span_bytes(page->p + c.at, page->usable - c.at);
	if (!read_numbers(&c, page, &s))
		return cell_fail(page, i);
	local = om_sqlite_page_local(page->type, page->usable, c.payload);
	if (s.n < local)
		return cell_fail(page, i);
	c.local = om_span_bytes(s.p, local);
	s = om_span_bytes(s.p + local, s.n - local);
	if (c.payload > local) {
		if (s.n < 4)
			return cell_fail(page, i);
		c.overflow = om_sqlite_u32(s.p);
		s.n -= 4;
	}
	c.n = page->usable - c.at - (uint32_t)s.n;
	/* A cell takes no less, so that it can become a free block. */
	if (c.n < CELL_LEAST)
		c.n = CELL_LEAST;
	if (c.n > page->usable - c.at)
		return cell_fail(page, i);
	*cell = c;
	return OM_OK;
}

int
om_sqlite_page_freeblock(uint32_t *next, uint32_t *size,
    const struct om_sqlite_page *page, uint32_t at)
{
	uint32_t behind, n;

	if (at < page->content || at + FREEBLOCK_LEAST > page->usable)
		return om_fail(OM_CORRUPT, "page %u: a free block leaves it",
		    page->number);
	behind = om_sqlite_u16(page->p + at);
	n = om_sqlite_u16(page->p + at + 2);
	if (n < FREEBLOCK_LEAST || n > page->usable - at ||
	    (behind != 0 && behind < at + n))
		return om_fail(OM_CORRUPT,
		    "page %u: free blocks overlap or leave it", page->number);
	*next = behind;
	*size = n;
	return OM_OK;
}
