#include "request/inside.h"

/* What a person has come to, who had the power to change the decision. */
static const char *const results[] = { "confirmed", "changed", "explained",
	NULL };

/* The decision is another system's: here it stands that a person looked. */
static int
act(struct om_case *c, struct om_request_step *step)
{
	(void)c;
	step->acted = step->located;
	return OM_OK;
}

static int
left(int64_t *out, struct om_case *c, const struct om_subject *s)
{
	(void)c;
	(void)s;
	*out = 0;
	return OM_OK;
}

const struct om_right om_right_adm = {
	.word = "adm",
	.title = "a person's look at a decision made by a machine",
	.gdpr = "GDPR Art. 22(3), 15(1)(h)",
	.action = "review",
	.template = "letter_adm.html",
	.results = results,
	.act = act,
	.left = left,
};
