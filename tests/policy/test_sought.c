#include "test.h"

#include "policy/sought.h"

static struct om_identity_policy *policy;
static struct om_needles set;

static void
begin(void)
{
	set = (struct om_needles){ 0 };
	ck_ok(om_identity_policy_open(&policy, NULL));
}

static void
end(void)
{
	om_needles_free(&set);
	om_identity_policy_close(policy);
}

static bool
is_sought(const char *text)
{
	for (size_t i = 0; i < set.n; i++)
		if (om_span_is(set.p[i].bytes, text))
			return true;
	return false;
}

START_TEST(an_identifier_is_type_and_value_or_zendesks_four_parts)
{
	struct om_span type, value;

	begin();
	ck_ok(om_sought_parse(
	    &type, &value, policy, OM_SPAN("email:a:b:c@post.example")));
	ck_span_eq(type, "email");
	ck_span_eq(value, "a:b:c@post.example");
	ck_ok(om_sought_parse(&type, &value, policy,
	    OM_SPAN("crm:customer:email:ana@post.example")));
	ck_span_eq(type, "email");
	ck_span_eq(value, "ana@post.example");
	ck_ok(om_sought_parse(&type, &value, policy, OM_SPAN("iban:a:b")));
	ck_span_eq(type, "iban");
	ck_span_eq(value, "a:b");
	ck_code(
	    om_sought_parse(&type, &value, policy, OM_SPAN("ana")), OM_USAGE);
	ck_code(
	    om_sought_parse(&type, &value, policy, OM_SPAN(":ana")), OM_USAGE);
	ck_code(om_sought_parse(&type, &value, policy, OM_SPAN("email:")),
	    OM_USAGE);
	ck_code(om_sought_parse(
		    &type, &value, policy, OM_SPAN("crm:customer::ana")),
	    OM_USAGE);
	ck_code(
	    om_sought_parse(&type, &value, policy, OM_SPAN("crm:customer:x:")),
	    OM_USAGE);
	end();
}
END_TEST

START_TEST(a_value_is_sought_as_given_and_in_canonical_form)
{
	begin();
	ck_ok(om_sought_add(&set, policy, OM_SPAN("phone_number"),
	    OM_SPAN(" 001-202-555-0123")));
	ck_assert(is_sought("001-202-555-0123"));
	ck_assert(is_sought("025550123"));
	ck_assert(!is_sought("+12025550123")); /* the nine digits find it */
	/* B\303\274cher.example as an A-label: xn--bcher-kva (RFC 3492). */
	ck_ok(om_sought_add(&set, policy, OM_SPAN("email"),
	    OM_SPAN("Ana@B\303\274cher.example")));
	ck_assert(is_sought("ana@b\303\274cher.example"));
	ck_assert(is_sought("ana@xn--bcher-kva.example"));
	ck_assert_uint_eq(set.value_count, 2);
	ck_assert_str_eq(set.values[1].type, "email");
	end();
}
END_TEST

START_TEST(the_same_twice_is_one)
{
	begin();
	for (int i = 0; i < 2; i++)
		ck_ok(om_sought_add(
		    &set, policy, OM_SPAN("name"), OM_SPAN("Ana Ruiz")));
	ck_assert_uint_eq(set.value_count, 1);
	ck_ok(
	    om_sought_add(&set, policy, OM_SPAN("title"), OM_SPAN("Ana Ruiz")));
	ck_assert_uint_eq(set.value_count, 2);
	end();
}
END_TEST

START_TEST(what_is_too_short_bears_its_refusal)
{
	begin();
	ck_code(om_sought_add(&set, policy, OM_SPAN("name"), OM_SPAN("Ana")),
	    OM_INPUT);
	ck_assert(set.values[0].refused);
	/* Written out it is long enough, its digits are not. */
	ck_code(om_sought_add(
		    &set, policy, OM_SPAN("phone_number"), OM_SPAN("1-2-3-4")),
	    OM_INPUT);
	ck_assert(set.values[1].refused);
	ck_assert(is_sought("1-2-3-4"));
	/* No address, but text all the same. */
	ck_ok(om_sought_add(
	    &set, policy, OM_SPAN("email"), OM_SPAN("no address")));
	ck_assert(!set.values[2].refused);
	end();
}
END_TEST

OM_SUITE(policy_sought)
{
	tcase_add_test(
	    tests, an_identifier_is_type_and_value_or_zendesks_four_parts);
	tcase_add_test(tests, a_value_is_sought_as_given_and_in_canonical_form);
	tcase_add_test(tests, the_same_twice_is_one);
	tcase_add_test(tests, what_is_too_short_bears_its_refusal);
}
