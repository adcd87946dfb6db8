#ifndef OM_SQL_SQL_H
#define OM_SQL_SQL_H

#include "base/buf.h"

/*
 * One SQL text, two drivers. Statements are named: a list of texts is given
 * at opening, and a statement is its place in that list. Texts use $1..$17,
 * ON CONFLICT and RETURNING, which SQLite and PostgreSQL share; the tokens
 * {id}, {bytes}, {clustered} and {tables} (a list of names) are replaced.
 *
 * Errors: OM_BUSY (locked, try again), OM_IO (disk), OM_REMOTE (the server
 * is not reachable), OM_EXISTS (a unique key
 * is taken), OM_CORRUPT (not a database, or a damaged one). Messages name the
 * statement, never a value.
 *
 * In SQLite's files no byte that is dead keeps what it was: deleting zeroes,
 * what balancing leaves is zeroed as the page is written (sql/scrub.h), and
 * there are no temporary files. Only page numbers stay, in the slack of
 * pages that were trunks of the freelist. SQLite's heap is wiped as it is
 * freed.
 */
struct om_sql;

enum { OM_SQL_ARGUMENTS = 17 };

struct om_statement {
	const char *name;
	const char *text;
};

/* A value to bind; text is UTF-8. Borrowed until the statement has ended. */
struct om_cell {
	enum om_cell_type {
		OM_CELL_NULL,
		OM_CELL_INTEGER,
		OM_CELL_TEXT,
		OM_CELL_BYTES,
	} type;
	int64_t integer;
	struct om_span data;
};

#define OM_INT(value) ((struct om_cell){ OM_CELL_INTEGER, (value), { 0, 0 } })
#define OM_TEXT(span) ((struct om_cell){ OM_CELL_TEXT, 0, (span) })
#define OM_STRING(s) OM_TEXT(om_span_of(s))
#define OM_BYTES(span) ((struct om_cell){ OM_CELL_BYTES, 0, (span) })
#define OM_NULL ((struct om_cell){ OM_CELL_NULL, 0, { 0, 0 } })

/* The driver functions; a database is one file that ends in one of these. */
struct om_sql_driver {
	const char *name;
	const char *prefix; /* of the addresses that are its own */
	/* What the tokens {id}, {bytes}, {clustered}, {tables} stand for. */
	const char *id, *bytes, *clustered, *tables;
	const char *begin; /* a transaction in which nobody else writes */
	bool scrubs;	   /* no dead byte keeps what it was */
	int (*open)(void **out, const char *where, bool create);
	void (*close)(void *db);
	int (*script)(void *db, const char *text);
	void (*limit)(void *db, int64_t milliseconds);
	int (*prepare)(void **out, void *db, const struct om_statement *s);
	void (*release)(void *statement);
	int (*start)(void *statement, const struct om_cell *cells, size_t n);
	int (*step)(void *statement);
	void (*reset)(void *statement);
	int64_t (*integer)(void *statement, int column);
	struct om_span (*data)(void *statement, int column);
	int64_t (*changes)(void *db);
	int (*flush)(void *db);
	int (*copy)(void *db, const char *to);
	int (*check)(void *db);
	void (*spare)(void *db); /* or NULL */
};

extern const struct om_sql_driver om_sql_sqlite, om_sql_postgres;

/*
 * Opens the database at an address, made anew when create is set (OM_EXISTS
 * where there is one already): a PostgreSQL server's, as libpq writes it
 * (postgresql://...), or the path of a file of SQLite's. statements must
 * outlive the connection.
 */
int om_sql_open(struct om_sql **out, const char *where, bool create,
    const struct om_statement *statements, size_t n) OM_MUST_CHECK;
void om_sql_close(struct om_sql *sql);

/* Whether its files are scrubbed, and a flush leaves no older state. */
bool om_sql_scrubs(const struct om_sql *sql);

/* Runs a text of several statements, its tokens replaced. */
int om_sql_script(struct om_sql *sql, const char *text) OM_MUST_CHECK;

/*
 * A transaction that writes; it waits for others at most ten seconds. A
 * begin inside another is counted and joins it: only the outermost commit
 * writes, and a rollback at any depth undoes the whole: until the outermost
 * ends, statements and commits then fail (OM_IO).
 */
int om_sql_begin(struct om_sql *sql) OM_MUST_CHECK;
int om_sql_commit(struct om_sql *sql) OM_MUST_CHECK;
void om_sql_rollback(struct om_sql *sql);

/* Another number for each transaction of this connection. */
uint64_t om_sql_serial(const struct om_sql *sql);

/* How many begins are open. */
unsigned om_sql_depth(const struct om_sql *sql);

/*
 * Reading that began and did not end keeps erased values in the log. After
 * 30 seconds, or what is set here, the next step fails (OM_BUSY); what takes
 * longer reads in pages. Within om_sql_begin there is no limit.
 */
void om_sql_limit_reading(struct om_sql *sql, int64_t milliseconds);

/*
 * Binds n cells to statement number s; rows follow with om_sql_step (1, 0 at
 * the end, negative), whose columns are borrowed until the next step. A
 * statement that was not stepped to its end is reset with om_sql_stop.
 */
int om_sql_start(struct om_sql *sql, int s, const struct om_cell *cells,
    size_t n) OM_MUST_CHECK;
int om_sql_step(struct om_sql *sql, int s) OM_MUST_CHECK;
void om_sql_stop(struct om_sql *sql, int s);
int64_t om_sql_integer(struct om_sql *sql, int s, int column);
struct om_span om_sql_data(struct om_sql *sql, int s, int column);

/* Binds and runs a statement to its end; rows it gives are dropped. */
int om_sql_run(struct om_sql *sql, int s, const struct om_cell *cells,
    size_t n) OM_MUST_CHECK;

/*
 * Binds, takes the first row (1) or learns that there is none (0). After 1
 * the columns stay readable until om_sql_stop.
 */
int om_sql_first(struct om_sql *sql, int s, const struct om_cell *cells,
    size_t n) OM_MUST_CHECK;

/* Shorthands: OM_SQL_RUN(sql, S_X, OM_INT(1), OM_BYTES(s)). */
#define OM_CELLS(...)                        \
	((struct om_cell[]){ __VA_ARGS__ }), \
	    sizeof((struct om_cell[]){ __VA_ARGS__ }) / sizeof(struct om_cell)
#define OM_SQL_RUN(sql, s, ...) om_sql_run((sql), (s), OM_CELLS(__VA_ARGS__))
#define OM_SQL_START(sql, s, ...) \
	om_sql_start((sql), (s), OM_CELLS(__VA_ARGS__))
#define OM_SQL_FIRST(sql, s, ...) \
	om_sql_first((sql), (s), OM_CELLS(__VA_ARGS__))

/* Rows that the last statement changed. */
int64_t om_sql_changes(struct om_sql *sql);

/*
 * From now on counts the rows that runs of a statement change, afresh in
 * each transaction and since om_sql_count_anew.
 */
void om_sql_count(struct om_sql *sql, int s);
int64_t om_sql_counted(const struct om_sql *sql, int s);
bool om_sql_counted_any(const struct om_sql *sql); /* by any statement */
void om_sql_count_anew(struct om_sql *sql);

/*
 * Brings all that is committed into the database proper and leaves no byte
 * in a side file: for SQLite checkpoint(TRUNCATE), tried for a second until
 * its three numbers are 0. OM_BUSY while a reader holds the log.
 */
int om_sql_flush(struct om_sql *sql) OM_MUST_CHECK;

/*
 * Gives back the memory that keeps what was read, for reading that goes
 * through a lot once.
 */
void om_sql_spare(struct om_sql *sql);

/*
 * A consistent copy into a new file (OM_EXISTS else), without slack of the
 * old one. Not within a transaction.
 */
int om_sql_copy(struct om_sql *sql, const char *to) OM_MUST_CHECK;

/* The database's own integrity check; OM_CORRUPT names the first fault. */
int om_sql_check(struct om_sql *sql) OM_MUST_CHECK;

#endif
