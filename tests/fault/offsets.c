#include "fault/offsets.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "bench/workspace.h"

/*
 * A GCM tag is GHASH(AAD, ciphertext) xor a mask of the nonce, and GHASH is
 * linear: of two AADs of one length the tags differ by the same bytes
 * whatever the nonce and the ciphertext. So these differences are worked out
 * once for everybody, and one tag at an offset tells for whom, if for any of
 * them, what stands there is wrapped.
 */
enum {
	PLAIN = sizeof(struct om_secret),
	NONCE = 12,
	TAG = 16,
	WHOLE = 1 + NONCE + PLAIN + TAG,
};

_Static_assert(
    (int)WHOLE == (int)OM_WRAPPED_SIZE, "the parts of a wrapped secret");

struct person {
	uint8_t difference[TAG];
	size_t at; /* in the caller's list */
};

struct offsets {
	EVP_CIPHER_CTX *seal, *open;
	uint32_t epoch;
	const int64_t *people;
	struct person *known; /* sorted by difference */
	size_t n;
};

static uint64_t tried;

uint64_t
offsets_tried(void)
{
	return tried;
}

static void
need(bool good)
{
	if (!good)
		must(om_fail(OM_LIMIT, "libcrypto failed"), "offsets");
}

static void
tag_of(struct offsets *o, uint8_t tag[TAG], const uint8_t *nonce,
    const uint8_t plain[PLAIN], int64_t person)
{
	struct om_place place = om_place_of('S', person, o->epoch);
	uint8_t out[PLAIN];
	int n;

	need(
	    EVP_EncryptInit_ex2(o->seal, NULL, NULL, nonce, NULL) == 1 &&
	    EVP_EncryptUpdate(o->seal, NULL, &n, (const uint8_t *)place.b,
		sizeof(place.b)) == 1 &&
	    EVP_EncryptUpdate(o->seal, out, &n, plain, PLAIN) == 1 &&
	    EVP_EncryptFinal_ex(o->seal, out, &n) == 1 &&
	    EVP_CIPHER_CTX_ctrl(o->seal, EVP_CTRL_AEAD_GET_TAG, TAG, tag) == 1);
}

static void
subtract(uint8_t tag[TAG], const uint8_t *other)
{
	for (int i = 0; i < TAG; i++)
		tag[i] ^= other[i];
}

static int
by_difference(const void *a, const void *b)
{
	return memcmp(a, b, TAG);
}

void
offsets_open(struct offsets **out, const struct om_key *key,
    const int64_t *people, size_t n)
{
	static const uint8_t zeros[PLAIN];
	struct offsets *o = om_new(1, sizeof(*o));
	uint8_t reference[TAG];

	o->seal = EVP_CIPHER_CTX_new();
	o->open = EVP_CIPHER_CTX_new();
	o->epoch = key->version;
	o->people = people;
	o->known = om_new(n, sizeof(*o->known));
	o->n = n;
	need(EVP_EncryptInit_ex2(
		 o->seal, EVP_aes_256_gcm(), key->secret, NULL, NULL) == 1 &&
	     EVP_DecryptInit_ex2(
		 o->open, EVP_aes_256_gcm(), key->secret, NULL, NULL) == 1);
	tag_of(o, reference, zeros, zeros, 0);
	for (size_t i = 0; i < n; i++) {
		o->known[i].at = i;
		tag_of(o, o->known[i].difference, zeros, zeros, people[i]);
		subtract(o->known[i].difference, reference);
	}
	qsort(o->known, n, sizeof(*o->known), by_difference);
	*out = o;
}

void
offsets_close(struct offsets *o)
{
	EVP_CIPHER_CTX_free(o->seal);
	EVP_CIPHER_CTX_free(o->open);
	om_free(o->known);
	om_free(o);
}

/* For whom the bytes at p are wrapped, NULL for nobody of these. */
static const struct person *
whose(struct offsets *o, const uint8_t *p)
{
	uint8_t plain[PLAIN], tag[TAG];
	int n;

	need(EVP_DecryptInit_ex2(o->open, NULL, NULL, p + 1, NULL) == 1 &&
	     EVP_DecryptUpdate(o->open, plain, &n, p + 1 + NONCE, PLAIN) == 1);
	tag_of(o, tag, p + 1, plain, 0);
	subtract(tag, p + 1 + NONCE + PLAIN);
	return bsearch(tag, o->known, o->n, sizeof(*o->known), by_difference);
}

static bool
opens(const struct offsets *o, const struct om_keys *keys, const uint8_t *p,
    size_t at)
{
	struct om_place place = om_place_of('S', o->people[at], o->epoch);
	struct om_secret secret;
	int rc = om_keys_unwrap(keys, (uint8_t *)&secret, o->epoch,
	    om_span_bytes(p, WHOLE), om_place_span(&place));

	om_wipe(&secret, sizeof(secret));
	return rc == OM_OK;
}

void
offsets_try(struct offsets *o, const struct om_keys *keys, struct om_span bytes,
    bool *found)
{
	const uint8_t *p = (const uint8_t *)bytes.p;

	for (size_t i = 0; i + WHOLE <= bytes.n; i++) {
		const struct person *person = whose(o, p + i);

		tried++;
		if (person != NULL && opens(o, keys, p + i, person->at))
			found[person->at] = true;
	}
}
