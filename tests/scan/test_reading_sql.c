#include "findings.h"

/* As pg_dump, mysqldump and sqlite3 .dump write them. */
static const char postgres[] =
    "--\n-- PostgreSQL database dump\n--\nSET row_security = off;\n"
    "CREATE TABLE public.users (\n    id integer NOT NULL,\n"
    "    email text DEFAULT 'x,y',\n    PRIMARY KEY (id)\n);\n"
    "-- by admin@example.org\n"
    "COPY public.users (id, email, note) FROM stdin;\n"
    "1\tana@example.com\t\\N\n2\tx\ta\\tb bo@example.com\n\\.\n\n"
    "INSERT INTO public.users VALUES (3, 'c@example.com');\n"
    "INSERT INTO public.users (note, id) VALUES ('it''s d@example.com', 4),\n"
    " (E'x\\n e@example.com', 5);\nCREATE INDEX i ON users (email);\n"
    "COPY public.users (id, email, note) FROM stdin;\n6\tf@example.com\tz\n"
    "\\.\n-- g@example.com\n";

START_TEST(rows_of_copy_and_insert_are_records_of_their_table)
{
	FINDINGS_ARE("a.sql", postgres,
	    "10 - email.role 171-188 171 10 admin@example.org\n"
	    "1 users.email email 0-15 239 12 ana@example.com\n"
	    "2 users.note email 4-18 262 13 bo@example.com\n"
	    "3 users.email email 0-13 323 16 c@example.com\n"
	    "4 users.note email 5-18 385 17 d@example.com\n"
	    "5 users.note email 3-16 415 18 e@example.com\n"
	    "6 users.email email 0-13 522 21 f@example.com\n"
	    "23 - email 544-557 544 23 g@example.com\n");
}
END_TEST

START_TEST(mysql_escapes_and_hexadecimal_values_are_read)
{
	FINDINGS_ARE("a.sql",
	    "-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n"
	    "CREATE TABLE `p` (\n  `id` int COMMENT 'a, (b',\n"
	    "  `data` varbinary(20),\n  KEY `m` (`data`)\n);\n"
	    "INSERT INTO `p` VALUES "
	    "(1,0x616E61406578616D706C652E636F6D),(2,'o\\'x "
	    "bo@example.com'),(3,_binary 'c@example.com',"
	    "'more d@example.com');\n",
	    "1 p.data email 0-15 172 8 ana@example.com\n"
	    "2 p.data email 4-18 208 8 bo@example.com\n"
	    "3 p.data email 0-13 242 8 c@example.com\n"
	    "3 p.column 3 email 5-18 263 8 d@example.com\n");
}
END_TEST

START_TEST(sqlite_dumps_are_read)
{
	FINDINGS_ARE("a.sql",
	    "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n"
	    "CREATE TABLE IF NOT EXISTS \"p q\"(id integer, mail text);\n"
	    "INSERT INTO \"p q\" VALUES(1,X'616E61406578616D706C652E636F6D');\n"
	    "INSERT INTO \"p q\" VALUES(2,replace('l\\nb@example.com','\\n',"
	    "char(10)));\nCOMMIT;\n",
	    "1 p q.mail email 0-15 130 4 ana@example.com\n"
	    "2 p q.mail email 2-15 200 5 b@example.com\n");
}
END_TEST

START_TEST(a_row_that_does_not_end_is_text)
{
	FINDINGS_ARE("a.sql",
	    "CREATE TABLE t(a);\nINSERT INTO t VALUES ('x', 'ana@example.com\n",
	    "2 - email 47-62 47 2 ana@example.com\n");
	FINDINGS_ARE("a.sql",
	    "CREATE TABLE t(a);\nCREATE TABLE u(\nINSERT INTO t VALUES "
	    "('ana@example.com');\n",
	    "3 - email 58-73 58 3 ana@example.com\n");
}
END_TEST

START_TEST(rows_longer_than_a_window_and_tables_of_many_are_whole)
{
	struct om_buf text = OM_BUF(4 << 20);
	struct findings t;
	const char *seen;

	om_buf_text(&text, "CREATE TABLE t(a, mail);\nINSERT INTO t VALUES ('");
	while (text.n < 400000)
		om_buf_text(&text, "0123456789 abcdef ");
	om_buf_text(&text, "', 'ana@example.com')");
	for (int i = 0; i < 20000; i++)
		om_buf_text(&text, ",('x','')");
	om_buf_text(&text, ",\n(1,'bo@example.com');\n");
	findings_open(&t);
	seen = findings_of(&t, "a.sql", om_buf_span(&text), 0);
	ck_assert_ptr_nonnull(strstr(seen, "1 t.mail email 0-15 "));
	ck_assert_ptr_nonnull(strstr(seen, "20002 t.mail email 0-14 "));
	ck_assert_uint_eq(t.reading.records, 20002);
	findings_close(&t);
	om_buf_free(&text);
}
END_TEST

OM_SUITE(scan_reading_sql)
{
	tcase_add_test(
	    tests, rows_of_copy_and_insert_are_records_of_their_table);
	tcase_add_test(tests, mysql_escapes_and_hexadecimal_values_are_read);
	tcase_add_test(tests, sqlite_dumps_are_read);
	tcase_add_test(tests, a_row_that_does_not_end_is_text);
	tcase_add_test(
	    tests, rows_longer_than_a_window_and_tables_of_many_are_whole);
}
