#include "store/ledger.h"

#include "store/audit.h"
#include "store/fixture.h"
#include "store/store_inside.h"
#include "store/suppression.h"

static struct fixture f;

static void
suppress(const char *value)
{
	struct om_identifier id = { OM_SPAN("sdk"), om_span_of(value) };

	ck_ok(om_suppression_set(f.store, &id, OM_PURPOSE_SALE, false));
}

/* The code of opening the store after its database was tampered with. */
static int
open_after(const char *sql)
{
	om_store_close_parts(f.store);
	f.store = NULL;
	fixture_sql(&f, sql);
	return om_store_open(&f.store, &f.options);
}

START_TEST(a_commit_is_in_both_ledgers_at_once)
{
	fixture_open(&f);
	suppress("a");
	suppress("b");
	ck_assert_uint_eq(
	    f.store->ledger.mirrors[OM_LEDGER_SUPPRESSION].last, 2);
	ck_assert_uint_eq(f.store->ledger.mirrors[OM_LEDGER_AUDIT].last, 3);
	ck_assert(fixture_holds(fixture_read(&f, "ledger/suppression.ndjson"),
	    OM_SPAN("\n{\"number\":2,")));
	ck_assert(fixture_holds(fixture_read(&f, "ledger/audit.ndjson"),
	    OM_SPAN("\n{\"number\":3,")));
	fixture_close(&f);
}
END_TEST

START_TEST(a_gap_behind_the_ledger_is_corrupt)
{
	fixture_open(&f);
	ck_code(open_after("INSERT INTO suppression VALUES (2, zeroblob(16),"
			   " 1, 0, 1, '{\"number\":2,\"x\":1}')"),
	    OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "entry 1 of"));
	fixture_close(&f);
}
END_TEST

START_TEST(a_suppression_that_the_database_lacks_is_corrupt)
{
	fixture_open(&f);
	suppress("a");
	ck_code(open_after("DELETE FROM suppression"), OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "older copy"));
	fixture_close(&f);
}
END_TEST

/* As many entries as the ledger has, but others. */
START_TEST(another_history_of_the_same_length_is_corrupt)
{
	fixture_open(&f);
	suppress("a");
	ck_code(open_after(
		    "UPDATE suppression SET line = '{\"number\":1,\"x\":1}'"),
	    OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "is not that of"));
	fixture_close(&f);
}
END_TEST

START_TEST(catching_up_twice_adds_nothing)
{
	struct om_span before;

	fixture_open(&f);
	suppress("a");
	before = fixture_read(&f, "ledger/suppression.ndjson");
	ck_ok(om_ledger_catch_up(f.store));
	ck_assert(om_span_equal(
	    before, fixture_read(&f, "ledger/suppression.ndjson")));
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_ledger)
{
	tcase_add_test(tests, a_commit_is_in_both_ledgers_at_once);
	tcase_add_test(tests, a_gap_behind_the_ledger_is_corrupt);
	tcase_add_test(tests, a_suppression_that_the_database_lacks_is_corrupt);
	tcase_add_test(tests, another_history_of_the_same_length_is_corrupt);
	tcase_add_test(tests, catching_up_twice_adds_nothing);
}
