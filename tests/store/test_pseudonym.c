#include "store/pseudonym.h"

#include "store/audit.h"
#include "store/check.h"
#include "store/fixture.h"
#include "store/link.h"
#include "store/statement.h"

static struct fixture f;

#define HOME PHONE("+44 20 7946 0018")
#define ANN_IDS                        \
	EMAIL("ann.bell@mail.example") \
	"," HOME "," EXTERNAL("ann-4711") "," EMAIL("info@firm.example")
#define ANN                                                                 \
	PROFILE("crm", "c-ann", ANN_IDS,                                    \
	    ",\"user_id\":\"u-ann\",\"name\":\"Ann Quill Bell\","           \
	    "\"attributes\":{\"date_of_birth\":\"1980-02-29\","             \
	    "\"postcode\":\"SW1A 1AA\",\"age\":\"46\",\"language\":\"en\"," \
	    "\"street\":\"7 Quillmore Lane\",\"shoe\":\"likes red\"},"      \
	    "\"events\":[{\"source\":\"web\",\"type\":\"visit\","           \
	    "\"description\":\"came for Quill\",\"id\":\"ev-quill\","       \
	    "\"properties\":{\"page\":\"/quill/ann\"},\"created_at\":"      \
	    "\"2026-01-05T09:00:00Z\"}]")                                   \
	PROFILE("shop", "s-ann", EMAIL("ann.bell@mail.example"), "")
#define BEN                                                                    \
	PROFILE("crm", "c-ben",                                                \
	    EMAIL("ben@mail.example") "," HOME "," EMAIL("info@firm.example"), \
	    ",\"name\":\"Ben Bell\"")

static int64_t
begin(void)
{
	fixture_open(&f);
	fixture_import(&f, ANN BEN);
	return fixture_id(&f, "email:ann.bell@mail.example");
}

static int64_t
begin_pseudonymous(void)
{
	struct om_pseudonymisation p;
	int64_t id = begin();

	ck_ok(om_pseudonymise(&p, f.store, id, 0));
	return id;
}

START_TEST(what_becomes_of_everything_is_counted)
{
	struct om_pseudonymisation p;
	int64_t id = begin();

	ck_assert_int_eq(om_pseudonym_any(f.store), 0);
	ck_ok(om_pseudonymise(&p, f.store, id, 0));
	ck_assert_int_eq(om_pseudonym_any(f.store), 1);
	ck_assert_uint_eq(p.profiles, 2);
	/* Three and one: a role mailbox is nobody's. */
	ck_assert_uint_eq(p.identifiers, 4);
	ck_assert_uint_eq(p.events, 1);
	ck_assert_uint_eq(p.attributes_kept, 1);
	ck_assert_uint_eq(p.attributes_generalised, 3);
	ck_assert_uint_eq(p.attributes_dropped, 2);
	fixture_close(&f);
}
END_TEST

START_TEST(attributes_are_as_the_policy_says_and_events_bare)
{
	const char *json;

	begin_pseudonymous();
	json = fixture_export(&f);
	ck_assert_ptr_nonnull(strstr(json,
	    "\"attributes\":{\"date_of_birth\":\"1980\",\"postcode\":\"SW\","
	    "\"age\":\"40-49\",\"language\":\"en\"}"));
	ck_assert_ptr_nonnull(strstr(json,
	    "\"events\":[{\"source\":\"web\",\"type\":\"visit\","
	    "\"created_at\":\"2026-01-05T09:00:00Z\",\"properties\":{}}]"));
	ck_assert_ptr_null(strstr(json, "c-ann"));
	ck_assert_ptr_null(strstr(json, "Quill"));
	fixture_close(&f);
}
END_TEST

START_TEST(she_stays_the_same_subject_and_is_found_by_what_she_was)
{
	static const char *const queries[] = { "email:Ann.Bell@mail.example",
		"crm:customer:external_id:ann-4711", "user_id:u-ann",
		"shop:customer:email:ann.bell@mail.example" };
	int64_t id = begin_pseudonymous();
	struct om_subject *s;

	for (size_t i = 0; i < 4; i++)
		ck_assert_int_eq(fixture_id(&f, queries[i]), id);
	s = fixture_subject(&f, queries[0]);
	ck_assert_int_eq(s->state, OM_SUBJECT_PSEUDONYMOUS);
	ck_assert_uint_eq(s->profile_count, 2);
	ck_ok(fixture_reopen(&f));
	ck_assert_int_eq(fixture_id(&f, queries[0]), id);
	ck_ok(om_store_check(f.store, NULL, NULL));
	fixture_close(&f);
}
END_TEST

/* Her pseudonyms: all values of one type are tokens of version 1. */
START_TEST(identifiers_are_tokens)
{
	struct om_subject *s;

	begin_pseudonymous();
	s = fixture_subject(&f, "email:ann.bell@mail.example");
	for (size_t i = 0; i < s->profile_count; i++) {
		const struct om_profile *p = &s->profiles[i].profile;

		for (size_t k = 0; k < p->n; k++)
			ck_assert(om_token_is(p->identifiers[k].value));
		ck_assert_uint_eq(p->name.n + p->outer_id.n, 0);
	}
	ck_assert(om_span_equal(s->profiles[0].profile.identifiers[0].value,
	    s->profiles[1].profile.identifiers[0].value));
	ck_assert(om_token_is(s->profiles[0].profile.user_id));
	fixture_close(&f);
}
END_TEST

START_TEST(a_token_leads_to_her_as_well)
{
	int64_t id = begin_pseudonymous();
	struct om_subject *s =
	    fixture_subject(&f, "email:ann.bell@mail.example");
	struct om_buf query = OM_BUF(256);

	om_buf_format(&query, "email:%.*s",
	    OM_SPAN_ARG(s->profiles[0].profile.identifiers[0].value));
	ck_assert_int_eq(fixture_id(&f, query.p), id);
	om_buf_free(&query);
	fixture_close(&f);
}
END_TEST

START_TEST(doing_it_twice_is_refused)
{
	int64_t id = begin_pseudonymous();
	struct om_pseudonymisation p = { .profiles = 9 };

	ck_code(om_pseudonymise(&p, f.store, id, 0), OM_DENIED);
	ck_code(om_pseudonymise(&p, f.store, id + 1, 0), OM_NOTFOUND);
	ck_assert_uint_eq(p.profiles, 9);
	ck_assert_uint_eq(om_sql_depth(f.store->sql), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(a_later_import_of_her_has_the_same_tokens)
{
	const char *before;
	struct om_import_counts c;

	begin_pseudonymous();
	before = fixture_export(&f);
	c = fixture_import(&f, ANN);
	ck_assert_uint_eq(c.pseudonymised, 2);
	ck_assert_uint_eq(c.unchanged, 2);
	ck_assert_uint_eq(c.fresh + c.events, 0);
	ck_assert_str_eq(fixture_export(&f), before);
	c = fixture_import(&f,
	    PROFILE("new", "n-ann",
		EMAIL("Ann.Bell@mail.example") "," ID("twitter", "quillann"),
		",\"name\":\"Ann Quill\",\"attributes\":{\"age\":46}"));
	ck_assert_uint_eq(c.pseudonymised, 1);
	ck_assert_uint_eq(c.linked, 1);
	ck_assert_ptr_null(strstr(fixture_export(&f), "Quill"));
	ck_assert_ptr_null(strstr(fixture_export(&f), "quillann"));
	ck_assert_ptr_nonnull(
	    strstr(fixture_export(&f), "{\"age\":\"40-49\"}"));
	fixture_close(&f);
}
END_TEST

START_TEST(the_spouse_is_not_touched)
{
	struct om_import_counts c;
	const char *json;

	begin_pseudonymous();
	c = fixture_import(&f, BEN PROFILE("app", "a-ben", HOME, ""));
	ck_assert_uint_eq(c.pseudonymised, 0);
	ck_assert_uint_eq(c.unchanged, 1);
	/* The number alone could be hers as well as his. */
	ck_assert_uint_eq(c.ambiguous, 1);
	ck_assert_uint_eq(c.linked, 0);
	json = fixture_export(&f);
	ck_assert_ptr_nonnull(strstr(json, "ben@mail.example"));
	ck_assert_ptr_nonnull(strstr(json, "Ben Bell"));
	ck_assert_ptr_nonnull(strstr(json, "a-ben"));
	fixture_close(&f);
}
END_TEST

/* A role mailbox leads to nobody, though she had it too. */
START_TEST(who_shares_a_role_mailbox_stays_a_stranger)
{
	struct om_import_counts c;

	begin_pseudonymous();
	c = fixture_import(&f,
	    PROFILE("shop", "s-eve",
		EMAIL("eve@mail.example") "," EMAIL("info@firm.example"), "")
		PROFILE("app", "a-office", EMAIL("info@firm.example"), ""));
	ck_assert_uint_eq(c.pseudonymised, 0);
	ck_assert_uint_eq(c.linked, 0);
	ck_assert_uint_eq(c.fresh, 2);
	fixture_close(&f);
}
END_TEST

/* Nobody else has her number now: it leads to her. */
START_TEST(a_number_that_only_she_has_leads_to_her)
{
	struct om_pseudonymisation p;
	struct om_import_counts c;

	fixture_open(&f);
	fixture_import(&f, ANN);
	ck_ok(om_pseudonymise(
	    &p, f.store, fixture_id(&f, "email:ann.bell@mail.example"), 0));
	c = fixture_import(&f, PROFILE("app", "a", HOME, ""));
	ck_assert_uint_eq(c.pseudonymised, 1);
	ck_assert_uint_eq(c.linked, 1);
	fixture_close(&f);
}
END_TEST

/* A record from outside with her token and things she never said here. */
static const char *
with_her_token(void)
{
	struct om_subject *s =
	    fixture_subject(&f, "email:ann.bell@mail.example");
	struct om_buf text = OM_BUF(4096);
	const char *out;

	om_buf_format(&text,
	    "{\"source\":\"broker\",\"type\":\"lead\",\"identifiers\":["
	    "{\"type\":\"email\",\"value\":\"%.*s\"},"
	    "{\"type\":\"twitter\",\"value\":\"quillann\"}],"
	    "\"name\":\"Ann Quill\"}\n",
	    OM_SPAN_ARG(s->profiles[0].profile.identifiers[0].value));
	out = om_arena_string(&f.arena, om_buf_span(&text));
	om_buf_free(&text);
	return out;
}

struct told {
	uint64_t line;
	char why[256];
};

static void
keep_told(void *state, uint64_t line, const char *why)
{
	struct told *t = state;
	struct om_buf b = OM_BUF(sizeof(t->why));

	om_buf_text(&b, why);
	ck_assert(!b.failed);
	memcpy(t->why, b.p, b.n + 1);
	t->line = line;
	om_buf_free(&b);
}

START_TEST(a_token_from_outside_ties_nothing_to_her)
{
	struct told told = { 0 };
	struct om_import_options how = { .refused = keep_told, .state = &told };
	struct om_import_counts c;
	const char *before, *text;

	begin_pseudonymous();
	before = fixture_export(&f);
	text = with_her_token();
	ck_ok(fixture_import_with(&c, &f, text, &how));
	ck_assert_uint_eq(c.refused, 1);
	ck_assert_uint_eq(c.linked + c.fresh + c.replaced, 0);
	ck_assert_uint_eq(told.line, 1);
	ck_assert_ptr_nonnull(strstr(told.why, "pseudonym of this store"));
	ck_assert_ptr_null(strstr(told.why, "psn1_"));
	ck_assert_str_eq(fixture_export(&f), before);
	fixture_close(&f);
}
END_TEST

START_TEST(who_says_it_is_our_own_gets_no_name_tied_to_it_either)
{
	struct om_import_options own = { .own = true };
	struct om_import_counts c;
	int64_t id = begin_pseudonymous();
	const char *text = with_her_token(), *json;
	uint32_t version;

	ck_ok(om_keys_add(f.keys, &version, OM_KEY_PSEUDONYM));
	ck_ok(fixture_import_with(&c, &f, text, &own));
	ck_assert_uint_eq(c.pseudonymised, 1);
	ck_assert_uint_eq(c.linked, 1);
	json = fixture_export(&f);
	ck_assert_ptr_nonnull(strstr(json, "broker"));
	ck_assert_ptr_null(strstr(json, "Quill"));
	ck_assert_ptr_null(strstr(json, "quillann"));
	/* Her other identifier is a token of the same key as hers. */
	ck_assert_ptr_null(strstr(json, "psn2_"));
	ck_assert_int_eq(fixture_id(&f, "twitter:quillann"), id);
	ck_ok(fixture_import_with(&c, &f, text, &own));
	ck_assert_uint_eq(c.unchanged, 1);
	fixture_close(&f);
}
END_TEST

START_TEST(our_own_token_of_a_destroyed_key_is_hers_still)
{
	struct om_import_options own = { .own = true };
	struct om_import_counts c;
	const char *text;
	uint32_t version;

	begin_pseudonymous();
	text = with_her_token();
	ck_ok(om_keys_add(f.keys, &version, OM_KEY_PSEUDONYM));
	ck_ok(om_keys_destroy(f.keys, OM_KEY_PSEUDONYM, 1));
	ck_ok(fixture_import_with(&c, &f, text, &own));
	ck_assert_uint_eq(c.linked, 1);
	ck_assert_ptr_nonnull(strstr(fixture_export(&f), "psn2_"));
	ck_assert_ptr_null(strstr(fixture_export(&f), "Quill"));
	fixture_close(&f);
}
END_TEST

#define OTHERS                                                            \
	"psn1_0000000000000000000000000000000000000000000000000000000000" \
	"00002a"

START_TEST(a_token_of_another_store_is_a_value_like_any)
{
	struct om_import_counts c;

	begin_pseudonymous();
	for (int i = 0; i < 2; i++) {
		c = fixture_import(&f, PROFILE("x", "x1", EMAIL(OTHERS), ""));
		ck_assert_uint_eq(c.refused + c.pseudonymised + c.linked, 0);
		ck_assert_uint_eq(i == 0 ? c.fresh : c.unchanged, 1);
	}
	fixture_close(&f);
}
END_TEST

static const char *const values[] = { "ann.bell@mail.example", "ann-4711",
	"u-ann", "Ann Quill Bell", "Quillmore", "1980-02-29", "SW1A 1AA",
	"likes red", "/quill/ann", "ev-quill", "came for Quill", "c-ann",
	"s-ann" };

START_TEST(no_file_holds_an_old_value)
{
	struct om_import_counts c;

	begin_pseudonymous();
	c = fixture_import(&f, ANN);
	ck_assert_uint_eq(c.unchanged, 2);
	ck_ok(om_sql_flush(f.store->sql));
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		ck_assert_msg(
		    fixture_files_with(&f, values[i]) == 0, "%s", values[i]);
	fixture_close(&f);
}
END_TEST

/* What was sealed for her under the old key is sealed under a new one. */
START_TEST(her_old_key_is_in_no_file)
{
	struct om_pseudonymisation p;
	struct om_buf key = OM_BUF(256);
	int64_t id = begin();
	struct om_sql *sql = f.store->sql;

	ck_assert_int_eq(OM_SQL_FIRST(sql, S_SUBJECT_GET, OM_INT(id)), 1);
	om_buf_add(&key, om_sql_data(sql, S_SUBJECT_GET, 4));
	om_sql_stop(sql, S_SUBJECT_GET);
	ck_ok(om_sql_flush(sql));
	ck_assert(
	    fixture_holds(fixture_read(&f, "ombud.db"), om_buf_span(&key)));
	ck_ok(om_pseudonymise(&p, f.store, id, 0));
	ck_ok(om_sql_flush(sql));
	ck_assert(
	    !fixture_holds(fixture_read(&f, "ombud.db"), om_buf_span(&key)));
	om_buf_free(&key);
	fixture_close(&f);
}
END_TEST

START_TEST(after_a_rotation_she_is_found_and_keeps_her_tokens)
{
	struct om_import_counts c;
	int64_t id = begin_pseudonymous();
	const char *before = fixture_export(&f);
	uint32_t version;

	ck_ok(om_keys_add(f.keys, &version, OM_KEY_PSEUDONYM));
	ck_assert_int_eq(fixture_id(&f, "email:ann.bell@mail.example"), id);
	c = fixture_import(&f, ANN);
	ck_assert_uint_eq(c.unchanged, 2);
	ck_assert_str_eq(fixture_export(&f), before);
	fixture_close(&f);
}
END_TEST

START_TEST(a_destroyed_key_makes_her_unfindable_by_what_she_was)
{
	struct om_subject *s;
	uint32_t version;

	begin_pseudonymous();
	ck_ok(om_keys_add(f.keys, &version, OM_KEY_PSEUDONYM));
	ck_ok(om_keys_destroy(f.keys, OM_KEY_PSEUDONYM, 1));
	ck_code(
	    fixture_locate(&s, &f, "email:ann.bell@mail.example"), OM_NOTFOUND);
	fixture_close(&f);
}
END_TEST

START_TEST(begin_and_end_are_in_the_log_under_both_references)
{
	uint8_t old[OM_HASH_SIZE], new[OM_HASH_SIZE];
	struct om_pseudonymisation p;
	struct om_buf line = OM_BUF(8192), hex = OM_BUF(65);
	struct om_span ledger;
	int64_t id = begin();

	ck_ok(om_subject_reference(
	    old, fixture_subject(&f, "email:ann.bell@mail.example")));
	ck_ok(om_pseudonymise(&p, f.store, id, 0));
	ck_ok(om_subject_reference(
	    new, fixture_subject(&f, "email:ann.bell@mail.example")));
	ck_assert_mem_ne(old, new, sizeof(old));
	ledger = fixture_read(&f, "ledger/audit.ndjson");
	for (int i = 0; i < 2; i++) {
		om_buf_reset(&hex);
		om_buf_hex(&hex, om_span_bytes(i ? new : old, sizeof(old)));
		om_buf_reset(&line);
		om_buf_format(&line,
		    "\"act\":\"subject.pseudonymize\",\"subject\":\"%s\","
		    "\"detail\":\"%s\"",
		    hex.p, i ? "done" : "begun");
		ck_assert(fixture_holds(ledger, om_buf_span(&line)));
	}
	om_buf_free(&line);
	om_buf_free(&hex);
	fixture_close(&f);
}
END_TEST

START_TEST(plain_and_pseudonymous_people_are_not_linked)
{
	int64_t id = begin_pseudonymous();
	int64_t ben = fixture_id(&f, "email:ben@mail.example");

	ck_code(om_link(f.store, ben, id), OM_DENIED);
	ck_code(om_link(f.store, id, ben), OM_DENIED);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_pseudonym)
{
	tcase_add_test(tests, what_becomes_of_everything_is_counted);
	tcase_add_test(
	    tests, attributes_are_as_the_policy_says_and_events_bare);
	tcase_add_test(
	    tests, she_stays_the_same_subject_and_is_found_by_what_she_was);
	tcase_add_test(tests, identifiers_are_tokens);
	tcase_add_test(tests, a_token_leads_to_her_as_well);
	tcase_add_test(tests, doing_it_twice_is_refused);
	tcase_add_test(tests, a_later_import_of_her_has_the_same_tokens);
	tcase_add_test(tests, the_spouse_is_not_touched);
	tcase_add_test(tests, a_number_that_only_she_has_leads_to_her);
	tcase_add_test(tests, who_shares_a_role_mailbox_stays_a_stranger);
	tcase_add_test(tests, a_token_from_outside_ties_nothing_to_her);
	tcase_add_test(
	    tests, who_says_it_is_our_own_gets_no_name_tied_to_it_either);
	tcase_add_test(tests, our_own_token_of_a_destroyed_key_is_hers_still);
	tcase_add_test(tests, a_token_of_another_store_is_a_value_like_any);
	tcase_add_test(tests, no_file_holds_an_old_value);
	tcase_add_test(tests, her_old_key_is_in_no_file);
	tcase_add_test(
	    tests, after_a_rotation_she_is_found_and_keeps_her_tokens);
	tcase_add_test(
	    tests, a_destroyed_key_makes_her_unfindable_by_what_she_was);
	tcase_add_test(
	    tests, begin_and_end_are_in_the_log_under_both_references);
	tcase_add_test(tests, plain_and_pseudonymous_people_are_not_linked);
}
