#include "format/json_reader.h"
#include "request/answer.h"

/* Whether the organisation worked this attribute out by itself. */
static bool
is_inferred(const struct om_answer *a, struct om_span name)
{
	return om_texts_have(a->c->om->settings.processing.inferred, name);
}

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
	static const struct {
		enum om_purpose purpose;
		const char *word;
	} words[] = { { OM_PURPOSE_ERASURE, "erasure" },
		{ OM_PURPOSE_MARKETING, "marketing" },
		{ OM_PURPOSE_SALE, "sale" } };

	om_json_array(j, "suppression_entries");
	for (size_t i = 0; i < 3; i++)
		if (a->suppressed[words[i].purpose])
			om_json_string(j, "", words[i].word);
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

static int
add_provided(struct om_json *j, const struct om_answer *a, struct om_span text)
{
	struct om_value *attributes;
	int rc = om_json_read(&attributes, a->arena, text, NULL);

	if (rc != OM_OK)
		return rc;
	om_json_object(j, "attributes");
	for (const struct om_value *m = attributes->first; m; m = m->next) {
		if (is_inferred(a, m->key))
			continue;
		om_json_key(j, m->key);
		om_value_write(j, NULL, m);
	}
	om_json_end_object(j);
	return OM_OK;
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
	add_events(j, p);
	om_json_end_object(j);
	return rc;
}

int
om_answer_portability(struct om_buf *out, const struct om_answer *a)
{
	struct om_json j = OM_JSON(out, true);
	int rc = OM_OK;

	om_json_object(&j, NULL);
	add_head(&j, a);
	om_json_string(&j, "covers",
	    "data that you provided and that was observed about you; not what "
	    "was inferred from it (GDPR Art. 20(1))");
	om_json_array(&j, "profiles");
	for (size_t i = 0; rc == OM_OK && i < a->n; i++)
		rc = add_portable(&j, a, &a->profiles[i]);
	om_json_end_array(&j);
	om_json_end_object(&j);
	om_buf_byte(out, '\n');
	return rc;
}
