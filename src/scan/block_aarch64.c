#include "scan/anchors.h"

/* Every such processor has Neon. */
const struct om_block_marker *
om_block_markers(void)
{
	static const struct om_block_marker all[] = {
		{ "neon", om_block_mark_neon, om_prefixes_mark_neon,
		    om_anchors_find },
		{ "scalar", om_block_mark_scalar, om_prefixes_mark_scalar,
		    om_anchors_find },
		{ NULL, NULL, NULL, NULL },
	};

	return all;
}
