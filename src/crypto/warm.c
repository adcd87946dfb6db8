#include "crypto/warm.h"

#include <pthread.h>

#include "crypto/mac.h"
#include "crypto/random.h"
#include "crypto/seal.h"
#include "crypto/sign.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int result;

static int
warm_seal(const uint8_t key[OM_KEY_SIZE])
{
	const struct om_span aad = OM_SPAN("aad");
	uint8_t sealed[OM_KEY_SIZE + OM_SEAL_OVERHEAD], plain[OM_KEY_SIZE];
	struct om_sealer *sealer = NULL;
	int rc = om_sealer_open(&sealer);

	if (rc == OM_OK)
		rc = om_seal_into(
		    sealer, sealed, key, om_span_bytes(key, OM_KEY_SIZE), aad);
	if (rc == OM_OK)
		rc = om_unseal_into(sealer, plain, key,
		    om_span_bytes(sealed, sizeof(sealed)), aad);
	om_sealer_close(sealer);
	return rc;
}

static int
warm_sign(const uint8_t seed[OM_SEED_SIZE])
{
	const struct om_span message = OM_SPAN("message");
	uint8_t signature[OM_SIGNATURE_SIZE], public[OM_PUBLIC_KEY_SIZE];
	struct om_signer *signer = NULL;
	int rc = om_signer_open(&signer, seed);

	if (rc == OM_OK)
		rc = om_signer_sign(signer, signature, message);
	if (rc == OM_OK) {
		om_signer_public(signer, public);
		rc = om_verify(public, signature, message);
	}
	om_signer_close(signer);
	return rc;
}

static void
warm(void)
{
	uint8_t key[OM_HASH_SIZE], out[OM_HASH_SIZE];
	const struct om_span secret = om_span_bytes(key, sizeof(key));

	om_random(key, sizeof(key));
	result = om_sha256(out, secret);
	if (result == OM_OK)
		result = om_hkdf(out, secret, OM_SPAN_NONE, OM_SPAN("warm"));
	if (result == OM_OK)
		result = warm_seal(key);
	if (result == OM_OK)
		result = warm_sign(key);
}

int
om_crypto_warm(void)
{
	(void)pthread_once(&once, warm);
	if (result != OM_OK)
		return om_fail(result, "libcrypto cannot be used");
	return OM_OK;
}
