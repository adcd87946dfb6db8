/*
 * All combinations of 6 columns (cardinalities 20000, 25000, 3, 60, 400, 16)
 * and of 8, against SQLite's GROUP BY over the same combinations of the same
 * records; and of columns in which hardly anybody is alone. BENCH_SHORT=1
 * takes a tenth of the records, BENCH_LONG=1 ten million as well. The limits
 * are for one million records on one core.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "bench/workspace.h"
#include "policy/risk.h"

enum { RECORDS = 1000000, RECORDS_SHORT = 100000, ROUNDS = 3 };

static const uint32_t usual[8] = { 20000, 25000, 3, 60, 400, 16, 100, 5 };
static const uint32_t few[8] = { 5, 4, 3, 6, 4, 3, 2, 2 };

struct data {
	struct om_risk_data data;
	uint32_t *codes[8];
};

static uint32_t
draw(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
		 UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33);
}

static void
make(struct data *d, size_t n, unsigned width, const uint32_t *values)
{
	uint64_t state = 1;

	*d = (struct data){ .data = { .n = n, .width = width } };
	for (unsigned a = 0; a < width; a++) {
		d->codes[a] = om_new(n, sizeof(uint32_t));
		for (size_t i = 0; i < n; i++)
			d->codes[a][i] = draw(&state) % values[a];
		d->data.axes[a] =
		    (struct om_risk_axis){ d->codes[a], values[a] };
	}
}

static void
drop(struct data *d)
{
	for (unsigned a = 0; a < d->data.width; a++)
		om_free(d->codes[a]);
}

/* The least seconds of a search; its result is the last round's. */
static double
search(struct om_risk *r, const struct om_risk_data *data, bool minimal)
{
	struct om_risk_options options = {
		.size = data->width, .k = 5, .minimal = minimal
	};
	double best = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		double begun = cpu_seconds();

		if (i > 0)
			om_risk_free(r);
		must(om_risk_search(r, data, &options), "search");
		begun = cpu_seconds() - begun;
		best = begun < best ? begun : best;
	}
	return best;
}

static void
stop(sqlite3 *db)
{
	(void)fprintf(stderr, "bench_risk: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static sqlite3 *
load(const struct om_risk_data *data)
{
	sqlite3_stmt *insert;
	sqlite3 *db;

	if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
	    sqlite3_exec(db,
		"CREATE TABLE t(a INT,b INT,c INT,d INT,e INT,f INT);BEGIN",
		NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "INSERT INTO t VALUES(?,?,?,?,?,?)", -1,
		&insert, NULL) != SQLITE_OK)
		stop(db);
	for (size_t i = 0; i < data->n; i++) {
		for (int a = 0; a < 6; a++)
			(void)sqlite3_bind_int(
			    insert, a + 1, (int)data->axes[a].codes[i]);
		if (sqlite3_step(insert) != SQLITE_DONE ||
		    sqlite3_reset(insert) != SQLITE_OK)
			stop(db);
	}
	(void)sqlite3_finalize(insert);
	return db;
}

/* The same counts out of SQL; false where one differs. */
static bool
group_by(sqlite3 *db, const struct om_risk_set *set)
{
	struct om_buf sql = OM_BUF(1024);
	sqlite3_stmt *statement;
	bool same;

	om_buf_text(&sql,
	    "SELECT count(*), sum(n = 1), sum(iif(n < 5, n, 0)), min(n) FROM "
	    "(SELECT count(*) AS n FROM t GROUP BY ");
	for (int a = 0, some = 0; a < 6; a++)
		if ((set->columns >> a & 1) != 0)
			om_buf_format(
			    &sql, "%s%c", some++ > 0 ? "," : "", 'a' + a);
	om_buf_byte(&sql, ')');
	if (sqlite3_prepare_v2(db, sql.p, -1, &statement, NULL) != SQLITE_OK ||
	    sqlite3_step(statement) != SQLITE_ROW)
		stop(db);
	same = (uint64_t)sqlite3_column_int64(statement, 0) == set->classes &&
	       (uint64_t)sqlite3_column_int64(statement, 1) == set->unique &&
	       (uint64_t)sqlite3_column_int64(statement, 2) == set->below &&
	       (uint32_t)sqlite3_column_int64(statement, 3) == set->k_min;
	(void)sqlite3_finalize(statement);
	om_buf_free(&sql);
	return same;
}

static bool
compare(const struct data *d, const struct om_risk *r, double ours)
{
	sqlite3 *db = load(&d->data);
	double begun = cpu_seconds();
	size_t differ = 0;

	for (size_t i = 0; i < r->count; i++)
		differ += !group_by(db, &r->sets[i]);
	begun = cpu_seconds() - begun;
	(void)sqlite3_close(db);
	(void)printf("  SQLite GROUP BY over the same %zu: %.2f s, "
		     "%.0f x slower; %zu differ\n",
	    r->count, begun, begun / ours, differ);
	return differ == 0;
}

static double
report(const struct data *d, const char *what, bool sql, bool *good)
{
	struct om_risk r;
	double minimal, plain = search(&r, &d->data, false);

	(void)printf("%zu records x %u columns, %s: %zu combinations in "
		     "%.3f s, %zu MiB beside the columns\n",
	    d->data.n, d->data.width, what, r.count, plain, r.memory >> 20);
	if (sql)
		*good = compare(d, &r, plain) && *good;
	om_risk_free(&r);
	minimal = search(&r, &d->data, true);
	(void)printf("  with minimal uniques: %.3f s, %zu MiB; "
		     "%zu persons have %zu\n",
	    minimal, r.memory >> 20, r.singled, r.pool_count);
	om_risk_free(&r);
	return plain;
}

int
main(void)
{
	size_t n = getenv("BENCH_SHORT") != NULL ? RECORDS_SHORT : RECORDS;
	double scale = (double)RECORDS / (double)n, six, eight, ten, crowd;
	bool good = true;
	struct data d;

	make(&d, n, 6, usual);
	six = report(&d, "as in a register", true, &good) * scale;
	drop(&d);
	make(&d, n, 8, usual);
	eight = report(&d, "as in a register", false, &good) * scale;
	drop(&d);
	make(&d, n, 6, few);
	crowd = report(&d, "few values", false, &good) * scale;
	drop(&d);
	make(&d, n * 10, 6, few);
	ten = report(&d, "few values", false, &good) * scale;
	drop(&d);
	(void)printf(
	    "ten times the records take %.1f times as long\n", ten / crowd);
	if (getenv("BENCH_LONG") != NULL) {
		make(&d, (size_t)10 * RECORDS, 6, usual);
		(void)report(&d, "as in a register", false, &good);
		drop(&d);
	}
	(void)printf("peak %.0f MiB with the columns; a million records: "
		     "6 columns %.2f s (limit 0.6), 8 columns %.2f s "
		     "(limit 3)\n",
	    peak_mib(), six, eight);
	return good ? 0 : 1;
}
