#include "test.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "crypto/proof.h"
#include "store/audit.h"
#include "store/fixture.h"
#include "store/statement.h"
#include "store/store_inside.h"

static struct fixture f;

static void
act(enum om_act act, const char *detail)
{
	struct om_audit_entry e = { .act = act, .detail = detail };

	ck_ok(om_store_begin(f.store));
	ck_ok(om_audit_add(f.store, &e));
	ck_ok(om_store_commit(f.store));
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

START_TEST(integrating_places_and_signs_all_entries)
{
	struct om_audit_report r;
	uint64_t n = 99;

	fixture_open(&f);
	for (int i = 0; i < 300; i++)
		act(OM_ACT_EXPORT, NULL);
	ck_ok(om_audit_integrate(f.store, &n));
	ck_assert_uint_eq(n, 300);
	ck_ok(om_audit_integrate(f.store, &n));
	ck_assert_uint_eq(n, 0);
	ck_ok(om_audit_verify(&r, f.store));
	ck_assert_uint_eq(r.entries, 301);
	ck_assert_uint_eq(r.size, 301);
	ck_assert_uint_eq(strlen(r.root), 64);
	fixture_close(&f);
}
END_TEST

START_TEST(an_entry_is_proved_to_who_knows_the_key_alone)
{
	struct om_buf text = OM_BUF(1 << 16), extra = OM_BUF(1 << 16);
	struct om_buf vkey = OM_BUF(1024);
	struct om_note_key key;
	struct om_tree_head head;
	struct om_proof proof;

	fixture_open(&f);
	act(OM_ACT_ERASE, "done");
	ck_ok(om_audit_integrate(f.store, NULL));
	ck_ok(om_audit_prove(f.store, &text, 1));
	ck_ok(om_file_read(&vkey, fixture_path(&f, "audit/vkey")));
	ck_ok(om_note_key_read(&key, om_buf_span(&vkey)));
	ck_ok(om_proof_read(&proof, &extra, om_buf_span(&text)));
	ck_span_eq(om_buf_span(&extra), entry(2));
	ck_ok(om_proof_verify(&head, &proof, &key, om_buf_span(&extra)));
	ck_assert_uint_eq(head.size, 2);
	extra.p[20] ^= 1;
	ck_code(om_proof_verify(&head, &proof, &key, om_buf_span(&extra)),
	    OM_CORRUPT);
	ck_code(om_audit_prove(f.store, &text, 2), OM_NOTFOUND);
	om_buf_free(&text);
	om_buf_free(&extra);
	om_buf_free(&vkey);
	fixture_close(&f);
}
END_TEST

START_TEST(the_log_can_be_exported)
{
	struct om_buf note = OM_BUF(4096);

	fixture_open(&f);
	ck_ok(om_audit_checkpoint(f.store, &note));
	ck_assert(om_span_starts(
	    om_buf_span(&note), OM_SPAN("audit.example/log\n1\n")));
	ck_ok(om_audit_export(f.store, fixture_path(&f, "out")));
	ck_assert(om_span_equal(
	    fixture_read(&f, "out/checkpoint"), om_buf_span(&note)));
	ck_code(om_audit_export(f.store, fixture_path(&f, "out")), OM_EXISTS);
	om_buf_free(&note);
	fixture_close(&f);
}
END_TEST

START_TEST(two_stores_of_one_folder_share_one_line_of_numbers)
{
	struct om_store *first, *second;
	struct om_audit_report r;

	fixture_open(&f);
	first = f.store;
	ck_ok(om_store_open(&second, &f.options));
	for (int i = 0; i < 20; i++) {
		f.store = i % 2 ? first : second;
		act(OM_ACT_EXPORT, NULL);
		if (i % 5 == 0)
			ck_ok(om_audit_integrate(f.store, NULL));
	}
	f.store = first;
	ck_ok(om_store_close(second));
	ck_ok(om_audit_integrate(first, NULL));
	ck_ok(om_audit_verify(&r, first));
	ck_assert_uint_eq(r.size, 21);
	fixture_close(&f);
}
END_TEST

/* ---- what verifying notices ----------------------------------------------*/

static void
begin(void)
{
	struct om_audit_report r;

	fixture_open(&f);
	for (int i = 0; i < 5; i++)
		act(OM_ACT_EXPORT, i % 2 ? "a" : "b");
	ck_ok(om_audit_integrate(f.store, NULL));
	ck_ok(om_audit_verify(&r, f.store));
}

/* Noticed now, and still after the store was opened again if it opens. */
static void
is_noticed(const char *what)
{
	struct om_audit_report r;
	int rc = om_audit_verify(&r, f.store);

	ck_assert_msg(rc == OM_CORRUPT, "%s: %d", what, rc);
	om_store_close_parts(f.store);
	f.store = NULL;
	rc = om_store_open(&f.store, &f.options);
	if (rc == OM_OK)
		rc = om_audit_verify(&r, f.store);
	ck_assert_msg(rc == OM_CORRUPT, "%s, opened again: %d", what, rc);
	om_store_close_parts(f.store);
	f.store = NULL;
	fixture_close(&f);
}

START_TEST(tampering_with_the_table_is_noticed)
{
	static const char *const tampering[] = {
		"UPDATE audit_entry SET entry = replace(entry, '\"b\"', "
		"'\"a\"') WHERE number = 2",
		"DELETE FROM audit_entry WHERE number = 3",
		"DELETE FROM audit_entry WHERE number = 6",
		"DELETE FROM audit_entry WHERE number >= 5",
		"UPDATE audit_entry SET leaf = leaf + 100;"
		"UPDATE audit_entry SET leaf = CASE number WHEN 2 THEN 2"
		" WHEN 3 THEN 1 ELSE number - 1 END",
		"UPDATE audit_entry SET leaf = NULL WHERE number = 6",
		"UPDATE audit_entry SET number = 7 WHERE number = 6",
		"INSERT INTO audit_entry VALUES (1, 7, 6, '{\"number\":7,}')",
		"INSERT INTO audit_entry VALUES (2, 7, 6, '{\"number\":7,}')",
	};

	for (size_t i = 0; i < sizeof(tampering) / sizeof(tampering[0]); i++) {
		begin();
		fixture_sql(&f, tampering[i]);
		is_noticed(tampering[i]);
	}
}
END_TEST

/* In place, the first `from` in the file becomes `to`, of one length. */
static void
change_file(const char *name, const char *from, const char *to)
{
	struct om_span bytes = fixture_read(&f, name);
	int fd = open(fixture_path(&f, name), O_WRONLY);
	size_t n = strlen(from), i = 0;

	while (i + n <= bytes.n && memcmp(bytes.p + i, from, n) != 0)
		i++;
	ck_assert_uint_le(i + n, bytes.n);
	ck_assert_int_eq(pwrite(fd, to, n, (off_t)i), (ssize_t)n);
	(void)close(fd);
}

static const char ledger[] = "ledger/audit.ndjson";

START_TEST(tampering_with_the_ledger_is_noticed)
{
	begin();
	change_file(ledger, "subject.export", "subject.erase ");
	is_noticed("a changed line");
	begin();
	change_file(ledger, "\n{\"number\":4", " {\"number\":4");
	is_noticed("a line less");
}
END_TEST

/* The ledger's last lines are cut off: the signed head says how many. */
START_TEST(a_cut_ledger_is_noticed)
{
	struct om_span bytes;

	begin();
	bytes = fixture_read(&f, ledger);
	for (bytes.n--; bytes.p[bytes.n - 1] != '\n'; bytes.n--)
		;
	fixture_write(&f, ledger, bytes);
	om_store_close_parts(f.store);
	f.store = NULL;
	ck_code(om_store_open(&f.store, &f.options), OM_CORRUPT);
	fixture_close(&f);
	begin();
	fixture_write(&f, ledger, OM_SPAN_NONE);
	om_store_close_parts(f.store);
	f.store = NULL;
	ck_code(om_store_open(&f.store, &f.options), OM_CORRUPT);
	fixture_close(&f);
}
END_TEST

START_TEST(tampering_with_the_log_is_noticed)
{
	static const char *const files[] = { "audit/tile/entries/000.p/6",
		"audit/tile/0/000.p/6", "audit/checkpoint" };

	for (size_t i = 0; i < 3; i++) {
		struct om_span bytes;

		begin();
		bytes = fixture_read(&f, files[i]);
		((char *)bytes.p)[bytes.n / 2] ^= 1;
		fixture_write(&f, files[i], bytes);
		is_noticed(files[i]);
	}
	begin();
	ck_ok(om_folder_remove(fixture_path(&f, "audit")));
	is_noticed("no log");
}
END_TEST

/* The table and its ledger changed alike: the signed log tells. */
START_TEST(a_change_in_table_and_ledger_is_noticed_by_the_log)
{
	begin();
	fixture_sql(&f,
	    "UPDATE audit_entry SET entry = CAST(replace(entry, "
	    "'subject.export', 'subject.locate') AS BLOB) WHERE number = 2");
	change_file(ledger, "subject.export", "subject.locate");
	is_noticed("a forged entry");
}
END_TEST

START_TEST(an_older_copy_of_the_database_is_not_opened)
{
	begin();
	ck_ok(om_sql_flush(f.store->sql));
	fixture_copy(&f, "old.db", "ombud.db");
	act(OM_ACT_ERASE, NULL);
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	fixture_copy(&f, "ombud.db", "old.db");
	ck_code(om_store_open(&f.store, &f.options), OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "older copy"));
	/* Nor where it has grown again behind our back. */
	fixture_sql(&f, "INSERT INTO audit_entry"
			" VALUES (1, 7, NULL, '{\"number\":7,\"x\":1}')");
	ck_code(om_store_open(&f.store, &f.options), OM_CORRUPT);
	fixture_close(&f);
}
END_TEST

/* A number that the ledger has is not given again: the act is refused. */
START_TEST(a_tail_cut_behind_an_open_store_stops_the_next_act)
{
	const struct om_audit_entry e = { .act = OM_ACT_ERASE };

	begin();
	fixture_sql(&f, "DELETE FROM audit_entry WHERE number = 6");
	ck_ok(om_store_begin(f.store));
	ck_code(om_audit_add(f.store, &e), OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "ends at entry 5"));
	ck_code(om_store_end(f.store, OM_CORRUPT), OM_CORRUPT);
	om_store_close_parts(f.store);
	f.store = NULL;
	fixture_close(&f);
}
END_TEST

/* A crash after the commit and before the ledger: opening makes it good. */
START_TEST(an_entry_the_ledger_has_not_got_yet_is_brought_there)
{
	struct om_audit_report r;

	begin();
	fixture_sql(&f,
	    "INSERT INTO audit_entry"
	    " VALUES (1, 7, NULL, CAST('{\"number\":7,\"x\":1}' AS BLOB))");
	ck_ok(fixture_reopen(&f));
	ck_ok(om_audit_integrate(f.store, NULL));
	ck_ok(om_audit_verify(&r, f.store));
	ck_assert_uint_eq(r.mirrored, 7);
	ck_assert_uint_eq(r.size, 7);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_sequencer)
{
	tcase_add_test(tests, integrating_places_and_signs_all_entries);
	tcase_add_test(tests, an_entry_is_proved_to_who_knows_the_key_alone);
	tcase_add_test(tests, the_log_can_be_exported);
	tcase_add_test(
	    tests, two_stores_of_one_folder_share_one_line_of_numbers);
	tcase_add_test(tests, tampering_with_the_table_is_noticed);
	tcase_add_test(tests, tampering_with_the_ledger_is_noticed);
	tcase_add_test(tests, a_cut_ledger_is_noticed);
	tcase_add_test(tests, tampering_with_the_log_is_noticed);
	tcase_add_test(
	    tests, a_change_in_table_and_ledger_is_noticed_by_the_log);
	tcase_add_test(
	    tests, a_tail_cut_behind_an_open_store_stops_the_next_act);
	tcase_add_test(tests, an_older_copy_of_the_database_is_not_opened);
	tcase_add_test(
	    tests, an_entry_the_ledger_has_not_got_yet_is_brought_there);
}
