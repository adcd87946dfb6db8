#ifndef OM_SCAN_SIEVE_TOKEN_H
#define OM_SCAN_SIEVE_TOKEN_H

#include "crypto/keys.h"
#include "policy/identity.h"
#include "policy/kinds.h"
#include "policy/token.h"

/* The key of a filter's tokens; wiped by who made it. */
struct om_sieve_key {
	uint8_t secret[OM_KEY_SIZE];
	uint32_t version;
};

/*
 * Makes tokens of one domain: the same as the store's, where the domain is
 * its own ("store") and the key that of the workspace. What is of a kind that
 * a type of identifiers.json has is of that type; what is of another kind has
 * for its type the topmost kind that it also is, so that an es_nif and a
 * national_id are the same. One object serves one thread.
 */
struct om_sieve_tokens;

/* All but the key is borrowed; source may be none. */
struct om_sieve_token_options {
	const struct om_kinds *kinds;
	const struct om_identity_policy *identity;
	const struct om_sieve_key *key;
	struct om_span domain, source;
};

struct om_sieve_tokens *om_sieve_tokens_open(
    const struct om_sieve_token_options *options);
void om_sieve_tokens_close(struct om_sieve_tokens *t);

/*
 * Appends the token of a value of that kind; a token stays what it is.
 * OM_INPUT where the value has no canonical form.
 */
int om_sieve_tokens_add(struct om_sieve_tokens *t, struct om_buf *out, int kind,
    struct om_span value, bool alike) OM_MUST_CHECK;

#endif
