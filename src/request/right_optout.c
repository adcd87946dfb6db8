#include "request/inside.h"

const struct om_right om_right_optout = {
	.word = "optout",
	.title = "an end to the sale and sharing of your data",
	.ccpa = "Cal. Civ. Code 1798.120; 11 CCR 7026",
	.action = "stop sale",
	.template = "letter_optout.html",
	.unverified = true,
	.blocks = OM_PURPOSE_SALE,
	.received = om_case_block,
	.act = om_case_block_act,
	.left = om_case_block_left,
};
