#include "test.h"

#include <string.h>

#include "base/memory.h"
#include "sql/scrub.h"

/*
 * Pages are put together by hand after section 1.6 of "Database File Format"
 * at sqlite.org; sizes of cells are computed by its formulas for pages of
 * 512 bytes: U = 512; X = 477 for tables and (500 * 64 / 255) - 23 = 102 for
 * indexes; M = (500 * 32 / 255) - 23 = 39; K = M + (P - M) % 508.
 */
enum { SIZE = 512, DEAD = 0xaa };

enum {
	INTERIOR_INDEX = 2,
	INTERIOR_TABLE = 5,
	LEAF_INDEX = 10,
	LEAF_TABLE = 13
};

static uint8_t page[SIZE], out[SIZE];

static void
put2(uint8_t *p, unsigned value)
{
	p[0] = (uint8_t)(value >> 8);
	p[1] = (uint8_t)value;
}

/* A header at byte `at` of a page whose every other byte is dead. */
static void
begin(size_t at, int type, unsigned cells, unsigned content)
{
	memset(page, DEAD, SIZE);
	page[at] = (uint8_t)type;
	put2(page + at + 1, 0);
	put2(page + at + 3, cells);
	put2(page + at + 5, content);
	page[at + 7] = 0;
}

static bool
scrub(void)
{
	memset(out, 0x55, SIZE);
	return om_scrub_page(out, page, SIZE, false);
}

/* out is the page from `from` up to `to`, or zero there. */
static void
check_kept(size_t from, size_t to)
{
	ck_assert_mem_eq(out + from, page + from, to - from);
}

static void
check_zero(size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		ck_assert_msg(out[i] == 0, "byte %zu is 0x%02x", i, out[i]);
}

/*
 * 0..7 header, 8..13 three pointers, 14..399 gap, 400..421 a cell (payload
 * 20), 422..451 a free block, 452..497 a cell (44), 498..499 fragments,
 * 500..511 a cell (10).
 */
static void
make_leaf(void)
{
	begin(0, LEAF_TABLE, 3, 400);
	put2(page + 1, 422);
	page[7] = 2;
	put2(page + 8, 500);
	put2(page + 10, 400);
	put2(page + 12, 452);
	memcpy(page + 400, "\x14\x02", 2);
	memcpy(page + 452, "\x2c\x03", 2);
	memcpy(page + 500, "\x0a\x01", 2);
	put2(page + 422, 0);
	put2(page + 424, 30);
}

START_TEST(gap_free_blocks_and_fragments_become_zero_and_nothing_else)
{
	make_leaf();
	ck_assert(scrub());
	check_kept(0, 14);
	check_zero(14, 400);
	check_kept(400, 426);
	check_zero(426, 452);
	check_kept(452, 498);
	check_zero(498, 500);
	check_kept(500, 512);
}
END_TEST

START_TEST(the_page_itself_stays_as_it_was)
{
	uint8_t before[SIZE];

	make_leaf();
	memcpy(before, page, SIZE);
	ck_assert(scrub());
	ck_assert_mem_eq(before, page, SIZE);
}
END_TEST

START_TEST(a_scrubbed_page_is_scrubbed_to_itself)
{
	make_leaf();
	ck_assert(scrub());
	memcpy(page, out, SIZE);
	ck_assert(scrub());
	ck_assert_mem_eq(out, page, SIZE);
}
END_TEST

START_TEST(free_blocks_are_followed_to_the_last)
{
	begin(0, LEAF_INDEX, 0, 480);
	put2(page + 1, 480);
	put2(page + 480, 490);
	put2(page + 482, 10);
	put2(page + 490, 508);
	put2(page + 492, 18);
	put2(page + 508, 0);
	put2(page + 510, 4);
	ck_assert(scrub());
	check_zero(8, 480);
	check_kept(480, 484);
	check_zero(484, 490);
	check_kept(490, 494);
	check_zero(494, 508);
	check_kept(508, 512);
}
END_TEST

/* The first page has the file's header before its b-tree. */
START_TEST(the_first_page_keeps_the_header_of_the_file)
{
	begin(100, LEAF_TABLE, 1, 500);
	page[20] = 0; /* no byte of a page's end is reserved */
	put2(page + 108, 500);
	memcpy(page + 500, "\x0a\x01", 2);
	ck_assert(om_scrub_page(out, page, SIZE, true));
	check_kept(0, 110);
	check_zero(110, 500);
	check_kept(500, 512);
	page[20] = 8;
	ck_assert(!om_scrub_page(out, page, SIZE, true));
}
END_TEST

START_TEST(an_empty_page_of_65536_bytes_has_its_content_at_zero)
{
	size_t size = 65536;
	uint8_t *large = om_new(size, 1), *clean = om_new(size, 1);

	memset(large, DEAD, size);
	memcpy(large, "\x0d\0\0\0\0\0\0\0", 8);
	ck_assert(om_scrub_page(clean, large, size, false));
	ck_assert_mem_eq(clean, large, 8);
	for (size_t i = 8; i < size; i++)
		ck_assert_uint_eq(clean[i], 0);
	om_free(large);
	om_free(clean);
}
END_TEST

/* Cells: kind of page, how they begin, and how long they are. */
static const struct {
	int type;
	const char *begins;
	size_t begins_size, size;
} cells[] = {
	/* payloads of 2 and 10 bytes; the least room is 4 */
	{ LEAF_TABLE, "\x02\x01", 2, 4 },
	{ LEAF_TABLE, "\x0a\x01", 2, 12 },
	/* a row of nine bytes' number: -1 */
	{ LEAF_TABLE, "\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10, 11 },
	/* 477 fits; of 478, K = 478 > X, so that M remains */
	{ LEAF_TABLE, "\x83\x5d\x01", 3, 3 + 477 },
	{ LEAF_TABLE, "\x83\x5e\x01", 3, 3 + 39 + 4 },
	/* 600: K = 39 + 561 % 508 = 92; 1000: K = 492 > X */
	{ LEAF_TABLE, "\x84\x58\x01", 3, 3 + 92 + 4 },
	{ LEAF_TABLE, "\x87\x68\x01", 3, 3 + 39 + 4 },
	/* a child's number, then the row's: 300 */
	{ INTERIOR_TABLE, "\0\0\0\x07\x82\x2c", 6, 6 },
	{ LEAF_INDEX, "\x03", 1, 4 },
	/* 102 fits; of 103, K = 103 > X; 547: K = 39 + 508 % 508 = 39;
	 * 600: K = 92 */
	{ LEAF_INDEX, "\x66", 1, 1 + 102 },
	{ LEAF_INDEX, "\x67", 1, 1 + 39 + 4 },
	{ LEAF_INDEX, "\x84\x23", 2, 2 + 39 + 4 },
	{ LEAF_INDEX, "\x84\x58", 2, 2 + 92 + 4 },
	{ INTERIOR_INDEX, "\0\0\0\x07\x66", 5, 5 + 102 },
	{ INTERIOR_INDEX, "\0\0\0\x07\x84\x58", 6, 6 + 92 + 4 },
};

static bool
scrub_cell(size_t i, size_t size)
{
	bool leaf = cells[i].type == LEAF_TABLE || cells[i].type == LEAF_INDEX;
	size_t n = cells[i].begins_size;

	begin(0, cells[i].type, 1, (unsigned)(SIZE - size));
	put2(page + (leaf ? 8 : 12), (unsigned)(SIZE - size));
	memcpy(page + SIZE - size, cells[i].begins, n < size ? n : size);
	if (!scrub())
		return false;
	check_kept(0, leaf ? 10 : 14);
	check_zero(leaf ? 10 : 14, SIZE - size);
	check_kept(SIZE - size, SIZE);
	return true;
}

START_TEST(a_cell_is_as_long_as_the_file_format_says)
{
	size_t size = cells[_i].size;

	ck_assert(scrub_cell((size_t)_i, size));
	ck_assert(!scrub_cell((size_t)_i, size + 1));
	ck_assert(!scrub_cell((size_t)_i, size - 1));
}
END_TEST

/* Three bytes take four. */
START_TEST(what_a_short_cell_has_left_over_is_dead)
{
	begin(0, LEAF_INDEX, 1, 508);
	put2(page + 8, 508);
	page[508] = 2;
	ck_assert(scrub());
	check_kept(508, 511);
	check_zero(511, 512);
}
END_TEST

START_TEST(pages_of_other_kinds_are_left_alone)
{
	static const int kinds[] = { 0, 1, 3, 4, 8, 12, 255 };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		begin(0, kinds[i], 0, SIZE);
		ck_assert(!scrub());
	}
}
END_TEST

/* What is wrong with the leaf of make_leaf: two bytes at a place. */
static const struct {
	size_t at;
	unsigned value;
} faults[] = {
	{ 5, 513 },	 /* the content begins behind the page */
	{ 5, 0 },	 /* ... at 65536 */
	{ 5, 12 },	 /* ... among the pointers */
	{ 3, 250 },	 /* pointers into the content */
	{ 3, 2 },	 /* a cell that nothing points to */
	{ 8, 399 },	 /* a cell before the content */
	{ 8, 510 },	 /* ... that is cut */
	{ 8, 511 },	 /* ... of one byte */
	{ 8, 400 },	 /* the same cell twice */
	{ 500, 0x0b01 }, /* a payload longer than the page has room */
	{ 500, 0xffff }, /* ... of more than 2^31 */
	{ 1, 399 },	 /* a free block before the content */
	{ 1, 510 },	 /* ... that is cut */
	{ 1, 600 },	 /* ... behind the page */
	{ 422, 422 },	 /* ... that is its own next */
	{ 422, 440 },	 /* ... whose next is inside it */
	{ 424, 3 },	 /* ... of less than its head */
	{ 424, 91 },	 /* ... longer than the page */
	{ 424, 29 },	 /* a byte that belongs to nothing */
	{ 6, 0x9003 },	 /* one fragment more than there are */
};

START_TEST(a_malformed_page_is_left_to_sqlite)
{
	make_leaf();
	put2(page + faults[_i].at, faults[_i].value);
	ck_assert(!scrub());
}
END_TEST

START_TEST(a_cell_that_ends_with_the_page_in_its_head_is_malformed)
{
	begin(0, LEAF_INDEX, 1, 508);
	put2(page + 8, 508);
	memset(page + 508, 0xff, 4); /* a length that does not end */
	ck_assert(!scrub());
	begin(0, LEAF_TABLE, 1, 508);
	put2(page + 8, 508);
	memcpy(page + 508, "\x01\xff\xff\xff", 4); /* a row's number */
	ck_assert(!scrub());
}
END_TEST

OM_SUITE(sql_scrub)
{
	tcase_add_test(
	    tests, gap_free_blocks_and_fragments_become_zero_and_nothing_else);
	tcase_add_test(tests, the_page_itself_stays_as_it_was);
	tcase_add_test(tests, a_scrubbed_page_is_scrubbed_to_itself);
	tcase_add_test(tests, free_blocks_are_followed_to_the_last);
	tcase_add_test(tests, the_first_page_keeps_the_header_of_the_file);
	tcase_add_test(
	    tests, an_empty_page_of_65536_bytes_has_its_content_at_zero);
	tcase_add_loop_test(tests, a_cell_is_as_long_as_the_file_format_says, 0,
	    (int)(sizeof(cells) / sizeof(cells[0])));
	tcase_add_test(tests, what_a_short_cell_has_left_over_is_dead);
	tcase_add_test(tests, pages_of_other_kinds_are_left_alone);
	tcase_add_loop_test(tests, a_malformed_page_is_left_to_sqlite, 0,
	    (int)(sizeof(faults) / sizeof(faults[0])));
	tcase_add_test(
	    tests, a_cell_that_ends_with_the_page_in_its_head_is_malformed);
}
