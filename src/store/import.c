#include "store/import.h"
#include "store/import_inside.h"

#include <pthread.h>

#include "base/memory.h"
#include "store/audit.h"
#include "store/event.h"
#include "store/pseudonym.h"
#include "store/restriction.h"
#include "store/statement.h"
#include "store/suppression.h"

/* Has the index say who holds any of the batch's identifiers. */
static int
seek_batch(struct om_importing *im)
{
	struct om_tag *all;
	size_t n = 0, count = 0;
	int rc = om_sql_first(im->store->sql, S_SUBJECT_ANY_ALL, NULL, 0);

	om_sql_stop(im->store->sql, S_SUBJECT_ANY_ALL);
	if (rc <= 0)
		return rc; /* an empty store holds nobody */
	for (size_t i = 0; i < im->batch->n; i++)
		n += im->batch->pending[i].tags.n;
	all = om_arena_take(&im->batch->arena, n * sizeof(*all));
	for (size_t i = 0; i < im->batch->n; i++) {
		const struct om_pending *p = &im->batch->pending[i];

		memcpy(all + count, p->tags.p, p->tags.n * sizeof(*all));
		count += p->tags.n;
	}
	return om_people_seek(im->people, all, n);
}

static int
write_events(struct om_importing *im)
{
	int rc = OM_OK;

	for (struct om_pending_events *e = im->events; rc == OM_OK && e;
	     e = e->next)
		for (size_t i = 0; rc == OM_OK && i < e->from->event_count;
		     i++) {
			bool added;

			rc = om_event_add(im->store, e->subject, e->profile,
			    e->from->events[i], &added);
			if (rc == OM_OK && added)
				im->now.events++;
			else
				im->now.events_unchanged++;
		}
	return rc;
}

static int
record_batch(struct om_importing *im)
{
	const struct om_import_counts *c = &im->now;
	struct om_audit_entry entry = { .act = OM_ACT_IMPORT,
		.detail = im->options->merge ? "merge" : "replace",
		.counts = { { "new", (int64_t)c->fresh },
		    { "replaced", (int64_t)c->replaced },
		    { "unchanged", (int64_t)c->unchanged },
		    { "linked", (int64_t)c->linked },
		    { "ambiguous", (int64_t)c->ambiguous },
		    { "suppressed", (int64_t)c->suppressed },
		    { "refused", (int64_t)c->refused },
		    { "events", (int64_t)c->events } } };

	if (c->restricted > 0) {
		entry.counts[8].name = "restricted";
		entry.counts[8].value = (int64_t)c->restricted;
	}
	return om_audit_add(im->store, &entry);
}

static int
write_batch(struct om_importing *im)
{
	size_t tags = 0;
	int rc = OM_OK;

	im->events = NULL;
	im->people = om_people_new(im->store, &im->batch->arena);
	for (size_t i = 0; i < im->batch->n; i++)
		tags += im->batch->pending[i].tags.n;
	om_people_expect(im->people, im->batch->n, tags);
	im->suppressing = om_suppression_any(im->store) != 0;
	im->pseudonymous = om_pseudonym_any(im->store) != 0;
	im->restricting = om_restriction_any(im->store) != 0;
	rc = seek_batch(im);
	for (size_t i = 0; rc == OM_OK && i < im->batch->n; i++)
		rc = om_import_take(im, &im->batch->pending[i]);
	if (rc == OM_OK && im->options->strict && im->batch->refused > 0)
		rc = om_fail(OM_INPUT, "a record was refused; nothing of its "
				       "batch is kept");
	if (rc == OM_OK)
		rc = om_people_write(im->people);
	if (rc == OM_OK)
		rc = write_events(im);
	im->now.refused = im->batch->refused;
	return rc == OM_OK ? record_batch(im) : rc;
}

static void
add_counts(struct om_import_counts *sum, const struct om_import_counts *more)
{
	uint64_t *to = &sum->records;
	const uint64_t *from = &more->records;

	_Static_assert(sizeof(*sum) % sizeof(uint64_t) == 0, "only counts");
	for (size_t i = 0; i < sizeof(*sum) / sizeof(uint64_t); i++)
		to[i] += from[i];
}

/* Tells of what was refused, in reading and in taking. */
static void
report_refusals(const struct om_importing *im)
{
	for (const struct om_refusal *r = im->batch->refusals; r; r = r->next) {
		void (*tell)(void *, uint64_t, const char *) =
		    r->doubt ? im->options->doubted : im->options->refused;

		if (tell != NULL)
			tell(im->options->state, r->line, r->why);
	}
}

/*
 * Writes the batch and empties the log after it, so that it does not grow
 * with the import; while a reader holds the log, it waits for the next.
 */
static int
import_batch(struct om_importing *im, bool whole)
{
	struct om_batch *b = im->batch;
	int rc;

	im->now = (struct om_import_counts){ .records = b->records };
	if (b->records == 0)
		return OM_OK;
	rc = om_store_begin(im->store);
	if (rc == OM_OK)
		rc = om_store_end(im->store, write_batch(im));
	report_refusals(im);
	if (rc != OM_OK)
		return rc;
	add_counts(&im->counts, &im->now);
	if (!whole)
		rc = om_sql_flush(im->store->sql);
	if (im->options->progress != NULL)
		im->options->progress(
		    im->options->state, b->bytes, im->counts.records);
	return rc == OM_BUSY ? OM_OK : rc;
}

static void *
read_beside(void *reader)
{
	om_import_read(reader);
	return NULL;
}

/* Writes one batch while the next is read, unless it was the last. */
static int
import_step(struct om_importing *im, struct om_import_reader *r, bool whole)
{
	bool more = !im->batch->end;
	pthread_t thread;
	bool beside =
	    more && pthread_create(&thread, NULL, read_beside, r) == 0;
	int rc = import_batch(im, whole);

	if (beside)
		(void)pthread_join(thread, NULL);
	else if (more && rc == OM_OK)
		om_import_read(r);
	if (rc == OM_OK && im->batch->code != OM_OK)
		rc = om_fail(im->batch->code, "%s", im->batch->failure);
	return rc;
}

static int
import_all(struct om_importing *im, struct om_import_reader *r, bool whole)
{
	struct om_batch batches[2] = { 0 };
	bool end = false;
	int rc = OM_OK;

	for (int i = 0; i < 2; i++)
		batches[i].pending =
		    om_new(OM_BATCH_RECORDS, sizeof(*batches[i].pending));
	r->into = &batches[0];
	om_import_read(r);
	for (int i = 0; rc == OM_OK && !end; i = 1 - i) {
		im->batch = &batches[i];
		r->into = &batches[1 - i];
		end = im->batch->end;
		rc = import_step(im, r, whole);
	}
	im->batch = r->into = NULL;
	for (int i = 0; i < 2; i++) {
		om_arena_free(&batches[i].arena);
		/* Wiping what was never used would cost 20 ms. */
		om_wipe_free(batches[i].pending,
		    batches[i].used * sizeof(*batches[i].pending));
	}
	return rc;
}

int
om_import(struct om_import_counts *counts, struct om_store *store,
    struct om_records *records, const struct om_import_options *options)
{
	struct om_importing im = { .store = store, .options = options };
	struct om_import_reader reader = { .records = records,
		.strict = options->strict };
	bool whole = options->strict || options->dry_run;
	int rc = om_tagger_open(&reader.tagger, store->keys, store->identity);

	if (rc != OM_OK)
		return rc;
	if (whole)
		rc = om_store_begin(store);
	if (rc == OM_OK) {
		rc = import_all(&im, &reader, whole);
		if (options->dry_run && rc == OM_OK)
			om_store_rollback(store);
		else if (whole)
			rc = om_store_end(store, rc);
	}
	om_tagger_close(reader.tagger);
	*counts = im.counts;
	return rc;
}
