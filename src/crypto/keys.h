#ifndef OM_CRYPTO_KEYS_H
#define OM_CRYPTO_KEYS_H

#include "base/buf.h"
#include "crypto/hash.h"
#include "crypto/seal.h"
#include "crypto/sign.h"

/* What is kept as a file of the key folder. */
enum om_key_kind {
#define OM_KEY(code, name, versions) code,
#include "crypto/key_list.h"
#undef OM_KEY
	OM_KEY_KINDS
};

/* What a key is derived for from the root key. */
enum om_key_purpose {
#define OM_KEY_PURPOSE(code, name) code,
#include "crypto/key_purpose_list.h"
#undef OM_KEY_PURPOSE
	OM_KEY_PURPOSES
};

/*
 * The key folder (0700) with one file per key (0600), each one line:
 *
 *	ombud-key-v1 KIND VERSION CREATED BASE64
 *
 * root.key, signing.key (an Ed25519 seed), epoch-N.key (AES-256, wraps
 * subject keys), pseudonym-N.key. CREATED is RFC 3339. The keys lie in
 * memory that is locked where the system allows it, and are wiped on close.
 * All but open, create and close may be called by many threads at once.
 */
struct om_keys;

/*
 * A PKCS#11 token in which epoch keys live instead: AES-256 keys that it made
 * and never gives out. The other keys stay files. A module of p11-kit
 * (p11-kit-proxy.so, p11-kit-client.so) reaches those that p11-kit knows.
 */
struct om_keys_token {
	const char *module;   /* the shared library's path */
	const char *label;    /* the token's name */
	const char *pin_file; /* of the user's PIN, as private as a key file */
};

struct om_key_info {
	enum om_key_kind kind;
	uint32_t version;
	int64_t created;	 /* milliseconds since 1970, UTC */
	bool current;		 /* the one that is used for what is new */
	const char *home;	 /* "file" or "pkcs11" */
	const char *destruction; /* how it would be destroyed */
};

/* "epoch" etc. */
const char *om_key_kind_name(enum om_key_kind kind);

/*
 * Makes folder with a root key, a signing key, epoch 1 and pseudonym 1.
 * OM_EXISTS where folder is; OM_NOTFOUND without its parent.
 */
int om_keys_create(const char *folder) OM_MUST_CHECK;

/* As om_keys_create, epoch 1 in a token. Codes as om_keys_open_token. */
int om_keys_create_token(
    const char *folder, const struct om_keys_token *token) OM_MUST_CHECK;

/*
 * Reads the folder; finishes a destruction that a crash interrupted.
 * OM_NOTFOUND without folder. OM_USAGE, naming it, where the folder or a file
 * in it belongs to someone else, is open to group or others, is a symbolic
 * link or malformed, or where a kind of key is missing. Other files than
 * *.key are not looked at.
 */
int om_keys_open(struct om_keys **out, const char *folder) OM_MUST_CHECK;
void om_keys_close(struct om_keys *k);

/*
 * As om_keys_open, with the epoch keys of a token; epochs that are files
 * still are used until they are destroyed, but new ones are made there.
 * token NULL is om_keys_open. OM_REMOTE where it cannot be reached. OM_USAGE
 * where the module cannot be loaded, its PIN is wrong (which is tried once:
 * tokens lock themselves) or it lacks AES-GCM.
 */
int om_keys_open_token(struct om_keys **out, const char *folder,
    const struct om_keys_token *token) OM_MUST_CHECK;

/*
 * Whether keys lie in memory that is neither swapped nor dumped; false where
 * the system's limit (RLIMIT_MEMLOCK) is too small for it.
 */
bool om_keys_locked(void);

/*
 * Reads the folder again, after another process added or destroyed keys.
 * On failure nothing changes.
 */
int om_keys_refresh(struct om_keys *k) OM_MUST_CHECK;

/*
 * The key for one purpose and label (e.g. the identifier type), from the
 * root key by HKDF; different purposes and labels give unrelated keys.
 */
int om_keys_derive(const struct om_keys *k, uint8_t out[OM_KEY_SIZE],
    enum om_key_purpose purpose, struct om_span label) OM_MUST_CHECK;

/*
 * Seals plain, at most OM_KEYS_WRAP_MAX bytes, under an epoch's key as seal.h
 * has it: plain.n + OM_SEAL_OVERHEAD bytes at out. OM_CORRUPT where there is
 * no such key (any more), OM_REMOTE where its token cannot be reached.
 */
#define OM_KEYS_WRAP_MAX 512
int om_keys_wrap(const struct om_keys *k, uint8_t *out, uint32_t epoch,
    struct om_span plain, struct om_span aad) OM_MUST_CHECK;

/* The contrary; OM_CORRUPT, too, where value, key or aad are not those. */
int om_keys_unwrap(const struct om_keys *k, uint8_t *out, uint32_t epoch,
    struct om_span sealed, struct om_span aad) OM_MUST_CHECK;

/* Whether that epoch's key is there (still). */
bool om_keys_epoch_held(const struct om_keys *k, uint32_t epoch);

/*
 * What tells a copy of a key from others and says nothing else of it: with
 * D = SHA-256("ombud-key-fingerprint-v1") it is
 * SHA-256("ombud-key-fingerprint-v1", AES-256-ECB(key, D)). Whoever has a
 * copy, or a token with one, can compute it. OM_NOTFOUND without that key.
 */
int om_keys_fingerprint(const struct om_keys *k, uint8_t out[OM_HASH_SIZE],
    enum om_key_kind kind, uint32_t version) OM_MUST_CHECK;

/* The newest versions; version 1 is the first. */
uint32_t om_keys_epoch_current(const struct om_keys *k);
uint32_t om_keys_pseudonym_current(const struct om_keys *k);

/*
 * The key that makes the pseudonyms of one identifier type in one domain.
 * OM_NOTFOUND where that version was destroyed.
 */
int om_keys_pseudonym(const struct om_keys *k, uint8_t out[OM_KEY_SIZE],
    uint32_t version, struct om_span domain, struct om_span type) OM_MUST_CHECK;

/* As om_keys_pseudonym, from the bytes of a key that is in no folder. */
int om_keys_pseudonym_of(uint8_t out[OM_KEY_SIZE],
    const uint8_t secret[OM_KEY_SIZE], struct om_span domain,
    struct om_span type) OM_MUST_CHECK;

/*
 * Reads one pseudonym key from a file as the folder has them, wherever it
 * lies; of a file that is none of Ombud's, of 16 bytes or more, the SHA-256
 * of its trimmed bytes is version 1. OM_USAGE as om_keys_open.
 */
int om_keys_pseudonym_read(uint8_t out[OM_KEY_SIZE], uint32_t *version,
    const char *path) OM_MUST_CHECK;

/*
 * The bytes of one version of the workspace's key, from which
 * om_keys_pseudonym_of makes what om_keys_pseudonym would; wipe them.
 * OM_NOTFOUND where it was destroyed.
 */
int om_keys_pseudonym_secret(const struct om_keys *k, uint8_t out[OM_KEY_SIZE],
    uint32_t version) OM_MUST_CHECK;

/*
 * The i-th key, by kind and then version, false behind the last:
 * for (size_t i = 0; om_keys_list(k, &info, i); i++)
 */
bool om_keys_list(const struct om_keys *k, struct om_key_info *out, size_t i);

/*
 * Adds the next version of a kind that has versions (OM_USAGE else); it is
 * current, and its file durable, when this returns. OM_BUSY where another
 * process did the same: refresh, then try again.
 */
int om_keys_add(
    struct om_keys *k, uint32_t *version, enum om_key_kind kind) OM_MUST_CHECK;

/*
 * Destroys one version for ever: the file is overwritten, removed, and its
 * removal durable when this returns; or the token destroys it and finds it
 * no more. What was made with it cannot be
 * unwrapped or recomputed then, copies in backups included, unless the key
 * folder itself was copied. OM_DENIED for a current version and for kinds
 * without versions, OM_NOTFOUND for one that is not there.
 */
int om_keys_destroy(
    struct om_keys *k, enum om_key_kind kind, uint32_t version) OM_MUST_CHECK;

/* Ed25519 (RFC 8032), by the signing key. */
int om_keys_sign(const struct om_keys *k, uint8_t out[OM_SIGNATURE_SIZE],
    struct om_span message) OM_MUST_CHECK;
void om_keys_public(const struct om_keys *k, uint8_t out[OM_PUBLIC_KEY_SIZE]);

#endif
