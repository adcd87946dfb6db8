#include "crypto/hash.h"

#include "base/buf.h"
#include "base/memory.h"
#include "crypto/mac.h"

/* One block: T(1) = HMAC(key, info || 0x01). */
int
om_hkdf_expand(uint8_t out[OM_HASH_SIZE], const uint8_t key[OM_HASH_SIZE],
    struct om_span info)
{
	struct om_mac *mac = NULL;
	struct om_buf message = OM_BUF(1 << 16);
	int rc;

	om_buf_add(&message, info);
	om_buf_byte(&message, 1);
	rc = om_buf_check(&message, "the purpose of a key");
	if (rc != OM_OK)
		goto out;
	rc = om_mac_open(&mac, key);
	if (rc != OM_OK)
		goto out;
	rc = om_mac_raw(mac, out, om_buf_span(&message));
out:
	om_mac_close(mac);
	om_buf_free(&message);
	return rc;
}

/*
 * HMAC pads a key with zeros to its block, so that a salt of up to 32 bytes,
 * and none at all, is the same key when it is padded to 32 here.
 */
static int
extract(uint8_t out[OM_HASH_SIZE], struct om_span salt, struct om_span secret)
{
	uint8_t key[OM_HASH_SIZE] = { 0 };
	struct om_mac *mac = NULL;
	int rc;

	if (salt.n > sizeof(key))
		return om_fail(OM_LIMIT, "a salt is longer than 32 bytes");
	if (salt.n > 0)
		memcpy(key, salt.p, salt.n);
	rc = om_mac_open(&mac, key);
	if (rc == OM_OK)
		rc = om_mac_raw(mac, out, secret);
	om_mac_close(mac);
	om_wipe(key, sizeof(key));
	return rc;
}

int
om_hkdf(uint8_t out[OM_HASH_SIZE], struct om_span secret, struct om_span salt,
    struct om_span info)
{
	uint8_t key[OM_HASH_SIZE];
	int rc = extract(key, salt, secret);

	if (rc == OM_OK)
		rc = om_hkdf_expand(out, key, info);
	om_wipe(key, sizeof(key));
	return rc;
}
