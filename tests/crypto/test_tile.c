#include "crypto/vectors.h"

#include "base/file.h"
#include "base/memory.h"
#include "crypto/tile.h"

static void
check_name(struct om_tile tile, const char *name)
{
	struct om_buf b = OM_BUF(100);

	om_tile_name(&b, &tile);
	ck_span_eq(om_buf_span(&b), name);
	om_buf_free(&b);
}

/* c2sp.org/tlog-tiles: its own example and the ends of the ranges. */
START_TEST(names_are_those_of_the_specification)
{
	check_name((struct om_tile){ 0, 1234067, 256 }, "tile/0/x001/x234/067");
	check_name((struct om_tile){ 0, 0, 256 }, "tile/0/000");
	check_name((struct om_tile){ 1, 999, 1 }, "tile/1/999.p/1");
	check_name((struct om_tile){ 7, 1000, 255 }, "tile/7/x001/000.p/255");
	check_name((struct om_tile){ OM_TILE_ENTRIES, 7, 12 },
	    "tile/entries/007.p/12");
	check_name((struct om_tile){ 0, UINT64_MAX, 256 },
	    "tile/0/x018/x446/x744/x073/x709/x551/615");
}
END_TEST

/* The example of the specification: a tree of 70,000. */
START_TEST(widths_are_those_of_the_specification)
{
	static const struct {
		unsigned level;
		uint64_t full;
		unsigned partial;
	} rows[] = { { 0, 273, 112 }, { 1, 1, 17 }, { 2, 0, 1 },
		{ OM_TILE_ENTRIES, 273, 112 } };

	for (int i = 0; i < 4; i++) {
		uint64_t count = om_tile_count(rows[i].level, 70000);
		struct om_tile last =
		    om_tile_at(rows[i].level, count - 1, 70000);
		struct om_tile first = om_tile_at(rows[i].level, 0, 70000);

		ck_assert_uint_eq(last.index, rows[i].full);
		ck_assert_uint_eq(last.width, rows[i].partial);
		ck_assert_uint_eq(first.width, rows[i].full ? 256 : 1);
	}
	ck_assert_uint_eq(om_tile_count(3, 70000), 0);
	ck_assert_uint_eq(om_tile_at(0, 255, 256).width, 256);
	ck_assert_uint_eq(om_tile_at(0, 255, 256).index, 0);
	ck_assert_uint_eq(om_tile_at(1, 0, 256).width, 1);
}
END_TEST

START_TEST(entries_of_a_bundle_are_found_and_bounded)
{
	struct om_span bundle = OM_SPAN("\0\3one\0\0\0\1x");
	struct om_span entry, end;

	ck_assert(om_tile_entry(&entry, &end, bundle, 0));
	ck_span_eq(entry, "one");
	ck_assert_uint_eq(end.n, 5);
	ck_assert(om_tile_entry(&entry, &end, bundle, 1));
	ck_assert_uint_eq(entry.n, 0);
	ck_assert(om_tile_entry(&entry, &end, bundle, 2));
	ck_span_eq(entry, "x");
	ck_assert_uint_eq(end.n, bundle.n);
	ck_assert(!om_tile_entry(&entry, &end, bundle, 3));
	for (size_t n = 0; n < bundle.n; n++)
		ck_assert(!om_tile_entry(
		    &entry, &end, om_span_bytes(bundle.p, n), 2));
}
END_TEST

START_TEST(a_tile_is_written_once_and_read_back)
{
	static char bytes[256 * 32];
	const char *folder = om_test_folder();
	struct om_tile_batch batch = { .folder = folder };
	struct om_tile part = { 0, 3, 5 }, full = { 0, 3, 256 };
	struct om_buf b = OM_BUF(sizeof(bytes));

	memset(bytes, 'h', sizeof(bytes));
	ck_code(om_tile_read(&b, folder, &part), OM_CORRUPT);
	ck_ok(om_tile_write(&batch, &part, om_span_bytes(bytes, 160)));
	ck_ok(om_tile_write(&batch, &part, om_span_bytes(bytes, 160)));
	ck_ok(om_tile_read(&b, folder, &part));
	ck_assert_uint_eq(b.n, 160);
	bytes[159] ^= 1;
	ck_code(om_tile_write(&batch, &part, om_span_bytes(bytes, 160)),
	    OM_CORRUPT);
	ck_code(om_tile_write(&batch, &part, om_span_bytes(bytes, 159)),
	    OM_CORRUPT);
	bytes[159] ^= 1;
	ck_ok(
	    om_tile_write(&batch, &full, om_span_bytes(bytes, sizeof(bytes))));
	ck_ok(om_tile_sync(&batch));
	om_tile_batch_free(&batch);
	ck_ok(om_tile_prune(folder, &full));
	om_buf_reset(&b);
	ck_ok(om_tile_read(&b, folder, &part));
	ck_assert_uint_eq(b.n, 160);
	om_buf_free(&b);
}
END_TEST

START_TEST(a_tile_of_a_wrong_length_is_corrupt)
{
	static const char zeros[256 * 32 + 1];
	const char *folder = om_test_folder();
	struct om_tile_batch batch = { .folder = folder };
	struct om_tile part = { 1, 0, 2 }, full = { 1, 1, 256 };
	struct om_tile bundle = { OM_TILE_ENTRIES, 0, 2 };
	struct om_buf b = OM_BUF(OM_TILE_BYTES_MAX);

	ck_ok(om_tile_write(&batch, &part, om_span_bytes(zeros, 65)));
	ck_ok(om_tile_write(&batch, &full, om_span_bytes(zeros, 8191)));
	ck_ok(om_tile_write(&batch, &bundle, OM_SPAN("\0\1a\0\1bX")));
	om_tile_batch_free(&batch);
	ck_code(om_tile_read(&b, folder, &part), OM_CORRUPT);
	ck_code(om_tile_read(&b, folder, &full), OM_CORRUPT);
	ck_code(om_tile_read(&b, folder, &bundle), OM_CORRUPT);
	ck_assert_uint_eq(b.n, 0);
}
END_TEST

START_TEST(a_tile_that_cannot_be_written_is_an_error)
{
	const char *folder = om_test_folder();
	struct om_tile_batch batch = { .folder = folder };
	struct om_tile tile = { 0, 0, 1 };
	char *path = om_path_join(folder, "tile");

	ck_ok(om_file_create(path, OM_SPAN("in the way"), 0600));
	ck_assert_int_ne(
	    om_tile_write(&batch, &tile, om_span_bytes("", 0)), OM_OK);
	om_tile_batch_free(&batch);
	om_free(path);
}
END_TEST

OM_SUITE(crypto_tile)
{
	tcase_add_test(tests, names_are_those_of_the_specification);
	tcase_add_test(tests, widths_are_those_of_the_specification);
	tcase_add_test(tests, entries_of_a_bundle_are_found_and_bounded);
	tcase_add_test(tests, a_tile_is_written_once_and_read_back);
	tcase_add_test(tests, a_tile_of_a_wrong_length_is_corrupt);
	tcase_add_test(tests, a_tile_that_cannot_be_written_is_an_error);
}
