#include "base/config.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/file.h"
#include "base/memory.h"

enum { CONFIG_CEILING = 16 << 20 };

int
om_config_parse(struct om_config *c, const char *file, struct om_span text)
{
	json_error_t error;

	*c = (struct om_config){ 0 };
	c->root = json_loadb(text.p == NULL ? "" : text.p, text.n,
	    JSON_REJECT_DUPLICATES, &error);
	if (c->root == NULL)
		return om_fail(OM_USAGE, "%s:%d: not valid JSON: %s", file,
		    error.line, error.text);
	if (!json_is_object(c->root)) {
		json_decref(c->root);
		c->root = NULL;
		return om_fail(OM_USAGE, "%s:1: not a JSON object", file);
	}
	c->file = om_strdup(file);
	c->text = om_new(text.n + 1, 1);
	if (text.p != NULL)
		memcpy(c->text, text.p, text.n);
	c->length = text.n;
	return OM_OK;
}

int
om_config_load(struct om_config *c, const char *path)
{
	struct om_buf text = OM_BUF(CONFIG_CEILING);
	int rc = om_file_read(&text, path);

	*c = (struct om_config){ 0 };
	if (rc == OM_OK)
		rc = om_config_parse(c, path, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

void
om_config_close(struct om_config *c)
{
	json_decref(c->root);
	om_free(c->file);
	om_free(c->text);
	*c = (struct om_config){ 0 };
}

/*
 * Where the value at a path begins in the text. The text parsed once, so it
 * is well formed: a few steps over strings and brackets suffice.
 */
struct cursor {
	const char *p, *end;
};

static void
skip_space(struct cursor *at)
{
	while (at->p < at->end && strchr(" \t\r\n,:", *at->p) != NULL)
		at->p++;
}

static void
skip_string(struct cursor *at)
{
	for (at->p++; at->p < at->end && *at->p != '"'; at->p++)
		if (*at->p == '\\')
			at->p++;
	at->p++;
}

static void
skip_value(struct cursor *at)
{
	int depth = 0;

	do {
		skip_space(at);
		if (at->p >= at->end)
			return;
		if (*at->p == '"')
			skip_string(at);
		else if (strchr("[{", *at->p) != NULL) {
			depth++;
			at->p++;
		} else if (strchr("]}", *at->p) != NULL) {
			depth--;
			at->p++;
		} else
			while (at->p < at->end &&
			       strchr(" \t\r\n,:]}", *at->p) == NULL)
				at->p++;
	} while (depth > 0);
}

/* Moves into the object at the cursor, to the value of a key. */
static bool
enter_key(struct cursor *at, struct om_span key)
{
	for (at->p++;;) {
		const char *name;

		skip_space(at);
		if (at->p >= at->end || *at->p != '"')
			return false;
		name = at->p + 1;
		skip_string(at);
		if (om_span_equal(
			om_span_bytes(name, (size_t)(at->p - name - 1)), key)) {
			skip_space(at);
			return true;
		}
		skip_value(at);
	}
}

static bool
enter_index(struct cursor *at, size_t index)
{
	at->p++;
	while (index-- > 0)
		skip_value(at);
	skip_space(at);
	return at->p < at->end && *at->p != ']';
}

/* One step of "a.b[3].c"; false at the end or where it leads nowhere. */
static bool
step(struct cursor *at, const char **path)
{
	const char *p = *path;
	size_t n;

	if (*p == '.')
		p++;
	if (*p == '[') {
		size_t index = 0;

		for (p++; *p >= '0' && *p <= '9'; p++)
			index = index * 10 + (size_t)(*p - '0');
		*path = *p == ']' ? p + 1 : p;
		return *at->p == '[' && enter_index(at, index);
	}
	n = strcspn(p, ".[");
	*path = p + n;
	return n > 0 && *at->p == '{' && enter_key(at, om_span_bytes(p, n));
}

static size_t
line_of(const struct om_config *c, const char *path)
{
	struct cursor at = { c->text, c->text + c->length }, good;
	size_t line = 1;

	skip_space(&at);
	good = at;
	while (at.p < at.end && step(&at, &path))
		good = at;
	for (const char *p = c->text; p < good.p; p++)
		line += *p == '\n';
	return line;
}

int
om_config_fail(
    const struct om_config *c, const char *path, const char *format, ...)
{
	char text[OM_ERROR_MAX];
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	return om_fail(OM_USAGE, "%s:%zu: %s%s%s", c->file, line_of(c, path),
	    path, *path ? " " : "", text);
}

static bool
all_strings(const json_t *array)
{
	size_t i;
	json_t *item;

	json_array_foreach ((json_t *)array, i, item)
		if (!json_is_string(item))
			return false;
	return true;
}

static const char *
mismatch(const json_t *value, enum om_config_type type)
{
	switch (type) {
	case OM_CONFIG_STRING:
		return json_is_string(value) ? NULL : "a string";
	case OM_CONFIG_INTEGER:
		return json_is_integer(value) ? NULL : "an integer";
	case OM_CONFIG_BOOLEAN:
		return json_is_boolean(value) ? NULL : "true or false";
	case OM_CONFIG_ARRAY:
		return json_is_array(value) ? NULL : "an array";
	case OM_CONFIG_STRINGS:
		return json_is_array(value) && all_strings(value)
			   ? NULL
			   : "an array of strings";
	case OM_CONFIG_OBJECT:
		return json_is_object(value) ? NULL : "an object";
	case OM_CONFIG_ANY:
		break;
	}
	return NULL;
}

/* "a" and "b" as "a.b", "" and "b" as "b". */
static int
fail_at_key(const struct om_config *c, const char *path, const char *key,
    const char *message, const char *detail)
{
	struct om_buf full = OM_BUF(OM_ERROR_MAX);
	int rc;

	om_buf_format(&full, "%s%s%s", path, *path ? "." : "", key);
	rc = om_config_fail(
	    c, full.p == NULL ? "" : full.p, "%s%s", message, detail);
	om_buf_free(&full);
	return rc;
}

static const struct om_config_key *
find_key(const struct om_config_key *keys, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

int
om_config_check(const struct om_config *c, const char *path,
    const json_t *object, const struct om_config_key *keys, size_t n)
{
	const char *name;
	json_t *value;

	if (!json_is_object(object))
		return om_config_fail(c, path, "must be an object");
	json_object_foreach ((json_t *)object, name, value) {
		const struct om_config_key *key = find_key(keys, n, name);
		const char *wanted;

		if (key == NULL)
			return fail_at_key(
			    c, path, name, "is not a known key", "");
		wanted = mismatch(value, key->type);
		if (wanted != NULL)
			return fail_at_key(c, path, name, "must be ", wanted);
	}
	for (size_t i = 0; i < n; i++)
		if (keys[i].required &&
		    json_object_get(object, keys[i].name) == NULL)
			return fail_at_key(
			    c, path, keys[i].name, "is missing", "");
	return OM_OK;
}
