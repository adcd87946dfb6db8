#include "store/backup.h"

#include <sys/stat.h>

#include "base/file.h"
#include "store/fixture.h"

static struct fixture f;

START_TEST(a_backup_is_one_file_for_its_owner)
{
	const char *backup;
	struct stat st;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "a", EMAIL("ann@mail.example"), ""));
	backup = fixture_path(&f, "backup.db");
	ck_ok(om_store_backup(f.store, backup));
	ck_assert_int_eq(stat(backup, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
	ck_assert_uint_eq(fixture_files_with(&f, "ann@mail.example"), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(a_backup_has_its_own_entry)
{
	fixture_open(&f);
	ck_ok(om_store_backup(f.store, fixture_path(&f, "backup.db")));
	ck_assert(fixture_holds(fixture_read(&f, "backup.db"),
	    OM_SPAN("\"act\":\"store.backup\"")));
	fixture_close(&f);
}
END_TEST

START_TEST(an_existing_file_is_not_replaced_and_nothing_is_logged)
{
	int64_t before;

	fixture_open(&f);
	fixture_write(&f, "backup.db", OM_SPAN("mine"));
	before = fixture_number(&f, "SELECT count(*) FROM audit_entry");
	ck_code(
	    om_store_backup(f.store, fixture_path(&f, "backup.db")), OM_EXISTS);
	ck_span_eq(fixture_read(&f, "backup.db"), "mine");
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM audit_entry"), before);
	fixture_close(&f);
}
END_TEST

START_TEST(a_backup_into_no_folder_fails)
{
	fixture_open(&f);
	ck_assert_int_ne(
	    om_store_backup(f.store, fixture_path(&f, "none/backup.db")),
	    OM_OK);
	fixture_close(&f);
}
END_TEST

START_TEST(half_a_backup_that_a_kill_left_is_replaced_and_does_not_stay)
{
	fixture_open(&f);
	fixture_write(&f, "backup.db.part", OM_SPAN("half"));
	ck_ok(om_store_backup(f.store, fixture_path(&f, "backup.db")));
	ck_assert(!om_file_exists(fixture_path(&f, "backup.db.part")));
	ck_assert(fixture_holds(fixture_read(&f, "backup.db"),
	    OM_SPAN("\"act\":\"store.backup\"")));
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_backup)
{
	tcase_add_test(tests, a_backup_is_one_file_for_its_owner);
	tcase_add_test(tests, a_backup_has_its_own_entry);
	tcase_add_test(
	    tests, an_existing_file_is_not_replaced_and_nothing_is_logged);
	tcase_add_test(tests, a_backup_into_no_folder_fails);
	tcase_add_test(tests,
	    half_a_backup_that_a_kill_left_is_replaced_and_does_not_stay);
}
