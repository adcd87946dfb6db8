#include "store/balance.h"

#include "base/file.h"
#include "store/audit.h"
#include "store/backup.h"
#include "store/erase.h"
#include "store/fixture.h"
#include "store/link.h"
#include "store/member.h"
#include "store/statement.h"
#include "store/suppression.h"

static struct fixture f;

#define ANN PROFILE("crm", "a", EMAIL("ann@mail.example"), "")
#define BEN                                                               \
	PROFILE("crm", "b", EMAIL("ben@mail.example") "," ID("sdk", "1"), \
	    ",\"events\":[{\"source\":\"web\",\"type\":\"visit\",\"properties\":{}}]")

/* Acts of every kind that change rows, those of a restore apart. */
static void
live(void)
{
	struct om_identifier id = { OM_SPAN("sdk"), OM_SPAN("x") };
	struct om_erasure e;
	int64_t member, split;
	struct om_subject *s;

	fixture_import(&f, ANN BEN);
	ck_ok(om_member_add(f.store, &member, "eve", OM_ROLE_AUDITOR));
	ck_ok(om_member_remove(f.store, "eve"));
	ck_ok(om_member_add(f.store, &member, "eve", OM_ROLE_DPO));
	ck_ok(om_link(f.store, fixture_id(&f, "email:ben@mail.example"),
	    fixture_id(&f, "email:ann@mail.example")));
	s = fixture_subject(&f, "email:ben@mail.example");
	ck_ok(om_unlink(&split, f.store, s->id, s->profiles[0].id));
	ck_ok(
	    om_erase(&e, f.store, fixture_id(&f, "email:ann@mail.example"), 0));
	ck_ok(om_suppression_set(f.store, &id, OM_PURPOSE_SALE, false));
	ck_ok(om_suppression_set(f.store, &id, OM_PURPOSE_SALE, true));
	fixture_import(&f, PROFILE("crm", "c", EMAIL("cy@mail.example"), ""));
}

START_TEST(the_account_closes_after_every_act)
{
	fixture_open(&f);
	ck_ok(om_balance_verify(f.store));
	live();
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(it_begins_anew_with_a_restore_but_for_suppressions)
{
	struct om_restoration r;
	const char *backup;
	int64_t member;

	fixture_open(&f);
	fixture_import(&f, ANN);
	backup = fixture_path(&f, "backup.db");
	ck_ok(om_store_backup(f.store, backup));
	live();
	ck_ok(om_member_add(f.store, &member, "late", OM_ROLE_AUDITOR));
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	ck_ok(om_store_restore(&r, &f.options, backup));
	ck_ok(om_store_open(&f.store, &f.options));
	ck_ok(om_balance_verify(f.store));
	fixture_import(&f, PROFILE("crm", "z", EMAIL("zoe@mail.example"), ""));
	ck_ok(om_member_add(f.store, &member, "later", OM_ROLE_AUDITOR));
	ck_ok(om_balance_verify(f.store));
	fixture_sql(&f, "DELETE FROM suppression WHERE number = 1");
	ck_code(om_balance_verify(f.store), OM_CORRUPT);
	fixture_close(&f);
}
END_TEST

/* Nobody who was erased comes back because the ledger was emptied. */
START_TEST(a_restore_refuses_a_ledger_of_suppressions_that_was_cut)
{
	struct om_restoration r;
	const char *backup;

	fixture_open(&f);
	backup = fixture_path(&f, "backup.db");
	ck_ok(om_store_backup(f.store, backup));
	live();
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	fixture_sql(&f, "DELETE FROM suppression");
	fixture_write(&f, "ledger/suppression.ndjson", OM_SPAN_NONE);
	ck_code(om_store_restore(&r, &f.options, backup), OM_CORRUPT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "suppression"));
	fixture_close(&f);
}
END_TEST

START_TEST(rows_changed_by_hand_are_noticed)
{
	static const char *const changes[] = {
		"DELETE FROM profile WHERE id = (SELECT max(id) FROM profile)",
		"INSERT INTO profile SELECT subject, id + 1, sealed FROM "
		"profile LIMIT 1",
		"DELETE FROM subject WHERE id = (SELECT max(id) FROM subject)",
		"DELETE FROM identifier WHERE tag = (SELECT max(tag) FROM "
		"identifier)",
		"DELETE FROM alias",
		"INSERT INTO alias SELECT id + 1, id FROM subject LIMIT 1",
		"DELETE FROM event",
		"INSERT INTO event SELECT subject, id, x'01', x'02' FROM "
		"profile LIMIT 1",
		"DELETE FROM member",
		"INSERT INTO member VALUES (9, 'mallory', 'dpo', 1, NULL)",
		"UPDATE member SET role = 'machine'",
		"UPDATE member SET removed = 1",
		"UPDATE member SET id = id + 1",
		"INSERT INTO request_event VALUES (1, 1, 1, 1, 'x', '', 1, 1)",
		"INSERT INTO request_item VALUES (1, 1, '', '', '', '', '', 0,"
		" 0, 0, '', '', '', '', 0, '', 0)",
		"INSERT INTO fact VALUES (1, 1, '', 1, x'01', x'02')",
	};
	unsigned noticed = 0;

	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		fixture_open(&f);
		live();
		fixture_sql(&f, changes[i]);
		noticed += om_balance_verify(f.store) == OM_CORRUPT;
		fixture_close(&f);
	}
	/* There is no alias left to delete, and no event. */
	ck_assert_uint_ge(noticed, sizeof(changes) / sizeof(changes[0]) - 2);
}
END_TEST

START_TEST(rows_that_change_without_an_entry_get_one)
{
	fixture_open(&f);
	ck_ok(om_store_begin(f.store));
	ck_ok(OM_SQL_RUN(f.store->sql, S_ALIAS_INSERT, OM_INT(1), OM_INT(2)));
	ck_ok(om_store_commit(f.store));
	ck_assert(fixture_holds(fixture_read(&f, "ledger/audit.ndjson"),
	    OM_SPAN("\"act\":\"store.change\",\"rows\":{\"alias\":1}}")));
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(an_undone_act_is_not_in_the_account)
{
	fixture_open(&f);
	ck_ok(om_store_begin(f.store));
	ck_ok(OM_SQL_RUN(f.store->sql, S_ALIAS_INSERT, OM_INT(1), OM_INT(2)));
	om_store_rollback(f.store);
	fixture_import(&f, ANN);
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

/* The sum of no rows: 32 bytes in hexadecimal digits, small ones. */
#define SUM_REST \
	"000000000000000000000000000000000000000000000000000000000000000"
#define SUM "0" SUM_REST

START_TEST(damaged_accounts_are_corrupt)
{
	static const char *const entries[] = {
		"{\"act\":\"x\",\"rows\":{\"subject\":1",
		"{\"act\":\"x\",\"rows\":{\"nothing\":1}}",
		"{\"act\":\"x\",\"rows\":{\"subject\":-}}",
		"{\"act\":\"x\",\"rows\":{\"subject\"}}",
		"{\"act\":\"x\",\"rows\":{\"subject\":99999999999999999999}}",
		"{\"act\":\"x\",\"held\":{\"subject\":1}}",
		"{\"act\":\"x\",\"held\":{\"subject\":1},\"held_events\":"
		"\"00\"}",
		"{\"act\":\"x\",\"rows\":{\"subject\":}}",
		"{\"act\":\"x\",\"rows\":{:1}}",
		"{\"act\":\"x\",\"rows\":{\"subject\":9223372036854775808}}",
		"{\"act\":\"x\",\"held\":{\"subject\":1},\"held_events\":"
		"\"" SUM "\"}",
		"{\"act\":\"x\",\"held\":{\"subject\":1},\"held_events\":"
		"\"g" SUM_REST "\",\"held_members\":\"" SUM "\"}",
		"{\"act\":\"x\",\"held\":{\"subject\":1},\"held_events\":"
		"\"" SUM "\",\"held_members\":\"A" SUM_REST "\"}",
		"{\"act\":\"request.event\",\"request\":\"0\"}",
		"{\"act\":\"member.add\",\"counts\":{\"who\":x}}",
		"{\"act\":\"member.remove\"}",
	};
	struct om_balance b = { 0 };

	for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++)
		ck_assert_msg(
		    om_balance_add(&b, om_span_of(entries[i])) == OM_CORRUPT,
		    "%s", entries[i]);
	ck_ok(om_balance_add(&b, OM_SPAN("{\"act\":\"x\",\"rows\":{\"alias\":"
					 "-2,\"member\":3}}")));
	ck_assert_int_eq(b.rows[OM_BALANCE_ALIAS], -2);
	ck_assert_int_eq(b.rows[OM_BALANCE_MEMBER], 3);
	ck_assert_uint_eq(
	    om_balance_suppressions(OM_SPAN("{\"suppressions\":12}")), 12);
	ck_assert_uint_eq(om_balance_suppressions(OM_SPAN("{}")), 0);
}
END_TEST

/* The act is done: saying that it failed would have it done twice. */
START_TEST(what_is_committed_is_done_though_its_ledger_cannot_be_written)
{
	struct om_mirror *m;
	int fd, rc;

	fixture_open(&f);
	m = &f.store->ledger.mirrors[OM_LEDGER_AUDIT];
	fd = m->fd;
	m->fd = -1;
	fixture_import(&f, ANN);
	ck_assert(f.store->behind);
	ck_code(om_store_begin(f.store), OM_IO);
	rc = om_store_close(f.store);
	f.store = NULL;
	ck_assert_int_eq(rc, OM_IO);
	ck_assert_ptr_nonnull(strstr(om_failure(), "do not repeat it"));
	(void)fd; /* closed with the process */
	ck_ok(om_store_open(&f.store, &f.options));
	ck_assert_ptr_nonnull(fixture_subject(&f, "email:ann@mail.example"));
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_balance)
{
	tcase_add_test(tests, the_account_closes_after_every_act);
	tcase_add_test(
	    tests, it_begins_anew_with_a_restore_but_for_suppressions);
	tcase_add_test(
	    tests, a_restore_refuses_a_ledger_of_suppressions_that_was_cut);
	tcase_add_test(tests, rows_changed_by_hand_are_noticed);
	tcase_add_test(tests, rows_that_change_without_an_entry_get_one);
	tcase_add_test(tests, an_undone_act_is_not_in_the_account);
	tcase_add_test(tests, damaged_accounts_are_corrupt);
	tcase_add_test(tests,
	    what_is_committed_is_done_though_its_ledger_cannot_be_written);
}
