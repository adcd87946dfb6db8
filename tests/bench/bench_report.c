/*
 * The register with 100,000 open requests, made by direct statements: what an
 * inbox asks of it, and how long it takes to derive every deadline anew.
 * Limits are held against processor time, which other programs do not change.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "bench/workspace.h"
#include "request/register.h"

static const double inbox_ms = 50, recompute_s = 1;

/* Of the last 33 days, so that some are late; every seventh extended. */
static void
fill(struct om *om, int n)
{
	struct om_buf text = OM_BUF(1 << 16);
	const int32_t today = om_clock_today();

	om_buf_format(&text,
	    "CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
	    " SELECT i + 1 FROM n WHERE i < %d) SELECT i, %d - i %% 33 AS day"
	    " FROM n;"
	    "INSERT INTO request (id, right_name, regime, country, received,"
	    " requester, controller, role, channel, capacity, language)"
	    " SELECT i, CASE i %% 4 WHEN 0 THEN 'erase' WHEN 1 THEN"
	    " 'portability' ELSE 'access' END, CASE i %% 5 WHEN 0 THEN 'ccpa'"
	    " ELSE 'gdpr' END, CASE WHEN i %% 1000 = 0 THEN 'FR' WHEN i %% 5 ="
	    " 0 THEN 'US-CA' ELSE 'DE' END, day, %lld, '', 'controller', 'mail', 'self', 'en' FROM n;"
	    "INSERT INTO request_event (request, number, at, member, kind,"
	    " detail, day, typed) SELECT i, 1, day * 86400000, %lld, 'received', '',"
	    " day, 0 FROM n;"
	    "INSERT INTO request_event (request, number, at, member, kind,"
	    " detail, day, typed) SELECT i, 2, (day + 1) * 86400000, %lld, 'verified',"
	    " 'signed in', day + 1, 0 FROM n;"
	    "INSERT INTO request_event (request, number, at, member, kind,"
	    " detail, day, typed) SELECT i, 3, (day + 2) * 86400000, %lld, 'extended',"
	    " 'complexity', day + 2, 0 FROM n WHERE i %% 7 = 0;"
	    "DROP TABLE n;",
	    n, today, (long long)om->member.id, (long long)om->member.id,
	    (long long)om->member.id, (long long)om->member.id);
	must(om_sql_script(om->store->sql, text.p), "fill");
	om_buf_free(&text);
}

static int
count(void *state, const struct om_request_row *row)
{
	(void)row;
	++*(int *)state;
	return OM_OK;
}

static bool
inbox(struct om *om, const char *what, int32_t before)
{
	const struct om_request_filter filter = { .due_before = before };
	double begun = cpu_seconds(), ms;
	int rows = 0;

	must(om_request_list(om, &filter, count, &rows), what);
	ms = (cpu_seconds() - begun) * 1e3;
	(void)printf("report: %s: %d rows in %.1f ms (limit %.0f)\n", what,
	    rows, ms, inbox_ms);
	return ms <= inbox_ms;
}

static bool
recompute(struct om *om, const char *what)
{
	struct om_recomputed n;
	double begun = cpu_seconds(), s;

	must(om_request_recompute(&n, om), what);
	s = cpu_seconds() - begun;
	(void)printf("report: %s: %lld deadlines, %lld of them changed, in "
		     "%.2f s (limit %.0f)\n",
	    what, (long long)n.requests, (long long)n.changed, s, recompute_s);
	return s <= recompute_s;
}

int
main(void)
{
	const int n = getenv("BENCH_SHORT") != NULL ? 10000 : 100000;
	const struct om_init what = { .folder = "report" };
	struct om *om;
	bool fast;

	must(om_folder_remove(what.folder), "remove");
	must(om_init(&what), "init");
	must(om_open(&om, what.folder), "open");
	fill(om, n);
	fast = recompute(om, "derived for the first time");
	fast &= recompute(om, "derived anew");
	(void)inbox(om, "once", om_clock_today());
	fast &= inbox(om, "due within a day", om_clock_today() + 1);
	must(om_close(om), "close");
	return !fast;
}
