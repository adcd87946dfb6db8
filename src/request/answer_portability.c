#include "request/answer.h"

/*
 * Whether the organisation worked this out by itself: it says so, or the
 * name tells of what California calls inferences (Civ. Code
 * 1798.140(v)(1)(K)), scores among them.
 */
static bool
is_inferred(
    const struct om_answer *a, struct om_span source, struct om_span name)
{
	int kind = om_answer_kind(a, name);

	if (om_processing_inferred(a->record, source, name))
		return true;
	for (size_t i = 0; kind >= 0 && i < a->kinds->list[kind].ccpa.n; i++)
		if (strcmp(a->kinds->list[kind].ccpa.p[i], "K") == 0)
			return true;
	return false;
}

/* As om_value_write, without what was inferred. */
static void
write_provided(struct om_json *j, const struct om_answer *a,
    struct om_span source, const char *key, const struct om_value *v)
{
	if (v->type == OM_VALUE_OBJECT) {
		om_json_object(j, key);
		for (const struct om_value *m = v->first; m; m = m->next) {
			if (is_inferred(a, source, m->key))
				continue;
			om_json_key(j, m->key);
			write_provided(j, a, source, NULL, m);
		}
		om_json_end_object(j);
	} else if (v->type == OM_VALUE_ARRAY) {
		om_json_array(j, key);
		for (const struct om_value *e = v->first; e; e = e->next)
			write_provided(j, a, source, "", e);
		om_json_end_array(j);
	} else {
		om_value_write(j, key, v);
	}
}

struct writing {
	struct om_package *p;
	struct om_answer *a;
	struct om_json j;
	struct om_answer_profile *at;
	bool counts; /* no other file has gone through the events */
};

/* Only an event's properties are fields of the organisation's naming. */
static int
add_event(void *state, struct om_span id, struct om_value *event)
{
	struct writing *w = state;

	(void)id;
	w->a->events += w->counts;
	w->at->events += w->counts;
	if (event->type != OM_VALUE_OBJECT) {
		om_value_write(&w->j, "", event);
		return om_package_flow(w->p);
	}
	om_json_object(&w->j, "");
	for (const struct om_value *m = event->first; m; m = m->next) {
		om_json_key(&w->j, m->key);
		if (om_span_is(m->key, "properties"))
			write_provided(
			    &w->j, w->a, w->at->profile.source, NULL, m);
		else
			om_value_write(&w->j, NULL, m);
	}
	om_json_end_object(&w->j);
	return om_package_flow(w->p);
}

static int
add_profile(struct writing *w, struct om_answer_profile *p)
{
	struct om_json *j = &w->j;
	int rc;

	om_json_object(j, "");
	om_json_text(j, "source", p->profile.source);
	/* What she gave, and what was seen of her (WP 242). */
	om_json_object(j, "origin");
	om_json_string(j, "identifiers", "provided");
	om_json_string(j, "attributes", "provided");
	om_json_string(j, "events", "observed");
	om_json_end_object(j);
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
	write_provided(j, w->a, p->profile.source, "attributes", p->attributes);
	om_json_array(j, "events");
	w->at = p;
	rc = om_answer_each_event(w->a, p, add_event, w);
	om_json_end_array(j);
	om_json_end_object(j);
	return rc == OM_OK ? om_package_flow(w->p) : rc;
}

#define COVERS                                                                   \
	"the records whose use rests on consent or a contract, as far as "       \
	"that was stated, without the fields that the organisation has said it " \
	"worked out itself, and without those whose names tell that they "       \
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
om_answer_portability(struct om_package *p, struct om_answer *a)
{
	struct writing w = { .p = p, .a = a, .counts = a->events == 0 };
	struct om_buf *out;
	int rc =
	    om_package_begin(p, &out, "portability.json", "file.portability");

	if (rc != OM_OK)
		return rc;
	w.j = OM_JSON(out, true);
	om_json_object(&w.j, NULL);
	om_answer_head(&w.j, a);
	om_json_string(&w.j, "covers", covers(a));
	om_json_array(&w.j, "profiles");
	for (size_t i = 0; rc == OM_OK && i < a->n; i++)
		if (om_answer_is_portable(a, a->profiles[i].profile.source))
			rc = add_profile(&w, &a->profiles[i]);
	om_json_end_array(&w.j);
	om_json_end_object(&w.j);
	om_buf_byte(out, '\n');
	return rc;
}
