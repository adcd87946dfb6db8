#include "request/world.h"

#include "request/inside.h"

static const char ana[] = "email:ana@post.example";

static int
ask(struct world *w, const char *right, const char *about)
{
	const struct om_request_new what = { .right = right,
		.about = about,
		.claim = om_span_of(ana),
		.received = om_clock_today() };

	w->c = (struct om_case){ w->om, &w->arena, 0, NULL };
	return om_request_new(&w->c, &what);
}

static struct om_subject *
who(struct world *w)
{
	struct om_subject *s;
	struct om_query q;

	ck_ok(om_query_parse(&q, w->om->store, om_span_of(ana)));
	ck_ok(om_locate(&s, w->om->store, &w->arena, &q));
	return s;
}

/* Those that stand on Ana's data. */
static size_t
standing(struct world *w, struct om_restriction **list)
{
	size_t n;

	ck_ok(
	    om_restriction_list(list, &n, w->om->store, &w->arena, who(w)->id));
	return n;
}

static int
tell(struct om_case *c, const void *what)
{
	return om_case_event(c, OM_EVENT_SENT, 0, what);
}

static void
finish(struct world *w)
{
	ck_ok(om_request_plan(&w->c));
	ck_ok(om_request_approve(&w->c, SECOND));
	ck_ok(om_request_run(&w->c));
	ck_assert_int_eq(w->c.request->state, OM_STATE_EXECUTED);
}

START_TEST(data_is_restricted_as_soon_as_the_person_is_verified)
{
	struct om_restriction *list;
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(ask(&w, "restrict", "accuracy"));
	ck_assert_uint_eq(standing(&w, &list), 0);
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_assert_uint_eq(standing(&w, &list), 1);
	ck_assert_int_eq(list[0].ground, OM_RESTRICTED_ACCURACY);
	finish(&w);
	ck_assert_uint_eq(standing(&w, &list), 1);
	ck_assert_int_eq(w.c.request->steps[0].remaining, 0);
	ck_assert_str_eq(w.c.request->items[0].action, "restrict");
	world_free(&w);
}
END_TEST

START_TEST(a_restriction_has_a_ground_of_article_18)
{
	struct world w;

	world_make(&w, false);
	ck_code(ask(&w, "restrict", NULL), OM_USAGE);
	ck_code(ask(&w, "restrict", "objection"), OM_USAGE);
	ck_code(ask(&w, "access", "accuracy"), OM_USAGE);
	ck_ok(ask(&w, "restrict", "unlawful"));
	ck_ok(ask(&w, "restrict", "claims"));
	world_free(&w);
}
END_TEST

START_TEST(trap_09_no_other_request_erases_or_masks_restricted_data)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(ask(&w, "restrict", "claims"));
	ck_ok(om_request_verify(&w.c, "signed in"));
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "Art. 18(2)"));
	world_plan(&w, "pseudonymize", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_ok(world_locate(&w, ana));
	world_free(&w);
}
END_TEST

/* GDPR Art. 15 knows no exception for it. */
START_TEST(trap_06_access_has_restricted_and_pseudonymised_records)
{
	struct om_buf data = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "pseudonymize", ana);
	ck_ok(ask(&w, "restrict", "claims"));
	ck_ok(om_request_verify(&w.c, "signed in"));
	world_run(&w, "access", ana);
	world_answer(&w, &data, "data.json");
	ck_has(data, "psn1_");
	ck_has(data, "crm");
	om_buf_free(&data);
	world_free(&w);
}
END_TEST

START_TEST(a_restriction_is_lifted_only_after_the_person_was_told)
{
	struct om_restriction *list;
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(ask(&w, "restrict", "accuracy"));
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_code(om_request_lift(&w.c), OM_DENIED); /* not decided */
	finish(&w);
	ck_code(om_request_lift(&w.c), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "Art. 18(3)"));
	ck_ok(om_case_act(&w.c, OM_MAY_WORK, tell, "answer"));
	ck_code(om_request_lift(&w.c), OM_DENIED);
	ck_ok(om_case_act(&w.c, OM_MAY_WORK, tell, "lifting"));
	ck_ok(om_request_lift(&w.c));
	ck_assert_uint_eq(standing(&w, &list), 0);
	ck_code(om_request_lift(&w.c), OM_NOTFOUND);
	world_free(&w);
}
END_TEST

START_TEST(who_takes_it_back_herself_need_not_be_told)
{
	struct om_restriction *list;
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(ask(&w, "restrict", "unlawful"));
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_ok(om_request_withdraw(&w.c));
	ck_assert_uint_eq(standing(&w, &list), 0);
	world_free(&w);
}
END_TEST

START_TEST(consent_is_withdrawn_for_its_purposes_on_receipt)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct om_restriction *list;
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_code(ask(&w, "withdraw", NULL), OM_USAGE);
	ck_code(ask(&w, "withdraw", "to ana@post.example"), OM_USAGE);
	ck_ok(ask(&w, "withdraw", "newsletter, profiling"));
	ck_assert_uint_eq(standing(&w, &list), 2);
	ck_assert_str_eq(list[0].purpose, "newsletter");
	ck_assert_str_eq(list[1].purpose, "profiling");
	ck_assert_int_eq(list[0].ground, OM_RESTRICTED_CONSENT);
	finish(&w);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "newsletter, profiling");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

/* Art. 7(3): each purpose by itself. */
START_TEST(consent_stands_as_long_as_one_purpose_is_not_stopped)
{
	struct world w;
	int64_t left;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(ask(&w, "withdraw", "newsletter, profiling"));
	ck_ok(om_right_withdraw_consent.left(&left, &w.c, who(&w)));
	ck_assert_int_eq(left, 0);
	ck_ok(om_sql_script(w.om->store->sql,
	    "DELETE FROM restriction WHERE purpose = (SELECT max(purpose) "
	    "FROM restriction)"));
	ck_ok(om_right_withdraw_consent.left(&left, &w.c, who(&w)));
	ck_assert_int_eq(left, 1);
	world_free(&w);
}
END_TEST

OM_SUITE(request_restrict)
{
	tcase_add_test(
	    tests, data_is_restricted_as_soon_as_the_person_is_verified);
	tcase_add_test(tests, a_restriction_has_a_ground_of_article_18);
	tcase_add_test(
	    tests, trap_09_no_other_request_erases_or_masks_restricted_data);
	tcase_add_test(
	    tests, trap_06_access_has_restricted_and_pseudonymised_records);
	tcase_add_test(
	    tests, a_restriction_is_lifted_only_after_the_person_was_told);
	tcase_add_test(tests, who_takes_it_back_herself_need_not_be_told);
	tcase_add_test(tests, consent_is_withdrawn_for_its_purposes_on_receipt);
	tcase_add_test(
	    tests, consent_stands_as_long_as_one_purpose_is_not_stopped);
}
