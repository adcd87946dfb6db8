#ifndef OM_CRYPTO_KEYS_INSIDE_H
#define OM_CRYPTO_KEYS_INSIDE_H

#include <pthread.h>

#include "crypto/key_home.h"

/* For keys.c and keys_use.c alone. */
struct om_keys {
	struct om_key_folder folder;
	struct om_key_home files, token; /* token.kind NULL without one */
	pthread_mutex_t busy;  /* of homes: they serve one at a time */
	pthread_rwlock_t lock; /* of what follows: to use keys is to read */
	struct om_key *list;   /* by kind, then version */
	size_t n;
	struct om_signer *signer;
	uint8_t owner[OM_KEY_OWNER_SIZE]; /* whose a token's keys are */
};

/* For reading; a const object has a lock as well. */
void om_keys_lock(const struct om_keys *k);
void om_keys_unlock(const struct om_keys *k);

/* NULL where there is none. The lock is held, as by the next. */
struct om_key *om_keys_find(
    const struct om_keys *k, enum om_key_kind kind, uint32_t version);

/* The newest version, 0 where there is none. */
uint32_t om_keys_current(const struct om_keys *k, enum om_key_kind kind);

#endif
