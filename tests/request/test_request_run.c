#include "request/world.h"

#include <unistd.h>

#include "request/inside.h"

static const char ana[] = "email:ana@post.example";

static const struct om_request_step *
own(struct world *w)
{
	return om_request_step_of(w->c.request, OM_SYSTEM_STORE);
}

START_TEST(a_plan_names_each_profile_and_what_stays)
{
	const struct om_request *r;
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	r = w.c.request;
	ck_assert_int_eq(r->state, OM_STATE_PLANNED);
	ck_assert_uint_eq(r->item_count, 4);
	ck_assert_str_eq(r->items[0].action, "erase");
	ck_assert_str_eq(r->items[0].ground, "GDPR Art. 17");
	for (size_t i = 1; i < 4; i++) {
		ck_assert_str_eq(r->items[i].action, "keep");
		ck_assert_ptr_nonnull(strstr(r->items[i].ground, "Art."));
	}
	ck_assert_uint_eq(r->step_count, 2);
	ck_assert_str_eq(own(&w)->state, "pending");
	ck_assert_int_eq(own(&w)->located, 1);
	ck_assert_int_eq(own(&w)->events, 1);
	ck_assert_int_eq(own(&w)->identifiers, 2);
	ck_assert_str_eq(r->steps[1].system, "crm");
	ck_assert_str_eq(r->steps[1].state, "not_connected");
	ck_ok(world_locate(&w, ana));
	world_free(&w);
}
END_TEST

START_TEST(an_erasure_leaves_nobody_to_be_found)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "erase", ana);
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	ck_assert_str_eq(own(&w)->state, "done");
	ck_assert_str_eq(own(&w)->grade, "verified by re-read");
	ck_assert_int_eq(own(&w)->acted, 1);
	ck_assert_int_eq(own(&w)->remaining, 0);
	ck_assert_int_eq(w.c.request->subject, 0);
	ck_assert_uint_eq(w.c.request->reference.n, OM_HASH_SIZE);
	ck_code(world_locate(&w, ana), OM_NOTFOUND);
	ck_code(world_locate(&w, "phone_number:+12025550123"), OM_NOTFOUND);
	ck_assert_uint_eq(world_import(&w, ANA).suppressed, 1);
	world_free(&w);
}
END_TEST

START_TEST(running_twice_does_nothing_twice)
{
	struct world w;
	size_t events;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "erase", ana);
	events = w.c.request->event_count;
	ck_ok(om_request_run(&w.c));
	ck_assert_uint_eq(w.c.request->event_count, events);
	ck_assert_int_eq(own(&w)->acted, 1);
	world_free(&w);
}
END_TEST

/* The files beside the store: what the person was known by stands in one. */
START_TEST(a_search_that_finds_something_keeps_the_erasure_incomplete)
{
	const struct om_remains *r;
	struct world w;
	char *path;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	path = om_path_join(w.folder, "notes.txt");
	ck_ok(om_file_create(path, OM_SPAN("call Ana Ruiz back"), 0600));
	w.om->sweep = true;
	world_run(&w, "erase", ana);
	ck_assert_int_eq(w.c.request->state, OM_STATE_INCOMPLETE);
	ck_code(world_locate(&w, ana), OM_NOTFOUND);
	ck_assert(om_request_searched_badly(w.c.request));
	r = om_remains_of(w.om, w.c.id);
	ck_assert_uint_eq(r->sweep->finding_count, 1);
	ck_assert_str_eq(r->sweep->findings[0].path, path);
	ck_assert(!om_remains_none(r));

	/* The same process still knows what to search for. */
	ck_assert_int_eq(remove(path), 0);
	ck_ok(om_request_run(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	ck_assert(om_remains_none(om_remains_of(w.om, w.c.id)));
	om_free(path);
	world_free(&w);
}
END_TEST

START_TEST(what_was_erased_before_is_searched_for_by_nobody)
{
	struct world w;
	char *path;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	path = om_path_join(w.folder, "link");
	ck_assert_int_eq(symlink("/etc/passwd", path), 0);
	w.om->sweep = true;
	world_run(&w, "erase", ana);
	ck_assert_int_eq(w.c.request->state, OM_STATE_INCOMPLETE);
	world_close(&w);
	world_open(&w);
	w.om->sweep = true;
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_assert_int_eq(w.c.request->state, OM_STATE_INCOMPLETE);
	w.om->sweep = false;
	ck_ok(om_request_run(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	om_free(path);
	world_free(&w);
}
END_TEST

/* Reads alone, and locks of the store, are not disturbed by a search. */
START_TEST(the_store_goes_on_after_a_search)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	w.om->sweep = true;
	world_run(&w, "erase", ana);
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	ck_assert_uint_eq(world_import(&w, ANA).suppressed, 1);
	ck_ok(world_new(&w, "access", ana));
	world_free(&w);
}
END_TEST

/* As a crash leaves it: the row says running, nothing was done. */
START_TEST(a_run_goes_on_that_stopped_before_the_act)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	ck_ok(om_store_begin(w.om->store));
	ck_ok(om_case_event(&w.c, OM_EVENT_STARTED, 0, ""));
	w.c.request->steps[0].state = "running";
	ck_ok(om_case_write_step(&w.c, &w.c.request->steps[0]));
	ck_ok(om_store_commit(w.om->store));
	world_close(&w);
	world_open(&w);
	ck_ok(om_request_run(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	ck_assert_int_eq(own(&w)->acted, 1);
	ck_code(world_locate(&w, ana), OM_NOTFOUND);
	world_free(&w);
}
END_TEST

static const struct om_statement read_members = { "READ",
	"SELECT id FROM member UNION ALL SELECT id FROM member" };

/* A reader holds the write-ahead log: the erasure is not finished. */
static void
check_reader_in_the_way(const char *right)
{
	struct om_sql *reader;
	struct world w;
	char *path;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, right, ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	path = om_path_join(w.folder, "ombud.db");
	ck_ok(om_sql_open(&reader, path, false, &read_members, 1));
	ck_ok(om_sql_script(reader, "BEGIN"));
	ck_code(om_sql_first(reader, 0, NULL, 0), 1);
	ck_ok(om_sql_script(w.om->store->sql, "PRAGMA busy_timeout=50"));
	ck_code(om_request_run(&w.c), OM_BUSY);
	ck_ok(om_request_show(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_INCOMPLETE);
	ck_assert_str_eq(own(&w)->state, "acted");
	ck_assert_ptr_null(w.c.request->outcome);
	om_sql_stop(reader, 0);
	om_sql_close(reader);
	ck_ok(om_request_run(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	ck_assert_int_eq(own(&w)->acted, 1);
	om_free(path);
	world_free(&w);
}

START_TEST(a_reader_in_the_way_leaves_it_incomplete_until_run_again)
{
	check_reader_in_the_way("erase");
	check_reader_in_the_way("pseudonymize");
}
END_TEST

START_TEST(an_access_changes_nothing)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	ck_assert_int_eq(own(&w)->acted, 1);
	ck_assert_str_eq(w.c.request->items[0].action, "copy");
	ck_ok(world_locate(&w, ana));
	ck_assert_str_eq(w.c.request->outcome, "partial");
	ck_code(om_request_attest(&w.c, "shop"), OM_USAGE);
	ck_code(om_request_attest(&w.c, "store"), OM_USAGE);
	ck_ok(om_request_attest(&w.c, "crm"));
	ck_assert_str_eq(w.c.request->outcome, "granted");
	world_free(&w);
}
END_TEST

START_TEST(a_pseudonymised_person_is_still_served)
{
	struct om_subject *s;
	struct om_query query;
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "pseudonymize", ana);
	ck_assert_int_eq(own(&w)->acted, 1);
	ck_assert_int_eq(own(&w)->remaining, 0);
	ck_ok(om_query_parse(&query, w.om->store, om_span_of(ana)));
	ck_ok(om_locate(&s, w.om->store, &w.arena, &query));
	ck_assert_int_eq(s->state, OM_SUBJECT_PSEUDONYMOUS);
	world_run(&w, "erase", ana);
	ck_code(world_locate(&w, ana), OM_NOTFOUND);
	world_free(&w);
}
END_TEST

START_TEST(nobody_found_is_an_outcome)
{
	struct world w;

	world_make(&w, false);
	world_run(&w, "access", "email:zoe@post.example");
	ck_assert(w.c.request->nobody);
	ck_assert_uint_eq(w.c.request->item_count, 0);
	ck_assert_uint_eq(w.c.request->step_count, 1);
	ck_assert_str_eq(w.c.request->outcome, "no_match");
	world_free(&w);
}
END_TEST

START_TEST(who_came_in_since_the_plan_must_be_planned_for)
{
	struct world w;

	world_make(&w, false);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	(void)world_import(&w, ANA);
	ck_code(om_request_run(&w.c), OM_DENIED);
	ck_ok(om_request_plan(&w.c));
	ck_assert(!w.c.request->nobody);
	ck_assert_uint_gt(w.c.request->item_count, 0);
	world_free(&w);
}
END_TEST

START_TEST(an_identifier_of_two_people_stops_it)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w,
	    "{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":["
	    "{\"type\":\"external_id\",\"value\":\"1\"},"
	    "{\"type\":\"phone_number\",\"value\":\"+12025550199\"}]}\n"
	    "{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":["
	    "{\"type\":\"external_id\",\"value\":\"2\"},"
	    "{\"type\":\"phone_number\",\"value\":\"+12025550199\"}]}\n");
	ck_ok(world_new(&w, "erase", "phone_number:+12025550199"));
	ck_ok(om_request_verify(&w.c, "called back"));
	ck_code(om_request_plan(&w.c), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "ambiguous"));
	ck_ok(om_request_show(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_VERIFIED);
	world_free(&w);
}
END_TEST

START_TEST(who_was_erased_by_another_request_is_no_fault)
{
	struct world w;
	int64_t first;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	first = w.c.id;
	world_run(&w, "erase", ana);
	w.c.id = first;
	ck_ok(om_request_run(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	ck_assert_int_eq(own(&w)->acted, 0);
	world_free(&w);
}
END_TEST

OM_SUITE(request_run)
{
	tcase_add_test(tests, a_plan_names_each_profile_and_what_stays);
	tcase_add_test(tests, an_erasure_leaves_nobody_to_be_found);
	tcase_add_test(tests, running_twice_does_nothing_twice);
	tcase_add_test(
	    tests, a_search_that_finds_something_keeps_the_erasure_incomplete);
	tcase_add_test(tests, what_was_erased_before_is_searched_for_by_nobody);
	tcase_add_test(tests, the_store_goes_on_after_a_search);
	tcase_add_test(tests, a_run_goes_on_that_stopped_before_the_act);
	tcase_add_test(
	    tests, a_reader_in_the_way_leaves_it_incomplete_until_run_again);
	tcase_add_test(tests, an_access_changes_nothing);
	tcase_add_test(tests, a_pseudonymised_person_is_still_served);
	tcase_add_test(tests, nobody_found_is_an_outcome);
	tcase_add_test(tests, who_came_in_since_the_plan_must_be_planned_for);
	tcase_add_test(tests, an_identifier_of_two_people_stops_it);
	tcase_add_test(tests, who_was_erased_by_another_request_is_no_fault);
}
