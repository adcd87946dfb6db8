#include "request/inside.h"
#include "store/audit.h"

/* What a search that was not clean came to. */
static const char *const results[] = { "values of the person stand in files",
	"dead bytes of a database are not zero",
	"not all files could be read" };

enum { RESULTS = sizeof(results) / sizeof(results[0]) };

static int
gather(struct om_remains *r, struct om_case *c)
{
	struct om_people *people = om_people_new(c->om->store, c->arena);
	struct om_subject *s = NULL;
	struct om_span claim = OM_SPAN_NONE;
	int rc = om_claim_open(&claim, c);

	if (rc == OM_OK)
		rc = om_remains_add_claim(r, c->om, claim);
	if (rc == OM_NOTFOUND)
		rc = OM_OK;
	if (rc == OM_OK && c->request->subject != 0)
		rc = om_people_get(people, &s, c->request->subject);
	if (rc == OM_NOTFOUND)
		rc = OM_OK;
	return rc == OM_OK && s != NULL ? om_remains_add(r, c->om, s) : rc;
}

int
om_request_search_begin(struct om_remains **out, struct om_case *c, bool gone)
{
	struct om_remains *r = om_remains_of(c->om, c->id);
	int rc = OM_OK;

	if (r == NULL && gone)
		return om_fail(OM_DENIED,
		    "the person was erased by an earlier run, which alone "
		    "knew what to search for: search with `ombud db sweep "
		    "--for -`, then run this with --no-sweep");
	if (r == NULL) {
		r = om_remains_new(c->om, c->id);
		rc = gather(r, c);
		/* Half of them would be searched for the next time. */
		if (rc != OM_OK)
			r->request = 0;
	}
	if (rc == OM_OK)
		*out = r;
	return rc;
}

int
om_request_search_record(struct om_case *c, const struct om_remains *r)
{
	const struct om_sweep_sum sum = om_sweep_sum(r->sweep);
	const struct om_audit_entry entry = {
		.act = OM_ACT_SWEEP,
		.reference = c->request->reference,
		.request = c->id,
		.detail = sum.complete ? "complete" : "incomplete",
		.counts = { { "values", (int64_t)sum.values },
		    { "files", (int64_t)sum.files },
		    { "findings", (int64_t)sum.findings },
		    { "dirty", (int64_t)sum.dirty },
		    { "problems", (int64_t)sum.problems } },
	};
	int rc = om_audit_add(c->om->store, &entry);

	if (rc != OM_OK || om_remains_none(r))
		return rc;
	return om_case_event(c, OM_EVENT_INCOMPLETE, 0,
	    results[sum.findings > 0 ? 0
		    : sum.dirty > 0  ? 1
				     : 2]);
}

bool
om_request_searched_badly(const struct om_request *r)
{
	for (size_t i = 0; i < r->event_count; i++)
		for (size_t k = 0; k < RESULTS; k++)
			if (strcmp(r->events[i].detail, results[k]) == 0)
				return true;
	return false;
}
