#include <string.h>

#include "base/memory.h"
#include "sql/postgres_inside.h"

/*
 * What this connection is told. A lock is waited for as long as in SQLite;
 * the planner learns nothing of statements that find one row by its key.
 */
static const char settings[] = "SET client_min_messages = error;"
			       "SET client_encoding = 'UTF8';"
			       "SET lock_timeout = '10s';"
			       "SET synchronous_commit = on;"
			       "SET jit = off;"
			       "SET plan_cache_mode = force_generic_plan";

/* What an act promises: once it is committed no crash takes it back. */
static const char durable[] =
    "SELECT 1 WHERE current_setting('fsync') = 'on'"
    " AND current_setting('full_page_writes') = 'on'"
    " AND current_setting('synchronous_commit') = 'on'"
    " AND current_setting('server_encoding') = 'UTF8'";

static const char there[] = "SELECT 1 WHERE to_regclass('meta') IS NOT NULL";

/* Its text may quote what it was asked to do. */
static void
ignore(void *state, const char *message)
{
	(void)state;
	(void)message;
}

static const char *
option(const PQconninfoOption *options, const char *name)
{
	for (; options->keyword != NULL; options++)
		if (strcmp(options->keyword, name) == 0)
			return options->val == NULL ? "" : options->val;
	return "";
}

/*
 * A password in the settings would be in every copy of them; a server behind
 * a network is one only if it proves it.
 */
static int
check_options(const PQconninfoOption *options)
{
	const char *host = option(options, "host");
	/* Several hosts may stand there; a list is not looked into. */
	bool local = (*host == '\0' || *host == '/') &&
		     strchr(host, ',') == NULL &&
		     *option(options, "hostaddr") == '\0';

	if (*option(options, "password") != '\0')
		return om_fail(OM_USAGE,
		    "database: it must hold no password; put that into the "
		    "file that passfile= names");
	if (!local && strcmp(option(options, "sslmode"), "verify-full") != 0)
		return om_fail(OM_USAGE,
		    "database: a server on the network needs "
		    "sslmode=verify-full");
	return OM_OK;
}

static int
check_address(const struct om_pq *pq, const char *where)
{
	char *message = NULL;
	PQconninfoOption *options = pq->PQconninfoParse(where, &message);
	int rc = options == NULL ? om_fail(OM_USAGE,
				       "database: no address that libpq reads")
				 : check_options(options);

	pq->PQconninfoFree(options);
	pq->PQfreemem(message);
	return rc;
}

/* Whether a question has an answer. */
static int
ask(bool *out, struct om_postgres *c, const char *question)
{
	PGresult *result = c->pq->PQexec(c->connection, question);
	int rc = OM_OK;

	if (c->pq->PQresultStatus(result) != PGRES_TUPLES_OK)
		rc = om_postgres_fail(c, result, "open");
	else
		*out = c->pq->PQntuples(result) > 0;
	c->pq->PQclear(result);
	return rc;
}

static int
configure(struct om_postgres *c, bool create)
{
	bool is_durable = false, is_there = false;
	int rc = om_postgres_run(c, settings, "settings");

	if (rc == OM_OK)
		rc = ask(&is_durable, c, durable);
	if (rc == OM_OK)
		rc = ask(&is_there, c, there);
	if (rc != OM_OK)
		return rc;
	if (!is_durable)
		return om_fail(OM_USAGE,
		    "database: the server must have fsync and "
		    "full_page_writes on, and its text in UTF8");
	if (create && is_there)
		return om_fail(OM_EXISTS,
		    "database: there is a store already; another schema is "
		    "named by options=-csearch_path=NAME");
	if (!create && !is_there)
		return om_fail(OM_NOTFOUND, "database: no store there");
	return OM_OK;
}

int
om_postgres_open(void **out, const char *where, bool create)
{
	struct om_postgres *c = om_new(1, sizeof(*c));
	int rc = om_pq_load(&c->pq);

	if (rc == OM_OK)
		rc = check_address(c->pq, where);
	if (rc == OM_OK) {
		c->connection = c->pq->PQconnectdb(where);
		if (c->pq->PQstatus(c->connection) != CONNECTION_OK)
			rc = om_fail(OM_REMOTE,
			    "database: the server is not reachable, or does "
			    "not let us in");
	}
	if (rc == OM_OK) {
		(void)c->pq->PQsetNoticeProcessor(c->connection, ignore, NULL);
		rc = configure(c, create);
	}
	if (rc == OM_OK)
		*out = c;
	else
		om_postgres_close(c);
	return rc;
}

void
om_postgres_close(void *db)
{
	struct om_postgres *c = db;

	if (c->connection != NULL)
		c->pq->PQfinish(c->connection);
	om_free(c);
}
