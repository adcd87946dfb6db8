#include "format/sqlite_map.h"

#include "sqlite_fixture.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "format/sqlite_page.h"

static const struct om_fixture_shape shapes[] = {
	{ 512, 0, 0, NULL, NULL },
	{ 512, 32, 1, NULL, NULL },
	{ 1024, 0, 2, NULL, NULL },
	{ 4096, 0, 0, NULL, NULL },
	{ 4096, 16, 0, NULL, "WAL" },
	{ 65536, 0, 0, NULL, NULL },
};

static struct om_fixture world;
static struct om_sqlite_map map;

/* What the callback saw. */
struct seen {
	uint64_t ranges, bytes, dirty, free_blocks, marks;
	bool dead_only;
};

static int
look(void *state, const struct om_sqlite_range *range)
{
	struct seen *s = state;
	struct om_span rest = range->bytes;

	s->ranges++;
	s->bytes += rest.n;
	s->dead_only = s->dead_only && om_sqlite_class_is_dead(range->class);
	for (size_t i = 0; i < rest.n; i++)
		s->dirty += rest.p[i] != 0;
	for (; rest.n >= 6; rest.p++, rest.n--)
		s->marks += om_span_starts(rest, OM_SPAN("MARKER"));
	return OM_OK;
}

static uint64_t
count_in_page(struct om_sqlite_file *file, uint32_t number)
{
	const struct om_sqlite_header *h = om_sqlite_file_header(file);
	char *p = om_new(1, h->page_size);
	struct om_sqlite_page page;
	uint64_t count = 0;
	uint32_t at, size;

	ck_ok(om_sqlite_file_page(p, file, number));
	ck_ok(om_sqlite_page_parse(&page, p, number, h->usable));
	for (at = page.freeblock; at != 0; count++)
		ck_ok(om_sqlite_page_freeblock(&at, &size, &page, at));
	om_free(p);
	return count;
}

/* Of all pages that the library calls b-tree pages. */
static uint64_t
count_free_blocks(void)
{
	struct om_sqlite_file *file;
	sqlite3_stmt *stmt;
	uint64_t count = 0;

	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_assert_int_eq(
	    sqlite3_prepare_v2(world.db,
		"SELECT pageno FROM dbstat WHERE pagetype != 'overflow'", -1,
		&stmt, NULL),
	    SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		count += count_in_page(
		    file, (uint32_t)sqlite3_column_int64(stmt, 0));
	ck_assert_int_eq(sqlite3_finalize(stmt), SQLITE_OK);
	om_sqlite_file_close(file);
	return count;
}

/* Growth, then deletions, then growth: all kinds of dead space. */
static void
churn(void)
{
	om_fixture_run(&world,
	    "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b);"
	    "CREATE INDEX by_a ON t(a);"
	    "CREATE TABLE k(a PRIMARY KEY, b) WITHOUT ROWID;"
	    "CREATE TABLE gone(a);"
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 1200) INSERT INTO t SELECT i, hex(randomblob(i % 90)),"
	    " CASE WHEN i % 17 = 0 THEN zeroblob(i * 11)"
	    " ELSE 'x' || i END FROM n;"
	    "INSERT INTO k SELECT a || id, b FROM t WHERE id % 2;"
	    "INSERT INTO gone SELECT randomblob(3000) FROM t LIMIT 90;"
	    "DELETE FROM t WHERE id % 7 IN (1, 2);"
	    "UPDATE t SET a = substr(a, 3), b = NULL WHERE id % 5 = 0;"
	    "DELETE FROM k WHERE length(a) > 60;"
	    "DROP TABLE gone;"
	    "INSERT INTO t(a) SELECT a FROM t LIMIT 100;");
}

/*
 * What the library says of unused bytes: of a b-tree page gap, fragments and
 * free blocks with their headers; of overflow pages the slack.
 */
START_TEST(sqlite_counts_the_same_unused_bytes)
{
	const struct om_sqlite_total *t;
	uint64_t blocks;

	om_fixture_open(&world, &shapes[_i]);
	churn();
	om_fixture_run(&world, "PRAGMA wal_checkpoint(TRUNCATE)");
	om_fixture_map(&world, &map, NULL);
	t = map.total[OM_SQLITE_MAIN];
	blocks = count_free_blocks();
	ck_assert_uint_gt(blocks, 0);
	ck_assert_int_eq(t[OM_SQLITE_OVERFLOW_SLACK].bytes,
	    om_fixture_ask(&world, "SELECT sum(unused) FROM dbstat "
				   "WHERE pagetype = 'overflow'"));
	/* A pointer map has a slack of its own. */
	if (shapes[_i].auto_vacuum == 0)
		ck_assert_int_eq(t[OM_SQLITE_GAP].bytes +
				     t[OM_SQLITE_FRAGMENT].bytes +
				     t[OM_SQLITE_FREEBLOCK].bytes + 4 * blocks,
		    om_fixture_ask(&world,
			"SELECT sum(unused) FROM dbstat "
			"WHERE pagetype IN ('leaf', 'internal')"));
	ck_assert_uint_eq(t[OM_SQLITE_UNREFERENCED].bytes, 0);
	om_fixture_close(&world);
}
END_TEST

START_TEST(sqlite_counts_the_same_free_pages)
{
	const struct om_sqlite_total *t = map.total[OM_SQLITE_MAIN];
	struct om_sqlite_file *file;
	uint64_t trunks = 0;
	uint32_t number;
	char page[512];

	om_fixture_open(&world, &shapes[0]);
	churn();
	om_fixture_map(&world, &map, NULL);
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	number = om_sqlite_file_header(file)->freelist_head;
	for (; number != 0; trunks++) {
		ck_ok(om_sqlite_file_page(page, file, number));
		number = om_sqlite_u32(page);
	}
	om_sqlite_file_close(file);
	ck_assert_uint_gt(trunks, 1);
	ck_assert_int_eq(t[OM_SQLITE_FREELIST].bytes / 512 + trunks,
	    om_fixture_ask(&world, "PRAGMA freelist_count"));
	om_fixture_close(&world);
}
END_TEST

START_TEST(a_callback_sees_what_is_counted)
{
	struct seen dead = { .dead_only = true }, all = { .dead_only = true };
	struct om_sqlite_visit visit = { look, &dead, false };

	om_fixture_open(&world, &shapes[_i]);
	churn();
	om_fixture_map(&world, &map, &visit);
	ck_assert(dead.dead_only);
	ck_assert_uint_eq(
	    dead.bytes, om_sqlite_map_dead(&map, OM_SQLITE_MAIN) +
			    om_sqlite_map_dead(&map, OM_SQLITE_LOG));
	ck_assert_uint_eq(
	    dead.dirty, om_sqlite_map_dirty(&map, OM_SQLITE_MAIN) +
			    om_sqlite_map_dirty(&map, OM_SQLITE_LOG));
	visit = (struct om_sqlite_visit){ look, &all, true };
	om_fixture_map(&world, &map, &visit);
	ck_assert(!all.dead_only);
	ck_assert_uint_gt(all.bytes, dead.bytes);
	om_fixture_close(&world);
}
END_TEST

/* Where each kind of erased row stays behind, and that VACUUM clears it. */
START_TEST(a_deleted_row_is_found_in_dead_bytes)
{
	struct seen dead = { 0 };
	const struct om_sqlite_visit visit = { look, &dead, false };
	const struct om_sqlite_total *t = map.total[OM_SQLITE_MAIN];

	om_fixture_open(&world, &shapes[_i]);
	churn();
	om_fixture_run(&world,
	    "INSERT INTO t(id, a, b) VALUES(5000, 'MARKER', 1),"
	    " (5001, 'b', zeroblob(200000) || 'MARKER');"
	    "PRAGMA wal_checkpoint(TRUNCATE)");
	om_fixture_map(&world, &map, &visit);
	ck_assert_uint_eq(dead.marks, 0);
	om_fixture_run(&world, "DELETE FROM t WHERE id >= 5000;"
			       "PRAGMA wal_checkpoint(TRUNCATE)");
	om_fixture_map(&world, &map, &visit);
	/* auto_vacuum=FULL cuts the second one off with its pages. */
	ck_assert_uint_gt(dead.marks, 0);
	dead.marks = 0;
	om_fixture_run(&world, "PRAGMA secure_delete = ON; VACUUM;"
			       "PRAGMA wal_checkpoint(TRUNCATE)");
	om_fixture_map(&world, &map, &visit);
	ck_assert_uint_eq(dead.marks, 0);
	ck_assert_uint_eq(t[OM_SQLITE_FREELIST].bytes, 0);
	ck_assert_uint_eq(t[OM_SQLITE_OVERFLOW_SLACK].dirty, 0);
	ck_assert_uint_eq(t[OM_SQLITE_FREEBLOCK].dirty, 0);
	/* Stale pointers to cells of live rows are left: few. */
	ck_assert_uint_lt(om_sqlite_map_dirty(&map, OM_SQLITE_MAIN),
	    om_sqlite_map_dead(&map, OM_SQLITE_MAIN) / 10 + 64);
	om_fixture_close(&world);
}
END_TEST

START_TEST(the_first_dirty_byte_is_named)
{
	const struct om_sqlite_total *t = map.total[OM_SQLITE_MAIN];
	struct om_buf b = OM_BUF(1 << 20);

	om_fixture_open(&world, &shapes[0]);
	om_fixture_run(&world, "CREATE TABLE t(a); CREATE TABLE u(a);");
	om_fixture_map(&world, &map, NULL);
	ck_assert_uint_eq(om_sqlite_map_dirty(&map, OM_SQLITE_MAIN), 0);
	/* Page 2 is an empty leaf: its gap is 8..511. */
	ck_ok(om_file_read(&b, world.path));
	b.p[512 + 300] = 1;
	b.p[512 + 511] = (char)0x80;
	b.p[1024 + 8] = 1;
	ck_ok(om_file_replace(world.path, om_buf_span(&b), 0600));
	om_fixture_map(&world, &map, NULL);
	ck_assert_uint_eq(t[OM_SQLITE_GAP].dirty, 3);
	ck_assert_uint_eq(t[OM_SQLITE_GAP].first, 812);
	om_buf_free(&b);
	om_fixture_close(&world);
}
END_TEST

static int
refuse(void *state, const struct om_sqlite_range *range)
{
	(void)state;
	(void)range;
	return om_fail(OM_DENIED, "enough");
}

START_TEST(a_callback_can_end_the_walk)
{
	const struct om_sqlite_visit visit = { refuse, NULL, false };
	struct om_sqlite_file *file;

	om_fixture_open(&world, &shapes[0]);
	churn();
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_code(om_sqlite_map(&map, file, &visit), OM_DENIED);
	om_sqlite_file_close(file);
	om_fixture_close(&world);
}
END_TEST

START_TEST(bytes_behind_the_last_page_are_unreferenced)
{
	const struct om_sqlite_total *t = map.total[OM_SQLITE_MAIN];
	struct om_buf b = OM_BUF(1 << 20);

	om_fixture_open(&world, &shapes[0]);
	om_fixture_run(&world, "CREATE TABLE t(a)");
	ck_ok(om_file_read(&b, world.path));
	for (int i = 0; i < 700; i++)
		om_buf_byte(&b, i == 699 ? 'x' : 0);
	ck_ok(om_file_replace(world.path, om_buf_span(&b), 0600));
	om_fixture_map(&world, &map, NULL);
	ck_assert_uint_eq(t[OM_SQLITE_UNREFERENCED].bytes, 700);
	ck_assert_uint_eq(t[OM_SQLITE_UNREFERENCED].dirty, 1);
	ck_assert_uint_eq(t[OM_SQLITE_UNREFERENCED].first, 1024 + 699);
	om_buf_free(&b);
	om_fixture_close(&world);
}
END_TEST

START_TEST(a_page_that_nothing_leads_to_is_unreferenced)
{
	const struct om_sqlite_total *t = map.total[OM_SQLITE_MAIN];

	om_fixture_open(&world, &shapes[0]);
	om_fixture_run(&world,
	    "CREATE TABLE t(a); CREATE TABLE u(a);"
	    "INSERT INTO u VALUES('MARKER'); PRAGMA writable_schema = ON;"
	    "DELETE FROM sqlite_schema WHERE name = 'u'");
	om_fixture_map(&world, &map, NULL);
	ck_assert_uint_eq(t[OM_SQLITE_UNREFERENCED].bytes, 512);
	om_fixture_close(&world);
}
END_TEST

/* SQL that spoils the schema, and what the map says of it. */
START_TEST(a_schema_that_lies_is_corrupt)
{
	static const struct {
		const char *sql, *message;
	} cases[] = {
		{ "rootpage = 2 WHERE name = 'u'", "page 2 has two owners" },
		{ "rootpage = 1 WHERE name = 'u'", "page 1 has two owners" },
		{ "rootpage = 99 WHERE name = 'u'",
		    "page 99 is none of the database" },
		{ "rootpage = -2 WHERE name = 'u'",
		    "page 1: a row is none of a schema" },
		{ "rootpage = 4294967298 WHERE name = 'u'",
		    "page 1: a row is none of a schema" },
		{ "rootpage = 'x' WHERE name = 'u'",
		    "page 1: a row is none of a schema" },
		{ "type = 'thing' WHERE name = 'u'",
		    "page 1: a row is none of a schema" },
		{ "type = 'view' WHERE name = 'u'",
		    "page 1: a row is none of a schema" },
		{ "name = NULL WHERE name = 'u'",
		    "page 1: a row is none of a schema" },
		{ "type = 'index' WHERE name = 'u'",
		    "page 3 is of another kind than its tree" },
	};
	struct om_buf b = OM_BUF(1024);
	struct om_sqlite_file *file;

	om_fixture_open(&world, &shapes[0]);
	om_fixture_run(&world, "CREATE TABLE t(a); CREATE TABLE u(a);"
			       "PRAGMA writable_schema = ON");
	om_buf_format(&b, "UPDATE sqlite_schema SET %s", cases[_i].sql);
	om_fixture_run(&world, b.p);
	ck_ok(om_sqlite_file_open(&file, world.path, NULL));
	ck_code(om_sqlite_map(&map, file, NULL), OM_CORRUPT);
	ck_assert_str_eq(om_failure(), cases[_i].message);
	om_sqlite_file_close(file);
	om_buf_free(&b);
	om_fixture_close(&world);
}
END_TEST

/*
 * The bytes at p: an empty database, said to have this many pages. Pages of
 * /dev/zero cost nothing until they are written to.
 */
static struct om_sqlite_file *
open_large(char **p, size_t size, const struct om_fixture_shape *shape,
    const char *count)
{
	struct om_buf b = OM_BUF(1 << 20);
	struct om_sqlite_file *file;
	int fd = open("/dev/zero", O_RDWR);

	*p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	ck_assert_ptr_ne(*p, MAP_FAILED);
	ck_assert_int_eq(close(fd), 0);
	om_fixture_open(&world, shape);
	om_fixture_run(&world, "PRAGMA user_version = 1");
	ck_ok(om_file_read(&b, world.path));
	memcpy(*p, b.p, b.n);
	memcpy(*p + 28, count, 4);
	ck_ok(om_sqlite_file_open_memory(
	    &file, om_span_bytes(*p, size), OM_SPAN_NONE, NULL));
	om_fixture_close(&world);
	om_buf_free(&b);
	return file;
}

/* SQLite never writes to the page at 1 GiB, which belongs to no tree. */
START_TEST(the_page_of_the_lock_bytes_is_live)
{
	const struct om_sqlite_total *t = map.total[OM_SQLITE_MAIN];
	size_t size = 16386 * (size_t)65536;
	char *p;
	struct om_sqlite_file *file =
	    open_large(&p, size, &shapes[5], "\000\000\100\002");

	ck_ok(om_sqlite_map(&map, file, NULL));
	ck_assert_uint_eq(t[OM_SQLITE_LIVE].bytes, 8 + 65536);
	ck_assert_uint_eq(
	    t[OM_SQLITE_UNREFERENCED].bytes, 16384 * UINT64_C(65536));
	om_sqlite_file_close(file);
	ck_assert_int_eq(munmap(p, size), 0);
}
END_TEST

/*
 * A page of 1,024 bytes holds 204 entries, so that every 205th page from 2
 * on is one of a pointer map; 1,048,577 would be the 5,116th and is that of
 * the lock bytes, so the next one takes its place.
 */
START_TEST(a_pointer_map_steps_behind_the_page_of_the_lock_bytes)
{
	const struct om_sqlite_total *t = map.total[OM_SQLITE_MAIN];
	size_t size = 1048580 * (size_t)1024;
	char *p;
	struct om_sqlite_file *file =
	    open_large(&p, size, &shapes[2], "\000\020\000\004");

	ck_ok(om_sqlite_map(&map, file, NULL));
	ck_assert_uint_eq(t[OM_SQLITE_LIVE].bytes, 8 + 1024 + 5116 * 1020);
	ck_assert_uint_eq(t[OM_SQLITE_GAP].bytes, 1024 - 108 + 5116 * 4);
	om_sqlite_file_close(file);
	ck_assert_int_eq(munmap(p, size), 0);
}
END_TEST

START_TEST(every_class_has_a_word)
{
	for (int i = 0; i < OM_SQLITE_CLASSES; i++)
		for (int j = 0; j < i; j++)
			ck_assert_str_ne(
			    om_sqlite_class_word((enum om_sqlite_class)i),
			    om_sqlite_class_word((enum om_sqlite_class)j));
	ck_assert(!om_sqlite_class_is_dead(OM_SQLITE_LIVE));
	ck_assert(om_sqlite_class_is_dead(OM_SQLITE_GAP));
}
END_TEST

enum { SHAPES = sizeof(shapes) / sizeof(shapes[0]) };

OM_SUITE(format_sqlite_map)
{
	tcase_add_loop_test(
	    tests, sqlite_counts_the_same_unused_bytes, 0, SHAPES);
	tcase_add_test(tests, sqlite_counts_the_same_free_pages);
	tcase_add_loop_test(tests, a_callback_sees_what_is_counted, 0, SHAPES);
	tcase_add_loop_test(
	    tests, a_deleted_row_is_found_in_dead_bytes, 0, SHAPES);
	tcase_add_test(tests, the_first_dirty_byte_is_named);
	tcase_add_test(tests, a_callback_can_end_the_walk);
	tcase_add_test(tests, bytes_behind_the_last_page_are_unreferenced);
	tcase_add_test(tests, a_page_that_nothing_leads_to_is_unreferenced);
	tcase_add_loop_test(tests, a_schema_that_lies_is_corrupt, 0, 10);
	tcase_add_test(tests, the_page_of_the_lock_bytes_is_live);
	tcase_add_test(
	    tests, a_pointer_map_steps_behind_the_page_of_the_lock_bytes);
	tcase_add_test(tests, every_class_has_a_word);
}
