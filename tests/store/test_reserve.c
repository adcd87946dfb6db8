#define _DEFAULT_SOURCE
#include "store/reserve.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "test.h"

/* What the disk really gave it. */
static int64_t
allocated(const char *folder)
{
	char *path = om_path_join(folder, "reserve");
	struct stat st;

	ck_assert_int_eq(stat(path, &st), 0);
	om_free(path);
	return (int64_t)st.st_blocks * 512;
}

START_TEST(a_reserve_is_allocated_given_up_and_made_again)
{
	const char *folder = om_test_folder();

	ck_assert_int_eq(om_reserve_size(folder), 0);
	om_reserve_keep(folder);
	ck_assert_int_eq(om_reserve_size(folder), 1048576);
	ck_assert_int_ge(allocated(folder), 1048576);
	ck_assert(om_reserve_give(folder));
	ck_assert_int_eq(om_reserve_size(folder), 0);
	ck_assert_int_lt(allocated(folder), 65536);
	ck_assert(!om_reserve_give(folder));
	om_reserve_keep(folder);
	ck_assert_int_eq(om_reserve_size(folder), 1048576);
}
END_TEST

START_TEST(with_room_on_the_disk_it_is_kept)
{
	const char *folder = om_test_folder();

	om_reserve_keep(folder);
	om_reserve_ready(folder);
	ck_assert_int_eq(om_reserve_size(folder), 1048576);
}
END_TEST

START_TEST(without_the_folder_there_is_none)
{
	char *folder = om_path_join(om_test_folder(), "nowhere");

	om_reserve_keep(folder);
	om_reserve_ready(folder);
	ck_assert(!om_reserve_give(folder));
	ck_assert_int_eq(om_reserve_size(folder), 0);
	om_free(folder);
}
END_TEST

OM_SUITE(store_reserve)
{
	tcase_add_test(tests, a_reserve_is_allocated_given_up_and_made_again);
	tcase_add_test(tests, with_room_on_the_disk_it_is_kept);
	tcase_add_test(tests, without_the_folder_there_is_none);
}
