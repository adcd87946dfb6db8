#define _XOPEN_SOURCE 700
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cmd/output.h"

static char *path;

static int
open_file(void)
{
	int fd;

	om_free(path);
	path = om_path_join(om_test_folder(), "out");
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	ck_assert_int_ge(fd, 0);
	return fd;
}

static void
check_written(const char *text)
{
	struct om_buf b = OM_BUF(4 << 20);

	ck_ok(om_file_read(&b, path));
	ck_span_eq(om_buf_span(&b), text);
	om_buf_free(&b);
}

START_TEST(a_file_is_no_terminal)
{
	struct om_output o;

	om_output_open(&o, open_file());
	ck_assert(!o.terminal && !o.colour);
	ck_assert_uint_eq(o.width, 0);
	ck_ok(om_output_end(&o));
	check_written("");
}
END_TEST

/* A pseudo-terminal, and the variable that no-color.org describes. */
START_TEST(a_terminal_has_a_width_and_colour_unless_it_is_unwanted)
{
	struct om_output o;
	int fd = posix_openpt(O_RDWR | O_NOCTTY);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(unsetenv("NO_COLOR"), 0);
	om_output_open(&o, fd);
	ck_assert(o.terminal && o.colour);
	ck_assert_uint_gt(o.width, 0);
	ck_assert_int_eq(setenv("NO_COLOR", "1", 1), 0);
	om_output_open(&o, fd);
	ck_assert(o.terminal && !o.colour);
	ck_assert_int_eq(setenv("NO_COLOR", "", 1), 0);
	om_output_open(&o, fd);
	ck_assert(o.colour);
}
END_TEST

START_TEST(text_and_lines_are_written_in_order)
{
	struct om_output o;

	om_output_open(&o, open_file());
	om_output_text(&o, OM_SPAN("a\n"));
	om_output_format(&o, "%s %d\n", "b", 2);
	ck_ok(om_output_end(&o));
	check_written("a\nb 2\n");
}
END_TEST

START_TEST(documents_are_one_indented_or_a_line_each)
{
	struct om_output o;

	for (int shape = OM_SHAPE_JSON; shape <= OM_SHAPE_NDJSON; shape++) {
		om_output_open(&o, open_file());
		o.shape = (enum om_shape)shape;
		for (int i = 0; i < 2; i++) {
			struct om_json *j = om_output_json(&o);

			om_json_object(j, NULL);
			om_json_int(j, "n", i);
			om_json_end_object(j);
			om_output_next(&o);
		}
		ck_ok(om_output_end(&o));
		check_written(shape == OM_SHAPE_JSON
				  ? "{\n  \"n\": 0\n}\n{\n  \"n\": 1\n}\n"
				  : "{\"n\":0}\n{\"n\":1}\n");
	}
}
END_TEST

START_TEST(much_is_handed_on_before_the_end)
{
	struct om_output o;
	struct om_buf b = OM_BUF(4 << 20);

	om_output_open(&o, open_file());
	for (int i = 0; i < 100000; i++) {
		om_output_text(&o, OM_SPAN("0123456789\n"));
		ck_assert_uint_lt(o.pending.n, 70000);
	}
	ck_ok(om_output_end(&o));
	ck_ok(om_file_read(&b, path));
	ck_assert_uint_eq(b.n, 1100000);
	om_buf_free(&b);
}
END_TEST

START_TEST(a_full_disk_is_a_failure_that_stays)
{
	struct om_output o;

	om_output_open(&o, open("/dev/full", O_WRONLY));
	for (int i = 0; i < 10000; i++)
		om_output_text(&o, OM_SPAN("0123456789"));
	ck_code(om_output_flow(&o), OM_IO);
	ck_code(om_output_end(&o), OM_IO);
	ck_assert_ptr_nonnull(
	    strstr(om_failure(), "standard output: cannot write"));
}
END_TEST

START_TEST(a_reader_that_left_is_a_failure_and_no_death)
{
	struct om_output o;
	int ends[2];

	ck_assert_ptr_ne(signal(SIGPIPE, SIG_IGN), SIG_ERR);
	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(close(ends[0]), 0);
	om_output_open(&o, ends[1]);
	om_output_text(&o, OM_SPAN("x"));
	ck_code(om_output_end(&o), OM_IO);
}
END_TEST

START_TEST(a_document_larger_than_the_ceiling_is_a_failure)
{
	struct om_output o;

	om_output_open(&o, open_file());
	o.pending.ceiling = 10;
	om_output_text(&o, OM_SPAN("01234567890"));
	om_output_text(&o, OM_SPAN("x"));
	ck_code(om_output_end(&o), OM_LIMIT);
	check_written("");
}
END_TEST

OM_SUITE(cmd_output)
{
	tcase_add_test(tests, a_file_is_no_terminal);
	tcase_add_test(
	    tests, a_terminal_has_a_width_and_colour_unless_it_is_unwanted);
	tcase_add_test(tests, text_and_lines_are_written_in_order);
	tcase_add_test(tests, documents_are_one_indented_or_a_line_each);
	tcase_add_test(tests, much_is_handed_on_before_the_end);
	tcase_add_test(tests, a_full_disk_is_a_failure_that_stays);
	tcase_add_test(tests, a_reader_that_left_is_a_failure_and_no_death);
	tcase_add_test(tests, a_document_larger_than_the_ceiling_is_a_failure);
}
