#include "crypto/keys.h"

#include <sys/stat.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "crypto/key_file.h"
#include "crypto/random.h"

struct om_keys {
	struct om_key_folder folder;
	struct om_key *list; /* by kind, then version */
	size_t n;
	struct om_signer *signer;
};

static const char *const purposes[] = {
#define OM_KEY_PURPOSE(code, name) [code] = name,
#include "crypto/key_purpose_list.h"
#undef OM_KEY_PURPOSE
};

static struct om_key *
find(const struct om_keys *k, enum om_key_kind kind, uint32_t version)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->list[i].kind == kind && k->list[i].version == version)
			return &k->list[i];
	return NULL;
}

/* The newest version, 0 where there is none. */
static uint32_t
current(const struct om_keys *k, enum om_key_kind kind)
{
	uint32_t version = 0;

	for (size_t i = 0; i < k->n; i++)
		if (k->list[i].kind == kind && k->list[i].version > version)
			version = k->list[i].version;
	return version;
}

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
load_one(void *state, const char *name)
{
	struct om_keys *k = state;
	struct om_key key;
	int rc = om_key_file_read(&key, &k->folder, name);

	if (rc == OM_OK)
		insert(k, &key);
	return rc;
}

/* Fills list and signer of k, whose folder is open. */
static int
load(struct om_keys *k)
{
	int rc = om_key_file_destroy(&k->folder);

	if (rc == OM_OK)
		rc = om_key_folder_each(&k->folder, ".key", load_one, k);
	for (int kind = 0; rc == OM_OK && kind < OM_KEY_KINDS; kind++)
		if (current(k, kind) == 0)
			rc = om_fail(OM_USAGE, "%s: has no %s key",
			    k->folder.path, om_key_kind_name(kind));
	if (rc == OM_OK)
		rc = om_signer_open(
		    &k->signer, find(k, OM_KEY_SIGNING, 1)->secret);
	if (rc != OM_OK)
		release(k);
	return rc;
}

int
om_keys_open(struct om_keys **out, const char *folder)
{
	struct om_keys *k = om_new(1, sizeof(*k));
	int rc;

	k->folder.fd = -1;
	rc = om_key_folder_open(&k->folder, folder);
	if (rc == OM_OK)
		rc = load(k);
	if (rc == OM_OK)
		*out = k;
	else
		om_keys_close(k);
	return rc;
}

void
om_keys_close(struct om_keys *k)
{
	if (k == NULL)
		return;
	release(k);
	om_key_folder_close(&k->folder);
	om_free(k);
}

int
om_keys_refresh(struct om_keys *k)
{
	struct om_keys fresh = { .folder = k->folder };
	int rc = load(&fresh);

	if (rc != OM_OK)
		return rc;
	release(k);
	*k = fresh;
	return OM_OK;
}

/* Makes a key and its file; the key is in k only when the file is durable. */
static int
make(struct om_keys *k, enum om_key_kind kind, uint32_t version)
{
	struct om_key key;
	int rc = om_key_new(&key);

	if (rc != OM_OK)
		return rc;
	key.kind = kind;
	key.version = version;
	key.created = om_clock_now();
	om_random(key.secret, OM_KEY_SIZE);
	rc = om_key_file_write(&k->folder, &key);
	if (rc == OM_OK)
		insert(k, &key);
	else
		om_key_free(&key);
	return rc;
}

int
om_keys_create(const char *folder)
{
	struct om_keys k = { .folder.fd = -1 };
	int rc;

	if (mkdir(folder, 0700) != 0)
		return om_file_fail(folder, "create");
	rc = om_key_folder_open(&k.folder, folder);
	for (int kind = 0; rc == OM_OK && kind < OM_KEY_KINDS; kind++)
		rc = make(&k, kind, 1);
	if (rc == OM_OK)
		rc = om_file_sync_folder(k.folder.path);
	release(&k);
	om_key_folder_close(&k.folder);
	return rc;
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

	return derive(out, find(k, OM_KEY_ROOT, 1)->secret, parts, 2);
}

const uint8_t *
om_keys_epoch(const struct om_keys *k, uint32_t epoch)
{
	struct om_key *key = find(k, OM_KEY_EPOCH, epoch);

	return key == NULL ? NULL : key->secret;
}

uint32_t
om_keys_epoch_current(const struct om_keys *k)
{
	return current(k, OM_KEY_EPOCH);
}

uint32_t
om_keys_pseudonym_current(const struct om_keys *k)
{
	return current(k, OM_KEY_PSEUDONYM);
}

int
om_keys_pseudonym(const struct om_keys *k, uint8_t out[OM_KEY_SIZE],
    uint32_t version, struct om_span domain, struct om_span type)
{
	struct om_key *key = find(k, OM_KEY_PSEUDONYM, version);
	struct om_span parts[] = { domain, type };

	if (key == NULL)
		return om_fail(OM_NOTFOUND, "there is no pseudonym key %u",
		    (unsigned)version);
	return derive(out, key->secret, parts, 2);
}

bool
om_keys_list(const struct om_keys *k, struct om_key_info *out, size_t i)
{
	const struct om_key *key;

	if (i >= k->n)
		return false;
	key = &k->list[i];
	*out = (struct om_key_info){ key->kind, key->version, key->created,
		key->version == current(k, key->kind) };
	return true;
}

int
om_keys_add(struct om_keys *k, uint32_t *version, enum om_key_kind kind)
{
	uint32_t next = current(k, kind) + 1;
	int rc;

	if (!om_key_kind_versions(kind))
		return om_fail(OM_USAGE, "a %s key has no versions",
		    om_key_kind_name(kind));
	rc = make(k, kind, next);
	if (rc == OM_EXISTS)
		return om_fail(OM_BUSY, "another process adds %s keys",
		    om_key_kind_name(kind));
	if (rc == OM_OK)
		*version = next;
	return rc;
}

int
om_keys_destroy(struct om_keys *k, enum om_key_kind kind, uint32_t version)
{
	struct om_key *key = find(k, kind, version);
	int rc;

	if (!om_key_kind_versions(kind) || version == current(k, kind))
		return om_fail(
		    OM_DENIED, "the %s key is in use", om_key_kind_name(kind));
	if (key == NULL)
		return om_fail(OM_NOTFOUND, "there is no %s key %u",
		    om_key_kind_name(kind), (unsigned)version);
	rc = om_key_file_doom(&k->folder, key);
	if (rc != OM_OK)
		return rc;
	om_key_free(key);
	k->n--;
	memmove(
	    key, key + 1, (size_t)(k->list + k->n - key) * sizeof(*k->list));
	return om_key_file_destroy(&k->folder);
}

int
om_keys_sign(const struct om_keys *k, uint8_t out[OM_SIGNATURE_SIZE],
    struct om_span message)
{
	return om_signer_sign(k->signer, out, message);
}

void
om_keys_public(const struct om_keys *k, uint8_t out[OM_PUBLIC_KEY_SIZE])
{
	om_signer_public(k->signer, out);
}
