#include "fault/hands_inside.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "crypto/keys.h"
#include "request/register.h"
#include "store/backup.h"
#include "store/destruction.h"
#include "store/epoch.h"

DO(receive)
{
	struct om_case c = { h->om, &h->arena, 0, NULL };
	struct om_buf claim = OM_BUF(64);
	struct om_request_new what = { .right =
					   act->b != 0 ? "erase" : "access",
		.received = om_clock_today() };
	int rc;

	om_buf_format(&claim, "email:p%u@mail.example",
	    (unsigned)w->profiles[act->a].number);
	what.claim = om_buf_span(&claim);
	rc = om_request_new(&c, &what);
	om_buf_free(&claim);
	return rc;
}

static int
keep_open(void *state, const struct om_request_row *r)
{
	*(int64_t *)state = r->id;
	return OM_OK;
}

/* The one request that is open. */
static int
take(struct om_case *c, struct hands *h)
{
	const struct om_request_filter filter = { .open = true };

	*c = (struct om_case){ h->om, &h->arena, 0, NULL };
	return om_request_list(h->om, &filter, keep_open, &c->id);
}

#define DO_CASE(name, call)                     \
	DO(name)                                \
	{                                       \
		struct om_case c;               \
		int rc = take(&c, h);           \
                                                \
		(void)w;                        \
		(void)act;                      \
		return rc == OM_OK ? call : rc; \
	}

DO_CASE(verify, om_request_verify(&c, "signed in"))
DO_CASE(plan, om_request_plan(&c))
DO_CASE(approve, om_request_approve(&c, h->om->member.name))
DO_CASE(run, om_request_run(&c))
DO_CASE(close, om_request_close(&c, true))

DO(answer)
{
	char *path = answer_path(h, w->answers + 1);
	struct om_case c;
	int rc = take(&c, h);

	(void)act;
	if (rc == OM_OK)
		rc = om_request_answer(&c, path);
	om_free(path);
	return rc;
}

/* What `key tend` does, whether it is time or not. */
DO(tend)
{
	struct om_store *store = h->om->store;
	uint64_t n;
	int rc = om_epoch_record(store, NULL);

	(void)w;
	(void)act;
	if (rc == OM_OK)
		rc = om_store_rewrap(store, &n);
	return rc == OM_OK ? om_destruction_finish(&n, store) : rc;
}

DO(rotate)
{
	uint32_t version;
	uint64_t n;
	int rc = om_epoch_rotate(h->om->store, &version);

	(void)w;
	(void)act;
	return rc == OM_OK ? om_store_rewrap(h->om->store, &n) : rc;
}

DO(destroy)
{
	(void)w;
	return om_destruction_run(h->om->store, OM_KEY_EPOCH, act->a);
}
