#include "test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "context/context.h"

static char *folder;

static char *
fresh(void)
{
	om_free(folder);
	folder = om_path_join(om_test_folder(), "deep/er");
	return folder;
}

static unsigned
mode_of(const char *name)
{
	char *path = om_path_join(folder, name);
	struct stat st;

	ck_assert_int_eq(stat(path, &st), 0);
	om_free(path);
	return st.st_mode & 0777;
}

START_TEST(a_new_workspace_opens_and_its_maker_is_the_dpo)
{
	const struct om_init what = {
		.folder = fresh(), .organisation = "Quay Ltd", .country = "DE"
	};
	struct om_buf name = OM_BUF(256);
	struct om *om;

	ck_ok(om_init(&what));
	ck_assert_uint_eq(mode_of("."), 0700);
	ck_assert_uint_eq(mode_of("keys"), 0700);
	ck_assert_uint_eq(mode_of("ombud.json"), 0600);
	ck_ok(om_open(&om, folder));
	ck_assert_str_eq(om->settings.organisation.name, "Quay Ltd");
	ck_assert_str_eq(om->settings.country, "DE");
	ck_assert(om->settings.two_person);
	ck_ok(om_user_name(&name));
	ck_assert_str_eq(om->member.name, name.p);
	ck_assert_int_eq(om->member.role, OM_ROLE_DPO);
	ck_assert_int_eq(om->store->member, om->member.id);
	ck_assert_ptr_null(om->policies);
	for (int i = 0; i < OM_PERMITS; i++)
		ck_ok(om_permit(om, (enum om_permit)i));
	ck_ok(om_close(om));
	ck_ok(om_close(NULL));
	om_buf_free(&name);
}
END_TEST

START_TEST(no_two_logs_have_one_name)
{
	struct om_init what = { .folder = fresh() };
	struct om *om;
	char first[64];

	ck_ok(om_init(&what));
	ck_ok(om_open(&om, folder));
	ck_assert_ptr_eq(
	    strstr(om->settings.origin, "ombud.example/"), om->settings.origin);
	ck_assert_uint_eq(strlen(om->settings.origin), 14 + 16);
	memcpy(first, om->settings.origin, 31);
	ck_ok(om_close(om));
	what.folder = fresh();
	ck_ok(om_init(&what));
	ck_ok(om_open(&om, folder));
	ck_assert_str_ne(om->settings.origin, first);
	ck_ok(om_close(om));
}
END_TEST

START_TEST(a_folder_without_a_workspace_says_how_to_make_one)
{
	struct om *om;

	ck_code(om_open(&om, fresh()), OM_NOTFOUND);
	ck_assert_ptr_nonnull(strstr(om_failure(), "ombud init"));
}
END_TEST

START_TEST(a_workspace_is_not_made_over_another)
{
	struct om_init what = { .folder = fresh() };
	char *path;

	ck_ok(om_init(&what));
	ck_code(om_init(&what), OM_EXISTS);
	path = om_path_join(folder, "ombud.json");
	ck_assert_int_eq(unlink(path), 0);
	ck_code(om_init(&what), OM_EXISTS); /* its keys are there still */
	om_free(path);
}
END_TEST

START_TEST(a_dry_run_makes_nothing)
{
	const struct om_init what = { .folder = fresh(), .dry_run = true };

	ck_ok(om_init(&what));
	ck_assert(!om_file_exists(folder));
}
END_TEST

START_TEST(what_replaces_the_store_opens_all_but_it)
{
	const struct om_init what = { .folder = fresh() };
	struct om_store_options options;
	struct om *om;

	ck_ok(om_init(&what));
	ck_ok(om_open_without_store(&om, folder));
	ck_assert_ptr_null(om->store);
	options = om_open_options(om);
	ck_assert_str_eq(options.folder, folder);
	ck_assert_str_eq(options.origin, om->settings.origin);
	ck_assert_ptr_eq(options.keys, om->keys);
	ck_ok(om_close(om));
}
END_TEST

OM_SUITE(context_context)
{
	tcase_add_test(tests, a_new_workspace_opens_and_its_maker_is_the_dpo);
	tcase_add_test(tests, no_two_logs_have_one_name);
	tcase_add_test(
	    tests, a_folder_without_a_workspace_says_how_to_make_one);
	tcase_add_test(tests, a_workspace_is_not_made_over_another);
	tcase_add_test(tests, a_dry_run_makes_nothing);
	tcase_add_test(tests, what_replaces_the_store_opens_all_but_it);
}
