#include "request/world.h"

#include "request/inside.h"

static const char ana[] = "email:ana@post.example";

START_TEST(what_is_right_is_sealed_until_it_stands_in_the_record)
{
	struct om_buf data = OM_BUF(1 << 20), letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "rectify", ana);
	ck_ok(om_request_correct(
	    &w.c, OM_SPAN("{\"attributes\":{\"city\":\"Upper Quay\"}}")));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_run(&w.c));
	ck_assert_int_eq(w.c.request->steps[0].acted, 1);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "Art. 16");
	ck_ok(world_new(&w, "access", ana));
	ck_ok(world_locate(&w, ana));
	{
		struct om_subject *s;
		struct om_query q;

		ck_ok(om_query_parse(&q, w.om->store, om_span_of(ana)));
		ck_ok(om_locate(&s, w.om->store, &w.arena, &q));
		om_buf_add(&data, s->profiles[0].profile.attributes);
	}
	ck_assert_str_eq(
	    data.p, "{\"city\":\"Upper Quay\",\"segment\":\"gifts\"}");
	om_buf_free(&data);
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(nothing_is_corrected_by_guess)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "rectify", ana);
	ck_code(om_request_correct(&w.c, OM_SPAN("[]")), OM_USAGE);
	ck_code(om_request_correct(&w.c, OM_SPAN("{\"x\":1}")), OM_USAGE);
	ck_code(om_request_approve(&w.c, SECOND), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "request correct"));
	ck_ok(om_request_correct(
	    &w.c, OM_SPAN("{\"attributes\":{\"city\":\"Upper Quay\"}}")));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_correct(
	    &w.c, OM_SPAN("{\"attributes\":{\"height\":\"tall\"}}")));
	/* What was approved was another correction. */
	ck_assert_int_eq(w.c.request->state, OM_STATE_PLANNED);
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_ok(world_new(&w, "access", ana));
	ck_code(
	    om_request_correct(&w.c, OM_SPAN("{\"name\":\"A\"}")), OM_USAGE);
	world_free(&w);
}
END_TEST

OM_SUITE(request_right_rectify)
{
	tcase_add_test(
	    tests, what_is_right_is_sealed_until_it_stands_in_the_record);
	tcase_add_test(tests, nothing_is_corrected_by_guess);
}
