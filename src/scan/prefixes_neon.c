#include <arm_neon.h>

#include "scan/block.h"
#include "scan/prefixes.h"

enum { PARTS = 4, PART = 16 };

/* The buckets that let pass each of 16 bytes at one position. */
static inline uint8x16_t
pass(const struct om_prefixes *s, int position, const char *p)
{
	uint8x16_t v = vld1q_u8((const uint8_t *)p);
	uint8x16_t low =
	    vqtbl1q_u8(vld1q_u8(s->low[position]), vandq_u8(v, vdupq_n_u8(15)));

	return vandq_u8(
	    low, vqtbl1q_u8(vld1q_u8(s->high[position]), vshrq_n_u8(v, 4)));
}

/* One bit a byte, of bytes that are 0 or not. */
static inline uint64_t
join(const uint8x16_t part[PARTS])
{
	static const uint8_t weights[PART] = { 1, 2, 4, 8, 16, 32, 64, 128, 1,
		2, 4, 8, 16, 32, 64, 128 };
	const uint8x16_t weight = vld1q_u8(weights);
	uint8x16_t sum[PARTS];

	for (int i = 0; i < PARTS; i++)
		sum[i] = vandq_u8(vtstq_u8(part[i], part[i]), weight);
	sum[0] =
	    vpaddq_u8(vpaddq_u8(sum[0], sum[1]), vpaddq_u8(sum[2], sum[3]));
	sum[0] = vpaddq_u8(sum[0], sum[0]);
	return vgetq_lane_u64(vreinterpretq_u64_u8(sum[0]), 0);
}

void
om_prefixes_mark_neon(
    uint64_t *out, const struct om_prefixes *s, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint8x16_t part[PARTS];

		for (int k = 0; k < PARTS; k++, p += PART) {
			part[k] = pass(s, 0, p);
			for (int m = 1; m < OM_PREFIX_BYTES; m++)
				part[k] = vandq_u8(part[k], pass(s, m, p + m));
		}
		out[i] = join(part);
	}
}
