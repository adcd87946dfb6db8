#include "base/memory.h"
#include "scan/sieve_inside.h"

/* What is left in a record as it was. */
struct left {
	struct om_kind_set kinds;
	bool any;
};

static void
add_edit(struct om_sieve_worker *w, struct om_sieve_edit edit)
{
	struct om_sieve_edit *last =
	    w->edit_count > 0 ? &w->edits[w->edit_count - 1] : NULL;

	/* What overlaps is one: the longer, in the manner of the stricter. */
	if (last != NULL && edit.start < last->end) {
		if (edit.change->action > last->change->action) {
			last->change = edit.change;
			last->kind = edit.kind;
		}
		if (edit.end > last->end)
			last->end = edit.end;
		return;
	}
	if (w->edit_count == w->edit_size) {
		w->edit_size = w->edit_size == 0 ? 64 : w->edit_size * 2;
		w->edits = om_resize(w->edits, w->edit_size, sizeof(*w->edits));
	}
	w->edits[w->edit_count++] = edit;
}

/* That a kind, or a field from OM_KINDS_MAX on, was changed. */
static void
note(struct om_sieve_worker *w, size_t what)
{
	if (w->pending_count == w->pending_size) {
		w->pending_size =
		    w->pending_size == 0 ? 64 : w->pending_size * 2;
		w->pending =
		    om_resize(w->pending, w->pending_size, sizeof(*w->pending));
	}
	w->pending[w->pending_count++] = (uint16_t)what;
}

static void
leave(struct left *left, int kind)
{
	if (kind < 0)
		return;
	om_kind_set_add(&left->kinds, kind);
	left->any = true;
}

/* 1 or 2 where the action is about the whole record. */
static int
check_action(enum om_sieve_action action, const char *what, struct om_span name)
{
	if (action == OM_SIEVE_DIVERT)
		return om_fail(1, "%s %.*s", what, OM_SPAN_ARG(name));
	if (action == OM_SIEVE_BLOCK)
		return om_fail(2, "%s %.*s", what, OM_SPAN_ARG(name));
	return OM_OK;
}

static int
plan_field(struct om_sieve_worker *w, const struct om_sieve_spot *spot,
    struct left *left)
{
	const struct om_sieve_field *f = spot->field;
	int rc = check_action(f->change.action, "has the field", f->name);

	if (rc != OM_OK)
		return rc;
	if (f->change.action == OM_SIEVE_KEEP) {
		leave(left, f->kind);
		return OM_OK;
	}
	add_edit(w, (struct om_sieve_edit){
			0, (uint32_t)spot->text.n, &f->change, f->kind });
	note(w, OM_KINDS_MAX + (size_t)(f - w->sieve->options.rules->fields));
	return OM_OK;
}

static int
plan_findings(struct om_sieve_worker *w, const struct om_sieve_spot *spot,
    struct left *left)
{
	const struct om_sieve_rules *rules = w->sieve->options.rules;
	uint32_t next = w->sheet.cells[spot->cell].found;
	int rc = OM_OK;

	for (; next != 0 && rc == OM_OK; next = w->sheet.found[next - 1].next) {
		const struct om_hit *hit = &w->sheet.found[next - 1].hit;
		const struct om_sieve_change *c = &rules->of_kind[hit->kind];
		const char *name = rules->kinds->list[hit->kind].name;

		rc = check_action(c->action, "holds", om_span_of(name));
		if (rc != OM_OK)
			return rc;
		if (c->action == OM_SIEVE_KEEP) {
			leave(left, hit->kind);
			continue;
		}
		if (spot->form == OM_SIEVE_KEY)
			return om_fail(OM_INPUT, "a key holds %s", name);
		add_edit(w, (struct om_sieve_edit){
				hit->start, hit->end, c, hit->kind });
		note(w, hit->kind);
	}
	return rc;
}

static int
write_spot(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_spot *spot, struct left *left, const char **copied)
{
	int rc;

	w->edit_count = 0;
	rc = spot->field != NULL ? plan_field(w, spot, left)
				 : plan_findings(w, spot, left);
	if (rc != OM_OK || w->edit_count == 0)
		return rc;
	om_buf_add(out, om_span_bytes(*copied, (size_t)(spot->p - *copied)));
	*copied = spot->p + spot->n;
	return om_sieve_encode(w, out, spot);
}

/* What a law says of what stayed as it was. */
static int
judge(struct om_sieve_worker *w, const struct left *left)
{
	const struct om_sieve_options *o = &w->sieve->options;

	if (o->policy == NULL || !left->any)
		return OM_OK;
	om_policy_judge(&w->verdict, o->policy, &left->kinds);
	if (w->verdict.value != OM_VERDICT_PERSONAL &&
	    w->verdict.value != OM_VERDICT_PERSONAL_FOR_HOLDER)
		return OM_OK;
	return om_fail(o->block ? 2 : 1, "%s: %s (%s)", o->policy->name,
	    om_verdict_word(w->verdict.value),
	    w->verdict.n > 0 ? w->verdict.spoken[0].rule->id : "");
}

static void
count(struct om_sieve_worker *w, const struct left *left)
{
	int kind = -1;

	for (size_t i = 0; i < w->pending_count; i++) {
		if (w->pending[i] < OM_KINDS_MAX)
			w->counts.kinds[w->pending[i]]++;
		else
			w->counts.fields[w->pending[i] - OM_KINDS_MAX]++;
	}
	while (left->any &&
	       (kind = om_kind_set_next(&left->kinds, kind + 1)) >= 0 &&
	       kind + 1 < OM_KINDS_MAX)
		w->counts.kept[kind]++;
	w->counts.changed += w->pending_count > 0;
}

int
om_sieve_write_record(struct om_sieve_worker *w, struct om_buf *out,
    const struct om_sieve_record *r)
{
	size_t last = (size_t)(r - w->records) + 1 < w->record_count
			  ? r[1].spot
			  : w->spot_count;
	const char *copied = r->raw.p;
	struct left left = { .any = false };
	int rc = OM_OK;

	w->pending_count = 0;
	for (size_t i = r->spot; i < last && rc == OM_OK; i++)
		rc = write_spot(w, out, &w->spots[i], &left, &copied);
	if (rc == OM_OK)
		rc = judge(w, &left);
	if (rc != OM_OK)
		return rc;
	om_buf_add(
	    out, om_span_bytes(copied, r->raw.n - (size_t)(copied - r->raw.p)));
	count(w, &left);
	return OM_OK;
}
