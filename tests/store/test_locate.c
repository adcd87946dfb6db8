#include "store/audit.h"
#include "store/fixture.h"

#include "store/locate.h"

static struct fixture f;

static struct om_query
parsed(const char *text)
{
	struct om_query q;

	ck_ok(om_query_parse(&q, f.store, om_span_of(text)));
	return q;
}

START_TEST(type_and_value_are_split_at_the_first_colon)
{
	struct om_query q;

	fixture_open(&f);
	q = parsed("email:ann@mail.example");
	ck_span_eq(q.type, "email");
	ck_span_eq(q.value, "ann@mail.example");
	ck_assert_uint_eq(q.source.n + q.profile_type.n, 0);
	q = parsed("sdk:a:b:c:d");
	ck_span_eq(q.type, "sdk");
	ck_span_eq(q.value, "a:b:c:d");
	fixture_close(&f);
}
END_TEST

START_TEST(an_identifier_query_is_split_on_its_first_three_colons)
{
	struct om_query q;

	fixture_open(&f);
	q = parsed("crm:customer:sdk:a:b:c");
	ck_span_eq(q.source, "crm");
	ck_span_eq(q.profile_type, "customer");
	ck_span_eq(q.type, "sdk");
	ck_span_eq(q.value, "a:b:c");
	q = parsed("crm:customer:badge:7");
	ck_span_eq(q.type, "badge");
	fixture_close(&f);
}
END_TEST

START_TEST(what_is_neither_is_refused)
{
	static const char *const bad[] = { "", "email", "email:", ":x", ":",
		"crm::email:a", "crm:customer::a",
		"crm:customer:email:", "email:\xff\xfe", "crm:\xff:email:a",
		"email:a\xc3" };
	struct om_query q;

	fixture_open(&f);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		ck_code(
		    om_query_parse(&q, f.store, om_span_of(bad[i])), OM_USAGE);
	fixture_close(&f);
}
END_TEST

/* Without its source such a value would find nobody, whoever has it. */
START_TEST(a_type_that_counts_within_its_source_needs_the_source)
{
	struct om_query q;

	fixture_open(&f);
	ck_code(
	    om_query_parse(&q, f.store, OM_SPAN("external_id:1")), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "SOURCE:TYPE:IDTYPE:VALUE"));
	ck_code(om_query_parse(&q, f.store, OM_SPAN("badge:1")), OM_USAGE);
	ck_code(
	    om_query_parse(&q, f.store, OM_SPAN("crm:customer:7")), OM_USAGE);
	fixture_close(&f);
}
END_TEST

#define PEOPLE                                                            \
	PROFILE("crm", "c1", EMAIL("ann@mail.example") "," EXTERNAL("1"), \
	    ",\"user_id\":\"7\"")                                         \
	PROFILE("shop", "s1",                                             \
	    EMAIL("ann@mail.example") "," ID("sdk", "k:1:2:3"), "")       \
	TYPED("crm", "rider", "r1", EXTERNAL("2") "," ID("badge", "b:1"), "")

START_TEST(everybody_is_found_by_each_identifier)
{
	int64_t ann, rider;

	fixture_open(&f);
	fixture_import(&f, PEOPLE);
	ann = fixture_id(&f, "email:ANN@mail.example");
	rider = fixture_id(&f, "crm:rider:external_id:2");
	ck_assert_int_ne(ann, rider);
	ck_assert_int_eq(fixture_id(&f, "google:ann@mail.example"), ann);
	ck_assert_int_eq(fixture_id(&f, "user_id:7"), ann);
	ck_assert_int_eq(fixture_id(&f, "sdk:k:1:2:3"), ann);
	ck_assert_int_eq(fixture_id(&f, "crm:customer:external_id:1"), ann);
	ck_assert_int_eq(
	    fixture_id(&f, "shop:customer:email:ann@mail.example"), ann);
	ck_assert_int_eq(fixture_id(&f, "crm:rider:badge:b:1"), rider);
	ck_assert_uint_eq(
	    fixture_subject(&f, "email:ann@mail.example")->profile_count, 2);
	fixture_close(&f);
}
END_TEST

START_TEST(a_query_with_source_and_type_takes_only_such_a_profile)
{
	static const char *const nobody[] = {
		"crm:rider:external_id:1",
		"crm:rider:email:ann@mail.example",
		"app:customer:email:ann@mail.example",
		"shop:customer:external_id:1",
		"email:ben@mail.example",
		"crm:customer:badge:b:1",
	};
	struct om_subject *s;

	fixture_open(&f);
	fixture_import(&f, PEOPLE);
	for (size_t i = 0; i < sizeof(nobody) / sizeof(nobody[0]); i++)
		ck_assert_msg(fixture_locate(&s, &f, nobody[i]) == OM_NOTFOUND,
		    "%s", nobody[i]);
	fixture_close(&f);
}
END_TEST

START_TEST(source_and_type_can_tell_two_people_apart)
{
	struct om_subject *s;

	fixture_open(&f);
	fixture_import(&f,
	    PROFILE("crm", "c", EMAIL("ann@mail.example") "," PHONE("1"), "")
		PROFILE(
		    "shop", "s", EMAIL("ben@mail.example") "," PHONE("1"), ""));
	ck_code(fixture_locate(&s, &f, "phone_number:1"), OM_DENIED);
	ck_assert_int_eq(fixture_id(&f, "crm:customer:phone_number:1"),
	    fixture_id(&f, "email:ann@mail.example"));
	fixture_close(&f);
}
END_TEST

START_TEST(by_an_id_as_well)
{
	struct om_subject *s;
	int64_t id;

	fixture_open(&f);
	fixture_import(&f, PEOPLE);
	id = fixture_id(&f, "email:ann@mail.example");
	ck_ok(om_locate_id(&s, f.store, &f.arena, id));
	ck_assert_int_eq(s->id, id);
	ck_code(om_locate_id(&s, f.store, &f.arena, id + 1), OM_NOTFOUND);
	fixture_close(&f);
}
END_TEST

/* Art. 5(2): who was looked up is recorded, and so is a look-up in vain. */
START_TEST(every_look_up_is_in_the_log)
{
	static const char *const details[] = { "found", "nobody", "ambiguous" };
	static const char *const queries[] = { "email:ann@mail.example",
		"email:eve@mail.example", "phone_number:1" };
	struct om_span ledger;
	struct om_subject *s;

	fixture_open(&f);
	fixture_import(&f,
	    PROFILE("crm", "c", EMAIL("ann@mail.example") "," PHONE("1"), "")
		PROFILE(
		    "shop", "s", EMAIL("ben@mail.example") "," PHONE("1"), ""));
	for (int i = 0; i < 3; i++)
		(void)!fixture_locate(&s, &f, queries[i]);
	ck_ok(om_audit_flush(f.store));
	ledger = fixture_read(&f, "ledger/audit.ndjson");
	for (int i = 0; i < 3; i++) {
		struct om_buf line = OM_BUF(256);

		om_buf_format(&line, "\"detail\":\"%s\"", details[i]);
		ck_assert_msg(fixture_holds(ledger, om_buf_span(&line)), "%s",
		    details[i]);
		om_buf_free(&line);
	}
	ck_assert(fixture_holds(
	    ledger, OM_SPAN("\"act\":\"subject.locate\",\"subject\":\"")));
	ck_assert(!fixture_holds(ledger, OM_SPAN("mail.example")));
	fixture_close(&f);
}
END_TEST

/* Role mailboxes lead to all who have them, and so to nobody. */
START_TEST(all_who_share_an_identifier_are_counted)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct om_query q;
	int64_t *ids;
	size_t n;

	fixture_open(&f);
	for (int i = 0; i < 300; i++)
		om_buf_format(&text,
		    "{\"source\":\"crm\",\"type\":\"customer\","
		    "\"identifiers\":[{\"type\":\"external_id\",\"value\":"
		    "\"%d\"},{\"type\":\"email\",\"value\":"
		    "\"info@firm.example\"}]}\n",
		    i);
	fixture_import(&f, text.p);
	q = parsed("email:info@firm.example");
	ck_ok(om_locate_all(f.store, &f.arena, &q, &ids, &n));
	ck_assert_uint_ge(n, 256);
	for (size_t i = 1; i < n; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_int_ne(ids[i], ids[k]);
	om_buf_free(&text);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_locate)
{
	tcase_add_test(tests, type_and_value_are_split_at_the_first_colon);
	tcase_add_test(
	    tests, an_identifier_query_is_split_on_its_first_three_colons);
	tcase_add_test(tests, what_is_neither_is_refused);
	tcase_add_test(
	    tests, a_type_that_counts_within_its_source_needs_the_source);
	tcase_add_test(tests, everybody_is_found_by_each_identifier);
	tcase_add_test(
	    tests, a_query_with_source_and_type_takes_only_such_a_profile);
	tcase_add_test(tests, source_and_type_can_tell_two_people_apart);
	tcase_add_test(tests, by_an_id_as_well);
	tcase_add_test(tests, every_look_up_is_in_the_log);
	tcase_add_test(tests, all_who_share_an_identifier_are_counted);
}
