#include "policy/retention.h"

#include "test.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"

static struct om_retention *r;
static struct om_arena arena;

static int
open_text(const char *text)
{
	const char *policies = om_test_folder();
	char *folder = om_path_join(policies, "retention");
	char *path = om_path_join(folder, "de.json");
	int rc;

	ck_ok(om_folder_make(folder, 0700));
	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	rc = om_retention_open(&r, policies);
	om_free(path);
	om_free(folder);
	return rc;
}

#define DUTY(rest)                                                \
	"{\"duties\":[{\"source\":\"shop\",\"type\":\"invoices\"" \
	",\"statute\":\"HGB s. 257(1) no. 4, (4)\",\"why\":\"x\"," rest "}]}"

static int32_t
day(const char *text)
{
	int32_t d = 0;

	ck_ok(om_day_parse(&d, om_span_of(text)));
	return d;
}

START_TEST(a_duty_ends_years_after_the_year_in_which_it_began)
{
	const struct om_duty *d;

	ck_ok(open_text(DUTY("\"years\":8,\"from\":\"created_at\","
			     "\"end_of_year\":true")));
	d = om_retention_at(r, 0);
	ck_assert_str_eq(d->source, "shop");
	ck_assert_str_eq(d->part, "");
	ck_assert_ptr_null(om_retention_at(r, 1));
	/* AO s. 147(4), HGB s. 257(5): from the end of the calendar year. */
	ck_assert_int_eq(
	    om_retention_until(d, day("2024-05-02")), day("2032-12-31"));
	om_retention_close(r);
}
END_TEST

START_TEST(or_after_the_day_itself)
{
	ck_ok(open_text(DUTY("\"years\":1,\"from\":\"/attributes/day\","
			     "\"part\":\"/attributes/vat\"")));
	ck_assert_str_eq(om_retention_at(r, 0)->part, "/attributes/vat");
	ck_assert_int_eq(
	    om_retention_until(om_retention_at(r, 0), day("2024-02-29")),
	    day("2025-02-28"));
	om_retention_close(r);
}
END_TEST

START_TEST(what_errs_is_told_by_file_and_place)
{
	static const char *const bad[] = {
		"{}",
		DUTY("\"years\":0,\"from\":\"created_at\""),
		DUTY("\"years\":101,\"from\":\"created_at\""),
		DUTY("\"years\":8,\"from\":\"invoiced\""),
		DUTY("\"years\":8,\"from\":\"created_at\",\"part\":\"vat\""),
		/* Parts that no record has: the duty would bind nothing. */
		DUTY("\"years\":8,\"from\":\"created_at\",\"part\":\"/vat\""),
		DUTY("\"years\":8,\"from\":\"created_at\","
		     "\"part\":\"/attributes/\""),
		DUTY("\"years\":8,\"from\":\"/attributes/\""),
		DUTY("\"years\":8,\"from\":\"created_at\",\"month\":1"),
		DUTY("\"years\":8"),
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_code(open_text(bad[i]), OM_USAGE);
		ck_assert_ptr_nonnull(strstr(om_failure(), "de.json"));
		ck_assert_ptr_null(strchr(om_failure(), '\n'));
	}
}
END_TEST

/* The last day of the example's duty for records of a type. */
static int32_t
until(const char *type, const char *from, const char *began)
{
	const struct om_duty *d;

	for (size_t i = 0; (d = om_retention_at(r, i)) != NULL; i++)
		if (strcmp(d->type, type) == 0) {
			ck_assert_str_eq(d->from, from);
			return om_retention_until(d, day(began));
		}
	return 0;
}

/*
 * AO s. 147(3), (4) and HGB s. 257(4), (5), as of 2025: books ten years,
 * vouchers eight, letters six, each from the end of the calendar year.
 */
START_TEST(the_german_example_has_the_days_of_the_law)
{
	struct om_span text;

	ck_assert(om_embed_find(&text, "policies/examples/retention-de.json"));
	ck_ok(open_text(om_arena_string(&arena, text)));
	ck_assert_int_eq(until("ledger_accounts", "updated_at", "2024-12-31"),
	    day("2034-12-31"));
	ck_assert_int_eq(
	    until("invoices", "created_at", "2024-01-01"), day("2032-12-31"));
	ck_assert_int_eq(
	    until("invoices", "created_at", "2024-02-29"), day("2032-12-31"));
	ck_assert_int_eq(until("business_letters", "created_at", "2025-01-01"),
	    day("2031-12-31"));
	ck_assert_ptr_null(om_retention_at(r, 3));
	om_retention_close(r);
	om_arena_free(&arena);
}
END_TEST

/* It would bind every organisation that has not written its own. */
START_TEST(an_example_binds_nobody)
{
	ck_ok(om_retention_open(&r, om_test_folder()));
	ck_assert_ptr_null(om_retention_at(r, 0));
	om_retention_close(r);
}
END_TEST

START_TEST(without_files_there_is_no_duty)
{
	ck_ok(om_retention_open(&r, NULL));
	ck_assert_ptr_null(om_retention_at(r, 0));
	om_retention_close(r);
	om_retention_close(NULL);
}
END_TEST

OM_SUITE(policy_retention)
{
	tcase_add_test(
	    tests, a_duty_ends_years_after_the_year_in_which_it_began);
	tcase_add_test(tests, or_after_the_day_itself);
	tcase_add_test(tests, what_errs_is_told_by_file_and_place);
	tcase_add_test(tests, the_german_example_has_the_days_of_the_law);
	tcase_add_test(tests, an_example_binds_nobody);
	tcase_add_test(tests, without_files_there_is_no_duty);
}
