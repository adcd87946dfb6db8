#include "base/memory.h"
#include "cmd/list.h"
#include "cmd/policies.h"
#include "policy/attributes.h"
#include "policy/due.h"
#include "policy/identity.h"
#include "policy/treatment.h"
#include "scan/scanner.h"

static int
run_list(struct om_run *run)
{
	static const struct om_column columns[] = {
		{ "policy", "POLICY", false },
		{ "title", "TITLE", false },
		{ "rules", "RULES", true },
		{ "hash", "SHA-256", false },
	};
	struct om_policies all;
	struct om_list list;
	int rc = om_policies_load(&all, run, (struct om_words){ NULL, 0 });

	if (rc != OM_OK)
		return rc;
	om_list_begin(&list, &run->out, "policies", columns,
	    sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < all.n; i++) {
		om_list_string(&list, all.list[i]->name);
		om_list_string(&list, all.list[i]->title);
		om_list_int(&list, (int64_t)all.list[i]->n);
		om_list_string(&list, all.list[i]->hash);
	}
	om_list_end(&list);
	om_policies_close(&all);
	return OM_OK;
}

static const struct om_command list_command = {
	.word = "list",
	.summary = "the laws that data is judged by",
	.example = "ombud policy list",
	.touches = OM_READS,
	.run = run_list,
};

static int64_t
count_examples(const struct om_policy *p)
{
	size_t n = p->example_count;

	for (size_t i = 0; i < p->n; i++)
		n += p->rules[i].fires.n + p->rules[i].silent.n;
	return (int64_t)n;
}

/* The users' patterns, and their examples. */
struct checked {
	size_t patterns, examples;
};

static int
open_calendar(void *state, const char *code)
{
	struct om_calendar *calendar = NULL;
	int rc = om_calendar_open(&calendar, state, code);

	om_calendar_close(calendar);
	return rc;
}

static int
see_regime(void *state, const char *regime, const char *title)
{
	(void)state;
	(void)regime;
	(void)title;
	return OM_OK;
}

/* Opening a scanner checks all that it reads; examples are run besides. */
static int
check_patterns(
    struct checked *checked, const struct om_kinds *kinds, const char *folder)
{
	struct om_scanner *scanner = NULL;
	int rc = om_scanner_open(&scanner,
	    &(struct om_scanner_options){ .kinds = kinds, .folder = folder });

	if (rc == OM_OK)
		rc = om_scanner_check(
		    scanner, &checked->patterns, &checked->examples);
	om_scanner_close(scanner);
	return rc;
}

/* The policies that are no law: opening one checks all of it. */
static int
check_others(
    struct checked *checked, struct om_run *run, const struct om_kinds *kinds)
{
	char *folder = (char *)om_policies_folder(run);
	struct om_identity_policy *identity = NULL;
	struct om_attributes *attributes = NULL;
	struct om_treatment_policy *treatment = NULL;
	int rc = om_identity_policy_open(&identity, folder);

	if (rc == OM_OK)
		rc = om_attributes_open(&attributes, kinds, folder);
	if (rc == OM_OK)
		rc = om_treatment_open(&treatment, folder);
	if (rc == OM_OK)
		rc = om_due_each(folder, see_regime, NULL);
	if (rc == OM_OK)
		rc = om_calendar_each(folder, open_calendar, folder);
	if (rc == OM_OK)
		rc = check_patterns(checked, kinds, folder);
	om_identity_policy_close(identity);
	om_attributes_close(attributes);
	om_treatment_close(treatment);
	return rc;
}

static int
run_check(struct om_run *run)
{
	static const struct om_column columns[] = {
		{ "policy", "POLICY", false },
		{ "rules", "RULES", true },
		{ "examples", "EXAMPLES", true },
		{ "hash", "SHA-256", false },
	};
	struct om_policies all;
	struct checked checked = { 0 };
	struct om_list list;
	int rc = om_policies_load(&all, run, run->words);

	if (rc != OM_OK)
		return rc;
	for (size_t i = 0; rc == OM_OK && i < all.n; i++)
		rc = om_policy_check(all.list[i]);
	if (rc == OM_OK)
		rc = check_others(&checked, run, all.kinds);
	if (rc == OM_OK) {
		om_list_begin(&list, &run->out, "policies", columns,
		    sizeof(columns) / sizeof(columns[0]));
		for (size_t i = 0; i < all.n; i++) {
			om_list_string(&list, all.list[i]->name);
			om_list_int(&list, (int64_t)all.list[i]->n);
			om_list_int(&list, count_examples(all.list[i]));
			om_list_string(&list, all.list[i]->hash);
		}
		if (checked.patterns > 0) {
			om_list_string(&list, "patterns/");
			om_list_int(&list, (int64_t)checked.patterns);
			om_list_int(&list, (int64_t)checked.examples);
			om_list_string(&list, "");
		}
		om_list_end(&list);
	}
	om_policies_close(&all);
	return rc;
}

static const struct om_command check_command = {
	.word = "check",
	.summary = "whether every rule does what its own examples say",
	.arguments = "[NAME|FILE.json]...",
	.about = "Reads every policy, those of the workspace among them, and "
		 "runs the examples of every rule and of every pattern in "
		 "patterns/. The first mistake ends it "
		 "with its file and line. With names or files, the laws are "
		 "those alone.",
	.example = "ombud policy check\nombud policy check our-rules.json",
	.touches = OM_READS,
	.run = run_check,
};

static const struct om_command *const actions[] = {
	&list_command,
	&om_cmd_policy_show,
	&check_command,
	&om_cmd_policy_test,
	&om_cmd_policy_explain,
	&om_cmd_policy_diff,
	NULL,
};

const struct om_command om_cmd_policy = {
	.word = "policy",
	.summary = "what is personal data, under which law, and why",
	.about = "A policy is a file that people write and read: a law, or an "
		 "organisation's own rules. A workspace overrides one by a "
		 "file of the same name in its folder policies.",
	.example = "ombud policy explain name.full address.work",
	.actions = actions,
};
