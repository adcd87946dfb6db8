#include "request/inside.h"

const struct om_right om_right_admt_optout = {
	.word = "admt_optout",
	.title = "an end to decisions about you by automated means",
	.ccpa = "11 CCR 7221",
	.action = "stop automated decisions",
	.template = "letter_admt_optout.html",
	.unverified = true,
	.blocks = OM_PURPOSE_AUTOMATED,
	.received = om_case_block,
	.act = om_case_block_act,
	.left = om_case_block_left,
};
