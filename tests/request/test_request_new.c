#include "request/clock.h"

/* Bo and Cy share one address, as a family or an office does. */
#define TWO                                                                 \
	"{\"source\":\"crm\",\"type\":\"customer\",\"user_id\":\"7\","      \
	"\"name\":\"Bo Lim\",\"identifiers\":[{\"type\":\"phone_number\","  \
	"\"value\":\"+12025550107\"}],\"attributes\":{\"city\":\"Ely\"}}\n" \
	"{\"source\":\"shop\",\"type\":\"customer\",\"user_id\":\"8\","     \
	"\"name\":\"Cy Lim\",\"identifiers\":[{\"type\":\"phone_number\","  \
	"\"value\":\"+12025550107\"}],\"attributes\":{\"city\":\"Rye\"}}\n"

static struct om_request_new
access_of(const char *claim)
{
	return (struct om_request_new){ .right = "access",
		.claim = om_span_of(claim),
		.received = om_clock_today() };
}

START_TEST(a_request_keeps_how_it_came_and_for_whom)
{
	struct om_request_new what = access_of("email:ana@post.example");
	const struct om_request *r;
	struct world w;

	world_make(&w, true);
	what.controller = "Harbour Bank";
	what.role = "processor";
	what.channel = "letter";
	what.capacity = "parent";
	what.language = "fr";
	ck_ok(om_request_new(&w.c, &what));
	ck_ok(om_request_show(&w.c));
	r = w.c.request;
	ck_assert_str_eq(r->controller, "Harbour Bank");
	ck_assert_str_eq(r->role, "processor");
	ck_assert_str_eq(r->channel, "letter");
	ck_assert_str_eq(r->capacity, "parent");
	ck_assert_str_eq(r->language, "fr");
	what = access_of("email:ana@post.example");
	ck_ok(om_request_new(&w.c, &what));
	ck_assert_str_eq(w.c.request->role, "controller");
	ck_assert_str_eq(w.c.request->capacity, "self");
	ck_assert_str_eq(w.c.request->language, "en");
	what.language = "tlh";
	ck_code(om_request_new(&w.c, &what), OM_USAGE);
	what.language = NULL;
	what.capacity = "Ana Ruiz";
	ck_code(om_request_new(&w.c, &what), OM_USAGE);
	ck_assert_ptr_null(strstr(om_failure(), "Ana"));
	world_free(&w);
}
END_TEST

/* By the same identifier in another form: it is one person who asks. */
START_TEST(the_same_asked_twice_is_noticed_and_said)
{
	struct om_request_new what = access_of("email:ana@post.example");
	const struct om_request_event *e;
	struct om_buf first = OM_BUF(64);
	struct world w;

	world_make(&w, true);
	ck_ok(om_request_new(&w.c, &what));
	om_buf_text(&first, om_case_id(&w.c, w.c.id));
	ck_code(om_request_merge(&w.c), OM_DENIED);
	what.claim = OM_SPAN("email: ANA@post.example");
	ck_ok(om_request_new(&w.c, &what));
	e = &w.c.request->events[w.c.request->event_count - 1];
	ck_assert_int_eq(e->kind, OM_EVENT_REPEATED);
	ck_assert_str_eq(e->detail, first.p);
	ck_ok(om_request_merge(&w.c));
	ck_assert_str_eq(w.c.request->outcome, "duplicate");
	ck_assert_int_eq(w.c.request->state, OM_STATE_CLOSED);
	ck_assert(!w.c.request->late);
	/* Another right is another request, and so is one of somebody else. */
	what.right = "erase";
	ck_ok(om_request_new(&w.c, &what));
	ck_assert_uint_eq(w.c.request->event_count, 1);
	what = access_of("email:zoe@post.example");
	ck_ok(om_request_new(&w.c, &what));
	ck_assert_uint_eq(w.c.request->event_count, 1);
	om_buf_free(&first);
	world_free(&w);
}
END_TEST

START_TEST(what_is_closed_is_asked_for_anew)
{
	struct om_request_new what = access_of("email:ana@post.example");
	struct world w;

	world_make(&w, true);
	ck_ok(om_request_new(&w.c, &what));
	ck_ok(om_request_withdraw(&w.c));
	ck_ok(om_request_new(&w.c, &what));
	ck_assert_uint_eq(w.c.request->event_count, 1);
	world_free(&w);
}
END_TEST

START_TEST(trap_14_an_identifier_of_two_people_stops_everything)
{
	struct world w;

	world_make(&w, true);
	(void)world_import(&w, TWO);
	ck_code(world_locate(&w, "phone_number:+12025550107"), OM_DENIED);
	ck_ok(world_new(&w, "erase", "phone_number:+12025550107"));
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_code(om_request_plan(&w.c), OM_DENIED);
	ck_ok(om_request_show(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_VERIFIED);
	ck_assert_int_eq(w.c.request->subject, 0);
	ck_assert_uint_eq(w.c.request->item_count, 0);
	/* It can be refused, and what happened is kept. */
	ck_ok(om_request_deny(&w.c, "not_identified"));
	ck_assert_uint_eq(w.c.request->event_count, 3);
	world_free(&w);
}
END_TEST

START_TEST(a_request_about_nobody_is_carried_through)
{
	struct world w;

	world_make(&w, true);
	world_run(&w, "erase", "email:nobody@post.example");
	ck_assert(w.c.request->nobody);
	ck_assert_str_eq(w.c.request->outcome, "no_match");
	world_free(&w);
}
END_TEST

START_TEST(one_withdrawn_midway_is_closed_and_one_carried_out_is_not)
{
	struct om_span claim;
	struct world w;

	world_make(&w, true);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", "email:ana@post.example");
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_request_withdraw(&w.c));
	ck_assert_str_eq(w.c.request->outcome, "withdrawn");
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_code(om_claim_open(&claim, &w.c), OM_NOTFOUND);
	ck_ok(world_locate(&w, "email:ana@post.example"));
	world_run(&w, "erase", "email:ana@post.example");
	ck_code(om_request_withdraw(&w.c), OM_DENIED);
	ck_assert_str_eq(w.c.request->outcome, "partial");
	world_free(&w);
}
END_TEST

OM_SUITE(request_new)
{
	tcase_add_test(tests, a_request_keeps_how_it_came_and_for_whom);
	tcase_add_test(tests, the_same_asked_twice_is_noticed_and_said);
	tcase_add_test(tests, what_is_closed_is_asked_for_anew);
	tcase_add_test(
	    tests, trap_14_an_identifier_of_two_people_stops_everything);
	tcase_add_test(tests, a_request_about_nobody_is_carried_through);
	tcase_add_test(
	    tests, one_withdrawn_midway_is_closed_and_one_carried_out_is_not);
}
