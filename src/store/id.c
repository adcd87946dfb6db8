#include "store/id.h"

#include "base/clock.h"
#include "crypto/random.h"

enum { RANDOM_BITS = 22, GAP = 64, LENGTH = 13 };

static const int64_t epoch_2020 = INT64_C(1577836800000);
static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

int64_t
om_id_new(void)
{
	static _Thread_local int64_t last;
	uint64_t random = om_random_u64();
	int64_t id = (om_clock_now() - epoch_2020) << RANDOM_BITS;

	id |= (int64_t)(random & ((1u << RANDOM_BITS) - 1));
	if (id <= last)
		id = last + 1 + (int64_t)(random % GAP);
	last = id;
	return id;
}

void
om_id_format(struct om_buf *b, int64_t id)
{
	for (int shift = 5 * (LENGTH - 1); shift >= 0; shift -= 5)
		om_buf_byte(b, digits[((uint64_t)id >> shift) & 31]);
}

/* Crockford's reading: any case, O is 0, I and L are 1. */
static int
digit_value(char c)
{
	const char *at;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 32);
	if (c == 'O')
		return 0;
	if (c == 'I' || c == 'L')
		return 1;
	at = c == '\0' ? NULL : strchr(digits, c);
	return at == NULL ? -1 : (int)(at - digits);
}

int
om_id_parse(int64_t *out, struct om_span s)
{
	uint64_t id = 0;

	if (s.n != LENGTH)
		return om_fail(OM_USAGE, "an id has 13 characters");
	for (size_t i = 0; i < s.n; i++) {
		int value = digit_value(s.p[i]);

		if (value < 0 || (i == 0 && value > 7))
			return om_fail(OM_USAGE, "not an id");
		id = id << 5 | (uint64_t)value;
	}
	if (id == 0)
		return om_fail(OM_USAGE, "not an id");
	*out = (int64_t)id;
	return OM_OK;
}
