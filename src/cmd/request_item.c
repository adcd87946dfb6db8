#include "base/date.h"
#include "cmd/because.h"
#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

static int
read_until(int32_t *out, struct om_run *run)
{
	const char *text = om_option_text(run, "until");

	*out = 0;
	if (text != NULL && om_day_parse(out, om_span_of(text)) != OM_OK)
		return om_fail(OM_USAGE, "--until must be a day, YYYY-MM-DD");
	return OM_OK;
}

static int
work_item(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_request_decision what = {
		.part = om_option_text(run, "part"),
		.action = om_option_text(run, "action"),
		.ground = om_option_text(run, "ground"),
		.statute = om_option_text(run, "statute"),
	};
	uint64_t number = 0;
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK && !om_span_u64(&number, om_span_of(run->words.p[1])))
		rc = om_fail(OM_USAGE, "NUMBER is that of an item of the plan");
	what.number = (size_t)number;
	if (rc == OM_OK)
		rc = read_until(&what.until, run);
	if (rc == OM_OK)
		rc = om_because(&what.because, run, "because");
	if (rc == OM_OK)
		rc = om_request_decide_item(&c, &what);
	if (rc == OM_OK)
		om_request_print(run, c.request);
	return rc;
}

static int
run_item(struct om_run *run)
{
	return om_workspace_run(run, work_item);
}

static const struct om_option item_options[] = {
	{ "action", 0, OM_OPTION_CHOICE, "erase|mask|keep|copy|withhold",
	    "what becomes of it", true },
	{ "part", 0, OM_OPTION_TEXT, "POINTER",
	    "of a part alone: /events, /name, /identifiers/TYPE, "
	    "/attributes/NAME",
	    false },
	{ "ground", 0, OM_OPTION_TEXT, "WORD",
	    "why it is not granted, for example legal_obligation", false },
	{ "statute", 0, OM_OPTION_TEXT, "TEXT",
	    "the law that obliges to keep it: \"HGB s. 257\"", false },
	{ "until", 0, OM_OPTION_TEXT, "DATE", "the last day of that", false },
	{ "because", 0, OM_OPTION_TEXT, "FILE",
	    "the facts, kept encrypted; - reads standard input", false },
	{ 0 },
};

const struct om_command om_cmd_request_item = {
	.word = "item",
	.summary = "decide what becomes of one item of the plan",
	.arguments = "ID NUMBER",
	.about =
	    "The law is per item: one record of a person can be erased and "
	    "another kept. Erasures erase, mask or keep; copies copy or "
	    "withhold. What is not granted needs a ground, and a duty to keep "
	    "its statute. A change drops an approval.",
	.example = "ombud request item ID 2 --action keep --ground "
		   "legal_obligation --statute 'HGB s. 257(1) no. 4' --until "
		   "2034-12-31",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = item_options,
	.run = run_item,
};
