#include "crypto/keys.h"

#include "base/memory.h"
#include "crypto/hash.h"
#include "crypto/keys_inside.h"

static const char *const purposes[] = {
#define OM_KEY_PURPOSE(code, name) [code] = name,
#include "crypto/key_purpose_list.h"
#undef OM_KEY_PURPOSE
};

struct om_key *
om_keys_find(const struct om_keys *k, enum om_key_kind kind, uint32_t version)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->list[i].kind == kind && k->list[i].version == version)
			return &k->list[i];
	return NULL;
}

uint32_t
om_keys_current(const struct om_keys *k, enum om_key_kind kind)
{
	uint32_t version = 0;

	for (size_t i = 0; i < k->n; i++)
		if (k->list[i].kind == kind && k->list[i].version > version)
			version = k->list[i].version;
	return version;
}

void
om_keys_lock(const struct om_keys *k)
{
	(void)pthread_rwlock_rdlock((pthread_rwlock_t *)(uintptr_t)&k->lock);
}

void
om_keys_unlock(const struct om_keys *k)
{
	(void)pthread_rwlock_unlock((pthread_rwlock_t *)(uintptr_t)&k->lock);
}

/* Each part with its length, so that no two lists of parts are one. */
static int
derive(uint8_t out[OM_KEY_SIZE], const uint8_t *secret,
    const struct om_span *parts, size_t n)
{
	struct om_buf info = OM_BUF(1 << 12);
	int rc;

	om_buf_text(&info, "ombud-v1");
	for (size_t i = 0; i < n; i++) {
		om_buf_u32(&info, (uint32_t)parts[i].n);
		om_buf_add(&info, parts[i]);
	}
	rc = om_buf_check(&info, "the label of a key");
	if (rc == OM_OK)
		rc = om_hkdf_expand(out, secret, om_buf_span(&info));
	om_buf_free(&info);
	return rc;
}

int
om_keys_derive(const struct om_keys *k, uint8_t out[OM_KEY_SIZE],
    enum om_key_purpose purpose, struct om_span label)
{
	struct om_span parts[] = { om_span_of(purposes[purpose]), label };
	int rc;

	om_keys_lock(k);
	rc = derive(out, om_keys_find(k, OM_KEY_ROOT, 1)->secret, parts, 2);
	om_keys_unlock(k);
	return rc;
}

bool
om_keys_epoch_held(const struct om_keys *k, uint32_t epoch)
{
	bool held;

	om_keys_lock(k);
	held = om_keys_find(k, OM_KEY_EPOCH, epoch) != NULL;
	om_keys_unlock(k);
	return held;
}

/* Homes keep schedules and sessions: one thread at a time. */
static void
lock(const struct om_keys *k)
{
	(void)pthread_mutex_lock((pthread_mutex_t *)(uintptr_t)&k->busy);
}

static void
unlock(const struct om_keys *k)
{
	(void)pthread_mutex_unlock((pthread_mutex_t *)(uintptr_t)&k->busy);
}

static int
wrap(const struct om_keys *k, uint8_t *out, uint32_t epoch,
    struct om_span plain, struct om_span aad)
{
	const struct om_key *key = om_keys_find(k, OM_KEY_EPOCH, epoch);
	int rc;

	if (key == NULL)
		return om_fail(
		    OM_CORRUPT, "keys: epoch %u is missing", (unsigned)epoch);
	if (plain.n > OM_KEYS_WRAP_MAX)
		return om_fail(OM_LIMIT, "a secret to wrap is too long");
	lock(k);
	rc = key->home->kind->wrap(key->home->state, out, key, plain, aad);
	unlock(k);
	return rc;
}

int
om_keys_wrap(const struct om_keys *k, uint8_t *out, uint32_t epoch,
    struct om_span plain, struct om_span aad)
{
	int rc;

	om_keys_lock(k);
	rc = wrap(k, out, epoch, plain, aad);
	om_keys_unlock(k);
	return rc;
}

static int
unwrap(const struct om_keys *k, uint8_t *out, uint32_t epoch,
    struct om_span sealed, struct om_span aad)
{
	const struct om_key *key = om_keys_find(k, OM_KEY_EPOCH, epoch);
	int rc;

	if (key == NULL)
		return om_fail(OM_CORRUPT,
		    "keys: epoch %u was destroyed; what it wraps is lost",
		    (unsigned)epoch);
	if (sealed.n < OM_SEAL_OVERHEAD ||
	    sealed.n > OM_KEYS_WRAP_MAX + OM_SEAL_OVERHEAD)
		return om_fail(OM_CORRUPT, "a sealed value is malformed");
	lock(k);
	rc = key->home->kind->unwrap(key->home->state, out, key, sealed, aad);
	unlock(k);
	return rc;
}

int
om_keys_unwrap(const struct om_keys *k, uint8_t *out, uint32_t epoch,
    struct om_span sealed, struct om_span aad)
{
	int rc;

	om_keys_lock(k);
	rc = unwrap(k, out, epoch, sealed, aad);
	om_keys_unlock(k);
	return rc;
}

static int
fingerprint(const struct om_keys *k, uint8_t out[OM_HASH_SIZE],
    enum om_key_kind kind, uint32_t version)
{
	static const char domain[] = "ombud-key-fingerprint-v1";
	const struct om_key *key = om_keys_find(k, kind, version);
	uint8_t blocks[OM_HASH_SIZE];
	struct om_buf text = OM_BUF(128);
	int rc;

	if (key == NULL)
		return om_fail(OM_NOTFOUND, "there is no %s key %u",
		    om_key_kind_name(kind), (unsigned)version);
	rc = om_sha256(blocks, om_span_of(domain));
	if (rc != OM_OK)
		return rc;
	lock(k);
	rc = key->home->kind->encrypt(key->home->state, blocks, key, blocks);
	unlock(k);
	om_buf_text(&text, domain);
	om_buf_add(&text, om_span_bytes(blocks, sizeof(blocks)));
	if (rc == OM_OK)
		rc = om_sha256(out, om_buf_span(&text));
	om_wipe(blocks, sizeof(blocks));
	om_buf_free(&text);
	return rc;
}

int
om_keys_fingerprint(const struct om_keys *k, uint8_t out[OM_HASH_SIZE],
    enum om_key_kind kind, uint32_t version)
{
	int rc;

	om_keys_lock(k);
	rc = fingerprint(k, out, kind, version);
	om_keys_unlock(k);
	return rc;
}

static uint32_t
newest(const struct om_keys *k, enum om_key_kind kind)
{
	uint32_t version;

	om_keys_lock(k);
	version = om_keys_current(k, kind);
	om_keys_unlock(k);
	return version;
}

uint32_t
om_keys_epoch_current(const struct om_keys *k)
{
	return newest(k, OM_KEY_EPOCH);
}

uint32_t
om_keys_pseudonym_current(const struct om_keys *k)
{
	return newest(k, OM_KEY_PSEUDONYM);
}

int
om_keys_pseudonym(const struct om_keys *k, uint8_t out[OM_KEY_SIZE],
    uint32_t version, struct om_span domain, struct om_span type)
{
	struct om_span parts[] = { domain, type };
	const struct om_key *key;
	int rc;

	om_keys_lock(k);
	key = om_keys_find(k, OM_KEY_PSEUDONYM, version);
	rc = key == NULL ? om_fail(OM_NOTFOUND, "there is no pseudonym key %u",
			       (unsigned)version)
			 : derive(out, key->secret, parts, 2);
	om_keys_unlock(k);
	return rc;
}

int
om_keys_pseudonym_of(uint8_t out[OM_KEY_SIZE],
    const uint8_t secret[OM_KEY_SIZE], struct om_span domain,
    struct om_span type)
{
	struct om_span parts[] = { domain, type };

	return derive(out, secret, parts, 2);
}

int
om_keys_pseudonym_secret(
    const struct om_keys *k, uint8_t out[OM_KEY_SIZE], uint32_t version)
{
	const struct om_key *key;
	int rc = OM_OK;

	om_keys_lock(k);
	key = om_keys_find(k, OM_KEY_PSEUDONYM, version);
	if (key == NULL)
		rc = om_fail(OM_NOTFOUND, "there is no pseudonym key %u",
		    (unsigned)version);
	else
		memcpy(out, key->secret, OM_KEY_SIZE);
	om_keys_unlock(k);
	return rc;
}

bool
om_keys_list(const struct om_keys *k, struct om_key_info *out, size_t i)
{
	const struct om_key *key;
	bool there;

	om_keys_lock(k);
	there = i < k->n;
	if (there) {
		key = &k->list[i];
		*out = (struct om_key_info){ key->kind, key->version,
			key->created,
			key->version == om_keys_current(k, key->kind),
			key->home->kind->name, key->home->kind->destruction };
	}
	om_keys_unlock(k);
	return there;
}

int
om_keys_sign(const struct om_keys *k, uint8_t out[OM_SIGNATURE_SIZE],
    struct om_span message)
{
	int rc;

	om_keys_lock(k);
	rc = om_signer_sign(k->signer, out, message);
	om_keys_unlock(k);
	return rc;
}

void
om_keys_public(const struct om_keys *k, uint8_t out[OM_PUBLIC_KEY_SIZE])
{
	om_keys_lock(k);
	om_signer_public(k->signer, out);
	om_keys_unlock(k);
}
