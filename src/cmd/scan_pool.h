#ifndef OM_CMD_SCAN_POOL_H
#define OM_CMD_SCAN_POOL_H

#include <pthread.h>

#include "cmd/scan_held.h"
#include "scan/cut.h"

/*
 * Who waits for whom: files come in the order of the walk, a job for each, or
 * one for each part of a large one; jobs are numbered as they are taken. What
 * a job found is held until all before it is out, so a thread that is done
 * parks it and goes on, up to OM_SCAN_AHEAD jobs; one that holds more than
 * OM_SCAN_HELD waits for its turn. The job whose turn it is waits for nobody.
 */
enum { OM_SCAN_AHEAD = 2, OM_SCAN_HELD = 2 << 20, OM_SCAN_QUEUE = 64 };

struct om_scan_file {
	char *path;
	char *reason; /* a folder that could not be read, and why */
	uint64_t size;
};

struct om_scan_job {
	size_t number;
	struct om_scan_file file; /* or, where it has no path: */
	struct om_cut_part part;
	struct om_cut *begun; /* by this job: the cutting of its file */
	struct om_scan_held held;
};

struct om_scan_pool {
	struct om_scan *s;
	pthread_mutex_t lock; /* for all that follows */
	pthread_cond_t changed;
	struct om_scan_file queue[OM_SCAN_QUEUE];
	size_t first, waiting; /* of the queue */
	bool walked;	       /* no file comes any more */
	bool opening;	       /* whether a file is to be cut is not known */
	struct om_cut *cut;    /* the file whose parts are given out */
	size_t part;	       /* the next of them */
	size_t next, turn;     /* numbers of jobs */
	bool giving;	       /* somebody hands out the job whose turn it is */
	struct om_scan_job **parked; /* `ahead` places, by number */
	struct om_cut **cuts;	     /* as many: those that are open */
	size_t ahead;
	uint64_t out; /* bytes of files that are done */
	int code;
};

struct om_scan_worker {
	struct om_scan_pool *pool;
	pthread_t thread;
	bool started;
	struct om_reading reading;
	struct om_sink sink;
	struct om_scan_job *job;
};

static inline void
om_scan_pool_lock(struct om_scan_pool *p)
{
	(void)pthread_mutex_lock(&p->lock);
}

static inline void
om_scan_pool_unlock(struct om_scan_pool *p)
{
	(void)pthread_mutex_unlock(&p->lock);
}

static inline void
om_scan_pool_wait(struct om_scan_pool *p)
{
	(void)pthread_cond_wait(&p->changed, &p->lock);
}

static inline void
om_scan_pool_wake(struct om_scan_pool *p)
{
	(void)pthread_cond_broadcast(&p->changed);
}

static inline void
om_scan_pool_stop(struct om_scan_pool *p, int code)
{
	if (p->code == OM_OK)
		p->code = code;
	om_scan_pool_wake(p);
}

/* Calls of a worker's sink: its job holds what they are given. */
int om_scan_job_finding(void *state, const struct om_finding *f) OM_MUST_CHECK;
int om_scan_job_skipped(
    void *state, const char *path, const char *reason) OM_MUST_CHECK;
int om_scan_job_record(void *state, const char *path, uint64_t record,
    const struct om_kind_set *kinds) OM_MUST_CHECK;
int om_scan_job_share(
    void *state, const char *path, const struct om_share *share) OM_MUST_CHECK;

/* What a thread does: jobs, until there are no more. state is the worker. */
void *om_scan_job_work(void *state);
void om_scan_job_free(struct om_scan_job *job);

#endif
