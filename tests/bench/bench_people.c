/*
 * Locating and erasing people in a store of a million subjects: latency of a
 * warm look-up with its audit entry, durable erasures one by one and in
 * batches, against the rate at which this disk makes a small append durable.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "bench/workspace.h"
#include "store/audit.h"
#include "store/erase.h"
#include "store/import.h"
#include "store/locate.h"

static const double limit_locate_us = 50;
static const double limit_fsync_share = 0.05;
static const double limit_batch_rate = 1500;

enum { LOOKUPS = 20000, SINGLES = 300, BATCH = 100, BATCHES = 30 };

static void
import_source(struct workspace *w, const char *source, size_t n)
{
	struct om_records_options options = { 0 };
	struct om_import_options how = { 0 };
	struct om_import_counts counts;
	struct om_records *records;

	write_profiles("people.ndjson", source, n, 0);
	must(om_records_open(&records, "people.ndjson", &options), "records");
	must(om_import(&counts, w->store, records, &how), "import");
	om_records_close(records);
	(void)remove("people.ndjson");
}

/* The id of the i-th person, found by her e-mail address. */
static int64_t
locate(struct workspace *w, struct om_arena *arena, size_t i)
{
	struct om_buf text = OM_BUF(128);
	struct om_subject *s;
	struct om_query q;
	int64_t id;

	om_buf_format(&text, "email:person.%zu@mail%zu.example", i, i % 50);
	must(om_query_parse(&q, w->store, om_buf_span(&text)), "query");
	must(om_locate(&s, w->store, arena, &q), "locate");
	id = s->id;
	om_arena_wipe(arena);
	om_buf_free(&text);
	return id;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Median microseconds of a look-up; the second round is warm. */
static double
bench_locate(struct workspace *w, size_t n)
{
	double *took = om_new(LOOKUPS, sizeof(*took)), median;
	struct om_arena arena = { 0 };

	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < LOOKUPS; i++) {
			double begun = seconds();

			(void)locate(w, &arena, i * 7919 % n);
			took[i] = (seconds() - begun) * 1e6;
		}
	must(om_audit_flush(w->store), "flush");
	qsort(took, LOOKUPS, sizeof(*took), by_value);
	median = took[LOOKUPS / 2];
	(void)printf("locate, warm, %zu subjects: median %.1f us, p99 %.1f us"
		     " (limit %.0f)\n",
	    n, median, took[LOOKUPS * 99 / 100], limit_locate_us);
	om_free(took);
	om_arena_free(&arena);
	return median;
}

static double
fsync_rate(void)
{
	char block[300] = { 0 };
	int fd = open("fsync", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	double begun = seconds();

	for (int i = 0; i < 500; i++)
		if (write(fd, block, sizeof(block)) < 0 || fdatasync(fd) != 0)
			must(om_fail(OM_IO, "cannot sync"), "fsync");
	begun = seconds() - begun;
	(void)close(fd);
	(void)remove("fsync");
	return 500 / begun;
}

static void
erase_one(struct workspace *w, int64_t id)
{
	struct om_erasure done;

	must(om_erase(&done, w->store, id, 0), "erase");
}

static double
bench_single(struct workspace *w)
{
	struct om_arena arena = { 0 };
	struct om_erasure done;
	double begun = seconds();

	for (size_t i = 0; i < SINGLES; i++) {
		erase_one(w, locate(w, &arena, i));
		must(om_erase_settle(&done, w->store), "settle");
	}
	om_arena_free(&arena);
	return SINGLES / (seconds() - begun);
}

static double
bench_batches(struct workspace *w)
{
	struct om_arena arena = { 0 };
	struct om_erasure done;
	double begun = seconds();

	for (size_t b = 0; b < BATCHES; b++) {
		must(om_store_begin(w->store), "begin");
		for (size_t i = 0; i < BATCH; i++)
			erase_one(
			    w, locate(w, &arena, SINGLES + b * BATCH + i));
		must(om_store_commit(w->store), "commit");
		must(om_erase_settle(&done, w->store), "settle");
	}
	om_arena_free(&arena);
	return BATCH * BATCHES / (seconds() - begun);
}

int
main(int argc, char **argv)
{
	size_t n = argc > 1			   ? strtoul(argv[1], NULL, 10)
		   : getenv("BENCH_SHORT") != NULL ? 50000
						   : 1000000;
	double located, rate, single, batches;
	struct workspace w;

	workspace_open(&w, "people");
	import_source(&w, "crm", n);
	import_source(&w, "shop", n / 10);
	import_source(&w, "helpdesk", n / 10);
	located = bench_locate(&w, n);
	rate = fsync_rate();
	single = bench_single(&w);
	batches = bench_batches(&w);
	(void)printf("erase, one by one, durable and checkpointed: %.0f/s, "
		     "%.3f of the fsync rate %.0f/s (limit %.2f)\n",
	    single, single / rate, rate, limit_fsync_share);
	(void)printf("erase in batches of %d: %.0f/s (limit %.0f)\n", BATCH,
	    batches, limit_batch_rate);
	workspace_close(&w);
	return located > limit_locate_us || single / rate < limit_fsync_share ||
	       batches < limit_batch_rate;
}
