#include "base/date.h"
#include "request/inside.h"
#include "request/item.h"
#include "store/id.h"

static void
add_id(struct om_json *j, const char *key, int64_t id)
{
	struct om_buf text = OM_BUF(32);

	om_id_format(&text, id);
	om_json_text(j, key, om_buf_span(&text));
	om_buf_free(&text);
}

static void
add_day(struct om_json *j, const char *key, int32_t day)
{
	struct om_buf text = OM_BUF(32);

	om_day_format(&text, day);
	om_json_text(j, key, om_buf_span(&text));
	om_buf_free(&text);
}

static void
add_verification(struct om_json *j, const struct om_request *r)
{
	const struct om_verification *v = &r->verification;
	const struct om_request_event *e = r->verified;

	om_json_object(j, "verification");
	if (e != NULL) {
		om_json_string(j, "method", e->detail);
		om_json_string(j, "level", om_level_word(v->level));
		om_json_int(j, "data_points", v->data_points);
		om_json_bool(j, "declaration", v->declared);
		om_json_time(j, "at", e->at);
		om_json_string(j, "by", e->by);
	}
	if (v->authority != NULL)
		om_json_string(j, "authority", v->authority);
	om_json_end_object(j);
}

static void
add_deadlines(struct om_json *j, const struct om_request *r)
{
	om_json_array(j, "deadlines");
	for (size_t i = 0; i < r->regime_count; i++) {
		const struct om_request_deadline *d = &r->deadlines[i];

		om_json_object(j, "");
		om_json_string(j, "regime", d->regime);
		if (!d->known)
			om_json_null(j, "due_at");
		else
			add_day(j, "due_at", d->due);
		if (d->known && d->answer != d->due)
			add_day(j, "answer_by", d->answer);
		if (d->acknowledge != 0)
			add_day(j, "acknowledge_by", d->acknowledge);
		om_json_bool(j, "extended", d->extended);
		om_json_int(j, "days_not_counted", d->paused_days);
		om_json_bool(j, "late", d->late);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
add_questions(struct om_json *j, const struct om_request *r)
{
	om_json_array(j, "questions");
	for (size_t i = 0; i < r->question_count; i++) {
		const struct om_due_wait *w = &r->questions[i];

		om_json_object(j, "");
		om_json_string(j, "for", om_wait_word(w->kind));
		add_day(j, "asked_on", w->asked);
		if (w->open)
			om_json_null(j, "answered_on");
		else
			add_day(j, "answered_on", w->until);
		om_json_bool(j, "large_volume", w->large);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
add_systems(struct om_json *j, const struct om_request *r)
{
	om_json_array(j, "systems");
	for (size_t i = 0; i < r->step_count; i++) {
		const struct om_request_step *s = &r->steps[i];

		om_json_object(j, "");
		om_json_string(j, "name", s->system);
		om_json_string(j, "state", s->state);
		om_json_int(j, "located", s->located);
		om_json_int(j, "acted", s->acted);
		om_json_int(j, "remaining", s->remaining);
		om_json_string(j, "grade", s->grade);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
add_record(struct om_json *j, const struct om_request_item *item)
{
	om_json_string(j, "part", item->part);
	om_json_string(j, "source", item->source);
	om_json_string(j, "type", item->type);
	if (*item->part != '\0')
		return;
	om_json_int(j, "events", item->events);
	om_json_int(j, "identifiers", item->identifiers);
	om_json_int(j, "attributes", item->attributes);
}

static void
add_item(struct om_json *j, const struct om_request_item *item)
{
	om_json_string(j, "system", item->system);
	om_json_string(j, "ref", item->reference);
	if (om_item_is_record(item))
		add_record(j, item);
	om_json_string(j, "action", item->action);
	om_json_string(j, "ground", item->ground);
	if (*item->code != '\0')
		om_json_string(j, "code", item->code);
	if (*item->statute != '\0')
		om_json_string(j, "statute", item->statute);
	if (item->until != 0)
		add_day(j, "until", item->until);
	om_json_string(j, "state", item->state);
	om_json_string(j, "outcome", om_item_outcome(item));
}

static void
add_items(struct om_json *j, const struct om_request *r)
{
	om_json_array(j, "items");
	for (size_t i = 0; i < r->item_count; i++) {
		om_json_object(j, "");
		om_json_int(j, "number", (int64_t)i + 1);
		add_item(j, &r->items[i]);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
add_notices(struct om_json *j, const struct om_request *r)
{
	om_json_array(j, "notices");
	for (size_t i = 0; i < r->notice_count; i++) {
		const struct om_notice *n = &r->notices[i];

		om_json_object(j, "");
		om_json_string(j, "recipient", n->recipient);
		om_json_string(j, "role", n->role);
		om_json_string(j, "type", n->type);
		om_json_string(j, "reference", n->reference);
		om_json_string(j, "state", om_notice_state_word(n->state));
		om_json_time(j, "at", n->at);
		if (*n->reason != '\0')
			om_json_string(j, "reason", n->reason);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
add_events(struct om_json *j, const struct om_request *r)
{
	om_json_array(j, "events");
	for (size_t i = 0; i < r->event_count; i++) {
		const struct om_request_event *e = &r->events[i];

		om_json_object(j, "");
		om_json_time(j, "at", e->at);
		add_day(j, "day", e->day);
		om_json_string(j, "kind", om_state_event_word(e->kind));
		om_json_string(j, "by", e->by);
		if (e->typed != NULL)
			om_json_string(j, "typed_by", e->typed);
		if (*e->detail != '\0')
			om_json_string(j, "detail", e->detail);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
add_letters(struct om_json *j, const struct om_request *r)
{
	om_json_array(j, "letters");
	for (size_t i = 0; i < r->letter_count; i++) {
		const struct om_request_letter *l = &r->letters[i];

		om_json_object(j, "");
		om_json_string(j, "kind", l->kind);
		om_json_string(j, "language", l->language);
		om_json_time(j, "made_at", l->made);
		om_json_string(j, "sha256", l->sha256);
		om_json_string(j, "signatory", l->signatory);
		om_json_string(j, "state", l->sent == 0 ? "made" : "sent");
		if (l->sent != 0) {
			add_day(j, "sent_at", l->sent);
			om_json_string(j, "channel", l->channel);
			om_json_string(j, "address_from", l->address);
			om_json_string(j, "evidence", l->evidence);
		}
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

/* How it came in, and for whom. */
static void
add_intake(struct om_json *j, const struct om_request *r)
{
	om_json_string(j, "right", r->right->word);
	om_json_array(j, "regimes");
	for (size_t i = 0; i < r->regime_count; i++)
		om_json_string(j, "", r->deadlines[i].regime);
	om_json_end_array(j);
	om_json_string(j, "country", r->country);
	om_json_string(j, "controller", r->controller);
	om_json_string(j, "role", r->role);
	om_json_string(j, "channel", r->channel);
	om_json_string(j, "capacity", r->capacity);
	om_json_string(j, "language", r->language);
}

static void
add_dates(struct om_json *j, const struct om_request *r)
{
	add_day(j, "received_at", r->received);
	if (r->has_due)
		add_day(j, "due_at", r->due);
	else
		om_json_null(j, "due_at");
	om_json_bool(j, "extended", r->extended);
	om_json_bool(j, "late", r->late);
	add_deadlines(j, r);
	add_questions(j, r);
}

void
om_request_json(struct om_json *j, const struct om_request *r)
{
	add_id(j, "id", r->id);
	add_intake(j, r);
	om_json_string(j, "state", om_state_word(r->state));
	add_dates(j, r);
	add_verification(j, r);
	add_systems(j, r);
	add_items(j, r);
	add_notices(j, r);
	om_json_string(j, "outcome", r->outcome);
	add_letters(j, r);
	add_events(j, r);
}
