#include "scan/special.h"

#include "base/memory.h"
#include "policy/source.h"

enum { CATEGORIES_MAX = 32, WORDS_MAX = 4096, HEADS = 1024, PATH_SIZE = 64 };

static const char *const value_words[] = {
#define OM_SPECIAL_VALUE(code, word) word,
#include "scan/special_value_list.h"
#undef OM_SPECIAL_VALUE
};

/* A term or a word with a role, folded; chained by its first two letters. */
struct word {
	struct om_span text;
	uint16_t next;	  /* from 1 */
	uint8_t category; /* from 1; 0: it has roles */
	uint8_t roles;
	bool any_ending;
};

struct om_special {
	struct om_arena arena;
	struct om_special_category categories[CATEGORIES_MAX];
	size_t category_count;
	struct word words[WORDS_MAX];
	uint16_t heads[HEADS];
	size_t word_count;
	struct lead {
		struct om_span text;
		const struct om_special_category *category;
	} * leads;
	size_t lead_count;
};

static unsigned
head_of(struct om_span folded)
{
	unsigned first = (unsigned char)folded.p[0] & 31;
	unsigned second = folded.n > 1 ? (unsigned char)folded.p[1] & 31 : 0;

	return first << 5 | second;
}

static int
add_word(struct om_special *s, const struct om_config *c, const char *text,
    const struct word *as)
{
	char folded[OM_LEXICON_WORD];
	struct om_span all = om_span_of(text);
	struct word *w = &s->words[s->word_count];

	if (s->word_count == WORDS_MAX)
		return om_config_fail(
		    c, "", "has more than %d words", WORDS_MAX);
	*w = *as;
	w->any_ending = all.n > 1 && all.p[all.n - 1] == '*';
	all.n -= w->any_ending;
	w->text = om_arena_copy(
	    &s->arena, om_span_bytes(folded, om_lexicon_fold(folded, all)));
	if (w->text.n == 0)
		return om_config_fail(c, "", "has a word of no Latin letters");
	w->next = s->heads[head_of(w->text)];
	s->heads[head_of(w->text)] = (uint16_t)++s->word_count;
	return OM_OK;
}

static int
add_words(struct om_special *s, const struct om_config *c, const json_t *list,
    const struct word *as)
{
	size_t i;
	json_t *text;
	int rc = OM_OK;

	json_array_foreach ((json_t *)list, i, text) {
		rc = add_word(s, c, json_string_value(text), as);
		if (rc != OM_OK)
			break;
	}
	return rc;
}

static int
read_value(struct om_special_category *it, const char *word)
{
	for (int i = 0; i < OM_SPECIAL_VALUES; i++)
		if (strcmp(value_words[i], word) == 0) {
			it->value = (enum om_special_value)i;
			return OM_OK;
		}
	return OM_USAGE;
}

static void
add_leads(struct om_special *s, const json_t *leads,
    const struct om_special_category *category)
{
	const json_t *text;
	size_t i;

	s->leads = om_resize(s->leads, s->lead_count + json_array_size(leads),
	    sizeof(s->leads[0]));
	json_array_foreach (leads, i, text) {
		struct om_span lead = om_span_of(json_string_value(text));

		s->leads[s->lead_count].text = om_arena_copy(&s->arena, lead);
		s->leads[s->lead_count++].category = category;
	}
}

static int
read_category(struct om_special *s, const struct om_config *c,
    const struct om_kinds *kinds, const json_t *object)
{
	static const struct om_config_key keys[] = {
		{ "kind", OM_CONFIG_STRING, true },
		{ "value", OM_CONFIG_STRING, true },
		{ "named", OM_CONFIG_BOOLEAN, true },
		{ "leads", OM_CONFIG_STRINGS, true },
		{ "terms", OM_CONFIG_STRINGS, true },
	};
	struct om_special_category *it = &s->categories[s->category_count];
	struct word as = { .category = (uint8_t)(s->category_count + 1) };
	struct om_buf path = OM_BUF(PATH_SIZE);
	int rc;

	om_buf_format(&path, "categories[%zu]", s->category_count);
	rc = om_config_check(
	    c, path.p, object, keys, sizeof(keys) / sizeof(keys[0]));
	if (rc == OM_OK && s->category_count == CATEGORIES_MAX)
		rc = om_config_fail(c, path.p, "more than %d", CATEGORIES_MAX);
	if (rc != OM_OK)
		goto out;
	it->named = json_is_true(json_object_get(object, "named"));
	it->kind = om_kinds_find(kinds,
	    om_span_of(json_string_value(json_object_get(object, "kind"))));
	if (it->kind < 0 || read_value(it, json_string_value(json_object_get(
					       object, "value"))) != OM_OK) {
		rc = om_config_fail(c, path.p, "has no such kind, or value");
		goto out;
	}
	s->category_count++;
	add_leads(s, json_object_get(object, "leads"), it);
	rc = add_words(s, c, json_object_get(object, "terms"), &as);
out:
	om_buf_free(&path);
	return rc;
}

static int
read_file(struct om_special *s, const struct om_config *c,
    const struct om_kinds *kinds)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "attach", OM_CONFIG_STRINGS, true },
		{ "many", OM_CONFIG_STRINGS, true },
		{ "articles", OM_CONFIG_STRINGS, true },
		{ "bodies", OM_CONFIG_STRINGS, true },
		{ "not", OM_CONFIG_STRINGS, true },
		{ "categories", OM_CONFIG_ARRAY, true },
	};
	int rc = om_config_check(
	    c, "", c->root, keys, sizeof(keys) / sizeof(keys[0]));
	size_t i;
	json_t *object;

	/* "about" apart, the first five are the roles in their order. */
	for (unsigned k = 0; rc == OM_OK && k < 5; k++)
		rc = add_words(s, c, json_object_get(c->root, keys[k + 1].name),
		    &(struct word){ .roles = (uint8_t)(1U << k) });
	json_array_foreach (json_object_get(c->root, "categories"), i, object) {
		if (rc == OM_OK)
			rc = read_category(s, c, kinds, object);
	}
	return rc;
}

int
om_special_open(
    struct om_special **out, const struct om_kinds *kinds, const char *folder)
{
	struct om_special *s = om_new(1, sizeof(*s));
	struct om_config config = { 0 };
	int rc = om_policy_load(&config, folder, "special.json");

	if (rc == OM_OK)
		rc = read_file(s, &config, kinds);
	om_config_close(&config);
	if (rc == OM_OK)
		*out = s;
	else
		om_special_close(s);
	return rc;
}

void
om_special_close(struct om_special *s)
{
	if (s == NULL)
		return;
	om_free(s->leads);
	om_arena_free(&s->arena);
	om_free(s);
}

int
om_special_cues(const struct om_special *s, struct om_cues *cues)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < s->lead_count; i++)
		rc = om_cues_add(
		    cues, &(struct om_cue){ s->leads[i].text, true,
			      om_special_detect, s->leads[i].category });
	return rc;
}

/* The next word that the folded one is, from number `from` on; 0: none. */
static unsigned
find(const struct om_special *s, struct om_span folded, unsigned from)
{
	for (unsigned i = from; i != 0; i = s->words[i - 1].next) {
		const struct word *w = &s->words[i - 1];

		if (w->any_ending ? om_span_starts(folded, w->text)
				  : om_span_equal(folded, w->text))
			return i;
	}
	return 0;
}

unsigned
om_special_role(const struct om_special *s, struct om_span word)
{
	char text[OM_LEXICON_WORD];
	struct om_span folded =
	    om_span_bytes(text, om_lexicon_fold(text, word));
	unsigned roles = 0;

	if (folded.n == 0)
		return 0;
	for (unsigned i = find(s, folded, s->heads[head_of(folded)]); i != 0;
	     i = find(s, folded, s->words[i - 1].next))
		roles |= s->words[i - 1].roles;
	return roles;
}

bool
om_special_term(const struct om_special *s, int *kind,
    const struct om_special_category *category, struct om_span words)
{
	char text[OM_LEXICON_WORD];
	struct om_span folded =
	    om_span_bytes(text, om_lexicon_fold(text, words));

	if (folded.n == 0 || words.n > OM_LEXICON_WORD)
		return false;
	for (unsigned i = find(s, folded, s->heads[head_of(folded)]); i != 0;
	     i = find(s, folded, s->words[i - 1].next)) {
		unsigned number = s->words[i - 1].category;
		const struct om_special_category *c = &s->categories[0];

		if (number == 0)
			continue;
		c += number - 1;
		if (category == NULL ? !c->named : c != category)
			continue;
		*kind = c->kind;
		return true;
	}
	return false;
}
