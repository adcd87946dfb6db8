#include "test.h"

#include "store/profile.h"

static struct om_arena arena;

static struct om_profile
example(const char *attributes, size_t identifiers)
{
	static const char *const values[] = { "0", "1", "2", "3", "4", "5", "6",
		"7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
		"18", "19", "20" };
	struct om_profile p = {
		.source = OM_SPAN("crm"),
		.type = OM_SPAN("customer"),
		.user_id = OM_SPAN("1"),
		.name = OM_SPAN("Ann Bell"),
		.created_at = OM_SPAN("2026-01-02T03:04:05Z"),
		.updated_at = OM_SPAN("2026-01-02T03:04:05Z"),
		.attributes = om_span_of(attributes),
	};

	p.identifiers =
	    om_arena_new(&arena, identifiers, sizeof(*p.identifiers));
	for (size_t i = 0; i < identifiers; i++)
		p.identifiers[p.n++] = (struct om_identifier){ OM_SPAN("sdk"),
			om_span_of(values[i]) };
	return p;
}

START_TEST(attributes_are_merged_not_overwritten)
{
	static const char *const cases[][3] = {
		{ "{\"a\":1,\"b\":2}", "{\"b\":3,\"c\":4}",
		    "{\"a\":1,\"b\":3,\"c\":4}" },
		{ "{}", "{\"a\":\"x\"}", "{\"a\":\"x\"}" },
		{ "{\"a\":\"x\"}", "{}", "{\"a\":\"x\"}" },
		{ "{\"a\":{\"x\":1}}", "{\"a\":{\"y\":2}}",
		    "{\"a\":{\"y\":2}}" },
		{ "{\"a\":1}", "{\"a\":null}", "{\"a\":null}" },
		{ "{\"\\u00e9\":1}", "{\"\xc3\xa9\":2}", "{\"\xc3\xa9\":2}" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct om_profile p = example(cases[i][0], 1);
		struct om_profile patch = example(cases[i][1], 1);

		ck_ok(om_profile_merge(&p, &arena, &patch));
		ck_span_eq(p.attributes, cases[i][2]);
	}
}
END_TEST

START_TEST(the_patch_changes_name_and_time_and_nothing_else)
{
	struct om_profile p = example("{}", 1), patch = example("{}", 1);

	patch.source = OM_SPAN("shop");
	patch.type = OM_SPAN("rider");
	patch.user_id = OM_SPAN("2");
	patch.outer_id = OM_SPAN("o");
	patch.created_at = OM_SPAN("2027-01-02T03:04:05Z");
	patch.updated_at = OM_SPAN("2027-01-02T03:04:05Z");
	patch.name = OM_SPAN("Ann Cole");
	ck_ok(om_profile_merge(&p, &arena, &patch));
	ck_span_eq(p.source, "crm");
	ck_span_eq(p.type, "customer");
	ck_span_eq(p.user_id, "1");
	ck_assert_uint_eq(p.outer_id.n, 0);
	ck_span_eq(p.created_at, "2026-01-02T03:04:05Z");
	ck_span_eq(p.updated_at, "2027-01-02T03:04:05Z");
	ck_span_eq(p.name, "Ann Cole");
}
END_TEST

START_TEST(an_absent_name_or_time_stays)
{
	struct om_profile p = example("{}", 1), patch = example("{}", 1);

	patch.name = patch.updated_at = OM_SPAN_NONE;
	ck_ok(om_profile_merge(&p, &arena, &patch));
	ck_span_eq(p.name, "Ann Bell");
	ck_span_eq(p.updated_at, "2026-01-02T03:04:05Z");
}
END_TEST

START_TEST(new_identifiers_are_added_and_none_is_removed)
{
	struct om_profile p = example("{}", 3), patch = example("{}", 1);
	struct om_identifier other = { OM_SPAN("email"),
		OM_SPAN("a@mail.example") };

	patch.identifiers[0] = other;
	ck_ok(om_profile_merge(&p, &arena, &patch));
	ck_assert_uint_eq(p.n, 4);
	ck_span_eq(p.identifiers[0].value, "0");
	ck_span_eq(p.identifiers[3].value, "a@mail.example");
	ck_ok(om_profile_merge(&p, &arena, &patch));
	ck_assert_uint_eq(p.n, 4);
}
END_TEST

START_TEST(more_than_20_identifiers_are_refused_and_nothing_changes)
{
	struct om_profile p = example("{\"a\":1}", 19);
	struct om_profile patch = example("{\"a\":2}", 21);

	ck_code(om_profile_merge(&p, &arena, &patch), OM_LIMIT);
	ck_assert_uint_eq(p.n, 19);
	ck_span_eq(p.attributes, "{\"a\":1}");
	patch.n = 20;
	ck_ok(om_profile_merge(&p, &arena, &patch));
	ck_assert_uint_eq(p.n, 20);
}
END_TEST

OM_SUITE(store_profile_merge)
{
	tcase_add_test(tests, attributes_are_merged_not_overwritten);
	tcase_add_test(tests, the_patch_changes_name_and_time_and_nothing_else);
	tcase_add_test(tests, an_absent_name_or_time_stays);
	tcase_add_test(tests, new_identifiers_are_added_and_none_is_removed);
	tcase_add_test(
	    tests, more_than_20_identifiers_are_refused_and_nothing_changes);
}
