#include "scan/anchors.h"

/* Which instructions there are is asked of the processor. */
const struct om_block_marker *
om_block_markers(void)
{
	static const struct om_block_marker all[] = {
		{ "avx512", om_block_mark_avx512, om_prefixes_mark_avx512,
		    om_anchors_find_avx2 },
		{ "avx2", om_block_mark_avx2, om_prefixes_mark_avx2,
		    om_anchors_find_avx2 },
		{ "sse2", om_block_mark_sse2, om_prefixes_mark_scalar,
		    om_anchors_find },
		{ "scalar", om_block_mark_scalar, om_prefixes_mark_scalar,
		    om_anchors_find },
		{ NULL, NULL, NULL, NULL },
	};

	__builtin_cpu_init();
	if (__builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vl"))
		return all;
	return __builtin_cpu_supports("avx2") ? all + 1 : all + 2;
}
