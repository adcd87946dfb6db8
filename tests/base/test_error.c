#include "test.h"

#include <pthread.h>
#include <string.h>

#include "ombud.h"

/* Word, exit and HTTP status of each code, as the interface promises them. */
static const struct {
	int code;
	int number;
	int public;
	const char *word;
	int exit_status;
	int http_status;
} promised[] = {
	{ OM_OK, 0, OMBUD_OK, "bug", 70, 500 },
	{ OM_USAGE, -1, OMBUD_USAGE, "usage", 2, 400 },
	{ OM_INPUT, -2, OMBUD_INPUT, "input", 3, 422 },
	{ OM_NOTFOUND, -3, OMBUD_NOTFOUND, "not found", 4, 404 },
	{ OM_EXISTS, -4, OMBUD_EXISTS, "exists", 2, 409 },
	{ OM_DENIED, -5, OMBUD_DENIED, "refused", 5, 403 },
	{ OM_BUSY, -6, OMBUD_BUSY, "busy", 6, 503 },
	{ OM_LIMIT, -7, OMBUD_LIMIT, "limit", 3, 413 },
	{ OM_IO, -8, OMBUD_IO, "input/output", 6, 500 },
	{ OM_REMOTE, -9, OMBUD_REMOTE, "remote", 6, 502 },
	{ OM_CORRUPT, -10, OMBUD_CORRUPT, "integrity", 7, 500 },
};
enum { PROMISED = sizeof(promised) / sizeof(promised[0]) };

START_TEST(each_code_has_its_word_exit_and_http_status)
{
	for (size_t i = 0; i < PROMISED; i++) {
		int code = promised[i].code;

		ck_assert_int_eq(code, promised[i].number);
		ck_assert_str_eq(om_error_word(code), promised[i].word);
		ck_assert_int_eq(om_error_exit(code), promised[i].exit_status);
		ck_assert_int_eq(om_error_http(code), promised[i].http_status);
	}
}
END_TEST

START_TEST(the_public_header_has_the_same_codes)
{
	size_t listed = 1; /* OM_OK is not in the list */

	for (size_t i = 0; i < PROMISED; i++)
		ck_assert_int_eq(promised[i].code, promised[i].public);
#define OM_ERROR(code, number, word, exit, http) listed++;
#include "base/error_list.h"
#undef OM_ERROR
	ck_assert_uint_eq(listed, PROMISED);
}
END_TEST

START_TEST(a_code_that_is_none_is_a_bug)
{
	ck_assert_str_eq(om_error_word(-99), "bug");
	ck_assert_int_eq(om_error_exit(-99), 70);
	ck_assert_int_eq(om_error_exit(1), 70);
	ck_assert_int_eq(om_error_http(-99), 500);
}
END_TEST

START_TEST(a_failure_returns_its_code_and_keeps_its_message)
{
	ck_code(om_fail(OM_INPUT, "line %d is odd", 7), OM_INPUT);
	ck_assert_str_eq(om_failure(), "line 7 is odd");
	ck_code(om_fail(OM_IO, "disk"), OM_IO);
	ck_assert_str_eq(om_failure(), "disk");
}
END_TEST

START_TEST(a_message_cannot_steer_a_terminal)
{
	(void)om_fail(OM_INPUT, "%s", "a\033[2J\r\nb\x7f\tc");
	ck_assert_str_eq(om_failure(), "a?[2J??b??c");
	/* CSI of C1; what overrides and isolates the direction; a line's end.
	 */
	(void)om_fail(OM_INPUT, "%s",
	    "\xc2\x9b"
	    "31m \u202e \u2066 \u2028 \u200f.");
	ck_assert_str_eq(om_failure(), "??31m ??? ??? ??? ???.");
	(void)om_fail(OM_INPUT, "%s", "\u00e9 \u2026 \u00a0 \u4e2d");
	ck_assert_str_eq(om_failure(), "\u00e9 \u2026 \u00a0 \u4e2d");
	(void)om_fail(OM_INPUT, "%s", "cut \xe2\x80");
	ck_assert_str_eq(om_failure(), "cut \xe2\x80");
}
END_TEST

START_TEST(a_long_message_is_cut_at_its_ceiling)
{
	char text[2 * OM_ERROR_MAX];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	(void)om_fail(OM_INPUT, "%s", text);
	ck_assert_uint_eq(strlen(om_failure()), OM_ERROR_MAX - 1);
}
END_TEST

START_TEST(a_place_is_put_before_the_message)
{
	(void)om_fail(OM_INPUT, "a quote is open");
	ck_code(om_fail_at(OM_INPUT, "people.csv", 12), OM_INPUT);
	ck_assert_str_eq(om_failure(), "people.csv:12: a quote is open");
}
END_TEST

static void *
fail_elsewhere(void *seen)
{
	*(size_t *)seen = strlen(om_failure());
	(void)om_fail(OM_IO, "in the other thread");
	return NULL;
}

START_TEST(each_thread_has_its_own_message)
{
	pthread_t thread;
	size_t seen = 99;

	(void)om_fail(OM_INPUT, "in this thread");
	ck_assert_int_eq(
	    pthread_create(&thread, NULL, fail_elsewhere, &seen), 0);
	ck_assert_int_eq(pthread_join(thread, NULL), 0);
	ck_assert_uint_eq(seen, 0);
	ck_assert_str_eq(om_failure(), "in this thread");
}
END_TEST

OM_SUITE(base_error)
{
	tcase_add_test(tests, each_code_has_its_word_exit_and_http_status);
	tcase_add_test(tests, the_public_header_has_the_same_codes);
	tcase_add_test(tests, a_code_that_is_none_is_a_bug);
	tcase_add_test(tests, a_failure_returns_its_code_and_keeps_its_message);
	tcase_add_test(tests, a_message_cannot_steer_a_terminal);
	tcase_add_test(tests, a_long_message_is_cut_at_its_ceiling);
	tcase_add_test(tests, a_place_is_put_before_the_message);
	tcase_add_test(tests, each_thread_has_its_own_message);
}
