#include "cmd/db.h"

#include <stdio.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/stale.h"
#include "cmd/key.h"
#include "cmd/progress.h"
#include "cmd/trial.h"
#include "context/place.h"
#include "store/reserve.h"
#include "store/backup.h"
#include "store/check.h"
#include "store/schema.h"

static void
tell_progress(void *state, uint64_t subjects)
{
	om_progress_set(state, 0, subjects);
}

static int
check_full(struct om_run *run, struct om *om)
{
	struct om_progress bar;
	int rc;

	om_progress_start(&bar, run, 0, "checking");
	rc = om_store_check(om->store, tell_progress, &bar);
	om_progress_end(&bar);
	return rc;
}

static void
print_check(
    struct om_run *run, int version, const struct om_store_counts *counts)
{
	const struct {
		const char *word;
		int64_t value;
	} rows[] = {
		{ "schema", version },
		{ "subjects", counts->subjects },
		{ "profiles", counts->profiles },
		{ "events", counts->events },
		{ "identifiers", counts->identifiers },
		{ "suppressions", counts->suppressed },
		{ "requests", counts->requests },
	};
	bool full = om_option_flag(run, "full");
	struct om_json *j = NULL;

	if (run->out.shape != OM_SHAPE_TABLE) {
		j = om_output_json(&run->out);
		om_json_object(j, NULL);
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (j != NULL)
			om_json_int(j, rows[i].word, rows[i].value);
		else
			om_output_format(&run->out, "%-12s %lld\n",
			    rows[i].word, (long long)rows[i].value);
	if (j != NULL) {
		om_json_bool(j, "full", full);
		om_json_end_object(j);
		om_output_next(&run->out);
	} else
		om_output_format(&run->out, "the store is sound%s\n",
		    full ? ", and all that is sealed opens"
			 : "; --full opens all that is sealed");
}

/* A copy of a backup may hold people who were erased since. */
static void
tell_leftover(const struct om *om)
{
	char *path = om_path_join(om->folder, OM_STORE_RESTORING);

	if (om_file_exists(path))
		(void)fprintf(stderr,
		    "ombud: an interrupted restore left %s: restore again, or "
		    "remove it\n",
		    path);
	om_free(path);
}

/* A file, or one in a folder, that a killed process was making. */
static int
tell_stale(void *state, const char *path)
{
	struct om_buf *told = state;
	struct om_buf part = OM_BUF(64 << 10);
	size_t n = 0;

	do {
		n += strcspn(path + n, "/");
		om_buf_reset(&part);
		om_buf_add(&part, om_span_bytes(path, n));
		if (n > 0 && om_stale_is(part.p) &&
		    !om_span_equal(om_buf_span(told), om_buf_span(&part))) {
			(void)fprintf(stderr,
			    "ombud: a process that was killed left %s, which "
			    "may hold personal data: remove it\n",
			    part.p);
			om_buf_reset(told);
			om_buf_add(told, om_buf_span(&part));
		}
	} while (path[n] != '\0' && ++n > 0);
	om_buf_free(&part);
	return OM_OK;
}

static int
tell_stales(const struct om *om)
{
	struct om_buf told = OM_BUF(64 << 10);
	int rc = om_folder_walk(om->folder, tell_stale, &told);

	om_buf_free(&told);
	return rc;
}

static void
tell_reserve(const struct om *om)
{
	int64_t bytes = om_reserve_size(om->folder);

	if (bytes < OM_RESERVE_BYTES)
		(void)fprintf(stderr,
		    "ombud: of the reserve that lets people be erased on a "
		    "full disk %lld of %d KiB are there: make room\n",
		    (long long)(bytes >> 10), OM_RESERVE_BYTES >> 10);
}

static int
work_check(struct om_run *run, struct om *om)
{
	struct om_store_counts counts;
	int version = 0;
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc == OM_OK)
		rc = om_sql_check(om->store->sql);
	if (rc == OM_OK)
		rc = om_schema_version(&version, om->store->sql);
	if (rc == OM_OK)
		rc = om_store_count(&counts, om->store);
	if (rc == OM_OK && om_option_flag(run, "full"))
		rc = check_full(run, om);
	if (rc == OM_OK)
		print_check(run, version, &counts);
	tell_leftover(om);
	tell_reserve(om);
	if (rc == OM_OK)
		rc = tell_stales(om);
	if (rc == OM_OK)
		om_key_warn(om);
	return rc;
}

static int
run_check(struct om_run *run)
{
	return om_workspace_run(run, work_check);
}

static int
work_backup(struct om_run *run, struct om *om)
{
	const char *path = run->words.p[0];
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc == OM_OK && om_file_exists(path))
		rc = om_fail(OM_EXISTS, "%s: is there already", path);
	if (rc == OM_OK)
		rc = om_place_check(om, path);
	if (rc == OM_OK && !run->dry_run)
		rc = om_store_backup(om->store, path);
	if (rc == OM_OK)
		om_output_format(&run->out, "the store is copied to %s%s\n",
		    path, om_trial_note(run));
	return rc;
}

static int
run_backup(struct om_run *run)
{
	return om_workspace_run(run, work_backup);
}

static const struct om_option check_options[] = {
	{ "full", 0, OM_OPTION_FLAG, NULL,
	    "open everybody's profiles, too, and compare the index", false },
	{ 0 },
};

static const struct om_command cmd_check = {
	.word = "check",
	.summary = "whether the store is sound, and what is in it",
	.about = "Checks the database, its ledgers and its place in the log. "
		 "`audit verify` looks at the log itself. Exit 7 where "
		 "something is wrong.",
	.example = "ombud db check --full",
	.touches = OM_READS | OM_WORKSPACE,
	.options = check_options,
	.run = run_check,
};
static const struct om_command cmd_backup = {
	.word = "backup",
	.summary = "a copy of the store in a new file",
	.arguments = "FILE",
	.about = "Other programs may go on working. The folders keys and "
		 "ledger are not in it: keep a copy of keys elsewhere, and "
		 "never bring an old ledger back.",
	.example = "ombud db backup /backup/ombud-2026-11-23.db",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.run = run_backup,
};

static const struct om_command *const actions[] = {
	&cmd_check,
	&cmd_backup,
	&om_cmd_db_restore,
	&om_cmd_db_migrate,
	&om_cmd_db_sweep,
	NULL,
};

const struct om_command om_cmd_db = {
	.word = "db",
	.summary = "the store: check, back up, restore, sweep",
	.example = "ombud db check",
	.actions = actions,
};
