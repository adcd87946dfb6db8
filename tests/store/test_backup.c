#include "store/backup.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "store/audit.h"
#include "store/check.h"
#include "store/erase.h"
#include "store/fixture.h"
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

START_TEST(a_backup_is_one_file_for_its_owner)
{
	struct stat st;

	begin();
	ck_assert_int_eq(stat(backup, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_assert(ledger_has("store.backup"));
	ck_code(om_store_backup(f.store, backup), OM_EXISTS);
	ck_assert_uint_eq(fixture_files_with(&f, "ann.bell@mail.example"), 0);
	fixture_close(&f);
}
END_TEST

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

START_TEST(rewrapped_people_open_without_the_old_key)
{
	const char *before;
	uint64_t count;
	uint32_t epoch;
	int64_t use = -1;

	begin();
	before = fixture_export(&f);
	ck_ok(om_store_epoch_use(&use, f.store, 1));
	ck_assert_int_eq(use, 3);
	ck_ok(om_keys_add(f.keys, &epoch, OM_KEY_EPOCH));
	ck_ok(om_store_rewrap(f.store, &count));
	ck_ok(om_store_epoch_use(&use, f.store, 1));
	ck_assert_int_eq(use, 0);
	ck_ok(om_store_epoch_use(&use, f.store, 2));
	ck_assert_int_eq(use, 3);
	ck_ok(om_keys_destroy(f.keys, OM_KEY_EPOCH, 1));
	ck_ok(fixture_reopen(&f));
	ck_assert_str_eq(fixture_export(&f), before);
	ck_ok(om_store_rewrap(f.store, &count));
	ck_assert_uint_eq(count, 0);
	ck_ok(om_store_check(f.store, NULL, NULL));
	ck_assert(ledger_has("\"act\":\"key.rewrap\",\"counts\":{\"keys\":3}"));
	fixture_close(&f);
}
END_TEST

/* A process with the old keys must not wrap anything under them any more. */
START_TEST(who_knows_only_old_keys_is_shut_out_after_a_rewrap)
{
	struct om_keys *old;
	struct om_store_options options;
	struct om_store *store;
	uint64_t count;
	uint32_t epoch;

	begin();
	ck_ok(om_keys_open(&old, fixture_path(&f, "keys")));
	options = f.options;
	options.keys = old;
	ck_ok(om_store_open(&store, &options));
	ck_ok(om_keys_add(f.keys, &epoch, OM_KEY_EPOCH));
	ck_ok(om_store_rewrap(f.store, &count));
	ck_code(om_store_begin(store), OM_BUSY);
	ck_assert_uint_eq(om_sql_depth(store->sql), 0);
	ck_ok(om_keys_refresh(old));
	ck_ok(om_store_begin(store));
	om_store_rollback(store);
	ck_ok(om_store_close(store));
	om_keys_close(old);
	fixture_close(&f);
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

OM_SUITE(store_backup)
{
	tcase_add_test(tests, a_backup_is_one_file_for_its_owner);
	tcase_add_test(tests, a_restore_brings_back_what_the_backup_has);
	tcase_add_test(tests, people_erased_after_the_backup_are_not_back);
	tcase_add_test(
	    tests, who_changed_her_address_after_the_backup_is_erased_too);
	tcase_add_test(tests, no_entry_is_lost);
	tcase_add_test(tests, a_lifted_suppression_stays_lifted);
	tcase_add_test(tests, a_restore_can_be_done_twice);
	tcase_add_test(tests, a_trial_changes_nothing);
	tcase_add_test(tests, what_is_no_backup_is_refused);
	tcase_add_test(tests, a_backup_of_a_newer_program_is_refused);
	tcase_add_test(tests, anothers_backup_is_refused);
	tcase_add_test(tests, a_backup_whose_entries_were_changed_is_refused);
	tcase_add_test(tests, a_backup_whose_key_was_destroyed_is_refused);
	tcase_add_test(tests, rewrapped_people_open_without_the_old_key);
	tcase_add_test(
	    tests, who_knows_only_old_keys_is_shut_out_after_a_rewrap);
	tcase_add_test(tests, a_backup_can_be_restored_into_an_empty_workspace);
	tcase_add_test(
	    tests, leftovers_of_an_interrupted_restore_are_passed_over);
}
