#include "cmd/db_sweep.h"

#include "base/file.h"
#include "base/memory.h"
#include "cmd/db.h"
#include "cmd/progress.h"
#include "cmd/workspace.h"
#include "policy/sought.h"
#include "store/audit.h"
#include "store/locate.h"
#include "store/sweep.h"

enum { LINES_CEILING = 64 << 20 };

/* One run of the command. */
struct job {
	struct om_run *run;
	struct om_needles needles;
	struct om_sweep *sweep;

	/* In a workspace: who of the people looked for are in the store. */
	struct om *om;
	bool on_server;
	uint8_t (*references)[OM_HASH_SIZE];
	size_t reference_count, reference_room;
};

/* What is too short is told at the end, with its number. */
static int
add_value(struct job *job, const struct om_identity_policy *policy,
    struct om_span text)
{
	struct om_span type, value;
	int rc = om_sought_parse(&type, &value, policy, text);

	if (rc == OM_OK)
		rc = om_sought_add(&job->needles, policy, type, value);
	return rc == OM_INPUT ? OM_OK : rc;
}

static int
add_reference(struct job *job, const struct om_subject *subject)
{
	uint8_t reference[OM_HASH_SIZE];
	int rc = om_subject_reference(reference, subject);

	for (size_t i = 0; rc == OM_OK && i < job->reference_count; i++)
		if (memcmp(job->references[i], reference, sizeof(reference)) ==
		    0)
			return OM_OK;
	if (rc != OM_OK)
		return rc;
	if (job->reference_count == job->reference_room) {
		job->reference_room = job->reference_room * 2 + 4;
		job->references = om_resize(job->references,
		    job->reference_room, sizeof(*job->references));
	}
	memcpy(job->references[job->reference_count++], reference,
	    sizeof(reference));
	return OM_OK;
}

/* Whose value it is, for the log: it may be nobody's, and is searched. */
static int
look_up(struct job *job, struct om_span text)
{
	struct om_subject *subject;
	struct om_query query;
	int rc = om_query_parse(&query, job->om->store, text);

	if (rc == OM_OK)
		rc = om_locate(
		    &subject, job->om->store, &job->run->arena, &query);
	if (rc == OM_OK)
		return add_reference(job, subject);
	return rc == OM_USAGE || rc == OM_INPUT || rc == OM_NOTFOUND ||
		       rc == OM_DENIED
		   ? OM_OK
		   : rc;
}

static int
take_value(struct job *job, const struct om_identity_policy *policy,
    struct om_span text)
{
	int rc = add_value(job, policy, text);

	return rc == OM_OK && job->om != NULL ? look_up(job, text) : rc;
}

static int
take_lines(struct job *job, const struct om_identity_policy *policy)
{
	struct om_buf lines = OM_BUF(LINES_CEILING);
	int rc = om_file_read(&lines, "-");
	struct om_span rest = om_buf_span(&lines), line;
	size_t number = 0;
	bool more = rc == OM_OK;

	while (more && rc == OM_OK) {
		more = om_span_cut(&line, &rest, rest, '\n');
		line = om_span_trim(more ? line : rest);
		number++;
		if (line.n > 0)
			rc = take_value(job, policy, line);
		if (rc != OM_OK)
			rc = om_fail_at(rc, "standard input", number);
	}
	om_buf_free(&lines);
	return rc;
}

static int
take_values(struct job *job, const struct om_identity_policy *policy)
{
	struct om_words words = om_option_list(job->run, "for");
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < words.n; i++)
		rc = strcmp(words.p[i], "-") == 0
			 ? take_lines(job, policy)
			 : take_value(job, policy, om_span_of(words.p[i]));
	return rc;
}

/* All that the store knows her by. */
static int
take_subject(struct job *job)
{
	const char *argument = om_option_text(job->run, "subject");
	struct om_subject *subject;
	struct om_query query;
	struct om_span text;
	size_t refused;
	int rc;

	if (argument == NULL)
		return OM_OK;
	rc = om_permit(job->om, OM_MAY_LOCATE);
	if (rc == OM_OK)
		rc = om_workspace_identifier(&text, job->run, argument);
	if (rc == OM_OK)
		rc = om_query_parse(&query, job->om->store, text);
	if (rc == OM_OK)
		rc = om_locate(
		    &subject, job->om->store, &job->run->arena, &query);
	if (rc == OM_OK)
		rc = om_sweep_subject(
		    &job->needles, &refused, job->om->identity, subject);
	return rc == OM_OK ? add_reference(job, subject) : rc;
}

static int
prepare(struct job *job)
{
	int rc = om_permit(job->om, OM_MAY_SWEEP);

	job->on_server = job->om->settings.database != NULL;
	if (rc == OM_OK)
		rc = take_subject(job);
	return rc == OM_OK ? take_values(job, job->om->identity) : rc;
}

/* One entry for each person, or one where none of them is in the store. */
static int
record(struct job *job)
{
	const struct om_sweep_sum sum = om_sweep_sum(job->sweep);
	struct om_audit_entry entry = {
		.act = OM_ACT_SWEEP,
		.detail = sum.complete ? "complete" : "incomplete",
		.counts = { { "values", (int64_t)sum.values },
		    { "files", (int64_t)sum.files },
		    { "findings", (int64_t)sum.findings },
		    { "dirty", (int64_t)sum.dirty },
		    { "problems", (int64_t)sum.problems } },
	};
	int rc;

	if (job->reference_count == 0) {
		rc = om_audit_defer(job->om->store, &entry);
		return rc == OM_OK ? om_audit_flush(job->om->store) : rc;
	}
	rc = OM_OK;
	for (size_t i = 0; rc == OM_OK && i < job->reference_count; i++) {
		entry.reference =
		    om_span_bytes(job->references[i], OM_HASH_SIZE);
		rc = om_audit_defer(job->om->store, &entry);
	}
	return rc == OM_OK ? om_audit_flush(job->om->store) : rc;
}

/* The rest of the program asks for one before a command is run. */
static int
check_workspace(const struct om_run *run)
{
	char *path = om_path_join(run->home, OM_SETTINGS_FILE);
	int rc = OM_OK;

	if (!om_file_exists(path))
		rc = om_fail(OM_USAGE,
		    "%s is no workspace; --file sweeps any file", run->home);
	om_free(path);
	return rc;
}

static int
with_store(struct job *job, int (*work)(struct job *job))
{
	struct om_failure why;
	int rc = om_open(&job->om, job->run->home), closed;

	if (rc != OM_OK)
		return rc;
	rc = work(job);
	why = om_failure_keep();
	closed = om_close(job->om);
	job->om = NULL;
	if (rc != OM_OK)
		om_failure_return(&why);
	return rc == OM_OK ? closed : rc;
}

static void
tell_progress(void *state, uint64_t bytes)
{
	om_progress_set(state, bytes, 0);
}

static void
sweep_list(struct job *job, const char *option, bool strict)
{
	const struct om_sweep_options options = { .strict = strict };
	struct om_words paths = om_option_list(job->run, option);

	for (size_t i = 0; i < paths.n; i++)
		om_sweep_path(job->sweep, paths.p[i], &options);
}

static int
answer(const struct om_sweep *s)
{
	const struct om_sweep_sum sum = om_sweep_sum(s);

	if (!sum.clean)
		return 1;
	return sum.complete
		   ? OM_OK
		   : om_fail(OM_INPUT,
			 "nothing was found, but not all was searched");
}

/*
 * The store is closed while its files are read, so that nothing of ours
 * writes to them, and opened once more to record that they were.
 */
static int
sweep_workspace(struct job *job)
{
	struct om_progress bar;
	int rc = check_workspace(job->run);

	if (rc == OM_OK)
		rc = with_store(job, prepare);
	if (rc != OM_OK)
		return rc;
	om_progress_start(&bar, job->run, 0, "sweeping");
	job->sweep = om_sweep_open(&job->needles);
	om_sweep_watch(job->sweep, tell_progress, &bar);
	om_sweep_workspace(job->sweep, job->run->home, job->on_server);
	sweep_list(job, "also", om_option_flag(job->run, "dead-bytes"));
	om_progress_end(&bar);
	return with_store(job, record);
}

/* Somebody else's files: no workspace, no entry, no policy but ours. */
static int
sweep_files(struct job *job)
{
	struct om_identity_policy *policy = NULL;
	struct om_progress bar;
	int rc;

	if (om_option_text(job->run, "subject") != NULL ||
	    om_option_list(job->run, "also").n > 0)
		return om_fail(OM_USAGE,
		    "--file looks into no workspace: --subject and --also do "
		    "not go with it");
	rc = om_identity_policy_open(&policy, NULL);
	if (rc == OM_OK)
		rc = take_values(job, policy);
	if (rc == OM_OK) {
		om_progress_start(&bar, job->run, 0, "sweeping");
		job->sweep = om_sweep_open(&job->needles);
		om_sweep_watch(job->sweep, tell_progress, &bar);
		sweep_list(job, "file", om_option_flag(job->run, "dead-bytes"));
		om_progress_end(&bar);
	}
	om_identity_policy_close(policy);
	return rc;
}

static int
run_sweep(struct om_run *run)
{
	struct job job = { .run = run };
	int rc = om_option_list(run, "file").n > 0 ? sweep_files(&job)
						   : sweep_workspace(&job);

	if (rc == OM_OK) {
		om_db_sweep_print(run, job.sweep, &job.needles);
		rc = answer(job.sweep);
	}
	om_sweep_close(job.sweep);
	om_needles_free(&job.needles);
	om_free(job.references);
	return rc;
}

static const struct om_option options[] = {
	{ "for", 0, OM_OPTION_LIST, "TYPE:VALUE",
	    "what to look for; - reads one a line from standard input", false },
	{ "subject", 0, OM_OPTION_TEXT, "TYPE:VALUE",
	    "look for all that the store knows this person by", false },
	{ "also", 0, OM_OPTION_LIST, "PATH",
	    "further files and folders: exports, logs, backups", false },
	{ "file", 0, OM_OPTION_LIST, "PATH",
	    "these files and folders, and no workspace", false },
	{ "dead-bytes", 0, OM_OPTION_FLAG, NULL,
	    "dead bytes must be zero in databases of --file and --also, too",
	    false },
	{ 0 },
};

const struct om_command om_cmd_db_sweep = {
	.word = "sweep",
	.summary = "search the raw files for what should be gone",
	.about =
	    "Reads every file of the workspace (of keys only the names), and "
	    "looks for values in names, in bytes, in the free space of SQLite "
	    "databases, in rows that lie on several pages, in zip, tar, gz, "
	    "bz2, xz, zst, lz4, 7z and rar. A value is looked for as it is "
	    "given, in the form in which it is compared, in any case, in "
	    "UTF-8 and UTF-16, escaped for JSON, HTML, URLs, SQL, CSV and "
	    "mail, in hexadecimal and base 64 (lines joined), and, when it "
	    "is a number, as an integer. Of a telephone number nine digits "
	    "are enough. Shown are places and the value's number, never the "
	    "value.\n\n"
	    "Not looked for: what is shorter than 6 bytes (5 digits), which "
	    "is refused and makes the sweep incomplete; a part of a value, "
	    "or its words in another order; numbers with separators other "
	    "than given; escapes broken over lines or done twice; base 64 and "
	    "hexadecimal of UTF-16; hashes; what other programs compressed "
	    "or enciphered. PDF and other files that are packed inside are "
	    "named as not searched.\n\n"
	    "In the workspace's databases every dead byte must be zero. In "
	    "those of others dirty dead bytes are counted, and are a finding "
	    "only with --dead-bytes. --file needs no workspace and leaves no "
	    "entry in the log; any other sweep is in the log with the "
	    "reference of each person in the store who was looked for. "
	    "Commas part the values of a list: a value that has one is given "
	    "on standard input.\n\n"
	    "Exit 0: nothing was found and all was read; 1: something was "
	    "found; 3: nothing was found, but not all was searched.",
	.example = "ombud db sweep --subject email:ana@example.com --also "
		   "/srv/exports\n"
		   "ombud db sweep --file app.db --for email:ana@example.com\n"
		   "ombud db sweep --for - < values",
	.touches = OM_READS,
	.options = options,
	.run = run_sweep,
};
