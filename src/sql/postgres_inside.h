#ifndef OM_SQL_POSTGRES_INSIDE_H
#define OM_SQL_POSTGRES_INSIDE_H

#include "sql/pq.h"
#include "sql/sql.h"

/* Of postgres.c and postgres_open.c. */

/* A connection; changes is what the last statement that writes changed. */
struct om_postgres {
	const struct om_pq *pq;
	PGconn *connection;
	int64_t changes;
};

/*
 * The failure that a result tells of, by its SQLSTATE: the server's message
 * can quote values. what names the statement.
 */
int om_postgres_fail(
    const struct om_postgres *c, const PGresult *result, const char *what);

/* Runs a text; OM_OK where all of it succeeded. */
int om_postgres_run(
    struct om_postgres *c, const char *text, const char *what) OM_MUST_CHECK;

/* The driver's functions of these names (sql.h). */
int om_postgres_open(void **out, const char *where, bool create) OM_MUST_CHECK;
void om_postgres_close(void *db);

#endif
