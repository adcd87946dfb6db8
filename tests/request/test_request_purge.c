#include "request/world.h"

#include "request/register.h"

#include "request/inside.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/balance.h"
#include "store/fact.h"

static const char ana[] = "email:ana@post.example";

static void
sql(struct world *w, const char *text)
{
	ck_ok(om_sql_script(w->om->store->sql, text));
}

/* Withdrawn on the day that lies so many months back. */
static void
closed(struct world *w, const char *right, int months)
{
	struct om_buf text = OM_BUF(1024);
	int32_t today = om_clock_today();

	ck_ok(world_new(w, right, ana));
	ck_ok(om_request_withdraw(&w->c));
	om_buf_format(&text,
	    "UPDATE request_event SET day = %d WHERE request = %lld",
	    om_day_add_months(today, -months), (long long)w->c.id);
	sql(w, text.p);
	om_buf_free(&text);
}

static struct om_purged
purge(struct world *w)
{
	struct om_purged n;

	ck_ok(om_request_purge(&n, w->om));
	ck_ok(om_balance_verify(w->om->store));
	return n;
}

START_TEST(the_register_ends_after_the_time_of_the_law)
{
	struct world w;

	world_make(&w, true);
	closed(&w, "access", 35);
	closed(&w, "access", 37);
	closed(&w, "know", 23);
	closed(&w, "know", 25);
	ck_ok(world_new(&w, "access", ana)); /* open */
	w.om->dry_run = true;
	ck_assert_int_eq(purge(&w).requests, 2);
	w.om->dry_run = false;
	ck_assert_int_eq(purge(&w).requests, 2);
	ck_assert_int_eq(purge(&w).requests, 0);
	world_free(&w);
}
END_TEST

START_TEST(the_settings_say_another_time_but_not_less_than_the_law)
{
	struct world w;

	world_make(&w, true);
	ck_assert_int_eq(om_request_term(w.om, "gdpr"), 36);
	ck_assert_int_eq(om_request_term(w.om, "uk-gdpr"), 36);
	ck_assert_int_eq(om_request_term(w.om, "ccpa"), 24);
	world_settle(&w, "\"organisation\":{},\"register_months\":12");
	ck_assert_int_eq(om_request_term(w.om, "gdpr"), 12);
	ck_assert_int_eq(om_request_term(w.om, "ccpa"), 24);
	ck_assert_int_eq(om_request_term(w.om, "tdpsa"), 12);
	closed(&w, "access", 13);
	closed(&w, "access", 11);
	ck_assert_int_eq(purge(&w).requests, 1);
	world_free(&w);
}
END_TEST

START_TEST(a_complaint_freezes_a_request_until_it_is_settled)
{
	struct om_purged n;
	struct world w;

	world_make(&w, true);
	closed(&w, "access", 40);
	ck_code(om_request_complaint(&w.c, NULL), OM_DENIED);
	ck_ok(om_request_complaint(&w.c, "authority"));
	n = purge(&w);
	ck_assert_int_eq(n.requests, 0);
	/* Its time counts from the complaint on: it is not over. */
	ck_assert_int_eq(n.frozen, 0);
	sql(&w, "UPDATE request_event SET day = day - 1300 WHERE kind ="
		" 'complaint'");
	n = purge(&w);
	ck_assert_int_eq(n.requests, 0);
	ck_assert_int_eq(n.frozen, 1);
	ck_ok(om_request_complaint(&w.c, NULL));
	ck_code(om_request_complaint(&w.c, NULL), OM_DENIED);
	sql(&w, "UPDATE request_event SET day = day - 1300 WHERE kind ="
		" 'settled'");
	ck_assert_int_eq(purge(&w).requests, 1);
	world_free(&w);
}
END_TEST

START_TEST(what_data_is_kept_for_stays)
{
	struct om_buf text = OM_BUF(1024);
	struct om_purged n;
	struct world w;

	world_make(&w, true);
	(void)world_import(&w, ANA);
	ck_ok(world_new(&w, "erase", ana));
	ck_ok(om_request_verify(&w.c, "signed in"));
	ck_ok(om_request_plan(&w.c));
	ck_ok(om_request_withdraw(&w.c));
	sql(&w, "UPDATE request_event SET day = day - 1300;"
		"UPDATE request_item SET state = 'kept'");
	ck_ok(om_request_purge(&n, w.om));
	ck_assert_int_eq(n.requests, 0);
	ck_assert_int_eq(n.frozen, 1);
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

/* Every table with a column of requests, those to come included. */
static int64_t
rows_of_requests(struct world *w)
{
	static const struct om_statement statements[] = {
		{ "TABLES", "SELECT group_concat(name) FROM sqlite_master AS m"
			    " WHERE type = 'table' AND EXISTS (SELECT 1 FROM"
			    " pragma_table_info(m.name) WHERE name ="
			    " 'request')" },
	};
	struct om_buf text = OM_BUF(4096), count = OM_BUF(4096);
	struct om_statement one = { "COUNT", NULL };
	char *path = om_path_join(w->folder, "ombud.db");
	struct om_span name, rest;
	struct om_sql *db;
	int64_t n = 0;

	ck_ok(om_sql_open(&db, path, false, statements, 1));
	ck_assert_int_eq(om_sql_first(db, 0, NULL, 0), 1);
	om_buf_add(&text, om_sql_data(db, 0, 0));
	om_sql_close(db);
	rest = om_buf_span(&text);
	om_buf_text(&count, "SELECT (SELECT count(*) FROM request)"
			    " + (SELECT count(*) FROM fact)");
	while (rest.n > 0) {
		if (!om_span_cut(&name, &rest, rest, ',')) {
			name = rest;
			rest = OM_SPAN_NONE;
		}
		om_buf_format(&count, " + (SELECT count(*) FROM %.*s)",
		    OM_SPAN_ARG(name));
	}
	one.text = count.p;
	ck_ok(om_sql_open(&db, path, false, &one, 1));
	ck_assert_int_eq(om_sql_first(db, 0, NULL, 0), 1);
	n = om_sql_integer(db, 0, 0);
	om_sql_close(db);
	om_free(path);
	om_buf_free(&text);
	om_buf_free(&count);
	return n;
}

START_TEST(nothing_of_a_purged_request_stays)
{
	struct om_buf folder = OM_BUF(4096);
	struct om_audit_report report;
	struct world w;

	world_make(&w, true);
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	om_buf_format(&folder, "%s/a", w.folder);
	ck_ok(om_request_answer(&w.c, folder.p));
	ck_ok(om_request_close(&w.c, true));
	ck_ok(om_store_begin(w.om->store));
	ck_ok(om_fact_put(w.om->store, w.c.id, "reason", OM_SPAN("because")));
	ck_ok(om_store_commit(w.om->store));
	sql(&w, "UPDATE request_event SET day = day - 1300");
	ck_assert_int_gt(rows_of_requests(&w), 10);
	ck_assert_int_eq(purge(&w).requests, 1);
	ck_assert_int_eq(rows_of_requests(&w), 0);
	ck_ok(om_audit_integrate(w.om->store, NULL));
	ck_ok(om_audit_verify(&report, w.om->store));
	/* A row taken away by hand is noticed still. */
	ck_ok(world_new(&w, "access", ana));
	ck_ok(om_balance_verify(w.om->store));
	sql(&w, "UPDATE request_event SET kind = 'verified'");
	ck_code(om_balance_verify(w.om->store), OM_CORRUPT);
	om_buf_free(&folder);
	world_free(&w);
}
END_TEST

START_TEST(what_goes_on_as_another_has_an_end_too)
{
	struct world w;

	world_make(&w, true);
	ck_ok(world_new(&w, "access", ana));
	ck_ok(world_new(&w, "access", ana));
	ck_ok(om_request_merge(&w.c));
	sql(&w, "UPDATE request_event SET day = day - 1300");
	ck_assert_int_eq(purge(&w).requests, 1);
	world_free(&w);
}
END_TEST

/* GDPR Art. 5(1)(e): the end of storage is the end in every copy put back. */
START_TEST(an_older_backup_does_not_bring_a_purged_request_back)
{
	struct om_store_options options;
	struct om_audit_report report;
	struct om_restoration done;
	char *backup;
	struct world w;

	world_make(&w, true);
	backup = om_path_join(w.folder, "backup.db");
	closed(&w, "access", 37);
	ck_ok(om_store_backup(w.om->store, backup));
	/* One that the backup does not know at all goes, too. */
	closed(&w, "know", 25);
	ck_assert_int_eq(purge(&w).requests, 2);
	world_close(&w);
	ck_ok(om_open_without_store(&w.om, w.folder));
	options = om_open_options(w.om);
	ck_ok(om_store_restore(&done, &options, backup));
	ck_assert_uint_eq(done.requests, 0);
	ck_assert_uint_eq(done.returned_count, 0);
	om_restoration_free(&done);
	world_close(&w);
	world_open(&w);
	ck_assert_int_eq(rows_of_requests(&w), 0);
	ck_ok(om_balance_verify(w.om->store));
	ck_ok(om_audit_integrate(w.om->store, NULL));
	ck_ok(om_audit_verify(&report, w.om->store));
	om_free(backup);
	world_free(&w);
}
END_TEST

START_TEST(only_who_manages_purges)
{
	struct om_purged n;
	struct world w;

	world_make(&w, true);
	w.om->member.role = OM_ROLE_CASEWORKER;
	ck_code(om_request_purge(&n, w.om), OM_DENIED);
	world_free(&w);
}
END_TEST

OM_SUITE(request_purge)
{
	tcase_add_test(tests, the_register_ends_after_the_time_of_the_law);
	tcase_add_test(
	    tests, the_settings_say_another_time_but_not_less_than_the_law);
	tcase_add_test(
	    tests, a_complaint_freezes_a_request_until_it_is_settled);
	tcase_add_test(tests, what_data_is_kept_for_stays);
	tcase_add_test(tests, nothing_of_a_purged_request_stays);
	tcase_add_test(tests, what_goes_on_as_another_has_an_end_too);
	tcase_add_test(
	    tests, an_older_backup_does_not_bring_a_purged_request_back);
	tcase_add_test(tests, only_who_manages_purges);
}
