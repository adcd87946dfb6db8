#include "store/import_inside.h"

#include "store/event.h"

static void
keep_refusal(struct om_batch *batch, uint64_t line, const char *why, bool doubt)
{
	struct om_refusal *r = om_arena_new(&batch->arena, 1, sizeof(*r));

	r->line = line;
	r->why = om_arena_string(&batch->arena, om_span_of(why));
	r->doubt = doubt;
	*batch->last_refusal = r;
	batch->last_refusal = &r->next;
}

void
om_import_refuse(struct om_batch *batch, uint64_t line)
{
	keep_refusal(batch, line, om_failure(), false);
	batch->refused++;
}

void
om_import_doubt(
    struct om_batch *batch, uint64_t line, const struct om_suppression_hit *hit)
{
	struct om_buf why = OM_BUF(512);

	om_buf_format(&why,
	    hit->strong
		? "suppressed by its %s, but it has an identifier that nobody "
		  "who was erased had: it may be a stranger's"
		: "suppressed by its %s alone, which several people may "
		  "share: decide about it (suppress pending)",
	    hit->kind);
	keep_refusal(batch, line, why.p, true);
	om_buf_free(&why);
}

/* Keeps the events of a record as texts: the reader's values are gone. */
static int
keep_events(struct om_batch *batch, struct om_pending *p,
    const struct om_value *list, const struct om_value *one)
{
	size_t n = (list == NULL ? 0 : list->count) + (one != NULL);

	p->events = om_arena_new(&batch->arena, n, sizeof(*p->events));
	for (const struct om_value *v = list == NULL ? one : list->first; v;
	     v = list == NULL ? NULL : v->next) {
		struct om_buf text = OM_BUF(16 << 20);
		struct om_json j = OM_JSON(&text, false);
		int rc = om_event_check(v);

		om_value_write(&j, NULL, v);
		if (rc == OM_OK)
			rc = om_buf_check(&text, "an event");
		if (rc == OM_OK)
			p->events[p->event_count++] =
			    om_arena_copy(&batch->arena, om_buf_span(&text));
		om_buf_free(&text);
		if (rc != OM_OK)
			return rc;
	}
	return OM_OK;
}

/* A profile, {"profile":{...}}, or {"profile":{...},"event":{...}}. */
static int
read_record(const struct om_import_reader *r, struct om_pending *p,
    const struct om_value *v)
{
	const struct om_value *inner = om_value_member(v, "profile");
	const struct om_value *event = om_value_member(v, "event");
	const struct om_value *events = NULL;
	int rc;

	if (inner != NULL && v->count != 1u + (event != NULL))
		return om_fail(
		    OM_INPUT, "beside \"profile\" only \"event\" may stand");
	rc = om_profile_read(
	    &p->profile, &r->into->arena, inner == NULL ? v : inner, &events);
	if (rc == OM_OK && events != NULL && event != NULL)
		rc = om_fail(OM_INPUT, "both \"events\" and \"event\"");
	if (rc == OM_OK && (events != NULL || event != NULL))
		rc = keep_events(r->into, p, events, event);
	if (rc == OM_OK)
		rc = om_profile_tags(
		    &p->tags, r->tagger, &r->into->arena, &p->profile);
	return rc;
}

/* The next record: 1, 0 at the end, negative where reading cannot go on. */
static int
read_next(struct om_import_reader *r, struct om_arena *reading)
{
	struct om_batch *b = r->into;
	struct om_pending *p = &b->pending[b->n];
	struct om_value *v;
	int rc = om_records_next(&v, r->records, reading);

	if (rc == 0 || rc == OM_IO)
		return rc;
	b->records++;
	*p = (struct om_pending){ .line = om_records_line(r->records) };
	rc = rc < 0 ? rc : read_record(r, p, v);
	if (rc == OM_OK) {
		b->n++;
		return 1;
	}
	if (rc != OM_INPUT && rc != OM_LIMIT)
		return rc;
	om_import_refuse(b, p->line);
	return r->strict ? 0 : 1;
}

void
om_import_read(struct om_import_reader *r)
{
	struct om_batch *b = r->into;
	struct om_arena reading = { 0 };
	int rc = 1;

	om_arena_wipe(&b->arena);
	b->n = b->records = b->refused = 0;
	b->refusals = NULL;
	b->last_refusal = &b->refusals;
	while (rc == 1 && b->n < OM_BATCH_RECORDS &&
	       b->arena.held < OM_BATCH_BYTES) {
		om_arena_wipe(&reading);
		rc = read_next(r, &reading);
	}
	if (b->used <= b->n)
		b->used = b->n + (b->n < OM_BATCH_RECORDS);
	b->end = rc != 1;
	b->bytes = om_records_read(r->records);
	b->code = rc < 0 ? rc : OM_OK;
	memcpy(b->failure, om_failure(), strlen(om_failure()) + 1);
	om_arena_free(&reading);
}
