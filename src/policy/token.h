#ifndef OM_POLICY_TOKEN_H
#define OM_POLICY_TOKEN_H

#include "crypto/mac.h"
#include "policy/normalise.h"

/*
 * Pseudonyms (GDPR Art. 4(5)): keyed hashes of what identifies somebody, of
 * one domain and type, with the version of the key before them:
 * "psn<version>_" and 64 hexadecimal digits of HMAC-SHA-256 over domain,
 * source, type and canonical value, each with its length.
 */
enum { OM_TOKEN_MAX = 80 };

/* Of what; source is none where the value means the same in all. */
struct om_token_parts {
	struct om_span domain, source, type, canonical;
};

/* Whether it is a token already; and whether one in the shape of an address. */
bool om_token_is(struct om_span value);
bool om_token_is_email(struct om_span value);

/*
 * Appends the form that is hashed. A token is one already; a value that is
 * not what its type says (an e-mail address without '@') is folded.
 */
int om_token_canonical(struct om_buf *out, enum om_normaliser how,
    struct om_span value) OM_MUST_CHECK;

/* Appends the token under the key of mac. */
int om_token_add(struct om_buf *out, struct om_mac *mac, uint32_t version,
    const struct om_token_parts *parts) OM_MUST_CHECK;

/* What a token looks like that systems behind take for the value's kind. */
enum om_token_shape {
	OM_TOKEN_FULL,
	/* an address below .invalid (RFC 2606), with 160 bits */
	OM_TOKEN_EMAIL,
	/* as many digits, the first a 9, the last no Luhn check digit */
	OM_TOKEN_CARD,
	/* as many digits, beginning with 999, which no country has */
	OM_TOKEN_PHONE,
	/* letters for letters, digits for digits, the first no zero */
	OM_TOKEN_ALIKE,
};

/*
 * As om_token_add, in a shape. But for FULL and EMAIL two values may have one
 * token: of n digits, two of 10^(n/2) are likely to. OM_INPUT for a card with
 * fewer than 2, a phone with fewer than 7 digits.
 */
int om_token_shape(struct om_buf *out, struct om_mac *mac,
    const uint32_t *version, const struct om_token_parts *parts,
    enum om_token_shape shape) OM_MUST_CHECK;

#endif
