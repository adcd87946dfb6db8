#include "cmd/list.h"
#include "cmd/restricted.h"
#include "cmd/workspace.h"
#include "store/audit.h"
#include "store/id.h"
#include "store/locate.h"

static void
print_json(struct om_run *run, const struct om_subject *s,
    const struct om_restricted_list *restricted)
{
	struct om_json *j = om_output_json(&run->out);
	struct om_buf id = OM_BUF(32);

	om_id_format(&id, s->id);
	om_json_object(j, NULL);
	om_json_text(j, "subject", om_buf_span(&id));
	om_restricted_json(j, restricted);
	om_json_array(j, "profiles");
	for (size_t i = 0; i < s->profile_count; i++) {
		om_json_object(j, "");
		om_profile_json(j, &s->profiles[i].profile);
		om_json_end_object(j);
	}
	om_json_end_array(j);
	om_json_end_object(j);
	om_output_next(&run->out);
	om_buf_free(&id);
}

/* "email:ana@example.com, phone:+1..." */
static void
add_identifiers(struct om_list *list, const struct om_profile *p)
{
	struct om_buf all = OM_BUF(64 << 10);

	for (size_t i = 0; i < p->n; i++) {
		om_buf_text(&all, i == 0 ? "" : ", ");
		om_buf_add(&all, p->identifiers[i].type);
		om_buf_byte(&all, ':');
		om_buf_add(&all, p->identifiers[i].value);
	}
	om_list_text(list, om_buf_span(&all));
	om_buf_free(&all);
}

static void
print_table(struct om_run *run, const struct om_subject *s,
    const struct om_restricted_list *restricted)
{
	static const struct om_column columns[] = {
		{ "source", "SOURCE", false },
		{ "type", "TYPE", false },
		{ "name", "NAME", false },
		{ "identifiers", "IDENTIFIERS", false },
	};
	struct om_list list;

	om_list_begin(&list, &run->out, "profiles", columns, 4);
	for (size_t i = 0; i < s->profile_count; i++) {
		const struct om_profile *p = &s->profiles[i].profile;

		om_list_text(&list, p->source);
		om_list_text(&list, p->type);
		om_list_text(&list, p->name);
		add_identifiers(&list, p);
	}
	om_list_end(&list);
	om_restricted_print(run, restricted);
}

static int
work(struct om_run *run, struct om *om)
{
	struct om_restricted_list restricted;
	struct om_subject *s;
	struct om_query query;
	struct om_span text;
	int rc = om_permit(om, OM_MAY_LOCATE);

	if (rc == OM_OK)
		rc = om_workspace_identifier(&text, run, run->words.p[0]);
	if (rc == OM_OK)
		rc = om_query_parse(&query, om->store, text);
	if (rc == OM_OK)
		rc = om_locate(&s, om->store, &run->arena, &query);
	if (rc == OM_OK)
		rc = om_restricted_read(&restricted, run, om->store, s->id);
	/* Nobody is told anything that the log does not know of. */
	if (rc == OM_OK)
		rc = om_audit_flush(om->store);
	if (rc != OM_OK)
		return rc;
	if (run->out.shape == OM_SHAPE_TABLE)
		print_table(run, s, &restricted);
	else
		print_json(run, s, &restricted);
	return OM_OK;
}

static int
run_locate(struct om_run *run)
{
	return om_workspace_run(run, work);
}

const struct om_command om_cmd_locate = {
	.word = "locate",
	.summary = "the profiles of one person, by an identifier",
	.arguments = "TYPE:VALUE",
	.about =
	    "Exit 4 where nobody has the identifier, 5 where several "
	    "people do. Restricted data is shown and named as such: it may be "
	    "kept, not used. Each look-up is in the audit log. - reads the "
	    "identifier from standard input.",
	.example = "echo email:ana@example.com | ombud locate - --json",
	.touches = OM_READS | OM_WORKSPACE,
	.run = run_locate,
};
