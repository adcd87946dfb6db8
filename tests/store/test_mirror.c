#include "test.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/mirror.h"

static char *path;

static void
begin(void)
{
	path = om_path_join(om_test_folder(), "m.ndjson");
}

static void
add(struct om_mirror *m, const char *rest)
{
	struct om_buf line = OM_BUF(1 << 20);

	om_buf_format(&line, "{\"number\":%llu,%s}",
	    (unsigned long long)m->last + 1, rest);
	om_mirror_add(m, om_buf_span(&line));
	om_buf_free(&line);
}

/* Opens, appends n lines in one writing, closes. */
static void
append(int n)
{
	struct om_mirror m;

	ck_ok(om_mirror_open(&m, path));
	ck_ok(om_mirror_lock(&m));
	for (int i = 0; i < n; i++)
		add(&m, "\"a\":1");
	ck_ok(om_mirror_write(&m, OM_OK));
	om_mirror_close(&m);
}

static void
put(const char *text)
{
	ck_ok(om_file_replace(path, om_span_of(text), 0600));
}

static void
contents(struct om_buf *out)
{
	*out = OM_BUF(64 << 20);
	ck_ok(om_file_read(out, path));
}

static int
count_line(void *state, uint64_t number, struct om_span line)
{
	uint64_t *last = state;

	ck_assert_uint_eq(number, *last + 1);
	ck_assert(line.n > 0 && line.p[line.n - 1] == '}');
	*last = number;
	return OM_OK;
}

static int
read_all(uint64_t *last, uint64_t from)
{
	struct om_mirror m;
	int rc;

	*last = from - 1;
	ck_ok(om_mirror_open(&m, path));
	rc = om_mirror_read(&m, from, count_line, last);
	om_mirror_close(&m);
	return rc;
}

START_TEST(lines_are_appended_and_counted_on)
{
	struct om_buf b;
	uint64_t last;

	begin();
	append(2);
	append(0);
	append(1);
	contents(&b);
	ck_span_eq(om_buf_span(&b), "{\"number\":1,\"a\":1}\n"
				    "{\"number\":2,\"a\":1}\n"
				    "{\"number\":3,\"a\":1}\n");
	ck_ok(read_all(&last, 1));
	ck_assert_uint_eq(last, 3);
	ck_ok(read_all(&last, 3));
	ck_assert_uint_eq(last, 3);
	ck_ok(read_all(&last, 4));
	ck_assert_uint_eq(last, 3);
	om_buf_free(&b);
	om_free(path);
}
END_TEST

START_TEST(a_crash_at_any_byte_of_a_line_is_repaired)
{
	struct om_buf whole, b;

	begin();
	append(3);
	contents(&whole);
	/* The third line begins at 38; without its newline it is not whole. */
	for (size_t n = 38; n < whole.n; n++) {
		struct om_mirror m;

		ck_ok(om_file_replace(path, om_span_bytes(whole.p, n), 0600));
		ck_ok(om_mirror_open(&m, path));
		ck_assert_uint_eq(m.last, 2);
		om_mirror_close(&m);
		append(1);
		contents(&b);
		ck_assert(om_span_equal(om_buf_span(&b), om_buf_span(&whole)));
		om_buf_free(&b);
	}
	om_buf_free(&whole);
	om_free(path);
}
END_TEST

START_TEST(a_damaged_last_line_is_corrupt)
{
	static const char *const bad[] = { "\n", "x\n", "{\"number\":1}\n",
		"{\"number\":x,\"a\":1}\n", "{\"number\":1,\"a\":1\n",
		"{\"number\":-1,\"a\":1}\n", "{\"number\":1,\"a\":1}\n\n",
		" {\"number\":1,\"a\":1}\n" };
	struct om_mirror m;

	begin();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		put(bad[i]);
		ck_assert_msg(
		    om_mirror_open(&m, path) == OM_CORRUPT, "'%s'", bad[i]);
	}
	om_free(path);
}
END_TEST

START_TEST(a_long_run_without_a_line_is_corrupt)
{
	struct om_buf b = OM_BUF(1 << 20);
	struct om_mirror m;

	begin();
	om_buf_text(&b, "{\"number\":1,\"a\":1}\n");
	for (int i = 0; i < 500 << 10; i++)
		om_buf_byte(&b, 'x');
	ck_ok(om_file_replace(path, om_buf_span(&b), 0600));
	ck_code(om_mirror_open(&m, path), OM_CORRUPT);
	om_buf_byte(&b, '\n');
	ck_ok(om_file_replace(path, om_buf_span(&b), 0600));
	ck_code(om_mirror_open(&m, path), OM_CORRUPT);
	om_buf_free(&b);
	om_free(path);
}
END_TEST

START_TEST(a_gap_in_the_numbers_is_noticed)
{
	static const char *const bad[] = {
		"{\"number\":2,\"a\":1}\n{\"number\":3,\"a\":1}\n",
		"{\"number\":1,\"a\":1}\n{\"number\":3,\"a\":1}\n",
		"{\"number\":1,\"a\":1}\n{\"number\":1,\"a\":1}\n",
		"{\"number\":2,\"a\":1}\n{\"number\":1,\"a\":1}\n",
		"{\"number\":1,\"a\":1}\nx\n{\"number\":2,\"a\":1}\n",
		"{\"number\":1,\"a\":1}\n\n{\"number\":2,\"a\":1}\n",
	};
	uint64_t last;

	begin();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		put(bad[i]);
		ck_assert_msg(read_all(&last, 1) == OM_CORRUPT, "'%s'", bad[i]);
	}
	om_free(path);
}
END_TEST

START_TEST(a_line_that_never_ends_is_corrupt_where_it_stands)
{
	struct om_buf b = OM_BUF(2 << 20);
	uint64_t last;

	begin();
	om_buf_text(&b, "{\"number\":1,\"a\":1}\n");
	for (int i = 0; i < 1 << 20; i++)
		om_buf_byte(&b, 'x');
	om_buf_text(&b, "\n{\"number\":2,\"a\":1}\n");
	ck_ok(om_file_replace(path, om_buf_span(&b), 0600));
	ck_code(read_all(&last, 1), OM_CORRUPT);
	om_buf_free(&b);
	om_free(path);
}
END_TEST

/* Blocks of 128 KiB are read: lines stand across their ends. */
START_TEST(lines_across_blocks_are_read_whole)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_mirror m;
	uint64_t last;

	begin();
	om_buf_text(&text, "\"a\":\"");
	for (int i = 0; i < 50000; i++)
		om_buf_byte(&text, 'a');
	om_buf_byte(&text, '"');
	ck_ok(om_mirror_open(&m, path));
	ck_ok(om_mirror_lock(&m));
	for (int i = 0; i < 20; i++)
		add(&m, text.p);
	ck_ok(om_mirror_write(&m, OM_OK));
	om_mirror_close(&m);
	ck_ok(read_all(&last, 1));
	ck_assert_uint_eq(last, 20);
	om_buf_free(&text);
	om_free(path);
}
END_TEST

START_TEST(what_fails_before_writing_leaves_nothing)
{
	struct om_mirror m;
	struct om_buf b;

	begin();
	append(1);
	ck_ok(om_mirror_open(&m, path));
	ck_ok(om_mirror_lock(&m));
	add(&m, "\"a\":2");
	ck_code(om_mirror_write(&m, OM_LIMIT), OM_LIMIT);
	contents(&b);
	ck_span_eq(om_buf_span(&b), "{\"number\":1,\"a\":1}\n");
	om_buf_free(&b);
	/* The number is free again, also for this object. */
	ck_ok(om_mirror_lock(&m));
	ck_assert_uint_eq(m.last, 1);
	add(&m, "\"a\":3");
	ck_ok(om_mirror_write(&m, OM_OK));
	contents(&b);
	ck_span_eq(om_buf_span(&b),
	    "{\"number\":1,\"a\":1}\n{\"number\":2,\"a\":3}\n");
	om_buf_free(&b);
	om_mirror_close(&m);
	om_free(path);
}
END_TEST

START_TEST(a_linked_file_is_not_opened)
{
	struct om_mirror m;

	begin();
	ck_assert_int_eq(symlink("elsewhere", path), 0);
	ck_assert_int_ne(om_mirror_open(&m, path), OM_OK);
	om_free(path);
}
END_TEST

enum { WRITERS = 3, EACH = 60 };

static void
write_lines(char who)
{
	char text[] = "\"who\":\"?\"";
	struct om_mirror m;

	text[7] = who;
	ck_ok(om_mirror_open(&m, path));
	for (int i = 0; i < EACH; i++) {
		ck_ok(om_mirror_lock(&m));
		add(&m, text);
		if (i % 3 == 0)
			add(&m, text);
		ck_ok(om_mirror_write(&m, OM_OK));
	}
	om_mirror_close(&m);
}

START_TEST(processes_that_append_at_once_lose_nothing)
{
	pid_t children[WRITERS];
	uint64_t last;
	struct om_buf b;
	size_t own[WRITERS] = { 0 };

	begin();
	for (int i = 0; i < WRITERS; i++) {
		children[i] = fork();
		ck_assert_int_ge(children[i], 0);
		if (children[i] == 0) {
			write_lines((char)('a' + i));
			_exit(0);
		}
	}
	for (int i = 0; i < WRITERS; i++) {
		int status;

		ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
		ck_assert_int_eq(status, 0);
	}
	ck_ok(read_all(&last, 1));
	ck_assert_uint_eq(last, WRITERS * (EACH + EACH / 3));
	contents(&b);
	for (const char *c = strstr(b.p, "who"); c; c = strstr(c + 1, "who"))
		own[c[6] - 'a']++;
	for (int i = 0; i < WRITERS; i++)
		ck_assert_uint_eq(own[i], EACH + EACH / 3);
	om_buf_free(&b);
	om_free(path);
}
END_TEST

/* What a loss of power leaves of an append that was not durable: the file
 * has its length, a sector in its middle is zeros. */
START_TEST(a_line_that_a_loss_of_power_tore_is_cut_off_with_what_follows)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_mirror m;
	char *line;

	begin();
	append(5);
	contents(&text);
	line = memchr(text.p, '\n', text.n);
	memset(line + 4, 0, 7);
	ck_ok(om_file_replace(path, om_buf_span(&text), 0600));
	ck_ok(om_mirror_open(&m, path));
	ck_assert_uint_eq(m.last, 1);
	ck_ok(om_mirror_lock(&m));
	add(&m, "\"a\":2");
	ck_ok(om_mirror_write(&m, OM_OK));
	om_mirror_close(&m);
	om_buf_free(&text);
	contents(&text);
	ck_span_eq(om_buf_span(&text),
	    "{\"number\":1,\"a\":1}\n{\"number\":2,\"a\":2}\n");
	om_buf_free(&text);
	om_free(path);
}
END_TEST

/* Lines of n bytes in all behind those there are, each of 1,000. */
static void
add_long(struct om_mirror *m, size_t n)
{
	char rest[976] = "\"a\":\"";

	memset(rest + 5, 'x', sizeof(rest) - 7);
	rest[sizeof(rest) - 2] = '"';
	for (size_t end = m->waiting.n + n; m->waiting.n + 1000 <= end;)
		add(m, rest);
}

enum { LATE_AT_MOST = 320 << 10 };

START_TEST(no_more_is_late_than_is_looked_through_when_opened)
{
	struct om_mirror m;

	begin();
	ck_ok(om_mirror_open(&m, path));
	m.lazy = true;
	for (int i = 0; i < 40; i++) {
		ck_ok(om_mirror_lock(&m));
		add_long(&m, i % 2 == 0 ? 20000 : 200000);
		ck_ok(om_mirror_write(&m, OM_OK));
		ck_assert_int_le(m.size - m.durable, LATE_AT_MOST);
	}
	om_mirror_close(&m);
	om_free(path);
}
END_TEST

/* A sector of the first line that was late did not get there. */
START_TEST(all_that_was_late_may_be_torn)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_mirror m;
	size_t durable;

	begin();
	append(3);
	ck_ok(om_mirror_open(&m, path));
	durable = (size_t)m.size;
	ck_ok(om_mirror_lock(&m));
	add_long(&m, LATE_AT_MOST);
	ck_ok(om_mirror_write(&m, OM_OK));
	om_mirror_close(&m);
	contents(&text);
	ck_assert_uint_gt(text.n, durable + LATE_AT_MOST - 1000);
	memset(text.p + durable, 0, 512);
	ck_ok(om_file_replace(path, om_buf_span(&text), 0600));
	ck_ok(om_mirror_open(&m, path));
	ck_assert_uint_eq(m.last, 3);
	ck_assert_uint_eq((size_t)m.size, durable);
	om_mirror_close(&m);
	om_buf_free(&text);
	om_free(path);
}
END_TEST

/* Another process's lines are not durable because one's own are. */
START_TEST(what_another_appended_is_made_durable_too)
{
	struct om_mirror a, b;

	begin();
	append(1);
	ck_ok(om_mirror_open(&a, path));
	ck_ok(om_mirror_lock(&a));
	add(&a, "\"a\":1");
	ck_ok(om_mirror_write(&a, OM_OK));
	ck_assert_int_eq(a.durable, a.size);
	ck_ok(om_mirror_open(&b, path));
	b.lazy = true;
	ck_ok(om_mirror_lock(&b));
	add(&b, "\"a\":1");
	ck_ok(om_mirror_write(&b, OM_OK));
	om_mirror_close(&b);
	ck_ok(om_mirror_lock(&a));
	ck_ok(om_mirror_write(&a, OM_OK));
	ck_assert_int_lt(a.durable, a.size);
	ck_ok(om_mirror_sync(&a));
	ck_assert_int_eq(a.durable, a.size);
	om_mirror_close(&a);
	om_free(path);
}
END_TEST

OM_SUITE(store_mirror)
{
	tcase_add_test(tests, lines_are_appended_and_counted_on);
	tcase_add_test(tests, a_crash_at_any_byte_of_a_line_is_repaired);
	tcase_add_test(tests, a_damaged_last_line_is_corrupt);
	tcase_add_test(tests, a_long_run_without_a_line_is_corrupt);
	tcase_add_test(tests, a_gap_in_the_numbers_is_noticed);
	tcase_add_test(
	    tests, a_line_that_never_ends_is_corrupt_where_it_stands);
	tcase_add_test(tests, lines_across_blocks_are_read_whole);
	tcase_add_test(tests, what_fails_before_writing_leaves_nothing);
	tcase_add_test(tests, a_linked_file_is_not_opened);
	tcase_add_test(tests, processes_that_append_at_once_lose_nothing);
	tcase_add_test(tests,
	    a_line_that_a_loss_of_power_tore_is_cut_off_with_what_follows);
	tcase_add_test(
	    tests, no_more_is_late_than_is_looked_through_when_opened);
	tcase_add_test(tests, all_that_was_late_may_be_torn);
	tcase_add_test(tests, what_another_appended_is_made_durable_too);
}
