#include "request/answer.h"

void
om_answer_head(struct om_json *j, const struct om_answer *a)
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

struct writing {
	struct om_package *p;
	struct om_answer *a;
	struct om_json j;
	struct om_answer_profile *at;
};

static int
add_event(void *state, struct om_span id, struct om_value *event)
{
	struct writing *w = state;

	(void)id;
	w->a->events++;
	w->at->events++;
	om_value_write(&w->j, "", event);
	return om_package_flow(w->p);
}

static int
add_profile(struct writing *w, struct om_answer_profile *p)
{
	struct om_json *j = &w->j;
	int rc;

	om_json_object(j, "");
	om_profile_json(j, &p->profile);
	om_json_array(j, "events");
	w->at = p;
	rc = om_answer_each_event(w->a, p, add_event, w);
	om_json_end_array(j);
	om_json_end_object(j);
	return rc == OM_OK ? om_package_flow(w->p) : rc;
}

static int
add_source(struct writing *w, size_t first)
{
	const struct om_answer *a = w->a;
	struct om_span source = a->profiles[first].profile.source;
	int rc = OM_OK;

	om_json_object(&w->j, "");
	om_json_text(&w->j, "name", source);
	om_json_array(&w->j, "profiles");
	for (size_t i = first; rc == OM_OK && i < a->n; i++)
		if (om_span_equal(a->profiles[i].profile.source, source))
			rc = add_profile(w, &a->profiles[i]);
	om_json_end_array(&w->j);
	om_json_end_object(&w->j);
	return rc;
}

static int
add_store(struct writing *w)
{
	int rc = OM_OK;

	om_json_object(&w->j, "");
	om_json_string(&w->j, "name", OM_SYSTEM_STORE);
	om_json_array(&w->j, "sources");
	for (size_t i = 0; rc == OM_OK && i < w->a->n; i++)
		if (!is_begun(w->a, i))
			rc = add_source(w, i);
	om_json_end_array(&w->j);
	om_json_end_object(&w->j);
	return rc;
}

/* What stands in the place of values, and why: nothing is left out quietly. */
static void
add_left_out(struct om_json *j, const struct om_answer *a)
{
	om_json_array(j, "withheld");
	for (int k = om_kind_set_next(&a->withheld, 0); k >= 0;
	     k = om_kind_set_next(&a->withheld, k + 1)) {
		om_json_object(j, "");
		om_json_string(j, "kind", a->kinds->list[k].name);
		om_json_string(j, "title", a->kinds->list[k].title);
		om_json_end_object(j);
	}
	om_json_end_array(j);
	om_json_array(j, "left_out");
	for (size_t i = 0; i < a->redactions.n; i++) {
		const struct om_redaction *r = &a->redactions.list[i];

		om_json_object(j, "");
		om_json_string(j, "record", r->item);
		om_json_string(j, "field", r->path);
		om_json_string(j, "because", r->text);
		om_json_string(j, "cite", om_case_cite(a->c, r->cite));
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

int
om_answer_data(struct om_package *p, struct om_answer *a)
{
	struct writing w = { .p = p, .a = a };
	struct om_buf *out;
	int rc = om_package_begin(p, &out, "data.json", "file.data");

	if (rc != OM_OK)
		return rc;
	w.j = OM_JSON(out, true);
	a->events = 0;
	om_json_object(&w.j, NULL);
	om_answer_head(&w.j, a);
	om_json_array(&w.j, "systems");
	rc = add_store(&w);
	om_json_end_array(&w.j);
	add_left_out(&w.j, a);
	om_answer_own_json(&w.j, a);
	om_json_end_object(&w.j);
	om_buf_byte(out, '\n');
	return rc;
}
