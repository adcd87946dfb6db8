#include "base/memory.h"
#include "cmd/scan_pool.h"

/* ---- what a job gives -------------------------------------------------- */

/* Much is held: it goes out when all before it is out. */
static int
relieve(struct om_scan_worker *w)
{
	struct om_scan_pool *p = w->pool;
	int code;

	if (om_scan_held_size(&w->job->held) < OM_SCAN_HELD)
		return OM_OK;
	om_scan_pool_lock(p);
	while (p->turn != w->job->number && p->code == OM_OK)
		om_scan_pool_wait(p);
	code = p->code;
	om_scan_pool_unlock(p);
	return code == OM_OK ? om_scan_held_give(&w->job->held) : code;
}

int
om_scan_job_finding(void *state, const struct om_finding *f)
{
	struct om_scan_worker *w = state;
	int rc = om_scan_held_finding(&w->job->held, f);

	return rc == OM_OK ? relieve(w) : rc;
}

int
om_scan_job_skipped(void *state, const char *path, const char *reason)
{
	struct om_scan_worker *w = state;

	om_scan_held_skip(&w->job->held, path, reason);
	return relieve(w);
}

int
om_scan_job_record(void *state, const char *path, uint64_t record,
    const struct om_kind_set *kinds)
{
	struct om_scan_worker *w = state;

	om_scan_sets_add(&w->job->held.sets,
	    &(struct om_scan_set){ path, *kinds, 1, record });
	return OM_OK;
}

int
om_scan_job_share(void *state, const char *path, const struct om_share *share)
{
	struct om_scan_worker *w = state;

	om_scan_held_share(&w->job->held, path, share);
	return relieve(w);
}

/* ---- a job -------------------------------------------------------------- */

static int
take_file(struct om_scan_pool *p, struct om_scan_job *job)
{
	job->file = p->queue[p->first];
	p->first = (p->first + 1) % OM_SCAN_QUEUE;
	p->waiting--;
	p->opening = true;
	return 1;
}

/* Files wait until it is known whether the one before is cut. */
static int
try_take(struct om_scan_pool *p, struct om_scan_job *job)
{
	if (p->code != OM_OK)
		return -1;
	if (p->next - p->turn >= p->ahead || p->opening)
		return 0;
	if (p->cut != NULL) {
		job->part =
		    (struct om_cut_part){ .cut = p->cut, .number = p->part++ };
		if (p->part == om_cut_parts(p->cut))
			p->cut = NULL;
		return 1;
	}
	if (p->waiting > 0)
		return take_file(p, job);
	return p->walked ? -1 : 0;
}

static struct om_scan_job *
take(struct om_scan_pool *p)
{
	struct om_scan_job *job = om_new(1, sizeof(*job));
	int taken;

	om_scan_held_open(&job->held, p->s);
	om_scan_pool_lock(p);
	while ((taken = try_take(p, job)) == 0)
		om_scan_pool_wait(p);
	if (taken == 1) {
		job->number = p->next++;
		om_scan_pool_wake(p);
	}
	om_scan_pool_unlock(p);
	if (taken == 1)
		return job;
	om_scan_held_close(&job->held);
	om_free(job);
	return NULL;
}

/* A file is open from the first of its jobs to the last; each has a place. */
static void
keep(struct om_scan_pool *p, struct om_cut *cut)
{
	size_t i = 0;

	while (p->cuts[i] != NULL)
		i++;
	p->cuts[i] = cut;
}

static void
opened(struct om_scan_pool *p, struct om_cut *cut)
{
	om_scan_pool_lock(p);
	p->opening = false;
	if (cut != NULL)
		keep(p, cut);
	if (cut != NULL && om_cut_parts(cut) > 0) {
		p->cut = cut;
		p->part = 0;
	}
	om_scan_pool_wake(p);
	om_scan_pool_unlock(p);
}

static int
run_file(struct om_scan_worker *w)
{
	struct om_scan_job *job = w->job;
	struct om_scan_file *f = &job->file;
	int rc = OM_OK;

	if (f->reason != NULL)
		om_scan_held_skip(&job->held, f->path, f->reason);
	if (f->reason != NULL || !om_cut_may(f->path, f->size)) {
		opened(w->pool, NULL);
		return f->reason != NULL
			   ? OM_OK
			   : om_reading_file(&w->reading, f->path);
	}
	rc = om_cut_file(&job->begun, &w->reading, f->path);
	opened(w->pool, job->begun);
	return rc;
}

/* Where the records of the parts begin is found in the parts' order. */
static int
run_part(struct om_scan_worker *w)
{
	struct om_scan_pool *p = w->pool;
	struct om_cut_part *part = &w->job->part;
	struct om_cut *cut = part->cut;
	struct om_cut_place next;
	int code;

	om_cut_load(part, cut, part->number);
	om_scan_pool_lock(p);
	while (!om_cut_is_next(cut, part->number) && p->code == OM_OK)
		om_scan_pool_wait(p);
	code = p->code;
	om_scan_pool_unlock(p);
	if (code != OM_OK)
		return code;
	om_cut_measure(&next, part);
	om_scan_pool_lock(p);
	om_cut_advance(cut, next);
	om_scan_pool_wake(p);
	om_scan_pool_unlock(p);
	return om_cut_scan(part, &w->reading);
}

/* ---- giving, one job after the other ------------------------------------ */

void
om_scan_job_free(struct om_scan_job *job)
{
	om_scan_held_close(&job->held);
	om_free(job->file.path);
	om_free(job->file.reason);
	om_free(job);
}

/* The last of a file's jobs has what its columns hold. */
static int
end_cut(struct om_scan_worker *w, struct om_cut *cut)
{
	struct om_scan_pool *p = w->pool;
	int rc = om_cut_end(cut, &w->reading);

	om_scan_pool_lock(p);
	for (size_t i = 0; i < p->ahead; i++)
		if (p->cuts[i] == cut)
			p->cuts[i] = NULL;
	om_scan_pool_unlock(p);
	om_cut_close(cut);
	return rc;
}

/* For the bar: bytes of files that are out, and of the one that is read. */
static void
show_progress(struct om_scan_pool *p, const struct om_scan_job *job)
{
	if (p->s->progress.shown)
		om_progress_set(&p->s->progress, p->out + job->part.offset, 0);
	if (job->part.cut == NULL && job->begun == NULL)
		p->out += job->file.size;
	else if (job->part.cut != NULL &&
		 job->part.number + 1 == om_cut_parts(job->part.cut))
		p->out += job->part.offset;
}

static int
give(struct om_scan_worker *w, struct om_scan_job *job)
{
	struct om_cut *cut = job->part.cut;
	struct om_scan_job *own = w->job;
	int rc = om_scan_held_give(&job->held);

	show_progress(w->pool, job);
	w->job = job; /* shares are held by it as well */
	if (cut != NULL) {
		om_cut_merge(&job->part);
		if (rc == OM_OK && job->part.number + 1 == om_cut_parts(cut))
			rc = end_cut(w, cut);
	} else if (rc == OM_OK && job->begun != NULL &&
		   om_cut_parts(job->begun) == 0) {
		rc = end_cut(w, job->begun);
	}
	w->job = own;
	if (rc == OM_OK)
		rc = om_scan_held_give(&job->held);
	return rc;
}

/* Parks the job, and gives out all whose turn it is, if nobody else does. */
static void
park(struct om_scan_worker *w)
{
	struct om_scan_pool *p = w->pool;

	om_scan_pool_lock(p);
	p->parked[w->job->number % p->ahead] = w->job;
	while (!p->giving && p->code == OM_OK) {
		struct om_scan_job *job = p->parked[p->turn % p->ahead];
		int rc;

		if (job == NULL)
			break;
		p->parked[p->turn % p->ahead] = NULL;
		p->giving = true;
		om_scan_pool_unlock(p);
		rc = give(w, job);
		om_scan_job_free(job);
		om_scan_pool_lock(p);
		p->giving = false;
		p->turn++;
		if (rc != OM_OK)
			om_scan_pool_stop(p, rc);
		om_scan_pool_wake(p);
	}
	om_scan_pool_unlock(p);
}

void *
om_scan_job_work(void *state)
{
	struct om_scan_worker *w = state;

	while ((w->job = take(w->pool)) != NULL) {
		int rc = w->job->part.cut != NULL ? run_part(w) : run_file(w);

		if (rc != OM_OK) {
			om_scan_pool_lock(w->pool);
			om_scan_pool_stop(w->pool, rc);
			om_scan_pool_unlock(w->pool);
		}
		park(w);
	}
	return NULL;
}
