#include "crypto/keys.h"

#include <sys/file.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "crypto/hash.h"
#include "crypto/keys_inside.h"

static void
insert(struct om_keys *k, const struct om_key *key)
{
	size_t at = k->n;

	k->list = om_resize(k->list, k->n + 1, sizeof(*k->list));
	while (at > 0 && (k->list[at - 1].kind > key->kind ||
			     (k->list[at - 1].kind == key->kind &&
				 k->list[at - 1].version > key->version))) {
		k->list[at] = k->list[at - 1];
		at--;
	}
	k->list[at] = *key;
	k->n++;
}

/* The keys of one reading of the homes. */
static void
release(struct om_keys *k)
{
	for (size_t i = 0; i < k->n; i++)
		om_key_free(&k->list[i]);
	om_free(k->list);
	om_signer_close(k->signer);
	k->list = NULL;
	k->n = 0;
	k->signer = NULL;
}

static int
load_file(void *state, struct om_key *key)
{
	struct om_keys *k = state;

	key->home = &k->files;
	insert(k, key);
	return OM_OK;
}

static int
load_token(void *state, struct om_key *key)
{
	struct om_keys *k = state;

	key->home = &k->token;
	insert(k, key);
	return OM_OK;
}

static struct om_span
owner_of(const struct om_keys *k)
{
	return om_span_bytes(k->owner, sizeof(k->owner));
}

static int
check_kind(const struct om_keys *k, enum om_key_kind kind)
{
	if (om_keys_current(k, kind) != 0)
		return OM_OK;
	return om_fail(OM_USAGE, "%s: has no %s key", k->folder.path,
	    om_key_kind_name(kind));
}

/* The signer, and by its public half the owner of keys in a token. */
static int
open_signer(struct om_keys *k)
{
	uint8_t public[OM_PUBLIC_KEY_SIZE], hash[OM_HASH_SIZE];
	int rc = check_kind(k, OM_KEY_SIGNING);

	if (rc == OM_OK)
		rc = om_signer_open(
		    &k->signer, om_keys_find(k, OM_KEY_SIGNING, 1)->secret);
	if (rc != OM_OK)
		return rc;
	om_signer_public(k->signer, public);
	rc = om_sha256(hash, om_span_bytes(public, sizeof(public)));
	if (rc == OM_OK)
		memcpy(k->owner, hash, sizeof(k->owner));
	return rc;
}

/* Fills list and signer of k, whose homes are open. */
static int
load(struct om_keys *k)
{
	int rc =
	    k->files.kind->each(k->files.state, OM_SPAN_NONE, load_file, k);

	if (rc == OM_OK)
		rc = open_signer(k);
	if (rc == OM_OK && k->token.kind != NULL)
		rc = k->token.kind->each(
		    k->token.state, owner_of(k), load_token, k);
	for (int kind = 0; rc == OM_OK && kind < OM_KEY_KINDS; kind++)
		rc = check_kind(k, kind);
	if (rc != OM_OK)
		release(k);
	return rc;
}

/* Folder and homes, nothing read yet. */
static int
open_homes(
    struct om_keys **out, const char *folder, const struct om_keys_token *token)
{
	struct om_keys *k = om_new(1, sizeof(*k));
	int rc;

	(void)pthread_mutex_init(&k->busy, NULL);
	(void)pthread_rwlock_init(&k->lock, NULL);
	k->folder.fd = -1;
	rc = om_key_folder_open(&k->folder, folder);
	if (rc == OM_OK) {
		k->files.kind = &om_key_home_file;
		rc = k->files.kind->open(&k->files.state, &k->folder, NULL);
	}
	if (rc == OM_OK && token != NULL) {
		k->token.kind = &om_key_home_token;
		rc = k->token.kind->open(&k->token.state, &k->folder, token);
	}
	if (rc == OM_OK)
		*out = k;
	else
		om_keys_close(k);
	return rc;
}

int
om_keys_open_token(
    struct om_keys **out, const char *folder, const struct om_keys_token *token)
{
	struct om_keys *k = NULL;
	int rc = open_homes(&k, folder, token);

	if (rc == OM_OK)
		rc = load(k);
	if (rc == OM_OK)
		*out = k;
	else
		om_keys_close(k);
	return rc;
}

int
om_keys_open(struct om_keys **out, const char *folder)
{
	return om_keys_open_token(out, folder, NULL);
}

void
om_keys_close(struct om_keys *k)
{
	if (k == NULL)
		return;
	release(k);
	if (k->files.kind != NULL)
		k->files.kind->close(k->files.state);
	if (k->token.kind != NULL)
		k->token.kind->close(k->token.state);
	om_key_folder_close(&k->folder);
	(void)pthread_rwlock_destroy(&k->lock);
	(void)pthread_mutex_destroy(&k->busy);
	om_free(k);
}

static int
load_again(struct om_keys *k)
{
	struct om_keys before = *k;
	int rc;

	k->list = NULL;
	k->n = 0;
	k->signer = NULL;
	rc = load(k);
	if (rc == OM_OK) {
		release(&before);
		return OM_OK;
	}
	k->list = before.list;
	k->n = before.n;
	k->signer = before.signer;
	return rc;
}

int
om_keys_refresh(struct om_keys *k)
{
	int rc;

	(void)pthread_rwlock_wrlock(&k->lock);
	rc = load_again(k);
	(void)pthread_rwlock_unlock(&k->lock);
	return rc;
}

/*
 * Makes a key; it is in k only when it is durable. A token would take a
 * second key of the same name: one process at a time adds.
 */
static int
make(struct om_keys *k, enum om_key_kind kind, uint32_t version)
{
	struct om_key key = { .kind = kind, .version = version };
	struct om_key_home *home = &k->files;
	int rc;

	if (kind == OM_KEY_EPOCH && k->token.kind != NULL)
		home = &k->token;
	rc = om_file_lock(k->folder.fd, k->folder.path);
	if (rc != OM_OK)
		return rc;
	rc = home->kind->add(home->state, owner_of(k), &key);
	(void)flock(k->folder.fd, LOCK_UN);
	key.home = home;
	if (rc == OM_OK)
		insert(k, &key);
	return rc;
}

/*
 * The token's keys are named by the signing key, which so comes first; they
 * come last, so that no failure leaves one there.
 */
static int
make_all(struct om_keys *k)
{
	int rc = make(k, OM_KEY_SIGNING, 1);

	if (rc == OM_OK)
		rc = open_signer(k);
	for (int kind = 0; rc == OM_OK && kind < OM_KEY_KINDS; kind++)
		if (kind != OM_KEY_SIGNING && kind != OM_KEY_EPOCH)
			rc = make(k, kind, 1);
	if (rc == OM_OK)
		rc = make(k, OM_KEY_EPOCH, 1);
	return rc == OM_OK ? om_file_sync_folder(k->folder.path) : rc;
}

int
om_keys_create_token(const char *folder, const struct om_keys_token *token)
{
	struct om_keys *k = NULL;
	int rc;

	if (mkdir(folder, 0700) != 0)
		return om_file_fail(folder, "create");
	rc = open_homes(&k, folder, token);
	if (rc == OM_OK)
		rc = make_all(k);
	om_keys_close(k);
	if (rc != OM_OK) {
		struct om_failure why = om_failure_keep();

		(void)!om_folder_remove(folder);
		om_failure_return(&why);
	}
	return rc;
}

int
om_keys_create(const char *folder)
{
	return om_keys_create_token(folder, NULL);
}

int
om_keys_add(struct om_keys *k, uint32_t *version, enum om_key_kind kind)
{
	uint32_t next;
	int rc;

	if (!om_key_kind_versions(kind))
		return om_fail(OM_USAGE, "a %s key has no versions",
		    om_key_kind_name(kind));
	(void)pthread_rwlock_wrlock(&k->lock);
	next = om_keys_current(k, kind) + 1;
	rc = make(k, kind, next);
	(void)pthread_rwlock_unlock(&k->lock);
	if (rc == OM_EXISTS)
		return om_fail(OM_BUSY, "another process adds %s keys",
		    om_key_kind_name(kind));
	if (rc == OM_OK)
		*version = next;
	return rc;
}

static int
destroy(struct om_keys *k, enum om_key_kind kind, uint32_t version)
{
	struct om_key *key = om_keys_find(k, kind, version);
	int rc;

	if (!om_key_kind_versions(kind) || version == om_keys_current(k, kind))
		return om_fail(
		    OM_DENIED, "the %s key is in use", om_key_kind_name(kind));
	if (key == NULL)
		return om_fail(OM_NOTFOUND, "there is no %s key %u",
		    om_key_kind_name(kind), (unsigned)version);
	rc = key->home->kind->destroy(key->home->state, owner_of(k), key);
	if (rc != OM_OK)
		return rc;
	om_key_free(key);
	k->n--;
	memmove(
	    key, key + 1, (size_t)(k->list + k->n - key) * sizeof(*k->list));
	return OM_OK;
}

int
om_keys_destroy(struct om_keys *k, enum om_key_kind kind, uint32_t version)
{
	int rc;

	(void)pthread_rwlock_wrlock(&k->lock);
	rc = destroy(k, kind, version);
	(void)pthread_rwlock_unlock(&k->lock);
	return rc;
}
