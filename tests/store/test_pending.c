#include "store/pending.h"

#include "base/clock.h"
#include "store/balance.h"
#include "store/erase.h"
#include "store/fixture.h"

static struct fixture f;

#define ANN(rest) PROFILE("crm", "a", EMAIL("ann@mail.example"), rest)
#define HOME PROFILE("crm", "h", PHONE("+442079460018"), "")
#define LONG_AGO ",\"created_at\":\"2020-05-01T10:00:00Z\""
#define LATER ",\"created_at\":\"2099-05-01T10:00:00Z\""

struct waiting {
	int n;
	int64_t id;
	char reason[16];
};

static int
note(void *state, const struct om_pending_row *row)
{
	struct waiting *w = state;

	w->n++;
	w->id = row->id;
	ck_assert_uint_lt(strlen(row->reason), sizeof(w->reason));
	memcpy(w->reason, row->reason, strlen(row->reason) + 1);
	return OM_OK;
}

static struct waiting
waiting(void)
{
	struct waiting w = { 0 };

	ck_ok(om_pending_list(f.store, note, &w));
	return w;
}

static void
erase(const char *query)
{
	struct om_erasure done;

	ck_ok(om_erase(&done, f.store, fixture_id(&f, query), 0));
}

START_TEST(what_was_collected_before_the_erasure_stays_out)
{
	struct om_import_counts n;

	fixture_open(&f);
	fixture_import(&f, ANN(""));
	erase("email:ann@mail.example");
	n = fixture_import(&f, ANN(LONG_AGO));
	ck_assert_uint_eq(n.suppressed, 1);
	ck_assert_uint_eq(n.pending, 0);
	/* A record that does not say when counts as of before. */
	n = fixture_import(&f, ANN(""));
	ck_assert_uint_eq(n.suppressed, 1);
	ck_assert_uint_eq(n.pending, 0);
	/* Changed since, and yet collected before. */
	n = fixture_import(
	    &f, ANN(LONG_AGO ",\"updated_at\":\"2099-05-01T10:00:00Z\""));
	ck_assert_uint_eq(n.pending, 0);
	ck_assert_int_eq(waiting().n, 0);
	fixture_close(&f);
}
END_TEST

START_TEST(what_was_collected_later_waits_for_a_decision)
{
	struct om_import_counts n;
	struct om_span profile;
	struct waiting w;

	fixture_open(&f);
	fixture_import(&f, ANN(""));
	erase("email:ann@mail.example");
	n = fixture_import(&f, ANN(LATER));
	ck_assert_uint_eq(n.suppressed, 1);
	ck_assert_uint_eq(n.pending, 1);
	fixture_import(&f, ANN(LATER)); /* every night */
	w = waiting();
	ck_assert_int_eq(w.n, 1);
	ck_assert_str_eq(w.reason, "later");
	ck_assert_uint_eq(fixture_files_with(&f, "ann@mail.example"), 0);
	ck_ok(om_balance_verify(f.store));

	ck_ok(om_pending_decide(&profile, f.store, &f.arena, w.id, true));
	ck_assert(fixture_holds(profile, OM_SPAN("ann@mail.example")));
	ck_assert_int_eq(waiting().n, 0);
	ck_assert_uint_eq(fixture_import(&f, ANN(LATER)).fresh, 1);
	ck_code(om_pending_decide(&profile, f.store, &f.arena, w.id, true),
	    OM_NOTFOUND);
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(who_is_kept_out_is_so_for_what_was_collected_until_now)
{
	struct om_span profile;

	fixture_open(&f);
	fixture_import(&f, ANN(""));
	erase("email:ann@mail.example");
	fixture_import(&f, ANN(LATER));
	ck_ok(om_pending_decide(
	    &profile, f.store, &f.arena, waiting().id, false));
	ck_assert_uint_eq(profile.n, 0);
	ck_assert_int_eq(waiting().n, 0);
	ck_assert_uint_eq(fixture_import(&f, ANN(LONG_AGO)).suppressed, 1);
	ck_assert_int_eq(waiting().n, 0);
	fixture_close(&f);
}
END_TEST

/* trap 14: a household's number neither erases the spouse nor hides her. */
START_TEST(trap_14_a_shared_number_keeps_nobody_out_unheard)
{
	struct om_import_counts n;
	struct om_span profile;
	struct waiting w;
	uint64_t found;

	fixture_open(&f);
	fixture_import(&f, HOME);
	erase("phone_number:+442079460018");
	n = fixture_import(
	    &f, HOME PROFILE("crm", "b",
		    EMAIL("ben@mail.example") "," PHONE("+442079460018"), ""));
	ck_assert_uint_eq(n.fresh, 1);
	ck_assert_uint_eq(n.suppressed, 1);
	ck_assert_uint_eq(n.doubtful, 1);
	w = waiting();
	ck_assert_int_eq(w.n, 1);
	ck_assert_str_eq(w.reason, "shared");
	ck_ok(om_pending_decide(&profile, f.store, &f.arena, w.id, true));
	fixture_import(&f, HOME);
	ck_ok(om_suppression_replay(f.store, true, &found));
	ck_assert_uint_eq(found, 0);
	fixture_close(&f);
}
END_TEST

START_TEST(trap_11_the_sentinel_finds_who_is_there_again)
{
	const struct om_identifier id = { OM_SPAN("email"),
		OM_SPAN("ann@mail.example") };
	uint64_t found;

	fixture_open(&f);
	fixture_import(&f, ANN(""));
	ck_ok(om_suppression_set(f.store, &id, OM_PURPOSE_ERASURE, false));
	ck_ok(om_suppression_replay(f.store, true, &found));
	ck_assert_uint_eq(found, 1);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM reappeared"), 1);
	ck_assert_str_eq(fixture_partition(&f), "a");
	ck_ok(om_suppression_replay(f.store, false, &found));
	ck_assert_uint_eq(found, 1);
	ck_assert_str_eq(fixture_partition(&f), "");
	ck_ok(om_suppression_replay(f.store, true, &found));
	ck_assert_uint_eq(found, 0);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM reappeared"), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(an_entry_expires_with_the_backups_and_marketing_never)
{
	const struct om_identifier id = { OM_SPAN("email"),
		OM_SPAN("bea@mail.example") };
	uint64_t n;

	fixture_open(&f);
	fixture_import(&f, ANN(""));
	erase("email:ann@mail.example");
	ck_ok(om_suppression_set(f.store, &id, OM_PURPOSE_MARKETING, false));
	ck_ok(om_suppression_expire(f.store, om_clock_now() - 100000, &n));
	ck_assert_uint_eq(n, 0);
	ck_assert_uint_eq(fixture_import(&f, ANN(LONG_AGO)).suppressed, 1);
	ck_ok(om_suppression_expire(f.store, om_clock_now() + 1, &n));
	ck_assert_uint_eq(n, 2); /* her number in our store, her address */
	ck_ok(om_suppression_expire(f.store, om_clock_now() + 1, &n));
	ck_assert_uint_eq(n, 0);
	ck_assert_uint_eq(fixture_import(&f, ANN(LONG_AGO)).fresh, 1);
	ck_ok(om_suppression_verify(&n, f.store));
	ck_ok(om_balance_verify(f.store));
	ck_assert(fixture_holds(fixture_read(&f, "ledger/audit.ndjson"),
	    OM_SPAN("\"act\":\"suppression.expire\"")));
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_pending)
{
	tcase_add_test(tests, what_was_collected_before_the_erasure_stays_out);
	tcase_add_test(tests, what_was_collected_later_waits_for_a_decision);
	tcase_add_test(
	    tests, who_is_kept_out_is_so_for_what_was_collected_until_now);
	tcase_add_test(tests, trap_14_a_shared_number_keeps_nobody_out_unheard);
	tcase_add_test(tests, trap_11_the_sentinel_finds_who_is_there_again);
	tcase_add_test(
	    tests, an_entry_expires_with_the_backups_and_marketing_never);
}
