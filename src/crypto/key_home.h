#ifndef OM_CRYPTO_KEY_HOME_H
#define OM_CRYPTO_KEY_HOME_H

#include "crypto/key_file.h"

/*
 * Where keys live. A kind of home is one file that ends in one of these.
 * What the functions get as `state` is what open gave; none is called by two
 * threads at once.
 */
struct om_key_home_kind {
	const char *name;	 /* "file" */
	const char *destruction; /* how it is done, as receipts say it */

	/* folder outlives the state; token is NULL for files. */
	int (*open)(void **state, struct om_key_folder *folder,
	    const struct om_keys_token *token);
	void (*close)(void *state);

	/*
	 * Shows each key to visit, which takes its secret over. owner tells
	 * the keys of this workspace from those of others.
	 */
	int (*each)(void *state, struct om_span owner,
	    int (*visit)(void *keys, struct om_key *key), void *keys);

	/*
	 * Makes the key of key->kind and key->version, durably; fills the
	 * rest but home. OM_EXISTS where there is one.
	 */
	int (*add)(void *state, struct om_span owner, struct om_key *key);

	/* For ever; a crash within leaves the key, or what open finishes. */
	int (*destroy)(
	    void *state, struct om_span owner, const struct om_key *key);

	/* As om_keys_wrap and om_keys_unwrap. */
	int (*wrap)(void *state, uint8_t *out, const struct om_key *key,
	    struct om_span plain, struct om_span aad);
	int (*unwrap)(void *state, uint8_t *out, const struct om_key *key,
	    struct om_span sealed, struct om_span aad);

	/* AES-256 of the two blocks of `in`, each on its own. */
	int (*encrypt)(void *state, uint8_t out[OM_HASH_SIZE],
	    const struct om_key *key, const uint8_t in[OM_HASH_SIZE]);
};

/* The first bytes of the hash of the public signing key. */
#define OM_KEY_OWNER_SIZE 8

extern const struct om_key_home_kind om_key_home_file;
extern const struct om_key_home_kind om_key_home_token;

/* One home, open. */
struct om_key_home {
	const struct om_key_home_kind *kind;
	void *state;
};

#endif
