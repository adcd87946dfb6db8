#ifndef OM_TEST_H
#define OM_TEST_H

#include <check.h>

#include "base/error.h"
#include "base/span.h"

/*
 * A test file registers its cases by itself:
 *
 *	START_TEST(one_thing_holds) { ... } END_TEST
 *	OM_SUITE(base_buf)
 *	{
 *		tcase_add_test(tests, one_thing_holds);
 *	}
 */
void om_test_register(const char *name, void (*fill)(TCase *tests));

#define OM_SUITE(name)                                                \
	static void fill_suite(TCase *tests);                         \
	__attribute__((constructor)) static void register_suite(void) \
	{                                                             \
		om_test_register(#name, fill_suite);                  \
	}                                                             \
	static void fill_suite(TCase *tests)

/* The call succeeds; its message is shown where it does not. */
#define ck_ok(call)                                                          \
	do {                                                                 \
		int ck_code = (call);                                        \
		ck_assert_msg(ck_code == OM_OK, "%s: %d %s", #call, ck_code, \
		    om_failure());                                           \
	} while (0)

#define ck_code(call, code) ck_assert_int_eq((call), (code))

#define ck_span_eq(s, literal)                                                 \
	do {                                                                   \
		struct om_span ck_s = (s);                                     \
		struct om_span ck_l = om_span_of(literal);                     \
		ck_assert_msg(om_span_equal(ck_s, ck_l),                       \
		    "%s is '%.*s', not '%s'", #s, OM_SPAN_ARG(ck_s), literal); \
	} while (0)

/* An empty folder for this test, removed when the run ends. */
const char *om_test_folder(void);

#endif
