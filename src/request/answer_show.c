#include "format/json_reader.h"
#include "request/answer.h"

/* A letter of more lines than this per record is one that nobody reads. */
enum { EVENTS_SHOWN = 500 };

/* A value in the words of a cell: text as it is, the rest as JSON. */
static struct om_span
cell(struct om_arena *arena, const struct om_value *v)
{
	struct om_buf b = OM_BUF((size_t)16 << 20);
	struct om_json j = OM_JSON(&b, false);
	struct om_span s;

	if (v == NULL)
		return OM_SPAN_NONE;
	if (om_value_is_text(v))
		return v->text;
	om_value_write(&j, NULL, v);
	s = om_arena_copy(arena, om_buf_span(&b));
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
		om_buf_format(&b, " (%s)", om_answer_kind_title(a, kind));
	om_view_set(v, "label", b.failed ? name : om_buf_span(&b));
	om_buf_free(&b);
}

static void
show_attributes(struct om_view *v, const struct om_answer *a,
    const struct om_value *attributes)
{
	const struct om_settings *settings = &a->c->om->settings;

	om_view_list(v, "attributes");
	for (const struct om_value *m = attributes->first; m; m = m->next) {
		struct om_view *row = om_view_add(v, "attributes");

		set_label(row, a, m->key, om_answer_kind(a, m->key));
		om_view_set(row, "value", cell(v->arena, m));
		om_view_flag(row, "inferred",
		    om_texts_have(settings->processing.inferred, m->key));
	}
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
details(struct om_arena *arena, const struct om_value *event)
{
	const struct om_value *m = om_value_member(event, "properties");
	const struct om_value *d = om_value_member(event, "description");
	struct om_buf b = OM_BUF((size_t)16 << 20);
	struct om_span s;

	om_buf_add(&b, cell(arena, d));
	for (m = m == NULL ? NULL : m->first; m != NULL; m = m->next) {
		om_buf_text(&b, b.n == 0 ? "" : "; ");
		om_buf_add(&b, m->key);
		om_buf_text(&b, ": ");
		om_buf_add(&b, cell(arena, m));
	}
	s = om_arena_copy(arena, om_buf_span(&b));
	om_buf_free(&b);
	return s;
}

static void
show_more(struct om_view *v, const struct om_answer *a, uint64_t events)
{
	struct om_buf text = OM_BUF(1024);

	if (events > EVENTS_SHOWN)
		om_language_amount(&text, a->letter.language, "data.more",
		    (int64_t)events - EVENTS_SHOWN);
	om_view_set(v, "events_more", om_buf_span(&text));
	om_buf_free(&text);
}

/* The first events of a record: a page of all of them nobody reads. */
struct showing {
	struct om_view *v;
	size_t n;
};

static int
show_event(void *state, struct om_span id, struct om_value *event)
{
	struct showing *s = state;
	struct om_view *row;

	(void)id;
	if (s->n++ == EVENTS_SHOWN)
		return 1;
	row = om_view_add(s->v, "events");
	om_view_set(row, "when",
	    cell(row->arena, om_value_member(event, "created_at")));
	om_view_set(
	    row, "what", cell(row->arena, om_value_member(event, "type")));
	om_view_set(row, "details",
	    event->type == OM_VALUE_OBJECT ? details(row->arena, event)
					   : event->text);
	return OM_OK;
}

int
om_answer_show_profile(struct om_view *v, struct om_answer *a, size_t i)
{
	const struct om_answer_profile *held = &a->profiles[i];
	const struct om_profile *p = &held->profile;
	struct showing s = { v, 0 };
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
	show_attributes(v, a, held->attributes);
	om_view_list(v, "events");
	show_more(v, a, held->events);
	rc = om_answer_each_event(a, held, show_event, &s);
	om_view_flag(v, "events_any", s.n > 0);
	return rc;
}
