#include "request/clock.h"

static int
verify(struct world *w, struct om_request_proof proof)
{
	return om_request_verify_by(&w->c, &proof);
}

static enum om_level
level(struct world *w)
{
	ck_ok(om_request_show(&w->c));
	return w->c.request->verification.level;
}

START_TEST(trap_13_a_method_has_no_room_for_an_identifier)
{
	static const char *const bad[] = { "", "   ", "ana@post.example",
		"passport 1234", "line\nline",
		("a method that is told in far more than sixty characters, and "
		 "so") };
	struct world w;

	world_make(&w, false);
	clock_new(&w, "access", NULL);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_code(om_request_verify(&w.c, bad[i]), OM_USAGE);
		ck_code(verify(&w, (struct om_request_proof){ .method = "seen",
				       .authority = bad[i] }),
		    OM_USAGE);
	}
	ck_code(verify(&w, (struct om_request_proof){ .method = "seen",
			       .data_points = 100 }),
	    OM_USAGE);
	ck_assert_int_eq(level(&w), OM_LEVEL_NONE);
	ck_ok(om_request_verify(&w.c, "called back"));
	ck_assert_str_eq(w.c.request->verified->detail, "called back");
	ck_assert_int_eq(level(&w), OM_LEVEL_REASONABLE);
	ck_code(om_request_verify(&w.c, "again"), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(trap_13_in_europe_it_is_enough_that_nobody_doubts)
{
	struct world w;

	world_make(&w, false);
	clock_new(&w, "access", "gdpr");
	ck_ok(om_request_verify(&w.c, "no-doubt"));
	ck_assert_int_eq(level(&w), OM_LEVEL_NO_DOUBT);
	ck_assert_str_eq(om_level_word(level(&w)), "no_doubt");
	clock_new(&w, "know", NULL);
	ck_code(om_request_verify(&w.c, "no-doubt"), OM_DENIED);
	clock_new(&w, "access", "gdpr,ccpa");
	ck_code(om_request_verify(&w.c, "no-doubt"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "under ccpa"));
	world_free(&w);
}
END_TEST

/* 11 CCR 7061, 7062. */
START_TEST(californias_degrees_are_what_agreed_and_was_declared)
{
	static const struct {
		struct om_request_proof proof;
		int code;
		enum om_level level;
	} rows[] = {
		{ { .method = "matched", .data_points = 1 }, OM_DENIED,
		    OM_LEVEL_NONE },
		{ { .method = "matched", .data_points = 2 }, OM_OK,
		    OM_LEVEL_REASONABLE },
		{ { .method = "matched", .data_points = 3 }, OM_OK,
		    OM_LEVEL_REASONABLE },
		{ { .method = "matched", .data_points = 2, .declared = true },
		    OM_OK, OM_LEVEL_REASONABLE },
		{ { .method = "matched", .data_points = 3, .declared = true },
		    OM_OK, OM_LEVEL_HIGH },
		{ { .method = "signed in", .reauthenticated = true }, OM_OK,
		    OM_LEVEL_HIGH },
		{ { .method = "signed in" }, OM_OK, OM_LEVEL_REASONABLE },
	};
	struct world w;

	world_make(&w, false);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		clock_new(&w, "know", NULL);
		ck_assert_int_eq(verify(&w, rows[i].proof), rows[i].code);
		ck_assert_int_eq(level(&w), rows[i].level);
	}
	ck_assert_int_eq(w.c.request->verification.data_points, 0);
	world_free(&w);
}
END_TEST

static void
new_by(struct world *w, const char *right, const char *capacity)
{
	const struct om_request_new what = { .right = right,
		.claim = OM_SPAN("email:ana@post.example"),
		.regime = "ccpa",
		.capacity = capacity,
		.received = om_clock_today() };

	w->c = (struct om_case){ w->om, &w->arena, 0, NULL };
	ck_ok(om_request_new(&w->c, &what));
}

START_TEST(an_agent_shows_that_she_may_except_to_opt_out)
{
	struct world w;

	world_make(&w, false);
	new_by(&w, "delete", "agent");
	ck_code(om_request_verify(&w.c, "signed in"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "--authority"));
	ck_code(om_request_plan(&w.c), OM_DENIED);
	ck_ok(verify(&w, (struct om_request_proof){ .method = "called",
			     .authority = "signed permission" }));
	ck_assert_str_eq(
	    w.c.request->verification.authority, "signed permission");
	ck_ok(om_request_plan(&w.c));
	new_by(&w, "access", "parent");
	ck_code(om_request_verify(&w.c, "signed in"), OM_DENIED);
	new_by(&w, "optout", "agent");
	ck_ok(om_request_plan(&w.c));
	world_free(&w);
}
END_TEST

/* What is told before is the same, whoever it is. */
START_TEST(trap_21_nothing_tells_a_stranger_whether_somebody_is_known)
{
	struct om_buf told[2] = { OM_BUF(1 << 20), OM_BUF(1 << 20) };
	struct world w;

	clock_is(2026, 11, 23);
	world_make(&w, false);
	for (int i = 0; i < 2; i++) {
		if (i == 1)
			(void)world_import(&w, ANA);
		clock_new(&w, "access", "gdpr");
		ck_ok(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()));
		ck_code(om_request_plan(&w.c), OM_DENIED);
		om_buf_text(&told[i], om_failure());
		ck_ok(om_request_explain(&told[i], &w.c));
		ck_assert_int_eq(w.c.request->subject, 0);
		ck_ok(om_request_withdraw(&w.c));
	}
	/* But for the ids. */
	for (int i = 0; i < 2; i++) {
		char *at = strstr(told[i].p, "Request ");

		ck_assert_ptr_nonnull(at);
		memset(at + 8, 'x', 13);
	}
	ck_assert_str_eq(told[0].p, told[1].p);
	om_buf_free(&told[0]);
	om_buf_free(&told[1]);
	clock_end(&w);
}
END_TEST

OM_SUITE(request_verify)
{
	tcase_add_test(tests, trap_13_a_method_has_no_room_for_an_identifier);
	tcase_add_test(
	    tests, trap_13_in_europe_it_is_enough_that_nobody_doubts);
	tcase_add_test(
	    tests, californias_degrees_are_what_agreed_and_was_declared);
	tcase_add_test(tests, an_agent_shows_that_she_may_except_to_opt_out);
	tcase_add_test(
	    tests, trap_21_nothing_tells_a_stranger_whether_somebody_is_known);
}
