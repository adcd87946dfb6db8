#include "policy/attributes.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/text.h"

/* The longest name that can be one of the file's. */
enum { NAME_MAX_BYTES = 64 };

struct entry {
	struct om_span name; /* squeezed */
	int kind;
};

struct om_attributes {
	struct om_config config;
	struct om_arena arena;
	const struct om_kinds *kinds;
	struct entry *entries; /* sorted by name */
	size_t n;
};

static int
compare_entries(const void *a, const void *b)
{
	return om_span_compare(
	    ((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static int
read_names(struct om_attributes *a, const char *path, const json_t *group)
{
	static const struct om_config_key keys[] = {
		{ "kind", OM_CONFIG_STRING, true },
		{ "names", OM_CONFIG_STRINGS, true },
	};
	const char *kind = json_string_value(json_object_get(group, "kind"));
	const json_t *names = json_object_get(group, "names"), *item;
	char name[NAME_MAX_BYTES];
	size_t i, n;
	int number, rc = om_config_check(&a->config, path, group, keys,
			sizeof(keys) / sizeof(keys[0]));

	if (rc != OM_OK)
		return rc;
	number = om_kinds_find(a->kinds, om_span_of(kind));
	if (number < 0)
		return om_config_fail(
		    &a->config, path, "names the unknown kind %s", kind);
	a->entries = om_resize(
	    a->entries, a->n + json_array_size(names), sizeof(*a->entries));
	json_array_foreach (names, i, item) {
		if (!om_text_squeeze(name, sizeof(name), &n,
			om_span_of(json_string_value(item))) ||
		    n == 0)
			return om_config_fail(&a->config, path,
			    "has a name that is empty or too long");
		a->entries[a->n++] = (struct entry){
			om_arena_copy(&a->arena, om_span_bytes(name, n)), number
		};
	}
	return OM_OK;
}

static int
check_doubles(struct om_attributes *a)
{
	for (size_t i = 1; i < a->n; i++)
		if (om_span_equal(a->entries[i - 1].name, a->entries[i].name))
			return om_config_fail(&a->config, "attributes",
			    "has the name %.*s twice",
			    OM_SPAN_ARG(a->entries[i].name));
	return OM_OK;
}

static int
read_attributes(struct om_attributes *a, const char *folder)
{
	static const struct om_config_key keys[] = {
		{ "about", OM_CONFIG_STRINGS, false },
		{ "attributes", OM_CONFIG_ARRAY, true },
	};
	struct om_buf path = OM_BUF(64);
	const json_t *group;
	size_t i;
	int rc = om_policy_load(&a->config, folder, "attributes.json");

	if (rc == OM_OK)
		rc = om_config_check(&a->config, "", a->config.root, keys,
		    sizeof(keys) / sizeof(keys[0]));
	json_array_foreach (
	    json_object_get(a->config.root, "attributes"), i, group) {
		if (rc != OM_OK)
			break;
		om_buf_reset(&path);
		om_buf_format(&path, "attributes[%zu]", i);
		rc = read_names(a, path.p, group);
	}
	om_buf_free(&path);
	if (rc != OM_OK)
		return rc;
	if (a->n > 0)
		qsort(a->entries, a->n, sizeof(*a->entries), compare_entries);
	return check_doubles(a);
}

int
om_attributes_open(struct om_attributes **out, const struct om_kinds *kinds,
    const char *folder)
{
	struct om_attributes *a = om_new(1, sizeof(*a));
	int rc;

	a->kinds = kinds;
	rc = read_attributes(a, folder);
	if (rc == OM_OK)
		*out = a;
	else
		om_attributes_close(a);
	return rc;
}

void
om_attributes_close(struct om_attributes *a)
{
	if (a == NULL)
		return;
	om_config_close(&a->config);
	om_arena_free(&a->arena);
	om_free(a->entries);
	om_free(a);
}

int
om_attributes_find(const struct om_attributes *a, struct om_span name)
{
	char squeezed[NAME_MAX_BYTES];
	struct entry wanted = { { squeezed, 0 }, 0 }, *found;

	if (!om_text_squeeze(
		squeezed, sizeof(squeezed), &wanted.name.n, name) ||
	    a->n == 0)
		return -1;
	found =
	    bsearch(&wanted, a->entries, a->n, sizeof(wanted), compare_entries);
	return found == NULL ? -1 : found->kind;
}
