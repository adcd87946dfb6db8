/*
 * Import of Zendesk profiles against a bare SQLite load of the same final
 * rows and indexes, with the same settings, in the same run.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"
#include "bench/workspace.h"
#include "store/import.h"

static const double limit_ratio = 2.5;
static const double limit_bytes = 900;
static const double limit_mib = 256;

static double
import_file(struct workspace *w, const char *path, size_t n)
{
	struct om_records_options options = { 0 };
	struct om_import_options how = { 0 };
	struct om_import_counts counts;
	struct om_records *records;
	double begun = seconds();

	must(om_records_open(&records, path, &options), "records");
	must(om_import(&counts, w->store, records, &how), "import");
	om_records_close(records);
	if (counts.fresh != n)
		must(om_fail(OM_CORRUPT, "counts"), "import");
	return seconds() - begun;
}

static void
run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		must(om_fail(OM_IO, "%s", sqlite3_errmsg(db)), sql);
}

static long long
number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s;
	long long value = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		must(om_fail(OM_IO, "%s", sqlite3_errmsg(db)), sql);
	if (sqlite3_step(s) == SQLITE_ROW)
		value = sqlite3_column_int64(s, 0);
	(void)sqlite3_finalize(s);
	return value;
}

/*
 * The final rows in the order in which the import writes them, batch by
 * batch, in tables without an index: what the bare load reads.
 */
static void
stage(sqlite3 *db, size_t batch)
{
	char *sql = sqlite3_mprintf(
	    "ATTACH 'stage.db' AS stage; PRAGMA stage.synchronous=OFF;"
	    "PRAGMA stage.journal_mode=OFF;"
	    "CREATE TEMP TABLE turn AS SELECT id AS subject,"
	    " (row_number() OVER (ORDER BY id) - 1) / %d AS batch"
	    " FROM old.subject;"
	    "CREATE UNIQUE INDEX temp.turn_subject ON turn (subject);"
	    "CREATE TABLE stage.subject AS SELECT batch, s.* FROM old.subject s"
	    " JOIN turn ON turn.subject = s.id ORDER BY s.id;"
	    "CREATE TABLE stage.profile AS SELECT batch, p.* FROM old.profile p"
	    " JOIN turn USING (subject) ORDER BY p.subject, p.id;"
	    "CREATE TABLE stage.identifier AS SELECT batch, i.*"
	    " FROM old.identifier i JOIN turn USING (subject)"
	    " ORDER BY batch, tag;",
	    (int)batch);

	run(db, sql);
	sqlite3_free(sql);
}

/* How many rows of a staged table each batch has, from its first row on. */
static void
load_batch(sqlite3 *db, const char *table, const char *columns, int batch)
{
	char *sql = sqlite3_mprintf("INSERT INTO main.%s SELECT %s FROM"
				    " stage.%s WHERE rowid BETWEEN (SELECT lo"
				    " FROM temp.bounds WHERE t = '%s' AND"
				    " batch = %d) AND (SELECT hi FROM"
				    " temp.bounds WHERE t = '%s' AND"
				    " batch = %d)",
	    table, columns, table, table, batch, table, batch);

	run(db, sql);
	sqlite3_free(sql);
}

static double
bare_load(const char *old, size_t batch, double *cpu)
{
	static const char *const settings =
	    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
	    "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
	    "PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-65536;";
	static const char *const bounds =
	    "CREATE TEMP TABLE bounds AS SELECT 'subject' AS t, batch,"
	    " min(rowid) AS lo, max(rowid) AS hi FROM stage.subject GROUP BY"
	    " batch UNION ALL SELECT 'profile', batch, min(rowid), max(rowid)"
	    " FROM stage.profile GROUP BY batch UNION ALL SELECT 'identifier',"
	    " batch, min(rowid), max(rowid) FROM stage.identifier"
	    " GROUP BY batch";
	char *attach = sqlite3_mprintf("ATTACH %Q AS old", old);
	sqlite3 *db;
	double begun;
	int batches;

	(void)remove("bare.db");
	(void)remove("stage.db");
	if (sqlite3_open("bare.db", &db) != SQLITE_OK)
		must(om_fail(OM_IO, "cannot open"), "bare.db");
	run(db, settings);
	run(db, attach);
	run(db,
	    "CREATE TABLE subject (id INTEGER PRIMARY KEY, state INTEGER NOT"
	    " NULL, created INTEGER NOT NULL, epoch INTEGER NOT NULL,"
	    " wrapped_key BLOB NOT NULL, tags BLOB NOT NULL);"
	    "CREATE TABLE profile (subject INTEGER NOT NULL, id INTEGER NOT"
	    " NULL, sealed BLOB NOT NULL, PRIMARY KEY (subject, id))"
	    " WITHOUT ROWID;"
	    "CREATE TABLE identifier (tag BLOB NOT NULL, subject INTEGER NOT"
	    " NULL, PRIMARY KEY (tag, subject)) WITHOUT ROWID;");
	stage(db, batch);
	run(db, bounds);
	batches = (int)number(db, "SELECT max(batch) + 1 FROM temp.bounds");
	begun = seconds();
	*cpu = cpu_seconds();
	for (int i = 0; i < batches; i++) {
		run(db, "BEGIN IMMEDIATE");
		load_batch(db, "subject",
		    "id, state, created, epoch, wrapped_key, tags", i);
		load_batch(db, "profile", "subject, id, sealed", i);
		load_batch(db, "identifier", "tag, subject", i);
		run(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
	}
	begun = seconds() - begun;
	*cpu = cpu_seconds() - *cpu;
	(void)sqlite3_close(db);
	sqlite3_free(attach);
	return begun;
}

int
main(int argc, char **argv)
{
	size_t n = argc > 1			   ? strtoul(argv[1], NULL, 10)
		   : getenv("BENCH_SHORT") != NULL ? 300000
						   : 1000000;
	struct workspace w;
	struct stat st;
	double ours, ours_cpu, peak, bare, bare_cpu, bytes;

	write_profiles("profiles.ndjson", "crm", n, 0);
	workspace_open(&w, "import");
	ours_cpu = cpu_seconds();
	ours = import_file(&w, "profiles.ndjson", n);
	ours_cpu = cpu_seconds() - ours_cpu;
	peak = peak_mib();
	workspace_close(&w);
	(void)stat("import/ombud.db", &st);
	bytes = (double)st.st_size / (double)n;
	if (argc > 2) /* for a profiler: the import alone */
		return 0;
	bare = bare_load("import/ombud.db", 44000, &bare_cpu);
	(void)printf("import of %zu profiles: %.2f s, %.0f/s\n", n, ours,
	    (double)n / ours);
	(void)printf("bare SQLite load: %.2f s, ratio %.2f (limit %.1f)\n",
	    bare, ours / bare, limit_ratio);
	(void)printf("processor time: %.2f s against %.2f s, ratio %.2f\n",
	    ours_cpu, bare_cpu, ours_cpu / bare_cpu);
	(void)printf(
	    "bytes a profile: %.0f (limit %.0f)\n", bytes, limit_bytes);
	(void)printf("peak memory: %.0f MiB (limit %.0f)\n", peak, limit_mib);
	/* The ratio is set for a million: smaller indexes cost next to nothing.
	 */
	if (n < 1000000)
		ours = 0;
	return ours / bare > limit_ratio || bytes > limit_bytes ||
	       peak > limit_mib;
}
