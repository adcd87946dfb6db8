#include <immintrin.h>

#include "scan/block.h"

/* Bytes from low to high, both below 0x80. */
static uint64_t
range(__m512i v, char low, char high)
{
	return _mm512_cmple_epu8_mask(_mm512_sub_epi8(v, _mm512_set1_epi8(low)),
	    _mm512_set1_epi8((char)(high - low)));
}

/* As in block_avx2.c: one shuffle finds space ( ) + - . and /. */
static uint64_t
joints(__m512i v)
{
	const __m512i table = _mm512_broadcast_i32x4(_mm_setr_epi8(
	    ' ', 0, 0, 0, 0, 0, 0, 0, '(', ')', 0, '+', 0, '-', '.', '/'));

	return _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table, v), v);
}

void
om_block_mark_avx512(
    struct om_blocks *out, size_t first, const char *p, size_t n)
{
	const __m512i fold = _mm512_set1_epi8(0x20);

	for (size_t i = first; i < first + n; i++, p += OM_BLOCK_SIZE) {
		__m512i v = _mm512_loadu_si512(p);

		out->digit[i] = range(v, '0', '9');
		out->letter[i] = range(_mm512_or_si512(v, fold), 'a', 'z');
		out->upper[i] = range(v, 'A', 'Z');
		out->joint[i] = joints(v);
		out->at[i] = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('@'));
		out->colon[i] =
		    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(':'));
		out->line[i] =
		    _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n'));
		out->beyond[i] = _mm512_movepi8_mask(v);
	}
}
