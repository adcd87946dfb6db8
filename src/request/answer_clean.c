#include <assert.h>

#include "format/json_reader.h"
#include "request/answer.h"
#include "store/event.h"

/* From here on a finding counts as a kind of data that is held. */
#define SURE 0.5f

void
om_answer_path(struct om_buf *out, const struct om_answer_place *place)
{
	if (place->above == NULL)
		return;
	om_answer_path(out, place->above);
	om_buf_byte(out, '/');
	if (place->key.p == NULL) {
		om_buf_int(out, (int64_t)place->index, 0);
		return;
	}
	for (size_t i = 0; i < place->key.n; i++)
		if (place->key.p[i] == '~' || place->key.p[i] == '/')
			om_buf_text(out, place->key.p[i] == '~' ? "~0" : "~1");
		else
			om_buf_byte(out, place->key.p[i]);
}

/* The decision of a person on this place; NULL without one. */
static struct om_redaction *
decision(const struct om_answer *a, const struct om_answer_place *place)
{
	const struct om_answer_place *top = place;
	struct om_redaction *found;
	struct om_buf path = OM_BUF(64 << 10);

	while (top != NULL && top->above != NULL)
		top = top->above;
	if (top == NULL || !om_redactions_touch(&a->redactions, top->item))
		return NULL;
	om_answer_path(&path, place);
	found = om_redactions_at(&a->redactions, top->item, om_buf_span(&path));
	om_buf_free(&path);
	return found;
}

/* A few words of the letter's language, which has them all once it opens. */
static const char *
words_of(const struct om_answer *a, const char *group, const char *word)
{
	struct om_buf key = OM_BUF(256);
	const char *text;

	om_buf_format(&key, "%s.%s", group, word);
	text = om_language_find(a->letter.language, om_buf_span(&key));
	om_buf_free(&key);
	assert(text != NULL);
	return text;
}

void
om_answer_left_out(
    struct om_buf *b, const struct om_answer *a, const struct om_redaction *r)
{
	om_buf_format(b, "[%s %s]", words_of(a, "mark", "left_out"),
	    words_of(a, "brief", r->brief));
}

static void
add_withheld(struct om_buf *b, struct om_answer *a, int kind)
{
	om_kind_set_add(&a->withheld, kind);
	om_buf_format(b, "[%s %s]", words_of(a, "mark", "withheld"),
	    om_answer_kind_title(a, kind));
}

static struct om_span
keep(struct om_arena *arena, struct om_buf *b)
{
	struct om_span s = om_arena_copy(arena, om_buf_span(b));

	om_buf_free(b);
	return s;
}

/* What the scanner sees in it, or nothing goes out. */
static int
scan(struct om_answer *a, struct om_span text, const struct om_word_set *words)
{
	a->hits.n = a->hits.breach_count = 0;
	om_scanner_text(a->scanner, &a->hits, text, words);
	if (a->hits.dropped || a->hits.breach_count > 0)
		return om_fail(OM_INPUT,
		    "a value could not be searched to its end for what must "
		    "be withheld: no answer is made");
	return OM_OK;
}

/* Appends the words for a hit, if it is not to be shown; whether it did. */
static bool
hide(struct om_buf *b, struct om_answer *a, const struct om_hit *hit,
    struct om_span found, struct om_redaction *r)
{
	if (om_kind_set_has(&a->secret, hit->kind)) {
		add_withheld(b, a, hit->kind);
		return true;
	}
	if (r == NULL || hit->confidence < SURE ||
	    strcmp(a->kinds->list[hit->kind].name, r->kind) != 0 ||
	    om_answer_is_hers(a, hit->kind, found))
		return false;
	om_answer_left_out(b, a, r);
	r->used++;
	return true;
}

/* The text of the last scan, without what is not to be shown. */
static struct om_span
hide_all(struct om_answer *a, struct om_arena *arena, struct om_span text,
    struct om_redaction *r)
{
	struct om_buf b = OM_BUF((size_t)64 << 20);
	size_t from = 0;

	for (size_t i = 0; i < a->hits.n; i++) {
		const struct om_hit *hit = &a->hits.list[i];
		struct om_buf words = OM_BUF(4096);
		struct om_span found =
		    om_span_bytes(text.p + hit->start, hit->end - hit->start);

		if (hit->confidence >= SURE)
			om_kind_set_add(&a->held, hit->kind);
		if (hide(&words, a, hit, found, r)) {
			if (hit->start >= from) {
				om_buf_add(&b, om_span_bytes(text.p + from,
						   hit->start - from));
				om_buf_add(&b, om_buf_span(&words));
			}
			if (hit->end > from)
				from = hit->end;
		}
		om_buf_free(&words);
	}
	if (from == 0)
		return text;
	om_buf_add(&b, om_span_bytes(text.p + from, text.n - from));
	return keep(arena, &b);
}

static int
mask(struct om_answer *a, struct om_arena *arena,
    const struct om_answer_place *place, struct om_span *text,
    const struct om_word_set *words)
{
	struct om_redaction *r = decision(a, place);
	int rc = scan(a, *text, words);

	if (rc == OM_OK && a->seen != NULL && place != NULL)
		rc = a->seen(a->seen_state, place, *text, &a->hits);
	if (rc == OM_OK && a->hits.n > 0)
		*text = hide_all(a, arena, *text, r);
	return rc;
}

int
om_answer_mask(struct om_span *out, struct om_answer *a, struct om_arena *arena,
    struct om_span text, const struct om_word_set *words)
{
	*out = text;
	return mask(a, arena, NULL, out, words);
}

/* Replaced as a whole: by a decision, or because of its kind. */
static bool
replace(struct om_span *text, struct om_answer *a, struct om_arena *arena,
    const struct om_answer_place *place, int kind)
{
	struct om_redaction *r = decision(a, place);
	struct om_buf b = OM_BUF(4096);

	if (kind >= 0)
		om_kind_set_add(&a->held, kind);
	if (kind >= 0 && om_kind_set_has(&a->secret, kind)) {
		add_withheld(&b, a, kind);
	} else if (r != NULL && *r->kind == '\0') {
		om_answer_left_out(&b, a, r);
		r->used++;
	} else {
		return false;
	}
	*text = keep(arena, &b);
	return true;
}

static int clean(struct om_answer *a, struct om_arena *arena,
    const struct om_answer_place *place, struct om_value *v,
    const struct om_answer_field *field);

static int
clean_member(struct om_answer *a, struct om_arena *arena,
    const struct om_answer_place *above, struct om_value *m)
{
	const struct om_answer_place place = { .above = above, .key = m->key };
	const struct om_answer_field *field;
	int rc = om_answer_field(&field, a, m->key);

	if (rc != OM_OK)
		return rc;
	if (replace(&m->text, a, arena, &place, field->kind)) {
		m->type = OM_VALUE_STRING;
		m->first = NULL;
	} else {
		rc = clean(a, arena, &place, m, field);
	}
	if (!om_span_equal(field->shown, m->key))
		m->key = om_arena_copy(arena, field->shown);
	return rc;
}

/* Whatever it is, a person may have decided on it. */
static int
clean_value(struct om_answer *a, struct om_arena *arena,
    const struct om_answer_place *place, struct om_value *v,
    const struct om_answer_field *field)
{
	if (!replace(&v->text, a, arena, place, -1))
		return clean(a, arena, place, v, field);
	v->type = OM_VALUE_STRING;
	v->first = NULL;
	return OM_OK;
}

static int
clean_children(struct om_answer *a, struct om_arena *arena,
    const struct om_answer_place *place, struct om_value *v,
    const struct om_answer_field *field)
{
	struct om_answer_place at = { .above = place };
	int rc = OM_OK;

	for (struct om_value *e = v->first; rc == OM_OK && e != NULL;
	     e = e->next, at.index++)
		rc = v->type == OM_VALUE_OBJECT
			 ? clean_member(a, arena, place, e)
			 : clean_value(a, arena, &at, e, field);
	return rc;
}

static int
clean(struct om_answer *a, struct om_arena *arena,
    const struct om_answer_place *place, struct om_value *v,
    const struct om_answer_field *field)
{
	struct om_span before = v->text;
	int rc = OM_OK;

	if (!om_value_is_text(v)) {
		a->hits.n = 0;
		if (a->seen != NULL)
			rc = a->seen(
			    a->seen_state, place, OM_SPAN_NONE, &a->hits);
		return rc == OM_OK ? clean_children(a, arena, place, v, field)
				   : rc;
	}
	rc = mask(a, arena, place, &v->text,
	    field != NULL && field->telling ? &field->words : NULL);
	if (v->text.p != before.p) /* a number is one no more */
		v->type = OM_VALUE_STRING;
	return rc;
}

int
om_answer_clean(struct om_answer *a, struct om_arena *arena,
    const struct om_answer_place *place, struct om_value *v)
{
	return clean_value(a, arena, place, v, NULL);
}

int
om_answer_clean_text(struct om_answer *a, const struct om_answer_place *record,
    const char *name, int kind, struct om_span *text)
{
	const struct om_answer_place place = { .above = record,
		.key = om_span_of(name) };
	const struct om_answer_field *field;
	int rc;

	if (text->n == 0)
		return OM_OK;
	rc = om_answer_field(&field, a, place.key);
	if (rc != OM_OK || replace(text, a, a->arena, &place, kind))
		return rc;
	return mask(
	    a, a->arena, &place, text, field->telling ? &field->words : NULL);
}

struct reading {
	struct om_answer *a;
	const struct om_answer_profile *p;
	int (*each)(void *state, struct om_span id, struct om_value *event);
	void *state;
};

static int
take(void *state, struct om_span id, struct om_span json)
{
	struct reading *r = state;
	struct om_answer *a = r->a;
	const struct om_answer_place record = { .item = r->p->reference };
	const struct om_answer_place list = { .above = &record,
		.key = OM_SPAN("events") };
	struct om_answer_place place = { .above = &list };
	struct om_buf hex = OM_BUF(64);
	struct om_value *event = NULL;
	int rc = om_json_read(&event, &a->scratch, json, NULL);

	if (rc == OM_OK && !om_answer_covers(a, event)) {
		om_arena_wipe(&a->scratch);
		return OM_OK;
	}
	om_buf_hex(&hex, id);
	place.key = om_buf_span(&hex);
	if (rc == OM_OK)
		rc = om_answer_clean(a, &a->scratch, &place, event);
	if (rc == OM_OK)
		rc = r->each(r->state, om_buf_span(&hex), event);
	om_buf_free(&hex);
	om_arena_wipe(&a->scratch);
	return rc;
}

int
om_answer_each_event(struct om_answer *a, const struct om_answer_profile *p,
    int (*each)(void *state, struct om_span id, struct om_value *event),
    void *state)
{
	struct reading r = { a, p, each, state };
	struct om_redaction *all =
	    om_redactions_at(&a->redactions, p->reference, OM_SPAN("/events"));

	if (all != NULL) {
		all->used++;
		return OM_OK;
	}
	return om_event_each(a->c->om->store, a->subject, p->id, take, &r);
}

struct counting {
	struct om_answer *a;
	struct om_answer_profile *at;
};

static int
count(void *state, struct om_span id, struct om_value *event)
{
	struct counting *counting = state;

	(void)id;
	(void)event;
	counting->a->events++;
	counting->at->events++;
	return OM_OK;
}

int
om_answer_survey(struct om_answer *a)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < a->n; i++) {
		struct counting counting = { a, &a->profiles[i] };

		rc = om_answer_each_event(a, counting.at, count, &counting);
	}
	return rc;
}
