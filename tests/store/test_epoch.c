#include "store/epoch.h"

#include "base/clock.h"
#include "store/backup.h"
#include "store/fixture.h"

#define HOUR INT64_C(3600000)
#define DAY INT64_C(86400000)

static const struct om_epoch_rules rules = { 1, 7 };
static struct fixture f;
/* 2026-11-23T12:00:00Z by `date -d ... +%s` */
static const int64_t noon = 1795435200000;

static void
begin(void)
{
	fixture_open(&f);
	fixture_import(&f,
	    PROFILE("crm", "a", EMAIL("ann@mail.example"), "")
		PROFILE("crm", "b", EMAIL("ben@mail.example"), ""));
}

/* The epoch was made at that time: so says its file. */
static void
set_created(unsigned epoch, int64_t at)
{
	struct om_buf name = OM_BUF(64), text = OM_BUF(1024);
	struct om_span rest, field, all;

	om_buf_format(&name, "keys/epoch-%u.key", epoch);
	rest = all = fixture_read(&f, name.p);
	for (int i = 0; i < 3; i++)
		ck_assert(om_span_cut(&field, &rest, rest, ' '));
	om_buf_add(&text, om_span_bytes(all.p, (size_t)(rest.p - all.p)));
	ck_assert(om_span_cut(&field, &rest, rest, ' '));
	om_time_format(&text, at);
	om_buf_byte(&text, ' ');
	om_buf_add(&text, rest);
	fixture_write(&f, name.p, om_buf_span(&text));
	ck_ok(om_keys_refresh(f.keys));
	om_buf_free(&name);
	om_buf_free(&text);
}

/* Made at noon: replaced the next noon or, if that run is late, a day on. */
START_TEST(the_promise_counts_from_the_rotation_and_allows_late_runs)
{
	const struct om_epoch_rules slow = { 30, 0 };

	begin();
	set_created(1, noon);
	ck_assert_int_eq(om_epoch_gone_by(f.keys, &rules, noon + HOUR),
	    noon + DAY + DAY + 7 * DAY + DAY);
	ck_assert_int_eq(om_epoch_gone_by(f.keys, &rules, noon + DAY),
	    noon + DAY + DAY + 7 * DAY + DAY);
	/* The rotation is overdue: it can only be from now on. */
	ck_assert_int_eq(om_epoch_gone_by(f.keys, &rules, noon + 5 * DAY),
	    noon + 5 * DAY + DAY + 7 * DAY + DAY);
	ck_assert_int_eq(
	    om_epoch_gone_by(f.keys, &slow, noon), noon + 30 * DAY + DAY + DAY);
	fixture_close(&f);
}
END_TEST

START_TEST(an_epoch_is_replaced_after_its_days_give_or_take_two_hours)
{
	begin();
	set_created(1, noon);
	ck_assert(!om_epoch_rotation_due(f.keys, &rules, noon));
	ck_assert(!om_epoch_rotation_due(f.keys, &rules, noon + 22 * HOUR - 1));
	ck_assert(om_epoch_rotation_due(f.keys, &rules, noon + 22 * HOUR));
	ck_assert(om_epoch_rotation_due(f.keys, &rules, noon + 9 * DAY));
	fixture_close(&f);
}
END_TEST

START_TEST(each_epoch_tells_when_it_was_replaced_and_is_due)
{
	struct om_epoch e;
	uint32_t version;
	uint64_t n = 9;

	begin();
	ck_ok(om_keys_add(f.keys, &version, OM_KEY_EPOCH));
	ck_ok(om_keys_add(f.keys, &version, OM_KEY_EPOCH));
	set_created(1, noon);
	set_created(2, noon + DAY);
	set_created(3, noon + 3 * DAY);
	ck_assert_int_eq(om_epoch_get(&e, f.store, &rules, 0, noon), 1);
	ck_assert_uint_eq(e.version, 1);
	ck_assert(!e.current);
	ck_assert_int_eq(e.created, noon);
	ck_assert_int_eq(e.replaced, noon + DAY);
	ck_assert_int_eq(e.due, noon + 8 * DAY);
	ck_assert_int_eq(e.rows, 2);
	ck_assert_int_eq(om_epoch_get(&e, f.store, &rules, 1, noon), 1);
	ck_assert_int_eq(e.replaced, noon + 3 * DAY);
	ck_assert_int_eq(e.rows, 0);
	ck_assert_int_eq(om_epoch_get(&e, f.store, &rules, 2, noon), 1);
	ck_assert(e.current);
	ck_assert_int_eq(e.replaced, 0);
	ck_assert_int_eq(e.due, noon + 3 * DAY + 10 * DAY);
	ck_assert_int_eq(om_epoch_get(&e, f.store, &rules, 3, noon), 0);
	/* Overdue a day after it is due, so that no nightly run is late. */
	ck_ok(om_epoch_overdue(&n, f.store, &rules, noon + 9 * DAY - 1));
	ck_assert_uint_eq(n, 0);
	ck_ok(om_epoch_overdue(&n, f.store, &rules, noon + 9 * DAY));
	ck_assert_uint_eq(n, 1);
	ck_ok(om_epoch_overdue(&n, f.store, &rules, noon + 99 * DAY));
	ck_assert_uint_eq(n, 2);
	/* With the next gone, the one behind it counts. */
	ck_ok(om_keys_destroy(f.keys, OM_KEY_EPOCH, 2));
	ck_assert_int_eq(
	    om_epoch_replaced(f.keys, OM_KEY_EPOCH, 1), noon + 3 * DAY);
	fixture_close(&f);
}
END_TEST

static unsigned
rotations(void)
{
	struct om_span log = fixture_read(&f, "ledger/audit.ndjson");
	struct om_span line;
	unsigned n = 0;

	while (om_span_cut(&line, &log, log, '\n'))
		n += fixture_holds(line, OM_SPAN("\"act\":\"key.rotate\""));
	return n;
}

START_TEST(a_rotation_that_was_cut_off_is_recorded_once)
{
	uint32_t version = 0;
	uint64_t n = 0;
	int64_t stale = -1;

	begin();
	ck_ok(om_epoch_rotate(f.store, &version));
	ck_assert_uint_eq(version, 2);
	ck_assert_uint_eq(rotations(), 1);
	ck_ok(om_epoch_stale(&stale, f.store));
	ck_assert_int_eq(stale, 2);
	ck_ok(om_store_rewrap(f.store, &n));
	ck_ok(om_epoch_stale(&stale, f.store));
	ck_assert_int_eq(stale, 0);
	/* As a crash leaves it: a key, and no entry. */
	ck_ok(om_keys_add(f.keys, &version, OM_KEY_EPOCH));
	n = 0;
	ck_ok(om_epoch_record(f.store, &n));
	ck_assert_uint_eq(n, 1);
	ck_ok(om_epoch_record(f.store, &n));
	ck_assert_uint_eq(n, 1);
	ck_assert_uint_eq(rotations(), 2);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_epoch)
{
	tcase_add_test(
	    tests, the_promise_counts_from_the_rotation_and_allows_late_runs);
	tcase_add_test(
	    tests, an_epoch_is_replaced_after_its_days_give_or_take_two_hours);
	tcase_add_test(tests, each_epoch_tells_when_it_was_replaced_and_is_due);
	tcase_add_test(tests, a_rotation_that_was_cut_off_is_recorded_once);
}
