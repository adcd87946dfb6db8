#include "test.h"

#include "format/json_reader.h"
#include "store/profile.h"

static struct om_arena arena;

/* Reads a profile from JSON text. */
static int
read_text(struct om_profile *out, const struct om_value **events, char *text)
{
	struct om_value *v;

	ck_ok(om_json_read(&v, &arena, om_span_of(text), NULL));
	return om_profile_read(out, &arena, v, events);
}

static int
read_json(struct om_profile *out, const char *text)
{
	const struct om_value *events = NULL;

	return read_text(
	    out, &events, om_arena_string(&arena, om_span_of(text)));
}

/* The members of a good profile, one of them replaced or one more added. */
static int
read_with(struct om_profile *out, const char *key, const char *value)
{
	static const char *const good[][2] = { { "source", "\"crm\"" },
		{ "type", "\"customer\"" },
		{ "identifiers", "[{\"type\":\"email\",\"value\":"
				 "\"ann.bell@mail.example\"}]" } };
	struct om_buf text = OM_BUF(1 << 20);
	bool replaced = false;
	int rc;

	om_buf_byte(&text, '{');
	for (int i = 0; i < 3; i++) {
		bool this = strcmp(good[i][0], key) == 0;

		replaced = replaced || this;
		if (this && value == NULL)
			continue;
		om_buf_format(&text, "%s\"%s\":%s", text.n > 1 ? "," : "",
		    good[i][0], this ? value : good[i][1]);
	}
	if (!replaced && value != NULL)
		om_buf_format(&text, ",\"%s\":%s", key, value);
	om_buf_byte(&text, '}');
	rc = read_json(out, text.p);
	om_buf_free(&text);
	return rc;
}

/* A JSON string of n times the text. */
static const char *
repeated(const char *text, size_t n)
{
	struct om_buf b = OM_BUF(1 << 20);
	const char *kept;

	om_buf_byte(&b, '"');
	for (size_t i = 0; i < n; i++)
		om_buf_text(&b, text);
	om_buf_byte(&b, '"');
	kept = om_arena_string(&arena, om_buf_span(&b));
	om_buf_free(&b);
	return kept;
}

/* Identifiers as JSON: n of them, of type t and value. */
static const char *
identifiers(size_t n, const char *type, const char *value)
{
	struct om_buf b = OM_BUF(1 << 20);
	const char *kept;

	om_buf_byte(&b, '[');
	for (size_t i = 0; i < n; i++)
		om_buf_format(&b, "%s{\"type\":%s,\"value\":%s}",
		    i > 0 ? "," : "", type,
		    value == NULL ? repeated("x", i + 1) : value);
	om_buf_byte(&b, ']');
	kept = om_arena_string(&arena, om_buf_span(&b));
	om_buf_free(&b);
	return kept;
}

START_TEST(every_member_is_read)
{
	struct om_profile p;

	ck_ok(read_json(&p,
	    "{\"id\":\"01BX5ZZKBKACTAV9WEVGEMMVRY\",\"source\":\"crm\","
	    "\"type\":\"customer\",\"name\":\"Ann Bell\",\"user_id\":\"123\","
	    "\"identifiers\":[{\"type\":\"phone_number\",\"value\":"
	    "\"+1 202 555 0101\"},{\"value\":\"7\",\"type\":\"external_id\"}],"
	    "\"attributes\":{\"city\":\"Town\",\"n\":1.50,\"x\":[true,null]},"
	    "\"created_at\":\"2026-01-02T03:04:05Z\","
	    "\"updated_at\":\"2026-01-02T03:04:05.591+02:00\"}"));
	ck_span_eq(p.outer_id, "01BX5ZZKBKACTAV9WEVGEMMVRY");
	ck_span_eq(p.source, "crm");
	ck_span_eq(p.type, "customer");
	ck_span_eq(p.name, "Ann Bell");
	ck_span_eq(p.user_id, "123");
	ck_assert_uint_eq(p.n, 2);
	ck_span_eq(p.identifiers[0].type, "phone_number");
	ck_span_eq(p.identifiers[0].value, "+1 202 555 0101");
	ck_span_eq(p.identifiers[1].type, "external_id");
	ck_span_eq(p.identifiers[1].value, "7");
	ck_span_eq(
	    p.attributes, "{\"city\":\"Town\",\"n\":1.50,\"x\":[true,null]}");
	ck_span_eq(p.created_at, "2026-01-02T03:04:05Z");
	ck_span_eq(p.updated_at, "2026-01-02T03:04:05.591+02:00");
}
END_TEST

START_TEST(what_may_be_absent_may_also_be_null)
{
	static const char *const optional[] = { "id", "name", "user_id",
		"attributes", "created_at", "updated_at", "events" };
	struct om_profile p;

	for (size_t i = 0; i < sizeof(optional) / sizeof(optional[0]); i++) {
		ck_ok(read_with(&p, optional[i], "null"));
		ck_span_eq(p.attributes, "{}");
		ck_assert_uint_eq(p.name.n + p.user_id.n + p.outer_id.n, 0);
	}
	ck_ok(read_with(&p, "attributes", "{}"));
	ck_span_eq(p.attributes, "{}");
}
END_TEST

START_TEST(source_type_and_identifiers_are_required)
{
	static const char *const required[] = { "source", "type",
		"identifiers" };
	struct om_profile p;

	for (size_t i = 0; i < 3; i++) {
		ck_code(read_with(&p, required[i], NULL), OM_INPUT);
		ck_assert_ptr_nonnull(strstr(om_failure(), required[i]));
		ck_code(read_with(&p, required[i], "null"), OM_INPUT);
		ck_code(read_with(&p, required[i], "\"\""), OM_INPUT);
	}
	ck_code(read_with(&p, "identifiers", "[]"), OM_INPUT);
}
END_TEST

START_TEST(source_and_type_have_at_most_40_characters)
{
	static const char *const keys[] = { "source", "type" };
	struct om_profile p;

	for (size_t i = 0; i < 2; i++) {
		ck_ok(read_with(&p, keys[i], repeated("s", 40)));
		ck_ok(read_with(&p, keys[i], repeated("\xc3\xa9", 40)));
		ck_code(read_with(&p, keys[i], repeated("s", 41)), OM_INPUT);
		ck_code(
		    read_with(&p, keys[i], repeated("\xc3\xa9", 41)), OM_INPUT);
	}
}
END_TEST

START_TEST(a_type_of_identifier_has_at_most_60_characters)
{
	struct om_profile p;

	ck_ok(read_with(
	    &p, "identifiers", identifiers(1, repeated("t", 60), "\"v\"")));
	ck_code(read_with(&p, "identifiers",
		    identifiers(1, repeated("t", 61), "\"v\"")),
	    OM_INPUT);
	ck_code(read_with(&p, "identifiers", identifiers(1, "\"\"", "\"v\"")),
	    OM_INPUT);
}
END_TEST

START_TEST(a_profile_has_at_most_20_identifiers)
{
	struct om_profile p;

	ck_ok(read_with(&p, "identifiers", identifiers(20, "\"sdk\"", NULL)));
	ck_assert_uint_eq(p.n, 20);
	ck_code(read_with(&p, "identifiers", identifiers(21, "\"sdk\"", NULL)),
	    OM_INPUT);
}
END_TEST

START_TEST(a_value_has_1_to_1024_bytes)
{
	static const char *const folded[] = { "\"email\"", "\"sdk\"" };
	struct om_profile p;

	for (size_t i = 0; i < 2; i++) {
		ck_ok(read_with(&p, "identifiers",
		    identifiers(1, folded[i], repeated("v", 1024))));
		ck_code(read_with(&p, "identifiers",
			    identifiers(1, folded[i], repeated("v", 1025))),
		    OM_INPUT);
		ck_code(read_with(&p, "identifiers",
			    identifiers(1, folded[i], "\"\"")),
		    OM_INPUT);
	}
	ck_ok(read_with(&p, "name", repeated("n", 1024)));
	ck_code(read_with(&p, "name", repeated("n", 1025)), OM_INPUT);
}
END_TEST

/* U+FDFA folds to 18 characters, 33 bytes: 300 of them pass any buffer. */
START_TEST(a_value_that_folding_makes_too_long_or_empty_is_refused)
{
	struct om_profile p;

	ck_code(read_with(&p, "identifiers",
		    identifiers(1, "\"email\"", repeated("\xef\xb7\xba", 300))),
	    OM_INPUT);
	ck_code(read_with(
		    &p, "identifiers", identifiers(1, "\"twitter\"", "\"  \"")),
	    OM_INPUT);
}
END_TEST

START_TEST(whole_numbers_are_taken_for_values_and_user_id)
{
	struct om_profile p;

	ck_ok(read_with(&p, "identifiers",
	    "[{\"type\":\"phone_number\",\"value\":12025550101}]"));
	ck_span_eq(p.identifiers[0].value, "12025550101");
	ck_ok(read_with(&p, "user_id", "99999999999999999999"));
	ck_span_eq(p.user_id, "99999999999999999999");
	ck_code(read_with(&p, "user_id", "1.5"), OM_INPUT);
	ck_code(read_with(&p, "user_id", "1e9"), OM_INPUT);
	ck_code(read_with(&p, "user_id", "true"), OM_INPUT);
	ck_code(read_with(&p, "identifiers", identifiers(1, "\"sdk\"", "1E9")),
	    OM_INPUT);
	ck_code(read_with(&p, "name", "7"), OM_INPUT);
	ck_code(read_with(&p, "source", "7"), OM_INPUT);
}
END_TEST

START_TEST(zendesk_is_a_reserved_source_and_others_like_it_are_not)
{
	struct om_profile p;

	ck_code(read_with(&p, "source", "\"zendesk\""), OM_INPUT);
	ck_ok(read_with(&p, "source", "\"zendesk2\""));
	ck_ok(read_with(&p, "type", "\"zendesk\""));
}
END_TEST

/* An identifier query splits on ':', so these cannot hold one. */
START_TEST(a_colon_may_stand_in_values_only)
{
	struct om_profile p;

	ck_code(read_with(&p, "source", "\"a:b\""), OM_INPUT);
	ck_code(read_with(&p, "type", "\"a:b\""), OM_INPUT);
	ck_code(
	    read_with(&p, "identifiers", identifiers(1, "\"a:b\"", "\"v\"")),
	    OM_INPUT);
	ck_ok(read_with(&p, "identifiers", identifiers(1, "\"a\"", "\"b:c\"")));
}
END_TEST

START_TEST(email_and_twitter_are_folded_to_lower_case_others_are_not)
{
	static const struct {
		const char *type, *value;
	} cases[] = { { "\"email\"", "Ann.Bell@MAIL.example" },
		{ "\"twitter\"", "AnnBell" }, { "\"facebook\"", "AnnBell" },
		{ "\"external_id\"", "AbC" } };
	static const char *const wanted[] = { "ann.bell@mail.example",
		"annbell", "AnnBell", "AbC" };
	struct om_profile p;

	for (size_t i = 0; i < 4; i++) {
		ck_ok(read_with(&p, "identifiers",
		    identifiers(
			1, cases[i].type, repeated(cases[i].value, 1))));
		ck_span_eq(p.identifiers[0].value, wanted[i]);
	}
}
END_TEST

START_TEST(an_identifier_twice_is_one)
{
	struct om_profile p;

	ck_ok(read_with(&p, "identifiers",
	    "[{\"type\":\"email\",\"value\":\"a@mail.example\"},"
	    "{\"type\":\"email\",\"value\":\"A@mail.example\"},"
	    "{\"type\":\"sdk\",\"value\":\"a@mail.example\"}]"));
	ck_assert_uint_eq(p.n, 2);
}
END_TEST

START_TEST(unknown_members_are_refused_without_naming_them)
{
	struct om_profile p;

	ck_code(read_with(&p, "surname", "\"Bell\""), OM_INPUT);
	ck_assert_ptr_null(strstr(om_failure(), "surname"));
	ck_code(read_with(&p, "identifiers",
		    "[{\"type\":\"sdk\",\"value\":\"v\",\"x\":1}]"),
	    OM_INPUT);
	ck_code(read_with(&p, "identifiers", "[{\"type\":\"sdk\"}]"), OM_INPUT);
	ck_code(read_with(&p, "identifiers", "[{\"type\":\"sdk\",\"x\":1}]"),
	    OM_INPUT);
	ck_code(read_with(&p, "identifiers", "[\"sdk\"]"), OM_INPUT);
}
END_TEST

START_TEST(wrong_types_are_refused)
{
	static const char *const bad[][2] = { { "attributes", "[]" },
		{ "attributes", "[1]" }, { "attributes", "\"x\"" },
		{ "attributes", "7" }, { "identifiers", "{}" },
		{ "identifiers", "7" }, { "id", "7" }, { "name", "{}" },
		{ "created_at", "\"yesterday\"" }, { "updated_at", "1" },
		{ "events", "{}" }, { "events", "7" } };
	struct om_profile p;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_code(read_with(&p, bad[i][0], bad[i][1]), OM_INPUT);
		ck_assert_ptr_nonnull(strstr(om_failure(), bad[i][0]));
	}
	ck_code(read_json(&p, "[]"), OM_INPUT);
}
END_TEST

START_TEST(no_message_holds_a_value)
{
	static const char *const bad[][2] = { { "source", "\"Bell:Bell\"" },
		{ "identifiers", "[{\"type\":\"Bell:\",\"value\":\"Bell\"}]" },
		{ "created_at", "\"Bell\"" }, { "Bell", "\"Bell\"" },
		{ "attributes", "\"Bell\"" } };
	struct om_profile p;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		ck_code(read_with(&p, bad[i][0], bad[i][1]), OM_INPUT);
		ck_assert_ptr_null(strstr(om_failure(), "Bell"));
	}
}
END_TEST

START_TEST(events_are_handed_out)
{
	char text[] = "{\"source\":\"crm\",\"type\":\"c\",\"identifiers\":[{"
		      "\"type\":\"sdk\",\"value\":\"v\"}],\"events\":[1,2]}";
	const struct om_value *events = NULL;
	struct om_profile p;

	ck_ok(read_text(&p, &events, text));
	ck_assert_ptr_nonnull(events);
	ck_assert_uint_eq(events->count, 2);
}
END_TEST

/* The order of protocols.md 1.1: the first present wins. */
START_TEST(default_names_come_in_zendesks_order)
{
	static const char *const types[] = { "email", "external_id",
		"phone_number", "twitter", "facebook", "sdk" };
	static const char *const names[] = { "v", "User v", "User v",
		"Twitter user v", "Facebook user v", "SDK user v" };
	struct om_profile p;

	/* All types from i on, in reverse: the i-th must win. */
	for (size_t i = 0; i < 6; i++) {
		struct om_buf list = OM_BUF(4096), name = OM_BUF(256);

		om_buf_text(&list, "[{\"type\":\"loyalty\",\"value\":\"l\"}");
		for (size_t k = 6; k-- > i;)
			om_buf_format(&list,
			    ",{\"type\":\"%s\",\"value\":\"v\"}", types[k]);
		om_buf_text(&list, "]");
		ck_ok(read_with(&p, "identifiers", list.p));
		om_profile_default_name(&name, &p);
		ck_span_eq(om_buf_span(&name), names[i]);
		om_buf_free(&list);
		om_buf_free(&name);
	}
}
END_TEST

START_TEST(the_last_default_is_type_and_value_of_the_first_identifier)
{
	struct om_buf name = OM_BUF(256);
	struct om_profile p;

	ck_ok(read_with(&p, "identifiers",
	    "[{\"type\":\"loyalty\",\"value\":\"l7\"},"
	    "{\"type\":\"badge\",\"value\":\"b\"}]"));
	om_profile_default_name(&name, &p);
	ck_span_eq(om_buf_span(&name), "loyalty user l7");
	om_buf_free(&name);
}
END_TEST

/* Found by fuzz_profile: what was exported could not be imported. */
START_TEST(a_default_name_is_no_longer_than_a_name_may_be)
{
	struct om_buf name = OM_BUF(4096), list = OM_BUF(4096);
	struct om_profile p;

	om_buf_text(&list, "[{\"type\":\"sdk\",\"value\":\"");
	for (int i = 0; i < 1014; i++)
		om_buf_byte(&list, 'a');
	om_buf_text(&list, "\u00e9bcdef\"}]");
	ck_ok(read_with(&p, "identifiers", list.p));
	om_profile_default_name(&name, &p);
	/* Nine bytes before it; half a letter is not taken. */
	ck_assert_uint_eq(name.n, 9 + 1014);
	ck_assert(name.p[name.n - 1] == 'a');
	om_buf_free(&name);
	om_buf_free(&list);
}
END_TEST

static void
json_is(const struct om_profile *p, const char *wanted)
{
	struct om_buf b = OM_BUF(8192);
	struct om_json j = OM_JSON(&b, false);

	om_json_object(&j, NULL);
	om_profile_json(&j, p);
	om_json_end_object(&j);
	ck_span_eq(om_buf_span(&b), wanted);
	om_buf_free(&b);
}

START_TEST(a_profile_is_shown_with_a_name_always)
{
	struct om_profile p;

	ck_ok(read_with(&p, "name", "null"));
	json_is(&p,
	    "{\"source\":\"crm\",\"type\":\"customer\","
	    "\"name\":\"ann.bell@mail.example\",\"identifiers\":[{\"type\":"
	    "\"email\",\"value\":\"ann.bell@mail.example\"}],"
	    "\"attributes\":{}}");
	ck_ok(read_json(&p,
	    "{\"source\":\"s\",\"type\":\"t\",\"id\":\"i\",\"user_id\":5,"
	    "\"name\":\"N\",\"identifiers\":[{\"type\":\"sdk\",\"value\":"
	    "\"v\"}],\"attributes\":{\"a\":1},\"created_at\":"
	    "\"2026-01-02T03:04:05Z\",\"updated_at\":"
	    "\"2026-01-02T03:04:06Z\"}"));
	json_is(&p,
	    "{\"id\":\"i\",\"source\":\"s\",\"type\":\"t\",\"name\":\"N\","
	    "\"user_id\":\"5\",\"identifiers\":[{\"type\":\"sdk\",\"value\":"
	    "\"v\"}],\"attributes\":{\"a\":1},\"created_at\":"
	    "\"2026-01-02T03:04:05Z\",\"updated_at\":"
	    "\"2026-01-02T03:04:06Z\"}");
}
END_TEST

START_TEST(the_same_profile_has_source_type_and_an_identifier_in_common)
{
	static const struct {
		const char *key, *value;
		bool same;
	} cases[] = {
		{ "name", "\"other\"", true },
		{ "source", "\"shop\"", false },
		{ "type", "\"rider\"", false },
		{ "identifiers",
		    "[{\"type\":\"sdk\",\"value\":\"ann.bell@mail.example\"}]",
		    false },
		{ "identifiers",
		    "[{\"type\":\"sdk\",\"value\":\"1\"},{\"type\":\"email\","
		    "\"value\":\"Ann.Bell@mail.example\"}]",
		    true },
	};
	struct om_profile a, b;

	ck_ok(read_with(&a, "name", "null"));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ck_ok(read_with(&b, cases[i].key, cases[i].value));
		ck_assert_int_eq(om_profile_is_same(&a, &b), cases[i].same);
		ck_assert_int_eq(om_profile_is_same(&b, &a), cases[i].same);
	}
}
END_TEST

static void
add_more(TCase *tests)
{
	tcase_add_test(tests, an_identifier_twice_is_one);
	tcase_add_test(tests, unknown_members_are_refused_without_naming_them);
	tcase_add_test(tests, wrong_types_are_refused);
	tcase_add_test(tests, no_message_holds_a_value);
	tcase_add_test(tests, events_are_handed_out);
	tcase_add_test(tests, default_names_come_in_zendesks_order);
	tcase_add_test(tests, a_default_name_is_no_longer_than_a_name_may_be);
	tcase_add_test(
	    tests, the_last_default_is_type_and_value_of_the_first_identifier);
	tcase_add_test(tests, a_profile_is_shown_with_a_name_always);
	tcase_add_test(tests,
	    the_same_profile_has_source_type_and_an_identifier_in_common);
}

OM_SUITE(store_profile)
{
	tcase_add_test(tests, every_member_is_read);
	tcase_add_test(tests, what_may_be_absent_may_also_be_null);
	tcase_add_test(tests, source_type_and_identifiers_are_required);
	tcase_add_test(tests, source_and_type_have_at_most_40_characters);
	tcase_add_test(tests, a_type_of_identifier_has_at_most_60_characters);
	tcase_add_test(tests, a_profile_has_at_most_20_identifiers);
	tcase_add_test(tests, a_value_has_1_to_1024_bytes);
	tcase_add_test(
	    tests, a_value_that_folding_makes_too_long_or_empty_is_refused);
	tcase_add_test(tests, whole_numbers_are_taken_for_values_and_user_id);
	tcase_add_test(
	    tests, zendesk_is_a_reserved_source_and_others_like_it_are_not);
	tcase_add_test(tests, a_colon_may_stand_in_values_only);
	tcase_add_test(
	    tests, email_and_twitter_are_folded_to_lower_case_others_are_not);
	add_more(tests);
}
