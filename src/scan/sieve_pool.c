#include <pthread.h>

#include "base/memory.h"
#include "scan/sieve_inside.h"

/* Batches on their way for each thread: one worked on, one done or waiting. */
enum { EACH = 3, IN_MAX = 4 << 20, OUT_MAX = 64 << 20, REASONS_MAX = 16 << 20 };

struct thread {
	pthread_t id;
	bool started;
	struct om_sieve_pool *pool;
	struct om_sieve_worker worker;
};

/*
 * A ring: batches from `first` to before `fill` are under way, `next` of them
 * is the first that no thread has taken, `fill` is the one being filled.
 */
struct om_sieve_pool {
	struct om_sieve_batch *ring;
	size_t size;
	uint64_t first, next, fill;
	struct thread *threads;
	size_t n;
	bool alone; /* no thread but the caller's */
	bool ended;
	pthread_mutex_t lock;
	pthread_cond_t ready, done;
};

static struct om_sieve_batch *
at(struct om_sieve_pool *p, uint64_t number)
{
	return &p->ring[number % p->size];
}

static void *
work(void *state)
{
	struct thread *t = state;
	struct om_sieve_pool *p = t->pool;

	(void)pthread_mutex_lock(&p->lock);
	for (;;) {
		struct om_sieve_batch *b;

		while (!p->ended && p->next == p->fill)
			(void)pthread_cond_wait(&p->ready, &p->lock);
		if (p->ended)
			break;
		b = at(p, p->next++);
		(void)pthread_mutex_unlock(&p->lock);
		if (!b->piece)
			om_sieve_worker_run(&t->worker, b);
		(void)pthread_mutex_lock(&p->lock);
		b->done = true;
		(void)pthread_cond_signal(&p->done);
	}
	(void)pthread_mutex_unlock(&p->lock);
	return NULL;
}

struct om_sieve_pool *
om_sieve_pool_open(const struct om_sieve *s)
{
	struct om_sieve_pool *p = om_new(1, sizeof(*p));
	size_t n = s->options.threads;

	p->n = n < 1 ? 1 : n > OM_SIEVE_THREADS ? OM_SIEVE_THREADS : n;
	p->size = p->n * EACH + 1;
	p->ring = om_new(p->size, sizeof(*p->ring));
	for (size_t i = 0; i < p->size; i++) {
		p->ring[i].in = OM_BUF(IN_MAX);
		p->ring[i].out = OM_BUF(OUT_MAX);
		p->ring[i].held = OM_BUF(IN_MAX);
		p->ring[i].reasons = OM_BUF(REASONS_MAX);
	}
	(void)pthread_mutex_init(&p->lock, NULL);
	(void)pthread_cond_init(&p->ready, NULL);
	(void)pthread_cond_init(&p->done, NULL);
	p->threads = om_new(p->n, sizeof(*p->threads));
	p->alone = true;
	for (size_t i = 0; i < p->n; i++) {
		struct thread *t = &p->threads[i];

		t->pool = p;
		om_sieve_worker_open(&t->worker, s);
		t->started =
		    p->n > 1 && pthread_create(&t->id, NULL, work, t) == 0;
		p->alone &= !t->started;
	}
	return p;
}

void
om_sieve_pool_close(struct om_sieve_pool *p)
{
	if (p == NULL)
		return;
	(void)pthread_mutex_lock(&p->lock);
	p->ended = true;
	(void)pthread_cond_broadcast(&p->ready);
	(void)pthread_mutex_unlock(&p->lock);
	for (size_t i = 0; i < p->n; i++) {
		if (p->threads[i].started)
			(void)pthread_join(p->threads[i].id, NULL);
		om_sieve_worker_close(&p->threads[i].worker);
	}
	for (size_t i = 0; i < p->size; i++) {
		om_buf_free(&p->ring[i].in);
		om_buf_free(&p->ring[i].out);
		om_buf_free(&p->ring[i].held);
		om_buf_free(&p->ring[i].reasons);
		om_free(p->ring[i].entries);
	}
	(void)pthread_mutex_destroy(&p->lock);
	(void)pthread_cond_destroy(&p->ready);
	(void)pthread_cond_destroy(&p->done);
	om_free(p->ring);
	om_free(p->threads);
	om_free(p);
}

struct om_sieve_batch *
om_sieve_pool_batch(struct om_sieve_pool *p)
{
	return at(p, p->fill);
}

/* Makes a batch that has left ready to be filled. */
static void
clear(struct om_sieve_batch *b)
{
	om_buf_reset(&b->in);
	om_buf_reset(&b->out);
	om_buf_reset(&b->held);
	om_buf_reset(&b->reasons);
	b->whole = b->lead = b->count = 0;
	b->records = 0;
	b->stop = OM_OK;
	b->piece = b->begins = b->ends = b->done = false;
}

/* The oldest one leaves; it is waited for. */
static int
leave_first(struct om_sieve_pool *p, om_sieve_leave *leave, void *state)
{
	struct om_sieve_batch *b = at(p, p->first);
	int rc;

	(void)pthread_mutex_lock(&p->lock);
	while (!b->done)
		(void)pthread_cond_wait(&p->done, &p->lock);
	(void)pthread_mutex_unlock(&p->lock);
	rc = leave(state, b);
	clear(b);
	p->first++;
	return rc;
}

int
om_sieve_pool_send(struct om_sieve_pool *p, om_sieve_leave *leave, void *state)
{
	struct om_sieve_batch *b = at(p, p->fill), *next;
	struct om_span rest =
	    om_span_bytes(b->in.p + b->whole, b->in.n - b->whole);
	int rc = OM_OK;

	if (p->fill + 1 - p->first == p->size)
		rc = leave_first(p, leave, state);
	next = at(p, p->fill + 1);
	om_buf_add(&next->in, rest);
	om_wipe((void *)(uintptr_t)rest.p, rest.n);
	b->in.n = b->whole;
	if (p->alone) {
		if (!b->piece)
			om_sieve_worker_run(&p->threads[0].worker, b);
		b->done = true;
		p->fill++;
		return rc == OM_OK ? leave_first(p, leave, state) : rc;
	}
	(void)pthread_mutex_lock(&p->lock);
	p->fill++;
	(void)pthread_cond_signal(&p->ready);
	(void)pthread_mutex_unlock(&p->lock);
	return rc;
}

int
om_sieve_pool_drain(struct om_sieve_pool *p, om_sieve_leave *leave, void *state)
{
	int rc = OM_OK;

	while (rc == OM_OK && p->first < p->fill)
		rc = leave_first(p, leave, state);
	return rc;
}

void
om_sieve_pool_count(const struct om_sieve_pool *p, struct om_sieve_counts *out)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct om_sieve_counts *c = &p->threads[i].worker.counts;

		out->records += c->records;
		out->changed += c->changed;
		out->diverted += c->diverted;
		out->faults += c->faults;
		for (size_t k = 0; k < OM_KINDS_MAX; k++) {
			out->kinds[k] += c->kinds[k];
			out->kept[k] += c->kept[k];
		}
		for (size_t k = 0; k < OM_SIEVE_FIELDS; k++)
			out->fields[k] += c->fields[k];
	}
}
