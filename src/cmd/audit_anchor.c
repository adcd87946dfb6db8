#include "cmd/audit.h"
#include "cmd/trial.h"
#include "cmd/workspace.h"
#include "context/anchor.h"

/* What stands in the call; false where nothing does. */
static int
read_options(struct om_anchor *out, bool *given, const struct om_run *run)
{
	static const char *const names[] = { "file", "url", "witness" };
	struct om_anchor a = { .key = om_option_text(run, "witness-key"),
		.private_allowed = om_option_flag(run, "private") };
	int n = 0;

	for (int i = 0; i < 3; i++) {
		const char *target = om_option_text(run, names[i]);

		if (target == NULL)
			continue;
		a.kind = (enum om_anchor_kind)i;
		a.target = target;
		n++;
	}
	if (n > 1)
		return om_fail(
		    OM_USAGE, "one of --file, --url and --witness at a time");
	if ((n == 1 && a.kind == OM_ANCHOR_WITNESS) != (a.key != NULL))
		return om_fail(
		    OM_USAGE, "--witness and --witness-key go together");
	*given = n == 1;
	*out = a;
	return OM_OK;
}

static int
anchor_one(struct om_run *run, struct om *om, const struct om_anchor *a)
{
	uint64_t size = 0;
	int rc = om_anchor(&size, om, a);

	if (rc == OM_OK && run->dry_run)
		om_output_format(&run->out, "%s would be given the head%s\n",
		    a->target, om_trial_note(run));
	else if (rc == OM_OK)
		om_output_format(&run->out, "%s has the head of size %llu%s\n",
		    a->target, (unsigned long long)size,
		    a->kind == OM_ANCHOR_WITNESS ? ", and cosigned it" : "");
	return rc;
}

/* One that fails does not keep the head from the others. */
static int
anchor_all(struct om_run *run, struct om *om)
{
	struct om_failure why = { "" };
	struct om_anchor a;
	int rc, failed = OM_OK;
	size_t i = 0;

	for (; (rc = om_anchor_get(&a, om, i)) == OM_OK; i++) {
		rc = anchor_one(run, om, &a);
		if (rc != OM_OK && failed != OM_CORRUPT) {
			failed = rc;
			why = om_failure_keep();
		}
	}
	if (rc != OM_NOTFOUND)
		return rc;
	if (i == 0)
		return om_fail(OM_USAGE,
		    "ombud.json names no \"anchors\": give one by --file, "
		    "--url or --witness");
	if (failed != OM_OK)
		om_failure_return(&why);
	return failed;
}

static int
work(struct om_run *run, struct om *om)
{
	struct om_anchor a;
	bool given = false;
	int rc = om_permit(om, OM_MAY_AUDIT);

	if (rc == OM_OK)
		rc = read_options(&a, &given, run);
	if (rc != OM_OK)
		return rc;
	return given ? anchor_one(run, om, &a) : anchor_all(run, om);
}

static int
run_anchor(struct om_run *run)
{
	return om_workspace_run(run, work);
}

static const struct om_option options[] = {
	{ "file", 0, OM_OPTION_TEXT, "PATH",
	    "append the head to this file, best on another machine", false },
	{ "url", 0, OM_OPTION_TEXT, "URL", "put the head there (HTTP PUT)",
	    false },
	{ "witness", 0, OM_OPTION_TEXT, "URL",
	    "have this C2SP witness cosign the head", false },
	{ "witness-key", 0, OM_OPTION_TEXT, "VKEY",
	    "the witness's verifier key", false },
	{ "private", 0, OM_OPTION_FLAG, NULL,
	    "the address may be one of a private network", false },
	{ 0 },
};

const struct om_command om_cmd_audit_anchor = {
	.word = "anchor",
	.summary = "keep the signed head where this workspace cannot reach",
	.about =
	    "Who puts back an older copy of the whole workspace puts back its "
	    "log, too: only what is kept elsewhere shows it. Without an option "
	    "the \"anchors\" of ombud.json are used. Exit 7 where an anchor "
	    "has a head that this log does not extend.",
	.example = "ombud audit anchor --file /mnt/elsewhere/ombud.heads\n"
		   "ombud audit verify --against /mnt/elsewhere/ombud.heads",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.options = options,
	.run = run_anchor,
};
