#include <arm_neon.h>

#include "scan/block.h"

enum { PARTS = 4 };

/* One bit a byte, of bytes that are 0 or 255. */
static uint64_t
join(const uint8x16_t part[PARTS])
{
	static const uint8_t weights[16] = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2,
		4, 8, 16, 32, 64, 128 };
	const uint8x16_t weight = vld1q_u8(weights);
	uint8x16_t sum[PARTS];

	for (int i = 0; i < PARTS; i++)
		sum[i] = vandq_u8(part[i], weight);
	sum[0] =
	    vpaddq_u8(vpaddq_u8(sum[0], sum[1]), vpaddq_u8(sum[2], sum[3]));
	sum[0] = vpaddq_u8(sum[0], sum[0]);
	return vgetq_lane_u64(vreinterpretq_u64_u8(sum[0]), 0);
}

/* Bytes from low to high. */
static uint64_t
range(const uint8x16_t v[PARTS], uint8_t low, uint8_t high)
{
	uint8x16_t part[PARTS];

	for (int i = 0; i < PARTS; i++)
		part[i] = vcleq_u8(vsubq_u8(v[i], vdupq_n_u8(low)),
		    vdupq_n_u8((uint8_t)(high - low)));
	return join(part);
}

void
om_block_mark_neon(struct om_blocks *out, size_t first, const char *p, size_t n)
{
	const uint8x16_t fold = vdupq_n_u8(0x20);

	for (size_t i = first; i < first + n; i++, p += OM_BLOCK_SIZE) {
		uint8x16_t v[PARTS], lower[PARTS];

		for (int k = 0; k < PARTS; k++) {
			v[k] = vld1q_u8((const uint8_t *)p + 16 * k);
			lower[k] = vorrq_u8(v[k], fold);
		}
		out->digit[i] = range(v, '0', '9');
		out->letter[i] = range(lower, 'a', 'z');
		out->upper[i] = range(v, 'A', 'Z');
		out->joint[i] = range(v, ' ', ' ') | range(v, '(', ')') |
				range(v, '+', '+') | range(v, '-', '/');
		out->at[i] = range(v, '@', '@');
		out->colon[i] = range(v, ':', ':');
		out->line[i] = range(v, '\n', '\n');
		out->beyond[i] = range(v, 0x80, 0xff);
	}
}
