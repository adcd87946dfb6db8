#include "test.h"

#include "crypto/random.h"
#include "store/tag_map.h"

enum { TAGS = 700, ROUNDS = 40000, HOLDERS = 25 };

/* The naive list: for each tag its holders in the order of coming. */
static struct {
	struct om_tag tag;
	int64_t holders[HOLDERS];
	size_t n;
} list[TAGS];

static void
fill(void)
{
	for (size_t i = 0; i < TAGS; i++) {
		om_random(list[i].tag.b, sizeof(list[i].tag.b));
		/* Half of them begin alike: they meet in the table. */
		if (i % 2 == 0)
			memset(list[i].tag.b, 7, 8);
	}
}

static void
add(struct om_tag_map *map, size_t i, int64_t holder)
{
	om_tag_entry_add(map, om_tag_map_put(map, &list[i].tag), holder);
	for (size_t k = 0; k < list[i].n; k++)
		if (list[i].holders[k] == holder)
			return;
	list[i].holders[list[i].n++] = holder;
}

static void
compare(const struct om_tag_map *map)
{
	for (size_t i = 0; i < TAGS; i++) {
		const struct om_tag_entry *e =
		    om_tag_map_get(map, &list[i].tag);

		if (list[i].n == 0) {
			ck_assert_ptr_null(e);
			continue;
		}
		ck_assert_ptr_nonnull(e);
		ck_assert_uint_eq(e->n, list[i].n);
		for (size_t k = 0; k < e->n; k++)
			ck_assert_int_eq(
			    om_tag_entry_holder(e, k), list[i].holders[k]);
	}
}

static void
run(struct om_tag_map *map)
{
	for (int round = 0; round < ROUNDS; round++) {
		uint64_t r = om_random_u64();

		/* The last tags stay unused. */
		add(map, r % (TAGS - 50), 1 + (int64_t)(r >> 32) % HOLDERS);
		if (round % 4000 == 0)
			compare(map);
	}
	compare(map);
}

START_TEST(the_map_is_the_naive_list)
{
	struct om_arena arena = { 0 };
	struct om_tag_map map = { .arena = &arena };

	fill();
	compare(&map);
	run(&map);
	om_arena_free(&arena);
}
END_TEST

START_TEST(a_map_that_knows_what_to_expect_is_the_same)
{
	struct om_arena arena = { 0 };
	struct om_tag_map map = { .arena = &arena };

	fill();
	om_tag_map_expect(&map, TAGS);
	compare(&map);
	run(&map);
	om_arena_free(&arena);
}
END_TEST

OM_SUITE(store_tag_map)
{
	tcase_add_test(tests, the_map_is_the_naive_list);
	tcase_add_test(tests, a_map_that_knows_what_to_expect_is_the_same);
}
