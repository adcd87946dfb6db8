#include "scan/sieve_token.h"

#include "base/memory.h"

enum { CANONICAL_MAX = 8 << 10 };

/* What is known of a kind once a value of it has come. */
struct token_kind {
	struct om_mac *mac; /* NULL: nothing yet */
	struct om_span type;
	enum om_normaliser how;
	enum om_token_shape shape;
	bool sourced;
};

struct om_sieve_tokens {
	struct om_sieve_token_options options;
	struct om_sieve_key key;
	struct om_buf canonical;
	struct token_kind kinds[OM_KINDS_MAX];
};

struct om_sieve_tokens *
om_sieve_tokens_open(const struct om_sieve_token_options *options)
{
	struct om_sieve_tokens *t = om_new(1, sizeof(*t));

	t->options = *options;
	t->key = *options->key;
	t->canonical = OM_BUF(CANONICAL_MAX);
	return t;
}

void
om_sieve_tokens_close(struct om_sieve_tokens *t)
{
	if (t == NULL)
		return;
	for (size_t i = 0; i < OM_KINDS_MAX; i++)
		om_mac_close(t->kinds[i].mac);
	om_buf_free(&t->canonical);
	om_wipe_free(t, sizeof(*t));
}

/* The entry of the kind or of the next above that has one. */
static const struct om_identity *
identity_of(const struct om_sieve_tokens *t, int kind)
{
	const struct om_kind *list = t->options.kinds->list;
	const struct om_identity *found = NULL;

	for (; kind >= 0 && found == NULL; kind = list[kind].parent)
		found =
		    om_identity_of_kind(t->options.identity, list[kind].name);
	return found;
}

static enum om_token_shape
shape_of(struct om_span type, enum om_normaliser how)
{
	if (how == OM_NORMALISE_EMAIL)
		return OM_TOKEN_EMAIL;
	if (how == OM_NORMALISE_PHONE)
		return OM_TOKEN_PHONE;
	return om_span_is(type, "card_number") ? OM_TOKEN_CARD : OM_TOKEN_ALIKE;
}

/* Numbers are compared without what people write between their digits. */
static void
describe(struct token_kind *k, const struct om_sieve_tokens *t, int kind)
{
	const struct om_kind *list = t->options.kinds->list;
	const struct om_identity *identity = identity_of(t, kind);

	while (identity == NULL && list[kind].parent >= 0)
		kind = list[kind].parent;
	k->type = om_span_of(list[kind].name);
	k->how = list[kind].strength == OM_STRENGTH_DIRECT
		     ? OM_NORMALISE_COMPACT
		     : OM_NORMALISE_FOLD;
	if (identity != NULL) {
		k->type = om_span_of(identity->type);
		k->how = identity->normaliser;
		k->sourced = identity->scope == OM_SCOPE_SOURCE;
	}
	k->shape = shape_of(k->type, k->how);
}

static int
open_kind(struct token_kind *k, const struct om_sieve_tokens *t, int kind)
{
	uint8_t key[OM_KEY_SIZE];
	int rc;

	describe(k, t, kind);
	rc = om_keys_pseudonym_of(
	    key, t->key.secret, t->options.domain, k->type);
	if (rc == OM_OK)
		rc = om_mac_open(&k->mac, key);
	om_wipe(key, sizeof(key));
	return rc;
}

int
om_sieve_tokens_add(struct om_sieve_tokens *t, struct om_buf *out, int kind,
    struct om_span value, bool alike)
{
	struct token_kind *k = &t->kinds[kind];
	struct om_token_parts parts = { .domain = t->options.domain };
	int rc = k->mac == NULL ? open_kind(k, t, kind) : OM_OK;

	if (rc != OM_OK)
		return rc;
	if (om_token_is(value) || om_token_is_email(value)) {
		om_buf_add(out, value);
		return om_buf_check(out, "a pseudonym");
	}
	om_buf_reset(&t->canonical);
	rc = om_token_canonical(&t->canonical, k->how, value);
	if (rc != OM_OK)
		return rc;
	parts.source = k->sourced ? t->options.source : OM_SPAN_NONE;
	parts.type = k->type;
	parts.canonical = om_buf_span(&t->canonical);
	return om_token_shape(out, k->mac, &t->key.version, &parts,
	    alike ? k->shape : OM_TOKEN_FULL);
}
