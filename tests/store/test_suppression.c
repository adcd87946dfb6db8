#include "store/suppression.h"

#include "store/erase.h"
#include "store/fixture.h"

static struct fixture f;

static int
set(const char *type, const char *value, enum om_purpose purpose, bool lifted)
{
	struct om_identifier id = { om_span_of(type), om_span_of(value) };

	return om_suppression_set(f.store, &id, purpose, lifted);
}

static int
import_is_suppressed(const char *text)
{
	return (int)fixture_import(&f, text).suppressed;
}

#define ANN PROFILE("crm", "c", EMAIL("ann@mail.example"), "")

START_TEST(a_purpose_that_there_is_not_has_no_word)
{
	ck_assert_str_eq(om_suppression_word(OM_PURPOSE_SALE), "sale");
	ck_assert_ptr_null(
	    om_suppression_word((enum om_purpose)OM_PURPOSE_SLOTS));
}
END_TEST

START_TEST(nobody_is_suppressed_at_first)
{
	uint64_t erased = 9;

	fixture_open(&f);
	ck_assert_int_eq(om_suppression_any(f.store), 0);
	ck_ok(om_suppression_replay(f.store, false, &erased));
	ck_assert_uint_eq(erased, 0);
	ck_assert_int_eq(import_is_suppressed(ANN), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(who_is_suppressed_is_skipped_until_it_is_lifted)
{
	fixture_open(&f);
	ck_ok(set("email", "Ann@mail.example", OM_PURPOSE_ERASURE, false));
	ck_assert_int_eq(om_suppression_any(f.store), 1);
	ck_assert_int_eq(import_is_suppressed(ANN), 1);
	ck_ok(set("google", "ann@mail.example", OM_PURPOSE_ERASURE, true));
	ck_assert_int_eq(import_is_suppressed(ANN), 0);
	ck_ok(set("email", "ann@mail.example", OM_PURPOSE_ERASURE, false));
	ck_assert_int_eq(import_is_suppressed(ANN), 1);
	fixture_close(&f);
}
END_TEST

START_TEST(another_purpose_does_not_keep_anybody_out)
{
	fixture_open(&f);
	ck_ok(set("email", "ann@mail.example", OM_PURPOSE_MARKETING, false));
	ck_ok(set("email", "ann@mail.example", OM_PURPOSE_SALE, false));
	ck_assert_int_eq(import_is_suppressed(ANN), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(twice_is_exists_and_lifting_nothing_is_notfound)
{
	fixture_open(&f);
	ck_code(
	    set("email", "a@mail.example", OM_PURPOSE_SALE, true), OM_NOTFOUND);
	ck_ok(set("email", "a@mail.example", OM_PURPOSE_SALE, false));
	ck_code(
	    set("email", "a@mail.example", OM_PURPOSE_SALE, false), OM_EXISTS);
	ck_ok(set("email", "a@mail.example", OM_PURPOSE_SALE, true));
	ck_code(
	    set("email", "a@mail.example", OM_PURPOSE_SALE, true), OM_NOTFOUND);
	ck_assert_uint_eq(om_sql_depth(f.store->sql), 0);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM suppression"), 2);
	fixture_close(&f);
}
END_TEST

START_TEST(a_type_that_counts_within_its_source_cannot_be_suppressed_so)
{
	fixture_open(&f);
	ck_code(set("external_id", "1", OM_PURPOSE_ERASURE, false), OM_USAGE);
	ck_code(set("badge", "1", OM_PURPOSE_ERASURE, false), OM_USAGE);
	ck_code(set("email", "", OM_PURPOSE_ERASURE, false), OM_INPUT);
	fixture_close(&f);
}
END_TEST

START_TEST(a_suppressed_number_keeps_out_only_who_has_nothing_else)
{
	fixture_open(&f);
	ck_ok(set("phone_number", "+442079460018", OM_PURPOSE_ERASURE, false));
	ck_assert_int_eq(
	    import_is_suppressed(PROFILE(
		"crm", "c", PHONE("+442079460018"), "") PROFILE("crm", "d",
		PHONE("+44 20 7946 0018") "," EMAIL("ben@mail.example"), "")),
	    1);
	fixture_close(&f);
}
END_TEST

/* One line of each: the number, and whether the kind is named. */
static void
keep_line(void *state, uint64_t line, const char *why)
{
	om_buf_format(state, "%llu%s ", (unsigned long long)line,
	    strstr(why, "suppressed by its email,")		   ? ""
	    : strstr(why, "alone, which several people may share") ? "s"
								   : why);
}

START_TEST(a_stranger_with_an_erased_address_stays_out_loudly)
{
	struct om_buf told = OM_BUF(1024);
	struct om_import_options how = {
		.doubted = keep_line, .state = &told, .strict = true
	};
	struct om_import_counts c;

	fixture_open(&f);
	ck_ok(set("email", "ann@mail.example", OM_PURPOSE_ERASURE, false));
	ck_ok(set("phone_number", "+442079460018", OM_PURPOSE_ERASURE, false));
	ck_ok(fixture_import_with(&c, &f,
	    ANN PROFILE(
		"crm", "d", EMAIL("ann@mail.example") "," EXTERNAL("dan-1"), "")
		PROFILE("crm", "e",
		    EMAIL("eve@mail.example") "," EMAIL("Ann@mail.example"),
		    "") PROFILE("crm", "g",
		    PHONE("+44 20 7946 0018") "," EMAIL("ann@mail.example"), "")
		    PROFILE("crm", "h", PHONE("+442079460018"), "")
			PROFILE("crm", "i", EXTERNAL("ida"), ""),
	    &how));
	ck_assert_uint_eq(c.suppressed, 5);
	ck_assert_uint_eq(c.doubtful, 3);
	ck_assert_uint_eq(c.pending, 3);
	ck_assert_uint_eq(c.refused, 0);
	ck_assert_uint_eq(c.fresh, 1);
	ck_span_eq(om_buf_span(&told), "2 3 5s ");
	ck_assert_str_eq(fixture_partition(&f), "i");
	om_buf_free(&told);
	fixture_close(&f);
}
END_TEST

START_TEST(acts_are_in_the_log)
{
	fixture_open(&f);
	ck_ok(set("email", "a@mail.example", OM_PURPOSE_MARKETING, false));
	ck_ok(set("email", "a@mail.example", OM_PURPOSE_MARKETING, true));
	ck_assert(fixture_holds(fixture_read(&f, "ledger/audit.ndjson"),
	    OM_SPAN("\"act\":\"suppression.add\",\"detail\":\"marketing\"")));
	ck_assert(fixture_holds(fixture_read(&f, "ledger/audit.ndjson"),
	    OM_SPAN("\"act\":\"suppression.lift\"")));
	fixture_close(&f);
}
END_TEST

static int
collect(void *state, const struct om_suppression_entry *e)
{
	om_buf_format(state, "%lld:%d%s ", (long long)e->number,
	    (int)e->purpose, e->lifted ? "-" : "+");
	return OM_OK;
}

START_TEST(all_entries_are_listed_oldest_first)
{
	struct om_buf b = OM_BUF(1024);

	fixture_open(&f);
	ck_ok(set("email", "a@mail.example", OM_PURPOSE_SALE, false));
	ck_ok(set("email", "b@mail.example", OM_PURPOSE_MARKETING, false));
	ck_ok(set("email", "a@mail.example", OM_PURPOSE_SALE, true));
	ck_ok(om_suppression_list(f.store, collect, &b));
	ck_span_eq(om_buf_span(&b), "1:3+ 2:2+ 3:3- ");
	om_buf_free(&b);
	fixture_close(&f);
}
END_TEST

/* The ledger has what the table has: tags and numbers, no value. */
START_TEST(every_entry_is_in_its_ledger)
{
	struct om_span ledger;

	fixture_open(&f);
	ck_ok(set("email", "ann@mail.example", OM_PURPOSE_SALE, false));
	ledger = fixture_read(&f, "ledger/suppression.ndjson");
	ck_assert(om_span_starts(ledger, OM_SPAN("{\"number\":1,\"tag\":\"")));
	ck_assert(fixture_holds(
	    ledger, OM_SPAN("\",\"purpose\":3,\"lifted\":false,\"at\":")));
	ck_assert_uint_eq(fixture_files_with(&f, "ann@mail.example"), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(an_erasure_adds_each_identifier_once)
{
	struct om_erasure e;

	fixture_open(&f);
	ck_ok(set("email", "ann@mail.example", OM_PURPOSE_ERASURE, false));
	ck_ok(set("email", "ann@mail.example", OM_PURPOSE_ERASURE, true));
	fixture_import(
	    &f, ANN PROFILE("shop", "s", EMAIL("ann@mail.example"), ""));
	ck_ok(
	    om_erase(&e, f.store, fixture_id(&f, "email:ann@mail.example"), 0));
	ck_assert_uint_eq(e.suppressed, 2); /* her id, her address */
	ck_assert_int_eq(import_is_suppressed(ANN), 1);
	ck_ok(set("email", "ann@mail.example", OM_PURPOSE_ERASURE, true));
	ck_assert_int_eq(import_is_suppressed(ANN), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(a_replay_erases_whom_the_ledger_names_and_nobody_else)
{
	uint64_t erased;
	int64_t spouse;

	fixture_open(&f);
	fixture_import(
	    &f, ANN PROFILE("crm", "b",
		    EMAIL("ben@mail.example") "," PHONE("+442079460018"), ""));
	spouse = fixture_id(&f, "email:ben@mail.example");
	ck_ok(om_suppression_replay(f.store, false, &erased));
	ck_assert_uint_eq(erased, 0);
	ck_ok(set("email", "ann@mail.example", OM_PURPOSE_ERASURE, false));
	ck_ok(set("phone_number", "+442079460018", OM_PURPOSE_ERASURE, false));
	ck_ok(set("email", "ben@mail.example", OM_PURPOSE_SALE, false));
	ck_ok(om_suppression_replay(f.store, false, &erased));
	ck_assert_uint_eq(erased, 1);
	ck_assert_str_eq(fixture_partition(&f), "b");
	ck_assert_int_eq(fixture_id(&f, "email:ben@mail.example"), spouse);
	fixture_close(&f);
}
END_TEST

/* More people than a page of the replay takes. */
START_TEST(a_replay_goes_through_everybody)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_store_counts c;
	uint64_t erased;

	fixture_open(&f);
	for (int i = 0; i < 1100; i++)
		om_buf_format(&text,
		    "{\"source\":\"s\",\"type\":\"t\",\"identifiers\":[{"
		    "\"type\":\"email\",\"value\":\"u%d@mail.example\"}]}\n",
		    i);
	fixture_import(&f, text.p);
	for (int i = 10; i < 1100; i += 109) {
		om_buf_reset(&text);
		om_buf_format(&text, "u%d@mail.example", i);
		ck_ok(set("email", text.p, OM_PURPOSE_ERASURE, false));
	}
	ck_ok(om_suppression_replay(f.store, false, &erased));
	ck_assert_uint_eq(erased, 10);
	ck_ok(om_store_count(&c, f.store));
	ck_assert_int_eq(c.subjects, 1090);
	om_buf_free(&text);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_suppression)
{
	tcase_add_test(tests, a_purpose_that_there_is_not_has_no_word);
	tcase_add_test(tests, nobody_is_suppressed_at_first);
	tcase_add_test(tests, who_is_suppressed_is_skipped_until_it_is_lifted);
	tcase_add_test(tests, another_purpose_does_not_keep_anybody_out);
	tcase_add_test(tests, twice_is_exists_and_lifting_nothing_is_notfound);
	tcase_add_test(tests,
	    a_type_that_counts_within_its_source_cannot_be_suppressed_so);
	tcase_add_test(
	    tests, a_suppressed_number_keeps_out_only_who_has_nothing_else);
	tcase_add_test(
	    tests, a_stranger_with_an_erased_address_stays_out_loudly);
	tcase_add_test(tests, acts_are_in_the_log);
	tcase_add_test(tests, all_entries_are_listed_oldest_first);
	tcase_add_test(tests, every_entry_is_in_its_ledger);
	tcase_add_test(tests, an_erasure_adds_each_identifier_once);
	tcase_add_test(
	    tests, a_replay_erases_whom_the_ledger_names_and_nobody_else);
	tcase_add_test(tests, a_replay_goes_through_everybody);
}
