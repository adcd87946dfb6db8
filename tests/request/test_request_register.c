#include "request/world.h"

#include "request/register.h"

#include "request/inside.h"
#include "store/statement.h"

static const char ana[] = "email:ana@post.example";

/* What the register says of the request that is worked on. */
struct seen {
	int64_t id;
	int rows;
	struct om_request_row row;
	char state[32], outcome[32];
};

static void
keep(char to[32], const char *from)
{
	size_t n = from == NULL ? 0 : strlen(from);

	ck_assert_uint_lt(n, 32);
	memcpy(to, from == NULL ? "" : from, n);
	to[n] = '\0';
}

static int
see(void *state, const struct om_request_row *row)
{
	struct seen *s = state;

	s->rows++;
	if (s->id != 0 && row->id != s->id)
		return OM_OK;
	s->row = *row;
	keep(s->state, row->state);
	keep(s->outcome, row->outcome);
	return OM_OK;
}

static struct seen
list(struct world *w, bool open, int32_t before)
{
	const struct om_request_filter filter = { open, before };
	struct seen s = { .id = w->c.id };

	ck_ok(om_request_list(w->om, &filter, see, &s));
	return s;
}

static void
sql(struct world *w, const char *text)
{
	ck_ok(om_sql_script(w->om->store->sql, text));
}

/* Received that many days ago, as if it had been. */
static void
make(struct world *w, const char *right, int days)
{
	const struct om_request_new what = { .right = right,
		.claim = om_span_of(ana),
		.received = om_clock_today() - days };

	w->c = (struct om_case){ w->om, &w->arena, 0, NULL };
	ck_ok(om_request_new(&w->c, &what));
}

START_TEST(the_register_follows_each_act)
{
	struct world w;

	world_make(&w, true);
	(void)world_import(&w, ANA);
	ck_ok(world_new(&w, "access", ana));
	ck_assert_str_eq(list(&w, false, 0).state, "received");
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_assert_str_eq(list(&w, false, 0).state, "verified");
	ck_ok(om_request_plan(&w.c));
	ck_assert_str_eq(list(&w, false, 0).state, "planned");
	ck_assert_str_eq(list(&w, false, 0).outcome, "");
	ck_ok(om_request_withdraw(&w.c));
	ck_assert_str_eq(list(&w, false, 0).state, "closed");
	ck_assert_str_eq(list(&w, false, 0).outcome, "withdrawn");
	ck_assert_int_eq(list(&w, true, 0).rows, 0);
	world_free(&w);
}
END_TEST

START_TEST(the_register_is_what_the_events_come_to)
{
	struct om_recomputed n;
	struct world w;

	world_make(&w, true);
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	make(&w, "erase", 40);
	ck_ok(om_request_deny(&w.c, "excessive"));
	make(&w, "know", 3);
	(void)list(&w, false, 0);
	ck_ok(om_request_recompute(&n, w.om));
	ck_assert_int_eq(n.requests, 3);
	ck_assert_int_eq(n.changed, 0);
	sql(&w, "UPDATE request_due SET due = due + 1, state = 'x'");
	w.om->dry_run = true;
	ck_ok(om_request_recompute(&n, w.om));
	ck_assert_int_eq(n.changed, 3);
	ck_assert_str_eq(list(&w, false, 0).state, "x");
	w.om->dry_run = false;
	sql(&w, "DELETE FROM request_due WHERE regime = 'ccpa'");
	ck_ok(om_request_recompute(&n, w.om));
	ck_assert_int_eq(n.changed, 3);
	ck_assert_str_eq(list(&w, false, 0).state, "received");
	world_free(&w);
}
END_TEST

START_TEST(an_inbox_has_what_is_open_and_due_with_the_most_urgent_first)
{
	struct seen s;
	struct world w;
	int32_t due;

	world_make(&w, true);
	make(&w, "access", 2);
	due = list(&w, false, 0).row.due;
	make(&w, "access", 60);
	ck_assert(list(&w, false, 0).row.late);
	make(&w, "access", 0);
	w.c.id = 0;
	s = list(&w, true, due);
	ck_assert_int_eq(s.rows, 1);
	ck_assert_int_eq(s.row.received, om_clock_today() - 60);
	s = list(&w, true, due + 1);
	ck_assert_int_eq(s.rows, 2);
	ck_assert_int_eq(s.row.received, om_clock_today() - 2);
	ck_assert(!s.row.late);
	world_free(&w);
}
END_TEST

START_TEST(changed_policies_are_followed_by_themselves)
{
	struct om_buf holidays = OM_BUF(1 << 16);
	struct world w;
	char *policies, *below, *path;
	int32_t due;
	int year;

	world_make(&w, true);
	ck_ok(world_new(&w, "access", ana));
	sql(&w, "UPDATE request SET country = 'XK'");
	(void)list(&w, false, 0);
	sql(&w, "DELETE FROM meta WHERE name = 'deadlines'");
	due = list(&w, false, 0).row.due;
	policies = om_path_join(w.folder, "policies");
	below = om_path_join(policies, "holidays");
	path = om_path_join(below, "XK.json");
	ck_ok(om_folder_make(below, 0700));
	while (om_day_weekday(due) == 0 || om_day_weekday(due) == 6)
		due++;
	om_day_civil(due, &year, NULL, NULL);
	om_buf_format(&holidays,
	    "{\"country\":\"XK\",\"title\":\"x\",\"cite\":\"x\",\"from\":%d,"
	    "\"to\":%d,\"holidays\":[{\"name\":\"x\",\"on\":\"",
	    year, year + 1);
	{
		struct om_buf day = OM_BUF(16);

		om_day_format(&day, due);
		om_buf_add(&holidays, om_span_bytes(day.p + 5, 5));
		om_buf_free(&day);
	}
	om_buf_text(&holidays, "\"}]}");
	ck_ok(om_file_create(path, om_buf_span(&holidays), 0600));
	world_close(&w);
	world_open(&w);
	ck_assert_int_gt(list(&w, false, 0).row.due, due);
	om_free(path);
	om_free(below);
	om_free(policies);
	om_buf_free(&holidays);
	world_free(&w);
}
END_TEST

/* Art. 12(6): each day that proof is awaited moves the end by one. */
START_TEST(a_clock_that_stands_still_moves_the_end_each_day)
{
	struct seen before, now;
	struct world w;

	world_make(&w, true);
	make(&w, "access", 0);
	sql(&w, "UPDATE request SET received = received - 20");
	sql(&w, "UPDATE request_event SET day = day - 20");
	ck_ok(world_ask(&w, OM_WAIT_IDENTITY, om_clock_today()));
	before = list(&w, false, 0);
	/* As it stood ten days ago. */
	sql(&w, "UPDATE request_event SET day = day - 20 WHERE kind = 'paused';"
		"UPDATE request_due SET due = due + 5, as_of = as_of - 10");
	now = list(&w, false, 0);
	/* Weekends move either end by two days at most. */
	ck_assert_int_ge(now.row.due, before.row.due + 18);
	ck_assert_int_le(now.row.due, before.row.due + 22);
	/* Nothing is left to be moved. */
	sql(&w, "UPDATE request_due SET state = 'seen'");
	ck_assert_str_eq(list(&w, false, 0).state, "seen");
	world_free(&w);
}
END_TEST

START_TEST(who_may_not_work_derives_nothing_anew)
{
	struct om_recomputed n;
	struct world w;

	world_make(&w, true);
	w.om->member.role = OM_ROLE_AUDITOR;
	ck_code(om_request_recompute(&n, w.om), OM_DENIED);
	world_free(&w);
}
END_TEST

OM_SUITE(request_register)
{
	tcase_add_test(tests, the_register_follows_each_act);
	tcase_add_test(tests, the_register_is_what_the_events_come_to);
	tcase_add_test(tests,
	    an_inbox_has_what_is_open_and_due_with_the_most_urgent_first);
	tcase_add_test(tests, changed_policies_are_followed_by_themselves);
	tcase_add_test(tests, a_clock_that_stands_still_moves_the_end_each_day);
	tcase_add_test(tests, who_may_not_work_derives_nothing_anew);
}
