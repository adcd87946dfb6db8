#include "request/world.h"

static struct world w;

static void
asked(void)
{
	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(world_new(&w, "access", "email:ana@post.example"));
}

START_TEST(the_facts_of_a_refusal_are_kept_and_stay_when_it_is_closed)
{
	struct om_request_denial what = { .ground = "excessive",
		.because = OM_SPAN("Forty requests in a month") };
	struct om_span text;
	char *path;

	asked();
	ck_ok(om_request_refuse(&w.c, &what));
	ck_ok(om_request_facts(&text, &w.c, OM_FACTS_DENIED));
	ck_assert(om_span_is(text, "Forty requests in a month"));
	ck_assert_str_eq(w.c.request->denied->detail, "excessive");
	path = om_path_join(w.folder, "answer");
	ck_ok(om_request_answer(&w.c, path));
	ck_ok(om_request_close(&w.c, true));
	ck_ok(om_request_facts(&text, &w.c, OM_FACTS_DENIED));
	ck_assert_uint_gt(text.n, 0);
	om_free(path);
	world_free(&w);
}
END_TEST

START_TEST(abuse_needs_the_objective_and_the_subjective_element)
{
	struct om_request_denial what = { .ground = "abuse",
		.objective = OM_SPAN("Asked without any dealings") };
	struct om_span text;

	asked();
	ck_code(om_request_refuse(&w.c, &what), OM_USAGE);
	what = (struct om_request_denial){ .ground = "abuse",
		.subjective = OM_SPAN("Sues by the dozen") };
	ck_code(om_request_refuse(&w.c, &what), OM_USAGE);
	ck_code(om_request_deny(&w.c, "abuse"), OM_USAGE);
	what.ground = "excessive";
	ck_code(om_request_refuse(&w.c, &what), OM_USAGE);
	what.ground = "abuse";
	what.objective = OM_SPAN("Asked without any dealings");
	ck_ok(om_request_refuse(&w.c, &what));
	ck_ok(om_request_facts(&text, &w.c, OM_FACTS_SUBJECTIVE));
	ck_assert(om_span_is(text, "Sues by the dozen"));
	ck_ok(om_request_facts(&text, &w.c, OM_FACTS_OBJECTIVE));
	ck_assert(om_span_is(text, "Asked without any dealings"));
	world_free(&w);
}
END_TEST

START_TEST(a_fee_is_announced_and_the_request_waits_until_it_is_paid)
{
	const struct om_request_fee fee = { "25.00", "EUR",
		OM_SPAN("The tenth copy this year") };
	struct om_span text;

	asked();
	ck_code(om_request_fee_paid(&w.c), OM_DENIED);
	ck_ok(om_request_fee(&w.c, &fee));
	ck_assert_str_eq(w.c.request->fee->detail, "25.00 EUR");
	ck_ok(om_request_facts(&text, &w.c, OM_FACTS_FEE));
	ck_assert(om_span_is(text, "The tenth copy this year"));
	ck_code(om_request_fee(&w.c, &fee), OM_DENIED);
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_ok(om_request_plan(&w.c));
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_ok(om_request_fee_paid(&w.c));
	ck_assert(!w.c.request->fee_open);
	ck_ok(om_request_run(&w.c));
	world_free(&w);
}
END_TEST

START_TEST(a_fee_is_an_amount_and_a_currency_with_facts)
{
	static const struct {
		const char *amount, *currency, *because;
	} bad[] = {
		{ "", "EUR", "x" },
		{ "0", "EUR", "x" },
		{ "0.00", "EUR", "x" },
		{ "-5", "EUR", "x" },
		{ "5.0", "EUR", "x" },
		{ "5.000", "EUR", "x" },
		{ "12345678", "EUR", "x" },
		{ "5", "eur", "x" },
		{ "5", "EURO", "x" },
		{ "5", "EUR", "" },
	};

	asked();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const struct om_request_fee fee = { bad[i].amount,
			bad[i].currency, om_span_of(bad[i].because) };

		ck_code(om_request_fee(&w.c, &fee), OM_USAGE);
	}
	ck_assert_ptr_null(w.c.request->fee);
	world_free(&w);
}
END_TEST

OM_SUITE(request_deny)
{
	tcase_add_test(
	    tests, the_facts_of_a_refusal_are_kept_and_stay_when_it_is_closed);
	tcase_add_test(
	    tests, abuse_needs_the_objective_and_the_subjective_element);
	tcase_add_test(
	    tests, a_fee_is_announced_and_the_request_waits_until_it_is_paid);
	tcase_add_test(tests, a_fee_is_an_amount_and_a_currency_with_facts);
}
