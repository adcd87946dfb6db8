#include "base/clock.h"
#include "request/answer.h"
#include "store/statement.h"

enum { PATH_MAX_BYTES = 1024 };

static const struct om_request_item *
item_of(const struct om_request *r, const char *reference)
{
	for (size_t i = 0; i < r->item_count; i++)
		if (strcmp(r->items[i].reference, reference) == 0)
			return &r->items[i];
	return NULL;
}

/*
 * Redactions say nothing of anybody but where they are: a name that is data
 * itself ({"ben@post.example": ...}) may not stand in one.
 */
static int
check_path(struct om_answer *a, const char *path)
{
	struct om_span text = om_span_of(path);

	if (*path != '/' || text.n > PATH_MAX_BYTES)
		return om_fail(OM_USAGE,
		    "--field is a path within the record, such as "
		    "/attributes/notes");
	a->hits.n = 0;
	om_scanner_text(a->scanner, &a->hits, text, NULL);
	if (a->hits.n > 0 || a->hits.dropped)
		return om_fail(OM_INPUT,
		    "a name in the path holds what looks like somebody's data "
		    "itself: leave out the value above it");
	return OM_OK;
}

/* Whether the item has something at the path. */
struct search {
	const char *item, *path;
	bool found;
};

static int
see(void *state, const struct om_answer_place *place, struct om_span text,
    const struct om_hits *hits)
{
	const struct om_answer_place *top = place;
	struct search *s = state;
	struct om_buf path = OM_BUF(64 << 10);

	(void)text;
	(void)hits;
	while (top->above != NULL)
		top = top->above;
	if (strcmp(top->item, s->item) != 0)
		return OM_OK;
	om_answer_path(&path, place);
	s->found = s->found || om_span_is(om_buf_span(&path), s->path);
	om_buf_free(&path);
	return OM_OK;
}

static int
check_place(struct om_case *c, const struct om_redaction_new *what)
{
	struct search s = { what->item, what->path, false };
	struct om_answer a = { 0 };
	int rc = om_answer_look(&a, c, see, &s);

	if (rc == OM_OK)
		rc = check_path(&a, what->path);
	if (rc == OM_OK && what->kind != NULL &&
	    om_kinds_find(a.kinds, om_span_of(what->kind)) < 0)
		rc = om_fail(OM_USAGE,
		    "--kind is none of the catalogue (ombud policy show "
		    "kinds)");
	if (rc == OM_OK && !s.found)
		rc = om_fail(OM_NOTFOUND,
		    "the record has nothing at that path (request redact "
		    "without --item shows paths)");
	om_answer_close(&a);
	return rc;
}

static int
write_down(struct om_case *c, const struct om_redaction_new *what,
    const struct om_redaction_ground *ground)
{
	struct om_store *store = c->om->store;
	int rc = OM_SQL_RUN(store->sql, S_REDACTION_DELETE, OM_INT(c->id),
	    OM_STRING(what->item), OM_STRING(what->path));

	if (rc == OM_OK && ground == NULL && om_sql_changes(store->sql) == 0)
		return om_fail(
		    OM_NOTFOUND, "nothing is left out at that place");
	if (rc == OM_OK && ground != NULL)
		rc = OM_SQL_RUN(store->sql, S_REDACTION_INSERT, OM_INT(c->id),
		    OM_STRING(what->item), OM_STRING(what->path),
		    OM_STRING(what->kind == NULL ? "" : what->kind),
		    OM_STRING(ground->word), OM_INT(store->member),
		    OM_INT(om_clock_now()));
	return rc == OM_OK ? om_case_event(c, OM_EVENT_REDACTED, 0,
				 ground == NULL ? "taken back" : ground->word)
			   : rc;
}

/* What can be said before the transaction, which everybody else waits for. */
static int
check(struct om_case *c, const struct om_redaction_new *what)
{
	int rc = om_request_load(c);

	if (rc == OM_OK && !c->request->right->copies)
		rc = om_fail(OM_USAGE, "this request asks for no copy");
	if (rc == OM_OK && item_of(c->request, what->item) == NULL)
		rc = om_fail(OM_NOTFOUND, "the plan has no such item");
	if (rc == OM_OK && what->because != NULL)
		rc = check_place(c, what);
	return rc;
}

static int
redact(struct om_case *c, const void *state)
{
	const struct om_redaction_new *what = state;
	const struct om_redaction_ground *ground = NULL;
	enum om_state unused;
	int rc = om_state_after(&unused, c->request->state, OM_EVENT_REDACTED);

	if (rc == OM_OK && what->because != NULL)
		rc = om_redaction_ground_find(
		    &ground, om_span_of(what->because), c->request->regime);
	return rc == OM_OK ? write_down(c, what, ground) : rc;
}

int
om_request_redact(struct om_case *c, const struct om_redaction_new *what)
{
	int rc = om_permit(c->om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = check(c, what);
	return rc == OM_OK ? om_case_act(c, OM_MAY_WORK, redact, what) : rc;
}

struct proposing {
	struct om_answer *a;
	int (*each)(void *state, const struct om_proposal *proposal);
	void *state;
};

static int
propose(void *state, const struct om_answer_place *place, struct om_span text,
    const struct om_hits *hits)
{
	struct proposing *p = state;
	const struct om_answer_place *top = place;
	struct om_buf path = OM_BUF(64 << 10);
	int rc = OM_OK;

	while (top->above != NULL)
		top = top->above;
	for (size_t i = 0; rc == OM_OK && i < hits->n; i++) {
		const struct om_hit *hit = &hits->list[i];
		struct om_proposal found = { .item = top->item,
			.kind = p->a->kinds->list[hit->kind].name,
			.start = hit->start,
			.end = hit->end };

		if (!om_answer_may_be_others(p->a, hit->kind) ||
		    om_answer_is_hers(p->a, hit->kind,
			om_span_bytes(
			    text.p + hit->start, hit->end - hit->start)))
			continue;
		om_buf_reset(&path);
		om_answer_path(&path, place);
		found.path = om_buf_span(&path);
		rc = p->each(p->state, &found);
	}
	om_buf_free(&path);
	return rc;
}

int
om_request_propose(struct om_case *c,
    int (*each)(void *state, const struct om_proposal *proposal), void *state)
{
	struct om_answer a = { 0 };
	struct proposing p = { &a, each, state };
	int rc = om_permit(c->om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = om_request_load(c);
	if (rc == OM_OK && !c->request->right->copies)
		rc = om_fail(OM_USAGE, "this request asks for no copy");
	if (rc == OM_OK && c->request->item_count == 0)
		rc = om_fail(OM_DENIED, "it must be planned first");
	if (rc == OM_OK)
		rc = om_answer_look(&a, c, propose, &p);
	om_answer_close(&a);
	return rc;
}
