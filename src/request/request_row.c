#include "request/inside.h"
#include "request/notice.h"
#include "request/item.h"
#include "request/letter.h"
#include "store/id.h"
#include "store/journal.h"
#include "store/statement.h"

const char *
om_case_string(struct om_case *c, struct om_span s)
{
	return om_arena_string(c->arena, s);
}

const char *
om_case_id(struct om_case *c, int64_t id)
{
	struct om_buf text = OM_BUF(32);
	const char *s;

	om_id_format(&text, id);
	s = om_case_string(c, om_buf_span(&text));
	om_buf_free(&text);
	return s;
}

const char *
om_case_cite_of(struct om_case *c, const char *cite, const char *regime)
{
	struct om_buf text = OM_BUF(1024);
	const char *s;

	if (strcmp(regime, "uk-gdpr") != 0 ||
	    !om_span_starts(om_span_of(cite), OM_SPAN("GDPR ")))
		return cite;
	om_buf_format(&text, "UK %s", cite);
	s = om_case_string(c, om_buf_span(&text));
	om_buf_free(&text);
	return s;
}

const char *
om_case_cite(struct om_case *c, const char *cite)
{
	return om_case_cite_of(c, cite, c->request->regime);
}

/* A text column of the row at which statement s stands. */
static const char *
column(struct om_case *c, int s, int i)
{
	return om_case_string(c, om_sql_data(c->om->store->sql, s, i));
}

static int
read_row(struct om_request *r, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;
	const char *regime;
	int rc;

	r->asked = column(c, S_REQUEST_GET, 0);
	r->country = column(c, S_REQUEST_GET, 2);
	r->received = (int32_t)om_sql_integer(sql, S_REQUEST_GET, 3);
	r->requester = om_sql_integer(sql, S_REQUEST_GET, 4);
	r->subject = om_sql_integer(sql, S_REQUEST_GET, 5);
	r->reference =
	    om_arena_copy(c->arena, om_sql_data(sql, S_REQUEST_GET, 6));
	r->controller = column(c, S_REQUEST_GET, 7);
	r->role = column(c, S_REQUEST_GET, 8);
	r->channel = column(c, S_REQUEST_GET, 9);
	r->capacity = column(c, S_REQUEST_GET, 10);
	r->language = column(c, S_REQUEST_GET, 11);
	r->about = column(c, S_REQUEST_GET, 12);
	rc = om_request_set_regimes(c, r, column(c, S_REQUEST_GET, 1));
	return rc == OM_OK
		   ? om_right_find(&r->right, &regime, om_span_of(r->asked))
		   : rc;
}

/* The next of *n zeroed objects of that size, room made by doubling. */
static void *
grow(struct om_case *c, void **list, size_t *n, size_t size)
{
	bool full = (*n & (*n - 1)) == 0; /* 0, 1, 2, 4, 8 ... */
	char *all = *list;

	if (full) {
		all = om_arena_new(c->arena, *n == 0 ? 1 : 2 * *n, size);
		if (*list != NULL)
			memcpy(all, *list, *n * size);
		*list = all;
	}
	return all + (*n)++ * size;
}

static int
read_events(struct om_request *r, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;
	int rc = OM_SQL_START(sql, S_REQUEST_EVENT_OF, OM_INT(c->id));
	void *list = NULL;

	while (
	    rc == OM_OK && (rc = om_sql_step(sql, S_REQUEST_EVENT_OF)) == 1) {
		struct om_request_event *e =
		    grow(c, &list, &r->event_count, sizeof(*e));

		e->at = om_sql_integer(sql, S_REQUEST_EVENT_OF, 0);
		e->member = om_sql_integer(sql, S_REQUEST_EVENT_OF, 1);
		e->detail = column(c, S_REQUEST_EVENT_OF, 3);
		e->day = (int32_t)om_sql_integer(sql, S_REQUEST_EVENT_OF, 4);
		e->typist = om_sql_integer(sql, S_REQUEST_EVENT_OF, 5);
		rc = om_state_event_parse(
		    &e->kind, om_sql_data(sql, S_REQUEST_EVENT_OF, 2));
	}
	om_sql_stop(sql, S_REQUEST_EVENT_OF);
	r->events = list;
	return rc;
}

static int
name_member(const char **out, struct om_case *c, int64_t id)
{
	struct om_member member;
	int rc = om_member_get(&member, c->om->store, id);

	/* Whom a restore has lost the row of acted all the same. */
	if (rc == OM_NOTFOUND)
		*out = om_case_id(c, id);
	else if (rc == OM_OK)
		*out = om_case_string(c, om_span_of(member.name));
	return rc == OM_NOTFOUND ? OM_OK : rc;
}

/* Names of staff, as the workspace knows them now. */
static int
name_members(struct om_request *r, struct om_case *c)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < r->event_count; i++) {
		struct om_request_event *e = &r->events[i];

		rc = name_member(&e->by, c, e->member);
		if (rc == OM_OK && e->typist != e->member)
			rc = name_member(&e->typed, c, e->typist);
	}
	return rc;
}

static int
read_items(struct om_request *r, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;
	int rc = OM_SQL_START(sql, S_REQUEST_ITEM_OF, OM_INT(c->id));
	void *list = NULL;

	while (rc == OM_OK && (rc = om_sql_step(sql, S_REQUEST_ITEM_OF)) == 1) {
		struct om_request_item *item =
		    grow(c, &list, &r->item_count, sizeof(*item));

		om_item_read(item, c);
		rc = OM_OK;
	}
	om_sql_stop(sql, S_REQUEST_ITEM_OF);
	r->items = list;
	return rc;
}

static int
read_steps(struct om_request *r, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;
	int rc = OM_SQL_START(sql, S_REQUEST_STEP_OF, OM_INT(c->id));
	void *list = NULL;

	while (rc == OM_OK && (rc = om_sql_step(sql, S_REQUEST_STEP_OF)) == 1) {
		struct om_request_step *s =
		    grow(c, &list, &r->step_count, sizeof(*s));

		s->system = column(c, S_REQUEST_STEP_OF, 0);
		s->state = column(c, S_REQUEST_STEP_OF, 1);
		s->grade = column(c, S_REQUEST_STEP_OF, 2);
		s->located = om_sql_integer(sql, S_REQUEST_STEP_OF, 3);
		s->acted = om_sql_integer(sql, S_REQUEST_STEP_OF, 4);
		s->remaining = om_sql_integer(sql, S_REQUEST_STEP_OF, 5);
		s->events = om_sql_integer(sql, S_REQUEST_STEP_OF, 6);
		s->identifiers = om_sql_integer(sql, S_REQUEST_STEP_OF, 7);
		rc = OM_OK;
	}
	om_sql_stop(sql, S_REQUEST_STEP_OF);
	r->steps = list;
	return rc;
}

/* A regime that left the policies takes no request with it. */
static int
set_due(struct om_request *r, struct om *om)
{
	int rc = om_request_set_due(r, om);

	return rc == OM_NOTFOUND ? OM_OK : rc;
}

/* Then the outcome follows from the items. */
static bool
was_executed(const struct om_request *r)
{
	for (size_t i = 0; r->events != NULL && i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_EXECUTED)
			return true;
	return false;
}

int
om_request_load_state(struct om_case *c)
{
	struct om_request *r = om_arena_new(c->arena, 1, sizeof(*r));
	struct om_sql *sql = c->om->store->sql;
	int rc = OM_SQL_FIRST(sql, S_REQUEST_GET, OM_INT(c->id));

	if (rc == 0)
		rc = om_fail(OM_NOTFOUND, "there is no such request");
	else if (rc == 1)
		rc = read_row(r, c);
	om_sql_stop(sql, S_REQUEST_GET);
	r->id = c->id;
	if (rc == OM_OK)
		rc = read_events(r, c);
	if (rc == OM_OK)
		rc = read_steps(r, c);
	if (rc == OM_OK && was_executed(r))
		rc = read_items(r, c);
	if (rc == OM_OK)
		rc = om_request_derive(r);
	if (rc == OM_OK)
		rc = set_due(r, c->om);
	if (rc == OM_OK)
		c->request = r;
	return rc;
}

int
om_request_load(struct om_case *c)
{
	int rc = om_request_load_state(c);

	if (rc == OM_OK)
		rc = name_members(c->request, c);
	if (rc == OM_OK && !was_executed(c->request))
		rc = read_items(c->request, c);
	if (rc == OM_OK)
		rc = om_letter_list(c->request, c);
	return rc == OM_OK ? om_notice_load(c) : rc;
}

int
om_case_write_step(struct om_case *c, const struct om_request_step *s)
{
	return OM_SQL_RUN(c->om->store->sql, S_REQUEST_STEP_SET, OM_INT(c->id),
	    OM_STRING(s->system), OM_STRING(s->state), OM_STRING(s->grade),
	    OM_INT(s->located), OM_INT(s->acted), OM_INT(s->remaining),
	    OM_INT(s->events), OM_INT(s->identifiers));
}

int
om_case_write_plan(struct om_case *c)
{
	const struct om_request *r = c->request;
	struct om_sql *sql = c->om->store->sql;
	int rc = OM_SQL_RUN(sql, S_REQUEST_ITEM_CLEAR, OM_INT(c->id));

	if (rc == OM_OK)
		rc = OM_SQL_RUN(sql, S_REQUEST_STEP_CLEAR, OM_INT(c->id));
	for (size_t i = 0; rc == OM_OK && i < r->item_count; i++)
		rc = om_item_write(c, i + 1, &r->items[i]);
	for (size_t i = 0; rc == OM_OK && i < r->step_count; i++)
		rc = om_case_write_step(c, &r->steps[i]);
	return rc;
}

struct om_request_step *
om_request_step_of(const struct om_request *r, const char *system)
{
	for (size_t i = 0; i < r->step_count; i++)
		if (strcmp(r->steps[i].system, system) == 0)
			return &r->steps[i];
	return NULL;
}

int
om_case_set_about(struct om_case *c, const char *about)
{
	struct om_store *store = c->om->store;
	struct om_journal l;
	int rc = OM_SQL_RUN(
	    store->sql, S_REQUEST_SET_ABOUT, OM_INT(c->id), OM_STRING(about));

	if (rc == OM_OK)
		rc = om_journal_begin(&l, store, c->id, "about");
	if (rc != OM_OK)
		return rc;
	om_json_string(&l.j, "about", about);
	return om_journal_end(&l, store);
}

int
om_case_set_subject(
    struct om_case *c, int64_t subject, struct om_span reference)
{
	c->request->subject = subject;
	c->request->reference = om_arena_copy(c->arena, reference);
	return OM_SQL_RUN(c->om->store->sql, S_REQUEST_LOCATED, OM_INT(c->id),
	    subject == 0 ? OM_NULL : OM_INT(subject),
	    reference.n == 0 ? OM_NULL : OM_BYTES(reference));
}
