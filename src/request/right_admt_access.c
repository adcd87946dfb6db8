#include "request/inside.h"

/* What a person has come to, who had the power to change the decision. */
static const char *const results[] = { "explained", NULL };

const struct om_right om_right_admt_access = {
	.word = "admt_access",
	.title = "an explanation of decisions made by automated means",
	.ccpa = "11 CCR 7222",
	.action = "explain",
	.template = "letter_admt_access.html",
	.results = results,
	.act = om_case_review,
};
