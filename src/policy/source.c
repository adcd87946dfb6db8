#include "policy/source.h"

#include <limits.h>
#include <stdlib.h>

#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"
#include "crypto/hash.h"

static int
load_embedded(struct om_config *out, const char *name)
{
	struct om_buf path = OM_BUF(PATH_MAX);
	struct om_span text;
	int rc;

	om_buf_format(&path, "policies/%s", name);
	rc = om_buf_check(&path, "a policy's name");
	if (rc == OM_OK && !om_embed_find(&text, path.p))
		rc = om_fail(OM_NOTFOUND, "there is no policy file %s", name);
	if (rc == OM_OK)
		rc = om_config_parse(out, path.p, text);
	om_buf_free(&path);
	return rc;
}

int
om_policy_load(struct om_config *out, const char *folder, const char *name)
{
	char *path;
	int rc;

	if (folder == NULL)
		return load_embedded(out, name);
	path = om_path_join(folder, name);
	rc = om_file_exists(path) ? om_config_load(out, path)
				  : load_embedded(out, name);
	om_free(path);
	return rc;
}

int
om_policy_hash(char out[OM_POLICY_HASH_SIZE], struct om_span text)
{
	struct om_buf hex = OM_BUF(OM_POLICY_HASH_SIZE);
	uint8_t hash[OM_HASH_SIZE];
	int rc = om_sha256(hash, text);

	if (rc != OM_OK)
		return rc;
	om_buf_hex(&hex, om_span_bytes(hash, sizeof(hash)));
	memcpy(out, hex.p, OM_POLICY_HASH_SIZE);
	om_buf_free(&hex);
	return OM_OK;
}

/* Names found so far, each a string of its own. */
struct names {
	struct om_span before; /* "policies/holidays/" */
	char **list;
	size_t n;
};

static void
add_name(struct names *names, struct om_span name)
{
	for (size_t i = 0; i < names->n; i++)
		if (om_span_is(name, names->list[i]))
			return;
	names->list =
	    om_resize(names->list, names->n + 1, sizeof(names->list[0]));
	names->list[names->n] = om_new(name.n + 1, 1);
	memcpy(names->list[names->n++], name.p, name.n);
}

/* Adds NAME where path is `before`, NAME and ".json", and no deeper. */
static int
add_path(void *state, const char *path)
{
	struct names *names = state;
	struct om_span name = om_span_of(path), end = OM_SPAN(".json");

	if (!om_span_starts(name, names->before))
		return OM_OK;
	name.p += names->before.n;
	name.n -= names->before.n;
	if (name.n <= end.n ||
	    memcmp(name.p + name.n - end.n, end.p, end.n) != 0 ||
	    memchr(name.p, '/', name.n) != NULL)
		return OM_OK;
	name.n -= end.n;
	add_name(names, name);
	return OM_OK;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
add_folder(struct names *names, const char *folder, const char *below)
{
	struct om_buf before = OM_BUF(PATH_MAX);
	int rc;

	om_buf_format(&before, "%s/%s", folder, below);
	rc = om_buf_check(&before, "a folder's name");
	if (rc == OM_OK && om_file_exists(before.p)) {
		names->before = om_buf_span(&before);
		rc = om_folder_walk(folder, add_path, names);
	}
	om_buf_free(&before);
	return rc;
}

int
om_policy_each_file(const char *folder, const char *below,
    int (*visit)(void *state, const char *name), void *state)
{
	struct om_buf before = OM_BUF(PATH_MAX);
	struct names names = { OM_SPAN_NONE, NULL, 0 };
	int rc = OM_OK;

	om_buf_format(&before, "policies/%s", below);
	names.before = om_buf_span(&before);
	for (const struct om_embedded *e = om_embedded; e->name; e++)
		(void)add_path(&names, e->name);
	if (folder != NULL)
		rc = add_folder(&names, folder, below);
	if (names.n > 0)
		qsort(names.list, names.n, sizeof(char *), compare_names);
	for (size_t i = 0; rc == OM_OK && i < names.n; i++)
		rc = visit(state, names.list[i]);
	for (size_t i = 0; i < names.n; i++)
		om_free(names.list[i]);
	om_free(names.list);
	om_buf_free(&before);
	return rc;
}
