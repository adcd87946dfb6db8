#ifndef OM_TEST_CRYPTO_VECTORS_H
#define OM_TEST_CRYPTO_VECTORS_H

#include "test.h"

#include "base/buf.h"

/* The bytes of a hexadecimal literal, into memory that the test keeps. */
static inline struct om_span
unhex(uint8_t *out, const char *hex)
{
	size_t n = strlen(hex) / 2;

	for (size_t i = 0; i < 2 * n; i++) {
		const char *digits = "0123456789abcdef";
		const char *at = strchr(digits, hex[i]);

		ck_assert_ptr_nonnull(at);
		out[i / 2] =
		    (uint8_t)((i % 2 ? out[i / 2] << 4 : 0) | (at - digits));
	}
	return om_span_bytes(out, n);
}

static inline void
check_hex(const void *bytes, size_t n, const char *hex)
{
	struct om_buf b = OM_BUF(1 << 20);

	om_buf_hex(&b, om_span_bytes(bytes, n));
	ck_span_eq(om_buf_span(&b), hex);
	om_buf_free(&b);
}

#endif
