#include "request/right.h"

const struct om_right om_right_access = {
	.word = "access",
	.title = "access to your data",
	.gdpr = "GDPR Art. 15",
	.ccpa = "Cal. Civ. Code 1798.110, 1798.130; 11 CCR 7024",
	.action = "copy",
	.template = "letter_access_gdpr.html",
	.ccpa_template = "letter_access_ccpa.html",
	.copies = true,
};
