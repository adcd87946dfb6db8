#include "test.h"

#include <signal.h>

#include "cmd/command.h"
#include "cmd/value.h"

static const struct om_option text_option = { "name", 0, OM_OPTION_TEXT, "N",
	"h", false };
static const struct om_option number_option = { "count", 0, OM_OPTION_NUMBER,
	"N", "h", false };
static const struct om_option choice_option = { "shape", 0, OM_OPTION_CHOICE,
	"a|b", "h", false };

static struct om_option_value values[] = {
	{ .option = &text_option },
	{ .option = &number_option },
	{ .option = &choice_option },
	{ .option = NULL },
};

START_TEST(a_text_may_be_empty_and_is_known_to_be_given)
{
	struct om_run run = { .values = values };

	ck_assert_ptr_null(om_option_text(&run, "name"));
	ck_ok(om_value_take(&run, &values[0], ""));
	ck_assert_str_eq(om_option_text(&run, "name"), "");
	ck_code(om_value_take(&run, &values[0], "x"), OM_USAGE);
	ck_assert_str_eq(om_option_text(&run, "name"), "");
}
END_TEST

START_TEST(a_number_has_64_bits)
{
	struct om_run run = { .values = values };

	ck_code(
	    om_value_take(&run, &values[1], "18446744073709551616"), OM_USAGE);
	ck_ok(om_value_take(&run, &values[1], "18446744073709551615"));
	ck_assert(om_option_number(&run, "count", 0) == UINT64_MAX);
}
END_TEST

START_TEST(a_choice_is_a_text)
{
	struct om_run run = { .values = values };

	ck_code(om_value_take(&run, &values[2], ""), OM_USAGE);
	ck_code(om_value_take(&run, &values[2], "A"), OM_USAGE);
	ck_ok(om_value_take(&run, &values[2], "b"));
	ck_assert_str_eq(om_option_text(&run, "shape"), "b");
}
END_TEST

START_TEST(asking_for_an_option_that_there_is_not_aborts)
{
	struct om_run run = { .values = values };

	(void)om_option_text(&run, "nmae");
}
END_TEST

START_TEST(asking_for_an_option_of_another_kind_aborts)
{
	struct om_run run = { .values = values };

	(void)om_option_text(&run, "count");
}
END_TEST

OM_SUITE(cmd_value)
{
	tcase_add_test(tests, a_text_may_be_empty_and_is_known_to_be_given);
	tcase_add_test(tests, a_number_has_64_bits);
	tcase_add_test(tests, a_choice_is_a_text);
	tcase_add_test_raise_signal(
	    tests, asking_for_an_option_that_there_is_not_aborts, SIGABRT);
	tcase_add_test_raise_signal(
	    tests, asking_for_an_option_of_another_kind_aborts, SIGABRT);
}
