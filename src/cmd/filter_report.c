#include <unistd.h>

#include "base/file.h"
#include "cmd/filter.h"
#include "cmd/workspace.h"
#include "store/audit.h"

enum { REPORT_MAX = 1 << 20, NAME_MAX_BYTES = 512 };

static void
write_fields(struct om_json *j, const struct om_filter_job *job)
{
	om_json_array(j, "fields");
	for (size_t i = 0; i < job->rules.field_count; i++) {
		const struct om_sieve_field *f = &job->rules.fields[i];

		om_json_object(j, "");
		om_json_text(j, "field", f->name);
		om_json_string(j, "do", om_sieve_action_word(f->change.action));
		om_json_int(j, "values", (int64_t)job->counts.fields[i]);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
write_kinds(struct om_json *j, const struct om_filter_job *job)
{
	const struct om_sieve_counts *c = &job->counts;

	om_json_array(j, "kinds");
	for (size_t i = 0; i < job->kinds->n; i++) {
		if (c->kinds[i] == 0 && c->kept[i] == 0)
			continue;
		om_json_object(j, "");
		om_json_string(j, "kind", job->kinds->list[i].name);
		om_json_string(j, "do",
		    om_sieve_action_word(job->rules.of_kind[i].action));
		om_json_int(j, "findings", (int64_t)c->kinds[i]);
		om_json_int(j, "records_kept_in", (int64_t)c->kept[i]);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

static void
write_report(struct om_json *j, const struct om_filter_job *job)
{
	const struct om_sieve_counts *c = &job->counts;

	om_json_object(j, NULL);
	om_json_string(j, "filter", job->run->name);
	om_json_string(j, "format", job->format);
	om_json_int(j, "bytes", (int64_t)c->bytes);
	om_json_int(j, "records", (int64_t)c->records);
	om_json_int(
	    j, "passed", (int64_t)(c->records - c->diverted - c->faults));
	om_json_int(j, "changed", (int64_t)c->changed);
	om_json_int(j, "diverted", (int64_t)c->diverted);
	om_json_int(j, "doubtful", (int64_t)c->faults);
	write_fields(j, job);
	write_kinds(j, job);
	om_json_bool(j, "complete", job->code == OM_OK);
	if (job->code == OM_OK)
		om_json_null(j, "stopped");
	else
		om_json_string(j, "stopped", job->why.text);
	om_json_end_object(j);
}

int
om_filter_report(struct om_filter_job *job)
{
	struct om_output *out = &job->run->out;
	const char *path = om_option_text(job->run, "report");
	bool free = job->files.out != NULL || job->run->dry_run;
	struct om_buf text = OM_BUF(REPORT_MAX);
	struct om_json j = OM_JSON(&text, path != NULL);
	int rc;

	write_report(&j, job);
	om_buf_byte(&text, '\n');
	rc = om_buf_check(&text, "the report");
	if (rc == OM_OK && path != NULL && !job->run->dry_run)
		rc = om_file_replace(path, om_buf_span(&text), 0600);
	else if (rc == OM_OK && free)
		om_output_text(out, om_buf_span(&text));
	else if (rc == OM_OK &&
		 (!job->workspace || out->shape != OM_SHAPE_TABLE))
		rc = om_file_write(
		    STDERR_FILENO, om_buf_span(&text), "standard error");
	om_buf_free(&text);
	return rc;
}

/* The counts of one entry, and the texts of their names. */
struct counting {
	struct om_store *store;
	struct om_arena *arena;
	struct om_audit_entry entry;
	size_t n;
};

static int
flush(struct counting *c)
{
	int rc = c->n == 0 ? OM_OK : om_audit_add(c->store, &c->entry);

	memset(c->entry.counts, 0, sizeof(c->entry.counts));
	c->n = 0;
	return rc;
}

static int
add(struct counting *c, const char *name, uint64_t value)
{
	c->entry.counts[c->n].name = name;
	c->entry.counts[c->n].value = (int64_t)value;
	return ++c->n == OM_AUDIT_COUNTS ? flush(c) : OM_OK;
}

/* "email tokenised", "field /user/mail masked". */
static int
add_done(struct counting *c, struct om_span what, enum om_sieve_action action,
    uint64_t value)
{
	struct om_buf name = OM_BUF(NAME_MAX_BYTES);
	int rc;

	om_buf_add(&name, what);
	om_buf_format(&name, " %s", om_sieve_action_done(action));
	rc = om_buf_check(&name, "a count's name");
	if (rc == OM_OK)
		rc = add(
		    c, om_arena_string(c->arena, om_buf_span(&name)), value);
	om_buf_free(&name);
	return rc;
}

static int
add_all(struct counting *c, const struct om_filter_job *job)
{
	const struct om_sieve_counts *counts = &job->counts;
	int rc = add(c, "records", counts->records);

	if (rc == OM_OK)
		rc = add(c, "changed", counts->changed);
	if (rc == OM_OK)
		rc = add(c, "diverted", counts->diverted);
	if (rc == OM_OK)
		rc = add(c, "doubtful", counts->faults);
	for (size_t i = 0; rc == OM_OK && i < job->rules.field_count; i++)
		if (counts->fields[i] > 0)
			rc = add_done(c, job->rules.fields[i].name,
			    job->rules.fields[i].change.action,
			    counts->fields[i]);
	for (size_t i = 0; rc == OM_OK && i < job->kinds->n; i++)
		if (counts->kinds[i] > 0)
			rc = add_done(c, om_span_of(job->kinds->list[i].name),
			    job->rules.of_kind[i].action, counts->kinds[i]);
	return rc == OM_OK ? flush(c) : rc;
}

int
om_filter_audit(struct om_filter_job *job, bool ended)
{
	struct counting c = { .arena = &job->run->arena,
		.entry = { .act = OM_ACT_FILTER } };
	struct om_failure why;
	struct om *om = NULL;
	int rc, closed;

	if (!job->workspace || job->run->dry_run)
		return OM_OK;
	rc = om_open(&om, job->run->home);
	if (rc != OM_OK)
		return rc;
	c.store = om->store;
	c.entry.detail = !ended		      ? "begun"
			 : job->code == OM_OK ? "done"
					      : "stopped";
	rc = om_permit(om, OM_MAY_FILTER);
	if (rc == OM_OK)
		rc = om_store_begin(om->store);
	if (rc == OM_OK)
		rc = om_store_end(
		    om->store, ended ? add_all(&c, job)
				     : om_audit_add(om->store, &c.entry));
	why = om_failure_keep();
	closed = om_close(om);
	if (rc != OM_OK)
		om_failure_return(&why);
	return rc != OM_OK ? rc : closed;
}
