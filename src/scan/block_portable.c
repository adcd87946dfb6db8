#include "scan/anchors.h"

/* Of a machine whose instructions nobody wrote a file for. */
const struct om_block_marker *
om_block_markers(void)
{
	static const struct om_block_marker all[] = {
		{ "scalar", om_block_mark_scalar, om_prefixes_mark_scalar,
		    om_anchors_find },
		{ NULL, NULL, NULL, NULL },
	};

	return all;
}
