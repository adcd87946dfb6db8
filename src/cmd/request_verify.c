#include "base/file.h"
#include "cmd/request.h"
#include "cmd/request_act.h"
#include "cmd/request_print.h"
#include "cmd/workspace.h"
#include "store/id.h"

enum { CODE_CEILING = 1 << 10 };

/* A secret: from a file or standard input, never the command line. */
static int
read_code(struct om_span *out, struct om_run *run)
{
	const char *path = om_option_text(run, "code");
	struct om_buf text = OM_BUF(CODE_CEILING);
	int rc;

	*out = OM_SPAN_NONE;
	if (path == NULL)
		return OM_OK;
	rc = om_file_read(&text, path);
	if (rc == OM_OK)
		*out = om_arena_copy(
		    &run->arena, om_span_trim(om_buf_span(&text)));
	om_buf_free(&text);
	if (rc == OM_OK && out->n == 0)
		rc = om_fail(OM_USAGE, "there is no code in %s", path);
	return rc;
}

static int
work_verify(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	uint64_t points = om_option_number(run, "data-points", 0);
	struct om_request_proof proof = {
		.method = om_option_text(run, "method"),
		.authority = om_option_text(run, "authority"),
		.data_points = points > 1000 ? 1000 : (int)points,
		.declared = om_option_flag(run, "declaration"),
		.reauthenticated = om_option_flag(run, "signed-in-again"),
	};
	int rc = om_id_parse(&c.id, om_span_of(run->words.p[0]));

	if (rc == OM_OK)
		rc = read_code(&proof.code, run);
	if (rc == OM_OK && (proof.method == NULL) == (proof.code.n == 0))
		rc = om_fail(OM_USAGE, "give either --method or --code");
	if (rc == OM_OK)
		rc = om_request_verify_by(&c, &proof);
	if (rc == OM_OK)
		om_request_print_brief(run, c.request);
	return rc;
}

static int
run_verify(struct om_run *run)
{
	return om_workspace_run(run, work_verify);
}

static const struct om_option options[] = {
	{ "method", 0, OM_OPTION_TEXT, "TEXT",
	    "how, in a few plain words: \"video call\"; or no-doubt", false },
	{ "code", 0, OM_OPTION_TEXT, "FILE",
	    "the code that was sent and given back; - is standard input",
	    false },
	{ "data-points", 0, OM_OPTION_NUMBER, "N",
	    "how many data agreed with what is held", false },
	{ "declaration", 0, OM_OPTION_FLAG, NULL,
	    "she declared under penalty of perjury who she is", false },
	{ "signed-in-again", 0, OM_OPTION_FLAG, NULL,
	    "she has an account and signed in to it again for this", false },
	{ "authority", 0, OM_OPTION_TEXT, "TEXT",
	    "what an agent or parent showed: \"signed permission\"", false },
	{ 0 },
};

const struct om_command om_cmd_request_verify = {
	.word = "verify",
	.summary = "record that the person's identity was verified",
	.arguments = "ID",
	.about =
	    "Ask for no more than it takes to be sure (GDPR Art. 12(6)), and "
	    "keep no copies of documents. The method is a few words without "
	    "names and numbers. In Europe --method no-doubt is enough where "
	    "nobody doubts. California wants a reasonable degree (two data "
	    "points) for categories, and for the very data a reasonably high "
	    "one: three data points and a declaration, or an account signed "
	    "in to again. What an agent or parent shows is recorded first, or "
	    "with this.",
	.example = "ombud request verify ID --method 'signed in to account'\n"
		   "ombud request verify ID --method 'matched by phone' "
		   "--data-points 3 --declaration",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = options,
	.run = run_verify,
};

const struct om_command om_cmd_request_challenge = {
	.word = "challenge",
	.summary = "send a code to the address the person is known by",
	.arguments = "ID",
	.about =
	    "By the program that mail_hook in ombud.json names: it gets the "
	    "code and, on the next line, the address on its standard input. "
	    "Only a hash of the code is kept. It is worth something for "
	    "code_minutes and three tries, and the same happens whether the "
	    "person is known here or not.",
	.example = "ombud request challenge ID\n"
		   "ombud request verify ID --code -",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.run = om_request_act,
};
