#include "cmd/list.h"
#include "cmd/processing.h"
#include "cmd/workspace.h"
#include "context/processing.h"

static int
add_row(void *state, const struct om_processing_row *row)
{
	struct om_list *list = state;

	om_list_string(list, row->activity);
	om_list_string(list, row->field);
	om_list_string(list, row->value);
	om_list_string(list, row->cite);
	return om_output_flow(list->out);
}

static int
show_rows(struct om_run *run, const struct om *om,
    const struct om_processing_record *r, const char *only)
{
	static const struct om_column columns[] = {
		{ "activity", "ACTIVITY", false },
		{ "field", "FIELD", false },
		{ "value", "VALUE", false },
		{ "cite", "BY", false },
	};
	struct om_list list;
	int rc;

	om_list_begin(&list, &run->out, "processing", columns, 4);
	rc = om_processing_rows(r, &om->settings, only, add_row, &list);
	if (rc == OM_OK)
		om_list_end(&list);
	else
		om_list_drop(&list);
	return rc;
}

static int
add_text(const char *text, size_t n, void *to)
{
	om_output_text(to, om_span_bytes(text, n));
	return 0;
}

static const json_t *
find_activity(const struct om_processing_record *r, const char *name)
{
	const json_t *activities =
	    json_object_get(r->config.root, "activities");

	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->activities[i].name, name) == 0)
			return json_array_get(activities, i);
	return NULL;
}

/* As it was imported: what is shown can be imported again. */
static int
show_json(
    struct om_run *run, const struct om_processing_record *r, const char *only)
{
	const json_t *what =
	    only == NULL ? r->config.root : find_activity(r, only);

	if (what == NULL)
		return om_fail(
		    OM_NOTFOUND, "the record has no activity of that name");
	if (json_dump_callback(what, add_text, &run->out, JSON_INDENT(2)) != 0)
		return om_fail(OM_LIMIT, "the record cannot be written");
	om_output_text(&run->out, OM_SPAN("\n"));
	return OM_OK;
}

static int
work_show(struct om_run *run, struct om *om)
{
	const char *only = run->words.n > 0 ? run->words.p[0] : NULL;
	struct om_processing_record *r = NULL;
	int rc = om_permit(om, OM_MAY_LIST);

	if (rc == OM_OK)
		rc = om_processing_open(&r, om);
	if (rc == OM_OK)
		rc = run->out.shape == OM_SHAPE_JSON && !r->simple
			 ? show_json(run, r, only)
			 : show_rows(run, om, r, only);
	om_processing_close(r);
	return rc;
}

static int
run_show(struct om_run *run)
{
	return om_workspace_run(run, work_show);
}

const struct om_command om_cmd_processing_show = {
	.word = "show",
	.summary = "the record of processing, or one activity of it",
	.arguments = "[NAME]",
	.about = "With --json as it was imported; else a line for each thing "
		 "that it states, with the letter of Art. 30.",
	.example = "ombud processing show newsletter",
	.touches = OM_READS | OM_WORKSPACE,
	.run = run_show,
};
