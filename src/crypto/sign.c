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

/* 1 where it is by the key, 0 where not or where memory went, negative. */
static int
verify(const uint8_t key[OM_PUBLIC_KEY_SIZE],
    const uint8_t sig[OM_SIGNATURE_SIZE], struct om_span message)
{
	EVP_PKEY *pair = EVP_PKEY_new_raw_public_key_ex(
	    NULL, "ED25519", NULL, key, OM_PUBLIC_KEY_SIZE);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	int good;

	if (pair == NULL || ctx == NULL ||
	    EVP_DigestVerifyInit_ex(ctx, NULL, NULL, NULL, NULL, pair, NULL) !=
		1)
		good = om_fail(OM_LIMIT, "no memory to verify a signature");
	else
		good = EVP_DigestVerify(ctx, sig, OM_SIGNATURE_SIZE,
			   (const uint8_t *)message.p, message.n) == 1;
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_free(pair);
	return good;
}

/* The first test of RFC 8032, section 7.1: a signature of nothing. */
static const uint8_t known_key[OM_PUBLIC_KEY_SIZE] = { 0xd7, 0x5a, 0x98, 0x01,
	0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a,
	0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68,
	0xf7, 0x07, 0x51, 0x1a };
static const uint8_t known_signature[OM_SIGNATURE_SIZE] = { 0xe5, 0x56, 0x43,
	0x00, 0xc3, 0x60, 0xac, 0x72, 0x90, 0x86, 0xe2, 0xcc, 0x80, 0x6e, 0x82,
	0x8a, 0x84, 0x87, 0x7f, 0x1e, 0xb8, 0xe5, 0xd9, 0x74, 0xd8, 0x73, 0xe0,
	0x65, 0x22, 0x49, 0x01, 0x55, 0x5f, 0xb8, 0x82, 0x15, 0x90, 0xa3, 0x3b,
	0xac, 0xc6, 0x1e, 0x39, 0x70, 0x1c, 0xf9, 0xb4, 0x6b, 0xd2, 0x5b, 0xf5,
	0xf0, 0x59, 0x5b, 0xbe, 0x24, 0x65, 0x51, 0x41, 0x43, 0x8e, 0x7a, 0x10,
	0x0b };

/*
 * libcrypto does not tell a lack of memory from a forgery. Nobody is to be
 * accused of one that was the other: what failed is tried again, and then
 * one that is good for certain.
 */
int
om_verify(const uint8_t key[OM_PUBLIC_KEY_SIZE],
    const uint8_t sig[OM_SIGNATURE_SIZE], struct om_span message)
{
	int good = verify(key, sig, message);
	int able = 1;

	if (good == 0)
		good = verify(key, sig, message);
	if (good == 0)
		able = verify(known_key, known_signature, OM_SPAN_NONE);
	if (good < 0 || able < 0)
		return OM_LIMIT;
	if (able == 0)
		return om_fail(OM_LIMIT, "no memory to verify a signature");
	return good == 1
		   ? OM_OK
		   : om_fail(OM_CORRUPT, "the signature is not by this key");
}
