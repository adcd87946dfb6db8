#include "store/erase.h"

#include "store/check.h"
#include "store/fixture.h"
#include "store/link.h"
#include "store/locate.h"
#include "store/pseudonym.h"
#include "store/statement.h"

static struct fixture f;

#define HOME PHONE("+44 20 7946 0018")
#define ANN                                                                   \
	PROFILE("crm", "c-ann",                                               \
	    EMAIL("ann.bell@mail.example") "," HOME "," EXTERNAL("ann-4711"), \
	    ",\"name\":\"Zo\xc3\xab Ann Bell\",\"attributes\":{\"note\":"     \
	    "\"likes <tea> & \\\"rooibos\\\"\"},\"events\":[{\"source\":"     \
	    "\"web\",\"type\":\"visit\",\"properties\":{\"page\":"            \
	    "\"/private/ann\"}}]")                                            \
	PROFILE("shop", "s-ann",                                              \
	    EMAIL("ann.bell@mail.example") "," ID("twitter", "ann_bell_x"),   \
	    "")
#define BEN                                                         \
	PROFILE("crm", "c-ben", EMAIL("ben@mail.example") "," HOME, \
	    ",\"name\":\"Ben Bell\"")

static int64_t
begin(void)
{
	fixture_open(&f);
	fixture_import(&f, ANN BEN);
	return fixture_id(&f, "email:ann.bell@mail.example");
}

START_TEST(an_erasure_removes_every_row_and_counts_them)
{
	int64_t id = begin();
	struct om_erasure e;
	struct om_store_counts c;

	ck_ok(om_erase(&e, f.store, id, 0));
	ck_assert_uint_eq(e.profiles, 2);
	ck_assert_uint_eq(e.events, 1);
	ck_assert_uint_eq(e.identifiers, 4);
	/* Her id, e-mail, external id; not the number, nor the handle. */
	ck_assert_uint_eq(e.suppressed, 3);
	ck_assert_uint_eq(e.remaining, 0);
	ck_ok(om_erase_settle(&e, f.store));
	ck_assert(e.flushed);
	ck_ok(om_store_count(&c, f.store));
	ck_assert_int_eq(c.subjects, 1);
	ck_assert_int_eq(c.profiles, 1);
	ck_assert_int_eq(c.events, 0);
	ck_assert_int_eq(c.identifiers, 2);
	ck_assert_int_eq(c.suppressed, 3);
	ck_ok(om_store_check(f.store, NULL, NULL));
	fixture_close(&f);
}
END_TEST

START_TEST(nobody_is_found_afterwards_by_anything)
{
	static const char *const queries[] = { "email:ann.bell@mail.example",
		"twitter:ann_bell_x", "crm:customer:external_id:ann-4711" };
	int64_t id = begin();
	struct om_erasure e;
	struct om_subject *s;

	ck_ok(om_erase(&e, f.store, id, 0));
	for (size_t i = 0; i < 3; i++)
		ck_code(fixture_locate(&s, &f, queries[i]), OM_NOTFOUND);
	ck_code(om_locate_id(&s, f.store, &f.arena, id), OM_NOTFOUND);
	ck_assert_str_eq(fixture_partition(&f), "c-ben");
	ck_assert_int_eq(fixture_id(&f, "phone_number:+442079460018"),
	    fixture_id(&f, "email:ben@mail.example"));
	fixture_close(&f);
}
END_TEST

START_TEST(erasing_twice_is_notfound)
{
	int64_t id = begin();
	struct om_erasure e;

	ck_ok(om_erase(&e, f.store, id, 0));
	e.profiles = 99;
	ck_code(om_erase(&e, f.store, id, 0), OM_NOTFOUND);
	ck_assert_uint_eq(e.profiles, 99);
	ck_assert_uint_eq(om_sql_depth(f.store->sql), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(a_later_import_of_her_is_skipped_and_counted)
{
	int64_t id = begin();
	struct om_erasure e;
	struct om_import_counts c;

	ck_ok(om_erase(&e, f.store, id, 0));
	c = fixture_import(&f, ANN);
	ck_assert_uint_eq(c.suppressed, 2);
	ck_assert_uint_eq(c.fresh + c.events, 0);
	c = fixture_import(&f,
	    PROFILE("new", "n", EMAIL("Ann.Bell@MAIL.example"), "")
		TYPED("crm", "rider", "r", EXTERNAL("ann-4711"), ""));
	ck_assert_uint_eq(c.suppressed, 2);
	/* The number of an external id is another's in another source. */
	c = fixture_import(&f, PROFILE("new", "n", EXTERNAL("ann-4711"), ""));
	ck_assert_uint_eq(c.fresh, 1);
	fixture_close(&f);
}
END_TEST

START_TEST(a_spouse_with_the_same_number_is_not_suppressed)
{
	int64_t id = begin();
	struct om_erasure e;
	struct om_import_counts c;

	ck_ok(om_erase(&e, f.store, id, 0));
	c = fixture_import(&f,
	    BEN PROFILE("shop", "s-ben", EMAIL("ben@mail.example") "," HOME, "")
		PROFILE("app", "a", HOME, ""));
	ck_assert_uint_eq(c.suppressed, 0);
	ck_assert_uint_eq(c.unchanged, 1);
	ck_assert_uint_eq(c.fresh, 2);
	fixture_close(&f);
}
END_TEST

START_TEST(who_has_nothing_but_a_number_is_suppressed_by_it)
{
	struct om_erasure e;
	struct om_import_counts c;

	fixture_open(&f);
	fixture_import(&f, PROFILE("crm", "c", HOME, ""));
	ck_ok(om_erase(
	    &e, f.store, fixture_id(&f, "phone_number:+442079460018"), 0));
	ck_assert_uint_eq(e.suppressed, 2);
	c = fixture_import(&f, PROFILE("crm", "c", HOME, "") BEN);
	ck_assert_uint_eq(c.suppressed, 1);
	ck_assert_uint_eq(c.fresh, 1);
	fixture_close(&f);
}
END_TEST

static const char *const values[] = { "ann.bell@mail.example", "ann-4711",
	"ann_bell_x", "Zo\xc3\xab Ann Bell", "/private/ann",
	"likes <tea> & \"rooibos\"", "c-ann", "s-ann" };

enum { VALUES = sizeof(values) / sizeof(values[0]) };

/* Whatever she was called must be in no file, sealed or not. */
START_TEST(no_file_holds_any_of_her_values)
{
	int64_t id = begin();
	struct om_erasure e;

	ck_ok(om_erase(&e, f.store, id, 0));
	ck_ok(om_erase_settle(&e, f.store));
	for (size_t i = 0; i < VALUES; i++)
		ck_assert_msg(
		    fixture_files_with(&f, values[i]) == 0, "%s", values[i]);
	ck_ok(fixture_reopen(&f));
	for (size_t i = 0; i < VALUES; i++)
		ck_assert_msg(
		    fixture_files_with(&f, values[i]) == 0, "%s", values[i]);
	fixture_close(&f);
}
END_TEST

/* The search above would find them: here they are in the clear. */
START_TEST(values_left_in_the_clear_would_be_found)
{
	struct om_buf sql = OM_BUF(4096);

	(void)begin();
	for (size_t i = 0; i < VALUES; i++) {
		om_buf_reset(&sql);
		om_buf_format(&sql, "INSERT INTO meta VALUES ('v%zu', '%s')", i,
		    values[i]);
		fixture_sql(&f, sql.p);
		ck_assert_msg(
		    fixture_files_with(&f, values[i]) > 0, "%s", values[i]);
	}
	om_buf_free(&sql);
	fixture_close(&f);
}
END_TEST

/* The wrapped key is overwritten, in the database and, once settled, in its
 * log: her sealed rows in older copies are noise without it. */
START_TEST(her_wrapped_key_is_in_no_file)
{
	struct om_sql *sql = (begin(), f.store->sql);
	int64_t id = fixture_id(&f, "email:ann.bell@mail.example");
	struct om_buf key = OM_BUF(256);
	struct om_erasure e;

	ck_assert_int_eq(OM_SQL_FIRST(sql, S_SUBJECT_GET, OM_INT(id)), 1);
	om_buf_add(&key, om_sql_data(sql, S_SUBJECT_GET, 4));
	om_sql_stop(sql, S_SUBJECT_GET);
	ck_ok(om_sql_flush(sql));
	ck_assert(
	    fixture_holds(fixture_read(&f, "ombud.db"), om_buf_span(&key)));
	ck_ok(om_erase(&e, f.store, id, 0));
	ck_ok(om_erase_settle(&e, f.store));
	ck_assert(
	    !fixture_holds(fixture_read(&f, "ombud.db"), om_buf_span(&key)));
	ck_assert_uint_eq(fixture_read(&f, "ombud.db-wal").n, 0);
	om_buf_free(&key);
	fixture_close(&f);
}
END_TEST

/* At the first row that goes her key is gone already. */
START_TEST(her_key_is_overwritten_before_anything_else)
{
	int64_t id = begin();
	struct om_erasure e;

	fixture_sql(&f, "CREATE TRIGGER a BEFORE DELETE ON identifier BEGIN"
			" INSERT OR REPLACE INTO meta SELECT 'key',"
			" hex(wrapped_key) FROM subject"
			" WHERE id = old.subject; END");
	ck_ok(om_erase(&e, f.store, id, 0));
	ck_assert_int_eq(fixture_number(&f, "SELECT length(value) > 0 AND"
					    " trim(value, '0') = '' FROM meta"
					    " WHERE name = 'key'"),
	    1);
	fixture_close(&f);
}
END_TEST

START_TEST(settling_says_busy_while_somebody_reads)
{
	int64_t id = begin();
	struct om_erasure e;
	struct om_store *reader;

	ck_ok(om_store_open(&reader, &f.options));
	ck_assert_int_eq(om_sql_first(reader->sql, S_COUNT_ALL, NULL, 0), 1);
	ck_ok(om_erase(&e, f.store, id, 0));
	ck_code(om_erase_settle(&e, f.store), OM_BUSY);
	ck_assert(!e.flushed);
	om_sql_stop(reader->sql, S_COUNT_ALL);
	ck_ok(om_erase_settle(&e, f.store));
	ck_assert(e.flushed);
	ck_ok(om_store_close(reader));
	fixture_close(&f);
}
END_TEST

START_TEST(an_alias_leads_to_the_erasure_of_the_whole_person)
{
	int64_t id = begin(), ben = fixture_id(&f, "email:ben@mail.example");
	struct om_erasure e;
	struct om_subject *s;

	ck_ok(om_link(f.store, id, ben));
	ck_ok(om_erase(&e, f.store, ben, 0));
	ck_assert_uint_eq(e.profiles, 3);
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM alias"), 0);
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM subject"), 0);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM identifier"), 0);
	ck_code(om_locate_id(&s, f.store, &f.arena, ben), OM_NOTFOUND);
	fixture_close(&f);
}
END_TEST

START_TEST(claims_of_her_requests_are_wiped)
{
	struct om_buf sql = OM_BUF(1024);
	int64_t id = begin();
	struct om_erasure e;

	om_buf_format(&sql,
	    "INSERT INTO request (id, right_name, regime, country, received,"
	    " requester, controller, role, channel, capacity, language,"
	    " subject, subject_reference, epoch, wrapped_key, claim)"
	    " VALUES (7, 'erase', 'gdpr', 'DE', 1, 1, '', 'controller', '',"
	    " 'self', 'en', %lld, x'00', 1, x'01', x'02')",
	    (long long)id);
	fixture_sql(&f, sql.p);
	ck_ok(om_erase(&e, f.store, id, 7));
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM request WHERE subject IS"
			       " NULL AND claim IS NULL AND wrapped_key IS"
			       " NULL AND epoch IS NULL"),
	    1);
	om_buf_free(&sql);
	fixture_close(&f);
}
END_TEST

/* A pseudonymised person who is erased stays away by her real address. */
START_TEST(who_was_pseudonymised_and_then_erased_does_not_come_back)
{
	int64_t id = begin();
	struct om_pseudonymisation p;
	struct om_erasure e;
	struct om_import_counts c;

	ck_ok(om_pseudonymise(&p, f.store, id, 0));
	ck_ok(om_erase(&e, f.store, id, 0));
	c = fixture_import(&f, ANN BEN);
	ck_assert_uint_eq(c.suppressed, 2);
	ck_assert_uint_eq(c.fresh, 0);
	fixture_close(&f);
}
END_TEST

/* A row that cannot be removed undoes the whole erasure. */
START_TEST(an_erasure_that_leaves_a_row_does_not_happen)
{
	int64_t id = begin();
	const char *before = fixture_export(&f);
	struct om_erasure e;

	fixture_sql(&f, "CREATE TRIGGER t BEFORE DELETE ON profile BEGIN"
			" SELECT RAISE(IGNORE); END");
	ck_code(om_erase(&e, f.store, id, 0), OM_CORRUPT);
	ck_assert_str_eq(fixture_export(&f), before);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM suppression"), 0);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_erase)
{
	tcase_add_test(tests, an_erasure_removes_every_row_and_counts_them);
	tcase_add_test(tests, nobody_is_found_afterwards_by_anything);
	tcase_add_test(tests, erasing_twice_is_notfound);
	tcase_add_test(tests, a_later_import_of_her_is_skipped_and_counted);
	tcase_add_test(tests, a_spouse_with_the_same_number_is_not_suppressed);
	tcase_add_test(tests, who_has_nothing_but_a_number_is_suppressed_by_it);
	tcase_add_test(tests, no_file_holds_any_of_her_values);
	tcase_add_test(tests, values_left_in_the_clear_would_be_found);
	tcase_add_test(tests, her_wrapped_key_is_in_no_file);
	tcase_add_test(tests, her_key_is_overwritten_before_anything_else);
	tcase_add_test(tests, settling_says_busy_while_somebody_reads);
	tcase_add_test(
	    tests, an_alias_leads_to_the_erasure_of_the_whole_person);
	tcase_add_test(tests, claims_of_her_requests_are_wiped);
	tcase_add_test(
	    tests, who_was_pseudonymised_and_then_erased_does_not_come_back);
	tcase_add_test(tests, an_erasure_that_leaves_a_row_does_not_happen);
}
