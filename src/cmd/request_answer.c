#include "cmd/request.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

static int
work(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	const struct om_request_answering how = {
		.path = om_option_text(run, "out"),
		.draft = om_option_flag(run, "draft"),
		.categories = om_option_flag(run, "categories"),
		.all = om_option_flag(run, "since-2022"),
	};
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_request_answer_as(&c, &how);
	if (rc != OM_OK)
		return rc;
	om_request_print_brief(run, c.request);
	om_request_warn(c.request);
	return OM_OK;
}

static int
run_answer(struct om_run *run)
{
	return om_workspace_run(run, work);
}

static const struct om_option options[] = {
	{ "out", 0, OM_OPTION_TEXT, "PATH",
	    "a new folder, or a new file that ends in .zip", true },
	{ "draft", 0, OM_OPTION_FLAG, NULL,
	    "to look at: marked as a draft, and entered as no answer", false },
	{ "categories", 0, OM_OPTION_FLAG, NULL,
	    "California: no specific pieces were asked for", false },
	{ "since-2022", 0, OM_OPTION_FLAG, NULL,
	    "California: all since then was asked for, not 12 months", false },
	{ 0 },
};

const struct om_command om_cmd_request_answer = {
	.word = "answer",
	.summary = "make the answer for the person",
	.arguments = "ID",
	.about = "A letter that can be read in any browser and printed, the "
		 "person's data for computers where the request asks for it, "
		 "and a signed list of these files.\n\n"
		 "Every text of it is searched: passwords and other secrets "
		 "are masked where they stand, under California's law the "
		 "numbers of 11 CCR 7024(d) as well. Exit 3 where a text "
		 "cannot be searched, and no answer is made. Once a record "
		 "of processing was imported, exit 2 where it lacks what "
		 "the answer must state. Where California asks for the "
		 "specific pieces and the data points that agreed are too "
		 "few for them, or no declaration was given, the answer is "
		 "one of categories, and says so.",
	.example = "ombud request answer ID --out answer.zip",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = options,
	.run = run_answer,
};

static int
work_certificate(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = om_request_certificate(&c, om_option_text(run, "out"));
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_certificate(struct om_run *run)
{
	return om_workspace_run(run, work_certificate);
}

static const struct om_option certificate_options[] = {
	{ "out", 0, OM_OPTION_TEXT, "PATH",
	    "a new folder, or a new file that ends in .zip", true },
	{ 0 },
};

const struct om_command om_cmd_request_certificate = {
	.word = "certificate",
	.summary = "the certificate of the erasure, as it is by now",
	.arguments = "ID",
	.about = "What `request answer` puts beside the letter, once more: "
		 "with the supplement, where what a law kept was erased "
		 "since (`hold tend`). `certificate verify` checks it. Exit 5 "
		 "where none is kept: thirty days after the last of it was "
		 "erased nobody but the person has one.",
	.example = "ombud request certificate ID --out certificate",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = certificate_options,
	.run = run_certificate,
};
