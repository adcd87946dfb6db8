/*
 * What scrubbing pages as they are written costs an import: the same file is
 * imported with our file system and with SQLite's own under its name, in
 * pairs, so that what else the machine does falls on both.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "bench/workspace.h"
#include "sql/scrub.h"
#include "sql/scrub_vfs.h"
#include "store/import.h"

enum { PAIRS = 4, PAGE = 4096, ROUNDS = 200000 };

static const double limit_percent = 10;

struct cost {
	double seconds, cpu;
};

static struct cost
import(size_t n)
{
	struct om_records_options options = { 0 };
	struct om_import_options how = { 0 };
	struct om_import_counts counts;
	struct om_records *records;
	struct workspace w;
	struct cost cost;

	workspace_open(&w, "scrub");
	cost = (struct cost){ -seconds(), -cpu_seconds() };
	must(om_records_open(&records, "profiles.ndjson", &options), "open");
	must(om_import(&counts, w.store, records, &how), "import");
	must(om_sql_flush(w.store->sql), "flush");
	om_records_close(records);
	cost.seconds += seconds();
	cost.cpu += cpu_seconds();
	if (counts.fresh != n)
		must(om_fail(OM_CORRUPT, "counts"), "import");
	workspace_close(&w);
	return cost;
}

/* The import with another file system under the name of ours. */
static struct cost
import_without(sqlite3_vfs *plain, size_t n)
{
	sqlite3_vfs *ours = sqlite3_vfs_find(OM_SCRUB_VFS);
	struct cost cost;

	(void)sqlite3_vfs_unregister(ours);
	(void)sqlite3_vfs_register(plain, 0);
	cost = import(n);
	(void)sqlite3_vfs_unregister(plain);
	(void)sqlite3_vfs_register(ours, 0);
	return cost;
}

/* One page of forty cells, a third of it dead, in nanoseconds. */
static double
scrub_one(void)
{
	static uint8_t page[PAGE] = { 0x0a, 0, 0, 0, 40 }, out[PAGE];
	size_t content = PAGE - 40 * 64;
	double begun;

	page[5] = (uint8_t)(content >> 8);
	for (size_t i = 0; i < 40; i++) {
		size_t at = content + i * 64;

		page[8 + 2 * i] = (uint8_t)(at >> 8);
		page[9 + 2 * i] = (uint8_t)at;
		page[at] = 63;
	}
	begun = cpu_seconds();
	for (int i = 0; i < ROUNDS; i++)
		if (!om_scrub_page(out, page, PAGE, false))
			must(om_fail(OM_CORRUPT, "page"), "scrub");
	return (cpu_seconds() - begun) / ROUNDS * 1e9;
}

int
main(int argc, char **argv)
{
	size_t n = argc > 1			   ? strtoul(argv[1], NULL, 10)
		   : getenv("BENCH_SHORT") != NULL ? 100000
						   : 1000000;
	double ours = 0, without = 0, cpu = 0, cpu_without = 0;
	sqlite3_vfs plain;

	must(om_scrub_vfs_register(), "register");
	plain = *sqlite3_vfs_find(NULL);
	plain.zName = OM_SCRUB_VFS;
	plain.pNext = NULL;
	write_profiles("profiles.ndjson", "crm", n, 0);
	(void)printf("scrub of a page: %.0f ns\n", scrub_one());
	for (int i = 0; i < PAIRS; i++) {
		struct cost a = { 0 }, b;

		if (i % 2 == 0)
			a = import(n);
		b = import_without(&plain, n);
		if (i % 2 != 0)
			a = import(n);
		(void)printf("pair %d of %zu profiles: %.2f s and %.2f s; "
			     "processor %.2f s and %.2f s\n",
		    i + 1, n, a.seconds, b.seconds, a.cpu, b.cpu);
		ours += a.seconds;
		without += b.seconds;
		cpu += a.cpu;
		cpu_without += b.cpu;
	}
	(void)printf("scrub: %+.1f %% of time, %+.1f %% of processor time "
		     "(limit %.0f %%)\n",
	    (ours / without - 1) * 100, (cpu / cpu_without - 1) * 100,
	    limit_percent);
	return (cpu / cpu_without - 1) * 100 > limit_percent;
}
