#include "scan/prefixes.h"

#include "scan/block.h"

/*
 * How often letters and signs stand in texts, of a thousand, by the low five
 * bits of @ to _: where texts mix, rare ones do least harm.
 */
static const uint8_t often[32] = { 1, 65, 12, 24, 32, 98, 18, 16, 48, 57, 2, 7,
	33, 21, 56, 60, 16, 1, 50, 54, 75, 23, 8, 19, 2, 14, 1, 2, 1, 2, 1, 4 };

enum { OTHERS = 6 };

static unsigned
weight_of(unsigned byte)
{
	return byte >= 0x40 && byte < 0x80 ? often[byte & 31] : OTHERS;
}

/* How much of ordinary text one position of a bucket lets pass. */
static double
leak_at(const struct om_prefixes *s, int position, uint8_t bit)
{
	unsigned sum = 0;

	for (unsigned high = 2; high < 8; high++) {
		if ((s->high[position][high] & bit) == 0)
			continue;
		for (unsigned low = 0; low < 16; low++)
			if (s->low[position][low] & bit)
				sum += weight_of(high << 4 | low);
	}
	return (double)sum / 1000;
}

static double
leak(const struct om_prefixes *s, uint8_t bit)
{
	double all = 1;

	for (int i = 0; i < OM_PREFIX_BYTES; i++)
		all *= leak_at(s, i, bit);
	return all;
}

static void
let_pass(struct om_prefixes *s, int position, unsigned char byte, uint8_t bit)
{
	s->low[position][byte & 15] |= bit;
	s->high[position][byte >> 4] |= bit;
}

static void
put(struct om_prefixes *s, const char *p, size_t n, int any_case, uint8_t bit)
{
	for (size_t i = 0; i < OM_PREFIX_BYTES; i++) {
		unsigned char byte = i < n ? (unsigned char)p[i] : 0;
		unsigned char small = byte | 0x20;

		for (unsigned other = 0; i >= n && other < 256; other += 17)
			let_pass(s, (int)i, (unsigned char)other, bit);
		if (i >= n)
			continue;
		let_pass(s, (int)i, byte, bit);
		if (any_case && small >= 'a' && small <= 'z')
			let_pass(s, (int)i, byte ^ 0x20, bit);
	}
}

void
om_prefixes_add(struct om_prefixes *s, const char *p, size_t n, int any_case)
{
	struct om_prefixes best = *s;
	double least = 0;

	for (unsigned i = 0; i < OM_PREFIX_BUCKETS; i++) {
		uint8_t bit = (uint8_t)(1U << i);
		struct om_prefixes tried = *s;

		put(&tried, p, n, any_case, bit);
		tried.leaks[i] = leak(&tried, bit);
		if (i == 0 || tried.leaks[i] - s->leaks[i] < least) {
			least = tried.leaks[i] - s->leaks[i];
			best = tried;
		}
	}
	*s = best;
}

void
om_prefixes_mark_scalar(
    uint64_t *out, const struct om_prefixes *s, const char *p, size_t n)
{
	const unsigned char *byte = (const unsigned char *)p;

	for (size_t i = 0; i < n; i++) {
		out[i] = 0;
		for (unsigned k = 0; k < OM_BLOCK_SIZE; k++, byte++) {
			uint8_t pass = 0xff;

			for (int m = 0; m < OM_PREFIX_BYTES; m++)
				pass &= s->low[m][byte[m] & 15] &
					s->high[m][byte[m] >> 4];
			out[i] |= (uint64_t)(pass != 0) << k;
		}
	}
}
