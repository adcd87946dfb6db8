#include "test.h"

#include "base/memory.h"
#include "policy/risk_choice.h"
#include "policy/risk_read.h"

static struct om_kinds *kinds;
static struct om_attributes *attributes;
static struct om_risk_table table;
static struct om_risk_choices choices;

static void
open_all(void)
{
	ck_ok(om_kinds_open(&kinds, NULL));
	ck_ok(om_attributes_open(&attributes, kinds, NULL));
}

static void
close_all(void)
{
	om_risk_choices_free(&choices);
	om_risk_table_close(&table);
	om_attributes_close(attributes);
	om_kinds_close(kinds);
}

static int
choose(const char *csv, const struct om_risk_wishes *wishes)
{
	om_risk_choices_free(&choices);
	om_risk_table_close(&table);
	om_risk_table_open(&table, 0);
	ck_ok(om_risk_read_memory(&table, "in", om_span_of(csv)));
	return om_risk_choose(&choices, &table, kinds, attributes, wishes);
}

static void
check(const char *column, enum om_risk_role role)
{
	long at = om_risk_table_find(&table, om_span_of(column));

	ck_assert_int_ge(at, 0);
	ck_assert_msg(choices.list[at].role == role, "%s is %s", column,
	    om_risk_role_word(choices.list[at].role));
	ck_assert_ptr_nonnull(choices.list[at].why);
}

static const char people[] =
    "id,name,email,birth_date,gender,diagnosis,shoe,fixed,amount\n"
    "1,A,a@x.example,2000-01-01,f,flu,40,x,1.1\n"
    "2,B,b@x.example,2000-01-02,m,flu,40,x,1.2\n"
    "3,C,c@x.example,2000-01-02,f,flu,41,x,1.3\n"
    "4,D,d@x.example,2000-01-03,m,cold,41,x,1.1\n";

START_TEST(a_proposal_goes_by_names_and_values)
{
	struct om_risk_wishes wishes = { .most = 8 };

	ck_ok(choose(people, &wishes));
	check("id", OM_RISK_DIRECT);
	check("name", OM_RISK_DIRECT);
	check("email", OM_RISK_DIRECT);
	check("birth_date", OM_RISK_QUASI);
	check("gender", OM_RISK_QUASI);
	check("diagnosis", OM_RISK_SENSITIVE);
	check("shoe", OM_RISK_QUASI);
	check("fixed", OM_RISK_LEFT);
	check("amount", OM_RISK_LEFT);
	ck_assert_uint_eq(choices.count, 3);
	ck_assert_uint_eq(choices.quasi[0], 3);
	ck_assert_uint_eq(choices.quasi[2], 6);
}
END_TEST

START_TEST(of_many_those_that_tell_most_are_proposed)
{
	struct om_risk_wishes wishes = { .most = 1 };

	ck_ok(choose(people, &wishes));
	check("birth_date", OM_RISK_QUASI);
	check("gender", OM_RISK_LEFT);
	ck_assert_uint_eq(choices.count, 1);
}
END_TEST

START_TEST(what_is_named_is_taken_in_that_order)
{
	static const char *const quasi[] = { "gender", "name" };
	static const char *const sensitive[] = { "amount" };
	struct om_risk_wishes wishes = { .quasi = quasi,
		.quasi_count = 2,
		.sensitive = sensitive,
		.sensitive_count = 1,
		.person = "id",
		.most = 8 };

	ck_ok(choose(people, &wishes));
	check("name", OM_RISK_QUASI);
	check("birth_date", OM_RISK_LEFT);
	check("amount", OM_RISK_SENSITIVE);
	check("id", OM_RISK_PERSON);
	ck_assert_uint_eq(choices.count, 2);
	ck_assert_uint_eq(choices.quasi[0], 4);
	ck_assert_uint_eq(choices.quasi[1], 1);
}
END_TEST

START_TEST(a_name_that_is_wrong_is_refused)
{
	static const char *const twice[] = { "gender", "gender" };
	static const char *const unknown[] = { "height" };
	static const char *many[OM_RISK_AXES + 1];
	struct om_risk_wishes wishes = { .quasi = twice, .quasi_count = 2 };

	ck_code(choose(people, &wishes), OM_USAGE);
	wishes.quasi = unknown;
	wishes.quasi_count = 1;
	ck_code(choose(people, &wishes), OM_USAGE);
	wishes.quasi = many;
	wishes.quasi_count = OM_RISK_AXES + 1;
	ck_code(choose(people, &wishes), OM_USAGE);
	wishes = (struct om_risk_wishes){
		.quasi = twice, .quasi_count = 1, .person = "gender"
	};
	ck_code(choose(people, &wishes), OM_USAGE);
}
END_TEST

START_TEST(nothing_to_combine_is_said)
{
	struct om_risk_wishes wishes = { .most = 8 };

	ck_code(choose("email\na@x.example\nb@x.example\n", &wishes), OM_USAGE);
}
END_TEST

START_TEST(a_path_is_known_by_its_end)
{
	struct om_risk_wishes wishes = { .most = 8 };

	ck_ok(choose("work.gender,shoe.email\nf,1\nf,1\nm,2\nm,2\n", &wishes));
	check("work.gender", OM_RISK_QUASI);
	check("shoe.email", OM_RISK_DIRECT);
}
END_TEST

OM_SUITE(policy_risk_choice)
{
	tcase_add_checked_fixture(tests, open_all, close_all);
	tcase_add_test(tests, a_proposal_goes_by_names_and_values);
	tcase_add_test(tests, of_many_those_that_tell_most_are_proposed);
	tcase_add_test(tests, what_is_named_is_taken_in_that_order);
	tcase_add_test(tests, a_name_that_is_wrong_is_refused);
	tcase_add_test(tests, nothing_to_combine_is_said);
	tcase_add_test(tests, a_path_is_known_by_its_end);
}
