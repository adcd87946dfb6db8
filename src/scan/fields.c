#include "scan/fields.h"

#include "base/memory.h"
#include "policy/source.h"

enum { FIELDS_MAX = 64, PATH_SIZE = 64 };

struct om_fields {
	struct om_arena arena;
	struct om_words *words;
	struct om_terms *yes;
	struct om_field_kind list[FIELDS_MAX];
	int n;
};

static const char *const value_words[OM_FIELD_VALUES] = {
#define OM_FIELD_VALUE(code, word) word,
#include "scan/field_value_list.h"
#undef OM_FIELD_VALUE
};

static int
fail(const struct om_config *c, int i, const char *key, const char *what)
{
	struct om_buf path = OM_BUF(PATH_SIZE);
	int rc;

	om_buf_format(&path, "fields[%d].%s", i, key);
	rc = om_config_fail(c, path.p, "%s", what);
	om_buf_free(&path);
	return rc;
}

static bool
read_words(struct om_fields *f, struct om_word_set *out, const json_t *words)
{
	size_t i;
	json_t *text;

	json_array_foreach (words, i, text) {
		int word =
		    om_words_add(f->words, om_span_of(json_string_value(text)));

		if (word < 0)
			return false;
		om_word_set_add(out, word);
	}
	return true;
}

static int
read_value(struct om_field_kind *k, const char *word)
{
	for (int i = 0; i < OM_FIELD_VALUES; i++)
		if (strcmp(value_words[i], word) == 0) {
			k->value = i;
			return OM_OK;
		}
	return OM_USAGE;
}

/* { "subject.employment": ["employee", "staff"] } */
static int
read_means(struct om_fields *f, struct om_field_kind *k,
    const struct om_config *c, const struct om_kinds *kinds, const json_t *map)
{
	struct om_terms *means = om_terms_new(&f->arena);
	const char *name;
	json_t *terms;

	k->kind = -1;
	k->means = means;
	json_object_foreach ((json_t *)map, name, terms) {
		int rc, kind = om_kinds_find(kinds, om_span_of(name));

		if (kind < 0)
			return fail(c, f->n, "means", "names what is no kind");
		rc = om_terms_add(means, c, terms, kind);
		if (rc != OM_OK)
			return rc;
	}
	return OM_OK;
}

/* One kind for all values, or one for each. */
static int
read_kind(struct om_fields *f, struct om_field_kind *k,
    const struct om_config *c, const struct om_kinds *kinds,
    const json_t *object)
{
	const char *kind = json_string_value(json_object_get(object, "kind"));
	const json_t *means = json_object_get(object, "means");

	if ((kind != NULL) == (means != NULL) ||
	    (means != NULL) != (k->value == OM_FIELD_VALUE_MEANS))
		return fail(c, f->n, "value",
		    "means goes with the key means, all else with kind");
	if (means != NULL)
		return read_means(f, k, c, kinds, means);
	k->kind = om_kinds_find(kinds, om_span_of(kind));
	return k->kind >= 0 ? OM_OK
			    : fail(c, f->n, "kind", "is not in the catalogue");
}

static int
read_field(struct om_fields *f, const struct om_config *c,
    const struct om_kinds *kinds, const json_t *object)
{
	static const struct om_config_key keys[] = {
		{ "kind", OM_CONFIG_STRING, false },
		{ "means", OM_CONFIG_OBJECT, false },
		{ "value", OM_CONFIG_STRING, true },
		{ "confidence", OM_CONFIG_ANY, true },
		{ "words", OM_CONFIG_STRINGS, true },
		{ "against", OM_CONFIG_STRINGS, false },
	};
	struct om_field_kind *k = &f->list[f->n];
	struct om_buf path = OM_BUF(PATH_SIZE);
	double share = json_number_value(json_object_get(object, "confidence"));
	int rc;

	om_buf_format(&path, "fields[%d]", f->n);
	rc = om_config_check(
	    c, path.p, object, keys, sizeof(keys) / sizeof(keys[0]));
	om_buf_free(&path);
	if (rc != OM_OK)
		return rc;
	if (read_value(k,
		json_string_value(json_object_get(object, "value"))) != OM_OK)
		return fail(c, f->n, "value", "is no way to look");
	rc = read_kind(f, k, c, kinds, object);
	if (rc != OM_OK)
		return rc;
	if (share <= 0 || share >= 1)
		return fail(c, f->n, "confidence", "is a probability");
	k->confidence = (float)share;
	if (!read_words(f, &k->words, json_object_get(object, "words")) ||
	    !read_words(f, &k->against, json_object_get(object, "against")))
		return fail(c, f->n, "words", "has no word, or more than two");
	f->n++;
	return OM_OK;
}

static int
read_file(struct om_fields *f, const struct om_config *c,
    const struct om_kinds *kinds)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "yes", OM_CONFIG_STRINGS, false },
		{ "fields", OM_CONFIG_ARRAY, true },
	};
	size_t i;
	json_t *object;
	int rc = om_config_check(
	    c, "", c->root, keys, sizeof(keys) / sizeof(keys[0]));

	if (rc == OM_OK)
		rc =
		    om_terms_add(f->yes, c, json_object_get(c->root, "yes"), 1);
	if (rc != OM_OK)
		return rc;
	json_array_foreach (json_object_get(c->root, "fields"), i, object) {
		if (f->n == FIELDS_MAX)
			return om_config_fail(
			    c, "fields", "more than %d", FIELDS_MAX);
		rc = read_field(f, c, kinds, object);
		if (rc != OM_OK)
			return rc;
	}
	return OM_OK;
}

int
om_fields_open(
    struct om_fields **out, const struct om_kinds *kinds, const char *folder)
{
	struct om_fields *f = om_new(1, sizeof(*f));
	struct om_config config = { 0 };
	int rc = om_policy_load(&config, folder, "lexica/fields.json");

	f->words = om_words_new(&f->arena);
	f->yes = om_terms_new(&f->arena);
	if (rc == OM_OK)
		rc = read_file(f, &config, kinds);
	om_config_close(&config);
	if (rc == OM_OK)
		*out = f;
	else
		om_fields_close(f);
	return rc;
}

void
om_fields_close(struct om_fields *f)
{
	if (f == NULL)
		return;
	om_arena_free(&f->arena);
	om_free(f);
}

int
om_fields_find(const struct om_fields *f, struct om_span name)
{
	struct om_word_set words = { 0 };

	om_words_find(f->words, &words, name);
	for (int i = 0; i < f->n; i++)
		if (om_word_set_meets(&words, &f->list[i].words) &&
		    !om_word_set_meets(&words, &f->list[i].against))
			return i;
	return -1;
}

const struct om_field_kind *
om_fields_kind(const struct om_fields *f, int i)
{
	return i >= 0 && i < f->n ? &f->list[i] : NULL;
}

bool
om_fields_yes(const struct om_fields *f, struct om_span value)
{
	return om_terms_find(f->yes, value) == 1;
}
