#include "format/json_reader.h"
#include "request/answer.h"

/* A letter of more lines than this per record is one that nobody reads. */
enum { EVENTS_SHOWN = 500 };

/* A value in the words of a cell: text as it is, the rest as JSON. */
static struct om_span
cell(const struct om_answer *a, const struct om_value *v)
{
	struct om_buf b = OM_BUF((size_t)16 << 20);
	struct om_json j = OM_JSON(&b, false);
	struct om_span s;

	if (v == NULL)
		return OM_SPAN_NONE;
	if (om_value_is_text(v))
		return v->text;
	om_value_write(&j, NULL, v);
	s = om_arena_copy(a->arena, om_buf_span(&b));
	om_buf_free(&b);
	return s;
}

/* The catalogue's title of a field, else its name as the system has it. */
static void
set_label(
    struct om_view *v, const struct om_answer *a, struct om_span name, int kind)
{
	struct om_buf b = OM_BUF(4096);

	om_buf_add(&b, name);
	if (kind >= 0)
		om_buf_format(&b, " (%s)", a->kinds->list[kind].title);
	om_view_set(v, "label", b.failed ? name : om_buf_span(&b));
	om_buf_free(&b);
}

static int
show_attributes(
    struct om_view *v, const struct om_answer *a, struct om_span text)
{
	const struct om_settings *settings = &a->c->om->settings;
	struct om_value *attributes;
	int rc = om_json_read(&attributes, a->arena, text, NULL);

	om_view_list(v, "attributes");
	if (rc != OM_OK)
		return rc;
	for (const struct om_value *m = attributes->first; m; m = m->next) {
		struct om_view *row = om_view_add(v, "attributes");

		set_label(row, a, m->key, om_answer_kind(a, m->key));
		om_view_set(row, "value", cell(a, m));
		om_view_flag(row, "inferred",
		    om_texts_have(settings->processing.inferred, m->key));
	}
	return OM_OK;
}

static void
show_identifiers(
    struct om_view *v, const struct om_answer *a, const struct om_profile *p)
{
	om_view_list(v, "identifiers");
	for (size_t i = 0; i < p->n; i++) {
		struct om_view *row = om_view_add(v, "identifiers");
		const struct om_identity *of = om_identity_find(
		    a->c->om->identity, p->identifiers[i].type);
		int kind = of->type == NULL || of->kind == NULL
			       ? -1
			       : om_kinds_find(a->kinds, om_span_of(of->kind));

		set_label(row, a, p->identifiers[i].type, kind);
		om_view_set(row, "value", p->identifiers[i].value);
	}
}

/* "page: /basket; seconds: 4", with the description before it. */
static struct om_span
details(const struct om_answer *a, const struct om_value *event)
{
	const struct om_value *m = om_value_member(event, "properties");
	const struct om_value *d = om_value_member(event, "description");
	struct om_buf b = OM_BUF((size_t)16 << 20);
	struct om_span s;

	om_buf_add(&b, cell(a, d));
	for (m = m == NULL ? NULL : m->first; m != NULL; m = m->next) {
		om_buf_text(&b, b.n == 0 ? "" : "; ");
		om_buf_add(&b, m->key);
		om_buf_text(&b, ": ");
		om_buf_add(&b, cell(a, m));
	}
	s = om_arena_copy(a->arena, om_buf_span(&b));
	om_buf_free(&b);
	return s;
}

static int
show_event(struct om_view *v, const struct om_answer *a, struct om_span json)
{
	struct om_view *row = om_view_add(v, "events");
	struct om_value *event;
	int rc = om_json_read(&event, a->arena, json, NULL);

	if (rc != OM_OK)
		return rc;
	om_view_set(row, "when", cell(a, om_value_member(event, "created_at")));
	om_view_set(row, "what", cell(a, om_value_member(event, "type")));
	om_view_set(row, "details", details(a, event));
	return OM_OK;
}

static void
show_more(struct om_view *v, const struct om_answer *a, int64_t n)
{
	struct om_buf text = OM_BUF(1024);

	om_language_amount(&text, a->letter.language, "data.more", n);
	om_view_set(v, "events_more", om_buf_span(&text));
	om_buf_free(&text);
}

static int
show_events(struct om_view *v, const struct om_answer *a,
    const struct om_answer_profile *p)
{
	size_t shown =
	    p->event_count < EVENTS_SHOWN ? p->event_count : EVENTS_SHOWN;
	int rc = OM_OK;

	om_view_list(v, "events");
	om_view_flag(v, "events_any", shown > 0);
	om_view_string(v, "events_more", "");
	if (p->event_count > shown)
		show_more(v, a, (int64_t)(p->event_count - shown));
	for (size_t i = 0; rc == OM_OK && i < shown; i++)
		rc = show_event(v, a, p->events[i]);
	return rc;
}

static int
show_profile(struct om_view *v, const struct om_answer *a, size_t i)
{
	const struct om_profile *p = &a->profiles[i].profile;
	int rc;

	om_view_int(v, "number", (int64_t)i + 1);
	om_view_set(v, "source", p->source);
	om_view_set(v, "type", p->type);
	om_view_set(v, "name", p->name);
	om_view_set(v, "user_id", p->user_id);
	om_view_set(v, "outer_id", p->outer_id);
	om_view_set(v, "created_at", p->created_at);
	om_view_set(v, "updated_at", p->updated_at);
	show_identifiers(v, a, p);
	rc = show_attributes(v, a, p->attributes);
	return rc == OM_OK ? show_events(v, a, &a->profiles[i]) : rc;
}

int
om_answer_show_data(struct om_view *v, const struct om_answer *a)
{
	const struct om_subject *s = a->subject;
	int rc = OM_OK;

	om_view_flag(v, "pseudonymous",
	    s != NULL && s->state == OM_SUBJECT_PSEUDONYMOUS);
	om_view_list(v, "profiles");
	for (size_t i = 0; rc == OM_OK && i < a->n; i++)
		rc = show_profile(om_view_add(v, "profiles"), a, i);
	return rc;
}
