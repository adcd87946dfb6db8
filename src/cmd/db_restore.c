#include <stdio.h>

#include "base/memory.h"
#include "cmd/db.h"
#include "cmd/trial.h"
#include "store/backup.h"
#include "store/id.h"

/*
 * Where the store can be opened, its members decide who may; where it
 * cannot, whoever may write the workspace's files does.
 */
static int
check_permit(const struct om_run *run)
{
	struct om *om = NULL;
	int rc, closed;

	if (om_open(&om, run->home) != OM_OK)
		return OM_OK;
	rc = om_permit(om, OM_MAY_MANAGE);
	closed = om_close(om);
	return rc == OM_OK && closed == OM_DENIED ? closed : rc;
}

/* What cannot be done for a request, for people. */
static const char *
lost_of(const struct om_returned *r)
{
	if (r->events < r->logged)
		return "the log alone knows what befell it: look it up there "
		       "(audit list)";
	if (r->taken_in)
		return "taken in since the backup: whose it is, plan, letters "
		       "and notices are lost";
	if (r->events > 0)
		return "moved on since the backup: plan, letters, notices and "
		       "certificate made since are lost";
	return "its restriction stands again";
}

static void
warn_returned(const struct om_returned *r)
{
	struct om_buf id = OM_BUF(32);

	om_id_format(&id, r->request);
	(void)fprintf(stderr, "ombud: request %s: %s%s%s\n", id.p, lost_of(r),
	    *r->last == '\0' ? "" : "; last event: ", r->last);
	if (r->unplaced > 0)
		(void)fprintf(stderr,
		    "ombud: request %s: the restore is incomplete: the person "
		    "whose data it restricts is not in the backup; restrict it "
		    "again when she is imported (GDPR Art. 18)\n",
		    id.p);
	om_buf_free(&id);
}

static void
write_returned(struct om_json *j, const struct om_returned *r)
{
	struct om_buf id = OM_BUF(32);

	om_id_format(&id, r->request);
	om_json_object(j, "");
	om_json_text(j, "request", om_buf_span(&id));
	om_json_bool(j, "taken_in_since", r->taken_in);
	om_json_int(j, "events_logged", (int64_t)r->logged);
	om_json_int(j, "events", (int64_t)r->events);
	om_json_string(j, "last_event", r->last);
	om_json_int(j, "restrictions_missing", (int64_t)r->unplaced);
	om_json_string(j, "lost", lost_of(r));
	om_json_end_object(j);
	om_buf_free(&id);
}

static void
print_restored(struct om_run *run, const struct om_restoration *done)
{
	struct om_json *j;

	for (size_t i = 0; i < done->returned_count; i++)
		warn_returned(&done->returned[i]);
	if (run->out.shape == OM_SHAPE_TABLE) {
		om_output_format(&run->out,
		    "the store is restored%s\n"
		    "from the ledgers came back: %llu audit entries, %llu "
		    "suppressions, %llu restrictions\n"
		    "erased again: %llu people\n"
		    "requests behind the log: %llu, of them taken in since: "
		    "%llu; what is lost of each is said above\n"
		    "Profiles and users are those of the backup: see `ombud "
		    "user list`, and import again.\n",
		    om_trial_note(run), (unsigned long long)done->entries,
		    (unsigned long long)done->suppressions,
		    (unsigned long long)done->restrictions,
		    (unsigned long long)done->erased,
		    (unsigned long long)done->returned_count,
		    (unsigned long long)done->requests);
		return;
	}
	j = om_output_json(&run->out);
	om_json_object(j, NULL);
	om_json_int(j, "entries", (int64_t)done->entries);
	om_json_int(j, "suppressions", (int64_t)done->suppressions);
	om_json_int(j, "erased", (int64_t)done->erased);
	om_json_int(j, "restrictions", (int64_t)done->restrictions);
	om_json_int(j, "requests_lost", (int64_t)done->requests);
	om_json_array(j, "requests");
	for (size_t i = 0; i < done->returned_count; i++)
		write_returned(j, &done->returned[i]);
	om_json_end_array(j);
	om_json_bool(j, "dry_run", run->dry_run);
	om_json_end_object(j);
	om_output_next(&run->out);
}

/* Opens what does not need the store, does the work with its options. */
static int
without_store(struct om_run *run,
    int (*work)(struct om_run *, const struct om_store_options *))
{
	struct om_store_options options;
	struct om_buf user = OM_BUF(256);
	struct om *om = NULL;
	int rc = om_user_name(&user);

	if (rc == OM_OK)
		rc = om_open_without_store(&om, run->home);
	if (rc == OM_OK) {
		options = om_open_options(om);
		options.user = user.p;
		rc = work(run, &options);
	}
	if (om_close(om) != OM_OK && rc == OM_OK)
		rc = OM_IO;
	om_buf_free(&user);
	return rc;
}

static int
restore(struct om_run *run, const struct om_store_options *options)
{
	struct om_restoration done;
	const char *backup = run->words.n > 0 ? run->words.p[0] : NULL;
	int rc = run->dry_run ? om_store_try_restore(&done, options, backup)
			      : om_store_restore(&done, options, backup);

	if (rc == OM_OK)
		print_restored(run, &done);
	if (rc == OM_OK)
		om_restoration_free(&done);
	return rc;
}

static int
run_restore(struct om_run *run)
{
	int rc = check_permit(run);

	return rc == OM_OK ? without_store(run, restore) : rc;
}

static int
migrate(struct om_run *run, const struct om_store_options *options)
{
	int version, newest;
	int rc = om_store_migrate(&version, &newest, options, run->dry_run);

	if (rc != OM_OK)
		return rc;
	if (version == newest)
		om_output_format(&run->out,
		    "the store is of schema version %d already\n", newest);
	else
		om_output_format(&run->out,
		    "the store is of schema version %d now, it was of %d%s\n",
		    newest, version, om_trial_note(run));
	return OM_OK;
}

static int
run_migrate(struct om_run *run)
{
	int rc = check_permit(run);

	return rc == OM_OK ? without_store(run, migrate) : rc;
}

const struct om_command om_cmd_db_restore = {
	.word = "restore",
	.summary = "put a backup in the place of the store",
	.arguments = "[FILE]",
	.about =
	    "No other program may use the store meanwhile. Audit entries "
	    "and suppressions that are newer than the backup come back "
	    "from the ledgers, as do restrictions and what befell "
	    "requests (not whose they are, plans, letters: each is named "
	    "and its timeline says so), and everybody who was erased since is "
	    "erased again before the store is used. Refused where the "
	    "backup is damaged or needs a key that was destroyed; the "
	    "store then stays as it is.\n\n"
	    "A store on a PostgreSQL server is put back by pg_restore; "
	    "until this command, then without a file, has completed it, "
	    "it cannot be used.",
	.example = "ombud db restore /backup/ombud-2026-11-23.db",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE,
	.run = run_restore,
};

const struct om_command om_cmd_db_migrate = {
	.word = "migrate",
	.summary = "bring the store of an older program up to date",
	.about = "In one transaction: a failure leaves the store as it is. "
		 "Make a copy of the workspace before.",
	.example = "ombud db migrate",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.run = run_migrate,
};
