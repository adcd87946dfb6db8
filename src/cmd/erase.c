#include "cmd/remains.h"
#include "cmd/shortcut.h"

/* The identifier twice, so that no slip of the keys erases a person. */
static int
read_claim(struct om_span *out, struct om_run *run)
{
	struct om_span again;
	int rc = om_workspace_identifier(out, run, run->words.p[0]);

	if (rc == OM_OK)
		rc = om_workspace_identifier(
		    &again, run, om_option_text(run, "confirm"));
	if (rc == OM_OK && !om_span_equal(*out, again))
		rc = om_fail(OM_DENIED,
		    "--confirm is not the same identifier; nothing was done");
	return rc;
}

static int
work(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_shortcut what = {
		.right = "erase",
		.method = om_option_text(run, "method"),
		.by = om_option_text(run, "by"),
		.out = om_option_text(run, "out"),
	};
	int rc = read_claim(&what.claim, run);

	if (rc == OM_OK)
		rc = om_remains_options(run, om);
	if (rc == OM_OK)
		rc = om_shortcut(&c, &what);
	om_shortcut_print(run, &c);
	return om_remains_tell(run, om, rc);
}

static int
run_erase(struct om_run *run)
{
	return om_workspace_run(run, work);
}

static const struct om_option options[] = {
	{ "by", 0, OM_OPTION_TEXT, "USER",
	    "who approves: another person than you", true },
	{ "confirm", 0, OM_OPTION_TEXT, "TYPE:VALUE",
	    "the same identifier once more", true },
	{ "out", 0, OM_OPTION_TEXT, "PATH",
	    "where the letter goes: a new folder, or a new .zip file", false },
	{ "method", 0, OM_OPTION_TEXT, "TEXT",
	    "how the person's identity was verified, in a few words", false },
	OM_REMAINS_OPTIONS,
	{ 0 },
};

const struct om_command om_cmd_erase = {
	.word = "erase",
	.summary = "erase one person: an erasure request in one go",
	.arguments = "TYPE:VALUE",
	.about = "Carries an erasure request through and prints its id. It "
		 "cannot be taken back. Where a step is refused, the request "
		 "stays where it was and can be gone on with. With - the "
		 "identifier is read from standard input, for --confirm - "
		 "from the next line of it. --sweep is as with `request "
		 "run`.",
	.example = "ombud erase email:ana@example.com --confirm "
		   "email:ana@example.com --by bela",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE | OM_RESERVED,
	.options = options,
	.run = run_erase,
};
