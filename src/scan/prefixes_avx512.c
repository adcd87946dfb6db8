#include <immintrin.h>

#include "scan/block.h"
#include "scan/prefixes.h"

static __m512i
table(const uint8_t *bytes)
{
	return _mm512_broadcast_i32x4(
	    _mm_loadu_si128((const __m128i *)(const void *)bytes));
}

/* The buckets that let pass each of 64 bytes at one position. */
static inline __m512i
pass(const __m512i low, const __m512i high, const char *p)
{
	const __m512i half = _mm512_set1_epi8(15);
	__m512i v = _mm512_loadu_si512(p);
	__m512i top = _mm512_and_si512(_mm512_srli_epi16(v, 4), half);

	v = _mm512_and_si512(v, half);
	return _mm512_and_si512(
	    _mm512_shuffle_epi8(low, v), _mm512_shuffle_epi8(high, top));
}

void
om_prefixes_mark_avx512(
    uint64_t *out, const struct om_prefixes *s, const char *p, size_t n)
{
	__m512i low[OM_PREFIX_BYTES], high[OM_PREFIX_BYTES];

	for (int i = 0; i < OM_PREFIX_BYTES; i++) {
		low[i] = table(s->low[i]);
		high[i] = table(s->high[i]);
	}

	for (size_t i = 0; i < n; i++, p += OM_BLOCK_SIZE) {
		__m512i all = pass(low[0], high[0], p);

		for (int m = 1; m < OM_PREFIX_BYTES; m++)
			all =
			    _mm512_and_si512(all, pass(low[m], high[m], p + m));
		out[i] = _mm512_test_epi8_mask(all, all);
	}
}
