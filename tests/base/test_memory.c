#include "test.h"

#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/memory.h"

START_TEST(new_memory_is_zeroed_and_never_null)
{
	char *p = om_new(100, 10), *none = om_new(0, 10);

	for (size_t i = 0; i < 1000; i++)
		ck_assert_int_eq(p[i], 0);
	ck_assert_ptr_nonnull(none);
	om_free(p);
	om_free(none);
	om_free(NULL);
}
END_TEST

START_TEST(resizing_keeps_what_was_there)
{
	char *p = om_strdup("ana");

	p = om_resize(p, 1000, 1);
	ck_assert_str_eq(p, "ana");
	om_wipe_free(p, 1000);
}
END_TEST

START_TEST(a_wipe_leaves_nothing)
{
	char text[] = "ana@example.com";

	om_wipe(text, 3);
	ck_assert_int_eq(memcmp(text, "\0\0\0@example.com", 16), 0);
	om_wipe(NULL, 10);
	om_wipe(text, 0);
}
END_TEST

START_TEST(a_product_that_overflows_aborts)
{
	(void)om_new(SIZE_MAX / 2, 3);
}
END_TEST

START_TEST(a_resize_that_overflows_aborts)
{
	(void)om_resize(NULL, SIZE_MAX / 2, 3);
}
END_TEST

START_TEST(a_protected_process_leaves_no_core)
{
	struct rlimit core;

	om_memory_protect();
	ck_assert_int_eq(getrlimit(RLIMIT_CORE, &core), 0);
	ck_assert_uint_eq(core.rlim_max, 0);
	ck_assert_int_eq(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
}
END_TEST

START_TEST(lack_of_memory_ends_the_program_by_status_6)
{
	om_free(om_new(1, PTRDIFF_MAX));
}
END_TEST

OM_SUITE(base_memory)
{
	tcase_add_exit_test(
	    tests, lack_of_memory_ends_the_program_by_status_6, 6);
	tcase_add_test(tests, new_memory_is_zeroed_and_never_null);
	tcase_add_test(tests, resizing_keeps_what_was_there);
	tcase_add_test(tests, a_wipe_leaves_nothing);
	tcase_add_test_raise_signal(
	    tests, a_product_that_overflows_aborts, SIGABRT);
	tcase_add_test_raise_signal(
	    tests, a_resize_that_overflows_aborts, SIGABRT);
	tcase_add_test(tests, a_protected_process_leaves_no_core);
}
