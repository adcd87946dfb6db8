#include "context/processing_inside.h"

#define LENGTH(table) (sizeof(table) / sizeof((table)[0]))

static const struct om_config_key activity_keys[] = {
	{ "name", OM_CONFIG_STRING, true },
	{ "title", OM_CONFIG_STRING, true },
	{ "role", OM_CONFIG_STRING, true },
	{ "sources", OM_CONFIG_STRINGS, true },
	{ "purposes", OM_CONFIG_STRINGS, false },
	{ "bases", OM_CONFIG_ARRAY, false },
	{ "subjects", OM_CONFIG_STRINGS, false },
	{ "data", OM_CONFIG_STRINGS, false },
	{ "inferred", OM_CONFIG_STRINGS, false },
	{ "recipients", OM_CONFIG_STRINGS, false },
	{ "retention", OM_CONFIG_ARRAY, false },
	{ "origin", OM_CONFIG_STRING, false },
	{ "automated_decisions", OM_CONFIG_OBJECT, false },
	{ "sold_or_shared", OM_CONFIG_ARRAY, false },
	{ "disclosed", OM_CONFIG_ARRAY, false },
	{ "security", OM_CONFIG_STRINGS, false },
	{ "joint_controllers", OM_CONFIG_ARRAY, false },
	{ "controllers", OM_CONFIG_ARRAY, false },
};

static const struct om_config_key decision_keys[] = {
	{ "exist", OM_CONFIG_BOOLEAN, true },
	{ "logic", OM_CONFIG_STRING, false },
	{ "consequences", OM_CONFIG_STRING, false },
};

static int
check_name(struct om_processing_reader *p, const struct om_activity *a)
{
	if (!om_processing_is_word(a->name))
		return om_processing_fail(p, "name",
		    "must be 1 to 40 small letters, digits, - and _");
	for (size_t i = 0; i < p->r->n; i++)
		if (strcmp(p->r->activities[i].name, a->name) == 0)
			return om_processing_fail(
			    p, "name", "stands there twice");
	if (a->sources.n == 0)
		return om_processing_fail(
		    p, "sources", "must name the sources whose data is used");
	return OM_OK;
}

static int
check_kinds(
    struct om_processing_reader *p, const char *key, struct om_texts names)
{
	for (size_t i = 0; p->kinds != NULL && i < names.n; i++)
		if (om_kinds_find(
			p->kinds, om_span_of(om_texts_get(names, i))) < 0) {
			struct om_buf at = OM_BUF(64);
			int rc;

			om_buf_format(&at, "%s[%zu]", key, i);
			rc = om_processing_fail(
			    p, at.p, "is not a kind of the catalogue");
			om_buf_free(&at);
			return rc;
		}
	return OM_OK;
}

/* Each must be declared above: there stands where it is, and what it is. */
static int
read_recipients(
    struct om_processing_reader *p, struct om_activity *a, const json_t *object)
{
	struct om_texts names = om_processing_texts(object, "recipients");

	a->recipients_stated = names.array != NULL;
	a->recipients = om_arena_new(&p->r->arena, names.n,
	    sizeof(const struct om_processing_recipient *));
	for (; a->recipient_count < names.n; a->recipient_count++) {
		const struct om_processing_recipient *to =
		    om_processing_recipient(
			p->r, om_texts_get(names, a->recipient_count));

		if (to == NULL)
			return om_processing_fail(p, "recipients",
			    "has a name that is not among the recipients of "
			    "the record");
		a->recipients[a->recipient_count] = to;
	}
	return OM_OK;
}

static int
read_decisions(
    struct om_processing_reader *p, struct om_activity *a, const json_t *object)
{
	int rc = OM_OK;

	a->logic = om_processing_text(object, "logic");
	a->consequences = om_processing_text(object, "consequences");
	if (object == NULL)
		return OM_OK;
	rc =
	    om_processing_keys(p, object, decision_keys, LENGTH(decision_keys));
	a->decisions = json_is_true(json_object_get(object, "exist"))
			   ? OM_DECISIONS
			   : OM_DECISIONS_NONE;
	if (rc == OM_OK && a->decisions == OM_DECISIONS_NONE &&
	    (*a->logic != '\0' || *a->consequences != '\0'))
		rc = om_processing_fail(
		    p, "exist", "is false, and yet they are described");
	return rc;
}

/* What holds for the whole record holds where an activity says nothing. */
static struct om_texts
security_of(const struct om_processing_reader *p, const json_t *object)
{
	return om_processing_texts(json_object_get(object, "security") == NULL
				       ? p->r->config.root
				       : object,
	    "security");
}

static void
read_texts(const struct om_processing_reader *p, struct om_activity *a,
    const json_t *object)
{
	a->name = om_processing_text(object, "name");
	a->title = om_processing_text(object, "title");
	a->origin = om_processing_text(object, "origin");
	a->transfers = "";
	a->sources = om_processing_texts(object, "sources");
	a->purposes = om_processing_texts(object, "purposes");
	a->subjects = om_processing_texts(object, "subjects");
	a->data = om_processing_texts(object, "data");
	a->inferred = om_processing_texts(object, "inferred");
	a->security = security_of(p, object);
}

static int
read_activity(struct om_processing_reader *p, size_t i, const json_t *object)
{
	struct om_activity *a = &p->r->activities[i];
	int rc;

	om_processing_at(p, "activities[%zu]", i);
	rc =
	    om_processing_keys(p, object, activity_keys, LENGTH(activity_keys));
	if (rc != OM_OK)
		return rc;
	read_texts(p, a, object);
	rc = check_name(p, a);
	if (rc == OM_OK)
		rc = om_processing_read_capacity(&a->capacity, p, object);
	if (rc == OM_OK)
		rc = check_kinds(p, "data", a->data);
	if (rc == OM_OK)
		rc = read_recipients(p, a, object);
	if (rc != OM_OK)
		return rc;
	om_processing_at(p, "activities[%zu].automated_decisions", i);
	rc = read_decisions(
	    p, a, json_object_get(object, "automated_decisions"));
	return rc == OM_OK ? om_processing_read_parts(p, i, object) : rc;
}

int
om_processing_read_activities(
    struct om_processing_reader *p, const json_t *array)
{
	struct om_processing_record *r = p->r;
	size_t i;
	json_t *object;

	r->activities = om_arena_new(
	    &r->arena, json_array_size(array), sizeof(*r->activities));
	json_array_foreach ((json_t *)array, i, object) {
		int rc = read_activity(p, i, object);

		if (rc != OM_OK)
			return rc;
		r->n++;
	}
	om_processing_at(p, "activities");
	return r->n == 0 ? om_processing_fail(p, "", "must not be empty")
			 : OM_OK;
}
