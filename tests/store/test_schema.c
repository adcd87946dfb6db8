#include "test.h"

#include "base/file.h"
#include "base/memory.h"
#include "store/schema.h"
#include "store/statement.h"

static char *path;

static struct om_sql *
open_new(void)
{
	struct om_sql *sql;

	path = om_path_join(om_test_folder(), "t.db");
	ck_ok(om_sql_open(&sql, path, true, om_statements, OM_STATEMENTS));
	return sql;
}

static void
done(struct om_sql *sql)
{
	om_sql_close(sql);
	om_free(path);
}

START_TEST(an_empty_database_becomes_the_newest_version)
{
	struct om_sql *sql = open_new();
	int version = -1;

	ck_ok(om_schema_version(&version, sql));
	ck_assert_int_eq(version, 0);
	ck_ok(om_schema_migrate(sql));
	ck_ok(om_schema_version(&version, sql));
	ck_assert_int_eq(version, om_schema_newest());
	done(sql);
}
END_TEST

START_TEST(migrating_twice_changes_nothing)
{
	struct om_sql *sql = open_new();

	ck_ok(om_schema_migrate(sql));
	ck_ok(OM_SQL_RUN(sql, S_ALIAS_INSERT, OM_INT(1), OM_INT(2)));
	ck_ok(om_schema_migrate(sql));
	ck_assert_int_eq(OM_SQL_FIRST(sql, S_ALIAS_GET, OM_INT(1)), 1);
	om_sql_stop(sql, S_ALIAS_GET);
	done(sql);
}
END_TEST

START_TEST(a_newer_version_is_refused)
{
	struct om_sql *sql = open_new();
	int version = -1;

	ck_ok(om_schema_migrate(sql));
	ck_ok(OM_SQL_RUN(sql, S_META_SET, OM_STRING("schema"),
	    OM_INT(om_schema_newest() + 1)));
	ck_code(om_schema_version(&version, sql), OM_CORRUPT);
	ck_assert_int_eq(version, -1);
	ck_code(om_schema_migrate(sql), OM_CORRUPT);
	ck_assert_uint_eq(om_sql_depth(sql), 0);
	done(sql);
}
END_TEST

START_TEST(anothers_database_is_refused_and_stays_as_it_is)
{
	struct om_sql *sql = open_new();
	int version;

	ck_ok(om_sql_script(sql, "CREATE TABLE meta (name TEXT PRIMARY KEY,"
				 " value {bytes})"));
	ck_code(om_schema_version(&version, sql), OM_CORRUPT);
	ck_code(om_schema_migrate(sql), OM_CORRUPT);
	ck_assert_int_eq(
	    OM_SQL_FIRST(sql, S_TABLE_EXISTS, OM_STRING("subject")), 0);
	done(sql);
}
END_TEST

OM_SUITE(store_schema)
{
	tcase_add_test(tests, an_empty_database_becomes_the_newest_version);
	tcase_add_test(tests, migrating_twice_changes_nothing);
	tcase_add_test(tests, a_newer_version_is_refused);
	tcase_add_test(tests, anothers_database_is_refused_and_stays_as_it_is);
}
