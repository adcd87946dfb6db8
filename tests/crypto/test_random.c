#include "crypto/vectors.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crypto/random.h"

START_TEST(values_do_not_repeat)
{
	enum { COUNT = 4096 };
	static uint64_t seen[COUNT];
	size_t repeated = 0;

	for (size_t i = 0; i < COUNT; i++) {
		seen[i] = om_random_u64();
		for (size_t j = 0; j < i; j++)
			repeated += seen[i] == seen[j];
	}
	ck_assert_uint_eq(repeated, 0);
}
END_TEST

/* 800,000 bits: more than six standard deviations off is a fault. */
START_TEST(half_of_the_bits_are_set)
{
	enum { BYTES = 100000 };
	static uint8_t bytes[BYTES];
	long set = 0;

	for (size_t at = 0, n = 1; at + n <= BYTES; at += n, n = n % 97 + 1)
		om_random(bytes + at, n);
	om_random(bytes + BYTES - 97, 97);
	for (size_t i = 0; i < BYTES; i++)
		set += __builtin_popcount(bytes[i]);
	ck_assert_int_gt(set, 400000 - 6 * 447);
	ck_assert_int_lt(set, 400000 + 6 * 447);
}
END_TEST

START_TEST(every_length_is_filled_and_no_more)
{
	static const size_t lengths[] = { 1, 12, 1024, 1025, 4096, 9999 };
	static uint8_t bytes[10000];

	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		size_t n = lengths[i], filled = 0;

		memset(bytes, 0, sizeof(bytes));
		for (int round = 0; round < 16; round++) {
			om_random(bytes, n);
			filled |= bytes[n - 1];
		}
		ck_assert_uint_ne(filled, 0);
		ck_assert_uint_eq(bytes[n], 0);
	}
	om_random(bytes, 0);
}
END_TEST

START_TEST(a_child_does_not_draw_its_parents_bytes)
{
	uint64_t mine, childs;
	int ends[2], status;
	pid_t child;

	(void)om_random_u64(); /* the pool is filled */
	ck_assert_int_eq(pipe(ends), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		mine = om_random_u64();
		_exit(write(ends[1], &mine, sizeof(mine)) != sizeof(mine));
	}
	mine = om_random_u64();
	ck_assert_int_eq(
	    read(ends[0], &childs, sizeof(childs)), sizeof(childs));
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	ck_assert_uint_ne(mine, childs);
	(void)close(ends[0]);
	(void)close(ends[1]);
}
END_TEST

static void *
draw(void *out)
{
	*(uint64_t *)out = om_random_u64();
	return NULL;
}

START_TEST(two_threads_draw_different_bytes)
{
	uint64_t values[2];
	pthread_t threads[2];

	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(
		    pthread_create(&threads[i], NULL, draw, &values[i]), 0);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
	ck_assert_uint_ne(values[0], values[1]);
}
END_TEST

OM_SUITE(crypto_random)
{
	tcase_add_test(tests, values_do_not_repeat);
	tcase_add_test(tests, half_of_the_bits_are_set);
	tcase_add_test(tests, every_length_is_filled_and_no_more);
	tcase_add_test(tests, a_child_does_not_draw_its_parents_bytes);
	tcase_add_test(tests, two_threads_draw_different_bytes);
}
