#include "store/suppression.h"

#include "store/backup.h"
#include "store/erase.h"
#include "store/fixture.h"

static struct fixture f;

#define ANN PROFILE("crm", "a", EMAIL("ann@mail.example"), "")
#define BEN \
	PROFILE("crm", "b", EMAIL("ben@mail.example") "," ID("sdk", "1"), "")

/* One erasure with two entries, one addition, one lifting: four entries. */
static void
begin(void)
{
	struct om_identifier id = { OM_SPAN("sdk"), OM_SPAN("x") };
	struct om_erasure e;

	fixture_open(&f);
	fixture_import(&f, ANN BEN);
	ck_ok(
	    om_erase(&e, f.store, fixture_id(&f, "email:ann@mail.example"), 0));
	ck_ok(om_suppression_set(f.store, &id, OM_PURPOSE_SALE, false));
	ck_ok(om_suppression_set(f.store, &id, OM_PURPOSE_SALE, true));
}

START_TEST(table_ledger_and_log_agree)
{
	uint64_t n = 0;

	begin();
	ck_ok(om_suppression_verify(&n, f.store));
	ck_assert_uint_eq(n, 4);
	fixture_close(&f);
}
END_TEST

START_TEST(they_agree_after_a_restore_with_its_replay)
{
	struct om_restoration r;
	struct om_erasure e;
	const char *backup;
	uint64_t n;

	begin();
	backup = fixture_path(&f, "backup.db");
	ck_ok(om_store_backup(f.store, backup));
	ck_ok(
	    om_erase(&e, f.store, fixture_id(&f, "email:ben@mail.example"), 0));
	ck_ok(om_store_close(f.store));
	ck_ok(om_store_restore(&r, &f.options, backup));
	ck_ok(om_store_open(&f.store, &f.options));
	ck_ok(om_suppression_verify(&n, f.store));
	ck_assert_uint_ge(n, 7);
	fixture_close(&f);
}
END_TEST

START_TEST(tampering_with_the_table_is_noticed)
{
	static const char *const tampering[] = {
		"DELETE FROM suppression WHERE number = 4",
		"DELETE FROM suppression WHERE number = 2",
		"DELETE FROM suppression",
		"UPDATE suppression SET lifted = 1 WHERE number = 1",
		"UPDATE suppression SET purpose = 2 WHERE number = 1",
		"UPDATE suppression SET at = at + 1 WHERE number = 1",
		"UPDATE suppression SET tag = zeroblob(16) WHERE number = 1",
		"UPDATE suppression SET tag = x'00' WHERE number = 1",
		"INSERT INTO suppression VALUES (5, zeroblob(16), 1, 1, 1, "
		"x'00')",
		"INSERT INTO suppression VALUES (0, zeroblob(16), 1, 1, 1, "
		"x'00')",
	};

	for (size_t i = 0; i < sizeof(tampering) / sizeof(tampering[0]); i++) {
		uint64_t n;

		begin();
		fixture_sql(&f, tampering[i]);
		ck_assert_msg(om_suppression_verify(&n, f.store) == OM_CORRUPT,
		    "%s", tampering[i]);
		fixture_sql(&f, "DELETE FROM suppression WHERE number IN "
				"(0, 5)"); /* so that closing succeeds */
		fixture_close(&f);
	}
}
END_TEST

/* Table and ledger changed alike: the signed log knows how many there are. */
START_TEST(an_entry_taken_out_of_table_and_ledger_is_noticed_at_once)
{
	struct om_span bytes;

	begin();
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	fixture_sql(&f, "DELETE FROM suppression WHERE number = 4");
	bytes = fixture_read(&f, "ledger/suppression.ndjson");
	for (bytes.n--; bytes.p[bytes.n - 1] != '\n'; bytes.n--)
		;
	fixture_write(&f, "ledger/suppression.ndjson", bytes);
	ck_code(om_store_open(&f.store, &f.options), OM_CORRUPT);
	ck_assert_ptr_nonnull(
	    strstr(om_failure(), "3 suppressions, its signed log tells of 4"));
	f.store = NULL;
	fixture_close(&f);
}
END_TEST

START_TEST(all_suppressions_taken_out_are_noticed_at_once)
{
	begin();
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	fixture_sql(&f, "DELETE FROM suppression");
	fixture_write(&f, "ledger/suppression.ndjson", OM_SPAN_NONE);
	ck_code(om_store_open(&f.store, &f.options), OM_CORRUPT);
	f.store = NULL;
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_suppression_verify)
{
	tcase_add_test(tests, table_ledger_and_log_agree);
	tcase_add_test(tests, they_agree_after_a_restore_with_its_replay);
	tcase_add_test(tests, tampering_with_the_table_is_noticed);
	tcase_add_test(
	    tests, an_entry_taken_out_of_table_and_ledger_is_noticed_at_once);
	tcase_add_test(tests, all_suppressions_taken_out_are_noticed_at_once);
}
