#include "test.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "format/source.h"

static char *path;

static void
with_file(struct om_span bytes)
{
	path = om_path_join(om_test_folder(), "input");
	ck_ok(om_file_replace(path, bytes, 0600));
}

static void
drain(struct om_source *s, struct om_buf *b, size_t step)
{
	int rc = 1;

	while (rc > 0 || s->n > 0) {
		struct om_span w = om_source_window(s);

		if (w.n > step)
			w.n = step;
		om_buf_add(b, w);
		om_source_skip(s, w.n);
		rc = om_source_more(s);
		ck_assert_int_ge(rc, 0);
	}
}

START_TEST(a_file_is_read_whole_whatever_the_block_size)
{
	static const char text[] = "one\ntwo\nthree, a longer line\n";

	with_file(OM_SPAN("one\ntwo\nthree, a longer line\n"));
	for (size_t block = 1; block < 40; block += 3)
		for (size_t step = 1; step < 8; step += 2) {
			struct om_buf b = OM_BUF(1024);
			struct om_source s;

			ck_ok(om_source_open(&s, path, block, 0));
			ck_assert_uint_eq(s.size, sizeof(text) - 1);
			drain(&s, &b, step);
			ck_span_eq(om_buf_span(&b), text);
			ck_assert_uint_eq(s.line, 4);
			ck_assert_uint_eq(om_source_read(&s), sizeof(text) - 1);
			ck_assert_int_eq(om_source_more(&s), 0);
			om_source_close(&s);
			om_buf_free(&b);
		}
	om_free(path);
}
END_TEST

START_TEST(memory_is_read_like_a_file)
{
	struct om_buf b = OM_BUF(1024);
	struct om_source s;

	om_source_memory(&s, "bytes", OM_SPAN("abc\ndef"), 2, 0);
	ck_assert_uint_eq(s.size, 7);
	drain(&s, &b, 3);
	ck_span_eq(om_buf_span(&b), "abc\ndef");
	ck_assert_uint_eq(s.line, 2);
	om_source_close(&s);
	om_buf_free(&b);
	om_source_memory(&s, "nothing", OM_SPAN_NONE, 0, 0);
	ck_assert_uint_eq(om_source_window(&s).n, 0);
	ck_assert_int_eq(om_source_more(&s), 0);
	om_source_close(&s);
}
END_TEST

START_TEST(a_byte_order_mark_is_left_out)
{
	for (size_t block = 1; block < 6; block++) {
		struct om_buf b = OM_BUF(64);
		struct om_source s;

		om_source_memory(
		    &s, "bytes", OM_SPAN("\xef\xbb\xbf{}"), block, 0);
		ck_assert_uint_eq(s.skipped, 3);
		drain(&s, &b, 1);
		ck_span_eq(om_buf_span(&b), "{}");
		om_source_close(&s);
		om_buf_free(&b);
		om_source_memory(&s, "bytes", OM_SPAN("\xef\xbb"), block, 0);
		ck_assert_uint_eq(om_source_window(&s).n, 2);
		om_source_close(&s);
	}
}
END_TEST

START_TEST(the_window_has_a_limit)
{
	struct om_source s;

	with_file(OM_SPAN("0123456789"));
	for (size_t block = 1; block < 4; block++) {
		int rc = 1;

		ck_ok(om_source_open(&s, path, block, 5));
		while (rc > 0)
			rc = om_source_more(&s);
		ck_code(rc, OM_LIMIT);
		ck_assert_uint_gt(s.n, 5);
		ck_assert_uint_le(s.n, 5 + block);
		om_source_skip(&s, s.n);
		ck_assert_int_eq(om_source_more(&s), 1);
		om_source_close(&s);
	}
	om_free(path);
}
END_TEST

START_TEST(bytes_of_a_pipe_are_there_when_they_come)
{
	struct om_source s;
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	ck_assert_int_eq(write(ends[1], "{}\n", 3), 3);
	ck_ok(om_source_open(&s, "-", 0, 0));
	ck_assert_str_eq(s.name, "standard input");
	ck_assert_uint_eq(s.size, 0);
	ck_span_eq(om_source_window(&s), "{}\n");
	ck_assert_int_eq(write(ends[1], "[]", 2), 2);
	ck_assert_int_eq(om_source_more(&s), 1);
	ck_span_eq(om_source_window(&s), "{}\n[]");
	ck_assert_int_eq(close(ends[1]), 0);
	ck_assert_int_eq(om_source_more(&s), 0);
	om_source_close(&s);
	/* Standard input is not the source's to close. */
	ck_assert_int_ne(fcntl(STDIN_FILENO, F_GETFD), -1);
}
END_TEST

START_TEST(what_cannot_be_read_is_an_error_that_names_the_path)
{
	struct om_source s;

	path = om_path_join(om_test_folder(), "nothing");
	ck_code(om_source_open(&s, path, 0, 0), OM_NOTFOUND);
	ck_assert_ptr_nonnull(strstr(om_failure(), path));
	om_free(path);
	ck_code(om_source_open(&s, om_test_folder(), 0, 0), OM_IO);
}
END_TEST

START_TEST(a_failing_read_is_an_error)
{
	struct om_source s;
	int sink;

	with_file(OM_SPAN("0123456789"));
	ck_ok(om_source_open(&s, path, 4, 0));
	sink = open("/dev/null", O_WRONLY);
	ck_assert_int_eq(dup2(sink, s.fd), s.fd);
	ck_code(om_source_more(&s), OM_IO);
	ck_assert_ptr_nonnull(strstr(om_failure(), path));
	om_source_close(&s);
	(void)close(sink);
	om_free(path);
}
END_TEST

OM_SUITE(format_source)
{
	tcase_add_test(tests, a_failing_read_is_an_error);
	tcase_add_test(tests, a_file_is_read_whole_whatever_the_block_size);
	tcase_add_test(tests, memory_is_read_like_a_file);
	tcase_add_test(tests, a_byte_order_mark_is_left_out);
	tcase_add_test(tests, the_window_has_a_limit);
	tcase_add_test(tests, bytes_of_a_pipe_are_there_when_they_come);
	tcase_add_test(
	    tests, what_cannot_be_read_is_an_error_that_names_the_path);
}
