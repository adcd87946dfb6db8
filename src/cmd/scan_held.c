#include "cmd/scan_held.h"

enum { TEXT_MAX = 1 << 30 };

struct om_scan_event {
	struct om_scan_event *next;
	enum { FINDING, SKIPPED, SHARE } what;
	union {
		struct om_finding finding;
		struct om_scan_skipped skipped;
		struct om_scan_share share;
	} as;
};

void
om_scan_held_open(struct om_scan_held *h, struct om_scan *s)
{
	*h = (struct om_scan_held){ .s = s };
	h->text = OM_BUF(TEXT_MAX);
	h->last = &h->first;
}

void
om_scan_held_close(struct om_scan_held *h)
{
	om_buf_free(&h->text);
	om_arena_free(&h->arena);
	om_scan_sets_free(&h->sets);
}

static struct om_scan_event *
add(struct om_scan_held *h)
{
	struct om_scan_event *e = om_arena_new(&h->arena, 1, sizeof(*e));

	*h->last = e;
	h->last = &e->next;
	return e;
}

static void
hold_finding(struct om_scan_held *h, const struct om_finding *f)
{
	struct om_scan_event *e = add(h);

	e->what = FINDING;
	e->as.finding = *f;
	e->as.finding.path = om_arena_string(&h->arena, om_span_of(f->path));
	if (f->field.p != NULL)
		e->as.finding.field = om_arena_copy(&h->arena, f->field);
	e->as.finding.value = om_arena_copy(&h->arena, f->value);
}

int
om_scan_held_finding(struct om_scan_held *h, const struct om_finding *f)
{
	if (!om_scan_is_lines(h->s)) {
		hold_finding(h, f);
		return OM_OK;
	}
	h->findings++;
	if (h->s->lines) {
		om_scan_line(&h->text, h->s, f, NULL);
		h->lines++;
	}
	return om_buf_check(&h->text, "what is found");
}

void
om_scan_held_skip(struct om_scan_held *h, const char *path, const char *reason)
{
	struct om_scan_event *e = add(h);

	e->what = SKIPPED;
	e->as.skipped = (struct om_scan_skipped){
		om_arena_string(&h->arena, om_span_of(path)),
		om_arena_string(&h->arena, om_span_of(reason)),
	};
}

void
om_scan_held_share(
    struct om_scan_held *h, const char *path, const struct om_share *share)
{
	struct om_scan_event *e = add(h);

	e->what = SHARE;
	e->as.share.path = om_arena_string(&h->arena, om_span_of(path));
	e->as.share.share = *share;
	e->as.share.share.field = om_arena_copy(&h->arena, share->field);
}

size_t
om_scan_held_size(const struct om_scan_held *h)
{
	return h->text.n + h->arena.held;
}

static int
give(struct om_scan *s, const struct om_scan_event *e)
{
	switch (e->what) {
	case FINDING:
		return om_scan_finding(s, &e->as.finding);
	case SKIPPED:
		return om_scan_skip(
		    s, e->as.skipped.path, e->as.skipped.reason);
	default:
		return om_scan_share(s, e->as.share.path, &e->as.share.share);
	}
}

int
om_scan_held_give(struct om_scan_held *h)
{
	int rc = OM_OK;

	h->s->new += h->findings;
	om_scan_sets_join(&h->s->sets, &h->sets);
	om_scan_sets_reset(&h->sets);
	if (h->lines > 0)
		rc = om_scan_put(h->s, om_buf_span(&h->text), h->lines);
	for (const struct om_scan_event *e = h->first; e != NULL && rc == OM_OK;
	     e = e->next)
		rc = give(h->s, e);
	om_buf_reset(&h->text);
	om_arena_wipe(&h->arena);
	h->lines = h->findings = 0;
	h->first = NULL;
	h->last = &h->first;
	return rc;
}
