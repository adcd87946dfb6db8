#include "base/file.h"
#include "base/memory.h"
#include "cmd/command.h"
#include "context/context.h"
#include "policy/due.h"

/* That the regime and the country are ones for which we know the law. */
static int
check_law(const struct om_init *what)
{
	const struct om_due_query q = {
		.regime = what->regime == NULL ? "gdpr" : what->regime,
		.country = what->country,
	};
	struct om_due due;
	int rc = om_due(&due, &q);

	if (rc == OM_OK)
		om_due_close(&due);
	return rc == OM_NOTFOUND ? OM_USAGE : rc;
}

static void
tell(struct om_run *run, const char *folder)
{
	if (run->dry_run) {
		om_output_format(
		    &run->out, "a workspace would be made in %s\n", folder);
		return;
	}
	om_output_format(&run->out,
	    "%s is a workspace now, and you are its data protection "
	    "officer.\n"
	    "Next: fill in %s/%s (who you are, what you use data for, who\n"
	    "receives it; letters to people show what is missing), and add\n"
	    "who approves erasures: ombud user add NAME --role approver\n",
	    folder, folder, OM_SETTINGS_FILE);
}

static int
run_init(struct om_run *run)
{
	struct om_init what = {
		.folder = run->words.n > 0 ? run->words.p[0] : run->home,
		.organisation = om_option_text(run, "organisation"),
		.regime = om_option_text(run, "regime"),
		.country = om_option_text(run, "country"),
		.one_person = om_option_flag(run, "one-person"),
		.dry_run = run->dry_run,
	};
	int rc = check_law(&what);

	if (rc == OM_OK)
		rc = om_init(&what);
	if (rc == OM_OK)
		tell(run, what.folder);
	return rc;
}

static const struct om_option options[] = {
	{ "organisation", 0, OM_OPTION_TEXT, "NAME",
	    "who is responsible for the data, as letters name it", false },
	{ "regime", 0, OM_OPTION_TEXT, "LAW",
	    "the law of requests that name none; else gdpr", false },
	{ "country", 0, OM_OPTION_TEXT, "CODE",
	    "ISO 3166, for public holidays; else none", false },
	{ "one-person", 0, OM_OPTION_FLAG, NULL,
	    "erasures need no second person to approve them", false },
	{ 0 },
};

const struct om_command om_cmd_init = {
	.word = "init",
	.summary = "make a workspace: configuration, keys and store",
	.arguments = "[DIR]",
	.about =
	    "Makes the folder (for its owner alone), ombud.json for you to "
	    "fill in, keys/ and an empty store, and registers you as the data "
	    "protection officer.\n\n"
	    "Keep a copy of keys/ in a safe place apart from copies of the "
	    "store: without the keys the store cannot be read, and together "
	    "they can be read by whoever has them.",
	.example = "ombud init ~/privacy --organisation 'Example Ltd' "
		   "--country DE",
	.touches = OM_CHANGES,
	.options = options,
	.run = run_init,
};
