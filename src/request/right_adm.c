#include "request/inside.h"

/* What a person has come to, who had the power to change the decision. */
static const char *const results[] = { "confirmed", "changed", "explained",
	NULL };

const struct om_right om_right_adm = {
	.word = "adm",
	.title = "a person's look at a decision made by a machine",
	.gdpr = "GDPR Art. 22(3), 15(1)(h)",
	.action = "review",
	.template = "letter_adm.html",
	.results = results,
	.act = om_case_review,
};
