#include "crypto/key_home.h"

#include <openssl/evp.h>

#include "base/clock.h"
#include "base/memory.h"
#include "crypto/random.h"

/* The key folder, and the schedules of the last keys that wrapped. */
struct files {
	struct om_key_folder *folder;
	struct om_sealer *sealer;
};

static void
close_files(void *state)
{
	struct files *f = state;

	if (f != NULL)
		om_sealer_close(f->sealer);
	om_free(f);
}

static int
open_files(void **state, struct om_key_folder *folder,
    const struct om_keys_token *token)
{
	struct files *f = om_new(1, sizeof(*f));
	int rc;

	(void)token;
	f->folder = folder;
	rc = om_sealer_open(&f->sealer);
	if (rc == OM_OK)
		*state = f;
	else
		close_files(f);
	return rc;
}

struct visit {
	struct files *files;
	int (*visit)(void *keys, struct om_key *key);
	void *keys;
};

static int
visit_one(void *state, const char *name)
{
	struct visit *v = state;
	struct om_key key;
	int rc = om_key_file_read(&key, v->files->folder, name);

	/* Another process destroyed it since it was listed. */
	if (rc == OM_NOTFOUND)
		return OM_OK;
	return rc == OM_OK ? v->visit(v->keys, &key) : rc;
}

static int
each(void *state, struct om_span owner,
    int (*visit)(void *keys, struct om_key *key), void *keys)
{
	struct files *f = state;
	struct visit v = { f, visit, keys };
	int rc = om_key_file_destroy(f->folder);

	(void)owner;
	om_sealer_forget(f->sealer);
	return rc == OM_OK
		   ? om_key_folder_each(f->folder, ".key", visit_one, &v)
		   : rc;
}

static int
add(void *state, struct om_span owner, struct om_key *key)
{
	struct files *f = state;
	struct om_key new;
	int rc = om_key_new(&new);

	(void)owner;
	if (rc != OM_OK)
		return rc;
	new.kind = key->kind;
	new.version = key->version;
	new.created = om_clock_now();
	om_random(new.secret, OM_KEY_SIZE);
	rc = om_key_file_write(f->folder, &new);
	if (rc == OM_OK)
		*key = new;
	else
		om_key_free(&new);
	return rc;
}

static int
destroy(void *state, struct om_span owner, const struct om_key *key)
{
	struct files *f = state;
	int rc = om_key_file_doom(f->folder, key);

	(void)owner;
	om_sealer_forget(f->sealer);
	return rc == OM_OK ? om_key_file_destroy(f->folder) : rc;
}

static int
wrap(void *state, uint8_t *out, const struct om_key *key, struct om_span plain,
    struct om_span aad)
{
	struct files *f = state;

	return om_seal_into(f->sealer, out, key->secret, plain, aad);
}

static int
unwrap(void *state, uint8_t *out, const struct om_key *key,
    struct om_span sealed, struct om_span aad)
{
	struct files *f = state;

	return om_unseal_into(f->sealer, out, key->secret, sealed, aad);
}

static int
encrypt(void *state, uint8_t out[OM_HASH_SIZE], const struct om_key *key,
    const uint8_t in[OM_HASH_SIZE])
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	int n, good;

	(void)state;
	good = ctx != NULL &&
	       EVP_EncryptInit_ex2(
		   ctx, EVP_aes_256_ecb(), key->secret, NULL, NULL) == 1 &&
	       EVP_CIPHER_CTX_set_padding(ctx, 0) == 1 &&
	       EVP_EncryptUpdate(ctx, out, &n, in, OM_HASH_SIZE) == 1;
	EVP_CIPHER_CTX_free(ctx);
	return good ? OM_OK : om_fail(OM_LIMIT, "no memory for a cipher");
}

const struct om_key_home_kind om_key_home_file = {
	.name = "file",
	.destruction = "key file overwritten and removed",
	.open = open_files,
	.close = close_files,
	.each = each,
	.add = add,
	.destroy = destroy,
	.wrap = wrap,
	.unwrap = unwrap,
	.encrypt = encrypt,
};
