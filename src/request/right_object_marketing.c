#include "request/inside.h"

const struct om_right om_right_object_marketing = {
	.word = "object_marketing",
	.title = "an end to advertising",
	.gdpr = "GDPR Art. 21(2), 21(3)",
	.action = "stop advertising",
	.template = "letter_object_marketing.html",
	.unverified = true,
	.blocks = OM_PURPOSE_MARKETING,
	.received = om_case_block,
	.act = om_case_block_act,
	.left = om_case_block_left,
};
