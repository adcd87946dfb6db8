#include "store/sweep.h"

#include "policy/sought.h"

/* A person being added. */
struct adding {
	struct om_needles *set;
	const struct om_identity_policy *identity;
	size_t refused;
};

static int
add(struct adding *a, struct om_span type, struct om_span value)
{
	int rc;

	if (om_span_trim(value).n == 0)
		return OM_OK;
	rc = om_sought_add(a->set, a->identity, type, value);
	if (rc == OM_INPUT)
		a->refused++;
	return rc == OM_INPUT ? OM_OK : rc;
}

static int
add_profile(struct adding *a, const struct om_profile *p)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < p->n; i++)
		rc = add(a, p->identifiers[i].type, p->identifiers[i].value);
	if (rc == OM_OK)
		rc = add(a, OM_SPAN("user_id"), p->user_id);
	if (rc == OM_OK)
		rc = add(a, OM_SPAN("id"), p->outer_id);
	return rc == OM_OK ? add(a, OM_SPAN("name"), p->name) : rc;
}

int
om_sweep_subject(struct om_needles *set, size_t *refused,
    const struct om_identity_policy *identity, const struct om_subject *subject)
{
	struct adding a = { set, identity, 0 };
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < subject->profile_count; i++)
		rc = add_profile(&a, &subject->profiles[i].profile);
	if (rc == OM_OK)
		*refused = a.refused;
	return rc;
}

void
om_sweep_workspace(struct om_sweep *s, const char *folder, bool on_server)
{
	/* A copy of a key is no place for a key. */
	static const struct om_sweep_options options = {
		.strict = true,
		.names_only = "keys",
	};

	om_sweep_path(s, folder, &options);
	if (on_server)
		om_sweep_cannot(s, "the store's database",
		    "it is on a server, whose files are not read");
}
