#ifndef OM_POLICY_SOURCE_H
#define OM_POLICY_SOURCE_H

#include "base/config.h"

/* Hexadecimal digits of a SHA-256 hash, and its NUL. */
enum { OM_POLICY_HASH_SIZE = 65 };

/*
 * Reads the policy file `name` ("gdpr.json", "holidays/DE.json"): from
 * folder where it has one of that name, else as it was when this program was
 * built. folder is NULL where an organisation overrides nothing. OM_NOTFOUND
 * where there is neither, OM_USAGE where it is not a JSON object.
 */
int om_policy_load(
    struct om_config *out, const char *folder, const char *name) OM_MUST_CHECK;

/*
 * Calls visit with NAME for every policy file NAME.json of the subfolder
 * `below` ("", "holidays/"), built in or in folder, sorted, each once. A
 * code of visit other than 0 ends it.
 */
int om_policy_each_file(const char *folder, const char *below,
    int (*visit)(void *state, const char *name), void *state) OM_MUST_CHECK;

/*
 * SHA-256 of a policy's text, in lower-case hexadecimal: what a verdict or a
 * deadline is recorded with, and what sha256sum(1) says of the file.
 */
int om_policy_hash(
    char out[OM_POLICY_HASH_SIZE], struct om_span text) OM_MUST_CHECK;

/* The text of a loaded file. */
static inline struct om_span
om_policy_text(const struct om_config *c)
{
	return om_span_bytes(c->text, c->length);
}

#endif
