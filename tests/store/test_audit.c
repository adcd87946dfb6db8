#include "store/audit.h"
#include "store/store_inside.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "crypto/proof.h"
#include "store/fixture.h"
#include "store/statement.h"

static struct fixture f;

static void
act(enum om_act act, const char *detail)
{
	struct om_audit_entry e = { .act = act, .detail = detail };

	ck_ok(om_store_begin(f.store));
	ck_ok(om_audit_add(f.store, &e));
	ck_ok(om_store_commit(f.store));
}

static int64_t
entries(void)
{
	return fixture_number(&f, "SELECT count(*) FROM audit_entry");
}

static const char *
entry(int64_t number)
{
	struct om_sql *sql = f.store->sql;
	const char *kept;

	ck_assert_int_eq(OM_SQL_FIRST(sql, S_AUDIT_GET, OM_INT(number)), 1);
	kept = om_arena_string(&f.arena, om_sql_data(sql, S_AUDIT_GET, 0));
	om_sql_stop(sql, S_AUDIT_GET);
	return kept;
}

START_TEST(a_new_store_begins_with_one_entry)
{
	struct om_audit_report r;

	fixture_open(&f);
	ck_assert_int_eq(entries(), 1);
	ck_assert_ptr_nonnull(strstr(entry(1), "\"act\":\"workspace.init\""));
	ck_ok(om_audit_verify(&r, f.store));
	ck_assert_uint_eq(r.entries, 1);
	ck_assert_uint_eq(r.size, 1);
	ck_assert_uint_eq(r.mirrored, 1);
	fixture_close(&f);
}
END_TEST

START_TEST(an_entry_says_what_who_when_and_how_many)
{
	static const uint8_t reference[OM_HASH_SIZE] = { 0xab, 1 };
	struct om_audit_entry e = { .act = OM_ACT_ERASE,
		.reference = { (const char *)reference, OM_HASH_SIZE },
		.request = 32,
		.detail = "done",
		.counts = { { "profiles", 2 }, { "remaining", 0 } } };
	int64_t at;

	fixture_open(&f);
	f.store->member = 1;
	ck_ok(om_store_begin(f.store));
	ck_ok(om_audit_add(f.store, &e));
	ck_ok(om_store_commit(f.store));
	ck_ok(om_time_parse(
	    &at, om_span_bytes(strstr(entry(2), "\"at\":\"") + 6, 24)));
	ck_assert_int_le(at, om_clock_now());
	ck_assert_int_ge(at, om_clock_now() - 60000);
	ck_assert(om_span_starts(om_span_of(entry(2)),
	    OM_SPAN("{\"number\":2,\"writer\":1,\"at\":\"")));
	ck_assert_str_eq(strstr(entry(2), ",\"act\""),
	    ",\"act\":\"subject.erase\",\"member\":\"0000000000001\","
	    "\"subject\":\"ab010000000000000000000000000000000000000000000000"
	    "00000000000000\",\"request\":\"0000000000010\",\"detail\":"
	    "\"done\",\"counts\":{\"profiles\":2,\"remaining\":0}}");
	fixture_close(&f);
}
END_TEST

START_TEST(an_undone_act_leaves_no_entry_and_no_gap)
{
	struct om_audit_entry e = { .act = OM_ACT_ERASE };
	struct om_audit_report r;

	fixture_open(&f);
	ck_ok(om_store_begin(f.store));
	ck_ok(om_audit_add(f.store, &e));
	om_store_rollback(f.store);
	act(OM_ACT_EXPORT, NULL);
	ck_assert_int_eq(entries(), 2);
	ck_assert_ptr_nonnull(strstr(entry(2), "subject.export"));
	ck_ok(om_audit_integrate(f.store, NULL));
	ck_ok(om_audit_verify(&r, f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(reads_wait_and_are_written_with_the_next_commit)
{
	struct om_audit_entry e = { .act = OM_ACT_READ };

	fixture_open(&f);
	for (int i = 0; i < 3; i++)
		ck_ok(om_audit_defer(f.store, &e));
	ck_assert_int_eq(entries(), 1);
	act(OM_ACT_EXPORT, NULL);
	ck_assert_int_eq(entries(), 5);
	ck_ok(om_audit_defer(f.store, &e));
	ck_ok(om_audit_flush(f.store));
	ck_assert_int_eq(entries(), 6);
	ck_ok(om_audit_flush(f.store));
	ck_assert_int_eq(entries(), 6);
	ck_ok(om_audit_defer(f.store, &e));
	ck_ok(fixture_reopen(&f));
	ck_assert_int_eq(entries(), 7);
	fixture_close(&f);
}
END_TEST

/* 512 may wait; within a transaction that may be undone, more do. */
START_TEST(any_number_of_reads_is_kept)
{
	struct om_audit_entry e = { .act = OM_ACT_READ };

	fixture_open(&f);
	for (int i = 0; i < 513; i++)
		ck_ok(om_audit_defer(f.store, &e));
	ck_assert_int_eq(entries(), 1 + 512);
	ck_ok(om_store_begin(f.store));
	for (int i = 0; i < 1500; i++)
		ck_ok(om_audit_defer(f.store, &e));
	om_store_rollback(f.store);
	ck_assert_int_eq(entries(), 1 + 512);
	ck_ok(om_audit_flush(f.store));
	ck_assert_int_eq(entries(), 1 + 513 + 1500);
	fixture_close(&f);
}
END_TEST

/* A read is that of who read, whoever acts when it is written. */
START_TEST(a_read_that_waited_keeps_its_reader_and_its_subject)
{
	uint8_t reference[OM_HASH_SIZE] = { 0xcd };
	struct om_audit_entry e = { .act = OM_ACT_READ,
		.reference = om_span_bytes(reference, OM_HASH_SIZE) };

	fixture_open(&f);
	f.store->member = 2;
	ck_ok(om_audit_defer(f.store, &e));
	memset(reference, 0, sizeof(reference));
	f.store->member = 3;
	act(OM_ACT_EXPORT, NULL);
	/* Those that wait are written last. */
	ck_assert_ptr_nonnull(strstr(entry(2), "\"member\":\"0000000000003\""));
	ck_assert_ptr_nonnull(strstr(entry(3), "\"member\":\"0000000000002\""));
	ck_assert_ptr_nonnull(strstr(entry(3), "\"subject\":\"cd00"));
	fixture_close(&f);
}
END_TEST

static int
collect(void *state, int64_t leaf, struct om_span bytes)
{
	om_buf_format(state, "%lld:%.*s ", (long long)leaf, 12, bytes.p);
	return OM_OK;
}

START_TEST(the_newest_entries_are_listed_oldest_first)
{
	struct om_buf b = OM_BUF(4096);

	fixture_open(&f);
	for (int i = 0; i < 3; i++)
		act(OM_ACT_EXPORT, NULL);
	ck_ok(om_audit_list(f.store, 2, collect, &b));
	ck_span_eq(om_buf_span(&b), "-1:{\"number\":3, -1:{\"number\":4, ");
	ck_ok(om_audit_integrate(f.store, NULL));
	om_buf_reset(&b);
	ck_ok(om_audit_list(f.store, 99, collect, &b));
	ck_span_eq(om_buf_span(&b),
	    "0:{\"number\":1, 1:{\"number\":2, 2:{\"number\":3, "
	    "3:{\"number\":4, ");
	om_buf_free(&b);
	fixture_close(&f);
}
END_TEST

/* Seven are written at once, and what is left one by one. */
START_TEST(a_transaction_of_any_number_of_entries_is_whole)
{
	struct om_audit_entry e = { .act = OM_ACT_EXPORT, .request = 1 };
	struct om_audit_report r;
	int64_t number = 1;
	struct om_buf begins = OM_BUF(100);

	fixture_open(&f);
	for (int n = 1; n <= 15; n++) {
		ck_ok(om_store_begin(f.store));
		for (int i = 0; i < n; i++)
			ck_ok(om_audit_add(f.store, &e));
		ck_ok(om_store_commit(f.store));
	}
	while (++number <= 1 + 15 * 16 / 2) {
		om_buf_reset(&begins);
		om_buf_format(&begins, "{\"number\":%lld,", (long long)number);
		ck_assert_int_eq(strncmp(entry(number), begins.p, begins.n), 0);
	}
	ck_assert_int_eq(entries(), 121);
	ck_ok(om_audit_integrate(f.store, NULL));
	ck_ok(om_audit_verify(&r, f.store));
	ck_assert_uint_eq(r.entries, 121);
	ck_assert_uint_eq(r.mirrored, 121);
	om_buf_free(&begins);
	fixture_close(&f);
}
END_TEST

START_TEST(entries_of_an_undone_transaction_are_not_in_the_next)
{
	struct om_audit_entry e = { .act = OM_ACT_ERASE };
	struct om_audit_report r;

	fixture_open(&f);
	ck_ok(om_store_begin(f.store));
	for (int i = 0; i < 10; i++) /* seven in the table, three not yet */
		ck_ok(om_audit_add(f.store, &e));
	om_store_rollback(f.store);
	act(OM_ACT_EXPORT, NULL);
	ck_assert_int_eq(entries(), 2);
	ck_assert_ptr_nonnull(strstr(entry(2), "\"act\":\"subject.export\""));
	ck_ok(om_audit_integrate(f.store, NULL));
	ck_ok(om_audit_verify(&r, f.store));
	ck_assert_uint_eq(r.size, 2);
	fixture_close(&f);
}
END_TEST

/* Read in each act: the last numbers are found, not looked for. */
START_TEST(no_numbering_goes_through_a_table)
{
	struct om_buf query = OM_BUF(4096);
	sqlite3_stmt *s;
	sqlite3 *db;
	int steps = 0;

	fixture_open(&f);
	om_buf_format(&query, "EXPLAIN QUERY PLAN %s",
	    om_statements[S_AUDIT_NUMBERS].text);
	ck_assert_int_eq(
	    sqlite3_open(fixture_path(&f, "ombud.db"), &db), SQLITE_OK);
	ck_assert_int_eq(
	    sqlite3_prepare_v2(db, query.p, -1, &s, NULL), SQLITE_OK);
	for (; sqlite3_step(s) == SQLITE_ROW; steps++) {
		const char *step = (const char *)sqlite3_column_text(s, 3);

		ck_assert_msg(strncmp(step, "SCAN ", 5) != 0 ||
				  strcmp(step, "SCAN CONSTANT ROW") == 0,
		    "%s", step);
	}
	ck_assert_int_gt(steps, 2);
	(void)sqlite3_finalize(s);
	ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
	om_buf_free(&query);
	fixture_close(&f);
}
END_TEST

START_TEST(every_act_has_a_word_of_its_own)
{
	for (int i = 0; i < OM_ACTS; i++) {
		ck_assert_ptr_nonnull(strchr(om_act_word((enum om_act)i), '.'));
		for (int k = 0; k < i; k++)
			ck_assert_str_ne(om_act_word((enum om_act)i),
			    om_act_word((enum om_act)k));
	}
}
END_TEST

OM_SUITE(store_audit)
{
	tcase_add_test(tests, a_new_store_begins_with_one_entry);
	tcase_add_test(tests, an_entry_says_what_who_when_and_how_many);
	tcase_add_test(tests, an_undone_act_leaves_no_entry_and_no_gap);
	tcase_add_test(tests, reads_wait_and_are_written_with_the_next_commit);
	tcase_add_test(tests, any_number_of_reads_is_kept);
	tcase_add_test(
	    tests, a_read_that_waited_keeps_its_reader_and_its_subject);
	tcase_add_test(tests, the_newest_entries_are_listed_oldest_first);
	tcase_add_test(tests, a_transaction_of_any_number_of_entries_is_whole);
	tcase_add_test(
	    tests, entries_of_an_undone_transaction_are_not_in_the_next);
	tcase_add_test(tests, no_numbering_goes_through_a_table);
	tcase_add_test(tests, every_act_has_a_word_of_its_own);
}
