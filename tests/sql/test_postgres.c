#include "test.h"

#include <string.h>

#include "sql/sql.h"

/*
 * What needs no server; with one, tests/plays/postgres.sh runs plays of the
 * store on it.
 */
static int
open_at(const char *where)
{
	static const struct om_statement none[1];
	struct om_sql *sql = NULL;
	int rc = om_sql_open(&sql, where, false, none, 0);

	ck_assert_ptr_null(sql);
	return rc;
}

START_TEST(a_password_in_the_address_is_refused)
{
	ck_assert_int_eq(
	    open_at("postgresql://a:secret@/x?host=/nowhere"), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "no password"));
	ck_assert_ptr_null(strstr(om_failure(), "secret"));
	ck_assert_int_eq(
	    open_at("postgresql:///x?host=/nowhere&password=secret"), OM_USAGE);
}
END_TEST

/* Anything less lets whoever sits between read, or be, the server. */
START_TEST(a_server_on_a_network_must_prove_itself)
{
	static const char *const less[] = {
		"postgresql://a@db.example/x",
		"postgresql://a@db.example/x?sslmode=require",
		"postgresql://a@db.example/x?sslmode=verify-ca",
		"postgresql:///x?hostaddr=192.0.2.1",
		"postgresql://localhost/x",
		"postgresql:///x?host=/nowhere,db.example",
	};

	for (size_t i = 0; i < sizeof(less) / sizeof(less[0]); i++) {
		ck_assert_int_eq(open_at(less[i]), OM_USAGE);
		ck_assert_ptr_nonnull(
		    strstr(om_failure(), "sslmode=verify-full"));
	}
}
END_TEST

START_TEST(what_is_no_address_is_said_to_be_none)
{
	ck_assert_int_eq(open_at("postgresql://a b/%zz"), OM_USAGE);
	ck_assert_int_eq(open_at("postgresql:///x?nonsense=1"), OM_USAGE);
}
END_TEST

START_TEST(a_server_that_is_away_is_a_remote_failure)
{
	ck_assert_int_eq(
	    open_at("postgresql:///x?host=/nowhere/at/all"), OM_REMOTE);
}
END_TEST

OM_SUITE(sql_postgres)
{
	tcase_add_test(tests, a_password_in_the_address_is_refused);
	tcase_add_test(tests, a_server_on_a_network_must_prove_itself);
	tcase_add_test(tests, what_is_no_address_is_said_to_be_none);
	tcase_add_test(tests, a_server_that_is_away_is_a_remote_failure);
}
