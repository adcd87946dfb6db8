#include "crypto/seal.h"

#include <openssl/evp.h>
#include <pthread.h>

#include "base/memory.h"
#include "crypto/key_file.h"
#include "crypto/mac.h"
#include "crypto/random.h"

enum {
	VERSION = 1,
	NONCE = 12,
	TAG = 16,
	LENGTH_MAX = 1 << 30, /* libcrypto counts in int */
};

_Static_assert(1 + NONCE + TAG == OM_SEAL_OVERHEAD, "parts of a sealed value");

/* One direction: its context and the key that is scheduled in it. */
struct direction {
	EVP_CIPHER_CTX *ctx;
	uint8_t key[OM_KEY_SIZE];
	bool keyed;
};

struct om_sealer {
	struct direction seal, unseal;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static EVP_CIPHER *aes;

static void
fetch(void)
{
	aes = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
}

int
om_sealer_open(struct om_sealer **out)
{
	struct om_sealer *s;
	void *room = NULL;
	int rc = om_key_room(&room, sizeof(*s));

	if (rc != OM_OK)
		return rc;
	s = room;
	(void)pthread_once(&once, fetch);
	s->seal.ctx = EVP_CIPHER_CTX_new();
	s->unseal.ctx = EVP_CIPHER_CTX_new();
	if (s->seal.ctx == NULL || s->unseal.ctx == NULL ||
	    EVP_EncryptInit_ex2(s->seal.ctx, aes, NULL, NULL, NULL) != 1 ||
	    EVP_DecryptInit_ex2(s->unseal.ctx, aes, NULL, NULL, NULL) != 1) {
		om_sealer_close(s);
		return om_fail(OM_LIMIT, "no memory for a cipher");
	}
	*out = s;
	return OM_OK;
}

void
om_sealer_close(struct om_sealer *s)
{
	if (s == NULL)
		return;
	EVP_CIPHER_CTX_free(s->seal.ctx);
	EVP_CIPHER_CTX_free(s->unseal.ctx);
	om_key_room_free(s, sizeof(*s));
}

static void
forget(struct direction *d)
{
	static const uint8_t zeros[OM_KEY_SIZE];

	/* Overwrites the schedule as well, which the context keeps. */
	(void)EVP_CipherInit_ex2(d->ctx, NULL, zeros, NULL, -1, NULL);
	om_wipe(d->key, sizeof(d->key));
	d->keyed = false;
}

void
om_sealer_forget(struct om_sealer *s)
{
	forget(&s->seal);
	forget(&s->unseal);
}

/*
 * Begins one value: the key is scheduled only where it is another than the
 * last one's. 1 where all went well, as libcrypto has it.
 */
static int
begin(struct direction *d, const uint8_t key[OM_KEY_SIZE],
    const uint8_t nonce[NONCE], struct om_span aad)
{
	bool same = d->keyed && om_secret_equal(d->key, key, OM_KEY_SIZE);
	int n;

	d->keyed = false;
	if (EVP_CipherInit_ex2(
		d->ctx, NULL, same ? NULL : key, nonce, -1, NULL) != 1)
		return 0;
	if (!same)
		memcpy(d->key, key, OM_KEY_SIZE);
	d->keyed = true;
	if (aad.n == 0)
		return 1;
	return EVP_CipherUpdate(
	    d->ctx, NULL, &n, (const uint8_t *)aad.p, (int)aad.n);
}

static int
check_length(struct om_span text, struct om_span aad)
{
	if (text.n >= LENGTH_MAX || aad.n >= LENGTH_MAX)
		return om_fail(OM_LIMIT, "a value to seal is too long");
	return OM_OK;
}

int
om_seal_into(struct om_sealer *s, uint8_t *out, const uint8_t key[OM_KEY_SIZE],
    struct om_span plain, struct om_span aad)
{
	EVP_CIPHER_CTX *ctx = s->seal.ctx;
	uint8_t *nonce = out + 1, *text = nonce + NONCE;
	int n, rc = check_length(plain, aad);

	if (rc != OM_OK)
		return rc;
	out[0] = VERSION;
	om_random(nonce, NONCE);
	if (begin(&s->seal, key, nonce, aad) != 1 ||
	    (plain.n > 0 && EVP_EncryptUpdate(ctx, text, &n,
				(const uint8_t *)plain.p, (int)plain.n) != 1) ||
	    EVP_EncryptFinal_ex(ctx, text + plain.n, &n) != 1 ||
	    EVP_CIPHER_CTX_ctrl(
		ctx, EVP_CTRL_AEAD_GET_TAG, TAG, text + plain.n) != 1)
		return om_fail(OM_LIMIT, "no memory to seal a value");
	return OM_OK;
}

int
om_unseal_into(struct om_sealer *s, uint8_t *out,
    const uint8_t key[OM_KEY_SIZE], struct om_span sealed, struct om_span aad)
{
	const uint8_t *from = (const uint8_t *)sealed.p;
	EVP_CIPHER_CTX *ctx = s->unseal.ctx;
	uint8_t tag[TAG], none[TAG];
	size_t length;
	int n, rc = check_length(sealed, aad);

	if (rc != OM_OK)
		return rc;
	if (sealed.n < OM_SEAL_OVERHEAD || from[0] != VERSION)
		return om_fail(OM_CORRUPT, "a sealed value is malformed");
	length = sealed.n - OM_SEAL_OVERHEAD;
	memcpy(tag, from + sealed.n - TAG, TAG);
	if (begin(&s->unseal, key, from + 1, aad) == 1 &&
	    (length == 0 || EVP_DecryptUpdate(ctx, out, &n, from + 1 + NONCE,
				(int)length) == 1) &&
	    EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, TAG, tag) == 1 &&
	    EVP_DecryptFinal_ex(ctx, none, &n) == 1)
		return OM_OK;
	/* Nobody vouches for what was decrypted. */
	if (length > 0)
		om_wipe(out, length);
	return om_fail(OM_CORRUPT, "a sealed value does not fit its key");
}

int
om_seal(struct om_sealer *s, struct om_buf *out, const uint8_t key[OM_KEY_SIZE],
    struct om_span plain, struct om_span aad)
{
	size_t n = plain.n + OM_SEAL_OVERHEAD;
	char *room = om_buf_room(out, n);
	int rc;

	if (room == NULL)
		return om_buf_check(out, "a sealed value");
	rc = om_seal_into(s, (uint8_t *)room, key, plain, aad);
	if (rc == OM_OK)
		out->n += n;
	return rc;
}

int
om_unseal(struct om_sealer *s, struct om_buf *out,
    const uint8_t key[OM_KEY_SIZE], struct om_span sealed, struct om_span aad)
{
	size_t n =
	    sealed.n < OM_SEAL_OVERHEAD ? 0 : sealed.n - OM_SEAL_OVERHEAD;
	char *room = om_buf_room(out, n);
	int rc;

	if (room == NULL)
		return om_buf_check(out, "an unsealed value");
	rc = om_unseal_into(s, (uint8_t *)room, key, sealed, aad);
	if (rc == OM_OK)
		out->n += n;
	return rc;
}
