#include "cmd/remains.h"

#include <stdio.h>

#include "context/remains.h"
#include "render/terminal.h"

int
om_remains_options(struct om_run *run, struct om *om)
{
	bool yes = om_option_flag(run, "sweep");
	bool no = om_option_flag(run, "no-sweep");

	if (yes && no)
		return om_fail(OM_USAGE, "give either --sweep or --no-sweep");
	om->sweep = yes || (om->sweep && !no);
	return OM_OK;
}

/* A name on the disk may be any bytes. */
static void
tell_place(
    const char *verb, const char *path, const char *member, const char *what)
{
	struct om_buf line = OM_BUF(1 << 20);

	om_terminal_add(&line, om_span_of(path));
	if (member != NULL) {
		om_buf_text(&line, ": ");
		om_terminal_add(&line, om_span_of(member));
	}
	(void)fprintf(stderr, "ombud: %s: %s: %s\n", verb,
	    line.p == NULL ? "" : line.p, what);
	om_buf_free(&line);
}

static void
tell_places(const struct om_sweep *s)
{
	for (size_t i = 0; i < s->finding_count; i++)
		tell_place("found", s->findings[i].path, s->findings[i].member,
		    s->findings[i].where);
	for (size_t i = 0; i < s->problem_count; i++)
		tell_place("not searched", s->problems[i].path,
		    s->problems[i].member, s->problems[i].reason);
}

int
om_remains_tell(struct om_run *run, const struct om *om, int rc)
{
	const struct om_remains *r = om->remains;
	struct om_sweep_sum sum;

	(void)run;
	if (rc != OM_OK || r == NULL || r->sweep == NULL)
		return rc;
	sum = om_sweep_sum(r->sweep);
	tell_places(r->sweep);
	(void)fprintf(stderr,
	    "ombud: %llu files searched for %llu values (%llu more are too "
	    "short to be told from chance): %llu findings\n",
	    (unsigned long long)sum.files,
	    (unsigned long long)(sum.values - sum.refused),
	    (unsigned long long)sum.refused, (unsigned long long)sum.findings);
	if (sum.dirty > 0)
		(void)fprintf(stderr,
		    "ombud: %llu dead bytes of databases are not zero\n",
		    (unsigned long long)sum.dirty);
	if (!sum.clean)
		return 1;
	return om_remains_none(r)
		   ? OM_OK
		   : om_fail(OM_INPUT, "the person is erased, but not all "
				       "files could be searched: the request "
				       "is incomplete");
}
