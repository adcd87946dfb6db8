#include "request/right.h"

const struct om_right om_right_portability = {
	.word = "portability",
	.title = "your data in a form that another service can read",
	.gdpr = "GDPR Art. 20",
	.ccpa = "Cal. Civ. Code 1798.130(a)(3)(B)(iii)",
	.action = "copy",
	.template = "letter_portability.html",
	.copies = true,
};
