#include "format/csv_map.h"

#include "base/memory.h"
#include "format/csv_fields.h"

static const struct om_config_key map_keys[] = {
	{ "source", OM_CONFIG_STRING, true },
	{ "type", OM_CONFIG_STRING, true },
	{ "identifiers", OM_CONFIG_ARRAY, true },
	{ "attributes", OM_CONFIG_ANY, false },
	{ "name", OM_CONFIG_ANY, false },
	{ "user_id", OM_CONFIG_STRING, false },
	{ "created_at", OM_CONFIG_STRING, false },
	{ "updated_at", OM_CONFIG_STRING, false },
	{ "delimiter", OM_CONFIG_STRING, false },
};

static const struct om_config_key identifier_keys[] = {
	{ "type", OM_CONFIG_STRING, true },
	{ "column", OM_CONFIG_STRING, true },
};

static const struct om_config_key name_keys[] = {
	{ "columns", OM_CONFIG_STRINGS, true },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *
string_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void
add_field(struct om_csv_map *m, enum om_csv_target target, const char *name,
    const char *column)
{
	if (column == NULL)
		return;
	m->fields = om_resize(m->fields, m->count + 1, sizeof(*m->fields));
	m->fields[m->count++] = (struct om_csv_field){ target, name, column };
}

static int
read_identifiers(struct om_csv_map *m)
{
	const json_t *array = json_object_get(m->config.root, "identifiers");
	size_t n = json_array_size(array);

	if (n == 0)
		return om_config_fail(
		    &m->config, "identifiers", "must not be empty");
	for (size_t i = 0; i < n; i++) {
		const json_t *item = json_array_get(array, i);
		struct om_buf path = OM_BUF(64);
		int rc;

		om_buf_format(&path, "identifiers[%zu]", i);
		rc = om_config_check(&m->config, path.p, item, identifier_keys,
		    COUNT(identifier_keys));
		om_buf_free(&path);
		if (rc != OM_OK)
			return rc;
		add_field(m, OM_CSV_IDENTIFIER, string_of(item, "type"),
		    string_of(item, "column"));
	}
	return OM_OK;
}

static int
read_name(struct om_csv_map *m)
{
	const json_t *name = json_object_get(m->config.root, "name");
	const json_t *columns;
	int rc;

	if (name == NULL || json_is_string(name)) {
		add_field(m, OM_CSV_NAME, "name", json_string_value(name));
		return OM_OK;
	}
	rc = om_config_check(
	    &m->config, "name", name, name_keys, COUNT(name_keys));
	if (rc != OM_OK)
		return rc;
	columns = json_object_get(name, "columns");
	for (size_t i = 0; i < json_array_size(columns); i++)
		add_field(m, OM_CSV_NAME, "name",
		    json_string_value(json_array_get(columns, i)));
	return OM_OK;
}

static int
read_attributes(struct om_csv_map *m)
{
	json_t *all = json_object_get(m->config.root, "attributes");
	const char *name;
	json_t *column;

	if (all == NULL)
		return OM_OK;
	m->rest =
	    json_is_string(all) && strcmp(json_string_value(all), "*") == 0;
	if (m->rest)
		return OM_OK;
	if (!json_is_object(all))
		return om_config_fail(
		    &m->config, "attributes", "must be an object or \"*\"");
	json_object_foreach (all, name, column) {
		if (!json_is_string(column))
			return om_config_fail(&m->config, "attributes",
			    "must name a column for %s", name);
		add_field(m, OM_CSV_ATTRIBUTE, name, json_string_value(column));
	}
	return OM_OK;
}

static int
read_delimiter(struct om_csv_map *m)
{
	const char *s = string_of(m->config.root, "delimiter");

	if (s == NULL)
		return OM_OK;
	if (strlen(s) != 1 || *s == '"' || *s == '\n' || *s == '\r')
		return om_config_fail(&m->config, "delimiter",
		    "must be one character, no quote and no line break");
	m->delimiter = *s;
	return OM_OK;
}

static int
read_map(struct om_csv_map *m)
{
	const json_t *root = m->config.root;
	int rc;

	rc = om_config_check(&m->config, "", root, map_keys, COUNT(map_keys));
	if (rc == OM_OK)
		rc = read_identifiers(m);
	if (rc == OM_OK)
		rc = read_attributes(m);
	if (rc == OM_OK)
		rc = read_name(m);
	if (rc == OM_OK)
		rc = read_delimiter(m);
	if (rc != OM_OK)
		return rc;
	m->source = string_of(root, "source");
	m->type = string_of(root, "type");
	add_field(m, OM_CSV_USER_ID, "user_id", string_of(root, "user_id"));
	add_field(
	    m, OM_CSV_CREATED_AT, "created_at", string_of(root, "created_at"));
	add_field(
	    m, OM_CSV_UPDATED_AT, "updated_at", string_of(root, "updated_at"));
	return OM_OK;
}

static int
finish(struct om_csv_map **out, struct om_csv_map *m, int rc)
{
	if (rc == OM_OK)
		rc = read_map(m);
	if (rc == OM_OK)
		*out = m;
	else
		om_csv_map_free(m);
	return rc;
}

int
om_csv_map_load(struct om_csv_map **out, const char *path)
{
	struct om_csv_map *m = om_new(1, sizeof(*m));

	return finish(out, m, om_config_load(&m->config, path));
}

int
om_csv_map_parse(struct om_csv_map **out, const char *name, struct om_span text)
{
	struct om_csv_map *m = om_new(1, sizeof(*m));

	return finish(out, m, om_config_parse(&m->config, name, text));
}

void
om_csv_map_free(struct om_csv_map *map)
{
	if (map == NULL)
		return;
	om_config_close(&map->config);
	om_free(map->fields);
	om_free(map);
}

char
om_csv_map_delimiter(const struct om_csv_map *map)
{
	return map->delimiter;
}
