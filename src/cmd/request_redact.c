#include "cmd/list.h"
#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "request/redaction.h"
#include "store/id.h"

static const struct om_column columns[] = {
	{ "item", "ITEM", false },
	{ "field", "FIELD", false },
	{ "kind", "KIND", false },
	{ "start", "FROM", true },
	{ "end", "TO", true },
};

struct listing {
	struct om_run *run;
	struct om_list list;
};

static int
add_proposal(void *state, const struct om_proposal *p)
{
	struct listing *l = state;

	om_list_string(&l->list, p->item);
	om_list_text(&l->list, p->path);
	om_list_string(&l->list, p->kind);
	om_list_int(&l->list, p->start);
	om_list_int(&l->list, p->end);
	return om_output_flow(&l->run->out);
}

static int
propose(struct om_run *run, struct om_case *c)
{
	struct listing l = { .run = run };
	int rc;

	om_list_begin(&l.list, &run->out, "proposals", columns,
	    sizeof(columns) / sizeof(columns[0]));
	rc = om_request_propose(c, add_proposal, &l);
	if (rc == OM_OK)
		om_list_end(&l.list);
	else
		om_list_drop(&l.list);
	return rc;
}

static int
redact(struct om_run *run, struct om_case *c)
{
	const struct om_redaction_new what = {
		.item = om_option_text(run, "item"),
		.path = om_option_text(run, "field"),
		.kind = om_option_text(run, "kind"),
		.because = om_option_text(run, "because"),
	};
	int rc;

	if (what.path == NULL ||
	    (what.because == NULL) != om_option_flag(run, "take-back"))
		return om_fail(OM_USAGE,
		    "give --item and --field, and either --because GROUND or "
		    "--take-back");
	rc = om_request_redact(c, &what);
	if (rc == OM_OK)
		om_request_print_brief(run, c->request);
	return rc;
}

static int
work(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc != OM_OK)
		return rc;
	return om_option_text(run, "item") == NULL ? propose(run, &c)
						   : redact(run, &c);
}

static int
run_redact(struct om_run *run)
{
	return om_workspace_run(run, work);
}

static const struct om_option options[] = {
	{ "item", 0, OM_OPTION_TEXT, "REF",
	    "the record, as `request show` names it in the plan", false },
	{ "field", 0, OM_OPTION_TEXT, "PATH",
	    "what in the record, as a JSON Pointer: /attributes/notes", false },
	{ "because", 0, OM_OPTION_TEXT, "GROUND",
	    "which right of another would be harmed, as above", false },
	{ "kind", 0, OM_OPTION_TEXT, "KIND",
	    "only what is seen there of this kind, and is not her own", false },
	{ "take-back", 0, OM_OPTION_FLAG, NULL, "leave it in after all",
	    false },
	{ 0 },
};

const struct om_command om_cmd_request_redact = {
	.word = "redact",
	.summary = "leave a value out of a copy, for another's right",
	.arguments = "ID",
	.about = "Without --item: lists where the records seem to name "
		 "somebody else. Nothing is left out by that; whoever decides "
		 "weighs each place (GDPR Art. 15(4)). A plan that was "
		 "approved must be approved again. The copy lists what is left "
		 "out with its reason, the log who decided.\n\n"
		 "GROUND is privacy, safety, informant, trade_secret, "
		 "intellectual_property or privilege.",
	.example = "ombud request redact ID --item REF --field "
		   "/attributes/notes --kind email --because privacy",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = options,
	.run = run_redact,
};
