#include "request/world.h"

#include "request/inside.h"
#include "store/suppression.h"

static const char ana[] = "email:ana@post.example";
static const char phone[] = "phone_number:+12025550123";

static int
is_blocked(struct world *w, const char *claim, enum om_purpose purpose)
{
	struct om_identifier id;
	struct om_query q;
	struct om_tag tag;

	ck_ok(om_query_parse(&q, w->om->store, om_span_of(claim)));
	id = (struct om_identifier){ q.type, q.value };
	ck_ok(om_tag_suppression(
	    w->om->store->tagger, &tag, purpose, q.source, &id));
	return om_suppression_has(w->om->store, &tag, purpose);
}

static int
ask(struct world *w, const char *right, const char *to, const char *claim)
{
	const struct om_request_new what = { .right = right,
		.to = to,
		.claim = om_span_of(claim),
		.received = om_clock_today() };

	w->c = (struct om_case){ w->om, &w->arena, 0, NULL };
	return om_request_new(&w->c, &what);
}

START_TEST(trap_09_an_objection_to_marketing_stops_it_on_receipt)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(ask(&w, "object", "marketing", ana));
	ck_assert_str_eq(w.c.request->right->word, "object_marketing");
	ck_assert_int_eq(w.c.request->state, OM_STATE_RECEIVED);
	ck_assert_int_eq(is_blocked(&w, ana, OM_PURPOSE_MARKETING), 1);
	/* Neither is she erased by it, nor kept from coming in. */
	ck_assert_int_eq(is_blocked(&w, ana, OM_PURPOSE_ERASURE), 0);
	ck_ok(world_locate(&w, ana));
	ck_assert_uint_eq(world_import(&w, ANA).suppressed, 0);
	ck_assert_int_eq(is_blocked(&w, ana, OM_PURPOSE_MARKETING), 1);
	world_free(&w);
}
END_TEST

/* The erased who comes back of her own will still wants no advertising. */
START_TEST(trap_09_the_objection_outlives_erasure_and_import)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(ask(&w, "object", "marketing", ana));
	world_run(&w, "erase", ana);
	ck_code(world_locate(&w, ana), OM_NOTFOUND);
	ck_assert_int_eq(is_blocked(&w, ana, OM_PURPOSE_MARKETING), 1);
	world_free(&w);
}
END_TEST

START_TEST(trap_13_an_opt_out_is_carried_out_without_proof_of_identity)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(ask(&w, "opt-out", NULL, ana));
	ck_assert_str_eq(w.c.request->regime, "ccpa");
	ck_assert_int_eq(is_blocked(&w, ana, OM_PURPOSE_SALE), 1);
	ck_ok(om_request_plan(&w.c));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	ck_assert_str_eq(w.c.request->steps[0].state, "done");
	ck_assert_int_eq(w.c.request->steps[0].acted, 1);
	ck_assert_int_eq(w.c.request->steps[0].remaining, 0);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "not sold or shared");
	ck_has(letter, "Opt-Out Request Honored");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(who_is_not_known_opts_out_all_the_same)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	ck_ok(ask(&w, "limit", NULL, ana));
	ck_assert_int_eq(is_blocked(&w, ana, OM_PURPOSE_SENSITIVE), 1);
	ck_ok(om_request_plan(&w.c));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	ck_assert(w.c.request->nobody);
	ck_assert_str_eq(w.c.request->outcome, "granted");
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "sensitive personal information");
	ck_lacks(letter, "found nothing");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(all_that_a_person_is_known_by_is_entered_but_no_shared_number)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(ask(&w, "object", "marketing", ana));
	ck_assert_int_eq(is_blocked(&w, phone, OM_PURPOSE_MARKETING), 0);
	/* Who gives the number is no longer rung up by it. */
	ck_ok(ask(&w, "object", "marketing", phone));
	ck_assert_int_eq(is_blocked(&w, phone, OM_PURPOSE_MARKETING), 1);
	world_free(&w);
}
END_TEST

START_TEST(what_is_taken_back_is_undone_unless_it_stood_before)
{
	struct world w;
	int64_t first;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(ask(&w, "object", "marketing", ana));
	first = w.c.id;
	ck_ok(ask(&w, "object", "marketing", ana));
	ck_ok(om_request_withdraw(&w.c));
	ck_assert_int_eq(is_blocked(&w, ana, OM_PURPOSE_MARKETING), 1);
	w.c.id = first;
	ck_ok(om_request_withdraw(&w.c));
	ck_assert_int_eq(is_blocked(&w, ana, OM_PURPOSE_MARKETING), 0);
	world_free(&w);
}
END_TEST

START_TEST(a_law_is_asked_only_for_rights_that_it_has)
{
	struct om_request_new what = { .right = "restrict",
		.about = "accuracy",
		.regime = "ccpa",
		.claim = om_span_of(ana),
		.received = om_clock_today() };
	struct world w;

	world_make(&w, false);
	w.c = (struct om_case){ w.om, &w.arena, 0, NULL };
	ck_code(om_request_new(&w.c, &what), OM_USAGE);
	what.right = "optout";
	what.about = NULL;
	what.regime = "gdpr";
	ck_code(om_request_new(&w.c, &what), OM_USAGE);
	what.right = "admt";
	what.to = "opt-out";
	what.regime = NULL;
	ck_ok(om_request_new(&w.c, &what));
	ck_assert_int_eq(is_blocked(&w, ana, OM_PURPOSE_AUTOMATED), 1);
	world_free(&w);
}
END_TEST

OM_SUITE(request_block)
{
	tcase_add_test(
	    tests, trap_09_an_objection_to_marketing_stops_it_on_receipt);
	tcase_add_test(
	    tests, trap_09_the_objection_outlives_erasure_and_import);
	tcase_add_test(
	    tests, trap_13_an_opt_out_is_carried_out_without_proof_of_identity);
	tcase_add_test(tests, who_is_not_known_opts_out_all_the_same);
	tcase_add_test(tests,
	    all_that_a_person_is_known_by_is_entered_but_no_shared_number);
	tcase_add_test(
	    tests, what_is_taken_back_is_undone_unless_it_stood_before);
	tcase_add_test(tests, a_law_is_asked_only_for_rights_that_it_has);
}
