#include "sweep_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format/archive.h"
#include "format/sweep_inside.h"

static const char *folder;
static struct om_swept swept;

static char *
path_of(const char *name)
{
	return om_path_join(folder, name);
}

static void
put(const char *name, struct om_span bytes)
{
	char *path = path_of(name);

	ck_ok(om_file_replace(path, bytes, 0600));
	om_free(path);
}

static void
begin(void)
{
	folder = om_test_folder();
	om_swept_open(&swept);
}

static void
sweep(const char *name, const struct om_sweep_options *options)
{
	char *path = path_of(name);

	om_sweep_path(swept.sweep, path, options);
	om_free(path);
}

START_TEST(a_file_is_swept_to_its_last_byte)
{
	struct om_buf text = OM_BUF(4 << 20);
	struct om_sweep_sum sum;

	begin();
	/* Across the border of two blocks of a read, and at the very end. */
	for (int i = 0; i < (1 << 20) - 5; i++)
		om_buf_byte(&text, 'x');
	om_buf_text(&text, "NEEDLE@post.example");
	for (int i = 0; i < 1000; i++)
		om_buf_byte(&text, '\0');
	om_buf_text(&text, "needle@post.example");
	put("log", om_buf_span(&text));
	sweep("log", NULL);
	ck_assert_uint_eq(swept.sweep->finding_count, 1);
	ck_assert_uint_eq(swept.sweep->findings[0].count, 2);
	ck_assert_uint_eq(swept.sweep->findings[0].offset, (1 << 20) - 5);
	ck_assert_int_eq(swept.sweep->findings[0].form, OM_NEEDLE_TEXT);
	sum = om_sweep_sum(swept.sweep);
	ck_assert_uint_eq(sum.bytes, text.n);
	ck_assert_uint_eq(sum.files, 1);
	ck_assert_uint_eq(sum.values, 2);
	ck_assert_uint_eq(sum.findings, 2);
	ck_assert(!sum.clean && sum.complete);
	om_buf_free(&text);
	om_swept_close(&swept);
}
END_TEST

static uint64_t told;

static void
tell(void *state, uint64_t bytes)
{
	(void)state;
	told = bytes;
}

START_TEST(a_folder_is_swept_with_all_below_it_and_its_names)
{
	char *path;

	begin();
	path = path_of("a/b/for needle@post.example");
	ck_ok(om_folder_make(path, 0700));
	om_free(path);
	put("a/b/one", OM_SPAN("needle@post.example"));
	put("a/two", OM_SPAN("%6eeedle%40post.example"));
	put("a/b/n\xffx", OM_SPAN("nothing"));
	om_sweep_watch(swept.sweep, tell, NULL);
	sweep("a", NULL);
	ck_assert_uint_eq(om_swept_count(&swept, "file name", 0), 1);
	ck_assert_uint_eq(om_swept_count(&swept, "bytes", 0), 1);
	ck_assert_uint_eq(swept.sweep->files, 3);
	ck_assert_uint_eq(told, swept.sweep->bytes);
	ck_assert_uint_eq(swept.sweep->problem_count, 0);
	om_swept_close(&swept);
}
END_TEST

START_TEST(of_keys_only_the_names_are_read)
{
	const struct om_sweep_options options = { .names_only = "keys" };
	char *path;

	begin();
	path = path_of("w/keys/2025550123");
	ck_ok(om_folder_make(path, 0700));
	om_free(path);
	path = path_of("w/inner/keys");
	ck_ok(om_folder_make(path, 0700));
	om_free(path);
	put("w/keys/root.key", OM_SPAN("needle@post.example"));
	put("w/inner/keys/x", OM_SPAN("needle@post.example"));
	sweep("w", &options);
	ck_assert_uint_eq(swept.sweep->files, 1);
	ck_assert_uint_eq(om_swept_count(&swept, "bytes", 0), 1);
	ck_assert_uint_eq(om_swept_count(&swept, "file name", 1), 1);
	om_swept_close(&swept);
}
END_TEST

START_TEST(links_are_not_followed_and_pipes_not_opened)
{
	char *link, *pipe;

	begin();
	put("target", OM_SPAN("needle@post.example"));
	link = path_of("a");
	ck_ok(om_folder_make(link, 0700));
	om_free(link);
	link = path_of("a/link");
	pipe = path_of("a/pipe");
	ck_assert_int_eq(symlink("../target", link), 0);
	ck_assert_int_eq(mkfifo(pipe, 0600), 0);
	sweep("a", NULL);
	sweep("a/link", NULL);
	ck_assert_uint_eq(swept.sweep->finding_count, 0);
	ck_assert(om_swept_says(&swept, "a/link", "not followed"));
	ck_assert_uint_eq(swept.sweep->problem_count, 2);
	om_sweep_path(swept.sweep, "/dev/null", NULL);
	ck_assert(om_swept_says(&swept, "/dev/null", "a device"));
	sweep("nowhere", NULL);
	ck_assert(om_swept_says(&swept, "nowhere", "cannot be opened"));
	ck_assert(!om_sweep_sum(swept.sweep).complete);
	ck_assert(om_sweep_sum(swept.sweep).clean);
	om_free(link);
	om_free(pipe);
	om_swept_close(&swept);
}
END_TEST

START_TEST(what_is_packed_inside_is_named)
{
	const struct {
		const char *name;
		struct om_span bytes;
	} packed[] = {
		{ "a PDF", OM_SPAN("%PDF-1.7\n") },
		{ "a dump of PostgreSQL", OM_SPAN("PGDMP\1\016") },
		{ "a Parquet file", OM_SPAN("PAR1....") },
		{ "a file encrypted by age",
		    OM_SPAN("age-encryption.org/v1\n") },
	};

	begin();
	for (size_t i = 0; i < 4; i++) {
		put("x", packed[i].bytes);
		sweep("x", NULL);
		ck_assert_uint_eq(swept.sweep->problem_count, i + 1);
		ck_assert(om_swept_says(&swept, "/x", packed[i].name));
	}
	om_swept_close(&swept);
}
END_TEST

START_TEST(archives_are_looked_into_down_to_a_depth)
{
	struct om_buf zips[7];

	begin();
	for (int i = 0; i < 7; i++)
		zips[i] = OM_BUF(1 << 20);
	om_swept_zip(&zips[0], "2025550123.txt",
	    OM_SPAN("n.e.e.d.l.e. needle@post.example"));
	for (int i = 1; i < 7; i++)
		om_swept_zip(&zips[i], "z", om_buf_span(&zips[i - 1]));
	put("a.zip", om_buf_span(&zips[3]));
	sweep("a.zip", NULL);
	ck_assert_uint_eq(om_swept_count(&swept, "bytes", 0), 1);
	/* Its name stands in the inner zip's bytes, too: head and index. */
	ck_assert_uint_eq(om_swept_count(&swept, "member name", 1), 1);
	ck_assert_str_eq(
	    swept.sweep->findings[swept.sweep->finding_count - 1].member,
	    "z/z/z/2025550123.txt");
	ck_assert_uint_eq(swept.sweep->problem_count, 0);
	put("b.zip", om_buf_span(&zips[6]));
	sweep("b.zip", NULL);
	ck_assert(om_swept_says(&swept, "b.zip", "too deep"));
	for (int i = 0; i < 7; i++)
		om_buf_free(&zips[i]);
	om_swept_close(&swept);
}
END_TEST

START_TEST(a_damaged_archive_is_incomplete)
{
	struct om_buf good = OM_BUF(1 << 20), text = OM_BUF(1 << 20);

	begin();
	for (int i = 0; i < 20000; i++)
		om_buf_format(&text, "%d", i * i);
	om_swept_zip(&good, "a", om_buf_span(&text));
	for (size_t i = 100; i < 2000; i++)
		good.p[i] = (char)(good.p[i] ^ 0x5a);
	put("a.zip", om_buf_span(&good));
	sweep("a.zip", NULL);
	ck_assert_uint_ge(swept.sweep->problem_count, 1);
	put("b.gz", OM_SPAN("\x1f\x8b\x08\0\0\0\0\0\0\3nonsense nonsense"));
	sweep("b.gz", NULL);
	ck_assert(om_swept_says(&swept, "b.gz", ""));
	om_buf_free(&good);
	om_buf_free(&text);
	om_swept_close(&swept);
}
END_TEST

START_TEST(a_mark_is_known_where_it_stands)
{
	char tar[OM_SWEEP_HEAD] = { 0 };
	const char *word;

	memcpy(tar + 257, "ustar", 5);
	ck_assert_int_eq(om_sweep_kind(&word, om_span_bytes(tar, sizeof(tar))),
	    OM_SWEEP_ARCHIVE);
	ck_assert_str_eq(word, "tar");
	ck_assert_int_eq(
	    om_sweep_kind(&word, om_span_bytes(tar, 261)), OM_SWEEP_PLAIN);
	ck_assert_int_eq(om_sweep_kind(&word, OM_SPAN("SQLite format 3\0")),
	    OM_SWEEP_SQLITE);
	ck_assert_int_eq(
	    om_sweep_kind(&word, OM_SPAN("SQLite format 4")), OM_SWEEP_PLAIN);
	ck_assert_int_eq(om_sweep_kind(&word, OM_SPAN("")), OM_SWEEP_PLAIN);
}
END_TEST

START_TEST(a_refused_value_makes_a_sweep_incomplete)
{
	begin();
	swept.needles.values[1].refused = true;
	put("x", OM_SPAN("nothing"));
	sweep("x", NULL);
	ck_assert_uint_eq(om_sweep_sum(swept.sweep).refused, 1);
	ck_assert(!om_sweep_sum(swept.sweep).complete);
	om_swept_close(&swept);
	om_sweep_close(NULL);
}
END_TEST

OM_SUITE(format_sweep)
{
	tcase_add_test(tests, a_file_is_swept_to_its_last_byte);
	tcase_add_test(
	    tests, a_folder_is_swept_with_all_below_it_and_its_names);
	tcase_add_test(tests, of_keys_only_the_names_are_read);
	tcase_add_test(tests, links_are_not_followed_and_pipes_not_opened);
	tcase_add_test(tests, what_is_packed_inside_is_named);
	tcase_add_test(tests, archives_are_looked_into_down_to_a_depth);
	tcase_add_test(tests, a_damaged_archive_is_incomplete);
	tcase_add_test(tests, a_mark_is_known_where_it_stands);
	tcase_add_test(tests, a_refused_value_makes_a_sweep_incomplete);
}
