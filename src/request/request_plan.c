#include "format/json_reader.h"
#include "request/inside.h"
#include "request/item.h"
#include "request/keeping.h"
#include "store/event.h"
#include "store/fact.h"

/* The plan being written; both lists have room for all that may come. */
struct plan {
	struct om_case *c;
	struct om_request *r;
	struct om_keeping keeping;
};

static struct om_request_item *
add_item(
    struct plan *p, const char *reference, const char *action, const char *why)
{
	struct om_request_item *item = &p->r->items[p->r->item_count++];

	*item = (struct om_request_item){
		.system = OM_SYSTEM_STORE,
		.reference = reference,
		.part = "",
		.source = "",
		.type = "",
		.action = action,
		.code = "",
		.ground = om_case_cite(p->c, why),
		.statute = "",
		.state = "planned",
	};
	return item;
}

/*
 * Systems that delivered data are named, so that nobody believes that they
 * were searched.
 */
static void
add_origin(struct plan *p, struct om_span source)
{
	const char *name = om_case_string(p->c, source);

	if (strcmp(name, OM_SYSTEM_STORE) == 0)
		name = "source " OM_SYSTEM_STORE;
	if (om_request_step_of(p->r, name) != NULL)
		return;
	p->r->steps[p->r->step_count++] = (struct om_request_step){
		.system = name,
		.state = "not_connected",
		.grade = "not searched",
	};
}

static int
count_event(void *state, struct om_span id, struct om_span json)
{
	(void)id;
	(void)json;
	++*(int64_t *)state;
	return OM_OK;
}

static int
count_attributes(int64_t *out, struct om_span json)
{
	struct om_arena arena = { 0 };
	struct om_value *v;
	int rc = om_json_read(&v, &arena, json, NULL);

	if (rc == OM_OK)
		*out = v->count;
	om_arena_free(&arena);
	return rc;
}

/* Whoever approves judges by what it is and how much, not by its values. */
static int
describe(struct plan *p, struct om_request_item *item,
    const struct om_subject *s, const struct om_held_profile *held)
{
	int rc = count_attributes(&item->attributes, held->profile.attributes);

	item->source = om_case_string(p->c, held->profile.source);
	item->type = om_case_string(p->c, held->profile.type);
	item->identifiers = (int64_t)held->profile.n;
	return rc == OM_OK ? om_event_each(p->c->om->store, s, held->id,
				 count_event, &item->events)
			   : rc;
}

static int
add_profile(struct plan *p, struct om_request_step *store,
    const struct om_subject *s, const struct om_held_profile *held)
{
	struct om_request_item *item = add_item(p, om_case_id(p->c, held->id),
	    p->r->right->action, om_right_cite(p->r->right, p->r->regime));
	int rc = describe(p, item, s, held);

	store->located++;
	store->identifiers += item->identifiers;
	store->events += item->events;
	add_origin(p, held->profile.source);
	if (rc == OM_OK && p->r->right->removes)
		rc = om_keeping_propose(&p->keeping, item, held);
	return rc;
}

/* What stays behind although the person is erased, and on what ground. */
static void
add_kept(struct plan *p)
{
	bool california = strcmp(p->r->regime, "ccpa") == 0;

	(void)add_item(p, "suppression entry", "keep",
	    california ? "Cal. Civ. Code 1798.105(c)(2); 11 CCR 7022(e)"
		       : "GDPR Art. 6(1)(f), 21(1)");
	(void)add_item(p, "audit log", "keep",
	    california ? "11 CCR 7101" : "GDPR Art. 5(2), 24");
	(void)add_item(p, "backups until they expire", "keep",
	    california ? "11 CCR 7022(d)" : "GDPR Art. 32(1)(c)");
}

enum { KEPT = 3 };

static int
write_down(struct om_case *c, const struct om_subject *s)
{
	struct om_request *r = c->request;
	struct plan p = { .c = c, .r = r };
	size_t n = s == NULL ? 0 : s->profile_count;
	struct om_request_step *store;
	int rc = om_keeping_open(&p.keeping, c, s == NULL ? 0 : s->id);

	if (rc != OM_OK)
		return rc;
	r->item_count = r->step_count = 0;
	r->items = om_arena_new(c->arena,
	    n * (1 + om_keeping_room(&p.keeping)) + KEPT, sizeof(*r->items));
	r->steps = om_arena_new(c->arena, n + 1, sizeof(*r->steps));
	store = &r->steps[r->step_count++];
	*store = (struct om_request_step){
		.system = OM_SYSTEM_STORE, .state = "pending", .grade = ""
	};
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		if (!s->profiles[i].removed)
			rc = add_profile(&p, store, s, &s->profiles[i]);
	if (n > 0 && r->right->removes)
		add_kept(&p);
	om_keeping_close(&p.keeping);
	return rc == OM_OK ? om_case_write_plan(c) : rc;
}

static bool
is_planned(struct om_case *c, const struct om_held_profile *held)
{
	return om_item_find(c->request, om_case_id(c, held->id), "") != NULL;
}

static size_t
planned_count(const struct om_request *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->item_count; i++)
		n += om_item_is_record(&r->items[i]) &&
		     *r->items[i].part == '\0';
	return n;
}

int
om_case_check_plan(struct om_case *c, const struct om_subject *s)
{
	size_t n = 0;
	bool same = true;

	for (size_t i = 0; i < s->profile_count; i++) {
		if (s->profiles[i].removed)
			continue;
		n++;
		same = same && is_planned(c, &s->profiles[i]);
	}
	if (same && n == planned_count(c->request))
		return OM_OK;
	return om_fail(OM_DENIED,
	    "the person's records are others than those of the plan; plan "
	    "again (request plan)");
}

/* What was carried out cannot be planned anew; a copy can. */
static int
check_not_acted(const struct om_request *r)
{
	const struct om_request_step *own =
	    om_request_step_of(r, OM_SYSTEM_STORE);

	if (own == NULL || r->right->act == NULL ||
	    strcmp(own->state, "pending") == 0 ||
	    strcmp(own->state, "running") == 0)
		return OM_OK;
	return om_fail(OM_DENIED, "the plan was carried out already");
}

/* California asks for no proof where nothing is handed out or lost. */
static int
check_verified(const struct om_request *r)
{
	if (r->state != OM_STATE_RECEIVED || r->right->unverified)
		return OM_OK;
	return om_fail(OM_DENIED, "the request cannot be planned: it is %s; %s",
	    om_state_word(r->state), om_state_next(r->state));
}

static int
plan(struct om_case *c, const void *what)
{
	uint8_t reference[OM_HASH_SIZE];
	struct om_span of = OM_SPAN_NONE;
	struct om_subject *s = NULL;
	enum om_state unused;
	int rc = om_state_after(&unused, c->request->state, OM_EVENT_LOCATED);

	(void)what;
	if (rc == OM_OK)
		rc = check_verified(c->request);
	if (rc == OM_OK)
		rc = check_not_acted(c->request);
	if (rc == OM_OK)
		rc = om_claim_locate(&s, c);
	if (rc == OM_OK && s != NULL) {
		rc = om_subject_reference(reference, s);
		of = om_span_bytes(reference, sizeof(reference));
	}
	if (rc == OM_OK)
		rc = om_case_set_subject(c, s == NULL ? 0 : s->id, of);
	if (rc == OM_OK)
		rc = om_fact_forget(c->om->store, c->id, "item/");
	if (rc == OM_OK)
		rc = om_case_event(c, OM_EVENT_LOCATED, 0,
		    s == NULL ? "nobody" : "one person");
	if (rc == OM_OK)
		rc = write_down(c, s);
	return rc == OM_OK ? om_case_event(c, OM_EVENT_PLANNED, 0, "") : rc;
}

int
om_request_plan(struct om_case *c)
{
	return om_case_act(c, OM_MAY_WORK, plan, NULL);
}
