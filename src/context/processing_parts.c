#include "context/processing_inside.h"

#define LENGTH(table) (sizeof(table) / sizeof((table)[0]))

static const struct om_config_key basis_keys[] = {
	{ "basis", OM_CONFIG_STRING, true },
	{ "why", OM_CONFIG_STRING, false },
};

static const struct om_config_key retention_keys[] = {
	{ "source", OM_CONFIG_STRING, false },
	{ "data", OM_CONFIG_STRINGS, false },
	{ "period", OM_CONFIG_STRING, false },
	{ "criteria", OM_CONFIG_STRING, false },
	{ "start", OM_CONFIG_STRING, false },
	{ "statute", OM_CONFIG_STRING, false },
};

static const struct om_config_key handed_keys[] = {
	{ "categories", OM_CONFIG_STRINGS, true },
	{ "to", OM_CONFIG_STRINGS, true },
	{ "purpose", OM_CONFIG_STRING, false },
};

/* An array of an activity, and where what it is read into begins. */
struct part {
	struct om_processing_reader *p;
	struct om_activity *a;
	size_t number; /* of the activity */
	const char *key;
};

/* Reads each object of an array into `to`, objects of size bytes. */
static int
read_each(const struct part *part, const json_t *object, size_t size,
    void **list,
    int (*read)(const struct part *part, void *to, const json_t *object))
{
	const json_t *array = json_object_get(object, part->key);
	size_t i;
	json_t *item;

	*list = om_arena_new(&part->p->r->arena, json_array_size(array), size);
	json_array_foreach ((json_t *)array, i, item) {
		int rc;

		om_processing_at(part->p, "activities[%zu].%s[%zu]",
		    part->number, part->key, i);
		rc = read(part, (char *)*list + i * size, item);
		if (rc != OM_OK)
			return rc;
	}
	return OM_OK;
}

static int
read_basis(const struct part *part, void *to, const json_t *object)
{
	struct om_activity_basis *out = to;
	int rc =
	    om_processing_keys(part->p, object, basis_keys, LENGTH(basis_keys));

	out->why = om_processing_text(object, "why");
	for (size_t i = 0; rc == OM_OK && out->basis == NULL; i++) {
		const struct om_basis *b = om_basis_at(i);

		if (b == NULL)
			rc = om_processing_fail(part->p, "basis",
			    "is not one of those of Art. 6 and 9 that "
			    "schema/processing lists");
		else if (strcmp(b->word, om_processing_text(object, "basis")) ==
			 0)
			out->basis = b;
	}
	return rc;
}

/* "P6Y", "P1Y6M", "P90D": whole years, months, days in this order. */
static bool
read_period(struct om_retention *out, const char *s)
{
	struct {
		char unit;
		int *n;
	} parts[] = { { 'Y', &out->years }, { 'M', &out->months },
		{ 'D', &out->days } };
	size_t next = 0;

	if (*s++ != 'P' || *s == '\0')
		return false;
	while (*s != '\0') {
		int n = 0;
		size_t digits = strspn(s, "0123456789");

		if (digits == 0 || digits > 4)
			return false;
		for (; digits > 0; digits--)
			n = n * 10 + (*s++ - '0');
		while (next < LENGTH(parts) && parts[next].unit != *s)
			next++;
		if (next == LENGTH(parts) || n == 0)
			return false;
		*parts[next++].n = n;
		s++;
	}
	return true;
}

static int
read_retention(const struct part *part, void *to, const json_t *object)
{
	struct om_retention *out = to;
	const char *period = om_processing_text(object, "period");
	int rc = om_processing_keys(
	    part->p, object, retention_keys, LENGTH(retention_keys));

	out->source = om_processing_text(object, "source");
	out->data = om_processing_texts(object, "data");
	out->criteria = om_processing_text(object, "criteria");
	out->start = om_processing_text(object, "start");
	out->statute = om_processing_text(object, "statute");
	if (rc != OM_OK)
		return rc;
	if ((*period == '\0') == (*out->criteria == '\0'))
		return om_processing_fail(
		    part->p, "", "must have either a period or criteria");
	if (*period != '\0' && !read_period(out, period))
		return om_processing_fail(part->p, "period",
		    "must be years, months and days, as P6Y, P1Y6M or P90D");
	if (*out->source != '\0' &&
	    !om_activity_has_source(part->a, om_span_of(out->source)))
		return om_processing_fail(
		    part->p, "source", "is not a source of the activity");
	for (size_t i = 0; i < out->data.n; i++)
		if (!om_texts_have(
			part->a->data, om_span_of(om_texts_get(out->data, i))))
			return om_processing_fail(part->p, "data",
			    "has a kind that the activity does not have");
	return OM_OK;
}

static const struct om_processing_recipient *
recipient_of(const struct om_activity *a, const char *name)
{
	for (size_t i = 0; i < a->recipient_count; i++)
		if (strcmp(a->recipients[i]->name, name) == 0)
			return a->recipients[i];
	return NULL;
}

static int
read_handed(const struct part *part, void *to, const json_t *object)
{
	struct om_handed *out = to;
	struct om_texts names = om_processing_texts(object, "to");
	int rc = om_processing_keys(
	    part->p, object, handed_keys, LENGTH(handed_keys));

	out->categories = om_processing_texts(object, "categories");
	out->purpose = om_processing_text(object, "purpose");
	if (rc != OM_OK)
		return rc;
	for (size_t i = 0; i < out->categories.n; i++) {
		const char *letter = om_texts_get(out->categories, i);

		if (letter[1] != '\0' || *letter < 'A' || *letter > 'L')
			return om_processing_fail(part->p, "categories",
			    "must be letters, A to L, of Civ. Code "
			    "1798.140(v)(1)");
	}
	if (out->categories.n == 0 || names.n == 0)
		return om_processing_fail(part->p, "",
		    "must name categories and recipients; an empty list says "
		    "that there are none");
	out->recipients = om_arena_new(&part->p->r->arena, names.n,
	    sizeof(const struct om_processing_recipient *));
	for (; out->n < names.n; out->n++) {
		out->recipients[out->n] =
		    recipient_of(part->a, om_texts_get(names, out->n));
		if (out->recipients[out->n] == NULL)
			return om_processing_fail(part->p, "to",
			    "has a name that is no recipient of the activity");
	}
	return OM_OK;
}

static int
read_party(const struct part *part, void *to, const json_t *object)
{
	return om_processing_read_party(to, part->p, object);
}

static int
read_list(
    struct om_handed_list *out, const struct part *part, const json_t *object)
{
	const json_t *array = json_object_get(object, part->key);
	void *list;
	int rc = read_each(part, object, sizeof(*out->p), &list, read_handed);

	out->p = list;
	out->n = json_array_size(array);
	out->stated = array != NULL;
	return rc;
}

static int
read_parties(
    struct om_parties *out, const struct part *part, const json_t *object)
{
	void *list;
	int rc = read_each(part, object, sizeof(*out->p), &list, read_party);

	out->p = list;
	out->n = json_array_size(json_object_get(object, part->key));
	return rc;
}

int
om_processing_read_parts(
    struct om_processing_reader *p, size_t i, const json_t *object)
{
	struct om_activity *a = &p->r->activities[i];
	struct part part = { p, a, i, "bases" };
	void *list;
	int rc = read_each(&part, object, sizeof(*a->bases), &list, read_basis);

	a->bases = list;
	a->basis_count = json_array_size(json_object_get(object, "bases"));
	part.key = "retention";
	if (rc == OM_OK)
		rc = read_each(&part, object, sizeof(*a->retention), &list,
		    read_retention);
	a->retention = list;
	a->retention_count =
	    json_array_size(json_object_get(object, "retention"));
	part.key = "sold_or_shared";
	if (rc == OM_OK)
		rc = read_list(&a->sold_or_shared, &part, object);
	part.key = "disclosed";
	if (rc == OM_OK)
		rc = read_list(&a->disclosed, &part, object);
	part.key = "joint_controllers";
	if (rc == OM_OK)
		rc = read_parties(&a->joint, &part, object);
	part.key = "controllers";
	if (rc == OM_OK)
		rc = read_parties(&a->controllers, &part, object);
	return rc;
}
