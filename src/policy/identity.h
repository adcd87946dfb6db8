#ifndef OM_POLICY_IDENTITY_H
#define OM_POLICY_IDENTITY_H

#include "base/buf.h"
#include "policy/normalise.h"

/* Whether two profiles that share a value belong to one person. */
enum om_links {
	OM_LINKS_ALWAYS,
	OM_LINKS_UNLESS_CONTRADICTED, /* by an exclusive type */
	OM_LINKS_NEVER,
};

/* Where a value means the same person: everywhere, or in its source only. */
enum om_scope {
	OM_SCOPE_ALL,
	OM_SCOPE_SOURCE,
};

/* What policies/identifiers.json says of one type of identifier. */
struct om_identity {
	const char *type; /* as it is matched: "google" is "email"; NULL for
			     every type that has no entry of its own */
	const char *kind; /* of the catalogue */
	enum om_normaliser normaliser;
	enum om_links links;
	bool exclusive; /* two different values are two persons */
	enum om_scope scope;
	bool suppress; /* strong enough for the suppression ledger */
};

/* Who is who: which identifiers link profiles to one person. */
struct om_identity_policy;

/* folder as in om_policy_load. OM_USAGE names file, line and path. */
int om_identity_policy_open(
    struct om_identity_policy **out, const char *folder) OM_MUST_CHECK;
void om_identity_policy_close(struct om_identity_policy *p);

/* The entry of an identifier's type, else that of "*"; never NULL. */
const struct om_identity *om_identity_find(
    const struct om_identity_policy *p, struct om_span type);

/*
 * The entry of the first type that is of a kind; NULL where none is. Its
 * member type is then never NULL.
 */
const struct om_identity *om_identity_of_kind(
    const struct om_identity_policy *p, const char *kind);

/*
 * Whether an e-mail address is a function's and not a person's (info@,
 * sales+de@): it never links people. Takes any case; false for what has
 * no '@'.
 */
bool om_identity_is_role_mailbox(
    const struct om_identity_policy *p, struct om_span email);

/* SHA-256 of the policy's text, in hexadecimal. */
const char *om_identity_policy_hash(const struct om_identity_policy *p);

#endif
