#include "sights.h"

#include "base/buf.h"
#include "scan/chance.h"

/*
 * By hand: of 100 values of which one in ten passes by chance, 10 are
 * expected, and a deviation is 3. Six are 18, three are 9.
 */
START_TEST(far_is_six_deviations_and_near_three)
{
	ck_assert(!om_chance_is_far(28, 100, 0.1));
	ck_assert(om_chance_is_far(29, 100, 0.1));
	ck_assert(om_chance_is_near(19, 100, 0.1));
	ck_assert(!om_chance_is_near(20, 100, 0.1));
	ck_assert(om_chance_is_near(2, 100, 0.1));
	ck_assert(!om_chance_is_far(5, 100, 0.0001));
	ck_assert(om_chance_is_far(6, 100, 0.0001));
}
END_TEST

/* NHS numbers: the check digit is 11 less the weighted sum modulo 11. */
static void
add_nhs(struct om_buf *lines, unsigned seed, bool right)
{
	for (unsigned i = 0; i < 200; i++) {
		unsigned digits[9], sum = 0, check;

		for (unsigned k = 0; k < 9; k++) {
			seed = seed * 1103515245 + 12345;
			digits[k] = seed >> 16 & 7;
			sum += digits[k] * (10 - k);
		}
		check = (11 - sum % 11) % 11;
		if (check == 10)
			continue;
		if (!right)
			check = (seed >> 20) % 10;
		for (unsigned k = 0; k < 9; k++)
			om_buf_byte(lines, (char)('0' + digits[k]));
		om_buf_format(lines, "%u\n", check);
	}
}

static struct om_chance
chance_of(bool right, const struct sights *s)
{
	struct om_scanner *keen = om_scanner_keen(s->scanner);
	struct om_buf lines = OM_BUF(1 << 20);
	struct om_hits hits = { 0 };
	struct om_chance chance;

	add_nhs(&lines, 7, right);
	om_scanner_text(keen, &hits, om_buf_span(&lines), NULL);
	om_chance_judge(&chance, keen, om_buf_span(&lines), &hits);
	om_hits_free(&hits);
	om_buf_free(&lines);
	om_scanner_close(keen);
	return chance;
}

START_TEST(a_column_that_always_passes_is_lifted)
{
	struct sights s = sights_open(0.5F);
	struct om_chance c = chance_of(true, &s);
	struct om_hit hit = { .confidence = 0.05F };

	ck_assert_uint_eq(c.lifted_count, 1);
	ck_assert_str_eq(s.kinds->list[c.lifted[0]].name, "medical_id.gb_nhs");
	hit.kind = c.lifted[0];
	om_chance_weigh(&c, &hit);
	ck_assert(hit.confidence > 0.9F);
	ck_assert_uint_eq(hit.evidence, 1U << OM_EVIDENCE_COLUMN);
	sights_close(&s);
}
END_TEST

START_TEST(a_column_at_the_rate_of_chance_is_not)
{
	struct sights s = sights_open(0.5F);
	struct om_chance c = chance_of(false, &s);
	struct om_hit hit = { .confidence = 0.9F };

	ck_assert_uint_eq(c.lifted_count, 0);
	ck_assert_uint_gt(c.dropped_count, 0);
	hit.kind = c.dropped[0];
	om_chance_weigh(&c, &hit);
	ck_assert(hit.confidence < 0.1F);
	sights_close(&s);
}
END_TEST

OM_SUITE(scan_chance)
{
	tcase_add_test(tests, far_is_six_deviations_and_near_three);
	tcase_add_test(tests, a_column_that_always_passes_is_lifted);
	tcase_add_test(tests, a_column_at_the_rate_of_chance_is_not);
}
