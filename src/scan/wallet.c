#include "scan/wallet.h"

#include "crypto/hash.h"
#include "scan/keccak.h"

enum { BASE58_LEAST = 26, BASE58_MOST = 35, BYTES = 25 };
enum { BECH32_LEAST = 26, BECH32_MOST = 74, BECH32 = 1 };

static const uint32_t bech32m = 0x2bc830a3;
static const double sure = 0.995, unchecked = 0.6;

static int
base58(char c)
{
	static const char alphabet[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
				       "abcdefghijkmnopqrstuvwxyz";
	const char *at = c == '\0' ? NULL : strchr(alphabet, c);

	return at == NULL ? -1 : (int)(at - alphabet);
}

/* 25 bytes, big-endian; false where the text stands for more, or is none. */
static bool
decode_base58(uint8_t out[BYTES], const char *s, size_t n)
{
	memset(out, 0, BYTES);
	for (size_t i = 0; i < n; i++) {
		int carry = base58(s[i]);

		if (carry < 0)
			return false;
		for (size_t k = BYTES; k-- > 0;) {
			carry += 58 * out[k];
			out[k] = (uint8_t)carry;
			carry >>= 8;
		}
		if (carry != 0)
			return false;
	}
	return true;
}

/* Version bytes: 0 and 5 of Bitcoin, 48 and 50 of Litecoin. */
static bool
is_base58(const char *s, size_t n)
{
	uint8_t bytes[BYTES], once[OM_HASH_SIZE], twice[OM_HASH_SIZE];

	if (n < BASE58_LEAST || n > BASE58_MOST ||
	    strchr("13LM", s[0]) == NULL || !decode_base58(bytes, s, n))
		return false;
	if (bytes[0] != 0 && bytes[0] != 5 && bytes[0] != 48 && bytes[0] != 50)
		return false;
	if (om_sha256(once, om_span_bytes(bytes, BYTES - 4)) != OM_OK ||
	    om_sha256(twice, om_span_bytes(once, sizeof(once))) != OM_OK)
		return false;
	return memcmp(twice, bytes + BYTES - 4, 4) == 0; /* not secret */
}

static uint32_t
polymod(uint32_t sum, unsigned value)
{
	static const uint32_t generators[] = { 0x3b6a57b2, 0x26508e6d,
		0x1ea119fa, 0x3d4233dd, 0x2a1462b3 };
	uint32_t top = sum >> 25;

	sum = (sum & 0x1ffffff) << 5 ^ value;
	for (unsigned i = 0; i < 5; i++)
		if (top >> i & 1)
			sum ^= generators[i];
	return sum;
}

/* A witness program: version 0 has Bech32 and 20 or 32 bytes, others
 * Bech32m and 2 to 40. */
static bool
is_program(const uint8_t *values, size_t n, uint32_t sum)
{
	size_t bits = (n - 7) * 5, bytes = bits / 8;

	if (bits % 8 > 4 || values[0] > 16)
		return false;
	if (values[0] == 0)
		return sum == BECH32 && (bytes == 20 || bytes == 32);
	return sum == bech32m && bytes >= 2 && bytes <= 40;
}

static bool
is_bech32(const char *s, size_t n)
{
	static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	uint8_t values[BECH32_MOST];
	uint32_t sum = 1;
	bool small = false, capital = false;
	size_t human = n > 4 && (s[0] | 0x20) == 'l' ? 3 : 2;

	if (n < BECH32_LEAST || n > BECH32_MOST || s[human] != '1')
		return false;
	for (size_t i = 0; i < human; i++)
		sum = polymod(sum, ((unsigned)s[i] | 0x20) >> 5);
	sum = polymod(sum, 0);
	for (size_t i = 0; i < human; i++)
		sum = polymod(sum, ((unsigned)s[i] | 0x20) & 31);
	for (size_t i = human + 1; i < n; i++) {
		char c = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i];
		const char *at = c == '\0' ? NULL : strchr(alphabet, c);

		small |= s[i] >= 'a';
		capital |= s[i] >= 'A' && s[i] <= 'Z';
		if (at == NULL)
			return false;
		values[i - human - 1] = (uint8_t)(at - alphabet);
		sum = polymod(sum, values[i - human - 1]);
	}
	return !(small && capital) && is_program(values, n - human - 1, sum);
}

static bool
begins(const char *s, const char *what)
{
	return (s[0] | 0x20) == what[0] && (s[1] | 0x20) == what[1];
}

/* EIP-55: a letter is a capital where the hash of the small ones has a bit.
 * All small or all capital has no check. */
static double
ether(const char *s)
{
	char small[40];
	uint8_t hash[OM_KECCAK_SIZE];
	bool mixed[2] = { false, false };

	for (int i = 0; i < 40; i++) {
		char c = (char)(s[i] | 0x20);

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
			return 0;
		small[i] = s[i] <= '9' ? s[i] : c;
		if (s[i] > '9')
			mixed[s[i] >= 'a'] = true;
	}
	if (!mixed[0] || !mixed[1])
		return unchecked;
	om_keccak(hash, om_span_bytes(small, sizeof(small)));
	for (int i = 0; i < 40; i++) {
		bool high = (hash[i / 2] >> (i % 2 == 0 ? 7 : 3) & 1) != 0;

		if (s[i] > '9' && high != (s[i] < 'a'))
			return 0;
	}
	return sure;
}

bool
om_wallet_detect(struct om_sight *s, struct om_range where)
{
	const char *p = s->text.p + where.start;
	size_t n = where.end - where.start;
	double confidence = 0;

	if (n == 42 && p[0] == '0' && (p[1] | 0x20) == 'x')
		confidence = ether(p + 2);
	else if (is_base58(p, n))
		confidence = sure;
	else if (n >= BECH32_LEAST &&
		 (begins(p, "bc") || begins(p, "tb") || begins(p, "lt")))
		confidence = is_bech32(p, n) ? sure : 0;
	if (confidence > 0)
		om_sight_add(s, OM_DETECTED_WALLET, where, confidence,
		    1U << OM_EVIDENCE_SHAPE | 1U << OM_EVIDENCE_CHECK);
	return confidence > 0;
}
