#include "request/inside.h"

const struct om_right om_right_limit = {
	.word = "limit",
	.title = "limits to the use of your sensitive data",
	.ccpa = "Cal. Civ. Code 1798.121; 11 CCR 7027",
	.action = "limit",
	.template = "letter_limit.html",
	.unverified = true,
	.blocks = OM_PURPOSE_SENSITIVE,
	.received = om_case_block,
	.act = om_case_block_act,
	.left = om_case_block_left,
};
