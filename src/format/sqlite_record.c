#include "format/sqlite_record.h"

#include "base/text.h"
#include "format/sqlite_page.h"

/* SQLite's own hard limit is 32,767 columns; an index adds its key. */
enum { VALUES_MOST = 65536 };

static int
record_fail(void)
{
	return om_fail(OM_CORRUPT, "a record does not fit its payload");
}

/* The bytes of a value of that serial type; false for one that is none. */
static bool
type_size(uint64_t *out, uint64_t type)
{
	static const unsigned char sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };

	if (type == 10 || type == 11)
		return false;
	*out = type < 10 ? sizes[type] : (type - 12) / 2;
	return true;
}

static int64_t
read_integer(struct om_span s)
{
	uint64_t value = (signed char)s.p[0] < 0 ? UINT64_MAX : 0;
	int64_t out;

	for (size_t i = 0; i < s.n; i++)
		value = value << 8 | (unsigned char)s.p[i];
	memcpy(&out, &value, sizeof(out));
	return out;
}

static void
read_number(struct om_sqlite_value *v, uint64_t type)
{
	if (type == 0)
		return;
	v->type = OM_SQLITE_INTEGER;
	if (type >= 8)
		v->integer = (int64_t)type - 8;
	else
		v->integer = read_integer(v->raw);
	if (type != 7)
		return;
	v->type = OM_SQLITE_REAL;
	memcpy(&v->real, &v->integer, sizeof(v->real));
	v->integer = 0;
	/* What is not a number reads as NULL there. */
	if (v->real != v->real)
		*v = (struct om_sqlite_value){ .raw = v->raw };
}

static uint32_t
unit(struct om_span s, size_t i, bool big)
{
	uint32_t a = (unsigned char)s.p[i], b = (unsigned char)s.p[i + 1];

	return big ? a << 8 | b : b << 8 | a;
}

/* An odd byte at the end is left out, as SQLite does. */
static struct om_span
from_utf16(struct om_arena *arena, struct om_span s, bool big)
{
	char *p = om_arena_take(arena, s.n / 2 * 3 + 1);
	size_t n = 0;

	for (size_t i = 0; i + 1 < s.n; i += 2) {
		uint32_t c = unit(s, i, big), low = 0;

		if (c >= 0xd800 && c < 0xdc00 && i + 3 < s.n)
			low = unit(s, i + 2, big);
		if (low >= 0xdc00 && low < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		} else if (c >= 0xd800 && c < 0xe000) {
			c = 0xfffd;
		}
		n += om_text_put(p + n, c);
	}
	return om_span_bytes(p, n);
}

static void
read_value(struct om_sqlite_value *v, uint64_t type, struct om_arena *arena,
    enum om_sqlite_encoding encoding)
{
	if (type < 12) {
		read_number(v, type);
		return;
	}
	v->type = type % 2 == 0 ? OM_SQLITE_BLOB : OM_SQLITE_TEXT;
	v->bytes = v->raw;
	if (v->type == OM_SQLITE_TEXT && encoding != OM_SQLITE_UTF8)
		v->bytes =
		    from_utf16(arena, v->raw, encoding == OM_SQLITE_UTF16BE);
}

/* The serial types between the header's size and its end; -1: no header. */
static int64_t
count_types(struct om_span types)
{
	int64_t count = 0;
	uint64_t type;

	while (types.n > 0) {
		size_t n = om_sqlite_varint(&type, types);

		if (n == 0 || ++count > VALUES_MOST)
			return -1;
		types = om_span_bytes(types.p + n, types.n - n);
	}
	return count;
}

/* Cuts a payload in two; false where its header does not fit. */
static bool
cut(struct om_span *types, struct om_span *body, struct om_span payload)
{
	uint64_t size;
	size_t n = om_sqlite_varint(&size, payload);

	if (n == 0 || size < n || size > payload.n)
		return false;
	*types = om_span_bytes(payload.p + n, size - n);
	*body = om_span_bytes(payload.p + size, payload.n - size);
	return true;
}

int
om_sqlite_record_read(struct om_sqlite_value **out, size_t *count,
    struct om_arena *arena, struct om_span payload,
    enum om_sqlite_encoding encoding)
{
	struct om_span types, body;
	struct om_sqlite_value *values;
	int64_t many;

	if (!cut(&types, &body, payload))
		return record_fail();
	many = count_types(types);
	if (many < 0)
		return record_fail();
	values = om_arena_new(arena, (size_t)many, sizeof(*values));
	for (int64_t i = 0; i < many; i++) {
		uint64_t type, size;
		size_t n = om_sqlite_varint(&type, types);

		if (!type_size(&size, type) || size > body.n)
			return record_fail();
		values[i].raw = om_span_bytes(body.p, size);
		read_value(&values[i], type, arena, encoding);
		types = om_span_bytes(types.p + n, types.n - n);
		body = om_span_bytes(body.p + size, body.n - size);
	}
	*out = values;
	*count = (size_t)many;
	return OM_OK;
}
