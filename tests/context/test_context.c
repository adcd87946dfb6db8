#define _DEFAULT_SOURCE /* flock */
#include "test.h"

#include <fcntl.h>
#include <sys/file.h>
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

static char *
below(const char *name)
{
	return om_path_join(folder, name);
}

static void
shift(const char *to, const char *from)
{
	char *a = below(to), *b = below(from);

	ck_assert_int_eq(rename(b, a), 0);
	om_free(a);
	om_free(b);
}

static void
opens(void)
{
	char *building = below("ombud.init"), *built = below("ombud.made");
	struct om *om;

	ck_ok(om_open(&om, folder));
	ck_assert_int_eq(om->member.role, OM_ROLE_DPO);
	ck_ok(om_close(om));
	ck_assert(!om_file_exists(building));
	ck_assert(!om_file_exists(built));
	om_free(building);
	om_free(built);
}

/* As a kill leaves it: some of it is there, nothing can be used. */
START_TEST(a_workspace_that_was_made_half_is_made_anew)
{
	const struct om_init what = { .folder = fresh() };
	char *part = below("ombud.init");
	char *keys = om_path_join(part, "keys");
	struct om *om;

	ck_ok(om_folder_make(part, 0700));
	ck_ok(om_keys_create(keys));
	ck_code(om_open(&om, folder), OM_NOTFOUND);
	ck_ok(om_init(&what));
	opens();
	om_free(keys);
	om_free(part);
}
END_TEST

/* A kill between two of the moves, wherever: keys are never made twice. */
START_TEST(a_workspace_that_was_made_whole_is_put_in_place)
{
	static const char *const order[] = { "ombud.json", "ombud.db", "keys",
		"audit", "ledger" };
	const struct om_init what = { .folder = fresh() };
	char *made = below("ombud.made");

	ck_ok(om_init(&what));
	for (size_t n = 0; n <= 5; n++) {
		ck_ok(om_folder_make(made, 0700));
		for (size_t i = 0; i < n; i++) {
			struct om_buf to = OM_BUF(256);

			om_buf_format(&to, "ombud.made/%s", order[i]);
			shift(to.p, order[i]);
			om_buf_free(&to);
		}
		ck_code(om_init(&what), OM_EXISTS);
		ck_assert_ptr_nonnull(strstr(om_failure(), "completed now"));
		opens();
	}
	ck_code(om_init(&what), OM_EXISTS);
	ck_assert_ptr_null(strstr(om_failure(), "completed now"));
	om_free(made);
}
END_TEST

START_TEST(what_cannot_be_made_leaves_nothing_and_can_be_made_then)
{
	const struct om_keys_token token = { "/no/module.so", "t", "/no/pin" };
	struct om_init what = { .folder = fresh(), .token = &token };
	int there;

	ck_assert_int_lt(om_init(&what), 0);
	ck_assert(!om_file_exists(folder));
	ck_ok(om_folder_make(folder, 0700));
	ck_assert_int_lt(om_init(&what), 0);
	ck_assert(om_file_exists(folder));
	what.token = NULL;

	there = open(folder, O_RDONLY | O_DIRECTORY);
	ck_assert_int_eq(flock(there, LOCK_EX), 0);
	ck_code(om_init(&what), OM_BUSY);
	ck_assert_int_eq(close(there), 0);
	ck_ok(om_init(&what));
	opens();
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
	tcase_add_test(tests, a_workspace_that_was_made_half_is_made_anew);
	tcase_add_test(tests, a_workspace_that_was_made_whole_is_put_in_place);
	tcase_add_test(
	    tests, what_cannot_be_made_leaves_nothing_and_can_be_made_then);
	tcase_add_test(tests, a_dry_run_makes_nothing);
	tcase_add_test(tests, what_replaces_the_store_opens_all_but_it);
}
