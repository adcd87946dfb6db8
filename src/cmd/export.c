#include "cmd/shortcut.h"

static int
work(struct om_run *run, struct om *om)
{
	struct om_case c = { om, &run->arena, 0, NULL };
	struct om_shortcut what = {
		.right = "access",
		.method = om_option_text(run, "method"),
		.by = om_option_text(run, "by"),
		.out = om_option_text(run, "out"),
	};
	int rc = om_workspace_identifier(&what.claim, run, run->words.p[0]);

	if (rc == OM_OK)
		rc = om_shortcut(&c, &what);
	om_shortcut_print(run, &c);
	return rc;
}

static int
run_export(struct om_run *run)
{
	return om_workspace_run(run, work);
}

static const struct om_option options[] = {
	{ "out", 0, OM_OPTION_TEXT, "PATH",
	    "a new folder, or a new file that ends in .zip", true },
	{ "method", 0, OM_OPTION_TEXT, "TEXT",
	    "how the person's identity was verified, in a few words", false },
	{ "by", 0, OM_OPTION_TEXT, "USER", "who approves; else you", false },
	{ 0 },
};

const struct om_command om_cmd_export = {
	.word = "export",
	.summary = "a copy of one person's data: an access request in one go",
	.arguments = "TYPE:VALUE",
	.about = "Carries an access request from receipt to its end and prints "
		 "its id. You say by this that the person's identity was "
		 "verified. Exit 4 where nobody has the identifier (take such "
		 "a request in with `request new`: it must be answered, too), "
		 "5 where several people do.",
	.example = "ombud export email:ana@example.com --out ana.zip",
	.touches = OM_READS | OM_CHANGES | OM_WORKSPACE,
	.options = options,
	.run = run_export,
};
