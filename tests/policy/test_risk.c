#include "test.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "policy/risk.h"
#include "policy/risk_classes.h"

/* Tables of small numbers, the same every time. */
enum { ROWS_MOST = 60 };

struct table {
	uint32_t codes[OM_RISK_AXES][ROWS_MOST];
	uint32_t persons[ROWS_MOST];
	struct om_risk_data data;
};

static uint32_t
draw(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
		 UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33);
}

/* persons: 0 where each record is one. */
static void
fill(struct table *t, uint64_t seed, size_t n, unsigned width, unsigned persons)
{
	*t = (struct table){ .data = { .n = n, .width = width } };
	for (unsigned a = 0; a < width; a++) {
		uint32_t values = 1 + draw(&seed) % 12;
		/* so large that they are hashed, or counted in their place */
		uint32_t apart = draw(&seed) % 2 == 0 ? 1 : 100000;

		t->data.axes[a] =
		    (struct om_risk_axis){ t->codes[a], values * apart };
		for (size_t i = 0; i < n; i++)
			t->codes[a][i] = draw(&seed) % values * apart;
	}
	if (persons == 0)
		return;
	t->data.persons = t->persons;
	t->data.person_count = persons;
	for (size_t i = 0; i < n; i++)
		t->persons[i] =
		    i < persons ? (uint32_t)i : draw(&seed) % persons;
}

static uint32_t
person_of(const struct table *t, size_t i)
{
	return t->data.persons == NULL ? (uint32_t)i : t->persons[i];
}

static bool
alike(const struct table *t, uint32_t columns, size_t a, size_t b)
{
	for (unsigned c = 0; c < t->data.width; c++)
		if ((columns >> c & 1) != 0 && t->codes[c][a] != t->codes[c][b])
			return false;
	return true;
}

/* Persons with a record like record i, and whether i is the first such. */
static size_t
sharing(const struct table *t, uint32_t columns, size_t i, bool *first)
{
	bool met[ROWS_MOST] = { false };
	size_t count = 0;

	*first = true;
	for (size_t j = 0; j < t->data.n; j++) {
		if (!alike(t, columns, i, j))
			continue;
		*first = *first && j >= i;
		count += !met[person_of(t, j)];
		met[person_of(t, j)] = true;
	}
	return count;
}

static size_t
least_of(const struct table *t, uint32_t columns, uint32_t person)
{
	size_t least = SIZE_MAX;
	bool first;

	for (size_t i = 0; i < t->data.n; i++)
		if (person_of(t, i) == person) {
			size_t n = sharing(t, columns, i, &first);

			least = n < least ? n : least;
		}
	return least;
}

static bool
is_minimal(const struct table *t, uint32_t columns, uint32_t person)
{
	if (least_of(t, columns, person) != 1)
		return false;
	for (uint32_t part = (columns - 1) & columns; part != 0;
	     part = (part - 1) & columns)
		if (least_of(t, part, person) == 1)
			return false;
	return true;
}

/* The same by comparing every record with every other. */
static struct om_risk_set
naive(const struct table *t, uint32_t columns, uint32_t k, size_t persons)
{
	struct om_risk_set set = { .columns = columns };

	for (size_t i = 0; i < t->data.n; i++) {
		bool first;
		size_t n = sharing(t, columns, i, &first);

		set.classes += first;
		if (set.k_min == 0 || n < set.k_min)
			set.k_min = (uint32_t)n;
	}
	for (uint32_t p = 0; p < persons; p++) {
		size_t n = least_of(t, columns, p);

		set.unique += n == 1;
		set.below += n < k;
		set.minimal += is_minimal(t, columns, p);
	}
	return set;
}

static void
compare(const struct table *t, unsigned size, uint32_t k)
{
	struct om_risk_options options = {
		.size = size, .k = k, .minimal = true
	};
	struct om_risk r;
	size_t wanted = 0;

	ck_ok(om_risk_search(&r, &t->data, &options));
	for (uint32_t c = 1; c < UINT32_C(1) << t->data.width; c++)
		wanted += __builtin_popcount(c) <= (int)size;
	ck_assert_uint_eq(r.count, wanted);
	for (size_t i = 0; i < r.count; i++) {
		const struct om_risk_set *got = &r.sets[i];
		struct om_risk_set want = naive(t, got->columns, k, r.persons);

		ck_assert_uint_eq(got->classes, want.classes);
		ck_assert_uint_eq(got->unique, want.unique);
		ck_assert_uint_eq(got->below, want.below);
		ck_assert_uint_eq(got->k_min, want.k_min);
		ck_assert_uint_eq(got->minimal, want.minimal);
	}
	om_risk_free(&r);
}

START_TEST(every_combination_is_counted_as_by_comparing_all_with_all)
{
	struct table t;

	for (uint64_t seed = 0; seed < 60; seed++) {
		fill(&t, seed, 1 + seed % 40, 1 + (unsigned)seed % 5, 0);
		compare(&t, 1 + (unsigned)(seed / 5) % t.data.width, 3);
	}
}
END_TEST

START_TEST(persons_count_once_however_many_records_they_have)
{
	struct table t;

	for (uint64_t seed = 100; seed < 150; seed++) {
		size_t n = 8 + seed % 40;

		fill(&t, seed, n, 1 + (unsigned)seed % 4,
		    1 + (unsigned)(seed * 7 % n));
		compare(&t, t.data.width, 3);
	}
}
END_TEST

START_TEST(a_part_comes_before_the_combination)
{
	struct om_risk_options options = { .size = 3 };
	struct table t;
	struct om_risk r;

	fill(&t, 7, 50, 5, 0);
	ck_ok(om_risk_search(&r, &t.data, &options));
	for (size_t i = 0; i < r.count; i++)
		for (size_t j = i + 1; j < r.count; j++)
			ck_assert(
			    (r.sets[j].columns & ~r.sets[i].columns) != 0);
	om_risk_free(&r);
}
END_TEST

/*
 * The example of sdcMicro's own tests: a = 2 1 1, b = 0 3 0, c = 0 6 0 gives
 * contributions of 50, 37.5 and 37.5 per cent. By hand: the first record is
 * alone in {a}, the second in {b} and {c}, the third in {a, b} and {a, c};
 * one column of three weighs 2! and two weigh 1!.
 */
START_TEST(the_scores_are_those_of_suda2)
{
	static const uint32_t a[] = { 2, 1, 1 }, b[] = { 0, 3, 0 },
			      c[] = { 0, 6, 0 };
	struct om_risk_data data = {
		.n = 3, .width = 3, .axes = { { a, 3 }, { b, 4 }, { c, 7 } }
	};
	struct om_risk_options options = { .minimal = true };
	struct om_risk r;

	ck_ok(om_risk_search(&r, &data, &options));
	ck_assert_double_eq(om_risk_contribution(&r, 0), 0.5);
	ck_assert_double_eq(om_risk_contribution(&r, 1), 0.375);
	ck_assert_double_eq(om_risk_contribution(&r, 2), 0.375);
	ck_assert_double_eq(om_risk_score(&r, 0), 2);
	ck_assert_double_eq(om_risk_score(&r, 1), 4);
	ck_assert_double_eq(om_risk_score(&r, 2), 2);
	ck_assert_uint_eq(om_risk_smallest(&r, 0), 1);
	ck_assert_uint_eq(r.singled, 3);
	om_risk_free(&r);
}
END_TEST

START_TEST(a_search_of_small_combinations_weighs_what_it_sees)
{
	struct om_risk r = { .width = 5, .size = 2 };

	/* (5 - 1)(5 - 2) and (5 - 2) */
	ck_assert_double_eq(om_risk_weight(&r, 1), 12);
	ck_assert_double_eq(om_risk_weight(&r, 2), 3);
	r.size = 5;
	ck_assert_double_eq(om_risk_weight(&r, 1), 24);
	ck_assert_double_eq(om_risk_weight(&r, 5), 1);
}
END_TEST

START_TEST(no_record_one_record_and_equal_records)
{
	static const uint32_t same[] = { 0, 0, 0, 0 };
	struct om_risk_data data = { .width = 2,
		.axes = { { same, 1 }, { same, 1 } } };
	struct om_risk_options options = { .k = 5, .minimal = true };
	struct om_risk_classes c;
	struct om_risk r;

	for (data.n = 0; data.n <= 4; data.n += data.n == 0 ? 1 : 3) {
		ck_ok(om_risk_search(&r, &data, &options));
		ck_assert_uint_eq(r.count, 3);
		ck_assert_uint_eq(r.sets[0].classes, data.n > 0);
		ck_assert_uint_eq(r.sets[2].k_min, data.n);
		ck_assert_uint_eq(r.sets[2].unique, data.n == 1);
		ck_assert_uint_eq(r.sets[2].below, data.n);
		/* one column is enough; both together are not minimal */
		ck_assert_uint_eq(r.sets[0].minimal, data.n == 1);
		ck_assert_uint_eq(r.sets[2].minimal, 0);
		om_risk_free(&r);
		ck_ok(om_risk_classes(&c, &data, 0));
		ck_assert_uint_eq(c.count, data.n > 0);
		ck_assert_uint_eq(c.k_min, data.n);
		om_risk_classes_free(&c);
	}
}
END_TEST

/* Twenty alike, two alike, and one alone in a and b together only. */
START_TEST(planted_uniques_are_found_and_no_other)
{
	uint32_t a[26], b[26];
	struct om_risk_data data = {
		.n = 26, .width = 2, .axes = { { a, 2 }, { b, 2 } }
	};
	struct om_risk_options options = { .k = 5, .minimal = true };
	struct om_risk r;

	for (uint32_t i = 0; i < 26; i++) {
		a[i] = i >= 20 && i < 23;
		b[i] = i >= 22;
	}
	/* (0,0) 20, (1,0) 2, (1,1) 1, (0,1) 3 */
	ck_ok(om_risk_search(&r, &data, &options));
	ck_assert_uint_eq(r.sets[2].classes, 4);
	ck_assert_uint_eq(r.sets[2].unique, 1);
	ck_assert_uint_eq(r.sets[2].below, 6);
	ck_assert_uint_eq(r.sets[2].minimal, 1);
	ck_assert_uint_eq(om_risk_smallest(&r, 22), 3);
	ck_assert_uint_eq(om_risk_smallest(&r, 21), 0);
	om_risk_free(&r);
}
END_TEST

START_TEST(what_would_not_fit_is_refused)
{
	struct om_risk_options options = { .minimal = true, .memory = 4000 };
	struct om_risk_classes c;
	struct table t;
	struct om_risk r;

	fill(&t, 3, 60, 4, 0);
	ck_code(om_risk_search(&r, &t.data, &options), OM_LIMIT);
	ck_code(om_risk_classes(&c, &t.data, 100), OM_LIMIT);
	options.memory = 1 << 20;
	ck_ok(om_risk_search(&r, &t.data, &options));
	ck_assert_uint_gt(r.memory, 1000);
	ck_assert_uint_le(r.memory, options.memory);
	om_risk_free(&r);
}
END_TEST

START_TEST(classes_are_those_of_the_largest_combination)
{
	struct om_risk_attack attack;
	struct om_risk_classes c;
	struct table t;

	for (uint64_t seed = 200; seed < 240; seed++) {
		struct om_risk_set want;
		double sum = 0;
		uint64_t banded = 0;

		fill(&t, seed, 30, 1 + (unsigned)seed % 4,
		    seed % 2 == 0 ? 0 : 11);
		ck_ok(om_risk_classes(&c, &t.data, 0));
		want =
		    naive(&t, (UINT32_C(1) << t.data.width) - 1, 4, c.persons);
		ck_assert_uint_eq(c.count, want.classes);
		ck_assert_uint_eq(c.k_min, want.k_min);
		ck_assert_uint_eq(c.bands[0], want.unique);
		for (int i = 0; i < OM_RISK_BANDS; i++)
			banded += c.bands[i];
		ck_assert_uint_eq(banded, c.persons);
		for (uint32_t p = 0; p < c.persons; p++)
			sum += 1 / (double)least_of(&t,
				       (UINT32_C(1) << t.data.width) - 1, p);
		ck_ok(om_risk_attack(&attack, &c, &t.data, 4, 0));
		ck_assert_double_eq_tol(
		    attack.average, sum / (double)c.persons, 1e-9);
		ck_assert_double_eq(attack.highest, 1.0 / want.k_min);
		ck_assert_uint_eq(attack.above, want.below);
		om_risk_classes_free(&c);
	}
}
END_TEST

/* Classes of 1 and 3 of 4 persons, drawn from 40: they stand for 10 and 30. */
START_TEST(a_journalist_has_the_population_to_search)
{
	static const uint32_t a[] = { 0, 1, 1, 1 };
	struct om_risk_data data = { .n = 4, .width = 1, .axes = { { a, 2 } } };
	struct om_risk_attack attack;
	struct om_risk_classes c;

	ck_ok(om_risk_classes(&c, &data, 0));
	ck_ok(om_risk_attack(&attack, &c, &data, 11, 40));
	ck_assert_double_eq_tol(attack.highest, 0.1, 1e-12);
	ck_assert_double_eq_tol(attack.average, (0.1 + 3 / 30.0) / 4, 1e-12);
	ck_assert_uint_eq(attack.above, 1);
	ck_code(om_risk_attack(&attack, &c, &data, 11, 3), OM_USAGE);
	om_risk_classes_free(&c);
}
END_TEST

/* Values x x y y in one class: 2 and e^(ln 2); x x x in the other: 1. */
START_TEST(diversity_is_counted_within_classes)
{
	static const uint32_t a[] = { 0, 0, 0, 0, 1, 1, 1 },
			      s[] = { 0, 0, 1, 1, 0, 0, 0 };
	struct om_risk_data data = { .n = 4, .width = 1, .axes = { { a, 2 } } };
	struct om_risk_axis sensitive = { s, 2 };
	struct om_risk_diversity d;
	struct om_risk_classes c;

	ck_ok(om_risk_classes(&c, &data, 0));
	ck_ok(om_risk_diversity(&d, &c, &sensitive, 0));
	ck_assert_uint_eq(d.distinct, 2);
	ck_assert_double_eq_tol(d.entropy, 2, 1e-12);
	ck_assert_uint_eq(d.single, 0);
	om_risk_classes_free(&c);
	data.n = 7;
	ck_ok(om_risk_classes(&c, &data, 0));
	ck_ok(om_risk_diversity(&d, &c, &sensitive, 0));
	ck_assert_uint_eq(d.distinct, 1);
	ck_assert_double_eq_tol(d.entropy, 1, 1e-12);
	ck_assert_uint_eq(d.single, 3);
	om_risk_classes_free(&c);
}
END_TEST

OM_SUITE(policy_risk)
{
	tcase_add_test(
	    tests, every_combination_is_counted_as_by_comparing_all_with_all);
	tcase_add_test(
	    tests, persons_count_once_however_many_records_they_have);
	tcase_add_test(tests, a_part_comes_before_the_combination);
	tcase_add_test(tests, the_scores_are_those_of_suda2);
	tcase_add_test(
	    tests, a_search_of_small_combinations_weighs_what_it_sees);
	tcase_add_test(tests, no_record_one_record_and_equal_records);
	tcase_add_test(tests, planted_uniques_are_found_and_no_other);
	tcase_add_test(tests, what_would_not_fit_is_refused);
	tcase_add_test(tests, classes_are_those_of_the_largest_combination);
	tcase_add_test(tests, a_journalist_has_the_population_to_search);
	tcase_add_test(tests, diversity_is_counted_within_classes);
}
