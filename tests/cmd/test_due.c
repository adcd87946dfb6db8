#include "test.h"

#include "capture.h"

static void
check(const char *line, const char *expected)
{
	struct capture c = capture_run(line);

	ck_assert_msg(c.status == 0, "'%s' exited with %d: %s", line, c.status,
	    c.err.n == 0 ? "" : c.err.p);
	ck_assert_msg(strstr(c.out.p, expected) != NULL, "'%s' printed '%s'",
	    line, c.out.p);
	capture_free(&c);
}

START_TEST(a_deadline_is_shown_with_the_way_to_it)
{
	check("ombud due --regime gdpr --received 2026-11-25 --country GB",
	    "due 2026-12-29 (gdpr, calendar of GB)\n");
	check("ombud due --regime gdpr --received 2026-11-25 --country GB",
	    "2026-12-28 is Boxing Day");
}
END_TEST

START_TEST(a_program_reads_it_as_json)
{
	check("ombud due --regime ccpa --received 2026-11-23 --json",
	    "\"due\": \"2027-01-07\"");
	check("ombud due --regime ccpa --received 2026-11-23 --ndjson",
	    "\"received\":\"2026-11-23\",\"extended\":false,"
	    "\"due\":\"2027-01-07\"");
}
END_TEST

START_TEST(each_option_counts)
{
	check("ombud due --regime gdpr --received 2027-01-31 --extended",
	    "due 2027-04-30 ");
	check("ombud due --regime ccpa --received 2026-11-23 --right optout",
	    "due 2026-12-15 ");
	check("ombud due --regime gdpr --received 2026-11-23 --paused 2 "
	      "--country none",
	    "due 2026-12-25 ");
}
END_TEST

START_TEST(a_country_without_a_table_is_warned_about)
{
	struct capture c = capture_run("ombud due --regime gdpr --received "
				       "2026-01-31 --country XX --json");

	ck_assert_int_eq(c.status, 0);
	ck_assert_ptr_nonnull(strstr(c.out.p, "\"due\": \"2026-02-28\""));
	ck_assert_ptr_nonnull(strstr(c.out.p, "\"warning\": \"the holidays"));
	ck_assert_ptr_eq(
	    strstr(c.err.p, "ombud: due: the holidays of XX"), c.err.p);
	capture_free(&c);
}
END_TEST

START_TEST(what_makes_no_sense_is_refused)
{
	static const char *const lines[] = {
		"ombud due",
		"ombud due --regime gdpr",
		"ombud due --regime gdpr --received today",
		"ombud due --regime gdpr --received 2026-02-30",
		"ombud due --regime lex --received 2026-11-23",
		"ombud due --regime gdpr --received 2026-11-23 --right x",
		"ombud due --regime gdpr --received 2026-11-23 --country x",
		"ombud due --regime gdpr --received 2026-11-23 --paused 10001",
		"ombud due --regime gdpr --received 2026-11-23 --paused 4000",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct capture c = capture_run(lines[i]);

		ck_assert_msg(
		    c.status == 2, "'%s' exited with %d", lines[i], c.status);
		ck_assert_uint_eq(c.out.n, 0);
		capture_free(&c);
	}
}
END_TEST

OM_SUITE(cmd_due)
{
	tcase_add_test(tests, a_deadline_is_shown_with_the_way_to_it);
	tcase_add_test(tests, a_program_reads_it_as_json);
	tcase_add_test(tests, each_option_counts);
	tcase_add_test(tests, a_country_without_a_table_is_warned_about);
	tcase_add_test(tests, what_makes_no_sense_is_refused);
}
