#include "format/json_reader.h"
#include "request/inside.h"
#include "store/fact.h"

static const char correction[] = "correction"; /* the fact's word */

/* The correction: a profile's `name` and `attributes`, those that change. */
static int
read_correction(
    struct om_value **out, struct om_arena *arena, struct om_span text)
{
	const struct om_value *attributes;
	struct om_value *v;
	size_t known = 0;
	int rc = om_json_read(&v, arena, text, NULL);

	if (rc != OM_OK || !om_value_is(v, OM_VALUE_OBJECT))
		return om_fail(
		    OM_USAGE, "the correction must be a JSON object");
	attributes = om_value_member(v, "attributes");
	known += om_value_is(om_value_member(v, "name"), OM_VALUE_STRING);
	known += om_value_is(attributes, OM_VALUE_OBJECT);
	if (known == 0 || known != v->count)
		return om_fail(OM_USAGE,
		    "a correction has \"name\", a text, or \"attributes\", an "
		    "object, and nothing else");
	*out = v;
	return OM_OK;
}

static int
keep(struct om_case *c, const void *what)
{
	const struct om_span *text = what;
	struct om_value *unused;
	int rc = OM_OK;

	if (c->request->right != &om_right_rectify)
		return om_fail(OM_USAGE, "this request asks for no correction");
	if (c->request->state > OM_STATE_APPROVED)
		return om_fail(OM_DENIED, "the request was decided already");
	rc = read_correction(&unused, c->arena, *text);
	if (rc == OM_OK)
		rc = om_fact_put(c->om->store, c->id, correction, *text);
	/* What was approved was another correction. */
	if (rc == OM_OK && c->request->state == OM_STATE_APPROVED)
		rc = om_case_event(c, OM_EVENT_ITEM, 0, correction);
	return rc;
}

int
om_request_correct(struct om_case *c, struct om_span text)
{
	return om_case_act(c, OM_MAY_WORK, keep, &text);
}

static int
get_correction(struct om_value **out, struct om_case *c)
{
	struct om_span text;
	int rc = om_fact_get(&text, c->om->store, c->arena, c->id, correction);

	if (rc == OM_NOTFOUND)
		return om_fail(OM_DENIED,
		    "what is right is not told yet (request correct)");
	return rc == OM_OK ? read_correction(out, c->arena, text) : rc;
}

static int
ready(struct om_case *c)
{
	struct om_value *unused;

	return get_correction(&unused, c);
}

/* The attributes of a profile with those in their place that are corrected. */
static int
correct_attributes(struct om_span *out, struct om_arena *arena,
    const struct om_value *with, uint64_t *changed)
{
	struct om_buf text = OM_BUF((size_t)16 << 20);
	struct om_json j = OM_JSON(&text, false);
	struct om_value *v;
	int rc = om_json_read(&v, arena, *out, NULL);

	om_json_object(&j, NULL);
	for (const struct om_value *m = rc == OM_OK ? v->first : NULL;
	     m != NULL; m = m->next) {
		const struct om_value *put = m;

		for (const struct om_value *n = with->first; n; n = n->next)
			if (om_span_equal(n->key, m->key))
				put = n;
		*changed += put != m;
		om_json_key(&j, m->key);
		om_value_write(&j, NULL, put);
	}
	om_json_end_object(&j);
	if (rc == OM_OK)
		rc = om_buf_check(&text, "attributes");
	if (rc == OM_OK)
		*out = om_arena_copy(arena, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

static int
correct_profile(uint64_t *changed, struct om_case *c,
    struct om_held_profile *held, const struct om_value *with)
{
	const struct om_value *name = om_value_member(with, "name");
	const struct om_value *attributes = om_value_member(with, "attributes");
	uint64_t before = *changed;
	int rc = OM_OK;

	if (name != NULL && held->profile.name.n > 0) {
		held->profile.name = om_arena_copy(c->arena, name->text);
		++*changed;
	}
	if (attributes != NULL)
		rc = correct_attributes(
		    &held->profile.attributes, c->arena, attributes, changed);
	held->changed = *changed > before;
	return rc;
}

static int
correct(struct om_case *c, struct om_subject *s, const struct om_value *with,
    struct om_request_step *step)
{
	uint64_t all = 0;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++) {
		uint64_t changed = 0;

		rc = correct_profile(&changed, c, &s->profiles[i], with);
		all += changed;
		step->acted += changed > 0;
	}
	if (rc == OM_OK && all == 0)
		rc = om_fail(OM_DENIED,
		    "no record of the person has what is to be corrected");
	return rc;
}

static int
act(struct om_case *c, struct om_request_step *step)
{
	struct om_people *people = om_people_new(c->om->store, c->arena);
	struct om_subject *s;
	struct om_value *with;
	int rc = get_correction(&with, c);

	if (rc == OM_OK)
		rc = om_people_get(people, &s, c->request->subject);
	if (rc == OM_OK)
		rc = correct(c, s, with, step);
	return rc == OM_OK ? om_people_write(people) : rc;
}

static bool
is_same(const struct om_value *a, const struct om_value *b)
{
	struct om_buf one = OM_BUF((size_t)16 << 20), two = one;
	struct om_json j = OM_JSON(&one, false), k = OM_JSON(&two, false);
	bool same;

	om_value_write(&j, NULL, a);
	om_value_write(&k, NULL, b);
	same = !one.failed && !two.failed &&
	       om_span_equal(om_buf_span(&one), om_buf_span(&two));
	om_buf_free(&one);
	om_buf_free(&two);
	return same;
}

/* 1 where a profile still has what was to be corrected; 0. */
static int
is_wrong(
    struct om_case *c, const struct om_profile *p, const struct om_value *with)
{
	const struct om_value *name = om_value_member(with, "name");
	const struct om_value *attributes = om_value_member(with, "attributes");
	struct om_value *v;
	int rc = om_json_read(&v, c->arena, p->attributes, NULL);

	if (rc != OM_OK)
		return rc;
	if (name != NULL && p->name.n > 0 &&
	    !om_span_equal(name->text, p->name))
		return 1;
	for (const struct om_value *n = attributes == NULL ? NULL
							   : attributes->first;
	     n != NULL; n = n->next)
		for (const struct om_value *m = v->first; m; m = m->next)
			if (om_span_equal(n->key, m->key) && !is_same(n, m))
				return 1;
	return 0;
}

/* What is right stands in the records then, and nowhere else. */
static int
left(int64_t *out, struct om_case *c, const struct om_subject *s)
{
	struct om_value *with = NULL;
	int64_t n = 0;
	int rc = get_correction(&with, c);

	for (size_t i = 0; rc >= 0 && i < s->profile_count; i++) {
		rc = is_wrong(c, &s->profiles[i].profile, with);
		n += rc == 1;
	}
	if (rc >= 0)
		rc = n > 0 ? OM_OK
			   : om_fact_forget(c->om->store, c->id, correction);
	if (rc == OM_OK)
		*out = n;
	return rc;
}

const struct om_right om_right_rectify = {
	.word = "rectify",
	.title = "correction of your data",
	.gdpr = "GDPR Art. 16",
	.ccpa = "Cal. Civ. Code 1798.106; 11 CCR 7023",
	.action = "correct",
	.template = "letter_rectify.html",
	.ready = ready,
	.act = act,
	.left = left,
};
