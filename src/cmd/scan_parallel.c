#include "base/memory.h"
#include "cmd/scan_pool.h"

enum { THREADS_MAX = 64 };

/* ---- the walk: it fills the queue ------------------------------------- */

static int
put_file(struct om_scan_pool *p, struct om_scan_file file)
{
	int code;

	om_scan_pool_lock(p);
	while (p->waiting == OM_SCAN_QUEUE && p->code == OM_OK)
		om_scan_pool_wait(p);
	code = p->code;
	if (code == OM_OK) {
		p->queue[(p->first + p->waiting++) % OM_SCAN_QUEUE] = file;
		om_scan_pool_wake(p);
	} else {
		om_free(file.path);
		om_free(file.reason);
	}
	om_scan_pool_unlock(p);
	return code;
}

static int
visit(void *state, const char *path, uint64_t size)
{
	return put_file(
	    state, (struct om_scan_file){ om_strdup(path), NULL, size });
}

static int
skip_folder(void *state, const char *path)
{
	return put_file(state, (struct om_scan_file){ om_strdup(path),
				   om_strdup(om_failure()), 0 });
}

static bool
begin(struct om_scan_worker *w, struct om_scan_pool *p)
{
	*w = (struct om_scan_worker){ .pool = p, .reading = p->s->reading };
	w->sink = (struct om_sink){ .skipped = om_scan_job_skipped,
		.record = p->s->sink.record == NULL ? NULL : om_scan_job_record,
		.share = om_scan_job_share,
		.finding =
		    p->s->sink.finding == NULL ? NULL : om_scan_job_finding,
		.state = w };
	w->reading.sink = &w->sink;
	w->reading.hits = (struct om_hits){ 0 };
	w->reading.bytes = w->reading.records = w->reading.findings = 0;
	w->reading.by_kind = om_new(p->s->kinds->n, sizeof(uint64_t));
	w->started = pthread_create(&w->thread, NULL, om_scan_job_work, w) == 0;
	return w->started;
}

static void
end(struct om_scan_worker *w)
{
	struct om_reading *to = &w->pool->s->reading;

	if (w->started)
		(void)pthread_join(w->thread, NULL);
	to->bytes += w->reading.bytes;
	to->records += w->reading.records;
	to->findings += w->reading.findings;
	for (size_t i = 0; i < w->pool->s->kinds->n; i++)
		to->by_kind[i] += w->reading.by_kind[i];
	om_hits_free(&w->reading.hits);
	om_free(w->reading.by_kind);
}

/* What a scan that ended early left. */
static void
leave(struct om_scan_pool *p)
{
	for (size_t i = 0; i < p->ahead; i++) {
		struct om_scan_job *job = p->parked[i];

		if (job != NULL && job->part.cut != NULL)
			om_cut_merge(&job->part);
		if (job != NULL)
			om_scan_job_free(job);
		om_cut_close(p->cuts[i]);
	}
	for (; p->waiting > 0; p->waiting--) {
		om_free(p->queue[p->first].path);
		om_free(p->queue[p->first].reason);
		p->first = (p->first + 1) % OM_SCAN_QUEUE;
	}
	om_free(p->cuts);
	om_free(p->parked);
	(void)pthread_cond_destroy(&p->changed);
	(void)pthread_mutex_destroy(&p->lock);
}

/* This thread walks; where it is the only one, nothing is scanned. */
static int
walk(struct om_scan_pool *p, const struct om_ignore *exclude, bool alone)
{
	const struct om_walk walk = { exclude, visit, skip_folder, p };
	int rc = alone ? om_fail(OM_LIMIT, "no thread can be started")
		       : om_scan_walk(p->s, &walk);

	om_scan_pool_lock(p);
	p->walked = true;
	if (rc != OM_OK)
		om_scan_pool_stop(p, rc);
	om_scan_pool_wake(p);
	om_scan_pool_unlock(p);
	return rc;
}

int
om_scan_parallel(struct om_scan *s, const struct om_ignore *exclude, size_t n)
{
	struct om_scan_pool p = { .s = s,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.changed = PTHREAD_COND_INITIALIZER };
	struct om_scan_worker *workers;
	size_t started = 0;

	n = n < THREADS_MAX ? n : THREADS_MAX;
	p.ahead = n + OM_SCAN_AHEAD;
	p.parked = om_new(p.ahead, sizeof(p.parked[0]));
	p.cuts = om_new(p.ahead, sizeof(p.cuts[0]));
	workers = om_new(n, sizeof(*workers));
	for (size_t i = 0; i < n; i++)
		started += begin(&workers[i], &p);
	(void)walk(&p, exclude, started == 0);
	for (size_t i = 0; i < n; i++)
		end(&workers[i]);
	om_free(workers);
	leave(&p);
	return p.code;
}
