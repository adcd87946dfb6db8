#include "request/world.h"

#include "request/inside.h"

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
	const int32_t today = om_clock_today();
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

struct regimes {
	struct world *w;
	int lettered, refused;
};

static int
try_regime(void *state, const char *regime, const char *title)
{
	struct regimes *r = state;
	bool lettered = strcmp(regime, "gdpr") == 0 ||
			strcmp(regime, "uk-gdpr") == 0 ||
			strcmp(regime, "ccpa") == 0;
	const struct om_request_new what = { .right = "access",
		.claim = OM_SPAN("email:ana@post.example"),
		.regime = regime,
		.received = om_clock_today() };
	int rc = om_request_new(&r->w->c, &what);

	(void)title;
	ck_assert_msg(rc == (lettered ? OM_OK : OM_USAGE), "%s", regime);
	if (rc != OM_OK)
		ck_assert_ptr_nonnull(
		    strstr(om_failure(), "its letters are not yet"));
	lettered ? r->lettered++ : r->refused++;
	return OM_OK;
}

START_TEST(a_request_is_taken_in_only_under_a_law_that_letters_exist_for)
{
	struct world w;
	struct regimes r = { &w, 0, 0 };

	world_make(&w, false);
	ck_ok(om_due_each(NULL, try_regime, &r));
	ck_assert_int_eq(r.lettered, 3);
	ck_assert_int_gt(r.refused, 0);
	world_free(&w);
}
END_TEST

/* The workspace opened again with these deadlines of its own. */
static void
use_deadlines(struct world *w, const char *text)
{
	char *folder = om_path_join(w->folder, "policies");
	char *path = om_path_join(folder, "deadlines.json");

	world_close(w);
	if (!om_file_exists(folder))
		ck_ok(om_folder_make(folder, 0700));
	ck_ok(om_file_replace(path, om_span_of(text), 0600));
	world_open(w);
	om_free(path);
	om_free(folder);
}

START_TEST(only_a_regime_that_left_the_policies_leaves_a_request_undated)
{
	struct world w;

	world_make(&w, false);
	ck_ok(world_new(&w, "access", ana));
	use_deadlines(&w,
	    "{\"regimes\":[{\"regime\":\"lex\",\"title\":\"Lex\","
	    "\"country\":\"DE\",\"clocks\":[{\"rights\":[\"access\"],"
	    "\"steps\":[{\"days\":9,\"due\":true,\"rule\":\"nine\","
	    "\"cite\":\"1\"}]}]}]}");
	ck_ok(om_request_show(&w.c));
	ck_assert(!w.c.request->has_due);
	ck_code(om_request_extend(&w.c, "complexity"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "no deadline"));
	use_deadlines(&w, "{\"regimes\":[{}]}");
	ck_code(om_request_show(&w.c), OM_USAGE);
	world_free(&w);
}
END_TEST

START_TEST(a_withdrawn_request_stays_withdrawn)
{
	struct om_request_event events[] = {
		{ .kind = OM_EVENT_RECEIVED, .detail = "" },
		{ .kind = OM_EVENT_WITHDRAWN, .detail = "" },
	};
	struct om_request r = { .events = events, .event_count = 2 };
	struct world w;

	ck_ok(om_request_derive(&r));
	ck_assert_str_eq(r.outcome, "withdrawn");
	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_withdraw(&w.c));
	ck_code(om_request_attest(&w.c, "crm"), OM_DENIED);
	ck_ok(om_request_show(&w.c));
	ck_assert_str_eq(w.c.request->outcome, "withdrawn");
	world_free(&w);
}
END_TEST

START_TEST(nothing_is_attested_where_nothing_was_carried_out)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_deny(&w.c, "legal_obligation"));
	world_answer(&w, &letter, "index.html");
	ck_code(om_request_attest(&w.c, "crm"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "not carried out"));
	ck_ok(om_request_show(&w.c));
	ck_assert_str_eq(w.c.request->outcome, "denied");
	om_buf_free(&letter);
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

/* The newest entry of the log, as a file of the workspace has it. */
static bool
newest_entry_has(struct world *w, const char *text)
{
	struct om_buf log = OM_BUF(1 << 20);
	char *path = om_path_join(w->folder, "ledger/audit.ndjson");
	struct om_span s, last = OM_SPAN_NONE;
	bool has;

	ck_ok(om_file_read(&log, path));
	s = om_buf_span(&log);
	for (struct om_span line; om_span_cut(&line, &s, s, '\n');)
		if (line.n > 0)
			last = line;
	has = strstr(om_arena_string(&w->arena, last), text) != NULL;
	om_buf_free(&log);
	om_free(path);
	return has;
}

START_TEST(an_approval_says_who_typed_it)
{
	struct om_buf counts = OM_BUF(256);
	struct om_member second;
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(om_member_find(&second, w.om->store, SECOND));
	om_buf_format(&counts,
	    "\"detail\":\"approved\",\"counts\":{\"by\":%lld,"
	    "\"typed_by\":%lld}",
	    (long long)second.id, (long long)w.om->member.id);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_assert(newest_entry_has(&w, counts.p));
	om_buf_free(&counts);
	world_free(&w);
}
END_TEST

START_TEST(an_approval_by_one_person_says_so)
{
	struct world w;

	world_make(&w, true);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, world_user(&w)));
	ck_assert(newest_entry_has(
	    &w, "\"detail\":\"approved\",\"counts\":{\"one_person\":1}"));
	world_plan(&w, "access", ana);
	ck_ok(om_request_approve(&w.c, world_user(&w)));
	ck_assert(newest_entry_has(&w, "\"detail\":\"approved\""));
	ck_assert(!newest_entry_has(&w, "one_person"));
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

START_TEST(an_event_has_a_day_between_receipt_and_now)
{
	struct om_request_new what = { .right = "access",
		.claim = OM_SPAN("email:ana@post.example") };
	struct world w;

	world_make(&w, false);
	what.received = om_clock_today() - 3;
	ck_ok(om_request_new(&w.c, &what));
	ck_assert_ptr_null(om_request_sent(w.c.request, "extension"));
	ck_code(om_case_event_on(
		    &w.c, OM_EVENT_SENT, what.received - 1, "extension"),
	    OM_USAGE);
	ck_code(om_case_event_on(
		    &w.c, OM_EVENT_SENT, what.received + 4, "extension"),
	    OM_USAGE);
	ck_ok(om_case_event_on(
	    &w.c, OM_EVENT_SENT, what.received + 1, "extension"));
	ck_assert_int_eq(
	    om_request_sent(w.c.request, "extension")->day, what.received + 1);
	ck_assert_ptr_null(om_request_sent(w.c.request, "answer"));
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
	ck_code(om_request_close(&w.c, false), OM_DENIED);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "GDPR Art. 17(3)(b)");
	ck_ok(om_request_close(&w.c, false));
	ck_ok(world_locate(&w, ana));
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(nothing_is_told_of_data_before_the_person_is_verified)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	ck_ok(world_new(&w, "erase", ana));
	ck_code(om_request_deny(&w.c, "legal_claims"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "not_identified"));
	ck_ok(om_request_deny(&w.c, "excessive"));
	ck_ok(world_new(&w, "delete", ana));
	ck_code(om_request_deny(&w.c, "transaction"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "ccpa_unfounded"));
	ck_ok(om_request_deny(&w.c, "ccpa_unfounded"));
	ck_ok(world_new(&w, "erase", ana));
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_code(om_request_deny(&w.c, "others_rights"), OM_USAGE);
	ck_ok(om_request_deny(&w.c, "legal_claims"));
	world_free(&w);
}
END_TEST

START_TEST(a_request_is_not_closed_over_a_source_that_nobody_dealt_with)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "erase", ana);
	world_answer(&w, &letter, "index.html");
	ck_code(om_request_close(&w.c, false), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "crm"));
	w.om->dry_run = true;
	ck_ok(om_request_close(&w.c, true));
	ck_assert_str_eq(w.c.request->outcome, "partial");
	w.om->dry_run = false;
	ck_ok(om_request_attest(&w.c, "crm"));
	ck_ok(om_request_close(&w.c, false));
	ck_assert_str_eq(w.c.request->outcome, "granted");
	ck_code(om_request_attest(&w.c, "crm"), OM_DENIED);
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
	tcase_add_test(tests,
	    a_request_is_taken_in_only_under_a_law_that_letters_exist_for);
	tcase_add_test(tests,
	    only_a_regime_that_left_the_policies_leaves_a_request_undated);
	tcase_add_test(tests, a_withdrawn_request_stays_withdrawn);
	tcase_add_test(
	    tests, nothing_is_attested_where_nothing_was_carried_out);
	tcase_add_test(tests, who_took_an_erasure_in_cannot_approve_it);
	tcase_add_test(tests, one_person_suffices_where_the_workspace_says_so);
	tcase_add_test(tests, an_approval_says_who_typed_it);
	tcase_add_test(tests, an_approval_by_one_person_says_so);
	tcase_add_test(tests, only_who_may_approve_approves);
	tcase_add_test(tests, a_new_plan_needs_a_new_approval);
	tcase_add_test(tests, a_hold_keeps_an_erasure_from_being_run);
	tcase_add_test(tests, an_event_has_a_day_between_receipt_and_now);
	tcase_add_test(tests, a_refused_request_is_answered_and_closed);
	tcase_add_test(
	    tests, nothing_is_told_of_data_before_the_person_is_verified);
	tcase_add_test(tests,
	    a_request_is_not_closed_over_a_source_that_nobody_dealt_with);
	tcase_add_test(tests, who_is_not_registered_does_nothing);
	tcase_add_test(tests, a_dry_run_changes_nothing);
}
