#include <limits.h>
#include <unistd.h>

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

/* The paths stand in ombud.json, wherever that is read from. */
static int
whole_path(const char **out, struct om_run *run, const char *path)
{
	char here[PATH_MAX], *joined;

	if (path[0] == '/') {
		*out = path;
		return OM_OK;
	}
	if (getcwd(here, sizeof(here)) == NULL)
		return om_file_fail("the current folder", "find");
	joined = om_path_join(here, path);
	*out = om_arena_string(&run->arena, om_span_of(joined));
	om_free(joined);
	return OM_OK;
}

/* The token that epoch keys are to live in: all three options, or none. */
static int
read_token(struct om_keys_token *out, struct om_run *run)
{
	const char *module = om_option_text(run, "token-module");
	const char *pin_file = om_option_text(run, "token-pin-file");
	int rc;

	out->label = om_option_text(run, "token");
	if (out->label == NULL && module == NULL && pin_file == NULL)
		return OM_OK;
	if (out->label == NULL || module == NULL || pin_file == NULL)
		return om_fail(OM_USAGE,
		    "--token, --token-module and --token-pin-file go "
		    "together");
	rc = whole_path(&out->module, run, module);
	return rc == OM_OK ? whole_path(&out->pin_file, run, pin_file) : rc;
}

static int
run_init(struct om_run *run)
{
	struct om_keys_token token = { 0 };
	struct om_init what = {
		.folder = run->words.n > 0 ? run->words.p[0] : run->home,
		.organisation = om_option_text(run, "organisation"),
		.regime = om_option_text(run, "regime"),
		.country = om_option_text(run, "country"),
		.database = om_option_text(run, "database"),
		.one_person = om_option_flag(run, "one-person"),
		.dry_run = run->dry_run,
	};
	int rc = check_law(&what);

	if (rc == OM_OK)
		rc = read_token(&token, run);
	if (token.module != NULL)
		what.token = &token;
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
	{ "database", 0, OM_OPTION_TEXT, "URL",
	    "keep the store on a PostgreSQL server, not in a file", false },
	{ "one-person", 0, OM_OPTION_FLAG, NULL,
	    "erasures need no second person to approve them", false },
	{ "token", 0, OM_OPTION_TEXT, "LABEL",
	    "keep epoch keys in this PKCS#11 token, not in files", false },
	{ "token-module", 0, OM_OPTION_TEXT, "FILE",
	    "the library that speaks to the token", false },
	{ "token-pin-file", 0, OM_OPTION_TEXT, "FILE",
	    "holds the PIN of its user; nobody else may read it", false },
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
	    "they can be read by whoever has them. Replace that copy after "
	    "each `ombud key tend` and destroy the one before: an epoch key "
	    "that lives on in a copy undoes its destruction.\n\n"
	    "With --token, epoch keys are made in a PKCS#11 token and never "
	    "leave it; a module of p11-kit (p11-kit-proxy.so) will do. The "
	    "other keys stay files.\n\n"
	    "With --database, the store is in a schema of a PostgreSQL "
	    "server: postgresql:///NAME?options=-csearch_path%3DSCHEMA, "
	    "without a password (passfile= names a file of such), and with "
	    "sslmode=verify-full where it is on a network. The server sees "
	    "nothing personal that is not sealed; its deleted rows end with "
	    "the keys of their epoch.",
	.example = "ombud init ~/privacy --organisation 'Example Ltd' "
		   "--country DE",
	.touches = OM_CHANGES,
	.options = options,
	.run = run_init,
};
