#include "request/world.h"

#include <jansson.h>

#include "report/run.h"
#include "request/inside.h"

static const char ana[] = "email:ana@post.example";

static json_t *
report(struct world *w, const char *name, const char *from)
{
	struct om_report_run how = { .from = from };
	struct om_buf text = OM_BUF(1 << 20);
	struct om_report *r;
	json_t *root;

	ck_ok(om_report_form_find(&how.form, "json"));
	ck_ok(om_report_open(&r, NULL, name));
	how.to = r->parameter_count == 2 ? "9999-12-31" : NULL;
	ck_ok(om_report_write(&text, r, &how, w->om));
	root = json_loadb(text.p, text.n, 0, NULL);
	ck_assert_ptr_nonnull(root);
	om_report_close(r);
	om_buf_free(&text);
	return root;
}

static json_t *
row(const json_t *root, size_t section, size_t i)
{
	json_t *s = json_array_get(json_object_get(root, "sections"), section);

	return json_array_get(json_object_get(s, "rows"), i);
}

static int
number(const json_t *row, const char *column)
{
	const json_t *cell = json_object_get(row, column);

	ck_assert_msg(json_is_number(cell), "%s", column);
	return (int)json_number_value(cell);
}

/* A request that came in that many days ago. */
static void
take_in(struct world *w, const char *right, int days)
{
	const struct om_request_new what = { .right = right,
		.claim = om_span_of(ana),
		.received = om_clock_today() - days };

	w->c = (struct om_case){ w->om, &w->arena, 0, NULL };
	ck_ok(om_request_new(&w->c, &what));
}

static void
carry_out(struct world *w, const char *right, int days, const char *answer)
{
	char *folder = om_path_join(w->folder, answer);

	take_in(w, right, days);
	ck_ok(om_request_verify(&w->c, "signed in"));
	ck_ok(om_request_plan(&w->c));
	ck_ok(om_request_approve(&w->c, SECOND));
	ck_ok(om_request_run(&w->c));
	ck_ok(om_request_answer(&w->c, folder));
	om_free(folder);
}

static void
send(struct world *w)
{
	ck_ok(om_store_begin(w->om->store));
	ck_ok(om_request_load(&w->c));
	ck_ok(
	    om_case_event_on(&w->c, OM_EVENT_SENT, om_clock_today(), "answer"));
	ck_ok(om_case_keep(&w->c));
	ck_ok(om_store_commit(w->om->store));
}

/*
 * Six requests to know: one answered in whole and closed after 10 days, one
 * in part and sent after 20, not closed; one denied and closed after 40; one
 * withdrawn, one open, one answered but not sent. Mean (10 + 20 + 40) / 3.
 */
START_TEST(trap_22_partial_answers_count_and_withdrawn_requests_stay)
{
	struct world w;
	json_t *root, *know;

	world_make(&w, true);
	(void)world_import(&w, ANA);
	carry_out(&w, "know", 10, "a");
	ck_ok(om_request_attest(&w.c, "crm"));
	send(&w);
	ck_ok(om_request_close(&w.c, false));
	carry_out(&w, "know", 20, "b");
	send(&w);
	take_in(&w, "know", 40);
	ck_ok(om_request_deny(&w.c, "not_identified"));
	{
		char *folder = om_path_join(w.folder, "c");

		ck_ok(om_request_answer(&w.c, folder));
		om_free(folder);
	}
	send(&w);
	ck_ok(om_request_close(&w.c, false));
	take_in(&w, "know", 5);
	ck_ok(om_request_withdraw(&w.c));
	take_in(&w, "know", 5);
	carry_out(&w, "know", 7, "d");
	take_in(&w, "access", 5);

	root = report(&w, "metrics-ccpa", "2000-01-01");
	know = row(root, 0, 0);
	ck_assert_str_eq(
	    json_string_value(json_object_get(know, "type")), "know");
	ck_assert_int_eq(number(know, "received"), 6);
	ck_assert_int_eq(number(know, "complied_in_whole"), 1);
	ck_assert_int_eq(number(know, "complied_in_part"), 2);
	ck_assert_int_eq(number(know, "denied"), 1);
	ck_assert_int_eq(number(know, "nothing_held"), 0);
	ck_assert_int_eq(number(know, "withdrawn"), 1);
	ck_assert_int_eq(number(know, "undecided"), 1);
	ck_assert_int_eq(number(know, "median_days"), 20);
	ck_assert(json_number_value(json_object_get(know, "mean_days")) > 23.2);
	ck_assert(json_number_value(json_object_get(know, "mean_days")) < 23.4);
	ck_assert_int_eq(number(row(root, 1, 0), "in_whole"), 1);
	ck_assert_int_eq(number(row(root, 1, 0), "in_part"), 0);
	json_decref(root);
	world_free(&w);
}
END_TEST

START_TEST(the_register_has_every_request_with_its_answer_and_its_ground)
{
	struct world w;
	json_t *root;

	world_make(&w, true);
	take_in(&w, "delete", 3);
	take_in(&w, "know", 2);
	ck_ok(om_request_deny(&w.c, "not_identified"));
	root = report(&w, "register", NULL);
	ck_assert_str_eq(json_string_value(json_object_get(
			     row(root, 0, 0), "nature_of_response")),
	    "open");
	ck_assert_str_eq(json_string_value(json_object_get(
			     row(root, 0, 1), "nature_of_response")),
	    "denied");
	ck_assert_str_eq(json_string_value(json_object_get(
			     row(root, 0, 1), "basis_for_denial")),
	    "Cal. Civ. Code 1798.140(ak); 11 CCR 7022(a), 7024(a)");
	ck_assert_ptr_null(row(root, 0, 2));
	json_decref(root);
	world_free(&w);
}
END_TEST

START_TEST(lateness_is_measured_at_dispatch)
{
	struct world w;
	json_t *root;

	world_make(&w, true);
	(void)world_import(&w, ANA);
	carry_out(&w, "know", 60, "a");
	/* Made, not sent: it is late still, by 60 - 45 days. */
	root = report(&w, "overdue", NULL);
	ck_assert_int_eq(number(row(root, 0, 0), "days_late"), 15);
	json_decref(root);
	send(&w);
	root = report(&w, "overdue", NULL);
	ck_assert_ptr_null(row(root, 0, 0));
	json_decref(root);
	root = report(&w, "late", "2000-01-01");
	ck_assert_int_eq(number(row(root, 0, 0), "days_late"), 15);
	json_decref(root);
	world_free(&w);
}
END_TEST

OM_SUITE(report_metrics)
{
	tcase_add_test(
	    tests, trap_22_partial_answers_count_and_withdrawn_requests_stay);
	tcase_add_test(tests,
	    the_register_has_every_request_with_its_answer_and_its_ground);
	tcase_add_test(tests, lateness_is_measured_at_dispatch);
}
