#include "store/fixture.h"

#include "store/sweep.h"

static struct fixture f;

START_TEST(a_person_is_sought_by_all_that_she_is_known_by)
{
	struct om_needles set = { 0 };
	size_t refused;

	fixture_open(&f);
	(void)fixture_import(&f,
	    PROFILE("crm", "c-1001",
		EMAIL("ana@post.example") "," EXTERNAL("7"),
		",\"name\":\"Ana Ruiz\",\"user_id\":\"445566\"")
		PROFILE("shop", "", EMAIL("ana@post.example"), ""));
	ck_ok(om_sweep_subject(&set, &refused, f.identity,
	    fixture_subject(&f, "email:ana@post.example")));
	ck_assert_uint_eq(refused, 1);
	ck_assert_uint_eq(set.value_count, 5);
	ck_assert_str_eq(set.values[0].type, "email");
	ck_assert_str_eq(set.values[1].type, "external_id");
	ck_assert(set.values[1].refused);
	ck_assert_str_eq(set.values[2].type, "user_id");
	ck_assert_str_eq(set.values[3].type, "id");
	ck_assert_str_eq(set.values[4].type, "name");
	om_needles_free(&set);
	fixture_close(&f);
}
END_TEST

START_TEST(a_workspace_is_swept_while_its_store_is_open)
{
	struct om_needles set = { 0 };
	struct om_sweep *sweep;
	struct om_sweep_sum sum;
	size_t refused;

	fixture_open(&f);
	(void)fixture_import(
	    &f, PROFILE("crm", "c1", EMAIL("ana@post.example"), ""));
	ck_ok(om_sweep_subject(&set, &refused, f.identity,
	    fixture_subject(&f, "email:ana@post.example")));
	fixture_write(&f, "keys/note", OM_SPAN("ana@post.example"));
	sweep = om_sweep_open(&set);
	om_sweep_workspace(sweep, f.folder, false);
	sum = om_sweep_sum(sweep);
	ck_assert_uint_eq(sum.findings, 0);
	ck_assert_uint_eq(sum.problems, 0);
	ck_assert_uint_gt(sum.files, 0);
	ck_assert_uint_eq(sweep->database_count, 1);
	ck_assert(sweep->databases[0].strict);
	fixture_write(&f, "note", OM_SPAN("for ana@post.example"));
	om_sweep_workspace(sweep, f.folder, false);
	ck_assert_uint_eq(om_sweep_sum(sweep).findings, 1);
	ck_assert_uint_eq(om_sweep_sum(sweep).problems, 0);
	om_sweep_workspace(sweep, f.folder, true);
	ck_assert_uint_eq(om_sweep_sum(sweep).problems, 1);
	ck_assert(!om_sweep_sum(sweep).complete);
	/* The store goes on: its locks are as they were. */
	(void)fixture_import(
	    &f, PROFILE("crm", "c2", EMAIL("bela@post.example"), ""));
	fixture_close(&f);
	om_sweep_close(sweep);
	om_needles_free(&set);
}
END_TEST

OM_SUITE(store_sweep)
{
	tcase_add_test(tests, a_person_is_sought_by_all_that_she_is_known_by);
	tcase_add_test(tests, a_workspace_is_swept_while_its_store_is_open);
}
