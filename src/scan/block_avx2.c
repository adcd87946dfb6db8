#include <immintrin.h>

#include "scan/block.h"

/* Bytes from low to high, both below 0x80, in each half of the block. */
static uint64_t
range(const __m256i v[2], char low, char high)
{
	const __m256i base = _mm256_set1_epi8(low);
	const __m256i span = _mm256_set1_epi8((char)(high - low));
	uint32_t bits[2];

	for (int i = 0; i < 2; i++) {
		__m256i x = _mm256_sub_epi8(v[i], base);

		bits[i] = (uint32_t)_mm256_movemask_epi8(
		    _mm256_cmpeq_epi8(_mm256_min_epu8(x, span), x));
	}
	return bits[0] | (uint64_t)bits[1] << 32;
}

/*
 * Joints by one shuffle: the low four bits of each of space ( ) + - . / pick
 * a byte that must be the joint itself; only the row 0x20 has any.
 */
static uint64_t
joints(const __m256i v[2])
{
	const __m256i table = _mm256_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, '(',
	    ')', 0, '+', 0, '-', '.', '/', ' ', 0, 0, 0, 0, 0, 0, 0, '(', ')',
	    0, '+', 0, '-', '.', '/');
	uint32_t bits[2];

	for (int i = 0; i < 2; i++)
		bits[i] = (uint32_t)_mm256_movemask_epi8(
		    _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, v[i]), v[i]));
	return bits[0] | (uint64_t)bits[1] << 32;
}

static uint64_t
equal(const __m256i v[2], char c)
{
	const __m256i wanted = _mm256_set1_epi8(c);
	uint32_t low =
	    (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v[0], wanted));
	uint32_t high =
	    (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v[1], wanted));

	return low | (uint64_t)high << 32;
}

void
om_block_mark_avx2(struct om_blocks *out, size_t first, const char *p, size_t n)
{
	const __m256i fold = _mm256_set1_epi8(0x20);

	for (size_t i = first; i < first + n; i++, p += OM_BLOCK_SIZE) {
		const __m256i v[2] = {
			_mm256_loadu_si256((const __m256i *)(const void *)p),
			_mm256_loadu_si256(
			    (const __m256i *)(const void *)(p + 32)),
		};
		const __m256i lower[2] = {
			_mm256_or_si256(v[0], fold),
			_mm256_or_si256(v[1], fold),
		};
		uint64_t beyond = (uint32_t)_mm256_movemask_epi8(v[0]) |
				  (uint64_t)(uint32_t)_mm256_movemask_epi8(v[1])
				      << 32;

		out->digit[i] = range(v, '0', '9');
		out->letter[i] = range(lower, 'a', 'z');
		out->upper[i] = range(v, 'A', 'Z');
		out->joint[i] = joints(v);
		out->at[i] = equal(v, '@');
		out->colon[i] = equal(v, ':');
		out->line[i] = equal(v, '\n');
		out->beyond[i] = beyond;
	}
}
