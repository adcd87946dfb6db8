#include "test.h"

#include <stdlib.h>

#include "scan/anchors.h"

/* Text as logs and tables have it, with all that anchors look for. */
static void
fill(char *text, size_t n, unsigned seed)
{
	static const char *const parts[] = { "2026-01-03 06:19:54 ",
		"Anna Smith, ", "12 High Street ", "192.0.2.7 ",
		"00:1b:44:11:3a:b7 ", "GB29NWBK60161331926819 ", "\n",
		"2001:db8::7 ", "a1b2c3d4e5f6 ", "+44 20 7946 0018 ", "é Ö ",
		"5", "x86_64 " };
	size_t at = 0;

	srand(seed);
	while (at < n) {
		const char *part =
		    parts[(size_t)rand() % (sizeof(parts) / sizeof(parts[0]))];

		for (; *part != '\0' && at < n; part++)
			text[at++] = *part;
	}
}

static void
find(struct om_anchors *out, om_block_anchor *anchor, const char *text)
{
	static struct om_blocks blocks;

	memset(&blocks, 0, sizeof(blocks));
	memset(out, 0, sizeof(*out));
	om_block_mark_scalar(&blocks, OM_BLOCKS_BEHIND, text,
	    OM_BLOCKS_STRETCH + OM_BLOCKS_AHEAD);
	anchor(out, &blocks, OM_BLOCKS_BEHIND, OM_BLOCKS_STRETCH);
}

START_TEST(all_instruction_sets_find_the_same)
{
	static char text[(OM_BLOCKS_STRETCH + OM_BLOCKS_AHEAD) * OM_BLOCK_SIZE];
	static struct om_anchors want, got;

	for (unsigned seed = 1; seed < 20; seed++) {
		fill(text, sizeof(text), seed);
		find(&want, om_anchors_find, text);
		for (const struct om_block_marker *m = om_block_markers();
		     m->name != NULL; m++) {
			find(&got, m->anchor, text);
			ck_assert_msg(memcmp(&want, &got, sizeof(got)) == 0,
			    "%s differs", m->name);
		}
	}
}
END_TEST

/* Where a mark stands in a text that crosses from one block to the next. */
static void
expect(const char *text, size_t offset, uint64_t want,
    const uint64_t bits[OM_BLOCKS])
{
	size_t i = OM_BLOCKS_BEHIND + offset / OM_BLOCK_SIZE;
	unsigned k = offset % OM_BLOCK_SIZE;
	uint64_t got = bits[i] >> k | (k > 0 ? bits[i + 1] << (64 - k) : 0);

	got &= (UINT64_C(1) << strlen(text)) - 1;
	ck_assert_msg(got == want, "%s at %zu: %llx, not %llx", text, offset,
	    (unsigned long long)got, (unsigned long long)want);
}

START_TEST(what_may_begin_is_marked_wherever_blocks_end)
{
	static char text[(OM_BLOCKS_STRETCH + OM_BLOCKS_AHEAD) * OM_BLOCK_SIZE];
	static struct om_anchors a;
	const struct {
		const char *text;
		const uint64_t *bits;
		uint64_t want;
	} cases[] = {
		{ " 12 345 678 ", a.number, 1 << 1 | 1 << 4 | 1 << 8 },
		{ " 12 34 ", a.number, 0 },
		{ " Mozilla 5 ", a.number, 0 },
		{ " Mozilla5 ", a.number, 1 << 1 },
		{ " GB29 ", a.number, 1 << 1 },
		{ " x86 12 ab ", a.mixed, 1 << 1 },
		{ " ab1 1a ab ", a.mixed, 1 << 1 | 1 << 5 },
		{ " abcd5 ", a.mixed, 0 },
		{ " HRB 12345 ", a.mixed, 1 << 5 },
		{ " Abc 12345 ", a.mixed, 0 },
		{ " 1.352, 13.404 ", a.mixed, 1 << 1 | 1 << 8 },
		{ " 1.35, 134.04 ", a.mixed, 0 },
		{ " 12.ABC.345/01DE-35 ", a.number, 1 << 1 },
		{ " 12.ABC.345/01D.E35 ", a.number, 0 },
		{ " DEUTDEFF ", a.capitals, 1 << 1 },
		{ " DEUTDEf ", a.capitals, 0 },
		{ " 06:19:54 ", a.colon, 0 },
		{ " 0:1:2:3:4:5 ", a.colon, 1 << 2 },
		{ " a::b ", a.colon, 1 << 2 },
		{ " Ana Ruiz ", a.phrase, 1 << 1 },
		{ " ana ruiz ", a.phrase, 0 },
		{ " 5 High ", a.before, 1 << 1 },
		{ " High 5 ", a.behind, 1 << 6 },
		{ " born 1.2.90 ", a.date, 1 << 6 | 1 << 8 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t offset = 40; offset < 130; offset++) {
			memset(text, ',', sizeof(text));
			memcpy(text + offset, cases[i].text,
			    strlen(cases[i].text));
			find(&a, om_anchors_find, text);
			expect(cases[i].text, offset, cases[i].want,
			    cases[i].bits);
		}
}
END_TEST

OM_SUITE(scan_anchors)
{
	tcase_add_test(tests, all_instruction_sets_find_the_same);
	tcase_add_test(tests, what_may_begin_is_marked_wherever_blocks_end);
}
