#include "scan/json_columns.h"

#include "base/buf.h"

enum { SLOTS = OM_SHEET_COLUMNS * 2, KEY_MAX = 64 };

static uint32_t
hash_of(uint32_t parent, struct om_span key)
{
	uint64_t h = parent + 1;

	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * UINT64_C(0x100000001b3);
	h ^= h >> 32;
	return (uint32_t)h | 1;
}

void
om_json_columns_escape(struct om_buf *out, struct om_span key)
{
	for (size_t i = 0; i < key.n; i++) {
		if (key.p[i] == '~')
			om_buf_text(out, "~0");
		else if (key.p[i] == '/')
			om_buf_text(out, "~1");
		else
			om_buf_byte(out, key.p[i]);
	}
}

static uint16_t
add(struct om_sheet *s, uint16_t parent, struct om_span key)
{
	const struct om_sheet_column *above = s->columns[parent];
	bool index = om_span_is(key, "*");
	struct om_buf name = OM_BUF(1 << 20), words = OM_BUF(1 << 20);
	uint16_t column;

	om_buf_add(&name, above->name);
	om_buf_byte(&name, '/');
	om_json_columns_escape(&name, key);
	om_buf_add(&words, above->key);
	om_buf_byte(&words, ' ');
	om_buf_add(&words, index ? OM_SPAN_NONE : key);
	column = om_sheet_column(s, om_buf_span(&name), om_buf_span(&words));
	if (column != 0) {
		s->columns[column]->parent = parent;
		s->columns[column]->key =
		    om_arena_copy(&s->names, index ? above->key : key);
		s->columns[column]->index = index;
	}
	om_buf_free(&name);
	om_buf_free(&words);
	return column;
}

static bool
is_below(const struct om_sheet *s, uint16_t column, uint16_t parent,
    struct om_span key)
{
	const struct om_sheet_column *c = s->columns[column];

	if (c->parent != parent || c->index != om_span_is(key, "*"))
		return false;
	return c->index || om_span_equal(c->key, key);
}

uint16_t
om_json_columns_step(struct om_json_columns *c, struct om_sheet *s,
    uint16_t parent, struct om_span key)
{
	uint32_t hash = hash_of(parent, key);
	size_t at = hash % SLOTS;

	if (parent == 0)
		return 0;
	while (c->slots[at].column != 0) {
		if (c->slots[at].hash == hash &&
		    is_below(s, c->slots[at].column, parent, key))
			return c->slots[at].column;
		at = (at + 1) % SLOTS;
	}
	c->slots[at].hash = hash;
	c->slots[at].column = add(s, parent, key);
	return c->slots[at].column;
}

/* A key by its text alone: whether it speaks, remembered by its hash. */
static bool
key_tells(
    struct om_json_columns *c, const struct om_sheet *s, struct om_span name)
{
	uint32_t hash = hash_of(0, name);
	struct om_json_key *slot = &c->keys[hash % OM_JSON_KEYS];
	struct om_word_set field;
	bool tells;

	if (name.n > KEY_MAX)
		return true;
	if (slot->n == name.n + 1 && memcmp(slot->text, name.p, name.n) == 0)
		return slot->tells;
	tells = om_scanner_field(s->r->scanner, &field, name);
	slot->n = (unsigned char)(name.n + 1);
	slot->tells = tells;
	memcpy(slot->text, name.p, name.n);
	return tells;
}

bool
om_json_columns_tell(
    struct om_json_columns *c, struct om_sheet *s, struct om_span line)
{
	const char *p = line.p, *end = line.p + line.n;

	while ((p = memchr(p, ':', (size_t)(end - p))) != NULL) {
		const char *last = p++ - 1, *first;

		while (last > line.p && (*last == ' ' || *last == '\t'))
			last--;
		if (last <= line.p || *last != '"')
			continue;
		first = last;
		while (first > line.p && last - first <= KEY_MAX &&
		       first[-1] != '"')
			first--;
		if (key_tells(
			c, s, om_span_bytes(first, (size_t)(last - first))))
			return true;
	}
	return false;
}
