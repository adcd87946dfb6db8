#include "test.h"

#include "base/memory.h"
#include "context/trial.h"

static struct om *om;

static void
open_workspace(void)
{
	const struct om_init what = { .folder = om_test_folder() };

	ck_ok(om_init(&what));
	ck_ok(om_open(&om, what.folder));
}

/* Adds a member in one transaction that ends with the code. */
static int
add_member(const char *name, int code)
{
	int64_t id;
	int rc = om_trial_begin(om);

	if (rc == OM_OK)
		rc = om_member_add(om->store, &id, name, OM_ROLE_INTAKE);
	ck_ok(rc);
	return om_trial_end(om, code);
}

static int
find(const char *name)
{
	struct om_member member;

	return om_member_find(&member, om->store, name);
}

START_TEST(what_succeeds_stays_and_what_fails_is_undone)
{
	open_workspace();
	ck_ok(add_member("stays", OM_OK));
	ck_ok(find("stays"));
	ck_code(add_member("goes", OM_DENIED), OM_DENIED);
	ck_code(find("goes"), OM_NOTFOUND);
	ck_ok(om_close(om));
}
END_TEST

START_TEST(a_dry_run_is_undone_and_still_says_what_failed)
{
	open_workspace();
	om->dry_run = true;
	ck_ok(add_member("goes", OM_OK));
	ck_code(find("goes"), OM_NOTFOUND);
	ck_code(add_member("goes", OM_DENIED), OM_DENIED);
	ck_code(find("goes"), OM_NOTFOUND);
	ck_ok(om_close(om));
}
END_TEST

OM_SUITE(context_trial)
{
	tcase_add_test(tests, what_succeeds_stays_and_what_fails_is_undone);
	tcase_add_test(tests, a_dry_run_is_undone_and_still_says_what_failed);
}
