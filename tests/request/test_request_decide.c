#include "request/world.h"

#include <stdlib.h>

static const char ana[] = "email:ana@post.example";

START_TEST(a_request_is_taken_in_with_its_deadline)
{
	struct om_request_new what = { .right = "access",
		.claim = OM_SPAN("email:ana@post.example") };
	struct world w;

	world_make(&w, false);
	/* 31 January 2026: one month ends Saturday 28 February, so Monday. */
	ck_ok(om_day_parse(&what.received, OM_SPAN("2026-01-31")));
	ck_ok(om_request_new(&w.c, &what));
	ck_assert_int_eq(w.c.request->state, OM_STATE_RECEIVED);
	ck_assert(w.c.request->has_due);
	ck_assert_int_eq(w.c.request->due, om_day_of(2026, 3, 2));
	ck_assert_str_eq(w.c.request->regime, "gdpr");
	ck_assert_ptr_null(w.c.request->outcome);
	what.right = "know";
	ck_ok(om_request_new(&w.c, &what));
	ck_assert_str_eq(w.c.request->regime, "ccpa");
	ck_assert_str_eq(w.c.request->right->word, "access");
	world_free(&w);
}
END_TEST

START_TEST(nonsense_is_not_taken_in)
{
	const int32_t today = (int32_t)(om_clock_now() / 86400000);
	struct om_request_new what = { .right = "access",
		.claim = OM_SPAN("email:ana@post.example"),
		.received = today + 1 };
	struct world w;

	world_make(&w, false);
	ck_code(om_request_new(&w.c, &what), OM_USAGE);
	what.received = today;
	what.regime = "moon";
	ck_code(om_request_new(&w.c, &what), OM_USAGE);
	what.regime = NULL;
	what.country = "Z";
	ck_code(om_request_new(&w.c, &what), OM_USAGE);
	what.country = NULL;
	what.claim = OM_SPAN("ana");
	ck_code(om_request_new(&w.c, &what), OM_USAGE);
	what.claim = OM_SPAN("email:ana@post.example");
	what.right = "know";
	what.regime = "gdpr";
	ck_code(om_request_new(&w.c, &what), OM_USAGE);
	w.c.id = 12345;
	ck_code(om_request_show(&w.c), OM_NOTFOUND);
	world_free(&w);
}
END_TEST

START_TEST(a_method_has_no_room_for_an_identifier)
{
	static const char *const bad[] = { "", "   ", "ana@post.example",
		"passport 1234", "line\nline",
		"a method that is told in far more than sixty characters, and "
		"so" };
	struct world w;

	world_make(&w, false);
	ck_ok(world_new(&w, "access", ana));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_code(om_request_verify(&w.c, bad[i]), OM_USAGE);
	ck_ok(om_request_verify(&w.c, "2 data points, called back" + 15));
	ck_assert_str_eq(w.c.request->verified->detail, "called back");
	ck_code(om_request_verify(&w.c, "again"), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(who_took_an_erasure_in_cannot_approve_it)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_code(om_request_approve(&w.c, world_user(&w)), OM_DENIED);
	ck_code(om_request_approve(&w.c, "nobody-of-us"), OM_DENIED);
	ck_assert_ptr_null(strstr(om_failure(), "nobody-of-us"));
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_ok(world_locate(&w, ana));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_assert_str_eq(w.c.request->approved->by, SECOND);
	world_free(&w);
}
END_TEST

START_TEST(one_person_suffices_where_the_workspace_says_so)
{
	struct world w;

	world_make(&w, true);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, world_user(&w)));
	world_free(&w);
}
END_TEST

START_TEST(only_who_may_approve_approves)
{
	struct world w;
	int64_t id;

	world_make(&w, false);
	ck_ok(om_member_add(w.om->store, &id, "intake", OM_ROLE_INTAKE));
	ck_ok(om_member_remove(w.om->store, SECOND));
	world_plan(&w, "erase", ana);
	ck_code(om_request_approve(&w.c, "intake"), OM_DENIED);
	ck_code(om_request_approve(&w.c, SECOND), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(a_new_plan_needs_a_new_approval)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_plan(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_PLANNED);
	ck_assert_ptr_null(w.c.request->approved);
	ck_code(om_request_run(&w.c), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(time_is_extended_once_and_for_a_reason)
{
	struct world w;
	int32_t before;

	world_make(&w, false);
	ck_ok(world_new(&w, "access", ana));
	before = w.c.request->due;
	ck_code(om_request_extend(&w.c, "holidays"), OM_USAGE);
	ck_ok(om_request_extend(&w.c, "complexity"));
	ck_assert(w.c.request->extended);
	/* Two more months, give or take a weekend. */
	ck_assert_int_ge(w.c.request->due, before + 59 - 3);
	ck_assert_int_le(w.c.request->due, before + 62 + 3);
	ck_code(om_request_extend(&w.c, "number"), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(time_is_not_extended_when_it_is_over)
{
	struct om_request_new what = { .right = "access",
		.claim = OM_SPAN("email:ana@post.example") };
	struct world w;

	world_make(&w, false);
	what.received = (int32_t)(om_clock_now() / 86400000) - 60;
	ck_ok(om_request_new(&w.c, &what));
	ck_code(om_request_extend(&w.c, "complexity"), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(a_hold_keeps_an_erasure_from_being_run)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_code(om_request_hold(&w.c, NULL), OM_DENIED);
	ck_code(om_request_hold(&w.c, "perhaps"), OM_USAGE);
	ck_ok(om_request_hold(&w.c, "legal_claims"));
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "Art. 17(3)(e)"));
	ck_ok(world_locate(&w, ana));
	ck_ok(om_request_hold(&w.c, NULL));
	ck_ok(om_request_run(&w.c));
	ck_code(world_locate(&w, ana), OM_NOTFOUND);
	ck_ok(world_new(&w, "access", ana));
	ck_code(om_request_hold(&w.c, "legal_claims"), OM_USAGE);
	world_free(&w);
}
END_TEST

/* Asked and given ten days apart, which the rows are made to say. */
static int32_t
due_after_pause(struct world *w, const char *right, int asked)
{
	struct om_request_new what = { .right = right,
		.claim = OM_SPAN("email:ana@post.example") };
	struct om_buf sql = OM_BUF(1024);

	what.received = om_day_of(2026, 3, 2);
	ck_ok(om_request_new(&w->c, &what));
	ck_ok(om_request_pause(&w->c));
	ck_code(om_request_pause(&w->c), OM_DENIED);
	ck_ok(om_request_verify(&w->c, "signed in"));
	om_buf_format(&sql,
	    "UPDATE request_event SET at = 86400000 * %d WHERE kind = 'paused'"
	    " AND request = %lld;"
	    "UPDATE request_event SET at = 86400000 * %d WHERE kind ="
	    " 'verified' AND request = %lld",
	    what.received + asked, (long long)w->c.id,
	    what.received + asked + 10, (long long)w->c.id);
	ck_ok(om_sql_script(w->om->store->sql, sql.p));
	ck_ok(om_request_show(&w->c));
	om_buf_free(&sql);
	return w->c.request->due;
}

START_TEST(the_clock_stands_still_for_proof_that_was_asked_for_at_once)
{
	struct world w;

	world_make(&w, false);
	/* 2 April 2026 is a Thursday; ten days on is Sunday, so Monday. */
	ck_assert_int_eq(
	    due_after_pause(&w, "access", 3), om_day_of(2026, 4, 13));
	ck_assert_int_eq(
	    due_after_pause(&w, "access", 8), om_day_of(2026, 4, 2));
	/* 45 days from 2 March, whatever happens in between. */
	ck_assert_int_eq(
	    due_after_pause(&w, "know", 3), om_day_of(2026, 4, 16));
	world_free(&w);
}
END_TEST

START_TEST(a_refused_request_is_answered_and_closed)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_code(om_request_deny(&w.c, "no reason"), OM_USAGE);
	ck_ok(om_request_deny(&w.c, "legal_obligation"));
	ck_assert_str_eq(w.c.request->outcome, "denied");
	ck_code(om_request_approve(&w.c, SECOND), OM_DENIED);
	ck_code(om_request_close(&w.c), OM_DENIED);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "GDPR Art. 17(3)(b)");
	ck_ok(om_request_close(&w.c));
	ck_ok(world_locate(&w, ana));
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(who_is_not_registered_does_nothing)
{
	struct world w;

	world_make(&w, false);
	ck_ok(world_new(&w, "access", ana));
	w.om->member.id = 0;
	ck_code(world_new(&w, "access", ana), OM_DENIED);
	ck_code(om_request_show(&w.c), OM_DENIED);
	ck_code(om_request_verify(&w.c, "signed in"), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(a_dry_run_changes_nothing)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(world_new(&w, "erase", ana));
	w.om->dry_run = true;
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_assert_int_eq(w.c.request->state, OM_STATE_VERIFIED);
	w.om->dry_run = false;
	ck_ok(om_request_show(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_RECEIVED);
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_ok(om_request_plan(&w.c));
	ck_ok(om_request_approve(&w.c, SECOND));
	w.om->dry_run = true;
	ck_ok(om_request_run(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	ck_ok(om_request_show(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_APPROVED);
	ck_ok(world_locate(&w, ana));
	world_free(&w);
}
END_TEST

OM_SUITE(request_decide)
{
	tcase_add_test(tests, a_request_is_taken_in_with_its_deadline);
	tcase_add_test(tests, nonsense_is_not_taken_in);
	tcase_add_test(tests, a_method_has_no_room_for_an_identifier);
	tcase_add_test(tests, who_took_an_erasure_in_cannot_approve_it);
	tcase_add_test(tests, one_person_suffices_where_the_workspace_says_so);
	tcase_add_test(tests, only_who_may_approve_approves);
	tcase_add_test(tests, a_new_plan_needs_a_new_approval);
	tcase_add_test(tests, time_is_extended_once_and_for_a_reason);
	tcase_add_test(tests, time_is_not_extended_when_it_is_over);
	tcase_add_test(tests, a_hold_keeps_an_erasure_from_being_run);
	tcase_add_test(
	    tests, the_clock_stands_still_for_proof_that_was_asked_for_at_once);
	tcase_add_test(tests, a_refused_request_is_answered_and_closed);
	tcase_add_test(tests, who_is_not_registered_does_nothing);
	tcase_add_test(tests, a_dry_run_changes_nothing);
}
