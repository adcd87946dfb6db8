#include <stdio.h>

#include "base/memory.h"
#include "cmd/risk.h"
#include "context/context.h"
#include "format/json_reader.h"
#include "policy/risk_read.h"
#include "store/audit.h"
#include "store/id.h"
#include "store/people.h"
#include "store/restriction.h"
#include "store/subject.h"

/*
 * A record is a profile, a person a subject. Measured are what a profile says
 * of a person, its name and attributes: identifiers are direct by nature.
 */
static int
put(struct om_risk_table *t, const char *name, struct om_span value)
{
	size_t column;
	int rc = om_risk_table_column(&column, t, om_span_of(name));

	return rc == OM_OK ? om_risk_table_put(t, column, value) : rc;
}

static int
read_profile(struct om_risk_table *t, struct om_arena *arena,
    const struct om_subject *s, const struct om_profile *p)
{
	struct om_buf id = OM_BUF(32);
	struct om_value *attributes;
	int rc = om_json_read(&attributes, arena, p->attributes, NULL);

	om_id_format(&id, s->id);
	if (rc == OM_OK)
		rc = put(t, OM_RISK_SUBJECT, om_buf_span(&id));
	if (rc == OM_OK)
		rc = put(t, "name", p->name);
	if (rc == OM_OK)
		rc = om_risk_read_object(t, attributes);
	om_buf_free(&id);
	return rc == OM_OK ? om_risk_table_next(t) : rc;
}

static int
read_subject(struct om_risk_table *t, struct om_store *store, int64_t id)
{
	struct om_arena arena = { 0 };
	struct om_subject *s;
	int rc = om_people_get(om_people_new(store, &arena), &s, id);

	for (size_t i = 0; rc == OM_OK && i < s->profile_count; i++)
		rc = read_profile(t, &arena, s, &s->profiles[i].profile);
	om_arena_free(&arena);
	return rc;
}

/* Restricted data is kept, and not measured: GDPR Art. 18(2). */
static int
read_unless_restricted(
    struct om_risk_table *t, struct om_store *store, int64_t id, uint64_t *left)
{
	int rc = om_restriction_stands(store, id, 0);

	if (rc == 1)
		++*left;
	return rc == 0 ? read_subject(t, store, id) : rc < 0 ? rc : OM_OK;
}

static int
read_everybody(struct om_risk_table *t, struct om_store *store, uint64_t *left)
{
	int64_t ids[OM_SUBJECT_PAGE], after = 0;
	size_t n = OM_SUBJECT_PAGE;
	int rc = OM_OK;

	while (rc == OM_OK && n == OM_SUBJECT_PAGE) {
		rc = om_subject_page(ids, &n, store, after);
		for (size_t i = 0; rc == OM_OK && i < n; i++)
			rc = read_unless_restricted(t, store, ids[i], left);
		after = n > 0 ? ids[n - 1] : after;
	}
	return rc == OM_OK ? om_risk_table_finish(t) : rc;
}

static int
measure_store(struct om_measure *m, struct om *om)
{
	struct om_risk_table *t = &m->table;
	struct om_audit_entry entry = { .act = OM_ACT_RISK };
	uint64_t left = 0;
	int rc = om_permit(om, OM_MAY_MEASURE);

	if (rc == OM_OK)
		rc = read_everybody(t, om->store, &left);
	if (rc == OM_OK && left > 0)
		(void)fprintf(stderr,
		    "ombud: the data of %llu people is restricted and was not "
		    "measured\n",
		    (unsigned long long)left);
	if (rc == OM_OK && t->n == 0)
		rc = om_fail(OM_INPUT, "there is no profile in the store");
	entry.counts[0].name = "records";
	entry.counts[0].value = (int64_t)t->n;
	if (rc == OM_OK)
		rc = om_audit_defer(om->store, &entry);
	return rc == OM_OK ? om_audit_flush(om->store) : rc;
}

int
om_measure_read_store(struct om_measure *m)
{
	struct om_failure why;
	struct om *om = NULL;
	int rc = om_open(&om, m->run->home), closed;

	if (rc != OM_OK)
		return rc;
	rc = measure_store(m, om);
	why = om_failure_keep();
	closed = om_close(om);
	if (rc < 0)
		om_failure_return(&why);
	return rc < 0 ? rc : closed;
}
