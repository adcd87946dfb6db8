#include "policy/sought.h"

#include "base/buf.h"

int
om_sought_parse(struct om_span *type, struct om_span *value,
    const struct om_identity_policy *policy, struct om_span text)
{
	struct om_span first, second, rest, inner;

	if (!om_span_cut(&first, &rest, text, ':') || first.n == 0 ||
	    rest.n == 0)
		return om_fail(OM_USAGE,
		    "what is looked for is written TYPE:VALUE or "
		    "SOURCE:TYPE:IDTYPE:VALUE");
	if (om_identity_find(policy, first)->type == NULL &&
	    om_span_cut(&second, &inner, rest, ':') &&
	    om_span_cut(&second, &inner, inner, ':')) {
		if (second.n == 0 || inner.n == 0)
			return om_fail(OM_USAGE,
			    "SOURCE:TYPE:IDTYPE:VALUE has an empty part");
		first = second;
		rest = inner;
	}
	*type = first;
	*value = rest;
	return OM_OK;
}

static bool
has(const struct om_needles *set, struct om_span type, struct om_span value)
{
	for (size_t i = 0; i < set->value_count; i++)
		if (om_span_is(type, set->values[i].type) &&
		    om_span_equal(set->values[i].text, value))
			return true;
	return false;
}

/*
 * The digits first: they stand within the other forms, which are then not
 * looked for a second time.
 */
static int
add_forms(struct om_needles *set, enum om_normaliser how, struct om_span value)
{
	struct om_buf canonical = OM_BUF(4 * OM_NORMALISED_MAX);
	/* What has no canonical form is looked for as it is. */
	bool has_form = om_normalise(&canonical, how, value) == OM_OK;
	int digits = OM_OK, rc;

	if (has_form && how == OM_NORMALISE_PHONE)
		digits = om_needles_phone(set, om_buf_span(&canonical));
	rc = om_needles_text(set, value);
	if (rc == OM_OK && has_form)
		rc = om_needles_text(set, om_buf_span(&canonical));
	om_buf_free(&canonical);
	return rc == OM_OK ? digits : rc;
}

int
om_sought_add(struct om_needles *set, const struct om_identity_policy *policy,
    struct om_span type, struct om_span value)
{
	const struct om_identity *identity = om_identity_find(policy, type);
	struct om_needle_value *new;
	int rc;

	value = om_span_trim(value);
	if (has(set, type, value))
		return OM_OK;
	rc = om_needles_begin(set, type, value);
	if (rc != OM_OK)
		return rc;
	rc = add_forms(set, identity->normaliser, value);
	new = &set->values[set->value_count - 1];
	new->refused = rc != OM_OK;
	return rc;
}
