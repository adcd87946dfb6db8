#include "store/check.h"

#include "store/fixture.h"

static struct fixture f;

#define ANN                                                        \
	PROFILE("crm", "c", EMAIL("ann@mail.example"),             \
	    ",\"events\":[{\"source\":\"web\",\"type\":\"visit\"," \
	    "\"properties\":{}}]")
#define BEN PROFILE("crm", "d", EMAIL("ben@mail.example"), "")
#define ANN_AGAIN            \
	PROFILE("shop", "e", \
	    EMAIL("ann@mail.example") "," PHONE("+44 20 7946 0018"), "")

START_TEST(checking_notices_each_kind_of_damage)
{
	static const char *const damage[] = {
		"UPDATE subject SET wrapped_key = zeroblob(length(wrapped_key))",
		"UPDATE subject SET wrapped_key = substr(wrapped_key, 2)",
		"UPDATE subject SET epoch = 7",
		"UPDATE subject SET tags = substr(tags, 2)",
		"UPDATE subject SET tags = x''",
		"UPDATE profile SET sealed = x'00'",
		"UPDATE profile SET sealed = substr(sealed, 1,"
		" length(sealed) - 1)",
		"UPDATE profile SET id = id + 1",
		"UPDATE event SET sealed = zeroblob(length(sealed))",
		"DELETE FROM identifier",
		"UPDATE identifier SET subject = 1",
		"INSERT INTO identifier VALUES (zeroblob(16), 1)",
		"INSERT INTO profile VALUES (1, 1, x'00')",
		"INSERT INTO event VALUES (1, 1, x'00', x'00')",
		/* Two people's rows swapped: each is bound to its place. */
		"UPDATE profile SET sealed = (SELECT p.sealed FROM profile p"
		" WHERE p.id <> profile.id)",
		"UPDATE subject SET wrapped_key = (SELECT s.wrapped_key FROM"
		" subject s WHERE s.id <> subject.id)",
		"DELETE FROM profile",
		/* One of Ann's two: she is still listed by its number. */
		"DELETE FROM event; DELETE FROM profile WHERE id ="
		" (SELECT max(id) FROM profile)",
		/* Of the events of somebody who is gone. */
		"DELETE FROM subject WHERE id = (SELECT max(id) FROM subject)",
	};

	for (size_t i = 0; i < sizeof(damage) / sizeof(damage[0]); i++) {
		int rc;

		fixture_open(&f);
		fixture_import(&f, ANN BEN ANN_AGAIN);
		ck_ok(om_store_check(f.store, NULL, NULL));
		fixture_sql(&f, damage[i]);
		rc = om_store_check(f.store, NULL, NULL);
		ck_assert_msg(rc == OM_CORRUPT, "%s: %d", damage[i], rc);
		ck_assert_uint_eq(om_sql_depth(f.store->sql), 0);
		fixture_close(&f);
	}
}
END_TEST

static void
count(void *state, uint64_t subjects)
{
	*(uint64_t *)state = subjects;
}

START_TEST(progress_is_told)
{
	uint64_t n = 0;

	fixture_open(&f);
	fixture_import(&f, ANN BEN);
	ck_ok(om_store_check(f.store, count, &n));
	ck_assert_uint_eq(n, 2);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_check)
{
	tcase_add_test(tests, checking_notices_each_kind_of_damage);
	tcase_add_test(tests, progress_is_told);
}
