#include "store/member.h"

#include "store/fixture.h"

static struct fixture f;

START_TEST(a_member_is_found_by_name_and_by_id)
{
	struct om_member m;
	int64_t id;

	fixture_open(&f);
	ck_ok(om_member_add(f.store, &id, "dora", OM_ROLE_DPO));
	ck_ok(om_member_find(&m, f.store, "dora"));
	ck_assert_int_eq(m.id, id);
	ck_assert_int_eq(m.role, OM_ROLE_DPO);
	ck_assert_str_eq(m.name, "dora");
	ck_assert(!m.removed);
	ck_ok(om_member_get(&m, f.store, id));
	ck_assert_str_eq(m.name, "dora");
	ck_code(om_member_find(&m, f.store, "Dora"), OM_NOTFOUND);
	ck_code(om_member_get(&m, f.store, id + 1), OM_NOTFOUND);
	fixture_close(&f);
}
END_TEST

START_TEST(a_name_twice_is_exists)
{
	int64_t id = 0, other = 5;

	fixture_open(&f);
	ck_ok(om_member_add(f.store, &id, "dora", OM_ROLE_DPO));
	ck_code(
	    om_member_add(f.store, &other, "dora", OM_ROLE_INTAKE), OM_EXISTS);
	ck_assert_int_eq(other, 5);
	ck_assert_uint_eq(om_sql_depth(f.store->sql), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(who_was_removed_acts_no_more_but_keeps_the_id)
{
	struct om_member m;
	int64_t id, again;

	fixture_open(&f);
	ck_ok(om_member_add(f.store, &id, "dora", OM_ROLE_DPO));
	ck_ok(om_member_remove(f.store, "dora"));
	ck_code(om_member_find(&m, f.store, "dora"), OM_NOTFOUND);
	ck_code(om_member_remove(f.store, "dora"), OM_NOTFOUND);
	ck_code(om_member_remove(f.store, "nobody"), OM_NOTFOUND);
	ck_ok(om_member_get(&m, f.store, id));
	ck_assert(m.removed);
	ck_ok(om_member_add(f.store, &again, "dora", OM_ROLE_INTAKE));
	ck_assert_int_eq(again, id);
	ck_ok(om_member_find(&m, f.store, "dora"));
	ck_assert_int_eq(m.role, OM_ROLE_INTAKE);
	ck_assert(!m.removed);
	fixture_close(&f);
}
END_TEST

START_TEST(names_are_plain_words_of_64_bytes)
{
	char name[66];
	int64_t id;

	fixture_open(&f);
	memset(name, 'n', sizeof(name));
	name[65] = '\0';
	ck_code(om_member_add(f.store, &id, name, OM_ROLE_DPO), OM_USAGE);
	name[64] = '\0';
	ck_ok(om_member_add(f.store, &id, name, OM_ROLE_DPO));
	ck_code(om_member_add(f.store, &id, "", OM_ROLE_DPO), OM_USAGE);
	ck_code(om_member_add(f.store, &id, "a b", OM_ROLE_DPO), OM_USAGE);
	ck_code(om_member_add(f.store, &id, "a\n", OM_ROLE_DPO), OM_USAGE);
	ck_code(om_member_add(f.store, &id, "a\x7f", OM_ROLE_DPO), OM_USAGE);
	ck_ok(om_member_add(f.store, &id, "zo\xc3\xab", OM_ROLE_DPO));
	fixture_close(&f);
}
END_TEST

static int
collect(void *state, const struct om_member *m)
{
	om_buf_format(state, "%s:%s%s ", m->name, om_role_word(m->role),
	    m->removed ? "-" : "");
	return OM_OK;
}

START_TEST(all_are_listed_by_name)
{
	struct om_buf b = OM_BUF(1024);
	int64_t id;

	fixture_open(&f);
	ck_ok(om_member_add(f.store, &id, "max", OM_ROLE_MACHINE));
	ck_ok(om_member_add(f.store, &id, "ada", OM_ROLE_AUDITOR));
	ck_ok(om_member_remove(f.store, "max"));
	ck_ok(om_member_list(f.store, collect, &b));
	ck_span_eq(om_buf_span(&b), "ada:auditor max:machine- ");
	om_buf_free(&b);
	fixture_close(&f);
}
END_TEST

START_TEST(acts_are_in_the_log)
{
	int64_t id;
	struct om_span ledger;

	fixture_open(&f);
	ck_ok(om_member_add(f.store, &id, "ada", OM_ROLE_AUDITOR));
	ck_ok(om_member_remove(f.store, "ada"));
	ledger = fixture_read(&f, "ledger/audit.ndjson");
	ck_assert(fixture_holds(
	    ledger, OM_SPAN("\"act\":\"member.add\",\"detail\":\"auditor\"")));
	ck_assert(fixture_holds(ledger,
	    OM_SPAN("\"act\":\"member.remove\",\"detail\":\"auditor\"")));
	fixture_close(&f);
}
END_TEST

START_TEST(a_damaged_member_is_corrupt)
{
	struct om_member m;
	int64_t id;

	fixture_open(&f);
	ck_ok(om_member_add(f.store, &id, "ada", OM_ROLE_AUDITOR));
	fixture_sql(&f, "UPDATE member SET role = 'queen'");
	ck_code(om_member_get(&m, f.store, id), OM_CORRUPT);
	fixture_close(&f);
}
END_TEST

START_TEST(every_role_has_its_word)
{
	enum om_role role;

	for (int i = 0; i < OM_ROLES; i++) {
		ck_ok(om_role_parse(
		    &role, om_span_of(om_role_word((enum om_role)i))));
		ck_assert_int_eq(role, i);
	}
	ck_code(om_role_parse(&role, OM_SPAN("queen")), OM_USAGE);
	ck_code(om_role_parse(&role, OM_SPAN("")), OM_USAGE);
}
END_TEST

OM_SUITE(store_member)
{
	tcase_add_test(tests, a_member_is_found_by_name_and_by_id);
	tcase_add_test(tests, a_name_twice_is_exists);
	tcase_add_test(tests, who_was_removed_acts_no_more_but_keeps_the_id);
	tcase_add_test(tests, names_are_plain_words_of_64_bytes);
	tcase_add_test(tests, all_are_listed_by_name);
	tcase_add_test(tests, acts_are_in_the_log);
	tcase_add_test(tests, a_damaged_member_is_corrupt);
	tcase_add_test(tests, every_role_has_its_word);
}
