#include "base/memory.h"
#include "cmd/db.h"
#include "cmd/trial.h"
#include "store/backup.h"

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

static void
print_restored(struct om_run *run, const struct om_restoration *done)
{
	struct om_json *j;

	if (run->out.shape == OM_SHAPE_TABLE) {
		om_output_format(&run->out,
		    "the store is restored%s\n"
		    "from the ledgers came back: %llu audit entries, %llu "
		    "suppressions\n"
		    "erased again: %llu people\n"
		    "lost: %llu requests that were taken in since; the log "
		    "names them (audit list)\n"
		    "Profiles and users are those of the backup: see `ombud "
		    "user list`, and import again.\n",
		    om_trial_note(run), (unsigned long long)done->entries,
		    (unsigned long long)done->suppressions,
		    (unsigned long long)done->erased,
		    (unsigned long long)done->requests);
		return;
	}
	j = om_output_json(&run->out);
	om_json_object(j, NULL);
	om_json_int(j, "entries", (int64_t)done->entries);
	om_json_int(j, "suppressions", (int64_t)done->suppressions);
	om_json_int(j, "erased", (int64_t)done->erased);
	om_json_int(j, "requests_lost", (int64_t)done->requests);
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
	.about = "No other program may use the store meanwhile. Audit entries "
		 "and suppressions that are newer than the backup come back "
		 "from the ledgers, and everybody who was erased since is "
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
