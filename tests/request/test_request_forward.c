#include "request/world.h"

#include "request/inside.h"
#include "store/balance.h"

static int
take_in(struct world *w, const char *role, const char *controller)
{
	const struct om_request_new what = { .right = "erase",
		.claim = OM_SPAN("email:ana@post.example"),
		.role = role,
		.controller = controller,
		.received = om_clock_today() };

	w->c = (struct om_case){ w->om, &w->arena, 0, NULL };
	return om_request_new(&w->c, &what);
}

START_TEST(a_processors_request_goes_to_its_controller_and_is_closed)
{
	struct om_buf text = OM_BUF(64 << 10);
	struct om_span claim;
	struct world w;
	char *path;

	world_make(&w, true);
	path = om_path_join(w.folder, "request.json");
	ck_ok(take_in(&w, "processor", "Teahouse GmbH"));
	w.om->dry_run = true;
	ck_ok(om_request_forward(&w.c, path));
	ck_assert(!om_file_exists(path));
	w.om->dry_run = false;
	ck_ok(om_request_forward(&w.c, path));
	ck_assert_int_eq(w.c.request->state, OM_STATE_CLOSED);
	ck_assert_str_eq(w.c.request->outcome, "forwarded");
	ck_ok(om_file_read(&text, path));
	ck_has(text, "ana@post.example");
	ck_has(text, "\"to\": \"Teahouse GmbH\"");
	ck_has(text, "28(3)(e)");
	/* What came in is the controller's now. */
	ck_code(om_claim_open(&claim, &w.c), OM_NOTFOUND);
	ck_code(om_request_forward(&w.c, path), OM_EXISTS);
	ck_ok(om_balance_verify(w.om->store));
	om_buf_free(&text);
	om_free(path);
	world_free(&w);
}
END_TEST

START_TEST(a_processor_answers_nobody)
{
	struct world w;
	char *path;

	world_make(&w, true);
	(void)world_import(&w, ANA);
	path = om_path_join(w.folder, "out");
	ck_code(take_in(&w, "processor", NULL), OM_USAGE);
	ck_ok(take_in(&w, "processor", "Teahouse GmbH"));
	ck_code(om_request_verify(&w.c, "signed in"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "Teahouse GmbH"));
	ck_code(om_request_deny(&w.c, "not_identified"), OM_DENIED);
	ck_code(om_request_plan(&w.c), OM_DENIED);
	ck_code(om_request_answer(&w.c, path), OM_DENIED);
	ck_assert(!om_file_exists(path));
	ck_ok(om_request_withdraw(&w.c));
	om_free(path);
	world_free(&w);
}
END_TEST

START_TEST(ones_own_request_is_not_forwarded)
{
	struct world w;
	char *path;

	world_make(&w, true);
	path = om_path_join(w.folder, "out");
	ck_ok(take_in(&w, NULL, NULL));
	ck_code(om_request_forward(&w.c, path), OM_DENIED);
	ck_assert(!om_file_exists(path));
	om_free(path);
	world_free(&w);
}
END_TEST

OM_SUITE(request_forward)
{
	tcase_add_test(
	    tests, a_processors_request_goes_to_its_controller_and_is_closed);
	tcase_add_test(tests, a_processor_answers_nobody);
	tcase_add_test(tests, ones_own_request_is_not_forwarded);
}
