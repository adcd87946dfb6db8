#include "scan/patterns.h"

#include "base/memory.h"
#include "policy/source.h"
#include "scan/pattern.h"

enum { PATH_SIZE = 512 };

static const double default_alone = 0.6, default_with_word = 0.9;

/* A file being read. */
struct reading {
	struct om_patterns *into;
	const struct om_patterns_source *source;
	const struct om_config *config;
	char path[64];
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

static bool
is_ascii(struct om_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/*
 * Case is folded in ASCII: PCRE2 would take the sign of kelvin for a k, which
 * no literal stands for.
 */
static int
compile(const struct reading *r, struct om_pattern *it, struct om_span regex)
{
	const struct om_regex_library *l = r->into->library;
	uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF |
			   PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY;
	struct om_buf path = OM_BUF(PATH_SIZE);
	unsigned char message[160];
	size_t offset = 0;
	int code = 0, rc = OM_OK;

	if (it->any_case && is_ascii(regex))
		options = PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY;
	options |= it->any_case ? PCRE2_CASELESS : 0;
	it->code = l->pcre2_compile(
	    (PCRE2_SPTR8)regex.p, regex.n, options, &code, &offset, NULL);
	if (it->code == NULL) {
		(void)l->pcre2_get_error_message(
		    code, message, sizeof(message));
		om_buf_format(&path, "%s.regex", r->path);
		rc = om_config_fail(r->config, path.p,
		    "of %s is wrong at byte %zu: %s", it->name, offset,
		    (const char *)message);
		om_buf_free(&path);
		return rc;
	}
	/* Where there is no JIT, it is interpreted. */
	(void)l->pcre2_jit_compile(it->code, PCRE2_JIT_COMPLETE);
	return OM_OK;
}

/* Whether a match can only begin with a digit. */
static bool
begins_with_digit(const struct om_regex_library *l, const struct om_pattern *it)
{
	const uint8_t *first = NULL;
	uint8_t others = 0;

	(void)l->pcre2_pattern_info(it->code, PCRE2_INFO_FIRSTBITMAP, &first);
	if (first == NULL)
		return false;
	for (int i = 0; i < 32; i++)
		others |= first[i] & (i == 6 ? 0 : i == 7 ? 0xfc : 0xff);
	return others == 0;
}

/* The byte that every match begins with, or has last, as PCRE2 saw it. */
static void
choose_byte(const struct om_regex_library *l, struct om_pattern *it)
{
	static const uint32_t bytes[][2] = {
		{ PCRE2_INFO_FIRSTCODETYPE, PCRE2_INFO_FIRSTCODEUNIT },
		{ PCRE2_INFO_LASTCODETYPE, PCRE2_INFO_LASTCODEUNIT },
	};

	for (size_t i = 0; i < 2 && it->literal_size == 0; i++) {
		uint32_t type = 0, unit = 0;

		(void)l->pcre2_pattern_info(it->code, bytes[i][0], &type);
		(void)l->pcre2_pattern_info(it->code, bytes[i][1], &unit);
		if (type == 1 && unit < 0x80)
			it->literal[it->literal_size++] = (char)unit;
	}
}

static void
choose_anchor(
    struct om_patterns *p, struct om_pattern *it, struct om_span regex)
{
	if (is_ascii(regex) || !it->any_case)
		it->literal_size = om_anchor_literal(it->literal, regex);
	if (it->literal_size < 2 && begins_with_digit(p->library, it))
		it->anchor = OM_PATTERN_DIGIT;
	else {
		choose_byte(p->library, it);
		it->anchor =
		    it->literal_size > 0 ? OM_PATTERN_LITERAL : OM_PATTERN_LINE;
	}
	p->every_line |= it->anchor == OM_PATTERN_LINE;
	for (char c = '0'; it->anchor == OM_PATTERN_DIGIT && c <= '9'; c++)
		om_prefixes_add(&p->prefixes, &c, 1, 0);
	if (it->anchor == OM_PATTERN_LITERAL)
		om_prefixes_add(
		    &p->prefixes, it->literal, it->literal_size, it->any_case);
}

static int
read_regex(const struct reading *r, struct om_pattern *it, const char *text)
{
	const struct om_regex_library *l = r->into->library;
	uint32_t empty = 0;
	int rc = compile(r, it, om_span_of(text));

	if (rc != OM_OK)
		return rc;
	(void)l->pcre2_pattern_info(it->code, PCRE2_INFO_MATCHEMPTY, &empty);
	(void)l->pcre2_pattern_info(it->code, PCRE2_INFO_MINLENGTH, &it->least);
	if (empty)
		return fail(r, "regex", "matches nothing at all as well");
	choose_anchor(r->into, it, om_span_of(text));
	return OM_OK;
}

static int
read_share(const struct reading *r, float *out, const json_t *object,
    const char *key, double otherwise)
{
	const json_t *value = json_object_get(object, key);
	double share = value == NULL ? otherwise : json_number_value(value);

	if (share < 0.0001 || share > 0.9999)
		return fail(r, key, "is a probability, neither 0 nor 1");
	*out = (float)share;
	return OM_OK;
}

static int
read_shares(
    const struct reading *r, struct om_pattern *it, const json_t *object)
{
	int rc = read_share(r, &it->alone, object, "alone", default_alone);

	if (rc == OM_OK)
		rc = read_share(r, &it->with_word, object, "with_word",
		    (double)it->alone > default_with_word ? (double)it->alone
							  : default_with_word);
	if (rc == OM_OK)
		rc = read_share(r, &it->with_field, object, "with_field",
		    (double)it->with_word);
	return rc;
}

static int
read_words(const struct reading *r, struct om_pattern *it, const json_t *words)
{
	uint16_t *list = om_arena_new(
	    &r->into->arena, json_array_size(words) + 1, sizeof(*list));
	size_t i;
	json_t *text;

	json_array_foreach ((json_t *)words, i, text) {
		int word = om_words_add(r->source->identifiers->words,
		    om_span_of(json_string_value(text)));

		if (word < 0)
			return fail(
			    r, "words", "has no word, or more than two");
		om_words_class(
		    r->source->identifiers->words, word, OM_WORD_FOR_KINDS);
		list[i] = (uint16_t)word;
	}
	it->words = list;
	it->word_count = json_array_size(words);
	return OM_OK;
}

static size_t
read_texts(struct om_patterns *p, struct om_span **out, const json_t *texts)
{
	struct om_span *list =
	    om_arena_new(&p->arena, json_array_size(texts) + 1, sizeof(*list));
	size_t i;
	json_t *text;

	json_array_foreach ((json_t *)texts, i, text)
		list[i] = om_arena_copy(
		    &p->arena, om_span_of(json_string_value(text)));
	*out = list;
	return json_array_size(texts);
}

static int
read_examples(
    const struct reading *r, struct om_pattern *it, const json_t *examples)
{
	static const struct om_config_key keys[] = {
		{ "match", OM_CONFIG_STRINGS, true },
		{ "not", OM_CONFIG_STRINGS, true },
	};
	struct om_buf path = OM_BUF(PATH_SIZE);
	int rc;

	om_buf_format(&path, "%s.examples", r->path);
	rc = om_config_check(r->config, path.p, examples, keys, 2);
	om_buf_free(&path);
	if (rc != OM_OK)
		return rc;
	it->match_count =
	    read_texts(r->into, &it->match, json_object_get(examples, "match"));
	it->not_count =
	    read_texts(r->into, &it->not, json_object_get(examples, "not"));
	if (it->match_count == 0 || it->not_count == 0)
		return fail(
		    r, "examples", "has none that matches, or none not");
	return OM_OK;
}

static int
read_about(const struct reading *r, struct om_pattern *it, const json_t *object)
{
	const json_t *check = json_object_get(object, "check");

	it->file =
	    om_arena_string(&r->into->arena, om_span_of(r->config->file));
	it->name = om_arena_string(&r->into->arena,
	    om_span_of(json_string_value(json_object_get(object, "name"))));
	it->any_case = json_is_true(json_object_get(object, "any_case"));
	it->kind = om_kinds_find(r->source->kinds,
	    om_span_of(json_string_value(json_object_get(object, "kind"))));
	if (it->kind < 0)
		return fail(r, "kind", "is not in the catalogue");
	if (check != NULL)
		it->check = om_check_find(om_span_of(json_string_value(check)));
	if (check != NULL && it->check == NULL)
		return fail(r, "check", "is none that this program has");
	return OM_OK;
}

static int
read_pattern(struct reading *r, const json_t *object)
{
	static const struct om_config_key keys[] = {
		{ "name", OM_CONFIG_STRING, true },
		{ "kind", OM_CONFIG_STRING, true },
		{ "note", OM_CONFIG_STRING, false },
		{ "regex", OM_CONFIG_STRING, true },
		{ "any_case", OM_CONFIG_BOOLEAN, false },
		{ "check", OM_CONFIG_STRING, false },
		{ "words", OM_CONFIG_STRINGS, false },
		{ "alone", OM_CONFIG_ANY, false },
		{ "with_word", OM_CONFIG_ANY, false },
		{ "with_field", OM_CONFIG_ANY, false },
		{ "examples", OM_CONFIG_OBJECT, true },
	};
	struct om_pattern *it = &r->into->list[r->into->n];
	int rc;

	if (r->into->n == OM_PATTERNS_MAX)
		return om_config_fail(
		    r->config, r->path, "more than %d in all", OM_PATTERNS_MAX);
	rc = om_config_check(
	    r->config, r->path, object, keys, sizeof(keys) / sizeof(keys[0]));
	if (rc == OM_OK)
		rc = om_regex_load(&r->into->library);
	if (rc == OM_OK)
		rc = read_about(r, it, object);
	if (rc == OM_OK)
		rc = read_shares(r, it, object);
	if (rc == OM_OK)
		rc = read_words(r, it, json_object_get(object, "words"));
	if (rc == OM_OK)
		rc = read_examples(r, it, json_object_get(object, "examples"));
	if (rc == OM_OK) {
		r->into->n++;
		rc = read_regex(
		    r, it, json_string_value(json_object_get(object, "regex")));
	}
	return rc;
}

static int
read_config(struct reading *r, const struct om_config *config)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "patterns", OM_CONFIG_ARRAY, true },
	};
	int rc = om_config_check(
	    config, "", config->root, keys, sizeof(keys) / sizeof(keys[0]));
	size_t i;
	json_t *object;

	r->config = config;
	if (rc != OM_OK)
		return rc;
	json_array_foreach (
	    json_object_get(config->root, "patterns"), i, object) {
		struct om_buf path = OM_BUF(sizeof(r->path));

		om_buf_format(&path, "patterns[%zu]", i);
		memcpy(r->path, path.p, path.n + 1);
		om_buf_free(&path);
		rc = read_pattern(r, object);
		if (rc != OM_OK)
			return rc;
	}
	return OM_OK;
}

static int
read_named(void *state, const char *name)
{
	struct reading *r = state;
	struct om_config config = { 0 };
	struct om_buf file = OM_BUF(PATH_SIZE);
	int rc;

	om_buf_format(&file, "patterns/%s.json", name);
	rc = om_policy_load(&config, r->source->folder, file.p);
	om_buf_free(&file);
	if (rc == OM_OK)
		rc = read_config(r, &config);
	om_config_close(&config);
	return rc;
}

int
om_patterns_open(
    struct om_patterns **out, const struct om_patterns_source *source)
{
	struct om_patterns *p = om_new(1, sizeof(*p));
	struct reading r = { .into = p, .source = source };
	struct om_config config = { 0 };
	int rc;

	p->identifiers = source->identifiers;
	rc = om_policy_each_file(source->folder, "patterns/", read_named, &r);
	if (rc == OM_OK && source->file != NULL) {
		rc = om_config_load(&config, source->file);
		if (rc == OM_OK)
			rc = read_config(&r, &config);
		om_config_close(&config);
	}
	if (rc == OM_OK && p->n > 0) {
		*out = p;
		return OM_OK;
	}
	om_patterns_close(p);
	if (rc == OM_OK)
		*out = NULL;
	return rc;
}

void
om_patterns_close(struct om_patterns *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n; i++)
		if (p->list[i].code != NULL)
			p->library->pcre2_code_free(p->list[i].code);
	om_arena_free(&p->arena);
	om_free(p);
}
