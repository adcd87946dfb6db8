#include "crypto/sign.h"

#include <openssl/evp.h>

#include "base/memory.h"

struct om_signer {
	EVP_PKEY *pair;
	uint8_t key[OM_PUBLIC_KEY_SIZE];
};

int
om_signer_open(struct om_signer **out, const uint8_t seed[OM_SEED_SIZE])
{
	struct om_signer *s = om_new(1, sizeof(*s));
	size_t n = sizeof(s->key);

	s->pair = EVP_PKEY_new_raw_private_key_ex(
	    NULL, "ED25519", NULL, seed, OM_SEED_SIZE);
	if (s->pair == NULL ||
	    EVP_PKEY_get_raw_public_key(s->pair, s->key, &n) != 1) {
		om_signer_close(s);
		return om_fail(OM_LIMIT, "no memory for a signing key");
	}
	*out = s;
	return OM_OK;
}

void
om_signer_close(struct om_signer *s)
{
	if (s == NULL)
		return;
	EVP_PKEY_free(s->pair);
	om_free(s);
}

int
om_signer_sign(const struct om_signer *s, uint8_t out[OM_SIGNATURE_SIZE],
    struct om_span message)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	size_t n = OM_SIGNATURE_SIZE;
	int rc = OM_OK;

	if (ctx == NULL ||
	    EVP_DigestSignInit_ex(ctx, NULL, NULL, NULL, NULL, s->pair, NULL) !=
		1 ||
	    EVP_DigestSign(
		ctx, out, &n, (const uint8_t *)message.p, message.n) != 1)
		rc = om_fail(OM_LIMIT, "no memory for a signature");
	EVP_MD_CTX_free(ctx);
	return rc;
}

void
om_signer_public(const struct om_signer *s, uint8_t out[OM_PUBLIC_KEY_SIZE])
{
	memcpy(out, s->key, OM_PUBLIC_KEY_SIZE);
}

int
om_verify(const uint8_t key[OM_PUBLIC_KEY_SIZE],
    const uint8_t sig[OM_SIGNATURE_SIZE], struct om_span message)
{
	EVP_PKEY *pair = EVP_PKEY_new_raw_public_key_ex(
	    NULL, "ED25519", NULL, key, OM_PUBLIC_KEY_SIZE);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	int rc = OM_OK;

	if (pair == NULL || ctx == NULL ||
	    EVP_DigestVerifyInit_ex(ctx, NULL, NULL, NULL, NULL, pair, NULL) !=
		1)
		rc = om_fail(OM_LIMIT, "no memory to verify a signature");
	else if (EVP_DigestVerify(ctx, sig, OM_SIGNATURE_SIZE,
		     (const uint8_t *)message.p, message.n) != 1)
		rc = om_fail(OM_CORRUPT, "the signature is not by this key");
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(pair);
	return rc;
}
