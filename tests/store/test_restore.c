#include "store/backup.h"

#include <stdio.h>

#include "base/file.h"
#include "store/audit.h"
#include "store/check.h"
#include "store/epoch.h"
#include "store/erase.h"
#include "store/fixture.h"
#include "store/pseudonym.h"
#include "store/schema.h"
#include "store/statement.h"
#include "store/suppression.h"

static struct fixture f;

#define ANN                                                     \
	PROFILE("crm", "c-ann", EMAIL("ann.bell@mail.example"), \
	    ",\"name\":\"Ann Quill Bell\"")
#define BEN PROFILE("crm", "c-ben", EMAIL("ben@mail.example"), "")
#define GIL PROFILE("crm", "c-gil", EMAIL("gil@mail.example"), "")

static const char *backup;

/* A store with three people and a backup of them. */
static void
begin(void)
{
	fixture_open(&f);
	fixture_import(&f, ANN BEN GIL);
	backup = fixture_path(&f, "backup.db");
	ck_ok(om_store_backup(f.store, backup));
}

static void
erase(const char *query)
{
	struct om_erasure e;

	ck_ok(om_erase(&e, f.store, fixture_id(&f, query), 0));
}

static int
restore(struct om_restoration *r)
{
	int rc;

	ck_ok(om_store_close(f.store));
	f.store = NULL;
	rc = om_store_restore(r, &f.options, backup);
	return rc;
}

static void
is_good(void)
{
	struct om_audit_report r;

	ck_ok(om_store_open(&f.store, &f.options));
	ck_ok(om_audit_integrate(f.store, NULL));
	ck_ok(om_audit_verify(&r, f.store));
	ck_ok(om_store_check(f.store, NULL, NULL));
	ck_ok(om_sql_check(f.store->sql));
	ck_assert_uint_eq(r.entries, r.size);
}

static bool
ledger_has(const char *text)
{
	return fixture_holds(
	    fixture_read(&f, "ledger/audit.ndjson"), om_span_of(text));
}

START_TEST(a_restore_brings_back_what_the_backup_has)
{
	struct om_restoration r;

	begin();
	fixture_import(&f, PROFILE("crm", "late", ID("sdk", "late1"), ""));
	ck_ok(restore(&r));
	ck_assert_uint_eq(r.erased, 0);
	is_good();
	ck_assert_str_eq(fixture_partition(&f), "c-ann c-ben c-gil");
	ck_assert(ledger_has("store.restore"));
	fixture_close(&f);
}
END_TEST

START_TEST(people_erased_after_the_backup_are_not_back)
{
	struct om_restoration r;
	struct om_import_counts c;

	begin();
	erase("email:ann.bell@mail.example");
	erase("email:gil@mail.example");
	ck_ok(restore(&r));
	ck_assert_uint_eq(r.erased, 2);
	ck_assert_uint_eq(r.suppressions, 4);
	is_good();
	ck_assert_str_eq(fixture_partition(&f), "c-ben");
	c = fixture_import(&f, ANN BEN);
	ck_assert_uint_eq(c.suppressed, 1);
	ck_assert_uint_eq(c.unchanged, 1);
	ck_assert_uint_eq(fixture_files_with(&f, "ann.bell@mail.example"), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(people_pseudonymised_after_the_backup_are_not_back_in_the_clear)
{
	struct om_pseudonymisation p;
	struct om_restoration r;
	int64_t id;

	begin();
	id = fixture_id(&f, "email:ann.bell@mail.example");
	ck_ok(om_pseudonymise(&p, f.store, id, 0));
	erase("email:gil@mail.example");
	ck_ok(restore(&r));
	ck_assert_uint_eq(r.pseudonymised, 1);
	ck_assert_uint_eq(r.erased, 1);
	is_good();
	ck_assert_int_eq(fixture_id(&f, "email:ann.bell@mail.example"), id);
	ck_assert_ptr_null(strstr(fixture_export(&f), "ann.bell"));
	ck_assert_ptr_null(strstr(fixture_export(&f), "Quill"));
	ck_assert_ptr_nonnull(strstr(fixture_export(&f), "ben@mail.example"));
	/* Once more, from a backup where she is pseudonymous already. */
	backup = fixture_path(&f, "second.db");
	ck_ok(om_store_backup(f.store, backup));
	ck_ok(restore(&r));
	ck_assert_uint_eq(r.pseudonymised, 0);
	is_good();
	fixture_close(&f);
}
END_TEST

/* She was known by another address when the backup was made. */
START_TEST(who_changed_her_address_after_the_backup_is_erased_too)
{
	struct om_restoration r;

	fixture_open(&f);
	fixture_import(&f,
	    PROFILE("crm", "c", EXTERNAL("1") "," EMAIL("a@mail.example"), ""));
	backup = fixture_path(&f, "backup.db");
	ck_ok(om_store_backup(f.store, backup));
	fixture_import(&f,
	    PROFILE("crm", "c", EXTERNAL("1") "," EMAIL("b@mail.example"), ""));
	fixture_import(&f, PROFILE("crm", "c", EMAIL("b@mail.example"), ""));
	erase("email:b@mail.example");
	ck_ok(restore(&r));
	ck_assert_uint_eq(r.erased, 1);
	is_good();
	ck_assert_str_eq(fixture_partition(&f), "");
	fixture_close(&f);
}
END_TEST

START_TEST(no_entry_is_lost)
{
	struct om_restoration r;
	int64_t before, after;

	begin();
	for (int i = 0; i < 5; i++)
		fixture_import(&f, BEN);
	before = fixture_number(&f, "SELECT count(*) FROM audit_entry");
	ck_ok(restore(&r));
	ck_assert_uint_eq(r.entries, 5);
	is_good();
	after = fixture_number(&f, "SELECT count(*) FROM audit_entry");
	/* The restoring and the replaying are acts of their own. */
	ck_assert_int_eq(after, before + 2);
	fixture_close(&f);
}
END_TEST

/* The rows of a request are lost with the database; the log tells so. */
START_TEST(requests_taken_in_since_the_backup_are_counted)
{
	struct om_audit_entry e = { .act = OM_ACT_REQUEST, .request = 7 };
	static const char *const details[] = { "received", "verified",
		"received" };
	struct om_restoration r;

	begin();
	for (int i = 0; i < 3; i++) {
		e.detail = details[i];
		ck_ok(om_store_begin(f.store));
		ck_ok(om_audit_add(f.store, &e));
		ck_ok(om_store_commit(f.store));
	}
	ck_ok(restore(&r));
	ck_assert_uint_eq(r.requests, 2);
	/* No ledger has them: then it is said that the log alone does. */
	ck_assert_uint_eq(r.returned_count, 1);
	ck_assert_int_eq(r.returned[0].request, 7);
	ck_assert_uint_eq(r.returned[0].logged, 3);
	ck_assert_uint_eq(r.returned[0].events, 0);
	om_restoration_free(&r);
	is_good();
	fixture_close(&f);
}
END_TEST

/* A line of the suppression ledger that is none is not passed over. */
START_TEST(a_damaged_suppression_ledger_stops_a_restore)
{
	static const char *const lines[] = {
		"{\"number\":1,\"tag\":\"00\",\"purpose\":1,\"lifted\":false,"
		"\"at\":1}\n",
		"{\"number\":1,\"tag\":\"0000000000000000000000000000000x\","
		"\"purpose\":1,\"lifted\":false,\"at\":1}\n",
		"{\"number\":1,\"purpose\":\"x\"}\n",
		"{\"number\":1,\"purpose\":1}\n",
		"{\"number\":1,x}\n",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct om_restoration r;

		begin();
		ck_ok(om_store_close(f.store));
		f.store = NULL;
		fixture_write(
		    &f, "ledger/suppression.ndjson", om_span_of(lines[i]));
		ck_assert_msg(om_store_restore(&r, &f.options, backup) != OM_OK,
		    "%s", lines[i]);
		ck_assert(
		    !om_file_exists(fixture_path(&f, OM_STORE_RESTORING)));
		fixture_close(&f);
	}
}
END_TEST

START_TEST(a_lifted_suppression_stays_lifted)
{
	struct om_identifier id = { OM_SPAN("email"),
		OM_SPAN("ben@mail.example") };
	struct om_restoration r;

	begin();
	ck_ok(om_suppression_set(f.store, &id, OM_PURPOSE_ERASURE, false));
	ck_ok(om_suppression_set(f.store, &id, OM_PURPOSE_ERASURE, true));
	ck_ok(restore(&r));
	ck_assert_uint_eq(r.erased, 0);
	ck_assert_uint_eq(r.suppressions, 2);
	is_good();
	ck_assert_str_eq(fixture_partition(&f), "c-ann c-ben c-gil");
	fixture_close(&f);
}
END_TEST

static unsigned
rotations(unsigned epoch)
{
	struct om_span rest = fixture_read(&f, "ledger/audit.ndjson"), line;
	struct om_buf count = OM_BUF(64);
	unsigned n = 0;

	om_buf_format(&count, "\"counts\":{\"epoch\":%u}", epoch);
	while (om_span_cut(&line, &rest, rest, '\n'))
		n += fixture_holds(line, OM_SPAN("\"act\":\"key.rotate\"")) &&
		     fixture_holds(line, om_buf_span(&count));
	om_buf_free(&count);
	return n;
}

/* One rotation came after the backup, of the next a crash left the key. */
START_TEST(each_rotation_has_one_entry_after_a_restore)
{
	struct om_restoration r;
	uint32_t version;
	uint64_t recorded = 0;

	begin();
	ck_ok(om_epoch_rotate(f.store, &version));
	ck_ok(om_keys_add(f.keys, &version, OM_KEY_EPOCH));
	ck_assert_uint_eq(version, 3);
	ck_ok(restore(&r));
	is_good();
	ck_assert_uint_eq(rotations(2), 1);
	ck_assert_uint_eq(rotations(3), 1);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT value FROM meta WHERE name = 'epoch'"),
	    3);
	ck_ok(om_epoch_record(f.store, &recorded));
	ck_assert_uint_eq(recorded, 0);

	ck_ok(restore(&r));
	is_good();
	ck_assert_uint_eq(rotations(2), 1);
	ck_assert_uint_eq(rotations(3), 1);
	fixture_close(&f);
}
END_TEST

START_TEST(a_restore_can_be_done_twice)
{
	struct om_restoration r;

	begin();
	erase("email:ann.bell@mail.example");
	ck_ok(restore(&r));
	is_good();
	ck_ok(restore(&r));
	ck_assert_uint_eq(r.erased, 1);
	is_good();
	ck_assert_str_eq(fixture_partition(&f), "c-ben c-gil");
	fixture_close(&f);
}
END_TEST

START_TEST(a_trial_changes_nothing)
{
	struct om_restoration r;
	struct om_span ledger, checkpoint, database;

	begin();
	erase("email:ann.bell@mail.example");
	ck_ok(om_store_close(f.store));
	ledger = fixture_read(&f, "ledger/audit.ndjson");
	checkpoint = fixture_read(&f, "audit/checkpoint");
	database = fixture_read(&f, "ombud.db");
	ck_ok(om_store_try_restore(&r, &f.options, backup));
	ck_assert_uint_eq(r.erased, 1);
	ck_assert(
	    om_span_equal(ledger, fixture_read(&f, "ledger/audit.ndjson")));
	ck_assert(
	    om_span_equal(checkpoint, fixture_read(&f, "audit/checkpoint")));
	ck_assert(om_span_equal(database, fixture_read(&f, "ombud.db")));
	ck_assert(!om_file_exists(fixture_path(&f, OM_STORE_RESTORING)));
	is_good();
	fixture_close(&f);
}
END_TEST

/* A refused backup leaves the store as it was, open to all. */
static void
is_refused(int code)
{
	struct om_restoration r;
	int rc = restore(&r);

	ck_assert_msg(rc == code, "%d: %s", rc, om_failure());
	ck_assert(!om_file_exists(fixture_path(&f, OM_STORE_RESTORING)));
	is_good();
	ck_assert_str_eq(fixture_partition(&f), "c-ann c-ben c-gil");
	fixture_close(&f);
}

START_TEST(what_is_no_backup_is_refused)
{
	struct om_span bytes;

	begin();
	backup = fixture_path(&f, "none.db");
	is_refused(OM_NOTFOUND);
	begin();
	fixture_write(&f, "backup.db", OM_SPAN_NONE);
	is_refused(OM_CORRUPT);
	begin();
	fixture_write(&f, "backup.db", OM_SPAN("no database, but some text"));
	is_refused(OM_CORRUPT);
	begin();
	bytes = fixture_read(&f, "backup.db");
	memset((char *)bytes.p + 4096 * 3, 'x', 100);
	fixture_write(&f, "backup.db", bytes);
	is_refused(OM_CORRUPT);
}
END_TEST

START_TEST(a_backup_of_a_newer_program_is_refused)
{
	struct om_sql *sql;

	begin();
	ck_ok(om_sql_open(&sql, backup, false, om_statements, OM_STATEMENTS));
	ck_ok(OM_SQL_RUN(sql, S_META_SET, OM_STRING("schema"),
	    OM_INT(om_schema_newest() + 1)));
	om_sql_close(sql);
	is_refused(OM_CORRUPT);
}
END_TEST

/* Of another workspace: with fewer entries than ours, and with more. */
START_TEST(anothers_backup_is_refused)
{
	for (int more = 0; more < 2; more++) {
		struct fixture other;

		begin();
		fixture_open_at(&other, "other");
		for (int i = 0; i < 10 * more; i++)
			fixture_import(&other, BEN);
		backup = fixture_path(&f, "other.db");
		ck_ok(om_store_backup(other.store, backup));
		fixture_close(&other);
		is_refused(OM_CORRUPT);
	}
}
END_TEST

START_TEST(a_backup_whose_entries_were_changed_is_refused)
{
	struct om_sql *sql;

	begin();
	ck_ok(om_sql_open(&sql, backup, false, om_statements, OM_STATEMENTS));
	ck_ok(om_sql_script(sql,
	    "UPDATE audit_entry SET entry = CAST(replace(entry,"
	    " 'profile.import', 'profile.unlink') AS BLOB)"));
	om_sql_close(sql);
	is_refused(OM_CORRUPT);
}
END_TEST

START_TEST(a_backup_whose_key_was_destroyed_is_refused)
{
	uint64_t count = 0;
	uint32_t epoch;

	begin();
	ck_ok(om_keys_add(f.keys, &epoch, OM_KEY_EPOCH));
	ck_ok(om_store_rewrap(f.store, &count));
	ck_assert_uint_eq(count, 3);
	ck_ok(om_keys_destroy(f.keys, OM_KEY_EPOCH, 1));
	is_refused(OM_CORRUPT);
}
END_TEST

START_TEST(a_backup_with_a_request_under_a_destroyed_key_is_refused)
{
	struct om_sql *sql;

	begin();
	ck_ok(om_sql_open(&sql, backup, false, om_statements, OM_STATEMENTS));
	ck_ok(om_sql_script(sql,
	    "INSERT INTO request (id, right_name, regime, country, received,"
	    " requester, controller, role, channel, capacity, language, epoch,"
	    " wrapped_key, claim) VALUES (7, 'erase', 'gdpr', 'DE', 1, 1, '',"
	    " 'controller', '', 'self', 'en', 9, x'01', x'02')"));
	om_sql_close(sql);
	is_refused(OM_CORRUPT);
}
END_TEST

/* After losing the database and its ledgers only keys and backup are left. */
START_TEST(a_backup_can_be_restored_into_an_empty_workspace)
{
	struct om_restoration r;
	struct om_span bytes;

	begin();
	bytes = fixture_read(&f, "backup.db");
	ck_ok(om_store_close(f.store));
	ck_ok(om_folder_remove(fixture_path(&f, "ledger")));
	ck_ok(om_folder_remove(fixture_path(&f, "audit")));
	ck_assert_int_eq(remove(fixture_path(&f, "ombud.db")), 0);
	fixture_write(&f, "backup.db", bytes);
	ck_ok(om_store_restore(&r, &f.options, backup));
	is_good();
	ck_assert_str_eq(fixture_partition(&f), "c-ann c-ben c-gil");
	fixture_close(&f);
}
END_TEST

/* What a restoration that a crash ended left behind is not taken up. */
START_TEST(leftovers_of_an_interrupted_restore_are_passed_over)
{
	struct om_restoration r;

	begin();
	fixture_copy(&f, OM_STORE_RESTORING, "ombud.db");
	fixture_write(&f, OM_STORE_RESTORING "-wal", OM_SPAN("left over"));
	fixture_write(&f, OM_STORE_RESTORING "-shm", OM_SPAN("left over"));
	ck_ok(restore(&r));
	is_good();
	ck_assert_str_eq(fixture_partition(&f), "c-ann c-ben c-gil");
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_restore)
{
	tcase_add_test(tests, a_restore_brings_back_what_the_backup_has);
	tcase_add_test(tests, people_erased_after_the_backup_are_not_back);
	tcase_add_test(
	    tests, who_changed_her_address_after_the_backup_is_erased_too);
	tcase_add_test(tests,
	    people_pseudonymised_after_the_backup_are_not_back_in_the_clear);
	tcase_add_test(tests, no_entry_is_lost);
	tcase_add_test(tests, requests_taken_in_since_the_backup_are_counted);
	tcase_add_test(tests, a_damaged_suppression_ledger_stops_a_restore);
	tcase_add_test(tests, a_lifted_suppression_stays_lifted);
	tcase_add_test(tests, each_rotation_has_one_entry_after_a_restore);
	tcase_add_test(tests, a_restore_can_be_done_twice);
	tcase_add_test(tests, a_trial_changes_nothing);
	tcase_add_test(tests, what_is_no_backup_is_refused);
	tcase_add_test(tests, a_backup_of_a_newer_program_is_refused);
	tcase_add_test(tests, anothers_backup_is_refused);
	tcase_add_test(tests, a_backup_whose_entries_were_changed_is_refused);
	tcase_add_test(tests, a_backup_whose_key_was_destroyed_is_refused);
	tcase_add_test(
	    tests, a_backup_with_a_request_under_a_destroyed_key_is_refused);
	tcase_add_test(tests, a_backup_can_be_restored_into_an_empty_workspace);
	tcase_add_test(
	    tests, leftovers_of_an_interrupted_restore_are_passed_over);
}
