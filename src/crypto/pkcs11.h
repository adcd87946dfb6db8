#ifndef OM_CRYPTO_PKCS11_H
#define OM_CRYPTO_PKCS11_H

/* The names of the header in lower case. */
#define CRYPTOKI_GNU 1
#include <p11-kit-1/p11-kit/pkcs11.h>

#include "crypto/keys.h"

/*
 * A session with a token (OASIS PKCS#11 2.40), its user logged in. A module
 * is loaded and initialised when it is first needed and stays so until the
 * process ends. One session serves one thread at a time.
 */
struct om_pkcs11 {
	struct ck_function_list *f;
	ck_session_handle_t session;
};

/* Codes as om_keys_open_token. */
int om_pkcs11_open(
    struct om_pkcs11 *out, const struct om_keys_token *token) OM_MUST_CHECK;
void om_pkcs11_close(struct om_pkcs11 *p);

/*
 * What an answer of the token means: OM_OK for CKR_OK, OM_USAGE for what it
 * cannot do, else OM_REMOTE; what was asked for is in the message.
 */
int om_pkcs11_check(ck_rv_t answer, const char *asked) OM_MUST_CHECK;

#endif
