#include "store/hold.h"

#include "base/clock.h"
#include "store/backup.h"
#include "store/balance.h"
#include "store/erase.h"
#include "store/fact.h"
#include "store/fixture.h"
#include "store/link.h"

static struct fixture f;

#define ANN PROFILE("crm", "a", EMAIL("ann@mail.example"), "")
#define BEN PROFILE("crm", "b", EMAIL("ben@mail.example"), "")

static const struct om_hold *
only(int64_t subject)
{
	struct om_hold *list;
	size_t n;

	ck_ok(om_hold_of(&list, &n, f.store, &f.arena, subject));
	ck_assert_uint_le(n, 1);
	return n == 0 ? NULL : list;
}

static int64_t
place(int64_t subject, const char *system, int32_t until)
{
	const struct om_hold what = { .subject = subject,
		.system = system,
		.category = "",
		.ground = "legal_claims",
		.until = until };
	int64_t id;

	ck_ok(om_hold_place(
	    &id, f.store, &what, OM_SPAN("The supplier's claim")));
	return id;
}

START_TEST(a_hold_on_a_person_is_hers_until_it_is_released)
{
	int64_t ann, id;
	struct om_span reason;

	fixture_open(&f);
	fixture_import(&f, ANN BEN);
	ann = fixture_id(&f, "email:ann@mail.example");
	id = place(ann, "crm", 0);
	ck_assert_int_eq(only(ann)->id, id);
	ck_assert_int_eq(only(ann)->member, f.store->member);
	ck_assert_ptr_null(only(fixture_id(&f, "email:ben@mail.example")));
	ck_ok(om_fact_get(&reason, f.store, &f.arena, id, OM_HOLD_FACTS));
	ck_assert(om_span_is(reason, "The supplier's claim"));
	ck_ok(om_hold_release(f.store, id));
	ck_assert_ptr_null(only(ann));
	ck_code(om_fact_get(&reason, f.store, &f.arena, id, OM_HOLD_FACTS),
	    OM_NOTFOUND);
	ck_code(om_hold_release(f.store, id), OM_NOTFOUND);
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(a_hold_on_a_system_is_on_everybody_there)
{
	const struct om_hold *h;

	fixture_open(&f);
	fixture_import(&f, ANN);
	(void)place(0, "crm", 0);
	h = only(fixture_id(&f, "email:ann@mail.example"));
	ck_assert(om_hold_means(h, OM_SPAN("crm"), OM_SPAN("x")));
	ck_assert(!om_hold_means(h, OM_SPAN("shop"), OM_SPAN("x")));
	fixture_close(&f);
}
END_TEST

START_TEST(it_means_nothing_any_more_after_its_last_day)
{
	struct om_hold h = { .system = "", .category = "invoices" };

	h.until = om_clock_today();
	ck_assert(om_hold_means(&h, OM_SPAN("crm"), OM_SPAN("invoices")));
	ck_assert(!om_hold_means(&h, OM_SPAN("crm"), OM_SPAN("orders")));
	h.until--;
	ck_assert(!om_hold_means(&h, OM_SPAN("crm"), OM_SPAN("invoices")));
}
END_TEST

START_TEST(it_goes_along_when_people_are_merged)
{
	int64_t ann, ben;

	fixture_open(&f);
	fixture_import(&f, ANN BEN);
	ann = fixture_id(&f, "email:ann@mail.example");
	ben = fixture_id(&f, "email:ben@mail.example");
	(void)place(ben, "", 0);
	ck_ok(om_link(f.store, ann, ben));
	ck_assert_ptr_nonnull(only(ann));
	fixture_close(&f);
}
END_TEST

START_TEST(an_older_backup_loses_no_hold_and_no_release)
{
	struct om_restoration r;
	const char *backup;
	int64_t ann, first, second;

	fixture_open(&f);
	fixture_import(&f, ANN);
	ann = fixture_id(&f, "email:ann@mail.example");
	first = place(ann, "crm", 0);
	backup = fixture_path(&f, "backup.db");
	ck_ok(om_store_backup(f.store, backup));
	ck_ok(om_hold_release(f.store, first));
	second = place(ann, "crm", om_clock_today() + 9);
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	ck_ok(om_store_restore(&r, &f.options, backup));
	ck_ok(om_store_open(&f.store, &f.options));
	ck_assert_int_eq(only(ann)->id, second);
	ck_assert_int_eq(only(ann)->until, om_clock_today() + 9);
	ck_assert_str_eq(only(ann)->ground, "legal_claims");
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(the_reason_goes_with_the_person)
{
	struct om_erasure e;
	struct om_span reason;
	int64_t ann, id;

	fixture_open(&f);
	fixture_import(&f, ANN);
	ann = fixture_id(&f, "email:ann@mail.example");
	id = place(ann, "", 0);
	ck_ok(om_erase(&e, f.store, ann, 0));
	ck_code(om_fact_get(&reason, f.store, &f.arena, id, OM_HOLD_FACTS),
	    OM_NOTFOUND);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_hold)
{
	tcase_add_test(tests, a_hold_on_a_person_is_hers_until_it_is_released);
	tcase_add_test(tests, a_hold_on_a_system_is_on_everybody_there);
	tcase_add_test(tests, it_means_nothing_any_more_after_its_last_day);
	tcase_add_test(tests, it_goes_along_when_people_are_merged);
	tcase_add_test(tests, an_older_backup_loses_no_hold_and_no_release);
	tcase_add_test(tests, the_reason_goes_with_the_person);
}
