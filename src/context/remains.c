#include "context/remains.h"

#include "base/memory.h"
#include "policy/sought.h"

struct om_remains *
om_remains_new(struct om *om, int64_t request)
{
	struct om_remains *r = om_new(1, sizeof(*r));

	r->request = request;
	r->next = om->remains;
	om->remains = r;
	return r;
}

struct om_remains *
om_remains_of(const struct om *om, int64_t request)
{
	struct om_remains *r = om->remains;

	while (r != NULL && r->request != request)
		r = r->next;
	return r;
}

int
om_remains_add(
    struct om_remains *r, const struct om *om, const struct om_subject *subject)
{
	size_t refused;

	return om_sweep_subject(&r->needles, &refused, om->identity, subject);
}

/* One that is too short, or that no policy can read any more, is no reason. */
int
om_remains_add_claim(
    struct om_remains *r, const struct om *om, struct om_span claim)
{
	struct om_span type, value;
	int rc = om_sought_parse(&type, &value, om->identity, claim);

	if (rc == OM_OK)
		rc = om_sought_add(&r->needles, om->identity, type, value);
	return rc == OM_USAGE || rc == OM_INPUT ? OM_OK : rc;
}

/* The search before keeps its files open: to close them drops locks. */
static void
keep_files(struct om_remains *r)
{
	struct om_remains *old = om_new(1, sizeof(*old));

	old->sweep = r->sweep;
	old->next = r->next;
	r->next = old;
	r->sweep = NULL;
}

void
om_remains_search(struct om_remains *r, const struct om *om)
{
	if (r->sweep != NULL)
		keep_files(r);
	r->sweep = om_sweep_open(&r->needles);
	om_sweep_workspace(r->sweep, om->folder, om->settings.database != NULL);
}

bool
om_remains_none(const struct om_remains *r)
{
	struct om_sweep_sum sum = om_sweep_sum(r->sweep);

	return sum.clean && sum.problems == 0;
}

void
om_remains_close(struct om_remains *r)
{
	while (r != NULL) {
		struct om_remains *next = r->next;

		om_sweep_close(r->sweep);
		om_needles_free(&r->needles);
		om_free(r);
		r = next;
	}
}
