#include "store/identifier.h"

size_t
om_identifier_count(const struct om_profile *p)
{
	return p->n + (p->user_id.n > 0);
}

struct om_identifier
om_identifier_at(const struct om_profile *p, size_t i)
{
	struct om_identifier user = { OM_SPAN("user_id"), p->user_id };

	return i < p->n ? p->identifiers[i] : user;
}

bool
om_identifier_is_role(
    const struct om_store *store, const struct om_identifier *id)
{
	return om_identity_find(store->identity, id->type)->normaliser ==
		   OM_NORMALISE_EMAIL &&
	       om_identity_is_role_mailbox(store->identity, id->value);
}

bool
om_identifier_is_strong(
    const struct om_store *store, const struct om_identifier *id)
{
	return om_identity_find(store->identity, id->type)->suppress &&
	       !om_identifier_is_role(store, id);
}

bool
om_identifier_counts(
    const struct om_store *store, const struct om_profile *p, size_t i)
{
	struct om_identifier id = om_identifier_at(p, i);

	if (om_identifier_is_strong(store, &id))
		return true;
	for (size_t k = 0; k < om_identifier_count(p); k++) {
		struct om_identifier other = om_identifier_at(p, k);

		if (om_identifier_is_strong(store, &other))
			return false;
	}
	return true;
}
