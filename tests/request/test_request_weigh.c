#include "request/world.h"

#include "request/inside.h"

static const char ana[] = "email:ana@post.example";

static int
weigh(struct world *w, const char *result, const char *grounds)
{
	const struct om_weighing what = { result, grounds };

	return om_request_weigh(&w->c, &what);
}

static void
object(struct world *w)
{
	world_make(w, false);
	(void)world_import(w, ANA);
	world_plan(w, "object", ana);
	ck_ok(om_request_approve(&w->c, SECOND));
}

static enum om_restricted
ground_of(struct world *w)
{
	struct om_restriction *list;
	size_t n;

	ck_ok(om_restriction_list(
	    &list, &n, w->om->store, &w->arena, w->c.request->subject));
	ck_assert_uint_eq(n, 1);
	return list[0].ground;
}

START_TEST(an_objection_restricts_until_a_person_has_weighed_it)
{
	struct world w;

	object(&w);
	ck_assert_int_eq(ground_of(&w), OM_RESTRICTED_OBJECTION);
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "request weigh"));
	ck_ok(weigh(&w, "upheld", NULL));
	ck_ok(om_request_run(&w.c));
	ck_assert_int_eq(ground_of(&w), OM_RESTRICTED_UPHELD);
	ck_code(om_request_lift(&w.c), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "Art. 21(1)"));
	world_free(&w);
}
END_TEST

START_TEST(the_controllers_grounds_must_be_shown_to_prevail)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	object(&w);
	ck_code(weigh(&w, "overridden", NULL), OM_USAGE);
	ck_code(weigh(&w, "overridden", "ask ana@post.example"), OM_USAGE);
	ck_code(weigh(&w, "changed", NULL), OM_USAGE);
	ck_ok(weigh(&w, "overridden", "fraud is being looked into"));
	ck_ok(om_request_run(&w.c));
	/* Until she was told, the data stays out of use. */
	ck_assert_int_eq(ground_of(&w), OM_RESTRICTED_OBJECTION);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "fraud is being looked into");
	ck_has(letter, "Art. 18(3)");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(a_person_looks_at_an_automated_decision)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "adm", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_ok(weigh(&w, "changed", "the income was read wrongly"));
	ck_ok(om_request_run(&w.c));
	ck_assert_str_eq(w.c.request->steps[0].grade, "attested by hand");
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "In your case: the income was read wrongly");
	ck_has(letter, "Art. 22(3)");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(what_a_plan_decides_is_not_weighed)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_code(weigh(&w, "upheld", NULL), OM_USAGE);
	world_free(&w);
}
END_TEST

OM_SUITE(request_weigh)
{
	tcase_add_test(
	    tests, an_objection_restricts_until_a_person_has_weighed_it);
	tcase_add_test(tests, the_controllers_grounds_must_be_shown_to_prevail);
	tcase_add_test(tests, a_person_looks_at_an_automated_decision);
	tcase_add_test(tests, what_a_plan_decides_is_not_weighed);
}
