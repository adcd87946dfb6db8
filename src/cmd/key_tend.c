#include "cmd/key.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/memory.h"
#include "cmd/trial.h"
#include "request/kept.h"
#include "store/backup.h"
#include "store/destruction.h"

/* What one run did, or would do. */
struct tend {
	struct om_run *run;
	struct om *om;
	uint32_t rotated;   /* the new epoch; 0 */
	uint64_t recorded;  /* rotations that a crash had left unrecorded */
	uint64_t rewrapped; /* keys of people and requests */
	uint64_t finished;  /* destructions likewise */
	uint64_t receipts;
	uint32_t *destroyed;
	size_t destroyed_n;
	struct om_kept_tending kept; /* of requests that erased in part */
	int64_t overdue;	     /* rows that keep an epoch from its end */
};

static int
rotate(struct tend *t)
{
	struct om *om = t->om;
	bool due = om_epoch_rotation_due(
	    om->keys, &om->settings.epochs, om_clock_now());
	int rc;

	if (t->run->dry_run) {
		t->rotated = due ? om_keys_epoch_current(om->keys) + 1 : 0;
		return OM_OK;
	}
	rc = om_epoch_record(om->store, &t->recorded);
	if (rc == OM_OK && due && t->recorded == 0)
		rc = om_epoch_rotate(om->store, &t->rotated);
	return rc;
}

/* Where a rotation is only tried, everybody would be wrapped anew. */
static int
rewrap(struct tend *t)
{
	struct om_store *store = t->om->store;
	int64_t stale = 0, current = 0;
	int rc = om_epoch_stale(&stale, store);

	if (rc == OM_OK && t->run->dry_run && t->rotated != 0)
		rc = om_store_epoch_use(
		    &current, store, om_keys_epoch_current(t->om->keys));
	if (rc == OM_OK && stale > 0 && !t->run->dry_run)
		return om_store_rewrap(store, &t->rewrapped);
	t->rewrapped = (uint64_t)(stale + current);
	return rc;
}

static void
note_destroyed(struct tend *t, uint32_t version)
{
	t->destroyed =
	    om_resize(t->destroyed, t->destroyed_n + 1, sizeof(*t->destroyed));
	t->destroyed[t->destroyed_n++] = version;
}

/* One epoch whose time has come: whether it went, 1 or 0. */
static int
destroy_one(struct tend *t, const struct om_epoch *e)
{
	int rc;

	if (t->run->dry_run) {
		note_destroyed(t, e->version);
		return 0;
	}
	if (e->rows > 0) {
		t->overdue += e->rows;
		return 0;
	}
	rc = om_destruction_run(t->om->store, OM_KEY_EPOCH, e->version);
	if (rc != OM_OK)
		return rc;
	note_destroyed(t, e->version);
	return 1;
}

static int
destroy(struct tend *t)
{
	struct om *om = t->om;
	int64_t now = om_clock_now();
	struct om_epoch e;
	size_t i = 0;
	int rc;

	while ((rc = om_epoch_get(
		    &e, om->store, &om->settings.epochs, i, now)) == 1) {
		int gone = 0;

		if (!e.current && e.due <= now)
			gone = destroy_one(t, &e);
		if (gone < 0)
			return gone;
		i += gone == 0;
	}
	return rc;
}

static int
leave_receipts(struct tend *t)
{
	int rc;

	if (t->run->dry_run)
		return OM_OK;
	rc = om_destruction_finish(&t->finished, t->om->store);
	return rc == OM_OK ? om_destruction_file(&t->receipts, t->om->store)
			   : rc;
}

static void
print_text(const struct tend *t, int64_t gone_by)
{
	struct om_output *out = &t->run->out;
	struct om_buf day = OM_BUF(32);

	if (t->rotated != 0)
		om_output_format(
		    out, "epoch %u is current now\n", (unsigned)t->rotated);
	if (t->recorded > 0)
		om_output_format(
		    out, "a rotation that was interrupted is recorded\n");
	if (t->rewrapped > 0)
		om_output_format(out,
		    "%llu keys of people and requests were wrapped anew\n",
		    (unsigned long long)t->rewrapped);
	for (size_t i = 0; i < t->destroyed_n; i++)
		om_output_format(
		    out, "epoch %u is destroyed\n", (unsigned)t->destroyed[i]);
	if (t->receipts > 0)
		om_output_format(out, "receipts left in %s: %llu\n",
		    OM_DESTRUCTION_FOLDER, (unsigned long long)t->receipts);
	if (t->kept.erased > 0)
		om_output_format(out,
		    "%llu items that had to be kept are erased now\n",
		    (unsigned long long)t->kept.erased);
	om_day_format(&day, om_clock_day(gone_by));
	om_output_format(out,
	    "whoever is erased today is unreadable in backups after %s%s\n",
	    day.p, om_trial_note(t->run));
	om_buf_free(&day);
}

static void
print_json(const struct tend *t, int64_t gone_by)
{
	struct om_json *j = om_output_json(&t->run->out);

	om_json_object(j, NULL);
	if (t->rotated != 0)
		om_json_int(j, "rotated", t->rotated);
	else
		om_json_null(j, "rotated");
	om_json_int(j, "recorded", (int64_t)t->recorded);
	om_json_int(j, "rewrapped", (int64_t)t->rewrapped);
	om_json_array(j, "destroyed");
	for (size_t i = 0; i < t->destroyed_n; i++)
		om_json_int(j, "", t->destroyed[i]);
	om_json_end_array(j);
	om_json_int(j, "finished", (int64_t)t->finished);
	om_json_int(j, "receipts", (int64_t)t->receipts);
	om_json_int(j, "kept_erased", (int64_t)t->kept.erased);
	om_json_int(j, "overdue_rows", t->overdue);
	om_json_time(j, "gone_by", gone_by);
	om_json_bool(j, "dry_run", t->run->dry_run);
	om_json_end_object(j);
	om_output_next(&t->run->out);
}

/* What was done is told also where the rest failed. */
static int
tell(const struct tend *t, int rc)
{
	int64_t gone_by = om_epoch_gone_by(
	    t->om->keys, &t->om->settings.epochs, om_clock_now());

	if (t->run->out.shape == OM_SHAPE_TABLE)
		print_text(t, gone_by);
	else
		print_json(t, gone_by);
	if (rc == OM_OK && t->overdue > 0)
		rc = om_fail(OM_BUSY,
		    "old epochs should be gone, but %lld keys of people and "
		    "requests need them still: run it again",
		    (long long)t->overdue);
	return rc;
}

static int
work_tend(struct om_run *run, struct om *om)
{
	struct tend t = { .run = run, .om = om };
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc != OM_OK)
		return rc;
	rc = rotate(&t);
	if (rc == OM_OK)
		rc = rewrap(&t);
	if (rc == OM_OK)
		rc = destroy(&t);
	if (rc == OM_OK)
		rc = leave_receipts(&t);
	if (rc == OM_OK)
		rc = om_kept_tend(&t.kept, om);
	rc = tell(&t, rc);
	om_key_warn(om);
	om_free(t.destroyed);
	return rc;
}

static int
run_tend(struct om_run *run)
{
	return om_workspace_run(run, work_tend);
}

const struct om_command om_cmd_key_tend = {
	.word = "tend",
	.summary = "replace and destroy epoch keys as their days have come",
	.about =
	    "For every night (cron, a systemd timer), and safe at any time: "
	    "what was interrupted is gone on with. Begins a new epoch where "
	    "the current one is epochs.rotate_days old (ombud.json), wraps "
	    "everybody's keys anew under it, and destroys each epoch that "
	    "was replaced epochs.destroy_after_days ago: whoever was erased "
	    "before is unreadable in backups from then on. Each destruction "
	    "leaves a signed receipt in keys-destroyed/. Exit 6 where an "
	    "epoch should be gone and cannot go.",
	.example = "ombud key tend\n"
		   "0 3 * * * ombud -C /srv/ombud key tend",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE,
	.run = run_tend,
};
