#include "cmd/suppress.h"

#include "base/clock.h"
#include "cmd/list.h"
#include "cmd/trial.h"
#include "store/id.h"
#include "store/import.h"
#include "store/pending.h"

enum { DAY = 24 * 60 * 60 * 1000 };

static int
add_row(void *state, const struct om_pending_row *row)
{
	struct om_buf id = OM_BUF(32);
	struct om_list *list = state;

	om_id_format(&id, row->id);
	om_list_text(list, om_buf_span(&id));
	om_list_string(list, row->reason);
	om_list_time(list, row->at);
	om_buf_free(&id);
	return OM_OK;
}

static int
work_pending(struct om_run *run, struct om *om)
{
	static const struct om_column columns[] = {
		{ "id", "ID", false },
		{ "reason", "REASON", false },
		{ "at", "SINCE", false },
	};
	struct om_list list;
	int rc = om_permit(om, OM_MAY_LIST);

	if (rc != OM_OK)
		return rc;
	om_list_begin(&list, &run->out, "pending", columns, 3);
	rc = om_pending_list(om->store, add_row, &list);
	om_list_end(&list);
	return rc;
}

/* The record that was admitted comes in as any import. */
static int
admit(struct om *om, struct om_span profile)
{
	const struct om_records_options reading = { .format =
							OM_RECORDS_NDJSON };
	const struct om_import_options how = { .strict = true };
	struct om_import_counts counts;
	struct om_records *records;
	int rc = om_records_open_memory(
	    &records, "a record that was pending", profile, &reading);

	if (rc != OM_OK)
		return rc;
	rc = om_import(&counts, om->store, records, &how);
	om_records_close(records);
	return rc;
}

static int
decide(struct om_run *run, struct om *om, bool admits)
{
	struct om_span profile;
	int64_t id;
	int rc = om_id_parse(&id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_pending_decide(
		    &profile, om->store, &run->arena, id, admits);
	return rc == OM_OK && admits ? admit(om, profile) : rc;
}

static int
work_decide(struct om_run *run, struct om *om)
{
	bool admits = strcmp(om_option_text(run, "result"), "admit") == 0;
	int rc = om_permit(om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = om_trial_end(om, decide(run, om, admits));
	if (rc == OM_OK)
		om_output_format(&run->out, "%s%s\n",
		    admits ? "admitted: the erasure no longer keeps it out"
			   : "kept out: the erasure counts up to now",
		    om_trial_note(run));
	return rc;
}

static int
work_expire(struct om_run *run, struct om *om)
{
	int64_t days = om->settings.backup_days;
	uint64_t lifted = 0;
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc == OM_OK && days == 0)
		return om_fail(OM_USAGE,
		    "how long backups are kept is not said (backup_days in "
		    "ombud.json): no entry expires");
	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = om_trial_end(om, om_suppression_expire(om->store,
				  om_clock_now() - days * DAY, &lifted));
	if (rc == OM_OK)
		om_output_format(&run->out, "%llu entries have expired%s\n",
		    (unsigned long long)lifted, om_trial_note(run));
	return rc;
}

static int
run_pending(struct om_run *run)
{
	return om_workspace_run(run, work_pending);
}

static int
run_decide(struct om_run *run)
{
	return om_workspace_run(run, work_decide);
}

static int
run_expire(struct om_run *run)
{
	return om_workspace_run(run, work_expire);
}

static const struct om_option decide_options[] = {
	{ "result", 0, OM_OPTION_CHOICE, "admit|keep-out",
	    "what becomes of the record", true },
	{ 0 },
};

const struct om_command om_cmd_suppress_pending = {
	.word = "pending",
	.summary = "records kept out about which a person must decide",
	.about = "An erasure is about the data of before. A record that was "
		 "collected after it (later), that has only a number which "
		 "several people share (shared), or that has another strong "
		 "identifier too (stranger), waits here, encrypted.",
	.example = "ombud suppress pending",
	.touches = OM_READS | OM_WORKSPACE,
	.run = run_pending,
};
const struct om_command om_cmd_suppress_decide = {
	.word = "decide",
	.summary = "admit a record that waits, or keep it out",
	.arguments = "ID",
	.about = "admit: the data has a basis of its own, such as a new order: "
		 "the record is imported, and its erasure entries are lifted. "
		 "keep-out: it is forgotten, and the erasure counts up to now.",
	.example = "ombud suppress decide ID --result admit",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.options = decide_options,
	.run = run_decide,
};
const struct om_command om_cmd_suppress_expire = {
	.word = "expire",
	.summary = "end erasure entries that are older than every backup",
	.about = "For every night. backup_days in ombud.json says how long "
		 "backups are kept; an entry older than that keeps nothing "
		 "out. The audit log has how many. Entries for marketing and "
		 "sale stay until the person wants them lifted.",
	.example = "ombud suppress expire --dry-run",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.run = run_expire,
};
