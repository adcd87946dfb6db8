#include "test.h"

#include <stdlib.h>

#include "scan/block.h"
#include "scan/prefixes.h"

static bool
may_begin(const struct om_prefixes *s, const char *text)
{
	char block[OM_BLOCK_SIZE + OM_PREFIX_BYTES] = { 0 };
	uint64_t places;

	memcpy(block, text,
	    strlen(text) < sizeof(block) ? strlen(text) : sizeof(block));
	om_prefixes_mark_scalar(&places, s, block, 1);
	return places & 1;
}

START_TEST(what_was_added_passes_and_in_capitals_where_asked)
{
	struct om_prefixes s = { 0 };

	ck_assert(!may_begin(&s, "passw"));
	om_prefixes_add(&s, "passw", 5, 1);
	om_prefixes_add(&s, "AKIA", 4, 0);
	om_prefixes_add(&s, "<<", 2, 0);
	ck_assert(may_begin(&s, "passw"));
	ck_assert(may_begin(&s, "PaSsw"));
	ck_assert(may_begin(&s, "AKIA"));
	ck_assert(may_begin(&s, "<<\xff"));
	ck_assert(may_begin(&s, "<<A"));
	ck_assert(!may_begin(&s, "xakia"));
	ck_assert(!may_begin(&s, "zebra"));
}
END_TEST

/* No bucket is left with the mix of all: 24 words leave little of prose. */
START_TEST(words_share_buckets_so_that_little_else_passes)
{
	static const char *const words[] = { "AKIA", "ghp_", "xoxb-", "sk_",
		"glpat", "npm_", "pypi", "AIza", "ya29.", "dop_v", "shpat_",
		"hvs.", "passw", "secret", "token", "bearer", "religi",
		"diagnos", "patient", "member", "kranke", "syndic", "eyJ",
		"pwd" };
	static const char text[] =
	    "When in the course of human events it becomes necessary for one "
	    "people to dissolve the political bands which have connected them "
	    "with another and to assume among the powers of the earth the "
	    "separate station to which the laws entitle them";
	struct om_prefixes s = { 0 };
	unsigned passed = 0;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		om_prefixes_add(&s, words[i], strlen(words[i]), 1);
	for (size_t i = 0; i + 1 < sizeof(text); i++)
		passed += may_begin(&s, text + i);
	ck_assert_uint_lt(passed, sizeof(text) / 8);
}
END_TEST

START_TEST(all_instruction_sets_let_the_same_pass)
{
	const struct om_block_marker *m = om_block_markers();
	char bytes[1 + 32 * OM_BLOCK_SIZE + OM_PREFIX_BYTES];
	struct om_prefixes s = { 0 };
	uint64_t want[32], got[32];

	srand(11);
	for (int round = 0; round < 200; round++) {
		char added[4];

		for (size_t i = 0; i < sizeof(added); i++)
			added[i] = (char)rand();
		if (round < 40)
			om_prefixes_add(
			    &s, added, 2 + (size_t)round % 3, round % 2);
		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = (char)rand();
		memcpy(bytes + 65, added, 3);
		om_prefixes_mark_scalar(want, &s, bytes + 1, 32);
		for (size_t k = 0; m[k].name != NULL; k++) {
			memset(got, 0xaa, sizeof(got));
			m[k].prefixes(got, &s, bytes + 1, 32);
			ck_assert_msg(memcmp(want, got, sizeof(got)) == 0,
			    "%s differs from scalar", m[k].name);
		}
	}
}
END_TEST

OM_SUITE(scan_prefixes)
{
	tcase_add_test(
	    tests, what_was_added_passes_and_in_capitals_where_asked);
	tcase_add_test(tests, words_share_buckets_so_that_little_else_passes);
	tcase_add_test(tests, all_instruction_sets_let_the_same_pass);
}
