#include "request/certificate.h"
#include "store/locate.h"

/* One salted hash of a statement, and what somebody says that it stands for. */
struct guess {
	const uint8_t *salt;
	struct om_span form, hash;
	struct om_query query;
};

static bool
is_hash(const struct guess *g, const struct om_span parts[3])
{
	struct om_buf hex = OM_BUF(2 * OM_HASH_SIZE);
	uint8_t hash[OM_HASH_SIZE];
	bool same = om_certificate_hash(hash, g->salt, parts) == OM_OK;

	om_buf_hex(&hex, om_span_bytes(hash, sizeof(hash)));
	same = same && om_span_equal(om_buf_span(&hex), g->hash);
	om_buf_free(&hex);
	return same;
}

/*
 * The type as it was typed, and as this program's policy matches it; with the
 * source where one was named: the workspace's own policy is not at hand.
 */
static bool
fits(const struct guess *g, const struct om_identity_policy *identity)
{
	const char *type = om_identity_find(identity, g->query.type)->type;
	const struct om_span types[] = { g->query.type, om_span_of(type) };
	const struct om_span sources[] = { OM_SPAN_NONE, g->query.source };
	struct om_buf value = OM_BUF(8 << 10);
	enum om_normaliser form;
	bool found = false;

	if (om_normaliser_find(&form, g->form) &&
	    om_normalise(&value, form, g->query.value) == OM_OK)
		for (int i = 0; !found && i < 4; i++) {
			const struct om_span parts[3] = { sources[i & 1],
				types[i >> 1], om_buf_span(&value) };

			found = is_hash(g, parts);
		}
	om_buf_free(&value);
	return found;
}

int
om_certificate_concerns(const struct om_attestation *a,
    const struct om_identity_policy *identity, struct om_span identifier)
{
	/* Parsing wants the policy alone. */
	const struct om_store looks = { .identity = identity };
	struct guess g = { 0 };
	int rc = om_query_parse(&g.query, &looks, identifier);

	for (size_t i = 0; rc == OM_OK && i < a->n; i++) {
		const struct om_value *list =
		    om_value_member(a->parts[i].says, "identifiers");

		g.salt = a->parts[i].salt;
		for (const struct om_value *v =
			 om_value_is(list, OM_VALUE_ARRAY) ? list->first : NULL;
		     v != NULL; v = v->next) {
			const struct om_value *form =
			    om_value_member(v, "form");
			const struct om_value *hash =
			    om_value_member(v, "sha256");

			if (form == NULL || hash == NULL)
				continue;
			g.form = form->text;
			g.hash = hash->text;
			if (fits(&g, identity))
				return 1;
		}
	}
	return rc;
}
