#include "store/backup.h"

#include <pthread.h>

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

/*
 * A process with the old keys must not wrap anything under them any more: it
 * reads them anew, and is shut out where they are not there.
 */
START_TEST(who_knows_only_old_keys_reads_them_anew_after_a_rewrap)
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
	ck_assert_uint_eq(om_keys_epoch_current(old), 1);
	ck_ok(om_store_begin(store));
	ck_assert_uint_eq(om_keys_epoch_current(old), 2);
	om_store_rollback(store);
	fixture_sql(&f, "UPDATE meta SET value = 3 WHERE name = 'epoch'");
	ck_code(om_store_begin(store), OM_BUSY);
	ck_assert_uint_eq(om_sql_depth(store->sql), 0);
	fixture_sql(&f, "UPDATE meta SET value = 2 WHERE name = 'epoch'");
	ck_ok(om_store_close(store));
	om_keys_close(old);
	fixture_close(&f);
}
END_TEST

START_TEST(who_only_reads_meanwhile_reads_the_new_keys)
{
	struct om_keys *old;
	struct om_store_options options;
	struct om_store *store;
	struct om_subject *s;
	uint64_t count;
	uint32_t epoch;
	int64_t id;

	begin();
	id = fixture_number(&f, "SELECT min(id) FROM subject");
	ck_ok(om_keys_open(&old, fixture_path(&f, "keys")));
	options = f.options;
	options.keys = old;
	ck_ok(om_store_open(&store, &options));
	ck_ok(om_keys_add(f.keys, &epoch, OM_KEY_EPOCH));
	ck_ok(om_store_rewrap(f.store, &count));
	ck_ok(om_keys_destroy(f.keys, OM_KEY_EPOCH, 1));
	ck_ok(om_people_get(om_people_new(store, &f.arena), &s, id));
	ck_assert_uint_eq(s->epoch, 2);
	ck_assert(!om_keys_epoch_held(old, 1));
	ck_ok(om_store_close(store));
	om_keys_close(old);
	fixture_close(&f);
}
END_TEST

/* As the import's two threads: one makes tags, the other wraps. */
static void *
use_keys(void *state)
{
	const struct om_keys *keys = state;
	uint8_t first[OM_KEY_SIZE], key[OM_KEY_SIZE];

	ck_ok(om_keys_derive(keys, first, OM_KEY_FOR_INDEX, OM_SPAN("x")));
	for (int i = 0; i < 2000; i++) {
		ck_ok(
		    om_keys_derive(keys, key, OM_KEY_FOR_INDEX, OM_SPAN("x")));
		ck_assert_mem_eq(key, first, sizeof(key));
	}
	return NULL;
}

START_TEST(keys_are_read_anew_while_another_thread_uses_them)
{
	pthread_t thread;

	begin();
	ck_assert_int_eq(pthread_create(&thread, NULL, use_keys, f.keys), 0);
	for (int i = 0; i < 50; i++)
		ck_ok(om_keys_refresh(f.keys));
	ck_assert_int_eq(pthread_join(thread, NULL), 0);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_rewrap)
{
	tcase_add_test(tests, rewrapped_people_open_without_the_old_key);
	tcase_add_test(
	    tests, who_knows_only_old_keys_reads_them_anew_after_a_rewrap);
	tcase_add_test(tests, who_only_reads_meanwhile_reads_the_new_keys);
	tcase_add_test(
	    tests, keys_are_read_anew_while_another_thread_uses_them);
}
