#include "scan/baseline.h"

#include <stdlib.h>

#include "base/config.h"
#include "base/json.h"
#include "base/memory.h"

enum { SLOTS_FIRST = 256, ENTRIES_MAX = 1 << 20, LINE_MAX_BYTES = 1 << 20 };

/* One place and kind; its key is path, field, kind, fingerprint. */
struct entry {
	char *key;
	uint64_t count;
};

struct om_baseline {
	struct entry **slots; /* open addressing, a power of two */
	size_t n, size;
};

static const char *const members[] = { "path", "field", "kind", "fingerprint" };

enum { MEMBERS = sizeof(members) / sizeof(members[0]) };

struct om_baseline *
om_baseline_new(void)
{
	struct om_baseline *b = om_new(1, sizeof(*b));

	b->size = SLOTS_FIRST;
	b->slots = om_new(b->size, sizeof(struct entry *));
	return b;
}

void
om_baseline_close(struct om_baseline *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->size; i++) {
		if (b->slots[i] != NULL)
			om_free(b->slots[i]->key);
		om_free(b->slots[i]);
	}
	om_free(b->slots);
	om_free(b);
}

static size_t
place(const struct om_baseline *b, const char *key)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	size_t at;

	for (const char *p = key; *p != '\0'; p++)
		h = (h ^ (unsigned char)*p) * UINT64_C(0x100000001b3);
	at = (size_t)(h ^ h >> 29) & (b->size - 1);
	while (b->slots[at] != NULL && strcmp(b->slots[at]->key, key) != 0)
		at = (at + 1) & (b->size - 1);
	return at;
}

static void
grow(struct om_baseline *b)
{
	struct entry **old = b->slots;
	size_t n = b->size;

	b->size *= 2;
	b->slots = om_new(b->size, sizeof(struct entry *));
	for (size_t i = 0; i < n; i++)
		if (old[i] != NULL)
			b->slots[place(b, old[i]->key)] = old[i];
	om_free(old);
}

static int
add(struct om_baseline *b, const char *key, uint64_t count)
{
	size_t at = place(b, key);

	if (b->slots[at] == NULL) {
		if (b->n == ENTRIES_MAX)
			return om_fail(
			    OM_LIMIT, "a baseline has at most a million lines");
		b->slots[at] = om_new(1, sizeof(struct entry));
		b->slots[at]->key = om_strdup(key);
		b->n++;
	}
	b->slots[at]->count += count;
	if (b->n * 2 > b->size)
		grow(b);
	return OM_OK;
}

/* Line breaks stand in none of them: a path or field with one is cut. */
static void
write_key(struct om_buf *key, const struct om_kinds *kinds,
    const struct om_finding *f, const char *fingerprint)
{
	om_buf_format(key, "%s\n%.*s\n%s\n%s", f->path, OM_SPAN_ARG(f->field),
	    kinds->list[f->hit.kind].name,
	    fingerprint == NULL ? "" : fingerprint);
}

int
om_baseline_add(struct om_baseline *b, const struct om_kinds *kinds,
    const struct om_finding *f, const char *fingerprint)
{
	struct om_buf key = OM_BUF(LINE_MAX_BYTES);
	int rc;

	write_key(&key, kinds, f, fingerprint);
	rc = om_buf_check(&key, "a baseline's line");
	if (rc == OM_OK)
		rc = add(b, key.p, 1);
	om_buf_free(&key);
	return rc;
}

int
om_baseline_number(uint64_t *out, struct om_baseline *b,
    const struct om_kinds *kinds, const struct om_finding *f)
{
	struct om_buf key = OM_BUF(LINE_MAX_BYTES);
	int rc;

	write_key(&key, kinds, f, NULL);
	rc = om_buf_check(&key, "a finding's place");
	if (rc == OM_OK)
		rc = add(b, key.p, 1);
	if (rc == OM_OK)
		*out = b->slots[place(b, key.p)]->count;
	om_buf_free(&key);
	return rc;
}

static bool
take(struct om_baseline *b, const struct om_kinds *kinds,
    const struct om_finding *f, const char *fingerprint)
{
	struct om_buf key = OM_BUF(LINE_MAX_BYTES);
	struct entry *entry = NULL;
	bool taken;

	write_key(&key, kinds, f, fingerprint);
	if (!key.failed)
		entry = b->slots[place(b, key.p)];
	taken = entry != NULL && entry->count > 0;
	if (taken)
		entry->count--;
	om_buf_free(&key);
	return taken;
}

bool
om_baseline_take(struct om_baseline *b, const struct om_kinds *kinds,
    const struct om_finding *f, const char *fingerprint)
{
	if (fingerprint != NULL && take(b, kinds, f, fingerprint))
		return true;
	return take(b, kinds, f, NULL);
}

static int
by_key(const void *a, const void *b)
{
	const struct entry *const *x = a, *const *y = b;

	return strcmp((*x)->key, (*y)->key);
}

static void
write_entry(struct om_json *j, const struct entry *entry)
{
	struct om_span rest = om_span_of(entry->key), part;

	om_json_object(j, "");
	for (size_t i = 0; i < MEMBERS; i++) {
		if (!om_span_cut(&part, &rest, rest, '\n'))
			part = rest;
		if (part.n > 0)
			om_json_text(j, members[i], part);
	}
	om_json_int(j, "count", (int64_t)entry->count);
	om_json_end_object(j);
}

void
om_baseline_write(struct om_buf *out, const struct om_baseline *b)
{
	struct om_json j = OM_JSON(out, true);
	const struct entry **all = om_new(b->n + 1, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < b->size; i++)
		if (b->slots[i] != NULL)
			all[n++] = b->slots[i];
	qsort(all, n, sizeof(*all), by_key);
	om_json_object(&j, NULL);
	om_json_int(&j, "baseline", 1);
	om_json_array(&j, "accepted");
	for (size_t i = 0; i < n; i++)
		write_entry(&j, all[i]);
	om_json_end_array(&j);
	om_json_end_object(&j);
	om_buf_byte(out, '\n');
	om_free(all);
}

static int
load_entry(struct om_baseline *b, const struct om_config *c,
    const json_t *entry, size_t index)
{
	static const struct om_config_key keys[] = {
		{ "path", OM_CONFIG_STRING, true },
		{ "field", OM_CONFIG_STRING, false },
		{ "kind", OM_CONFIG_STRING, true },
		{ "count", OM_CONFIG_INTEGER, true },
		{ "fingerprint", OM_CONFIG_STRING, false },
	};
	struct om_buf path = OM_BUF(64), key = OM_BUF(LINE_MAX_BYTES);
	int rc;

	om_buf_format(&path, "accepted[%zu]", index);
	rc = om_config_check(
	    c, path.p, entry, keys, sizeof(keys) / sizeof(keys[0]));
	for (size_t i = 0; i < MEMBERS && rc == OM_OK; i++) {
		const char *text =
		    json_string_value(json_object_get(entry, members[i]));

		om_buf_text(&key, i > 0 ? "\n" : "");
		om_buf_text(&key, text == NULL ? "" : text);
	}
	if (rc == OM_OK)
		rc = om_buf_check(&key, "a baseline's line");
	if (rc == OM_OK)
		rc = add(b, key.p,
		    (uint64_t)json_integer_value(
			json_object_get(entry, "count")));
	om_buf_free(&path);
	om_buf_free(&key);
	return rc;
}

int
om_baseline_load(struct om_baseline **out, const char *path)
{
	static const struct om_config_key keys[] = {
		{ "baseline", OM_CONFIG_INTEGER, true },
		{ "accepted", OM_CONFIG_ARRAY, true },
	};
	struct om_baseline *b = om_baseline_new();
	struct om_config c = { 0 };
	int rc = om_config_load(&c, path);
	const json_t *entry;
	size_t i;

	if (rc == OM_OK)
		rc = om_config_check(&c, "", c.root, keys, 2);
	if (rc == OM_OK)
		json_array_foreach (
		    json_object_get(c.root, "accepted"), i, entry)
			if (rc == OM_OK)
				rc = load_entry(b, &c, entry, i);
	om_config_close(&c);
	if (rc == OM_OK)
		*out = b;
	else
		om_baseline_close(b);
	return rc;
}
