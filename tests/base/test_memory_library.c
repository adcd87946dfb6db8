#include "test.h"

#include <jansson.h>
#include <openssl/crypto.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "heap.h"

enum { BLOCK = 300, PLACE = 100 };

START_TEST(the_heap_of_the_c_library_keeps_what_was_freed)
{
	char *p = malloc(BLOCK); /* the control */

	choose_marker((uint64_t)om_clock_steady());
	ck_assert_uint_eq(count_marker(), 0);
	write_marker(p + PLACE);
	ck_assert_uint_eq(count_marker(), 1);
	free(p);
	ck_assert_uint_eq(count_marker(), 1);
}
END_TEST

START_TEST(what_is_given_back_is_overwritten)
{
	char *p = om_memory_take(BLOCK);

	choose_marker((uint64_t)om_clock_steady());
	write_marker(p);
	write_marker(p + BLOCK - MARKER);
	ck_assert_uint_eq(count_marker(), 2);
	om_memory_give(p);
	ck_assert_uint_eq(count_marker(), 0);
	om_memory_give(NULL);
}
END_TEST

START_TEST(what_is_moved_leaves_nothing_where_it_was)
{
	char *p = om_memory_take(BLOCK);

	choose_marker((uint64_t)om_clock_steady());
	write_marker(p + PLACE);
	p = om_memory_move(p, 100000);
	ck_assert_uint_eq(count_marker(), 1);
	ck_assert_uint_eq(om_memory_size(p), 100000);
	p = om_memory_move(p, PLACE); /* what is cut off goes, too */
	ck_assert_uint_eq(count_marker(), 0);
	om_memory_give(p);
}
END_TEST

START_TEST(moving_keeps_what_was_there)
{
	char *p = om_memory_move(NULL, 4);

	memcpy(p, "ana", 4);
	p = om_memory_move(p, 1000);
	ck_assert_str_eq(p, "ana");
	p = om_memory_move(p, 2);
	ck_assert_mem_eq(p, "an", 2);
	ck_assert_uint_eq(om_memory_size(p), 2);
	ck_assert_ptr_null(om_memory_move(p, 0));
	ck_assert_uint_eq(om_memory_size(NULL), 0);
}
END_TEST

START_TEST(memory_is_zeroed_where_that_is_asked_for_and_aligned)
{
	char *p = om_memory_take_zero(100, 10);
	char *s = om_memory_take_string("ana");

	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(p[i], 0);
	ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
	ck_assert_str_eq(s, "ana");
	om_memory_give(p);
	om_memory_give(s);
}
END_TEST

START_TEST(too_much_memory_is_null)
{
	char *p = om_memory_take_string("ana");

	ck_assert_ptr_null(om_memory_take(SIZE_MAX));
	ck_assert_ptr_null(om_memory_take(SIZE_MAX / 2));
	ck_assert_ptr_null(om_memory_take_zero(SIZE_MAX / 2, 3));
	ck_assert_ptr_null(om_memory_take_zero(SIZE_MAX / 4, 2));
	ck_assert_ptr_null(om_memory_move(p, SIZE_MAX / 2));
	ck_assert_str_eq(p, "ana"); /* as realloc leaves it */
	om_memory_give(p);
}
END_TEST

START_TEST(what_openssl_and_jansson_free_is_overwritten)
{
	char text[MARKER + 1] = "", *p;
	json_t *json;

	ck_assert(om_memory_wipe_libraries());
	choose_marker((uint64_t)om_clock_steady());
	p = OPENSSL_malloc(BLOCK);
	write_marker(p + PLACE);
	p = OPENSSL_realloc(p, 2 * BLOCK);
	ck_assert_uint_eq(count_marker(), 1);
	OPENSSL_free(p);
	ck_assert_uint_eq(count_marker(), 0);
	write_marker(text);
	json = json_string(text);
	om_wipe(text, sizeof(text));
	ck_assert_uint_eq(count_marker(), 1);
	json_decref(json);
	ck_assert_uint_eq(count_marker(), 0);
}
END_TEST

OM_SUITE(base_memory_library)
{
	tcase_add_test(tests, the_heap_of_the_c_library_keeps_what_was_freed);
	tcase_add_test(tests, what_is_given_back_is_overwritten);
	tcase_add_test(tests, what_is_moved_leaves_nothing_where_it_was);
	tcase_add_test(tests, moving_keeps_what_was_there);
	tcase_add_test(
	    tests, memory_is_zeroed_where_that_is_asked_for_and_aligned);
	tcase_add_test(tests, too_much_memory_is_null);
	tcase_add_test(tests, what_openssl_and_jansson_free_is_overwritten);
}
