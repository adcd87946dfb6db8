#include "store/store.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "store/audit.h"
#include "store/check.h"
#include "store/fixture.h"
#include "store/schema.h"
#include "store/statement.h"

static struct fixture f;

START_TEST(a_store_is_made_once)
{
	fixture_open(&f);
	ck_code(om_store_create(&f.options), OM_EXISTS);
	fixture_close(&f);
}
END_TEST

START_TEST(a_missing_store_is_not_opened)
{
	struct om_store *store;

	fixture_open(&f);
	f.options.folder = fixture_path(&f, "nowhere");
	ck_code(om_store_open(&store, &f.options), OM_NOTFOUND);
	ck_assert(!om_file_exists(fixture_path(&f, "nowhere/ledger")));
	fixture_close(&f);
}
END_TEST

/* A new database beside the ledgers of an old one would deny its erasures. */
START_TEST(no_store_is_made_over_the_ledgers_of_another)
{
	fixture_open(&f);
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	ck_assert_int_eq(unlink(fixture_path(&f, "ombud.db")), 0);
	ck_code(om_store_create(&f.options), OM_EXISTS);
	ck_assert(!om_file_exists(fixture_path(&f, "ombud.db")));
	ck_code(om_store_open(&f.store, &f.options), OM_NOTFOUND);
	fixture_close(&f);
}
END_TEST

START_TEST(a_database_of_no_or_a_newer_schema_is_refused)
{
	fixture_open(&f);
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	fixture_sql(&f, "UPDATE meta SET value = value + 1"
			" WHERE name = 'schema'");
	ck_code(om_store_open(&f.store, &f.options), OM_CORRUPT);
	fixture_sql(&f, "DROP TABLE meta");
	ck_code(om_store_open(&f.store, &f.options), OM_CORRUPT);
	fixture_write(&f, "ombud.db", OM_SPAN("no database at all"));
	ck_code(om_store_open(&f.store, &f.options), OM_CORRUPT);
	fixture_close(&f);
}
END_TEST

START_TEST(migrating_the_newest_does_nothing)
{
	int from = 0, newest = 0;

	fixture_open(&f);
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	ck_ok(om_store_migrate(&from, &newest, &f.options, false));
	ck_assert_int_eq(from, om_schema_newest());
	ck_assert_int_eq(newest, om_schema_newest());
	ck_ok(om_store_open(&f.store, &f.options));
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM audit_entry"), 1);
	fixture_close(&f);
}
END_TEST

START_TEST(an_inner_fault_undoes_the_outer_transaction)
{
	struct om_audit_entry e = { .act = OM_ACT_EXPORT };

	fixture_open(&f);
	ck_ok(om_store_begin(f.store));
	ck_ok(om_audit_add(f.store, &e));
	ck_ok(om_store_begin(f.store));
	ck_code(om_store_end(f.store, OM_LIMIT), OM_LIMIT);
	ck_code(om_store_end(f.store, OM_OK), OM_IO);
	ck_assert_uint_eq(om_sql_depth(f.store->sql), 0);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM audit_entry"), 1);
	fixture_close(&f);
}
END_TEST

START_TEST(closing_nothing_is_fine)
{
	ck_ok(om_store_close(NULL));
}
END_TEST

static void
import_many(char who)
{
	struct om_store *store;
	struct om_records_options how = { .format = OM_RECORDS_NDJSON };
	struct om_import_options plain = { 0 };

	ck_ok(om_store_open(&store, &f.options));
	for (int i = 0; i < 10; i++) {
		struct om_import_counts counts;
		struct om_records *records;
		struct om_buf text = OM_BUF(4096);

		/* One of his own, and one that all have. */
		om_buf_format(&text,
		    "{\"source\":\"crm\",\"type\":\"c\",\"identifiers\":[{"
		    "\"type\":\"sdk\",\"value\":\"%c%d\"}]}\n"
		    "{\"source\":\"crm\",\"type\":\"c\",\"identifiers\":[{"
		    "\"type\":\"sdk\",\"value\":\"all%d\"}]}\n",
		    who, i, i);
		ck_ok(om_records_open_memory(
		    &records, "test", om_buf_span(&text), &how));
		ck_ok(om_import(&counts, store, records, &plain));
		om_records_close(records);
		om_buf_free(&text);
	}
	ck_ok(om_store_close(store));
}

START_TEST(processes_that_import_at_once_lose_nothing)
{
	struct om_audit_report r;
	struct om_store_counts c;
	pid_t children[3];

	fixture_open(&f);
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	for (int i = 0; i < 3; i++) {
		children[i] = fork();
		ck_assert_int_ge(children[i], 0);
		if (children[i] == 0) {
			import_many((char)('a' + i));
			_exit(0);
		}
	}
	for (int i = 0; i < 3; i++) {
		int status;

		ck_assert_int_eq(waitpid(children[i], &status, 0), children[i]);
		ck_assert_int_eq(status, 0);
	}
	ck_ok(om_store_open(&f.store, &f.options));
	ck_ok(om_store_count(&c, f.store));
	ck_assert_int_eq(c.subjects, 3 * 10 + 10);
	ck_assert_int_eq(c.profiles, 3 * 10 + 10);
	ck_ok(om_audit_integrate(f.store, NULL));
	ck_ok(om_audit_verify(&r, f.store));
	ck_assert_uint_eq(r.entries, 1 + 3 * 10);
	ck_ok(om_store_check(f.store, NULL, NULL));
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_store)
{
	tcase_add_test(tests, a_store_is_made_once);
	tcase_add_test(tests, a_missing_store_is_not_opened);
	tcase_add_test(tests, no_store_is_made_over_the_ledgers_of_another);
	tcase_add_test(tests, a_database_of_no_or_a_newer_schema_is_refused);
	tcase_add_test(tests, migrating_the_newest_does_nothing);
	tcase_add_test(tests, an_inner_fault_undoes_the_outer_transaction);
	tcase_add_test(tests, closing_nothing_is_fine);
	tcase_add_test(tests, processes_that_import_at_once_lose_nothing);
}
