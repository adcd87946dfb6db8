#include "cmd/because.h"
#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

static int
work_deny(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_request_denial what = { .ground =
					      om_option_text(run, "ground") };
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_because(&what.because, run, "because");
	if (rc == OM_OK)
		rc = om_because(&what.objective, run, "objective");
	if (rc == OM_OK)
		rc = om_because(&what.subjective, run, "subjective");
	if (rc == OM_OK)
		rc = om_request_refuse(&c, &what);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_deny(struct om_run *run)
{
	return om_workspace_run(run, work_deny);
}

static const struct om_option deny_options[] = {
	{ "ground", 0, OM_OPTION_TEXT, "WORD",
	    "why, for example not_identified or excessive", true },
	{ "because", 0, OM_OPTION_TEXT, "FILE",
	    "the facts, kept encrypted, for the letter; - reads standard "
	    "input",
	    false },
	{ "objective", 0, OM_OPTION_TEXT, "FILE",
	    "of abuse: that the law's purpose is not served", false },
	{ "subjective", 0, OM_OPTION_TEXT, "FILE",
	    "of abuse: that this is intended", false },
	{ 0 },
};

const struct om_command om_cmd_request_deny = {
	.word = "deny",
	.summary = "refuse a request, on a ground that the law knows",
	.arguments = "ID",
	.about = "The answer is then a letter with the reason (Art. 12(4)). "
		 "That a request is unfounded, excessive or abusive is yours "
		 "to show: tell the facts. A part of a request is refused by "
		 "`request item`.",
	.example = "ombud request deny ID --ground excessive --because "
		   "facts.txt",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = deny_options,
	.run = run_deny,
};

/* Both belong to the announcement, neither to the payment. */
static int
check_fee(const struct om_request_fee *what, bool paid)
{
	bool any = what->amount != NULL || what->currency != NULL ||
		   what->because.n > 0;
	bool all = what->amount != NULL && what->currency != NULL &&
		   what->because.n > 0;

	if (paid ? any : !all)
		return om_fail(OM_USAGE,
		    "give either --amount, --currency and --because, or "
		    "--paid");
	return OM_OK;
}

static int
work_fee(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_request_fee what = {
		.amount = om_option_text(run, "amount"),
		.currency = om_option_text(run, "currency"),
	};
	bool paid = om_option_flag(run, "paid");
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_because(&what.because, run, "because");
	if (rc == OM_OK)
		rc = check_fee(&what, paid);
	if (rc == OM_OK)
		rc = paid ? om_request_fee_paid(&c) : om_request_fee(&c, &what);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_fee(struct om_run *run)
{
	return om_workspace_run(run, work_fee);
}

static const struct om_option fee_options[] = {
	{ "amount", 0, OM_OPTION_TEXT, "N", "how much, as 25.00", false },
	{ "currency", 0, OM_OPTION_TEXT, "CODE",
	    "of the amount: EUR, GBP and so on", false },
	{ "because", 0, OM_OPTION_TEXT, "FILE",
	    "the facts, kept encrypted, for the letter; - reads standard "
	    "input",
	    false },
	{ "paid", 0, OM_OPTION_FLAG, NULL, "it was paid: the request goes on",
	    false },
	{ 0 },
};

const struct om_command om_cmd_request_fee = {
	.word = "fee",
	.summary = "announce a fee, or record that it was paid",
	.arguments = "ID",
	.about = "For a request that is unfounded or excessive, or a further "
		 "copy (Art. 12(5), 15(3)), and announced before it is "
		 "charged. Nothing is run until it is paid or the request "
		 "withdrawn.",
	.example = "ombud request fee ID --amount 25.00 --currency EUR "
		   "--because facts.txt\n"
		   "ombud request fee ID --paid",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = fee_options,
	.run = run_fee,
};
