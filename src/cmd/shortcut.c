#include "cmd/shortcut.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/file.h"
#include "cmd/request_print.h"
#include "context/place.h"
#include "store/id.h"
#include "store/locate.h"

/* All that is known of how she was verified where nobody says how. */
#define UNTOLD "the operator vouched for it"

static int
look(struct om_case *c, struct om_span claim)
{
	struct om_subject *s;
	struct om_query query;
	int rc = om_permit(c->om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = om_query_parse(&query, c->om->store, claim);
	return rc == OM_OK ? om_locate(&s, c->om->store, c->arena, &query) : rc;
}

static int
take_in(struct om_case *c, const struct om_shortcut *what)
{
	const struct om_request_new fresh = {
		.right = what->right,
		.claim = what->claim,
		.received = om_clock_today(),
	};

	return om_request_new(c, &fresh);
}

int
om_shortcut(struct om_case *c, const struct om_shortcut *what)
{
	int rc = look(c, what->claim);

	/* Before anything is done, not when all is. */
	if (rc == OM_OK && what->out != NULL && om_file_exists(what->out))
		rc = om_fail(OM_EXISTS,
		    "%s: is there already; an answer goes to a new place",
		    what->out);
	if (rc == OM_OK && what->out != NULL)
		rc = om_place_check(c->om, what->out);
	if (rc != OM_OK || c->om->dry_run)
		return rc;
	rc = take_in(c, what);
	if (rc == OM_OK)
		rc = om_request_verify(
		    c, what->method == NULL ? UNTOLD : what->method);
	if (rc == OM_OK)
		rc = om_request_plan(c);
	if (rc == OM_OK)
		rc = om_request_approve(
		    c, what->by == NULL ? c->om->member.name : what->by);
	if (rc == OM_OK)
		rc = om_request_run(c);
	/* A search of the files found something: the caller says what. */
	if (rc == OM_OK && c->request->state == OM_STATE_INCOMPLETE)
		return rc;
	if (rc == OM_OK && what->out != NULL)
		rc = om_request_answer(c, what->out);
	if (rc == OM_OK && what->out != NULL)
		om_request_warn(c->request);
	/* With a source that was not dealt with it stays open. */
	if (rc == OM_OK && what->out != NULL &&
	    strcmp(c->request->outcome, "partial") != 0)
		rc = om_request_close(c, false);
	return rc;
}

void
om_shortcut_print(struct om_run *run, const struct om_case *c)
{
	struct om_buf id = OM_BUF(32);

	if (c->request == NULL || c->id == 0)
		return;
	om_request_print_id(run, c->request);
	om_id_format(&id, c->id);
	if (c->request->state != OM_STATE_CLOSED)
		(void)fprintf(stderr, "ombud: request %s is %s; %s\n", id.p,
		    om_state_word(c->request->state),
		    om_request_next(c->request));
	om_buf_free(&id);
}
