#include <emmintrin.h>

#include "scan/block.h"

enum { PARTS = 4 };

static uint64_t
join(const __m128i part[PARTS])
{
	uint64_t bits = 0;

	for (int i = 0; i < PARTS; i++)
		bits |= (uint64_t)(unsigned)_mm_movemask_epi8(part[i])
			<< (16 * i);
	return bits;
}

/* Bytes from low to high, both below 0x80. */
static uint64_t
range(const __m128i v[PARTS], char low, char high)
{
	const __m128i base = _mm_set1_epi8(low);
	const __m128i span = _mm_set1_epi8((char)(high - low));
	__m128i part[PARTS];

	for (int i = 0; i < PARTS; i++) {
		__m128i x = _mm_sub_epi8(v[i], base);

		part[i] = _mm_cmpeq_epi8(_mm_min_epu8(x, span), x);
	}
	return join(part);
}

/* space ( ) + - . /: the ranges leave out but one of ( ) * + , - . / */
static uint64_t
joints(const __m128i v[PARTS])
{
	return range(v, ' ', ' ') | range(v, '(', ')') | range(v, '+', '+') |
	       range(v, '-', '/');
}

void
om_block_mark_sse2(struct om_blocks *out, size_t first, const char *p, size_t n)
{
	const __m128i fold = _mm_set1_epi8(0x20);

	for (size_t i = first; i < first + n; i++, p += OM_BLOCK_SIZE) {
		__m128i v[PARTS], lower[PARTS];

		for (int k = 0; k < PARTS; k++) {
			v[k] = _mm_loadu_si128(
			    (const __m128i *)(const void *)(p + 16 * k));
			lower[k] = _mm_or_si128(v[k], fold);
		}
		out->digit[i] = range(v, '0', '9');
		out->letter[i] = range(lower, 'a', 'z');
		out->upper[i] = range(v, 'A', 'Z');
		out->joint[i] = joints(v);
		out->at[i] = range(v, '@', '@');
		out->colon[i] = range(v, ':', ':');
		out->line[i] = range(v, '\n', '\n');
		out->beyond[i] = join(v);
	}
}
