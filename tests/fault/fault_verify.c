/*
 * A lack of memory is no forgery: with every allocation of libcrypto failing,
 * alone or with all that follow, a good signature is never called forged and
 * a forged one never good. The control asks libcrypto itself, which does not
 * tell the two apart.
 */
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "crypto/sign.h"

enum { POINTS = 60 };

static struct {
	bool armed, alone;
	int left;
} fault;

static bool
strikes(void)
{
	if (!fault.armed)
		return false;
	if (fault.left > 0) {
		fault.left--;
		return false;
	}
	fault.armed = !fault.alone;
	return true;
}

static void *
take(size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return strikes() ? NULL : malloc(n);
}

static void *
move(void *p, size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return strikes() ? NULL : realloc(p, n);
}

static void
give(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	free(p);
}

/* What libcrypto says, taken at its word. */
static int
plain(const uint8_t *key, const uint8_t *sig, struct om_span message)
{
	EVP_PKEY *pair = EVP_PKEY_new_raw_public_key_ex(
	    NULL, "ED25519", NULL, key, OM_PUBLIC_KEY_SIZE);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	int rc = OM_LIMIT;

	if (pair != NULL && ctx != NULL &&
	    EVP_DigestVerifyInit_ex(ctx, NULL, NULL, NULL, NULL, pair, NULL) ==
		1)
		rc = EVP_DigestVerify(ctx, sig, OM_SIGNATURE_SIZE,
			 (const uint8_t *)message.p, message.n) == 1
			 ? OM_OK
			 : OM_CORRUPT;
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(pair);
	return rc;
}

typedef int verifier(
    const uint8_t *key, const uint8_t *sig, struct om_span message);

/* Answers that are wrong, of 4 * POINTS. */
static unsigned
wrong(verifier *verify, const uint8_t *key, uint8_t *sig, struct om_span text)
{
	unsigned n = 0;

	for (int i = 0; i < 4 * POINTS; i++) {
		bool forged = (i / POINTS & 1) != 0;
		int rc;

		sig[0] ^= forged;
		fault.alone = i / POINTS > 1;
		fault.left = i % POINTS;
		fault.armed = true;
		rc = verify(key, sig, text);
		fault.armed = false;
		sig[0] ^= forged;
		n += rc != OM_LIMIT && rc != (forged ? OM_CORRUPT : OM_OK);
	}
	return n;
}

int
main(void)
{
	static const uint8_t seed[OM_SEED_SIZE] = { 5 };
	uint8_t key[OM_PUBLIC_KEY_SIZE], sig[OM_SIGNATURE_SIZE];
	struct om_span text = OM_SPAN("text");
	struct om_signer *s;
	unsigned lost, control;

	if (CRYPTO_set_mem_functions(take, move, give) != 1 ||
	    om_signer_open(&s, seed) != OM_OK ||
	    om_signer_sign(s, sig, text) != OM_OK)
		return 2;
	om_signer_public(s, key);
	om_signer_close(s);
	/* What is loaded once is loaded. */
	if (om_verify(key, sig, text) != OM_OK)
		return 2;
	lost = wrong(om_verify, key, sig, text);
	control = wrong(plain, key, sig, text);
	(void)printf("verify: %d tried, %u wrong; control: %u wrong\n",
	    4 * POINTS, lost, control);
	return lost == 0 && control > 0 ? 0 : 1;
}
