#include "test.h"

#include "base/library.h"

/* Of the C library, which is there wherever tests run. */
struct numbers {
	int (*first)(const char *);
	long (*second)(long);
};

static bool
load(struct numbers *n, const char *file, const char *second)
{
	const struct om_library_function functions[] = {
		{ "atoi", offsetof(struct numbers, first) },
		{ second, offsetof(struct numbers, second) },
	};

	return om_library_load(n, file, functions, 2);
}

START_TEST(each_function_has_its_place)
{
	struct numbers n = { 0 };

	ck_assert(load(&n, "libc.so.6", "labs"));
	ck_assert_int_eq(n.first("42"), 42);
	ck_assert_int_eq(n.second(-7), 7);
}
END_TEST

START_TEST(a_library_without_a_function_is_none)
{
	struct numbers n = { 0 };

	ck_assert(!load(&n, "libc.so.6", "there_is_no_such_function"));
	ck_assert(!load(&n, "libthere-is-none.so.0", "labs"));
}
END_TEST

OM_SUITE(base_library)
{
	tcase_add_test(tests, each_function_has_its_place);
	tcase_add_test(tests, a_library_without_a_function_is_none);
}
