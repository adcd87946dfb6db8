#include "crypto/base64.h"

#include "base/memory.h"

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
om_base64_encode(struct om_buf *b, struct om_span s)
{
	const uint8_t *p = (const uint8_t *)s.p;

	for (size_t i = 0; i < s.n; i += 3) {
		uint32_t group = (uint32_t)p[i] << 16;

		if (i + 1 < s.n)
			group |= (uint32_t)p[i + 1] << 8;
		if (i + 2 < s.n)
			group |= p[i + 2];
		om_buf_byte(b, digits[group >> 18]);
		om_buf_byte(b, digits[group >> 12 & 63]);
		om_buf_byte(b, i + 1 < s.n ? digits[group >> 6 & 63] : '=');
		om_buf_byte(b, i + 2 < s.n ? digits[group & 63] : '=');
	}
}

/* 0..63, or 64 for what is no digit. */
static uint32_t
value_of(char c)
{
	const char *at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? 64 : (uint32_t)(at - digits);
}

/* One group of four; the bytes it holds, 0 where it is malformed. */
static size_t
decode_group(uint8_t out[3], const char in[4], bool last)
{
	size_t n = 3;
	uint32_t group = 0, bad = 0;

	if (last && in[3] == '=')
		n = in[2] == '=' ? 1 : 2;
	for (size_t i = 0; i < 4; i++) {
		uint32_t value = i <= n ? value_of(in[i]) : 0;

		bad |= value & 64;
		group = group << 6 | (value & 63);
	}
	/* Bits behind the last byte would make a second encoding of it. */
	bad |= n < 3 ? group & ((1u << (8 * (3 - n))) - 1) : 0;
	for (size_t i = 0; i < 3; i++)
		out[i] = (uint8_t)(group >> (16 - 8 * i));
	return bad ? 0 : n;
}

int
om_base64_decode(struct om_buf *b, struct om_span s)
{
	uint8_t bytes[3];
	size_t before = b->n;

	for (size_t i = 0; i < s.n; i += 4) {
		size_t n = 0;

		if (s.n - i >= 4)
			n = decode_group(bytes, s.p + i, s.n - i == 4);
		if (n == 0) {
			if (b->n > before) /* else p may be NULL */
				om_wipe(b->p + before, b->n - before);
			b->n = before;
			return om_fail(OM_INPUT, "malformed base 64");
		}
		om_buf_add(b, om_span_bytes(bytes, n));
	}
	om_wipe(bytes, sizeof(bytes));
	return om_buf_check(b, "base 64");
}

int
om_base64_exact(uint8_t *out, size_t n, struct om_span s)
{
	struct om_buf b = OM_BUF(n + 2);
	int rc = OM_INPUT;

	if (s.n != (n + 2) / 3 * 4)
		rc = om_fail(OM_INPUT, "base 64 of another length");
	else
		rc = om_base64_decode(&b, s);
	if (rc == OM_OK && b.n != n)
		rc = om_fail(OM_INPUT, "base 64 of another length");
	if (rc == OM_OK)
		memcpy(out, b.p, n);
	om_buf_free(&b);
	return rc;
}
