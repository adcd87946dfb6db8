#include "test.h"

#include "context/context.h"

/*
 * By hand, from the description of the roles: receive, work, approve, list,
 * report, locate, import, record, audit, sweep, measure, filter, manage.
 */
static const struct {
	enum om_role role;
	const char *may;
} table[] = {
	{ OM_ROLE_INTAKE, "y--y---------" },
	{ OM_ROLE_CASEWORKER, "yy-yyyy--yyy-" },
	{ OM_ROLE_APPROVER, "--yyy--------" },
	{ OM_ROLE_DPO, "yyyyyyyyyyyyy" },
	{ OM_ROLE_AUDITOR, "---yy---yyy--" },
	{ OM_ROLE_MACHINE, "-----yy----y-" },
};

START_TEST(each_role_may_what_it_is_for_and_no_more)
{
	ck_assert_uint_eq(sizeof(table) / sizeof(table[0]), OM_ROLES);
	for (size_t r = 0; r < OM_ROLES; r++) {
		ck_assert_uint_eq(strlen(table[r].may), OM_PERMITS);
		for (size_t p = 0; p < OM_PERMITS; p++)
			ck_assert_int_eq(
			    om_role_may(table[r].role, (enum om_permit)p),
			    table[r].may[p] == 'y');
	}
}
END_TEST

START_TEST(who_is_refused_is_told_why)
{
	struct om om = { 0 };

	ck_code(om_permit(&om, OM_MAY_LIST), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "not registered"));
	om.member.id = 1;
	om.member.role = OM_ROLE_AUDITOR;
	ck_ok(om_permit(&om, OM_MAY_LIST));
	ck_code(om_permit(&om, OM_MAY_WORK), OM_DENIED);
	ck_assert_str_eq(
	    om_failure(), "the role auditor may not work on requests");
	om.member.removed = true;
	ck_code(om_permit(&om, OM_MAY_LIST), OM_DENIED);
}
END_TEST

OM_SUITE(context_permit)
{
	tcase_add_test(tests, each_role_may_what_it_is_for_and_no_more);
	tcase_add_test(tests, who_is_refused_is_told_why);
}
