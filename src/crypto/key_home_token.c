#include "crypto/key_home.h"

#include "base/clock.h"
#include "base/memory.h"
#include "crypto/pkcs11.h"
#include "crypto/random.h"

/*
 * A key's CKA_ID is all there is to know of it, so that it is made and
 * destroyed in one step: owner (8 bytes), version (4) and time of creation
 * (8), both big-endian.
 */
enum {
	ID_VERSION = OM_KEY_OWNER_SIZE,
	ID_CREATED = ID_VERSION + 4,
	ID_SIZE = ID_CREATED + 8,
	NONCE = 12,
	TAG_BITS = 128,
	/* Some modules want room for the tag where they decrypt. */
	ROOM = OM_KEYS_WRAP_MAX + OM_SEAL_OVERHEAD,
};

/* An object of the token that is an epoch key of the owner. */
struct found {
	uint8_t id[ID_SIZE];
	ck_object_handle_t object;
	bool guarded;
};

struct tokens {
	struct om_pkcs11 p;
	struct found *found;
	size_t n;
};

static uint64_t
read_number(const uint8_t *p, size_t n)
{
	uint64_t value = 0;

	for (size_t i = 0; i < n; i++)
		value = value << 8 | p[i];
	return value;
}

static void
write_number(uint8_t *p, size_t n, uint64_t value)
{
	while (n-- > 0) {
		p[n] = (uint8_t)value;
		value >>= 8;
	}
}

static void
close_token(void *state)
{
	struct tokens *t = state;

	if (t == NULL)
		return;
	om_pkcs11_close(&t->p);
	om_free(t->found);
	om_free(t);
}

static int
open_token(void **state, struct om_key_folder *folder,
    const struct om_keys_token *token)
{
	struct tokens *t = om_new(1, sizeof(*t));
	int rc = om_pkcs11_open(&t->p, token);

	(void)folder;
	if (rc == OM_OK)
		*state = t;
	else
		close_token(t);
	return rc;
}

/* Notes the object where it is a key of the owner's. */
static int
look_at(struct tokens *t, struct om_span owner, ck_object_handle_t object)
{
	unsigned char always = 0, never = 0;
	struct found found = { .object = object };
	struct ck_attribute a[] = {
		{ CKA_ID, found.id, sizeof(found.id) },
		{ CKA_ALWAYS_SENSITIVE, &always, 1 },
		{ CKA_NEVER_EXTRACTABLE, &never, 1 },
	};
	ck_rv_t rv = t->p.f->C_GetAttributeValue(t->p.session, object, a, 3);

	/* An object without these, or with a longer id, is another's. */
	if (rv == CKR_BUFFER_TOO_SMALL || rv == CKR_ATTRIBUTE_TYPE_INVALID ||
	    rv == CKR_ATTRIBUTE_SENSITIVE || rv == CKR_OBJECT_HANDLE_INVALID)
		return OM_OK;
	if (rv != CKR_OK)
		return om_pkcs11_check(rv, "describe a key");
	if (a[0].value_len != ID_SIZE ||
	    !om_span_starts(om_span_bytes(found.id, ID_SIZE), owner))
		return OM_OK;
	/* Made in the token: one that was put there may be known elsewhere. */
	found.guarded = always != 0 && never != 0;
	t->found = om_resize(t->found, t->n + 1, sizeof(*t->found));
	t->found[t->n++] = found;
	return OM_OK;
}

/* Fills t->found with all keys of the owner. */
static int
search(struct tokens *t, struct om_span owner)
{
	ck_object_class_t class = CKO_SECRET_KEY;
	ck_key_type_t type = CKK_AES;
	unsigned char yes = 1;
	struct ck_attribute wanted[] = {
		{ CKA_CLASS, &class, sizeof(class) },
		{ CKA_KEY_TYPE, &type, sizeof(type) },
		{ CKA_TOKEN, &yes, 1 },
	};
	struct ck_function_list *f = t->p.f;
	ck_object_handle_t object;
	unsigned long n = 1;
	int rc = om_pkcs11_check(
	    f->C_FindObjectsInit(t->p.session, wanted, 3), "look for keys");

	t->n = 0;
	if (rc != OM_OK)
		return rc;
	while (rc == OM_OK && n == 1) {
		rc = om_pkcs11_check(
		    f->C_FindObjects(t->p.session, &object, 1, &n),
		    "find its keys");
		if (rc == OM_OK && n == 1)
			rc = look_at(t, owner, object);
	}
	(void)f->C_FindObjectsFinal(t->p.session);
	return rc;
}

static void
fill(struct om_key *key, const struct found *found)
{
	*key = (struct om_key){
		.kind = OM_KEY_EPOCH,
		.version = (uint32_t)read_number(found->id + ID_VERSION, 4),
		.created = (int64_t)read_number(found->id + ID_CREATED, 8),
		.object = found->object,
	};
}

static int
each(void *state, struct om_span owner,
    int (*visit)(void *keys, struct om_key *key), void *keys)
{
	struct tokens *t = state;
	struct om_key key;
	int rc = search(t, owner);

	for (size_t i = 0; rc == OM_OK && i < t->n; i++) {
		fill(&key, &t->found[i]);
		if (!t->found[i].guarded)
			rc = om_fail(OM_USAGE,
			    "the key of epoch %u in the key token is, or was, "
			    "known outside of it",
			    (unsigned)key.version);
		else
			rc = visit(keys, &key);
	}
	return rc;
}

/* The object of a version, NULL where search found none. */
static const struct found *
of_version(const struct tokens *t, uint32_t version)
{
	for (size_t i = 0; i < t->n; i++)
		if (read_number(t->found[i].id + ID_VERSION, 4) == version)
			return &t->found[i];
	return NULL;
}

static int
generate(struct tokens *t, uint8_t id[ID_SIZE], uint32_t version)
{
	ck_object_class_t class = CKO_SECRET_KEY;
	ck_key_type_t type = CKK_AES;
	unsigned long size = OM_KEY_SIZE;
	unsigned char yes = 1, no = 0;
	struct om_buf label = OM_BUF(32);
	struct ck_mechanism how = { .mechanism = CKM_AES_KEY_GEN };
	ck_object_handle_t object;
	int rc;

	om_buf_format(&label, "ombud-epoch-%u", (unsigned)version);
	struct ck_attribute a[] = {
		{ CKA_CLASS, &class, sizeof(class) },
		{ CKA_KEY_TYPE, &type, sizeof(type) },
		{ CKA_VALUE_LEN, &size, sizeof(size) },
		{ CKA_LABEL, label.p, label.n },
		{ CKA_ID, id, ID_SIZE },
		{ CKA_TOKEN, &yes, 1 },
		{ CKA_PRIVATE, &yes, 1 },
		{ CKA_SENSITIVE, &yes, 1 },
		{ CKA_EXTRACTABLE, &no, 1 },
		{ CKA_COPYABLE, &no, 1 },
		{ CKA_MODIFIABLE, &no, 1 },
		{ CKA_ENCRYPT, &yes, 1 },
		{ CKA_DECRYPT, &yes, 1 },
		{ CKA_WRAP, &no, 1 },
		{ CKA_UNWRAP, &no, 1 },
	};
	rc = om_pkcs11_check(t->p.f->C_GenerateKey(t->p.session, &how, a,
				 sizeof(a) / sizeof(a[0]), &object),
	    "make a key");
	om_buf_free(&label);
	return rc;
}

static int
add(void *state, struct om_span owner, struct om_key *key)
{
	struct tokens *t = state;
	uint8_t id[ID_SIZE];
	int rc = search(t, owner);

	if (rc == OM_OK && of_version(t, key->version) != NULL)
		rc = om_fail(OM_EXISTS, "the key token has epoch %u already",
		    (unsigned)key->version);
	if (rc != OM_OK)
		return rc;
	memcpy(id, owner.p, OM_KEY_OWNER_SIZE);
	write_number(id + ID_VERSION, 4, key->version);
	write_number(id + ID_CREATED, 8, (uint64_t)om_clock_now());
	rc = generate(t, id, key->version);
	if (rc == OM_OK)
		rc = search(t, owner);
	if (rc != OM_OK)
		return rc;
	if (of_version(t, key->version) == NULL)
		return om_fail(OM_REMOTE, "the key token lost the key it made");
	fill(key, of_version(t, key->version));
	return OM_OK;
}

static int
destroy(void *state, struct om_span owner, const struct om_key *key)
{
	struct tokens *t = state;
	int rc = search(t, owner);

	for (size_t i = 0; rc == OM_OK && i < t->n; i++)
		if (read_number(t->found[i].id + ID_VERSION, 4) == key->version)
			rc = om_pkcs11_check(
			    t->p.f->C_DestroyObject(
				t->p.session, t->found[i].object),
			    "destroy a key");
	if (rc == OM_OK)
		rc = search(t, owner);
	if (rc == OM_OK && of_version(t, key->version) != NULL)
		rc = om_fail(OM_IO,
		    "the key token still has epoch %u after destroying it",
		    (unsigned)key->version);
	return rc;
}

static struct ck_mechanism
gcm(struct ck_gcm_params *p, uint8_t *nonce, struct om_span aad)
{
	*p = (struct ck_gcm_params){
		.iv_ptr = nonce,
		.iv_len = NONCE,
		.iv_bits = NONCE * 8,
		.aad_ptr = (unsigned char *)(uintptr_t)aad.p,
		.aad_len = aad.n,
		.tag_bits = TAG_BITS,
	};
	return (struct ck_mechanism){ CKM_AES_GCM, p, sizeof(*p) };
}

static int
wrap(void *state, uint8_t *out, const struct om_key *key, struct om_span plain,
    struct om_span aad)
{
	struct tokens *t = state;
	uint8_t nonce[NONCE], room[ROOM];
	struct ck_gcm_params p;
	struct ck_mechanism how = gcm(&p, nonce, aad);
	unsigned long n = sizeof(room);
	int rc;

	om_random(nonce, NONCE);
	rc = om_pkcs11_check(
	    t->p.f->C_EncryptInit(t->p.session, &how, key->object),
	    "begin AES-GCM");
	if (rc == OM_OK)
		rc = om_pkcs11_check(
		    t->p.f->C_Encrypt(t->p.session,
			(unsigned char *)(uintptr_t)plain.p, plain.n, room, &n),
		    "seal a key");
	if (rc == OM_OK && n != plain.n + TAG_BITS / 8)
		rc = om_fail(OM_USAGE, "the key token has another AES-GCM");
	if (rc != OM_OK)
		return rc;
	out[0] = 1; /* the form of seal.h */
	memcpy(out + 1, nonce, NONCE);
	memcpy(out + 1 + NONCE, room, n);
	return OM_OK;
}

/* Modules differ in what they call a tag that does not fit. */
static int
check_opened(struct tokens *t, ck_rv_t rv)
{
	struct ck_session_info info;

	if (rv != CKR_ENCRYPTED_DATA_INVALID &&
	    rv != CKR_ENCRYPTED_DATA_LEN_RANGE && rv != CKR_GENERAL_ERROR &&
	    rv != CKR_FUNCTION_FAILED && rv != CKR_DATA_INVALID)
		return om_pkcs11_check(rv, "open a key");
	if (t->p.f->C_GetSessionInfo(t->p.session, &info) != CKR_OK)
		return om_pkcs11_check(rv, "open a key");
	return om_fail(OM_CORRUPT, "a sealed value does not fit its key");
}

static int
unwrap(void *state, uint8_t *out, const struct om_key *key,
    struct om_span sealed, struct om_span aad)
{
	struct tokens *t = state;
	uint8_t nonce[NONCE], room[ROOM];
	struct ck_gcm_params p;
	struct ck_mechanism how = gcm(&p, nonce, aad);
	size_t length = sealed.n - OM_SEAL_OVERHEAD;
	unsigned long n = sizeof(room);
	int rc;

	if (sealed.p[0] != 1)
		return om_fail(OM_CORRUPT, "a sealed value is malformed");
	memcpy(nonce, sealed.p + 1, NONCE);
	rc = om_pkcs11_check(
	    t->p.f->C_DecryptInit(t->p.session, &how, key->object),
	    "begin AES-GCM");
	if (rc == OM_OK)
		rc = check_opened(
		    t, t->p.f->C_Decrypt(t->p.session,
			   (unsigned char *)(uintptr_t)sealed.p + 1 + NONCE,
			   sealed.n - 1 - NONCE, room, &n));
	if (rc == OM_OK && n != length)
		rc = om_fail(OM_USAGE, "the key token has another AES-GCM");
	if (rc == OM_OK)
		memcpy(out, room, length);
	om_wipe(room, sizeof(room));
	return rc;
}

static int
encrypt(void *state, uint8_t out[OM_HASH_SIZE], const struct om_key *key,
    const uint8_t in[OM_HASH_SIZE])
{
	struct tokens *t = state;
	struct ck_mechanism how = { .mechanism = CKM_AES_ECB };
	uint8_t from[OM_HASH_SIZE], room[OM_HASH_SIZE * 2];
	unsigned long n = sizeof(room);
	int rc = om_pkcs11_check(
	    t->p.f->C_EncryptInit(t->p.session, &how, key->object),
	    "begin AES-ECB");

	memcpy(from, in, sizeof(from));
	if (rc == OM_OK)
		rc = om_pkcs11_check(t->p.f->C_Encrypt(t->p.session, from,
					 sizeof(from), room, &n),
		    "encrypt two blocks");
	if (rc == OM_OK && n != OM_HASH_SIZE)
		rc = om_fail(OM_USAGE, "the key token has another AES-ECB");
	if (rc == OM_OK)
		memcpy(out, room, OM_HASH_SIZE);
	om_wipe(room, sizeof(room));
	return rc;
}

const struct om_key_home_kind om_key_home_token = {
	.name = "pkcs11",
	.destruction = "C_DestroyObject in the token, then not found there",
	.open = open_token,
	.close = close_token,
	.each = each,
	.add = add,
	.destroy = destroy,
	.wrap = wrap,
	.unwrap = unwrap,
	.encrypt = encrypt,
};
