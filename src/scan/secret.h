#ifndef OM_SCAN_SECRET_H
#define OM_SCAN_SECRET_H

#include "policy/kinds.h"
#include "scan/cue.h"

/*
 * Keys and tokens that say by their prefix what they are, and names under
 * which secrets stand: policies/secrets.json.
 */
struct om_secrets;

/* folder as in om_policy_load. OM_USAGE names file, line and path. */
int om_secrets_open(struct om_secrets **out, const struct om_kinds *kinds,
    const char *folder) OM_MUST_CHECK;
void om_secrets_close(struct om_secrets *s);

/* Adds the prefixes. s outlives the list. */
int om_secrets_cues(
    const struct om_secrets *s, struct om_cues *cues) OM_MUST_CHECK;

/*
 * Which kind of secret a name stands for: "db_password", "apiKey". A kind of
 * the catalogue; -1 where it stands for none.
 */
int om_secrets_named(const struct om_secrets *s, struct om_span name);

/*
 * How surely a value that stands under the name of a secret is one: 0 where
 * it stands in its place, is a word or a piece of a program.
 */
double om_secrets_value(struct om_span value, bool password, bool quoted);

/* A JSON Web Token (RFC 7519) at `at`. */
void om_secret_token_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue);

/* No block is longer, from its first byte to where its last line begins. */
enum { OM_SECRET_BLOCK = 17 << 10 };

/* A private key between its lines (RFC 7468, and OpenSSH's and PGP's). */
void om_secret_block_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue);

/* user:password in a URL (RFC 3986 3.2.1). */
void om_secret_url_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue);

/* A token behind "Bearer" (RFC 6750 2.1). */
void om_secret_bearer_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue);

/* A value behind the name of a secret. */
void om_secret_named_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue);

/* Where a user's name and password stand before the @ of a URL: RFC 3986. */
bool om_secret_is_in_url(struct om_span text, uint32_t start);

#endif
