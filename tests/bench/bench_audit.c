/*
 * The audit log: what an entry costs its act, how fast entries are written
 * against SQLite and a file in the same run, how fast a log is verified against
 * bare hashing in the same run, and that neither takes more memory for more
 * entries.
 */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "bench/workspace.h"
#include "crypto/tlog.h"
#include "store/audit.h"
#include "store/balance.h"
#include "store/event.h"
#include "store/import.h"
#include "store/locate.h"
#include "store/statement.h"

static const double limit_share = 0.10;
static const double limit_rate = 150000;  /* or, of bare SQLite, */
static const double limit_of_bare = 0.56; /* 150,000 of 270,000 */
static const double limit_verify = 0.75;
static const double limit_threads = 1.8;
static const double limit_mib = 256;

enum { BATCH = 100, STAGE = 8192, NODE = 65 };

static bool good = true;

static void
say(const char *what, double value, const char *unit, double limit, bool holds)
{
	(void)printf("%s: %.3g%s (limit %.3g)%s\n", what, value, unit, limit,
	    holds ? "" : " MISSED");
	good &= holds;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), by_value);
	return values[n / 2];
}

/* ---- the entry's share of an act ---- */

/* The rows that an import writes of one person, and an entry as it has. */
static double
act(struct workspace *w, int64_t id, bool audited)
{
	static const char sealed[700] = { 0 };
	static const uint8_t reference[OM_HASH_SIZE] = { 7 };
	const struct om_audit_entry entry = { .act = OM_ACT_IMPORT,
		.reference = om_span_bytes(reference, sizeof(reference)),
		.counts = {
		    { "new", 1 }, { "replaced", 0 }, { "linked", 0 } } };
	struct om_sql *sql = w->store->sql;
	struct om_span bytes = om_span_bytes(sealed, sizeof(sealed));
	int64_t begun = om_clock_steady();

	must(om_store_begin(w->store), "begin");
	must(OM_SQL_RUN(sql, S_SUBJECT_INSERT, OM_INT(id), OM_INT(0), OM_INT(1),
		 OM_INT(1), OM_BYTES(om_span_bytes(sealed, 92)),
		 OM_BYTES(om_span_bytes(sealed, 64))),
	    "subject");
	must(OM_SQL_RUN(sql, S_PROFILE_INSERT, OM_INT(id), OM_INT(id),
		 OM_BYTES(bytes)),
	    "profile");
	for (int i = 0; i < 4; i++) {
		int64_t tag[2] = { id * 0x5851f42d4c957f2d, i };

		must(OM_SQL_RUN(sql, S_IDENTIFIER_INSERT,
			 OM_BYTES(om_span_bytes(tag, sizeof(tag))), OM_INT(id)),
		    "identifier");
	}
	om_sql_count_anew(sql);
	if (audited)
		must(om_audit_add(w->store, &entry), "entry");
	must(om_store_commit(w->store), "commit");
	return (double)(om_clock_steady() - begun);
}

/* Pairs, one of each kind by turns; the median of their differences. */
static void
measure_share(struct workspace *w, size_t n)
{
	double *with = om_new(n, sizeof(*with));
	double *without = om_new(n, sizeof(*without));
	double a, b;

	for (size_t i = 0; i < n; i++) {
		bool first = i % 2 == 0;

		if (first)
			with[i] = act(w, (int64_t)(2 * i + 1), true);
		without[i] = act(w, (int64_t)(2 * i + 2), false);
		if (!first)
			with[i] = act(w, (int64_t)(2 * i + 1), true);
	}
	a = median(with, n);
	b = median(without, n);
	(void)printf("an act with its entry %.0f us, without %.0f us\n",
	    a / 1e3, b / 1e3);
	say("the entry's share of its act", (a - b) / b, "", limit_share,
	    (a - b) / b <= limit_share);
	om_free(with);
	om_free(without);
}

/* ---- entries in batches ---- */

static double
write_entries(struct workspace *w, size_t n)
{
	static const uint8_t reference[OM_HASH_SIZE] = { 7 };
	struct om_audit_entry entry = { .act = OM_ACT_READ,
		.reference = om_span_bytes(reference, sizeof(reference)) };
	double begun = seconds();

	for (size_t i = 0; i < n; i += BATCH) {
		must(om_store_begin(w->store), "begin");
		for (int k = 0; k < BATCH; k++)
			must(om_audit_add(w->store, &entry), "entry");
		must(om_store_commit(w->store), "commit");
		if (i % (BATCH * 1000) == 0)
			must(om_sql_flush(w->store->sql), "flush");
	}
	return (double)n / (seconds() - begun);
}

/* What others would make of such entries: SQLite with the same settings and
 * nothing else to do, a file that is only appended to. */
struct others {
	struct om_buf entry;
	sqlite3 *db;
	sqlite3_stmt *insert;
	int file;
};

static void
run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		must(om_fail(OM_IO, "%s", sqlite3_errmsg(db)), sql);
}

static int
keep_entry(void *state, int64_t leaf, struct om_span entry)
{
	struct om_buf *b = state;

	(void)leaf;
	om_buf_reset(b);
	om_buf_add(b, entry);
	return OM_OK;
}

static void
others_open(struct others *o, struct workspace *w)
{
	*o = (struct others){ .entry = OM_BUF(OM_TLOG_ENTRY_MAX) };
	must(om_audit_list(w->store, 1, keep_entry, &o->entry), "entry");
	(void)remove("bare.db");
	if (sqlite3_open("bare.db", &o->db) != SQLITE_OK)
		must(om_fail(OM_IO, "cannot open"), "bare.db");
	run(o->db,
	    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
	    "PRAGMA secure_delete=ON;"
	    "CREATE TABLE entry (number INTEGER PRIMARY KEY, entry BLOB)");
	if (sqlite3_prepare_v2(o->db, "INSERT INTO entry VALUES (NULL, ?)", -1,
		&o->insert, NULL) != SQLITE_OK ||
	    sqlite3_bind_blob64(o->insert, 1, o->entry.p, o->entry.n,
		SQLITE_STATIC) != SQLITE_OK)
		must(om_fail(OM_IO, "%s", sqlite3_errmsg(o->db)), "insert");
	(void)remove("flat");
	o->file = open("flat", O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static void
others_close(struct others *o)
{
	(void)sqlite3_finalize(o->insert);
	(void)sqlite3_close(o->db);
	(void)close(o->file);
	om_buf_free(&o->entry);
}

static double
write_bare(struct others *o, size_t n)
{
	double begun = seconds();

	for (size_t i = 0; i < n; i += BATCH) {
		run(o->db, "BEGIN IMMEDIATE");
		for (int k = 0; k < BATCH; k++)
			if (sqlite3_step(o->insert) != SQLITE_DONE ||
			    sqlite3_reset(o->insert) != SQLITE_OK)
				must(om_fail(OM_IO, "no row"), "bare.db");
		run(o->db, "COMMIT");
	}
	return (double)n / (seconds() - begun);
}

static double
write_flat(struct others *o, size_t n)
{
	size_t size = BATCH * o->entry.n;
	char *batch = om_new(BATCH, o->entry.n);
	double begun = seconds();

	for (int k = 0; k < BATCH; k++)
		memcpy(batch + (size_t)k * o->entry.n, o->entry.p, o->entry.n);
	for (size_t i = 0; i < n; i += BATCH)
		if (write(o->file, batch, size) != (ssize_t)size ||
		    fdatasync(o->file) != 0)
			must(om_fail(OM_IO, "cannot write"), "flat");
	om_free(batch);
	return (double)n / (seconds() - begun);
}

/* By turns, for a disk is not as fast at all times. */
static void
measure_rate(struct workspace *w, size_t n)
{
	enum { ROUNDS = 5 };
	double rate[ROUNDS], bare[ROUNDS], flat[ROUNDS], share[ROUNDS], value;
	double cpu = 0, begun;
	struct others o;
	size_t bytes;

	(void)write_entries(w, BATCH);
	others_open(&o, w);
	bytes = o.entry.n;
	for (int i = 0; i < ROUNDS; i++) {
		begun = cpu_seconds();
		rate[i] = write_entries(w, n / ROUNDS);
		cpu += cpu_seconds() - begun;
		bare[i] = write_bare(&o, n / ROUNDS);
		flat[i] = write_flat(&o, n / ROUNDS);
		share[i] = rate[i] / bare[i];
	}
	others_close(&o);
	(void)printf("batches of 100 of %zu bytes: bare SQLite %.0f/s, a file "
		     "%.0f/s\n",
	    bytes, median(bare, ROUNDS), median(flat, ROUNDS));
	value = median(rate, ROUNDS);
	(void)printf("entries in batches of 100: %.0f/s (limit %.0f), %.0f a "
		     "second of processor time\n",
	    value, limit_rate, (double)n / cpu);
	/* A disk that syncs slowly holds both up: there the share counts. */
	say("entries in batches of 100 against bare SQLite",
	    median(share, ROUNDS), " x", limit_of_bare,
	    value >= limit_rate || median(share, ROUNDS) >= limit_of_bare);
}

/* ---- verification ---- */

/*
 * The bare hashing of the same messages: of each entry with its prefix, and
 * of a node for each entry, one by one as `openssl speed` does.
 */
static double
hash_bare(size_t n, size_t entry)
{
	static const uint8_t message[4096];
	uint8_t out[OM_HASH_SIZE];
	EVP_MD *md = EVP_MD_fetch(NULL, "SHA256", NULL);
	double begun = cpu_seconds();

	for (size_t i = 0; i < n; i++)
		if (EVP_Digest(message, entry + 1, out, NULL, md, NULL) != 1 ||
		    EVP_Digest(message, NODE, out, NULL, md, NULL) != 1)
			must(om_fail(OM_LIMIT, "hash"), "hash");
	begun = cpu_seconds() - begun;
	EVP_MD_free(md);
	return begun;
}

static double
verify(struct om_tlog *log, unsigned threads)
{
	struct om_tlog_audit audit = { .threads = threads };
	double begun = seconds();

	must(om_tlog_verify(log, &audit), "verify");
	return seconds() - begun;
}

/* A log like the program's: each entry 200 bytes, another one each time. */
static struct om_tlog *
write_log(struct workspace *w, size_t n, size_t size)
{
	struct om_tlog *log = NULL;
	char *bytes = om_new(size, 1);
	struct om_span entry = om_span_bytes(bytes, size);
	double begun = seconds();

	must(om_folder_remove("log"), "log");
	must(om_tlog_open(&log, "log", OM_SPAN("bench.example/log"), w->keys),
	    "log");
	for (size_t i = 1; i <= n; i++) {
		memcpy(bytes, &i, sizeof(i));
		must(om_tlog_append(log, &entry, 1), "append");
		if (i % STAGE == 0 || i == n)
			must(om_tlog_commit(log), "commit");
	}
	(void)printf("a log of %zu entries written, %.0f/s\n", n,
	    (double)n / (seconds() - begun));
	om_free(bytes);
	return log;
}

static void
measure_verify(struct workspace *w, size_t n)
{
	enum { SIZE = 200, ROUNDS = 5 };
	struct om_tlog *log = write_log(w, n, SIZE);
	double ratio[ROUNDS], speedup[ROUNDS], one, two, bare, value, begun;

	for (int i = 0; i < ROUNDS; i++) {
		bare = hash_bare(n, SIZE);
		begun = cpu_seconds();
		one = verify(log, 1);
		begun = cpu_seconds() - begun;
		two = verify(log, 2);
		ratio[i] = bare / begun;
		speedup[i] = one / two;
	}
	(void)printf(
	    "verified on one thread: %.0f entries/s\n", (double)n / one);
	value = median(ratio, ROUNDS);
	say("verify against bare SHA-256", value, " x", limit_verify,
	    value >= limit_verify);
	value = median(speedup, ROUNDS);
	say("verify on two threads", value, " x", limit_threads,
	    value >= limit_threads);
	om_tlog_close(log);
}

/* The whole: table, ledger, log and account of rows, through the store. */
static void
measure_whole(struct workspace *w)
{
	struct om_audit_report report;
	double begun = seconds();

	must(om_audit_integrate(w->store, NULL), "integrate");
	(void)printf("integrated in %.2f s\n", seconds() - begun);
	begun = seconds();
	must(om_audit_verify(&report, w->store), "verify");
	(void)printf("`audit verify` of %llu entries: %.2f s, %.0f/s\n",
	    (unsigned long long)report.entries, seconds() - begun,
	    (double)report.entries / (seconds() - begun));
}

int
main(void)
{
	bool brief = getenv("BENCH_SHORT") != NULL;
	size_t entries = brief ? 100000 : 10000000;
	struct workspace w;

	workspace_open(&w, "audit");
	measure_share(&w, brief ? 500 : 3000);
	measure_rate(&w, brief ? 100000 : 1000000);
	measure_whole(&w);
	workspace_close(&w);

	workspace_open(&w, "audit");
	measure_verify(&w, brief ? 200000 : 1000000);
	(void)write_entries(&w, entries);
	measure_whole(&w);
	workspace_close(&w);
	say("largest resident size", peak_mib(), " MiB", limit_mib,
	    peak_mib() <= limit_mib);
	return good ? 0 : 1;
}
