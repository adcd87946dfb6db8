#include "policy/kinds.h"

#include <limits.h>

#include "base/memory.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The catalogue as far as it is read, and where the reader stands. */
struct reader {
	struct om_kinds *k;
	const struct om_config *file;
	struct om_buf path; /* "kinds[3]" */
};

static int
fail(struct reader *r, const char *what, const char *name)
{
	return om_config_fail(r->file, r->path.p, "%s%s", what, name);
}

/* Puts the kind that was read last at its place among the names. */
static void
insert_name(struct om_kinds *k)
{
	const char *name = k->list[k->n].name;
	size_t at = k->n;

	while (at > 0 && strcmp(name, k->list[k->by_name[at - 1]].name) < 0) {
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

static int
read_aliases(struct reader *r, struct om_kind *out, const json_t *kind)
{
	static const struct om_config_key keys[] = {
		{ "presidio", OM_CONFIG_STRINGS, false },
		{ "dlp", OM_CONFIG_STRINGS, false },
	};
	const json_t *aliases = json_object_get(kind, "aliases");
	struct om_buf at = OM_BUF(64);
	int rc;

	out->presidio = out->dlp = (struct om_kind_words){ 0 };
	if (aliases == NULL)
		return OM_OK;
	om_buf_format(&at, "%s.aliases", r->path.p);
	rc = om_config_check(r->file, at.p, aliases, keys, COUNT(keys));
	om_buf_free(&at);
	read_words(r->k, &out->presidio, json_object_get(aliases, "presidio"));
	read_words(r->k, &out->dlp, json_object_get(aliases, "dlp"));
	return rc;
}

/* A kind that is another one starts as a copy of it. */
static int
read_parent(struct reader *r, struct om_kind *out, const json_t *kind)
{
	const char *parent = json_string_value(json_object_get(kind, "is"));
	int number;

	*out = (struct om_kind){ .parent = -1, .class = -1, .strength = -1 };
	if (parent == NULL)
		return OM_OK;
	/* Only what stands above: so there are no rings. */
	number = om_kinds_find(r->k, om_span_of(parent));
	if (number < 0)
		return fail(r, "is of no kind above it: ", parent);
	*out = r->k->list[number];
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

/* Class and strength; those of the kind that it also is stand unsaid. */
static int
read_choices(struct reader *r, struct om_kind *out, const json_t *kind)
{
	const char *class = json_string_value(json_object_get(kind, "class"));
	const char *strength =
	    json_string_value(json_object_get(kind, "strength"));

	if (class == NULL && (int)out->class < 0)
		return fail(r, "has no class", "");
	if (class != NULL &&
	    !om_kind_class_find(&out->class, om_span_of(class)))
		return fail(r, "has the unknown class ", class);
	if (strength == NULL && (int)out->strength < 0)
		return fail(r, "has no strength", "");
	if (strength != NULL &&
	    !om_kind_strength_find(&out->strength, om_span_of(strength)))
		return fail(r, "has the unknown strength ", strength);
	return OM_OK;
}

static void
read_texts(struct om_kinds *k, struct om_kind *out, const json_t *kind)
{
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
}

static int
read_name(struct reader *r, struct om_kind *out, const json_t *kind)
{
	read_string(&out->name, kind, "kind");
	if (!is_token(out->name))
		return fail(
		    r, "has a name with other characters than a-z 0-9 _ .", "");
	if (om_kinds_find(r->k, om_span_of(out->name)) >= 0)
		return fail(r, "is there already: ", out->name);
	return OM_OK;
}

static int
read_kind(struct reader *r, const json_t *kind)
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
	struct om_kind *out = &r->k->list[r->k->n];
	int rc = om_config_check(r->file, r->path.p, kind, keys, COUNT(keys));

	if (rc == OM_OK)
		rc = read_parent(r, out, kind);
	if (rc == OM_OK)
		rc = read_choices(r, out, kind);
	if (rc == OM_OK)
		rc = read_aliases(r, out, kind);
	if (rc == OM_OK)
		rc = read_name(r, out, kind);
	if (rc != OM_OK)
		return rc;
	read_texts(r->k, out, kind);
	om_kind_set_add(&out->above, (int)r->k->n);
	insert_name(r->k);
	return OM_OK;
}

static int
read_parts(struct reader *r, size_t number, const json_t *kind)
{
	const json_t *parts = json_object_get(kind, "parts"), *part;
	size_t i;

	json_array_foreach (parts, i, part) {
		const char *name = json_string_value(part);
		int found = om_kinds_find(r->k, om_span_of(name));

		if (found < 0 || found == (int)number)
			return fail(r, "has no part ", name);
		om_kind_set_add(&r->k->list[number].parts, found);
		om_kind_set_add(&r->k->wholes, (int)number);
	}
	return OM_OK;
}

static void
stand_at(struct reader *r, size_t i)
{
	om_buf_reset(&r->path);
	om_buf_format(&r->path, "kinds[%zu]", i);
}

/* Parts last, since a part may stand below its whole. */
static int
read_kinds(struct reader *r, const json_t *kinds)
{
	size_t before = r->k->n, i;
	const json_t *kind;
	int rc = OM_OK;

	json_array_foreach (kinds, i, kind) {
		stand_at(r, i);
		if (rc == OM_OK)
			rc = read_kind(r, kind);
	}
	json_array_foreach (kinds, i, kind) {
		stand_at(r, i);
		if (rc == OM_OK)
			rc = read_parts(r, before + i, kind);
	}
	return rc;
}

static int
read_file(struct om_kinds *k, const struct om_config *file)
{
	const json_t *kinds = json_object_get(file->root, "kinds");
	struct reader r = { k, file, OM_BUF(64) };
	int rc;

	if (k->n + json_array_size(kinds) > OM_KINDS_MAX)
		return om_config_fail(
		    file, "kinds", "makes it more than %d kinds", OM_KINDS_MAX);
	rc = read_kinds(&r, kinds);
	om_buf_free(&r.path);
	return rc;
}

/* What om_policy_each_file adds to. */
struct opening {
	struct om_kinds *k;
	const char *folder;
	struct om_buf text;
};

static int
add_file(struct opening *o, const char *path)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "kinds", OM_CONFIG_ARRAY, true },
	};
	struct om_kinds *k = o->k;
	struct om_config *file;
	int rc;

	k->files = om_resize(k->files, k->file_count + 1, sizeof(*k->files));
	file = &k->files[k->file_count];
	rc = om_policy_load(file, o->folder, path);
	if (rc != OM_OK)
		return rc;
	k->file_count++;
	om_buf_add(&o->text, om_policy_text(file));
	rc = om_config_check(file, "", file->root, keys, COUNT(keys));
	return rc == OM_OK ? read_file(k, file) : rc;
}

static int
add_own(void *state, const char *name)
{
	struct om_buf path = OM_BUF(PATH_MAX);
	int rc;

	om_buf_format(&path, "kinds/%s.json", name);
	rc = om_buf_check(&path, "a policy's name");
	if (rc == OM_OK)
		rc = add_file(state, path.p);
	om_buf_free(&path);
	return rc;
}

int
om_kinds_open(struct om_kinds **out, const char *folder)
{
	struct om_kinds *k = om_new(1, sizeof(*k));
	struct opening o = { k, folder, OM_BUF(64 << 20) };
	int rc;

	k->list = om_arena_new(&k->arena, OM_KINDS_MAX, sizeof(*k->list));
	k->by_name = om_arena_new(&k->arena, OM_KINDS_MAX, sizeof(*k->by_name));
	rc = add_file(&o, "kinds.json");
	if (rc == OM_OK)
		rc = om_policy_each_file(folder, "kinds/", add_own, &o);
	if (rc == OM_OK)
		rc = om_buf_check(&o.text, "the catalogue");
	if (rc == OM_OK)
		rc = om_policy_hash(k->hash, om_buf_span(&o.text));
	om_buf_free(&o.text);
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
	for (size_t i = 0; i < k->file_count; i++)
		om_config_close(&k->files[i]);
	om_free(k->files);
	om_arena_free(&k->arena);
	om_free(k);
}
