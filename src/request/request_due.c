#include "request/inside.h"

int
om_request_due(struct om_due *out, const struct om_request *r, struct om *om)
{
	struct om_due_query q = {
		.regime = r->regime,
		.right = r->right->word,
		.country = r->country,
		.received = r->received,
		.extended = r->extended,
		.paused_days = r->paused_days,
		.folder = om->policies,
	};

	int rc = om_context_deadlines(&q.rules, om);

	return rc == OM_OK ? om_due(out, &q) : rc;
}

int
om_request_set_due(struct om_request *r, struct om *om)
{
	struct om_due due;
	int rc = om_request_due(&due, r, om);

	if (rc != OM_OK)
		return rc;
	r->due = due.due;
	r->has_due = true;
	om_due_close(&due);
	return OM_OK;
}
