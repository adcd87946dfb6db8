#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cmd/profile.h"
#include "cmd/progress.h"
#include "cmd/trial.h"
#include "render/terminal.h"
#include "store/import.h"

/* Refused records that are told one by one. */
enum { TOLD_MAX = 100 };

struct import {
	struct om_run *run;
	struct om_store *store;
	struct om_records_options reading;
	struct om_import_options how;
	struct om_progress bar;
	const char *path; /* of the file that is read */
	uint64_t refused; /* in all files */
	uint64_t doubted;
	struct om_import_counts sum;
};

/* What the summary tells: its word, and where it stands in the counts. */
static const struct {
	const char *word;
	size_t at;
} figures[] = {
#define FIGURE(word, member)                                    \
	{                                                       \
		word, offsetof(struct om_import_counts, member) \
	}
	FIGURE("records", records),
	FIGURE("new", fresh),
	FIGURE("replaced", replaced),
	FIGURE("unchanged", unchanged),
	FIGURE("ambiguous", ambiguous),
	FIGURE("suppressed", suppressed),
	FIGURE("refused", refused),
	FIGURE("doubtful", doubtful),
	FIGURE("pending", pending),
	FIGURE("linked", linked),
	FIGURE("pseudonymised", pseudonymised),
	FIGURE("restricted", restricted),
	FIGURE("events", events),
	FIGURE("events_unchanged", events_unchanged),
#undef FIGURE
};

enum { FIGURES = sizeof(figures) / sizeof(figures[0]) };

static uint64_t *
figure(struct om_import_counts *counts, size_t i)
{
	return (uint64_t *)(void *)((char *)counts + figures[i].at);
}

/* The reader names file and line, what judges a profile does not. */
static bool
names_place(const char *why, const char *path)
{
	struct om_span place, rest, s = om_span_of(why);
	uint64_t line;

	if (!om_span_starts(s, om_span_of(path)))
		return false;
	s.p += strlen(path);
	s.n -= strlen(path);
	return s.n > 0 && *s.p == ':' &&
	       om_span_cut(
		   &place, &rest, om_span_bytes(s.p + 1, s.n - 1), ':') &&
	       om_span_u64(&line, place);
}

/* A record's place and what became of it, unless many were told. */
static void
tell(struct import *im, uint64_t number, uint64_t line, const char *why)
{
	struct om_buf place = OM_BUF(8 << 10);
	bool shown = im->bar.shown;

	if (number > TOLD_MAX)
		return;
	if (!names_place(why, im->path)) {
		om_terminal_add(&place, om_span_of(im->path));
		om_buf_format(&place, ":%llu: ", (unsigned long long)line);
	}
	om_progress_end(&im->bar);
	im->bar.shown = shown;
	(void)fprintf(
	    stderr, "%.*s%s\n", OM_SPAN_ARG(om_buf_span(&place)), why);
	om_buf_free(&place);
}

static void
tell_refused(void *state, uint64_t line, const char *why)
{
	struct import *im = state;

	tell(im, ++im->refused, line, why);
}

static void
tell_doubted(void *state, uint64_t line, const char *why)
{
	struct import *im = state;

	tell(im, ++im->doubted, line, why);
}

static void
tell_progress(void *state, uint64_t bytes, uint64_t records)
{
	struct import *im = state;

	om_progress_set(&im->bar, bytes, records);
}

static int
open_records(struct om_records **out, const struct import *im, const char *path)
{
	struct om_records *r;
	int rc = om_records_open(&r, path, &im->reading);

	if (rc != OM_OK)
		return rc;
	/* An empty file is read as CSV, and is no fault. */
	if (om_records_format(r) == OM_RECORDS_CSV && im->reading.map == NULL &&
	    om_records_read(r) > 0) {
		om_records_close(r);
		return om_fail(OM_USAGE,
		    "%s: does not begin like JSON; CSV needs --map, NDJSON "
		    "with a bad first line --format ndjson",
		    path);
	}
	*out = r;
	return OM_OK;
}

/* Before anything is taken; but a pipe can be read only once. */
static int
check_file(const struct import *im, const char *path)
{
	struct om_records *r;
	struct stat st;
	int rc;

	if (strcmp(path, "-") == 0)
		return OM_OK;
	if (stat(path, &st) != 0)
		return om_file_fail(path, "read");
	if (S_ISDIR(st.st_mode))
		return om_fail(OM_INPUT, "%s: is a folder", path);
	if (!S_ISREG(st.st_mode))
		return OM_OK;
	rc = open_records(&r, im, path);
	if (rc == OM_OK)
		om_records_close(r);
	return rc;
}

static int
import_file(struct import *im, const char *path)
{
	struct om_import_counts counts = { 0 };
	struct om_records *records;
	int rc = open_records(&records, im, path);

	if (rc != OM_OK)
		return rc;
	im->path = strcmp(path, "-") == 0 ? "standard input" : path;
	om_progress_start(
	    &im->bar, im->run, om_records_size(records), "importing");
	rc = om_import(&counts, im->store, records, &im->how);
	om_progress_end(&im->bar);
	om_records_close(records);
	for (size_t i = 0; i < FIGURES; i++)
		*figure(&im->sum, i) += *figure(&counts, i);
	return rc;
}

static int
import_files(struct import *im)
{
	const struct om_words *files = &im->run->words;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < files->n; i++)
		rc = check_file(im, files->p[i]);
	for (size_t i = 0; rc == OM_OK && i < files->n; i++)
		rc = import_file(im, files->p[i]);
	return rc;
}

static void
print_summary(struct import *im)
{
	struct om_output *out = &im->run->out;
	struct om_json *j;

	if (out->shape != OM_SHAPE_TABLE) {
		j = om_output_json(out);
		om_json_object(j, NULL);
		for (size_t i = 0; i < FIGURES; i++)
			om_json_int(
			    j, figures[i].word, (int64_t)*figure(&im->sum, i));
		om_json_bool(j, "dry_run", im->run->dry_run);
		om_json_end_object(j);
		om_output_next(out);
		return;
	}
	for (size_t i = 0; i < FIGURES; i++)
		if (i == 0 || *figure(&im->sum, i) > 0)
			om_output_format(out, "%s%s %llu", i == 0 ? "" : ", ",
			    figures[i].word,
			    (unsigned long long)*figure(&im->sum, i));
	om_output_format(out, "%s\n", om_trial_note(im->run));
}

static void
print_notes(const struct import *im)
{
	if (im->refused > TOLD_MAX)
		(void)fprintf(stderr, "... and %llu more were refused\n",
		    (unsigned long long)(im->refused - TOLD_MAX));
	if (im->doubted > TOLD_MAX)
		(void)fprintf(stderr, "... and %llu more are doubtful\n",
		    (unsigned long long)(im->doubted - TOLD_MAX));
	if (im->sum.ambiguous > 0 && im->run->out.shape == OM_SHAPE_TABLE)
		(void)fprintf(stderr,
		    "ombud: records that fit several people became people of "
		    "their own: see 'ombud help profile'\n");
}

/* A whole that is undone by one bad record, or in any case. */
static int
import_as_one(struct import *im, struct om *om)
{
	int rc = om_trial_begin(om);

	if (rc == OM_OK)
		rc = om_trial_end(om, import_files(im));
	if (rc == OM_INPUT && im->how.strict && im->refused > 0)
		rc = om_fail(OM_INPUT,
		    "a record was refused, so with --strict nothing was "
		    "imported");
	return rc;
}

static enum om_records_format
format_of(const struct om_run *run)
{
	static const char *const words[] = { "auto", "json", "ndjson", "csv" };
	const char *word = om_option_text(run, "format");

	for (int i = 0; word != NULL && i < 4; i++)
		if (strcmp(word, words[i]) == 0)
			return (enum om_records_format)i;
	return OM_RECORDS_AUTO;
}

static int
import(struct import *im, struct om *om)
{
	bool whole = im->how.strict || om->dry_run;
	int rc;

	im->store = om->store;
	rc = whole ? import_as_one(im, om) : import_files(im);
	/* What was kept is told also where a later part failed. */
	if (rc == OM_OK || (!whole && im->sum.records > 0))
		print_summary(im);
	print_notes(im);
	if (rc == OM_OK && im->refused > 0)
		rc = om_fail(OM_INPUT, "%llu of %llu records were refused",
		    (unsigned long long)im->refused,
		    (unsigned long long)im->sum.records);
	return rc;
}

static int
work(struct om_run *run, struct om *om)
{
	static const char *const envelopes[] = { "profile", "profiles", NULL };
	const char *path = om_option_text(run, "map");
	struct om_csv_map *map = NULL;
	struct import im = { .run = run,
		.reading = { .format = format_of(run),
		    .envelopes = envelopes,
		    .rows = true },
		.how = { .merge = om_option_flag(run, "merge"),
		    .strict = om_option_flag(run, "strict"),
		    .own = om_option_flag(run, "own-pseudonyms"),
		    .refused = tell_refused,
		    .doubted = tell_doubted,
		    .progress = tell_progress } };
	int rc = om_permit(om, OM_MAY_IMPORT);

	im.how.state = &im;
	if (rc == OM_OK && path != NULL)
		rc = om_csv_map_load(&map, path);
	im.reading.map = map;
	if (rc == OM_OK)
		rc = import(&im, om);
	om_csv_map_free(map);
	return rc;
}

static int
run_import(struct om_run *run)
{
	return om_workspace_run(run, work);
}

static const struct om_option options[] = {
	{ "map", 0, OM_OPTION_TEXT, "FILE",
	    "for CSV: which column is what, as JSON", false },
	{ "merge", 0, OM_OPTION_FLAG, NULL,
	    "add to profiles that are there; else replace", false },
	{ "strict", 0, OM_OPTION_FLAG, NULL,
	    "import nothing where one record is bad", false },
	{ "own-pseudonyms", 0, OM_OPTION_FLAG, NULL,
	    "the files may bear pseudonyms that this store gave", false },
	{ "format", 0, OM_OPTION_CHOICE, "auto|json|ndjson|csv",
	    "what the files are; else found out", false },
	{ 0 },
};

const struct om_command om_cmd_profile_import = {
	.word = "import",
	.summary = "take profiles into the store",
	.arguments = "FILE...",
	.about =
	    "Profiles are objects as Zendesk has them, in NDJSON, in a JSON "
	    "array or a {\"profiles\": []}; or rows of CSV with --map:\n\n"
	    "  { \"source\": \"crm\", \"type\": \"customer\",\n"
	    "    \"identifiers\": [ { \"type\": \"email\", \"column\": "
	    "\"E-mail\" } ],\n"
	    "    \"name\": \"Name\", \"attributes\": { \"city\": \"City\" } "
	    "}\n\n"
	    "A profile of the same source and type that shares an identifier "
	    "is replaced. A bad record is told with its line on standard "
	    "error and left out; exit 3 then. People who were erased do not "
	    "come back: their records are counted as suppressed. One that "
	    "also has an identifier of its own is left out as well, and told "
	    "as doubtful: it may be a stranger's with an address that was "
	    "given anew. - is standard input.",
	.example = "ombud profile import people.ndjson\n"
		   "ombud profile import crm.csv --map crm.json --dry-run",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE,
	.options = options,
	.run = run_import,
};
