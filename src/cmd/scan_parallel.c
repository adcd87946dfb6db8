#include <pthread.h>
#include <stdlib.h>

#include "base/memory.h"
#include "cmd/scan.h"

enum { THREADS_MAX = 64 };

/* What the threads share; the lock is for all that follows it. */
struct pool {
	struct om_scan *s;
	const struct om_scan_files *files;
	pthread_mutex_t lock;
	size_t next;
	int code;
};

/* One thread: its own reading and sink, and the file that it is at. */
struct worker {
	struct pool *pool;
	pthread_t thread;
	bool started;
	struct om_reading reading;
	struct om_sink sink;
	size_t order;
};

static int
skip(void *state, const char *path, const char *reason)
{
	struct worker *w = state;
	int rc;

	(void)pthread_mutex_lock(&w->pool->lock);
	w->pool->s->order = w->order;
	rc = om_scan_skip(w->pool->s, path, reason);
	(void)pthread_mutex_unlock(&w->pool->lock);
	return rc;
}

static int
share(void *state, const char *path, const struct om_share *one)
{
	struct worker *w = state;
	int rc;

	(void)pthread_mutex_lock(&w->pool->lock);
	w->pool->s->order = w->order;
	rc = om_scan_share(w->pool->s, path, one);
	(void)pthread_mutex_unlock(&w->pool->lock);
	return rc;
}

static bool
take(struct worker *w)
{
	struct pool *p = w->pool;
	bool more;

	(void)pthread_mutex_lock(&p->lock);
	more = p->code == OM_OK && p->next < p->files->n;
	if (more)
		w->order = p->next++;
	(void)pthread_mutex_unlock(&p->lock);
	return more;
}

static void *
work(void *state)
{
	struct worker *w = state;

	while (take(w)) {
		int rc = om_reading_file(
		    &w->reading, w->pool->files->list[w->order]);

		if (rc == OM_OK)
			continue;
		(void)pthread_mutex_lock(&w->pool->lock);
		w->pool->code = rc;
		(void)pthread_mutex_unlock(&w->pool->lock);
	}
	return NULL;
}

static void
begin(struct worker *w, struct pool *p)
{
	*w = (struct worker){ .pool = p, .reading = p->s->reading };
	w->sink =
	    (struct om_sink){ .skipped = skip, .share = share, .state = w };
	w->reading.sink = &w->sink;
	w->reading.hits = (struct om_hits){ 0 };
	w->reading.bytes = w->reading.records = w->reading.findings = 0;
	w->reading.by_kind = om_new(p->s->kinds->n, sizeof(uint64_t));
	w->started = pthread_create(&w->thread, NULL, work, w) == 0;
}

static void
end(struct worker *w)
{
	struct om_reading *to = &w->pool->s->reading;

	if (w->started)
		(void)pthread_join(w->thread, NULL);
	else
		(void)work(w); /* no thread to be had: here, then */
	to->bytes += w->reading.bytes;
	to->records += w->reading.records;
	to->findings += w->reading.findings;
	for (size_t i = 0; i < w->pool->s->kinds->n; i++)
		to->by_kind[i] += w->reading.by_kind[i];
	om_hits_free(&w->reading.hits);
	om_free(w->reading.by_kind);
}

/* A document's shares came in their order, one after the other. */
static int
share_order(const void *a, const void *b)
{
	const struct om_scan_share *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static int
skipped_order(const void *a, const void *b)
{
	const struct om_scan_skipped *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return strcmp(x->path, y->path);
}

static void
sort(struct om_scan *s)
{
	size_t skipped = s->skipped_count < OM_SCAN_LISTED ? s->skipped_count
							   : OM_SCAN_LISTED;

	for (size_t i = 0; i < s->share_count; i++)
		s->shares[i].place = i;
	qsort(s->shares, s->share_count, sizeof(s->shares[0]), share_order);
	qsort(s->skipped, skipped, sizeof(s->skipped[0]), skipped_order);
}

int
om_scan_parallel(
    struct om_scan *s, const struct om_scan_files *files, size_t threads)
{
	struct pool p = {
		.s = s, .files = files, .lock = PTHREAD_MUTEX_INITIALIZER
	};
	size_t n = threads < THREADS_MAX ? threads : THREADS_MAX;
	struct worker *workers = om_new(n, sizeof(*workers));

	for (size_t i = 0; i < n; i++)
		begin(&workers[i], &p);
	for (size_t i = 0; i < n; i++)
		end(&workers[i]);
	om_free(workers);
	sort(s);
	return p.code;
}
