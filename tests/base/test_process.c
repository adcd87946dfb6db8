#include "base/process.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "test.h"

/* A program of the test folder. */
static char *
make(const char *text)
{
	char *path = om_path_join(om_test_folder(), "program");

	ck_ok(om_file_replace(path, om_span_of(text), 0700));
	return path;
}

START_TEST(a_program_gets_its_input_and_no_shell)
{
	struct om_buf text = OM_BUF(1 << 10), got = OM_BUF(1 << 10);
	char *out = om_path_join(om_test_folder(), "got"), *path;

	om_buf_format(&text,
	    "#!/bin/sh\necho seen\necho seen >&2\n"
	    "cat >'%s'\n",
	    out);
	path = make(text.p);
	ck_ok(om_process_feed(path, OM_SPAN("a; b $HOME\n")));
	ck_ok(om_file_read(&got, out));
	ck_assert_str_eq(got.p, "a; b $HOME\n");
	om_buf_free(&text);
	om_buf_free(&got);
	om_free(out);
	om_free(path);
}
END_TEST

START_TEST(what_it_does_wrong_is_told_without_its_words)
{
	char *path = make("#!/bin/sh\ncat >/dev/null\nexit 3\n");

	ck_code(om_process_feed(path, OM_SPAN("secret")), OM_REMOTE);
	ck_assert_ptr_null(strstr(om_failure(), "secret"));
	ck_code(om_process_feed("/nowhere/at/all", OM_SPAN("")), OM_REMOTE);
	om_free(path);
}
END_TEST

/* More than a pipe holds, which nobody reads. */
START_TEST(one_that_does_not_read_is_judged_by_its_status)
{
	struct om_buf text = OM_BUF(2 << 20);
	char *path = make("#!/bin/sh\nexit 0\n");

	while (text.n < 1 << 20)
		om_buf_text(&text, "0123456789abcdef");
	ck_ok(om_process_feed(path, om_buf_span(&text)));
	om_buf_free(&text);
	om_free(path);
}
END_TEST

OM_SUITE(base_process)
{
	tcase_add_test(tests, a_program_gets_its_input_and_no_shell);
	tcase_add_test(tests, what_it_does_wrong_is_told_without_its_words);
	tcase_add_test(tests, one_that_does_not_read_is_judged_by_its_status);
}
