#include "crypto/hash.h"

#include <openssl/evp.h>
#include <pthread.h>

#include "base/memory.h"

struct om_hash {
	EVP_MD_CTX *ctx;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static EVP_MD *sha256;

/* Looked up once: EVP_sha256() is looked up anew at every use. */
static void
fetch(void)
{
	sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
}

static const EVP_MD *
algorithm(void)
{
	(void)pthread_once(&once, fetch);
	return sha256;
}

static int
failed(void)
{
	return om_fail(OM_LIMIT, "no memory for a hash");
}

int
om_sha256(uint8_t out[OM_HASH_SIZE], struct om_span s)
{
	if (EVP_Digest(s.p, s.n, out, NULL, algorithm(), NULL) != 1)
		return failed();
	return OM_OK;
}

int
om_hash_open(struct om_hash **out)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();

	if (ctx == NULL || EVP_DigestInit_ex2(ctx, algorithm(), NULL) != 1) {
		EVP_MD_CTX_free(ctx);
		return failed();
	}
	*out = om_new(1, sizeof(**out));
	(*out)->ctx = ctx;
	return OM_OK;
}

void
om_hash_close(struct om_hash *h)
{
	if (h == NULL)
		return;
	EVP_MD_CTX_free(h->ctx);
	om_free(h);
}

int
om_hash_add(struct om_hash *h, struct om_span s)
{
	return EVP_DigestUpdate(h->ctx, s.p, s.n) == 1 ? OM_OK : failed();
}

int
om_hash_end(struct om_hash *h, uint8_t out[OM_HASH_SIZE])
{
	uint8_t hash[OM_HASH_SIZE];

	if (EVP_DigestFinal_ex(h->ctx, hash, NULL) != 1 ||
	    EVP_DigestInit_ex2(h->ctx, NULL, NULL) != 1)
		return failed();
	memcpy(out, hash, sizeof(hash));
	return OM_OK;
}
