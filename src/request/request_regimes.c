#include "request/inside.h"

static int
add_regime(struct om_case *c, struct om_request *r, struct om_span word)
{
	const char *regime = om_case_string(c, om_span_trim(word));

	for (size_t i = 0; i < r->regime_count; i++)
		if (strcmp(r->deadlines[i].regime, regime) == 0)
			return om_fail(OM_USAGE, "a law is named twice");
	if (r->regime_count == OM_REGIMES_MAX)
		return om_fail(OM_USAGE,
		    "a request is made under %d laws at "
		    "most",
		    OM_REGIMES_MAX);
	r->deadlines[r->regime_count++].regime = regime;
	return OM_OK;
}

bool
om_request_lists(const char *list, const char *word)
{
	struct om_span rest = om_span_of(list), one;

	while (om_span_cut(&one, &rest, rest, ','))
		if (om_span_is(om_span_trim(one), word))
			return true;
	return om_span_is(om_span_trim(rest), word);
}

int
om_request_set_regimes(
    struct om_case *c, struct om_request *r, const char *list)
{
	struct om_span rest = om_span_of(list), word;
	int rc = OM_OK;

	while (rc == OM_OK && om_span_cut(&word, &rest, rest, ','))
		rc = add_regime(c, r, word);
	if (rc == OM_OK)
		rc = add_regime(c, r, rest);
	if (rc == OM_OK) {
		r->laws = list;
		r->regime = r->deadlines[0].regime;
	}
	return rc;
}

bool
om_request_waives(const struct om_request *r)
{
	for (size_t i = 0; i < r->regime_count; i++)
		if (r->deadlines[i].identity != OM_IDENTITY_NEVER)
			return false;
	return true;
}
