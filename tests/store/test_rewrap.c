#include "store/backup.h"

#include "store/check.h"
#include "store/fixture.h"

static struct fixture f;

static void
begin(void)
{
	fixture_open(&f);
	fixture_import(&f,
	    PROFILE("crm", "a", EMAIL("ann@mail.example"), "")
		PROFILE("crm", "b", EMAIL("ben@mail.example"), "")
		    PROFILE("crm", "g", EMAIL("gil@mail.example"), ""));
}

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
	ck_assert(fixture_holds(fixture_read(&f, "ledger/audit.ndjson"),
	    OM_SPAN("\"act\":\"key.rewrap\",\"counts\":{\"keys\":3}")));
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

OM_SUITE(store_rewrap)
{
	tcase_add_test(tests, rewrapped_people_open_without_the_old_key);
	tcase_add_test(
	    tests, who_knows_only_old_keys_is_shut_out_after_a_rewrap);
}
