#include "cmd/request_act.h"

#include "test.h"

static const struct om_command *
request(void)
{
	const struct om_command *c =
	    om_command_find(&om_command_root, "request");

	ck_assert_ptr_nonnull(c);
	return c;
}

START_TEST(every_action_that_does_an_act_has_one)
{
	size_t n = 0;

	for (const struct om_command *const *a = request()->actions; *a; a++) {
		if ((*a)->run != om_request_act)
			continue;
		ck_assert_msg(om_request_act_has((*a)->word), "%s", (*a)->word);
		n++;
	}
	ck_assert_uint_gt(n, 0);
	/* It looks at its options first. */
	ck_assert_ptr_nonnull(om_command_find(request(), "hold"));
	ck_assert(om_request_act_has("hold"));
}
END_TEST

START_TEST(an_action_of_another_kind_has_none)
{
	ck_assert_ptr_nonnull(om_command_find(request(), "new"));
	ck_assert(!om_request_act_has("new"));
	ck_assert(!om_request_act_has(""));
}
END_TEST

OM_SUITE(cmd_request_act)
{
	tcase_add_test(tests, every_action_that_does_an_act_has_one);
	tcase_add_test(tests, an_action_of_another_kind_has_none);
}
