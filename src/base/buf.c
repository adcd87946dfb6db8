#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/memory.h"

/* Room for more bytes and a NUL behind them. */
static bool
grow(struct om_buf *b, size_t more)
{
	size_t need, size;
	char *p;

	if (b->failed)
		return false;
	if (more > b->ceiling || b->n > b->ceiling - more) {
		b->failed = true;
		return false;
	}
	need = b->n + more + 1;
	if (need <= b->size)
		return true;
	size = b->size < 64 ? 64 : b->size * 2;
	while (size < need)
		size *= 2;
	if (size > b->ceiling + 1)
		size = b->ceiling + 1;
	p = om_new(size, 1);
	if (b->n > 0)
		memcpy(p, b->p, b->n);
	om_wipe_free(b->p, b->size);
	b->p = p;
	b->size = size;
	return true;
}

/* What is as large as it is allowed to be has room for the ceiling. */
static inline bool
fits(struct om_buf *b, size_t more)
{
	return (!b->failed && more < b->size - b->n) || grow(b, more);
}

char *
om_buf_room(struct om_buf *b, size_t n)
{
	return fits(b, n) ? b->p + b->n : NULL;
}

void
om_buf_add(struct om_buf *b, struct om_span s)
{
	if (!fits(b, s.n))
		return;
	if (s.n > 0)
		memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
	b->p[b->n] = '\0';
}

void
om_buf_text(struct om_buf *b, const char *s)
{
	om_buf_add(b, om_span_of(s));
}

void
om_buf_byte(struct om_buf *b, char c)
{
	if (!fits(b, 1))
		return;
	b->p[b->n++] = c;
	b->p[b->n] = '\0';
}

void
om_buf_int(struct om_buf *b, int64_t value, unsigned width)
{
	enum { MOST = 20 }; /* of -2^63 */
	char text[MOST];
	size_t at = MOST, least = MOST - (width < MOST ? width : MOST);
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;

	for (; rest > 0 || at == MOST; rest /= 10)
		text[--at] = (char)('0' + rest % 10);
	while (at > least + (value < 0))
		text[--at] = '0';
	if (value < 0)
		text[--at] = '-';
	om_buf_add(b, om_span_bytes(text + at, MOST - at));
}

void
om_buf_format(struct om_buf *b, const char *format, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n < 0)
		b->failed = true;
	else if (grow(b, (size_t)n)) {
		(void)vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

void
om_buf_u32(struct om_buf *b, uint32_t value)
{
	char le[4];

	for (int i = 0; i < 4; i++)
		le[i] = (char)(value >> (8 * i));
	om_buf_add(b, om_span_bytes(le, sizeof(le)));
}

void
om_buf_u64(struct om_buf *b, uint64_t value)
{
	om_buf_u32(b, (uint32_t)value);
	om_buf_u32(b, (uint32_t)(value >> 32));
}

/* Eight digits of four bytes at once; compilers make one store of them. */
static void
put_hex(char *to, const unsigned char *p)
{
	uint64_t x = (uint64_t)p[0] | (uint64_t)p[1] << 8 |
		     (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
	uint64_t letters;

	x = (x | x << 16) & UINT64_C(0x0000ffff0000ffff);
	x = (x | x << 8) & UINT64_C(0x00ff00ff00ff00ff);
	x = (x >> 4 & UINT64_C(0x000f000f000f000f)) |
	    (x & UINT64_C(0x000f000f000f000f)) << 8;
	letters = (x + UINT64_C(0x0606060606060606)) >> 4 &
		  UINT64_C(0x0101010101010101);
	x += UINT64_C(0x3030303030303030) + letters * ('a' - '0' - 10);
	to[0] = (char)x;
	to[1] = (char)(x >> 8);
	to[2] = (char)(x >> 16);
	to[3] = (char)(x >> 24);
	to[4] = (char)(x >> 32);
	to[5] = (char)(x >> 40);
	to[6] = (char)(x >> 48);
	to[7] = (char)(x >> 56);
}

void
om_buf_hex(struct om_buf *b, struct om_span s)
{
	char *room = s.n > b->ceiling / 2 ? NULL : om_buf_room(b, 2 * s.n);
	size_t i = 0;

	if (room == NULL) {
		b->failed = true;
		return;
	}
	for (; s.n - i >= 4; i += 4)
		put_hex(room + 2 * i, (const unsigned char *)s.p + i);
	if (i < s.n) {
		unsigned char last[4] = { 0 };
		char digits[8];

		memcpy(last, s.p + i, s.n - i);
		put_hex(digits, last);
		memcpy(room + 2 * i, digits, 2 * (s.n - i));
	}
	b->n += 2 * s.n;
	b->p[b->n] = '\0';
}

int
om_buf_check(const struct om_buf *b, const char *what)
{
	if (!b->failed)
		return OM_OK;
	return om_fail(
	    OM_LIMIT, "%s is larger than %zu bytes", what, b->ceiling);
}

void
om_buf_reset(struct om_buf *b)
{
	om_wipe(b->p, b->n);
	b->n = 0;
	b->failed = false;
}

void
om_buf_free(struct om_buf *b)
{
	om_wipe_free(b->p, b->size);
	*b = OM_BUF(b->ceiling);
}
