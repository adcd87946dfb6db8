#define _XOPEN_SOURCE 700
#include "test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd/progress.h"

#define SECOND INT64_C(1000000000)

static void
check_drawn(const struct om_progress *p, int64_t now, const char *wanted)
{
	struct om_buf b = OM_BUF(1000);

	om_progress_draw(&b, p, now);
	ck_span_eq(om_buf_span(&b), wanted);
	om_buf_free(&b);
}

/* Rates and times by hand: 300 of 1000 MB in 30 s leave 70 s. */
START_TEST(a_bar_says_how_far_how_fast_and_how_long)
{
	struct om_progress p = { .verb = "importing",
		.total = 1000000000,
		.bytes = 300000000,
		.records = 1234567,
		.started = 5 * SECOND,
		.width = 100 };

	check_drawn(&p, 35 * SECOND,
	    "importing  [######              ]   30%  300 MB  10 MB/s  "
	    "1,234,567 records  1:10 left");
	p.bytes = 1000000000;
	check_drawn(&p, 105 * SECOND,
	    "importing  [####################]  100%  1.0 GB  10 MB/s  "
	    "1,234,567 records");
}
END_TEST

START_TEST(without_a_total_there_is_no_bar_and_no_time_left)
{
	struct om_progress p = { .verb = "reading", .width = 80 };

	check_drawn(&p, 0, "reading  0 B");
	p.bytes = 1500;
	p.records = 12;
	check_drawn(&p, 2 * SECOND, "reading  1.5 kB  750 B/s  12 records");
}
END_TEST

START_TEST(the_first_second_estimates_nothing)
{
	struct om_progress p = {
		.verb = "reading", .total = 100, .bytes = 50, .width = 80
	};

	check_drawn(
	    &p, SECOND / 2, "reading  [##########          ]   50%  50 B");
}
END_TEST

START_TEST(long_times_have_hours)
{
	struct om_progress p = {
		.verb = "reading", .total = 3700, .bytes = 1, .width = 50
	};

	check_drawn(&p, SECOND, "reading    0%  1 B  1 B/s  1:01:39 left");
	p.total = UINT64_MAX;
	check_drawn(&p, SECOND, "reading    0%  1 B  1 B/s  99:59:59 left");
}
END_TEST

START_TEST(more_than_the_total_is_all)
{
	struct om_progress p = {
		.verb = "reading", .total = 10, .bytes = 999600, .width = 50
	};

	check_drawn(&p, 0, "reading  100%  1.0 MB");
}
END_TEST

START_TEST(a_narrow_terminal_cuts_the_line)
{
	struct om_progress p = {
		.verb = "reading", .total = 100, .bytes = 50, .width = 12
	};

	check_drawn(&p, 0, "reading   5\xe2\x80\xa6");
}
END_TEST

static void
send_stderr_to(int fd)
{
	ck_assert_int_ge(fd, 0);
	ck_assert_int_ge(dup2(fd, STDERR_FILENO), 0);
}

START_TEST(where_stderr_is_no_terminal_nothing_is_shown)
{
	struct om_run run = { 0 };
	struct om_progress p;
	int ends[2];
	char byte;

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	send_stderr_to(ends[1]);
	om_progress_start(&p, &run, 100, "reading");
	ck_assert(!p.shown);
	p.drawn = -SECOND;
	om_progress_set(&p, 50, 0);
	om_progress_end(&p);
	ck_assert_int_eq(read(ends[0], &byte, 1), -1);
}
END_TEST

START_TEST(a_terminal_shows_it_unless_that_is_unwanted)
{
	struct om_run run = { 0 };
	struct om_progress p;

	ck_assert_int_eq(setenv("TERM", "xterm", 1), 0);
	send_stderr_to(posix_openpt(O_RDWR | O_NOCTTY));
	om_progress_start(&p, &run, 100, "reading");
	ck_assert(p.shown);
	run.no_progress = true;
	om_progress_start(&p, &run, 100, "reading");
	ck_assert(!p.shown);
	run.no_progress = false;
	ck_assert_int_eq(setenv("TERM", "dumb", 1), 0);
	om_progress_start(&p, &run, 100, "reading");
	ck_assert(!p.shown);
}
END_TEST

START_TEST(it_is_drawn_ten_times_a_second_at_most_and_then_removed)
{
	struct om_run run = { 0 };
	struct om_progress p;
	char text[200];
	ssize_t n;
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	send_stderr_to(ends[1]);
	om_progress_start(&p, &run, 100, "reading");
	p.shown = true;
	p.width = 40;
	om_progress_set(&p, 10, 0);
	om_progress_set(&p, 20, 0);
	p.drawn -= SECOND;
	om_progress_set(&p, 30, 0);
	om_progress_set(&p, 40, 0);
	om_progress_end(&p);
	om_progress_end(&p);
	n = read(ends[0], text, sizeof(text));
	ck_assert_int_gt(n, 0);
	ck_span_eq(om_span_bytes(text, (size_t)n),
	    "\rreading   30%  30 B\033[K\r\033[K");
}
END_TEST

OM_SUITE(cmd_progress)
{
	tcase_add_test(tests, a_bar_says_how_far_how_fast_and_how_long);
	tcase_add_test(tests, without_a_total_there_is_no_bar_and_no_time_left);
	tcase_add_test(tests, the_first_second_estimates_nothing);
	tcase_add_test(tests, long_times_have_hours);
	tcase_add_test(tests, more_than_the_total_is_all);
	tcase_add_test(tests, a_narrow_terminal_cuts_the_line);
	tcase_add_test(tests, where_stderr_is_no_terminal_nothing_is_shown);
	tcase_add_test(tests, a_terminal_shows_it_unless_that_is_unwanted);
	tcase_add_test(
	    tests, it_is_drawn_ten_times_a_second_at_most_and_then_removed);
}
