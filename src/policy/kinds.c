#include "policy/kinds.h"

#include <stdlib.h>

#include "base/memory.h"

static const char *const class_words[] = {
#define OM_KIND_CLASS(name, word, meaning) word,
#include "policy/kind_class_list.h"
#undef OM_KIND_CLASS
};

static const char *const class_meanings[] = {
#define OM_KIND_CLASS(name, word, meaning) meaning,
#include "policy/kind_class_list.h"
#undef OM_KIND_CLASS
};

static const char *const strength_words[] = {
#define OM_KIND_STRENGTH(name, word) word,
#include "policy/kind_strength_list.h"
#undef OM_KIND_STRENGTH
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *om_kind_class_word(enum om_kind_class class)
{
	return class_words[class];
}

const char *om_kind_class_meaning(enum om_kind_class class)
{
	return class_meanings[class];
}

const char *
om_kind_strength_word(enum om_kind_strength strength)
{
	return strength_words[strength];
}

static int
compare_to(const struct om_kinds *k, struct om_span name, size_t place)
{
	return om_span_compare(
	    name, om_span_of(k->list[k->by_name[place]].name));
}

int
om_kinds_find(const struct om_kinds *k, struct om_span name)
{
	size_t low = 0, high = k->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_to(k, name, middle);

		if (order == 0)
			return k->by_name[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

/* Puts the kind that was read last at its place among the names. */
static void
insert_name(struct om_kinds *k)
{
	size_t at = k->n;
	struct om_span name = om_span_of(k->list[k->n].name);

	while (at > 0 && compare_to(k, name, at - 1) < 0) {
		k->by_name[at] = k->by_name[at - 1];
		at--;
	}
	k->by_name[at] = (uint16_t)k->n;
	k->n++;
}

static void
read_string(const char **out, const json_t *kind, const char *key)
{
	const char *s = json_string_value(json_object_get(kind, key));

	if (s != NULL)
		*out = s;
}

static void
read_words(struct om_kinds *k, struct om_kind_words *out, const json_t *array)
{
	size_t n = json_array_size(array);
	const char **words;

	if (array == NULL)
		return;
	words = om_arena_new(&k->arena, n + 1, sizeof(*words));
	for (size_t i = 0; i < n; i++)
		words[i] = json_string_value(json_array_get(array, i));
	*out = (struct om_kind_words){ words, n };
}

/* A member that holds one of some words. */
struct choice {
	const char *key;
	const char *const *words;
	size_t n;
};

/* The number of the word that a member holds; keeps *out without one. */
static int
read_choice(struct om_kinds *k, int *out, const char *path, const json_t *kind,
    const struct choice *choice)
{
	const char *text =
	    json_string_value(json_object_get(kind, choice->key));

	if (text == NULL && *out < 0)
		return om_config_fail(
		    &k->config, path, "has no %s", choice->key);
	if (text == NULL)
		return OM_OK;
	for (size_t i = 0; i < choice->n; i++)
		if (strcmp(choice->words[i], text) == 0) {
			*out = (int)i;
			return OM_OK;
		}
	return om_config_fail(
	    &k->config, path, "has the unknown %s %s", choice->key, text);
}

static int
read_aliases(struct om_kinds *k, struct om_kind *out, const char *path,
    const json_t *kind)
{
	static const struct om_config_key keys[] = {
		{ "presidio", OM_CONFIG_STRINGS, false },
		{ "dlp", OM_CONFIG_STRINGS, false },
	};
	const json_t *aliases = json_object_get(kind, "aliases");
	struct om_buf at = OM_BUF(OM_ERROR_MAX);
	int rc;

	out->presidio = out->dlp = (struct om_kind_words){ 0 };
	if (aliases == NULL)
		return OM_OK;
	om_buf_format(&at, "%s.aliases", path);
	rc = om_config_check(&k->config, at.p, aliases, keys, COUNT(keys));
	om_buf_free(&at);
	read_words(k, &out->presidio, json_object_get(aliases, "presidio"));
	read_words(k, &out->dlp, json_object_get(aliases, "dlp"));
	return rc;
}

/* A kind that is another one starts as a copy of it. */
static int
read_parent(struct om_kinds *k, struct om_kind *out, const char *path,
    const json_t *kind)
{
	const char *parent = json_string_value(json_object_get(kind, "is"));
	int number;

	*out = (struct om_kind){ .parent = -1, .class = -1, .strength = -1 };
	if (parent == NULL)
		return OM_OK;
	/* Only what stands above: so there are no rings. */
	number = om_kinds_find(k, om_span_of(parent));
	if (number < 0)
		return om_config_fail(&k->config, path,
		    "is %s, which is no kind above it", parent);
	*out = k->list[number];
	out->parent = number;
	out->note = NULL;
	out->dpv_also = (struct om_kind_words){ 0 };
	out->parts = (struct om_kind_set){ 0 };
	return OM_OK;
}

static bool
is_token(const char *s)
{
	return *s != '\0' &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(s);
}

static int
read_choices(struct om_kinds *k, struct om_kind *out, const char *path,
    const json_t *kind)
{
	static const struct choice classes = { "class", class_words,
		COUNT(class_words) };
	static const struct choice strengths = { "strength", strength_words,
		COUNT(strength_words) };
	int class = (int)out->class, strength = (int)out->strength;
	int rc = read_choice(k, &class, path, kind, &classes);

	if (rc == OM_OK)
		rc = read_choice(k, &strength, path, kind, &strengths);
	out->class = (enum om_kind_class) class;
	out->strength = (enum om_kind_strength)strength;
	return rc;
}

static int
read_kind(struct om_kinds *k, const char *path, const json_t *kind)
{
	static const struct om_config_key keys[] = {
		{ "kind", OM_CONFIG_STRING, true },
		{ "title", OM_CONFIG_STRING, true },
		{ "is", OM_CONFIG_STRING, false },
		{ "parts", OM_CONFIG_STRINGS, false },
		{ "class", OM_CONFIG_STRING, false },
		{ "strength", OM_CONFIG_STRING, false },
		{ "dpv", OM_CONFIG_STRING, false },
		{ "dpv_also", OM_CONFIG_STRINGS, false },
		{ "fideslang", OM_CONFIG_STRING, false },
		{ "ccpa", OM_CONFIG_STRINGS, false },
		{ "spi", OM_CONFIG_STRING, false },
		{ "redact_7024d", OM_CONFIG_BOOLEAN, false },
		{ "hipaa", OM_CONFIG_STRING, false },
		{ "aliases", OM_CONFIG_OBJECT, false },
		{ "note", OM_CONFIG_STRING, false },
	};
	struct om_kind *out = &k->list[k->n];
	int rc = om_config_check(&k->config, path, kind, keys, COUNT(keys));

	if (rc == OM_OK)
		rc = read_parent(k, out, path, kind);
	if (rc == OM_OK)
		rc = read_choices(k, out, path, kind);
	if (rc == OM_OK)
		rc = read_aliases(k, out, path, kind);
	if (rc != OM_OK)
		return rc;
	read_string(&out->name, kind, "kind");
	read_string(&out->title, kind, "title");
	read_string(&out->dpv, kind, "dpv");
	read_words(k, &out->dpv_also, json_object_get(kind, "dpv_also"));
	read_string(&out->fideslang, kind, "fideslang");
	read_words(k, &out->ccpa, json_object_get(kind, "ccpa"));
	read_string(&out->spi, kind, "spi");
	read_string(&out->hipaa, kind, "hipaa");
	read_string(&out->note, kind, "note");
	if (json_object_get(kind, "redact_7024d") != NULL)
		out->redact =
		    json_is_true(json_object_get(kind, "redact_7024d"));
	if (!is_token(out->name))
		return om_config_fail(&k->config, path,
		    "has a name with other characters than a-z 0-9 _ .");
	if (om_kinds_find(k, om_span_of(out->name)) >= 0)
		return om_config_fail(
		    &k->config, path, "says %s twice", out->name);
	om_kind_set_add(&out->above, (int)k->n);
	insert_name(k);
	return OM_OK;
}

static int
read_parts(
    struct om_kinds *k, size_t number, const char *path, const json_t *kind)
{
	const json_t *parts = json_object_get(kind, "parts"), *part;
	size_t i;

	json_array_foreach (parts, i, part) {
		const char *name = json_string_value(part);
		int found = om_kinds_find(k, om_span_of(name));

		if (found < 0 || found == (int)number)
			return om_config_fail(
			    &k->config, path, "has no part %s", name);
		om_kind_set_add(&k->list[number].parts, found);
		om_kind_set_add(&k->wholes, (int)number);
	}
	return OM_OK;
}

static int
read_all(struct om_kinds *k)
{
	const json_t *kinds = json_object_get(k->config.root, "kinds");
	struct om_buf path = OM_BUF(64);
	size_t n = json_array_size(kinds);
	int rc = OM_OK;

	if (n > OM_KINDS_MAX)
		return om_config_fail(&k->config, "kinds",
		    "has more than %d entries", OM_KINDS_MAX);
	k->list = om_arena_new(&k->arena, n, sizeof(*k->list));
	k->by_name = om_arena_new(&k->arena, n, sizeof(*k->by_name));
	for (size_t i = 0; rc == OM_OK && n > 0 && i < 2 * n; i++) {
		const json_t *kind = json_array_get(kinds, i % n);

		om_buf_reset(&path);
		om_buf_format(&path, "kinds[%zu]", i % n);
		rc = i < n ? read_kind(k, path.p, kind)
			   : read_parts(k, i - n, path.p, kind);
	}
	om_buf_free(&path);
	return rc;
}

int
om_kinds_open(struct om_kinds **out, const char *folder)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "kinds", OM_CONFIG_ARRAY, true },
	};
	struct om_kinds *k = om_new(1, sizeof(*k));
	int rc = om_policy_load(&k->config, folder, "kinds.json");

	if (rc == OM_OK)
		rc = om_policy_hash(k->hash, om_policy_text(&k->config));
	if (rc == OM_OK)
		rc = om_config_check(
		    &k->config, "", k->config.root, keys, COUNT(keys));
	if (rc == OM_OK)
		rc = read_all(k);
	if (rc == OM_OK)
		*out = k;
	else
		om_kinds_close(k);
	return rc;
}

void
om_kinds_close(struct om_kinds *k)
{
	if (k == NULL)
		return;
	om_config_close(&k->config);
	om_arena_free(&k->arena);
	om_free(k);
}

void
om_kinds_expand(const struct om_kinds *k, struct om_kind_set *s)
{
	struct om_kind_set given = *s;

	for (int i = om_kind_set_next(&given, 0); i >= 0;
	     i = om_kind_set_next(&given, i + 1))
		om_kind_set_join(s, &k->list[i].above);
	for (int i = om_kind_set_next(&k->wholes, 0); i >= 0;
	     i = om_kind_set_next(&k->wholes, i + 1))
		if (om_kind_set_within(&k->list[i].parts, s))
			om_kind_set_join(s, &k->list[i].above);
}

/* Whether a kind that is there made another one present. */
static bool
is_source(const struct om_kinds *k, int kind, const struct om_kind_set *found,
    const struct om_kind_set *from)
{
	if (om_kind_set_meets(&k->list[kind].above, found))
		return true;
	for (int i = om_kind_set_next(&k->wholes, 0); i >= 0;
	     i = om_kind_set_next(&k->wholes, i + 1))
		if (om_kind_set_has(&k->list[i].parts, kind) &&
		    om_kind_set_within(&k->list[i].parts, from) &&
		    om_kind_set_meets(&k->list[i].above, found))
			return true;
	return false;
}

void
om_kinds_sources(const struct om_kinds *k, struct om_kind_set *out,
    const struct om_kind_set *found, const struct om_kind_set *from)
{
	*out = (struct om_kind_set){ 0 };
	for (int i = om_kind_set_next(from, 0); i >= 0;
	     i = om_kind_set_next(from, i + 1))
		if (is_source(k, i, found, from))
			om_kind_set_add(out, i);
}
