#include "test.h"

#include "cmd/demo_people.h"
#include "format/records.h"
#include "store/profile.h"

#define ROOM ((size_t)16 << 20)

static void
check_identifier(const struct om_identifier *id)
{
	if (om_span_is(id->type, "phone_number")) {
		ck_assert(om_span_starts(id->value, OM_SPAN("+44 20 7946 0")));
		ck_assert_uint_eq(id->value.n, 16);
	} else if (om_span_is(id->type, "email")) {
		ck_assert_uint_gt(id->value.n, 8);
		ck_assert_int_eq(
		    memcmp(id->value.p + id->value.n - 8, ".example", 8), 0);
	} else {
		ck_assert(om_span_is(id->type, "external_id"));
	}
}

static size_t
check_system(enum om_demo_system system)
{
	const struct om_records_options how = { .format = OM_RECORDS_NDJSON };
	struct om_buf text = OM_BUF(ROOM);
	struct om_arena arena = { 0 };
	struct om_records *records;
	struct om_value *v;
	size_t n = 0;
	int rc;

	om_demo_people_write(&text, system);
	ck_ok(om_buf_check(&text, "people"));
	ck_ok(om_records_open_memory(
	    &records, "people", om_buf_span(&text), &how));
	while ((rc = om_records_next(&v, records, &arena)) == 1) {
		const struct om_value *events;
		struct om_profile p;

		ck_ok(om_profile_read(&p, &arena, v, &events));
		ck_span_eq(p.source, om_demo_people_system(system));
		for (size_t i = 0; i < p.n; i++)
			check_identifier(&p.identifiers[i]);
		om_arena_wipe(&arena);
		n++;
	}
	ck_ok(rc);
	om_records_close(records);
	om_arena_free(&arena);
	om_buf_free(&text);
	return n;
}

START_TEST(everybody_is_a_profile_with_reserved_addresses_only)
{
	ck_assert_uint_eq(check_system(OM_DEMO_CRM), 2000);
	ck_assert_uint_eq(check_system(OM_DEMO_SHOP), 1500);
	ck_assert_uint_eq(check_system(OM_DEMO_HELPDESK), 667);
}
END_TEST

START_TEST(they_are_the_same_people_every_time)
{
	struct om_buf a = OM_BUF(ROOM), b = OM_BUF(ROOM);

	om_demo_people_write(&a, OM_DEMO_CRM);
	om_demo_people_write(&b, OM_DEMO_CRM);
	ck_assert(om_span_equal(om_buf_span(&a), om_buf_span(&b)));
	om_buf_free(&a);
	om_buf_free(&b);
}
END_TEST

START_TEST(each_has_an_address_of_her_own)
{
	struct om_buf a = OM_BUF(256), b = OM_BUF(256);

	/* The number before the @ is hers alone. */
	for (unsigned i = 0; i + 1 < OM_DEMO_PEOPLE; i++) {
		om_buf_reset(&a);
		om_buf_reset(&b);
		om_demo_people_identifier(&a, i);
		om_buf_format(&b, "%u@", i);
		ck_assert_ptr_nonnull(strstr(a.p, b.p));
		ck_assert_ptr_eq(strstr(a.p, "email:"), a.p);
	}
	om_buf_free(&a);
	om_buf_free(&b);
}
END_TEST

OM_SUITE(cmd_demo_people)
{
	tcase_add_test(
	    tests, everybody_is_a_profile_with_reserved_addresses_only);
	tcase_add_test(tests, they_are_the_same_people_every_time);
	tcase_add_test(tests, each_has_an_address_of_her_own);
}
