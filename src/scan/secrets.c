#include "scan/secret.h"

#include "base/memory.h"
#include "policy/source.h"
#include "scan/random.h"
#include "scan/sight.h"

enum { FAMILIES_MAX = 128, NAMES_MAX = 128, NAME_MAX = 48, PATH_SIZE = 64 };

/* How surely one is what its prefix says; what the drawn part leaves open is
 * that another issuer has the same prefix. */
static const double sure = 0.98;

struct family {
	struct om_span prefix;
	int kind;
	uint32_t least, most;
	bool holds[256]; /* by byte: its alphabet */
};

struct om_secrets {
	struct om_arena arena;
	struct family families[FAMILIES_MAX];
	size_t n;
	struct {
		struct om_span ending;
		int kind;
	} names[NAMES_MAX];
	size_t name_count;
};

/* "A-Za-z0-9_-": a hyphen at the end is itself. */
static void
read_alphabet(struct family *f, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;

	for (; *p != '\0'; p++) {
		unsigned last = p[1] == '-' && p[2] != '\0' ? p[2] : *p;

		for (unsigned c = *p; c <= last; c++)
			f->holds[c] = true;
		if (last != *p)
			p += 2;
	}
}

static int
kind_of(const struct om_kinds *kinds, const json_t *object, const char *key)
{
	return om_kinds_find(
	    kinds, om_span_of(json_string_value(json_object_get(object, key))));
}

static int
read_family(struct om_secrets *s, const struct om_config *c,
    const struct om_kinds *kinds, const json_t *object)
{
	static const struct om_config_key keys[] = {
		{ "name", OM_CONFIG_STRING, true },
		{ "kind", OM_CONFIG_STRING, true },
		{ "prefix", OM_CONFIG_STRING, true },
		{ "alphabet", OM_CONFIG_STRING, true },
		{ "length", OM_CONFIG_ARRAY, true },
		{ "source", OM_CONFIG_STRING, true },
	};
	const json_t *length = json_object_get(object, "length");
	struct family *f = &s->families[s->n];
	char path[PATH_SIZE];
	struct om_buf text = OM_BUF(PATH_SIZE);
	int rc;

	om_buf_format(&text, "families[%zu]", s->n);
	memcpy(path, text.p, text.n + 1);
	om_buf_free(&text);
	if (s->n == FAMILIES_MAX)
		return om_config_fail(c, path, "more than %d", FAMILIES_MAX);
	rc = om_config_check(
	    c, path, object, keys, sizeof(keys) / sizeof(keys[0]));
	if (rc != OM_OK)
		return rc;
	f->kind = kind_of(kinds, object, "kind");
	if (f->kind < 0)
		return om_config_fail(
		    c, path, "has a kind beyond the catalogue");
	f->prefix = om_arena_copy(&s->arena,
	    om_span_of(json_string_value(json_object_get(object, "prefix"))));
	f->least = (uint32_t)json_integer_value(json_array_get(length, 0));
	f->most = (uint32_t)json_integer_value(json_array_get(length, 1));
	if (f->least == 0 || f->most < f->least || f->prefix.n < 3)
		return om_config_fail(c, path, "has no length, or no prefix");
	read_alphabet(
	    f, json_string_value(json_object_get(object, "alphabet")));
	s->n++;
	return OM_OK;
}

static int
read_names(struct om_secrets *s, const struct om_config *c,
    const struct om_kinds *kinds, const json_t *object)
{
	static const struct om_config_key keys[] = {
		{ "of", OM_CONFIG_STRING, true },
		{ "names", OM_CONFIG_STRINGS, true },
	};
	int rc = om_config_check(c, "names", object, keys, 2);
	int kind = kind_of(kinds, object, "of");
	size_t i;
	json_t *text;

	if (rc == OM_OK && kind < 0)
		rc = om_config_fail(c, "names", "are of no kind");
	if (rc != OM_OK)
		return rc;
	json_array_foreach (json_object_get(object, "names"), i, text) {
		if (s->name_count == NAMES_MAX)
			return om_config_fail(
			    c, "names", "more than %d", NAMES_MAX);
		s->names[s->name_count].kind = kind;
		s->names[s->name_count++].ending = om_arena_copy(
		    &s->arena, om_span_of(json_string_value(text)));
	}
	return OM_OK;
}

static int
read_file(struct om_secrets *s, const struct om_config *c,
    const struct om_kinds *kinds)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "families", OM_CONFIG_ARRAY, true },
		{ "names", OM_CONFIG_ARRAY, true },
	};
	int rc = om_config_check(
	    c, "", c->root, keys, sizeof(keys) / sizeof(keys[0]));
	size_t i;
	json_t *object;

	if (rc != OM_OK)
		return rc;
	json_array_foreach (json_object_get(c->root, "families"), i, object) {
		rc = read_family(s, c, kinds, object);
		if (rc != OM_OK)
			return rc;
	}
	json_array_foreach (json_object_get(c->root, "names"), i, object) {
		rc = read_names(s, c, kinds, object);
		if (rc != OM_OK)
			return rc;
	}
	return OM_OK;
}

int
om_secrets_open(
    struct om_secrets **out, const struct om_kinds *kinds, const char *folder)
{
	struct om_secrets *s = om_new(1, sizeof(*s));
	struct om_config config = { 0 };
	int rc = om_policy_load(&config, folder, "secrets.json");

	if (rc == OM_OK)
		rc = read_file(s, &config, kinds);
	om_config_close(&config);
	if (rc == OM_OK)
		*out = s;
	else
		om_secrets_close(s);
	return rc;
}

void
om_secrets_close(struct om_secrets *s)
{
	if (s == NULL)
		return;
	om_arena_free(&s->arena);
	om_free(s);
}

static bool
is_coded(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

/* A key at its prefix: the whole of it, and no more. */
static void
detect(struct om_sight *s, uint32_t at, const struct om_cue *cue)
{
	const struct family *f = cue->data;
	uint32_t start = at + (uint32_t)f->prefix.n, end = start;
	struct om_span drawn;

	if (at > 0 && is_coded(s->text.p[at - 1]))
		return;
	while (end < s->text.n && end - start <= f->most &&
	       f->holds[(unsigned char)s->text.p[end]])
		end++;
	if (end - start > f->least && !is_coded(s->text.p[end - 1]))
		end--; /* the text's dot or hyphen */
	drawn = om_span_bytes(s->text.p + start, end - start);
	if (drawn.n < f->least || drawn.n > f->most ||
	    is_coded(om_sight_byte(s, end)) || !om_random_is_drawn(drawn) ||
	    om_random_is_placeholder(drawn) ||
	    !om_kind_set_has(&s->scanner->only, f->kind))
		return;
	om_hits_add(s->hits, (struct om_hit){ at, end, (uint16_t)f->kind,
				 1U << OM_EVIDENCE_SHAPE, (float)sure });
}

int
om_secrets_cues(const struct om_secrets *s, struct om_cues *cues)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < s->n; i++)
		rc = om_cues_add(cues, &(struct om_cue){ s->families[i].prefix,
					   false, detect, &s->families[i] });
	return rc;
}

int
om_secrets_named(const struct om_secrets *s, struct om_span name)
{
	char plain[NAME_MAX];
	size_t n = 0, longest = 0;
	int kind = -1;

	for (size_t i = name.n > NAME_MAX ? name.n - NAME_MAX : 0; i < name.n;
	     i++) {
		char c = name.p[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (is_coded(c) || (unsigned char)c >= 0x80)
			plain[n++] = c;
	}
	for (size_t i = 0; i < s->name_count; i++) {
		struct om_span e = s->names[i].ending;

		if (e.n > longest && e.n <= n &&
		    memcmp(plain + n - e.n, e.p, e.n) == 0) {
			longest = e.n;
			kind = s->names[i].kind;
		}
	}
	return kind;
}
