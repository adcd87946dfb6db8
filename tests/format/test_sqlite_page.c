#include "format/sqlite_page.h"

#include "test.h"

#include "base/memory.h"

/* Expectations are worked out by hand from the file format's description. */
enum { SIZE = 512 };

static char *page;

static void
setup(void)
{
	page = om_new(SIZE, 1);
}

static void
teardown(void)
{
	om_free(page);
}

static void
put(size_t at, const char *bytes, size_t n)
{
	memcpy(page + at, bytes, n);
}

#define PUT(at, literal) put((at), literal, sizeof(literal) - 1)

START_TEST(varints_have_seven_bits_a_byte_and_eight_in_the_ninth)
{
	static const struct {
		struct om_span bytes;
		uint64_t value;
		size_t n;
	} cases[] = {
		{ OM_SPAN("\0"), 0, 1 },
		{ OM_SPAN("\177"), 127, 1 },
		{ OM_SPAN("\201\0"), 128, 2 },
		{ OM_SPAN("\377\177"), 16383, 2 },
		{ OM_SPAN("\201\200\0"), 16384, 3 },
		{ OM_SPAN("\200\001rest"), 1, 2 },
		{ OM_SPAN("\377\377\377\377\377\377\377\177"),
		    (UINT64_C(1) << 56) - 1, 8 },
		{ OM_SPAN("\377\377\377\377\377\377\377\377\377"), UINT64_MAX,
		    9 },
		{ OM_SPAN("\200\200\200\200\200\200\200\200\201"), 0x81, 9 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint64_t value = 77;

		ck_assert_uint_eq(
		    om_sqlite_varint(&value, cases[i].bytes), cases[i].n);
		ck_assert_uint_eq(value, cases[i].value);
	}
}
END_TEST

START_TEST(a_varint_that_does_not_end_is_none)
{
	uint64_t value = 77;

	ck_assert_uint_eq(om_sqlite_varint(&value, OM_SPAN_NONE), 0);
	ck_assert_uint_eq(om_sqlite_varint(&value, OM_SPAN("\201")), 0);
	ck_assert_uint_eq(om_sqlite_varint(&value,
			      OM_SPAN("\377\377\377\377\377\377\377\377")),
	    0);
	ck_assert_uint_eq(value, 77);
}
END_TEST

/*
 * U = 4096: X is 4061 for a table's leaf and 1002 for an index, M 489.
 * Payload 4581 leaves 489 + 4092 * 1; 5000 leaves 489 + 419.
 */
START_TEST(what_stays_in_a_cell_follows_the_formula)
{
	static const struct {
		enum om_sqlite_page_type type;
		uint32_t usable, payload, local;
	} cases[] = {
		{ OM_SQLITE_TABLE_LEAF, 4096, 0, 0 },
		{ OM_SQLITE_TABLE_LEAF, 4096, 4061, 4061 },
		{ OM_SQLITE_TABLE_LEAF, 4096, 4062, 489 },
		{ OM_SQLITE_TABLE_LEAF, 4096, 4581, 489 },
		{ OM_SQLITE_TABLE_LEAF, 4096, 5000, 908 },
		{ OM_SQLITE_INDEX_LEAF, 4096, 1002, 1002 },
		{ OM_SQLITE_INDEX_LEAF, 4096, 1003, 489 },
		{ OM_SQLITE_INDEX_INTERIOR, 4096, 4600, 508 },
		{ OM_SQLITE_INDEX_INTERIOR, 4096, 1002, 1002 },
		{ OM_SQLITE_TABLE_INTERIOR, 4096, 12, 0 },
		/* U = 480: X 445 and 94, M 35. */
		{ OM_SQLITE_TABLE_LEAF, 480, 445, 445 },
		{ OM_SQLITE_TABLE_LEAF, 480, 446, 35 },
		{ OM_SQLITE_TABLE_LEAF, 480, 600, 124 },
		{ OM_SQLITE_INDEX_LEAF, 480, 95, 35 },
		{ OM_SQLITE_INDEX_LEAF, 480, 512, 36 },
		/* U = 65536: X 65501 and 16422, M 8199. */
		{ OM_SQLITE_TABLE_LEAF, 65536, 65501, 65501 },
		{ OM_SQLITE_TABLE_LEAF, 65536, 65502, 8199 },
		{ OM_SQLITE_INDEX_LEAF, 65536, 16422, 16422 },
		{ OM_SQLITE_INDEX_LEAF, 65536, 16423, 8199 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_msg(
		    om_sqlite_page_local(cases[i].type, cases[i].usable,
			cases[i].payload) == cases[i].local,
		    "case %zu", i);
}
END_TEST

START_TEST(a_table_leaf_is_read)
{
	struct om_sqlite_page p;
	struct om_sqlite_cell cell;
	uint32_t next, size;

	/* One free block at 0x1e0, two cells, content from 0x1d0. */
	PUT(0, "\015\001\340\000\002\001\320\000\001\360\001\320");
	PUT(0x1d0, "\003\377\377\377\377\377\377\377\377\377\002\001\007");
	PUT(0x1e0, "\000\000\000\014");
	PUT(0x1f0, "\002\005\002\010");
	ck_ok(om_sqlite_page_parse(&p, page, 2, SIZE));
	ck_assert_int_eq(p.type, OM_SQLITE_TABLE_LEAF);
	ck_assert(om_sqlite_page_is_leaf(&p) && om_sqlite_page_is_table(&p));
	ck_assert_uint_eq(p.cells, 2);
	ck_assert_uint_eq(p.pointers, 8);
	ck_assert_uint_eq(p.gap, 12);
	ck_assert_uint_eq(p.content, 0x1d0);
	ck_ok(om_sqlite_page_cell(&cell, &p, 0));
	ck_assert_uint_eq(cell.at, 0x1f0);
	ck_assert_uint_eq(cell.n, 4);
	ck_assert_int_eq(cell.rowid, 5);
	ck_span_eq(cell.local, "\002\010");
	ck_assert_uint_eq(cell.overflow, 0);
	ck_ok(om_sqlite_page_cell(&cell, &p, 1));
	ck_assert_int_eq(cell.rowid, -1);
	ck_assert_uint_eq(cell.payload, 3);
	ck_assert_uint_eq(cell.n, 13);
	ck_ok(om_sqlite_page_freeblock(&next, &size, &p, p.freeblock));
	ck_assert_uint_eq(next, 0);
	ck_assert_uint_eq(size, 12);
}
END_TEST

START_TEST(an_interior_page_has_children)
{
	struct om_sqlite_page p;
	struct om_sqlite_cell cell;

	PUT(0, "\005\000\000\000\001\001\373\000\000\000\000\011\001\373");
	PUT(0x1fb, "\000\000\001\004\052");
	ck_ok(om_sqlite_page_parse(&p, page, 7, SIZE));
	ck_assert(!om_sqlite_page_is_leaf(&p) && om_sqlite_page_is_table(&p));
	ck_assert_uint_eq(p.right, 9);
	ck_assert_uint_eq(p.pointers, 12);
	ck_ok(om_sqlite_page_cell(&cell, &p, 0));
	ck_assert_uint_eq(cell.left, 260);
	ck_assert_int_eq(cell.rowid, 42);
	ck_assert_uint_eq(cell.payload, 0);
	ck_assert_uint_eq(cell.n, 5);
}
END_TEST

/* U = 512: an index keeps 102 bytes; of 103 it keeps M = 39. */
START_TEST(a_cell_names_its_overflow_page)
{
	struct om_sqlite_page p;
	struct om_sqlite_cell cell;

	PUT(0, "\002\000\000\000\001\001\320\000\000\000\000\003\001\320");
	PUT(0x1d0, "\000\000\000\002\147");
	PUT(0x1d0 + 5 + 39, "\000\000\000\010");
	ck_ok(om_sqlite_page_parse(&p, page, 3, SIZE));
	ck_ok(om_sqlite_page_cell(&cell, &p, 0));
	ck_assert_uint_eq(cell.left, 2);
	ck_assert_uint_eq(cell.payload, 103);
	ck_assert_uint_eq(cell.local.n, 39);
	ck_assert_uint_eq(cell.overflow, 8);
	ck_assert_uint_eq(cell.n, 48);
	/* One byte further the overflow page's number leaves the page. */
	PUT(12, "\001\321");
	PUT(0x1d1, "\000\000\000\002\147");
	ck_code(om_sqlite_page_cell(&cell, &p, 0), OM_CORRUPT);
}
END_TEST

START_TEST(on_page_one_the_file_header_comes_first)
{
	struct om_sqlite_page p;

	PUT(100, "\015\000\000\000\000\002\000\000");
	ck_ok(om_sqlite_page_parse(&p, page, 1, SIZE));
	ck_assert_uint_eq(p.start, 100);
	ck_assert_uint_eq(p.gap, 108);
	ck_assert_uint_eq(p.content, 512);
	ck_code(om_sqlite_page_parse(&p, page, 2, SIZE), OM_CORRUPT);
	ck_assert_str_eq(om_failure(), "page 2 is no b-tree page");
}
END_TEST

START_TEST(zero_for_the_content_is_64_kib)
{
	char *large = om_new(65536, 1);
	struct om_sqlite_page p;

	large[0] = 10;
	ck_ok(om_sqlite_page_parse(&p, large, 2, 65536));
	ck_assert_uint_eq(p.content, 65536);
	page[0] = 10;
	ck_code(om_sqlite_page_parse(&p, page, 2, SIZE), OM_CORRUPT);
	om_free(large);
}
END_TEST

START_TEST(parts_that_overlap_are_corrupt)
{
	struct om_sqlite_page p;

	/* 200 pointers end at 408, the content begins at 407. */
	PUT(0, "\015\000\000\000\310\001\227\000");
	ck_code(om_sqlite_page_parse(&p, page, 2, SIZE), OM_CORRUPT);
	PUT(0, "\015\000\000\000\310\001\230\000");
	ck_ok(om_sqlite_page_parse(&p, page, 2, SIZE));
	/* A content area behind the page; a free block before it. */
	PUT(0, "\015\000\000\000\000\002\001\000");
	ck_code(om_sqlite_page_parse(&p, page, 2, SIZE), OM_CORRUPT);
	PUT(0, "\015\001\000\000\000\001\001\000");
	ck_code(om_sqlite_page_parse(&p, page, 2, SIZE), OM_CORRUPT);
}
END_TEST

/* The cell's pointer and its bytes; all of them leave the page. */
START_TEST(a_cell_outside_of_its_page_is_corrupt)
{
	static const struct {
		const char *pointer, *bytes;
	} cases[] = {
		{ "\001\357", "" },	    /* before the content */
		{ "\002\000", "" },	    /* behind the page */
		{ "\001\377", "\177" },	    /* no room for a rowid */
		{ "\001\376", "\377\377" }, /* a varint without an end */
		{ "\001\374", "\003\001" }, /* three bytes, two are there */
		{ "\001\375", "\001\001" }, /* less than four bytes */
		/* a payload of 2^31 */
		{ "\001\360", "\210\200\200\200\001\001" },
	};
	struct om_sqlite_page p;
	struct om_sqlite_cell cell;

	PUT(0, "\015\000\000\000\001\001\360\000");
	ck_ok(om_sqlite_page_parse(&p, page, 9, SIZE));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t at = om_sqlite_u16(cases[i].pointer);

		memset(page + 0x1f0, 0, 16);
		put(8, cases[i].pointer, 2);
		put(at, cases[i].bytes, strlen(cases[i].bytes));
		ck_assert_msg(om_sqlite_page_cell(&cell, &p, 0) == OM_CORRUPT,
		    "case %zu", i);
		ck_assert_str_eq(
		    om_failure(), "page 9: cell 0 leaves the page");
	}
}
END_TEST

START_TEST(free_blocks_ascend_within_the_page)
{
	static const struct {
		size_t at;
		const char *bytes;
	} cases[] = {
		{ 0x1df, "\000\000\000\004" }, /* before the content */
		{ 0x1fd, "\000\000\000" },     /* no room for its header */
		{ 0x1e0, "\000\000\000\003" }, /* too small */
		{ 0x1e0, "\000\000\000\041" }, /* leaves the page */
		{ 0x1e0, "\001\340\000\004" }, /* its own successor */
		{ 0x1e8, "\001\340\000\004" }, /* goes back */
		{ 0x1e0, "\001\343\000\004" }, /* into itself */
	};
	struct om_sqlite_page p;
	uint32_t next, size;

	PUT(0, "\015\000\000\000\000\001\340\000");
	ck_ok(om_sqlite_page_parse(&p, page, 2, SIZE));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		memset(page + 0x1d0, 0, 48);
		put(cases[i].at, cases[i].bytes, cases[i].at == 0x1fd ? 3 : 4);
		ck_assert_msg(om_sqlite_page_freeblock(&next, &size, &p,
				  (uint32_t)cases[i].at) == OM_CORRUPT,
		    "case %zu", i);
	}
	PUT(0x1e0, "\001\364\000\024");
	ck_ok(om_sqlite_page_freeblock(&next, &size, &p, 0x1e0));
	ck_assert_uint_eq(next, 0x1f4);
	ck_assert_uint_eq(size, 20);
}
END_TEST

OM_SUITE(format_sqlite_page)
{
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(
	    tests, varints_have_seven_bits_a_byte_and_eight_in_the_ninth);
	tcase_add_test(tests, a_varint_that_does_not_end_is_none);
	tcase_add_test(tests, what_stays_in_a_cell_follows_the_formula);
	tcase_add_test(tests, a_table_leaf_is_read);
	tcase_add_test(tests, an_interior_page_has_children);
	tcase_add_test(tests, a_cell_names_its_overflow_page);
	tcase_add_test(tests, on_page_one_the_file_header_comes_first);
	tcase_add_test(tests, zero_for_the_content_is_64_kib);
	tcase_add_test(tests, parts_that_overlap_are_corrupt);
	tcase_add_test(tests, a_cell_outside_of_its_page_is_corrupt);
	tcase_add_test(tests, free_blocks_ascend_within_the_page);
}
