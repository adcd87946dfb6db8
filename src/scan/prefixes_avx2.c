#include <immintrin.h>

#include "scan/block.h"
#include "scan/prefixes.h"

/* The sixteen bytes of a table, in both halves. */
static __m256i
table(const uint8_t *bytes)
{
	return _mm256_broadcastsi128_si256(
	    _mm_loadu_si128((const __m128i *)(const void *)bytes));
}

/* The buckets that let pass each of 32 bytes at one position. */
static inline __m256i
pass(const __m256i low, const __m256i high, const char *p)
{
	const __m256i half = _mm256_set1_epi8(15);
	__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i top = _mm256_and_si256(_mm256_srli_epi16(v, 4), half);

	v = _mm256_and_si256(v, half);
	return _mm256_and_si256(
	    _mm256_shuffle_epi8(low, v), _mm256_shuffle_epi8(high, top));
}

void
om_prefixes_mark_avx2(
    uint64_t *out, const struct om_prefixes *s, const char *p, size_t n)
{
	__m256i low[OM_PREFIX_BYTES], high[OM_PREFIX_BYTES];

	for (int i = 0; i < OM_PREFIX_BYTES; i++) {
		low[i] = table(s->low[i]);
		high[i] = table(s->high[i]);
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t stopped[2];

		for (int k = 0; k < 2; k++, p += 32) {
			__m256i all = pass(low[0], high[0], p);

			for (int m = 1; m < OM_PREFIX_BYTES; m++)
				all = _mm256_and_si256(
				    all, pass(low[m], high[m], p + m));
			stopped[k] = (uint32_t)_mm256_movemask_epi8(
			    _mm256_cmpeq_epi8(all, _mm256_setzero_si256()));
		}
		out[i] = ~(stopped[0] | (uint64_t)stopped[1] << 32);
	}
}
