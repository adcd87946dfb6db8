#include "cmd/audit.h"

#include "base/file.h"
#include "cmd/trial.h"
#include "cmd/workspace.h"
#include "context/anchor.h"
#include "context/place.h"
#include "store/audit.h"
#include "store/balance.h"
#include "store/cosigned.h"
#include "store/suppression.h"

/* What was done until now becomes part of the signed log. */
static int
integrate(struct om *om)
{
	int rc = om_audit_flush(om->store);

	return rc == OM_OK ? om_audit_integrate(om->store, NULL) : rc;
}

/* The same, with an entry of what is done now. */
static int
record(struct om *om, enum om_act act, const char *detail)
{
	const struct om_audit_entry entry = { .act = act, .detail = detail };
	int rc = om_audit_defer(om->store, &entry);

	return rc == OM_OK ? integrate(om) : rc;
}

static void
print_report(
    struct om_run *run, const struct om_audit_report *r, uint64_t suppressions)
{
	struct om_json *j;

	if (run->out.shape == OM_SHAPE_TABLE) {
		om_output_format(&run->out,
		    "the log is whole: %llu entries and %llu suppressions, as "
		    "in the ledgers beside the store, under the signed head of "
		    "size %llu\nroot %s\n",
		    (unsigned long long)r->entries,
		    (unsigned long long)suppressions,
		    (unsigned long long)r->size, r->root);
		return;
	}
	j = om_output_json(&run->out);
	om_json_object(j, NULL);
	om_json_int(j, "entries", (int64_t)r->entries);
	om_json_int(j, "mirrored", (int64_t)r->mirrored);
	om_json_int(j, "suppressions", (int64_t)suppressions);
	om_json_int(j, "size", (int64_t)r->size);
	om_json_string(j, "root", r->root);
	om_json_end_object(j);
	om_output_next(&run->out);
}

/* Heads that were kept elsewhere, where the call names them. */
static int
verify_against(struct om_run *run, struct om *om)
{
	const char *path = om_option_text(run, "against");
	uint64_t n;

	return path == NULL ? OM_OK : om_anchor_verify(&n, om, path);
}

static int
work_verify(struct om_run *run, struct om *om)
{
	struct om_audit_report report;
	uint64_t suppressions = 0;
	int rc = om_permit(om, OM_MAY_AUDIT);

	if (rc == OM_OK)
		rc = integrate(om);
	if (rc == OM_OK)
		rc = om_audit_verify(&report, om->store);
	if (rc == OM_OK)
		rc = om_suppression_verify(&suppressions, om->store);
	if (rc == OM_OK)
		rc = om_balance_verify(om->store);
	if (rc == OM_OK)
		rc = verify_against(run, om);
	if (rc == OM_OK)
		print_report(run, &report, suppressions);
	return rc;
}

static int
run_verify(struct om_run *run)
{
	return om_workspace_run(run, work_verify);
}

/* A text in a format of its own; in JSON a member of that name. */
static void
print_text(struct om_run *run, const char *key, const struct om_buf *text)
{
	struct om_json *j;

	if (run->out.shape == OM_SHAPE_TABLE) {
		om_output_text(&run->out, om_buf_span(text));
		return;
	}
	j = om_output_json(&run->out);
	om_json_object(j, NULL);
	om_json_text(j, key, om_buf_span(text));
	om_json_end_object(j);
	om_output_next(&run->out);
}

static int
work_checkpoint(struct om_run *run, struct om *om)
{
	struct om_buf text = OM_BUF(64 << 10);
	int rc = om_permit(om, OM_MAY_AUDIT);

	if (rc == OM_OK)
		rc = record(om, OM_ACT_CHECKPOINT, NULL);
	if (rc == OM_OK)
		rc = om_option_flag(run, "cosigned")
			 ? om_cosigned_newest(&text, om->store)
			 : om_audit_checkpoint(om->store, &text);
	if (rc == OM_OK)
		print_text(run, "checkpoint", &text);
	om_buf_free(&text);
	return rc;
}

static int
run_checkpoint(struct om_run *run)
{
	return om_workspace_run(run, work_checkpoint);
}

static int
prove(struct om_run *run, struct om *om, struct om_buf *out, uint64_t leaf)
{
	struct om_buf checkpoint = OM_BUF(OM_NOTE_MAX);
	int rc;

	if (!om_option_flag(run, "cosigned"))
		return om_audit_prove(om->store, out, leaf);
	rc = om_cosigned_newest(&checkpoint, om->store);
	if (rc == OM_OK)
		rc = om_audit_prove_under(
		    om->store, out, leaf, om_buf_span(&checkpoint));
	om_buf_free(&checkpoint);
	return rc;
}

static int
work_prove(struct om_run *run, struct om *om)
{
	struct om_buf text = OM_BUF(1 << 20);
	uint64_t leaf = 0;
	int rc = om_permit(om, OM_MAY_AUDIT);

	if (rc == OM_OK && !om_span_u64(&leaf, om_span_of(run->words.p[0])))
		rc = om_fail(OM_USAGE,
		    "LEAF is a number, as `ombud audit list` prints it");
	if (rc == OM_OK)
		rc = record(om, OM_ACT_AUDIT_READ, "prove");
	if (rc == OM_OK)
		rc = prove(run, om, &text, leaf);
	if (rc == OM_OK)
		print_text(run, "proof", &text);
	om_buf_free(&text);
	return rc;
}

static int
run_prove(struct om_run *run)
{
	return om_workspace_run(run, work_prove);
}

static int
work_export(struct om_run *run, struct om *om)
{
	const char *folder = run->words.p[0];
	int rc = om_permit(om, OM_MAY_AUDIT);

	if (rc == OM_OK && om_file_exists(folder))
		rc = om_fail(OM_EXISTS, "%s: is there already", folder);
	if (rc == OM_OK)
		rc = om_place_check(om, folder);
	if (rc == OM_OK && !run->dry_run)
		rc = record(om, OM_ACT_AUDIT_READ, "export");
	if (rc == OM_OK && !run->dry_run)
		rc = om_audit_export(om->store, folder);
	if (rc == OM_OK)
		om_output_format(&run->out, "the log is in %s%s\n", folder,
		    om_trial_note(run));
	return rc;
}

static int
run_export(struct om_run *run)
{
	return om_workspace_run(run, work_export);
}

static const struct om_option verify_options[] = {
	{ "against", 0, OM_OPTION_TEXT, "FILE",
	    "heads kept elsewhere that the log must extend", false },
	{ 0 },
};
static const struct om_option cosigned_options[] = {
	{ "cosigned", 0, OM_OPTION_FLAG, NULL,
	    "under the newest head that witnesses have cosigned", false },
	{ 0 },
};

static const struct om_command cmd_verify = {
	.word = "verify",
	.summary = "whether no entry was changed, removed or put in",
	.about = "Compares all entries in the store, and all suppressions, "
		 "with the ledgers beside it, with the tiles of the log and "
		 "with its signed head; and the rows of the other tables with "
		 "what the entries tell of them. Exit 7, naming the first that "
		 "differs, where one does.\n\n"
		 "An older copy of the whole workspace is whole in itself: "
		 "--against a checkpoint, or what `audit anchor --file` left "
		 "elsewhere, shows that it is older.",
	.example = "ombud audit verify",
	.touches = OM_READS | OM_WORKSPACE,
	.options = verify_options,
	.run = run_verify,
};
static const struct om_command cmd_checkpoint = {
	.word = "checkpoint",
	.summary = "the signed head of the log, to be kept elsewhere",
	.about = "A C2SP checkpoint. Who keeps one can prove later that the "
		 "log was not rewritten since.",
	.example = "ombud audit checkpoint > 2026-11.checkpoint",
	.touches = OM_READS | OM_WORKSPACE,
	.options = cosigned_options,
	.run = run_checkpoint,
};
static const struct om_command cmd_prove = {
	.word = "prove",
	.summary = "a proof that an entry is in the log",
	.arguments = "LEAF",
	.about = "A C2SP tlog-proof with the entry itself; LEAF is the number "
		 "that `audit list` prints. Who has the log's key can check "
		 "it without this program.",
	.example = "ombud audit prove 12 > entry-12.proof",
	.touches = OM_READS | OM_WORKSPACE,
	.options = cosigned_options,
	.run = run_prove,
};
static const struct om_command cmd_export = {
	.word = "export",
	.summary = "a copy of the log for verifiers",
	.arguments = "DIR",
	.about = "Makes the folder with checkpoint, vkey (the key that "
		 "verifies it) and tile/..., as C2SP tlog-tiles has them.",
	.example = "ombud audit export /srv/log",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.run = run_export,
};

static const struct om_command *const actions[] = {
	&om_cmd_audit_list,
	&cmd_verify,
	&cmd_checkpoint,
	&cmd_prove,
	&cmd_export,
	&om_cmd_audit_anchor,
	NULL,
};

const struct om_command om_cmd_audit = {
	.word = "audit",
	.summary = "what was done, by whom, and that the log is whole",
	.about = "Every act is an entry of a log that is signed as a whole "
		 "(a Merkle tree), so that none can be changed or removed "
		 "unseen. Entries hold no names, addresses or values.",
	.example = "ombud audit verify",
	.actions = actions,
};
