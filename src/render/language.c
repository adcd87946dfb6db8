#include "render/language.h"

#include <limits.h>

#include "base/config.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"

#define MEASURE "en"
#define FOLDER "reports/language/"

enum { CODE_MAX = 11 };

struct om_language {
	char code[CODE_MAX + 1];
	struct om_config own, built; /* root NULL: there is none */
};

static const struct om_config_key keys[] = {
	{ "language", OM_CONFIG_STRING, true },
	{ "name", OM_CONFIG_STRING, true },
	{ "texts", OM_CONFIG_OBJECT, true },
	{ "kinds", OM_CONFIG_OBJECT, false },
};

/* "de", "pt-BR": nothing that leads out of a folder. */
static bool
is_code(const char *code)
{
	size_t n = strlen(code);

	if (n < 2 || n > CODE_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!(code[i] >= 'a' && code[i] <= 'z') &&
		    !(code[i] >= 'A' && code[i] <= 'Z') && code[i] != '-')
			return false;
	return true;
}

static int
fail_unknown(void)
{
	struct om_span before = OM_SPAN(FOLDER), end = OM_SPAN(".json");
	struct om_buf words = OM_BUF(OM_ERROR_MAX);
	int rc;

	for (const struct om_embedded *e = om_embedded; e->name; e++)
		if (om_span_starts(om_span_of(e->name), before))
			om_buf_format(&words, "%s%.*s",
			    words.n == 0 ? "" : ", ",
			    (int)(strlen(e->name) - before.n - end.n),
			    e->name + before.n);
	rc = om_fail(OM_USAGE,
	    "there are no letters in that language; there are: %s, and what "
	    "the workspace has in " FOLDER,
	    words.p);
	om_buf_free(&words);
	return rc;
}

static int
check_file(const struct om_config *c)
{
	return om_config_check(
	    c, "", c->root, keys, sizeof(keys) / sizeof(keys[0]));
}

/* What was built in; none where root stays NULL. */
static int
load_built(struct om_config *out, const char *code)
{
	struct om_buf name = OM_BUF(64);
	struct om_span text;
	int rc = OM_OK;

	om_buf_format(&name, FOLDER "%s.json", code);
	if (om_embed_find(&text, name.p))
		rc = om_config_parse(out, name.p, text);
	if (rc == OM_OK && out->root != NULL)
		rc = check_file(out);
	om_buf_free(&name);
	return rc;
}

static int
load_own(struct om_config *out, const char *folder, const char *code)
{
	struct om_buf name = OM_BUF(64);
	char *path;
	int rc = OM_OK;

	if (folder == NULL)
		return OM_OK;
	om_buf_format(&name, "language/%s.json", code);
	path = om_path_join(folder, name.p);
	if (om_file_exists(path))
		rc = om_config_load(out, path);
	if (rc == OM_OK && out->root != NULL)
		rc = check_file(out);
	om_free(path);
	om_buf_free(&name);
	return rc;
}

/* The built-in ones were held against the measure before they were built. */
static int
check_own(const struct om_language *l)
{
	struct om_config measure = { 0 };
	int rc = load_built(&measure, MEASURE);

	if (rc == OM_OK)
		rc =
		    om_language_check(&l->own, &measure, l->built.root == NULL);
	om_config_close(&measure);
	return rc;
}

int
om_language_open(struct om_language **out, const char *folder, const char *code)
{
	struct om_language *l;
	int rc;

	if (!is_code(code))
		return fail_unknown();
	l = om_new(1, sizeof(*l));
	memcpy(l->code, code, strlen(code));
	rc = load_built(&l->built, code);
	if (rc == OM_OK)
		rc = load_own(&l->own, folder, code);
	if (rc == OM_OK && l->own.root != NULL)
		rc = check_own(l);
	else if (rc == OM_OK && l->built.root == NULL)
		rc = fail_unknown();
	if (rc == OM_OK)
		*out = l;
	else
		om_language_close(l);
	return rc;
}

void
om_language_close(struct om_language *l)
{
	if (l == NULL)
		return;
	om_config_close(&l->own);
	om_config_close(&l->built);
	om_free(l);
}

const char *
om_language_code(const struct om_language *l)
{
	return l->code;
}

static const char *
find_in(const struct om_config *c, const char *member, const char *key)
{
	return json_string_value(
	    json_object_get(json_object_get(c->root, member), key));
}

const char *
om_language_find(const struct om_language *l, struct om_span key)
{
	struct om_buf name = OM_BUF(256);
	const char *text = NULL;

	om_buf_add(&name, key);
	if (!name.failed && name.n > 0)
		text = find_in(&l->own, "texts", name.p);
	if (!name.failed && name.n > 0 && text == NULL)
		text = find_in(&l->built, "texts", name.p);
	om_buf_free(&name);
	return text;
}

const char *
om_language_kind(
    const struct om_language *l, const char *kind, const char *title)
{
	const char *text = find_in(&l->own, "kinds", kind);

	if (text == NULL)
		text = find_in(&l->built, "kinds", kind);
	return text == NULL ? title : text;
}

int
om_language_text(const char **out, const struct om_language *l, const char *key)
{
	const char *text = om_language_find(l, om_span_of(key));

	if (text == NULL)
		return om_fail(
		    OM_USAGE, FOLDER "%s.json has no text %s", l->code, key);
	*out = text;
	return OM_OK;
}
