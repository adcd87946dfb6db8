#include "scan/identifiers.h"

#include "base/memory.h"

enum { ENTRIES_MAX = 16384, PATH_SIZE = 512 };

/* What a number in a file means where it says none. */
static const double default_alone = 0.05;
static const double default_with_word = 0.85;

/* A file being read. */
struct reading {
	struct om_identifiers *into;
	const struct om_kinds *kinds;
	const char *folder;
	const struct om_config *config;
	const char *path; /* of the identifier */
	struct om_shape_entry *entries;
	size_t entry_count;
};

static int
fail(const struct reading *r, const char *key, const char *what)
{
	struct om_buf path = OM_BUF(PATH_SIZE);
	int rc;

	om_buf_format(&path, "%s.%s", r->path, key);
	rc = om_config_fail(r->config, path.p, "%s", what);
	om_buf_free(&path);
	return rc;
}

static void
add_step(void *state, struct om_shape_step step)
{
	struct reading *r = state;
	struct om_identifiers *i = r->into;

	step.number = (uint16_t)i->n;
	if (i->step_count == i->step_size) {
		i->step_size = i->step_size == 0 ? 4096 : 2 * i->step_size;
		i->steps = om_resize(i->steps, i->step_size, sizeof(step));
	}
	i->steps[i->step_count++] = step;
	if (step.whole && r->entry_count < ENTRIES_MAX)
		r->entries[r->entry_count++] =
		    (struct om_shape_entry){ step.key, i->list[i->n].alone,
			    step.number };
}

/* Digits only, with joints, and fewer than long anchors ask for. */
static bool
is_brief(const char *shape)
{
	return strlen(shape) < 7 && strpbrk(shape, "AX") == NULL;
}

/* Letters and digits of a shape. */
static unsigned
coded(const char *shape)
{
	unsigned n = 0;

	for (; *shape != '\0'; shape++)
		n += *shape == '9' || *shape == 'A' || *shape == 'X';
	return n;
}

static int
read_shapes(struct reading *r, struct om_identifier *it, const json_t *shapes)
{
	size_t i;
	json_t *text;
	int rc = OM_OK;

	json_array_foreach (shapes, i, text) {
		unsigned n = coded(json_string_value(text));

		if (i == 0 || n < it->least)
			it->least = n;
		it->brief |= is_brief(json_string_value(text));
		rc = om_shape_keys(
		    om_span_of(json_string_value(text)), add_step, r);
		if (rc != OM_OK)
			return fail(r, "shapes", om_failure());
	}
	return rc;
}

static int
read_words(struct reading *r, enum om_word_class class, const uint16_t **out,
    size_t *n, const json_t *words)
{
	uint16_t *list = om_arena_new(
	    &r->into->arena, json_array_size(words) + 1, sizeof(*list));
	size_t i;
	json_t *text;

	json_array_foreach (words, i, text) {
		int word = om_words_add(
		    r->into->words, om_span_of(json_string_value(text)));

		if (word < 0)
			return fail(
			    r, "words", "has no word, or more than two");
		om_words_class(r->into->words, word, class);
		list[i] = (uint16_t)word;
	}
	*out = list;
	*n = json_array_size(words);
	return OM_OK;
}

/* A probability in percent, as files say it. */
static int
read_share(struct reading *r, float *out, const json_t *object, const char *key,
    double otherwise)
{
	const json_t *value = json_object_get(object, key);
	double share = value == NULL ? otherwise : json_number_value(value);

	if ((value != NULL && !json_is_number(value)) || share < 0.0001 ||
	    share > 0.9999)
		return fail(r, key, "is a probability, neither 0 nor 1");
	*out = (float)share;
	return OM_OK;
}

static int
read_shares(struct reading *r, struct om_identifier *i, const json_t *object)
{
	int rc = read_share(r, &i->alone, object, "alone", default_alone);

	if (rc == OM_OK)
		rc = read_share(
		    r, &i->with_word, object, "with_word", default_with_word);
	if (rc == OM_OK)
		rc = read_share(r, &i->with_field, object, "with_field",
		    1 - (1 - (double)i->with_word) / 3);
	return rc;
}

static int
read_identifier(struct reading *r, const json_t *object)
{
	static const struct om_config_key keys[] = {
		{ "kind", OM_CONFIG_STRING, true },
		{ "note", OM_CONFIG_STRING, false },
		{ "shapes", OM_CONFIG_STRINGS, true },
		{ "check", OM_CONFIG_STRING, false },
		{ "decoy", OM_CONFIG_BOOLEAN, false },
		{ "any_case", OM_CONFIG_BOOLEAN, false },
		{ "alone", OM_CONFIG_ANY, false },
		{ "with_word", OM_CONFIG_ANY, false },
		{ "with_field", OM_CONFIG_ANY, false },
		{ "words", OM_CONFIG_STRINGS, false },
		{ "valid", OM_CONFIG_STRINGS, true },
		{ "invalid", OM_CONFIG_STRINGS, true },
	};
	struct om_identifier *i = &r->into->list[r->into->n];
	const json_t *check = json_object_get(object, "check");
	int rc = om_config_check(
	    r->config, r->path, object, keys, sizeof(keys) / sizeof(keys[0]));

	if (rc != OM_OK)
		return rc;
	i->kind = om_kinds_find(r->kinds,
	    om_span_of(json_string_value(json_object_get(object, "kind"))));
	if (i->kind < 0)
		return fail(r, "kind", "is not in the catalogue");
	if (check != NULL)
		i->check = om_check_find(om_span_of(json_string_value(check)));
	if (check != NULL && i->check == NULL)
		return fail(r, "check", "is none that this program has");
	i->any_case = json_is_true(json_object_get(object, "any_case"));
	i->evidence =
	    1U << (i->check != NULL ? OM_EVIDENCE_CHECK : OM_EVIDENCE_SHAPE);
	if (json_is_true(json_object_get(object, "decoy")))
		i->evidence |= 1U << OM_EVIDENCE_DECOY;
	rc = read_shares(r, i, object);
	if (rc == OM_OK)
		rc = read_shapes(r, i, json_object_get(object, "shapes"));
	if (rc == OM_OK)
		rc = read_words(r, OM_WORD_FOR_SHAPES, &i->words,
		    &i->word_count, json_object_get(object, "words"));
	if (rc == OM_OK)
		r->into->n++;
	return rc;
}

static int
read_list(struct reading *r, const json_t *list)
{
	size_t i;
	json_t *object;
	int rc = OM_OK;

	json_array_foreach (list, i, object) {
		struct om_buf path = OM_BUF(PATH_SIZE);

		om_buf_format(&path, "identifiers[%zu]", i);
		r->path = path.p;
		if (r->into->n == OM_IDENTIFIERS_MAX)
			rc = om_config_fail(r->config, path.p,
			    "more than %d in all", OM_IDENTIFIERS_MAX);
		else
			rc = read_identifier(r, object);
		om_buf_free(&path);
		if (rc != OM_OK)
			break;
	}
	return rc;
}

/* "words": [{"kind": "phone", "words": [...]}] */
static int
read_speech(struct reading *r, const json_t *list)
{
	static const struct om_config_key keys[] = {
		{ "kind", OM_CONFIG_STRING, true },
		{ "words", OM_CONFIG_STRINGS, true },
	};
	size_t i;
	json_t *object;
	int rc = OM_OK;

	json_array_foreach (list, i, object) {
		struct om_kind_speech *speech =
		    &r->into->speech[r->into->speech_count];

		r->path = "words";
		rc = om_config_check(r->config, r->path, object, keys, 2);
		if (rc != OM_OK)
			return rc;
		if (r->into->speech_count == OM_SPEECH_MAX)
			return om_config_fail(
			    r->config, r->path, "has too many kinds");
		speech->kind = om_kinds_find(r->kinds,
		    om_span_of(
			json_string_value(json_object_get(object, "kind"))));
		if (speech->kind < 0)
			return fail(r, "kind", "is not in the catalogue");
		rc = read_words(r, OM_WORD_FOR_KINDS, &speech->words,
		    &speech->n, json_object_get(object, "words"));
		if (rc != OM_OK)
			return rc;
		r->into->speech_count++;
	}
	return rc;
}

static int
read_file(void *state, const char *name)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "against", OM_CONFIG_STRINGS, false },
		{ "words", OM_CONFIG_ARRAY, false },
		{ "identifiers", OM_CONFIG_ARRAY, false },
	};
	struct reading *r = state;
	struct om_config config = { 0 };
	struct om_buf file = OM_BUF(PATH_SIZE);
	const json_t *against;
	int rc;

	om_buf_format(&file, "identify/%s.json", name);
	rc = om_policy_load(&config, r->folder, file.p);
	om_buf_free(&file);
	if (rc != OM_OK)
		return rc;
	r->config = &config;
	r->path = "";
	rc = om_config_check(
	    &config, "", config.root, keys, sizeof(keys) / sizeof(keys[0]));
	against = json_object_get(config.root, "against");
	if (rc == OM_OK && against != NULL)
		rc = read_words(r, OM_WORD_AGAINST, &r->into->against,
		    &r->into->against_count, against);
	if (rc == OM_OK)
		rc = read_speech(r, json_object_get(config.root, "words"));
	if (rc == OM_OK)
		rc = read_list(r, json_object_get(config.root, "identifiers"));
	om_config_close(&config);
	return rc;
}

int
om_identifiers_open(struct om_identifiers **out, const struct om_kinds *kinds,
    const char *folder)
{
	struct om_identifiers *i = om_new(1, sizeof(*i));
	struct reading r = { .into = i, .kinds = kinds, .folder = folder };
	int rc;

	i->list = om_arena_new(&i->arena, OM_IDENTIFIERS_MAX, sizeof(*i->list));
	i->words = om_words_new(&i->arena);
	r.entries = om_new(ENTRIES_MAX, sizeof(*r.entries));
	rc = om_policy_each_file(folder, "identify/", read_file, &r);
	if (rc == OM_OK && r.entry_count == ENTRIES_MAX)
		rc = om_fail(
		    OM_USAGE, "identify/: more than %d shapes", ENTRIES_MAX);
	if (rc == OM_OK)
		om_shape_index_build(
		    &i->shapes, &i->arena, r.entries, r.entry_count);
	om_free(r.entries);
	if (rc == OM_OK)
		*out = i;
	else
		om_identifiers_close(i);
	return rc;
}

void
om_identifiers_close(struct om_identifiers *i)
{
	if (i == NULL)
		return;
	om_free(i->steps);
	om_arena_free(&i->arena);
	om_free(i);
}

const struct om_kind_speech *
om_identifiers_speech(const struct om_identifiers *i, int kind)
{
	for (size_t k = 0; k < i->speech_count; k++)
		if (i->speech[k].kind == kind)
			return &i->speech[k];
	return NULL;
}

bool
om_identifiers_speak(
    const uint16_t *words, size_t n, const struct om_word_set *set)
{
	for (size_t i = 0; i < n; i++)
		if (om_word_set_has(set, words[i]))
			return true;
	return false;
}

void
om_identifiers_field(const struct om_identifiers *all, struct om_word_set *out,
    struct om_span name)
{
	*out = (struct om_word_set){ 0 };
	om_words_find(all->words, out, name);
	for (int word = 0; word < OM_WORDS_MAX; word++)
		if (om_word_set_has(out, word))
			out->classes |= om_words_classes(all->words, word);
	for (size_t i = 0; i < all->n; i++)
		if (om_identifiers_speak(
			all->list[i].words, all->list[i].word_count, out))
			out->spoken[i / 64] |= UINT64_C(1) << (i % 64);
}
