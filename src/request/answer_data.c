#include "format/json_reader.h"
#include "request/answer.h"
#include "store/suppression.h"

static void
add_events(struct om_json *j, const struct om_answer_profile *p)
{
	om_json_array(j, "events");
	for (size_t i = 0; i < p->event_count; i++)
		om_json_raw(j, "", p->events[i]);
	om_json_end_array(j);
}

static void
add_head(struct om_json *j, const struct om_answer *a)
{
	const struct om_request *r = a->c->request;

	om_json_string(j, "request", om_case_id(a->c, r->id));
	om_json_string(j, "right", r->right->word);
	om_json_string(j, "regime", r->regime);
	om_json_time(j, "as_of", a->as_of);
}

/* Whether an earlier profile is of the same source. */
static bool
is_begun(const struct om_answer *a, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (om_span_equal(a->profiles[k].profile.source,
			a->profiles[i].profile.source))
			return true;
	return false;
}

static void
add_source(struct om_json *j, const struct om_answer *a, size_t first)
{
	struct om_span source = a->profiles[first].profile.source;

	om_json_object(j, "");
	om_json_text(j, "name", source);
	om_json_array(j, "profiles");
	for (size_t i = first; i < a->n; i++) {
		const struct om_answer_profile *p = &a->profiles[i];

		if (!om_span_equal(p->profile.source, source))
			continue;
		om_json_object(j, "");
		om_profile_json(j, &p->profile);
		add_events(j, p);
		om_json_end_object(j);
	}
	om_json_end_array(j);
	om_json_end_object(j);
}

static void
add_entries(struct om_json *j, const struct om_answer *a)
{
	om_json_array(j, "suppression_entries");
	for (int p = 1; p < OM_PURPOSE_SLOTS; p++)
		if (a->suppressed[p])
			om_json_string(
			    j, "", om_suppression_word((enum om_purpose)p));
	om_json_end_array(j);
}

void
om_answer_data(struct om_buf *out, const struct om_answer *a)
{
	struct om_json j = OM_JSON(out, true);

	om_json_object(&j, NULL);
	add_head(&j, a);
	om_json_array(&j, "systems");
	om_json_object(&j, "");
	om_json_string(&j, "name", OM_SYSTEM_STORE);
	om_json_array(&j, "sources");
	for (size_t i = 0; i < a->n; i++)
		if (!is_begun(a, i))
			add_source(&j, a, i);
	om_json_end_array(&j);
	om_json_end_object(&j);
	om_json_end_array(&j);
	add_entries(&j, a);
	om_json_end_object(&j);
	om_buf_byte(out, '\n');
}

/*
 * Whether the organisation worked this out by itself: it says so, or the
 * name tells of what California calls inferences (Civ. Code
 * 1798.140(v)(1)(K)), scores among them.
 */
static bool
is_inferred(const struct om_answer *a, struct om_span name)
{
	int kind = om_answer_kind(a, name);

	if (om_texts_have(a->c->om->settings.processing.inferred, name))
		return true;
	for (size_t i = 0; kind >= 0 && i < a->kinds->list[kind].ccpa.n; i++)
		if (strcmp(a->kinds->list[kind].ccpa.p[i], "K") == 0)
			return true;
	return false;
}

/* As om_value_write, without what was inferred. */
static void
write_provided(struct om_json *j, const struct om_answer *a, const char *key,
    const struct om_value *v)
{
	if (v->type == OM_VALUE_OBJECT) {
		om_json_object(j, key);
		for (const struct om_value *m = v->first; m; m = m->next) {
			if (is_inferred(a, m->key))
				continue;
			om_json_key(j, m->key);
			write_provided(j, a, NULL, m);
		}
		om_json_end_object(j);
	} else if (v->type == OM_VALUE_ARRAY) {
		om_json_array(j, key);
		for (const struct om_value *e = v->first; e; e = e->next)
			write_provided(j, a, "", e);
		om_json_end_array(j);
	} else {
		om_value_write(j, key, v);
	}
}

static int
add_provided(struct om_json *j, const struct om_answer *a, struct om_span text)
{
	struct om_value *attributes;
	int rc = om_json_read(&attributes, a->arena, text, NULL);

	if (rc == OM_OK)
		write_provided(j, a, "attributes", attributes);
	return rc;
}

/* Only an event's properties are fields of the organisation's naming. */
static int
add_observed_event(
    struct om_json *j, const struct om_answer *a, struct om_span text)
{
	struct om_value *event;
	int rc = om_json_read(&event, a->arena, text, NULL);

	if (rc != OM_OK)
		return rc;
	om_json_object(j, "");
	for (const struct om_value *m = event->first; m; m = m->next) {
		om_json_key(j, m->key);
		if (om_span_is(m->key, "properties"))
			write_provided(j, a, NULL, m);
		else
			om_value_write(j, NULL, m);
	}
	om_json_end_object(j);
	return OM_OK;
}

static int
add_observed(struct om_json *j, const struct om_answer *a,
    const struct om_answer_profile *p)
{
	int rc = OM_OK;

	om_json_array(j, "events");
	for (size_t i = 0; rc == OM_OK && i < p->event_count; i++)
		rc = add_observed_event(j, a, p->events[i]);
	om_json_end_array(j);
	return rc;
}

static int
add_portable(struct om_json *j, const struct om_answer *a,
    const struct om_answer_profile *p)
{
	int rc;

	om_json_object(j, "");
	om_json_text(j, "source", p->profile.source);
	if (p->profile.name.n > 0)
		om_json_text(j, "name", p->profile.name);
	om_json_array(j, "identifiers");
	for (size_t i = 0; i < p->profile.n; i++) {
		om_json_object(j, "");
		om_json_text(j, "type", p->profile.identifiers[i].type);
		om_json_text(j, "value", p->profile.identifiers[i].value);
		om_json_end_object(j);
	}
	om_json_end_array(j);
	rc = add_provided(j, a, p->profile.attributes);
	if (rc == OM_OK)
		rc = add_observed(j, a, p);
	om_json_end_object(j);
	return rc;
}

#define COVERS                                                              \
	"the records without the fields that the organisation has said it " \
	"worked out itself, and without those whose names tell that they "  \
	"hold an inference or a score "

static const char *
covers(const struct om_answer *a)
{
	if (a->california)
		return COVERS "(Cal. Civ. Code 1798.130(a)(3)(B)(iii))";
	return a->kingdom ? COVERS "(UK GDPR Art. 20(1))"
			  : COVERS "(GDPR Art. 20(1))";
}

int
om_answer_portability(struct om_buf *out, const struct om_answer *a)
{
	struct om_json j = OM_JSON(out, true);
	int rc = OM_OK;

	om_json_object(&j, NULL);
	add_head(&j, a);
	om_json_string(&j, "covers", covers(a));
	om_json_array(&j, "profiles");
	for (size_t i = 0; rc == OM_OK && i < a->n; i++)
		rc = add_portable(&j, a, &a->profiles[i]);
	om_json_end_array(&j);
	om_json_end_object(&j);
	om_buf_byte(out, '\n');
	return rc;
}
