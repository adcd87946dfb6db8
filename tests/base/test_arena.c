#include "test.h"

#include <signal.h>
#include <string.h>

#include "base/arena.h"

START_TEST(pieces_are_aligned_and_apart)
{
	struct om_arena a = { 0 };
	char *last = NULL;

	for (size_t n = 1; n < 200; n++) {
		char *p = om_arena_take(&a, n);

		ck_assert_uint_eq((uintptr_t)p % 16, 0);
		memset(p, (int)n, n);
		if (last != NULL)
			ck_assert_int_eq(last[n - 2], (char)(n - 1));
		last = p;
	}
	om_arena_free(&a);
}
END_TEST

START_TEST(new_objects_are_zeroed_even_in_used_memory)
{
	struct om_arena a = { 0 };
	char *p = om_arena_take(&a, 1000);

	memset(p, 'x', 1000);
	om_arena_wipe(&a);
	p = om_arena_new(&a, 10, 100);
	for (size_t i = 0; i < 1000; i++)
		ck_assert_int_eq(p[i], 0);
	om_arena_free(&a);
}
END_TEST

START_TEST(a_piece_larger_than_a_block_is_possible)
{
	struct om_arena a = { 0 };
	char *small = om_arena_string(&a, OM_SPAN("small"));
	char *large = om_arena_take(&a, 9 << 20);

	memset(large, 1, 9 << 20);
	ck_assert_str_eq(small, "small");
	om_arena_free(&a);
	ck_assert_ptr_null(a.blocks);
}
END_TEST

START_TEST(copies_are_their_own_and_end_with_a_nul)
{
	struct om_arena a = { 0 };
	char text[] = "ana";
	struct om_span copy = om_arena_copy(&a, om_span_of(text));

	text[0] = 'x';
	ck_span_eq(copy, "ana");
	ck_assert_int_eq(copy.p[3], '\0');
	ck_assert_str_eq(om_arena_string(&a, OM_SPAN_NONE), "");
	om_arena_free(&a);
}
END_TEST

START_TEST(a_wipe_overwrites_what_was_handed_out)
{
	struct om_arena a = { 0 };
	char *p = om_arena_string(&a, OM_SPAN("ana@example.com"));

	ck_assert_uint_ge(a.held, 16);
	om_arena_wipe(&a);
	ck_assert_uint_eq(a.held, 0);
	/* Where blocks are kept, this one was, and can be looked at. */
	if (a.blocks != NULL)
		for (size_t i = 0; i < 16; i++)
			ck_assert_int_eq(p[i], 0);
	om_arena_free(&a);
}
END_TEST

START_TEST(an_arena_works_again_after_wipe_and_free)
{
	struct om_arena a = { 0 };

	om_arena_wipe(&a);
	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < 100; k++)
			(void)om_arena_take(&a, 5000);
		om_arena_wipe(&a);
		ck_assert_str_eq(om_arena_string(&a, OM_SPAN("b")), "b");
	}
	om_arena_free(&a);
	om_arena_free(&a);
	ck_assert_str_eq(om_arena_string(&a, OM_SPAN("c")), "c");
	om_arena_free(&a);
}
END_TEST

START_TEST(an_impossible_size_aborts)
{
	struct om_arena a = { 0 };

	(void)om_arena_new(&a, SIZE_MAX / 2, 4);
}
END_TEST

OM_SUITE(base_arena)
{
	tcase_add_test(tests, pieces_are_aligned_and_apart);
	tcase_add_test(tests, new_objects_are_zeroed_even_in_used_memory);
	tcase_add_test(tests, a_piece_larger_than_a_block_is_possible);
	tcase_add_test(tests, copies_are_their_own_and_end_with_a_nul);
	tcase_add_test(tests, a_wipe_overwrites_what_was_handed_out);
	tcase_add_test(tests, an_arena_works_again_after_wipe_and_free);
	tcase_add_test_raise_signal(tests, an_impossible_size_aborts, SIGABRT);
}
