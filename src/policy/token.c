#include "policy/token.h"

#include "base/memory.h"

#define PREFIX "psn"

static const char host[] = "@pseudonym.invalid";

enum { MAIL_BYTES = 20, STREAM_MAX = OM_NORMALISED_MAX };

/* "psn<digits>_" and the length of the hexadecimal digits behind; 0: not so. */
static size_t
hexadecimal(struct om_span value)
{
	size_t i = sizeof(PREFIX) - 1, digits = 0;

	if (!om_span_starts(value, OM_SPAN(PREFIX)))
		return 0;
	while (i < value.n && value.p[i] >= '0' && value.p[i] <= '9')
		i++;
	if (i == sizeof(PREFIX) - 1 || i >= value.n || value.p[i++] != '_')
		return 0;
	for (; i < value.n; i++, digits++)
		if (memchr("0123456789abcdef", value.p[i], 16) == NULL)
			return 0;
	return digits;
}

bool
om_token_is(struct om_span value)
{
	return hexadecimal(value) == 2 * (size_t)OM_HASH_SIZE;
}

bool
om_token_is_email(struct om_span value)
{
	struct om_span local, domain;

	return om_span_starts(value, OM_SPAN(PREFIX)) &&
	       om_span_cut(&local, &domain, value, '@') &&
	       hexadecimal(local) == 2 * (size_t)MAIL_BYTES &&
	       om_span_is(domain, host + 1);
}

int
om_token_canonical(
    struct om_buf *out, enum om_normaliser how, struct om_span value)
{
	size_t before = out->n;
	int rc;

	if (om_token_is(value))
		how = OM_NORMALISE_EXACT;
	rc = om_normalise(out, how, value);
	if (rc != OM_INPUT)
		return rc;
	out->n = before;
	return om_normalise(out, OM_NORMALISE_FOLD, value);
}

static int
tag(uint8_t full[OM_HASH_SIZE], struct om_mac *mac,
    const struct om_token_parts *p)
{
	const struct om_span parts[4] = { p->domain, p->source, p->type,
		p->canonical };

	return om_mac_tag(mac, full, parts, 4);
}

/* "psn1_" and the first n bytes of the tag. */
static void
add_hex(struct om_buf *out, uint32_t version, const uint8_t *full, size_t n)
{
	om_buf_add(out, OM_SPAN(PREFIX));
	om_buf_int(out, version, 1);
	om_buf_byte(out, '_');
	om_buf_hex(out, om_span_bytes(full, n));
}

int
om_token_add(struct om_buf *out, struct om_mac *mac, uint32_t version,
    const struct om_token_parts *parts)
{
	uint8_t full[OM_HASH_SIZE];
	int rc = tag(full, mac, parts);

	if (rc != OM_OK)
		return rc;
	add_hex(out, version, full, sizeof(full));
	return om_buf_check(out, "a pseudonym");
}

/*
 * As many bytes as asked for: the tag itself and, of the longest values, tags
 * of the parts with a counter in front of the canonical value's type.
 */
static int
stream(
    uint8_t *out, size_t n, struct om_mac *mac, const struct om_token_parts *p)
{
	uint8_t full[OM_HASH_SIZE];
	int rc = tag(full, mac, p);

	for (uint8_t round = 0; rc == OM_OK; round++) {
		const struct om_span parts[5] = { p->domain, p->source, p->type,
			p->canonical, om_span_bytes(&round, 1) };
		size_t part = n < sizeof(full) ? n : sizeof(full);

		memcpy(out, full, part);
		out += part;
		n -= part;
		if (n == 0)
			break;
		rc = om_mac_tag(mac, full, parts, 5);
	}
	om_wipe(full, sizeof(full));
	return rc;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What makes n digits pass or, added to, fail Luhn's check. */
static unsigned
luhn(const char *digits, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned d = (unsigned)(digits[n - 1 - i] - '0');

		d <<= i % 2 == 0;
		sum += d > 9 ? d - 9 : d;
	}
	return (10 - sum % 10) % 10;
}

static int
add_digits(struct om_buf *out, struct om_span canonical, const uint8_t *bytes,
    const char *first)
{
	size_t n = 0, lead = strlen(first);
	char *room;

	for (size_t i = 0; i < canonical.n; i++)
		n += is_digit(canonical.p[i]);
	room = om_buf_room(out, n);
	if (n < 2 * lead || room == NULL)
		return om_fail(OM_INPUT, "too few digits for a pseudonym");
	for (size_t i = 0; i < n; i++)
		room[i] = (char)('0' + bytes[i] % 10);
	memcpy(room, first, lead);
	if (lead == 1)
		room[n - 1] =
		    (char)('0' +
			   (luhn(room, n - 1) + 1 + bytes[n - 1] % 9) % 10);
	room[n] = '\0';
	out->n += n;
	return OM_OK;
}

/* Marks that it begins with are left out: some are formulas to others. */
static int
add_alike(struct om_buf *out, struct om_span s, const uint8_t *bytes)
{
	size_t before = out->n;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i], letter = (char)('a' + bytes[i] % 26);
		bool first = out->n == before;

		if (is_digit(c) && first)
			om_buf_byte(out, (char)('1' + bytes[i] % 9));
		else if (is_digit(c))
			om_buf_byte(out, (char)('0' + bytes[i] % 10));
		else if (c >= 'A' && c <= 'Z')
			om_buf_byte(out, (char)(letter - 'a' + 'A'));
		else if ((c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80)
			om_buf_byte(out, letter);
		else if (!first)
			om_buf_byte(out, c);
	}
	return out->n > before
		   ? OM_OK
		   : om_fail(OM_INPUT, "nothing of it can be a pseudonym");
}

int
om_token_shape(struct om_buf *out, struct om_mac *mac, const uint32_t *version,
    const struct om_token_parts *parts, enum om_token_shape shape)
{
	uint8_t bytes[STREAM_MAX];
	struct om_span canonical = parts->canonical;
	size_t n = canonical.n < OM_HASH_SIZE ? OM_HASH_SIZE : canonical.n;
	int rc;

	if (shape == OM_TOKEN_FULL)
		return om_token_add(out, mac, *version, parts);
	if (n > sizeof(bytes))
		return om_fail(OM_INPUT, "too long for a pseudonym");
	rc = stream(bytes, n, mac, parts);
	if (rc == OM_OK && shape == OM_TOKEN_EMAIL) {
		add_hex(out, *version, bytes, MAIL_BYTES);
		om_buf_text(out, host);
	} else if (rc == OM_OK && shape == OM_TOKEN_ALIKE)
		rc = add_alike(out, canonical, bytes);
	else if (rc == OM_OK)
		rc = add_digits(out, canonical, bytes,
		    shape == OM_TOKEN_CARD ? "9" : "999");
	om_wipe(bytes, n);
	return rc == OM_OK ? om_buf_check(out, "a pseudonym") : rc;
}
