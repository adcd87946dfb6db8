#include "cmd/suppress.h"

#include "cmd/list.h"
#include "cmd/trial.h"
#include "store/erase.h"
#include "store/identifier.h"
#include "store/locate.h"
#include "store/suppression.h"

#include <assert.h>
#include <stdio.h>

/* "|erasure|marketing|sale": a choice begins behind the first bar. */
static const char choice[] =
#define OM_PURPOSE(code, number, word) "|" word
#include "store/purpose_list.h"
#undef OM_PURPOSE
    ;

/* Of option --purpose, which takes these words alone. */
static enum om_purpose
purpose_of(const char *word)
{
	int p = 1;

	while (strcmp(om_suppression_word((enum om_purpose)p), word) != 0) {
		p++;
		assert(p < OM_PURPOSE_SLOTS);
	}
	return (enum om_purpose)p;
}

static int
read_query(struct om_query *out, struct om_run *run, const struct om *om)
{
	struct om_span text;
	int rc = om_workspace_identifier(&text, run, run->words.p[0]);

	return rc == OM_OK ? om_query_parse(out, om->store, text) : rc;
}

struct listing {
	struct om_output *out;
	struct om_list list;
};

static int
add_row(void *state, const struct om_suppression_entry *e)
{
	struct listing *l = state;
	struct om_buf tag = OM_BUF(64);

	om_buf_hex(&tag, om_tag_span(&e->tag));
	om_list_int(&l->list, e->number);
	om_list_string(&l->list, om_suppression_word(e->purpose));
	om_list_text(&l->list, om_buf_span(&tag));
	om_list_bool(&l->list, e->lifted);
	om_list_time(&l->list, e->at);
	om_buf_free(&tag);
	return om_output_flow(l->out);
}

static int
work_list(struct om_run *run, struct om *om)
{
	static const struct om_column columns[] = {
		{ "number", "NUMBER", true },
		{ "purpose", "PURPOSE", false },
		{ "tag", "TAG", false },
		{ "lifted", "LIFTED", false },
		{ "at", "AT", false },
	};
	struct listing l = { .out = &run->out };
	int rc = om_permit(om, OM_MAY_LIST);

	if (rc != OM_OK)
		return rc;
	om_list_begin(&l.list, &run->out, "suppressions", columns, 5);
	rc = om_suppression_list(om->store, add_row, &l);
	om_list_end(&l.list);
	return rc;
}

static int
run_list(struct om_run *run)
{
	return om_workspace_run(run, work_list);
}

static const struct om_command cmd_list = {
	.word = "list",
	.summary = "the ledger, oldest entry first",
	.about = "Entries hold no identifiers, only tags under a secret key. "
		 "An entry that lifts one stands behind it.",
	.example = "ombud suppress list --ndjson",
	.touches = OM_READS | OM_WORKSPACE,
	.run = run_list,
};

/* Whether an identifier is suppressed: 1, 0 or negative. */
static int
is_suppressed(
    const struct om *om, const struct om_query *q, enum om_purpose purpose)
{
	struct om_identifier id = { q->type, q->value };
	struct om_tag tag;
	int rc = om_tag_suppression(
	    om->store->tagger, &tag, purpose, q->source, &id);

	return rc == OM_OK ? om_suppression_has(om->store, &tag, purpose) : rc;
}

static void
print_check(struct om_run *run, const char *const *words, size_t n)
{
	struct om_json *j;

	if (run->out.shape == OM_SHAPE_TABLE) {
		om_output_format(&run->out, n > 0 ? "suppressed:" : "no\n");
		for (size_t i = 0; i < n; i++)
			om_output_format(&run->out, " %s%s", words[i],
			    i + 1 == n ? "\n" : ",");
		return;
	}
	j = om_output_json(&run->out);
	om_json_object(j, NULL);
	om_json_bool(j, "suppressed", n > 0);
	om_json_array(j, "purposes");
	for (size_t i = 0; i < n; i++)
		om_json_string(j, "", words[i]);
	om_json_end_array(j);
	om_json_end_object(j);
	om_output_next(&run->out);
}

static int
work_check(struct om_run *run, struct om *om)
{
	const char *only = om_option_text(run, "purpose");
	const char *found[OM_PURPOSE_SLOTS];
	struct om_query query;
	size_t n = 0;
	int rc = om_permit(om, OM_MAY_LOCATE);

	if (rc == OM_OK)
		rc = read_query(&query, run, om);
	for (int p = 1; rc == OM_OK && p < OM_PURPOSE_SLOTS; p++) {
		const char *word = om_suppression_word((enum om_purpose)p);

		if (only != NULL && strcmp(only, word) != 0)
			continue;
		rc = is_suppressed(om, &query, (enum om_purpose)p);
		if (rc == 1) {
			found[n++] = word;
			rc = OM_OK;
		}
	}
	if (rc != OM_OK)
		return rc;
	print_check(run, found, n);
	return n > 0 ? 0 : 1;
}

static int
run_check(struct om_run *run)
{
	return om_workspace_run(run, work_check);
}

/* Adds or lifts. */
static int
work_set(struct om_run *run, struct om *om)
{
	bool lifts = strcmp(run->command->word, "lift") == 0;
	const char *word = om_option_text(run, "purpose");
	struct om_identifier id;
	struct om_query query;
	int rc = om_permit(om, OM_MAY_WORK);

	if (rc == OM_OK)
		rc = read_query(&query, run, om);
	if (rc == OM_OK && query.source.n > 0)
		rc = om_fail(OM_USAGE,
		    "a suppression counts for all sources: TYPE:VALUE");
	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	id = (struct om_identifier){ query.type, query.value };
	rc = om_trial_end(
	    om, om_suppression_set(om->store, &id, purpose_of(word), lifts));
	if (rc != OM_OK)
		return rc;
	om_output_format(&run->out, "%s for %s%s\n",
	    lifts ? "lifted" : "suppressed", word, om_trial_note(run));
	if (!lifts && !om_identifier_is_strong(om->store, &id))
		(void)fprintf(stderr,
		    "ombud: several people may share this identifier: it "
		    "counts only for profiles that have no better one\n");
	return OM_OK;
}

static int
run_set(struct om_run *run)
{
	return om_workspace_run(run, work_set);
}

/* The sentinel: exit 1 where somebody is there again. */
static int
tell_reappeared(struct om_run *run, uint64_t found)
{
	om_output_format(&run->out,
	    "%llu people are there although they were erased%s\n",
	    (unsigned long long)found, om_trial_note(run));
	return found > 0 ? 1 : 0;
}

static int
work_replay(struct om_run *run, struct om *om)
{
	bool check = om_option_flag(run, "check");
	struct om_erasure erasure = { 0 };
	uint64_t erased = 0;
	int rc = om_permit(om, OM_MAY_MANAGE);

	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc != OM_OK)
		return rc;
	rc = om_trial_end(om, om_suppression_replay(om->store, check, &erased));
	if (rc == OM_OK && check)
		return tell_reappeared(run, erased);
	if (rc == OM_OK && !om->dry_run)
		rc = om_erase_settle(&erasure, om->store);
	if (rc == OM_OK)
		om_output_format(&run->out, "%llu people were erased%s\n",
		    (unsigned long long)erased, om_trial_note(run));
	return rc;
}

static int
run_replay(struct om_run *run)
{
	return om_workspace_run(run, work_replay);
}

static const struct om_option replay_options[] = {
	{ "check", 0, OM_OPTION_FLAG, NULL,
	    "only look, and write down who is there again; for every day",
	    false },
	{ 0 },
};
static const struct om_option check_options[] = {
	{ "purpose", 0, OM_OPTION_CHOICE, choice + 1, "for this one alone",
	    false },
	{ 0 },
};
static const struct om_option set_options[] = {
	{ "purpose", 0, OM_OPTION_CHOICE, choice + 1, "what is not to happen",
	    true },
	{ 0 },
};

static const struct om_command cmd_check = {
	.word = "check",
	.summary = "whether an identifier is suppressed",
	.arguments = "TYPE:VALUE",
	.about = "Exit 0 where it is, 1 where it is not. - reads the "
		 "identifier from standard input.",
	.example = "ombud suppress check email:ana@example.com "
		   "--purpose marketing",
	.touches = OM_READS | OM_WORKSPACE,
	.options = check_options,
	.run = run_check,
};
static const struct om_command cmd_add = {
	.word = "add",
	.summary = "suppress an identifier",
	.arguments = "TYPE:VALUE",
	.about = "With purpose erasure, imports leave out records that have "
		 "it; nobody who is in the store is erased by it, but the next "
		 "`suppress replay` or `db restore` does.",
	.example = "ombud suppress add email:ana@example.com "
		   "--purpose marketing",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.options = set_options,
	.run = run_set,
};
static const struct om_command cmd_lift = {
	.word = "lift",
	.summary = "end the suppression of an identifier",
	.arguments = "TYPE:VALUE",
	.about = "Where the person wants to come back. The entry stays in the "
		 "ledger, one that lifts it is added.",
	.example = "ombud suppress lift email:ana@example.com "
		   "--purpose erasure",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.options = set_options,
	.run = run_set,
};
static const struct om_command cmd_replay = {
	.word = "replay",
	.summary = "erase everybody whom the ledger names",
	.about = "By the number that our store gave them or a strong "
		 "identifier; a number that several people share erases "
		 "nobody. `db restore` does it by itself. It reads "
		 "everybody's profiles, and cannot be taken back: try "
		 "--dry-run, or --check, which exits 1 where somebody is "
		 "there again.",
	.example = "ombud suppress replay --dry-run",
	.touches = OM_CHANGES | OM_WORKSPACE,
	.options = replay_options,
	.run = run_replay,
};

static const struct om_command *const actions[] = {
	&cmd_list,
	&cmd_check,
	&cmd_add,
	&cmd_lift,
	&cmd_replay,
	&om_cmd_suppress_pending,
	&om_cmd_suppress_decide,
	&om_cmd_suppress_expire,
	NULL,
};

const struct om_command om_cmd_suppress = {
	.word = "suppress",
	.summary = "who must not come back, be advertised to, or be sold",
	.about = "The ledger outlives the store: it lies beside it, too, so "
		 "that a backup brings nobody back.",
	.example = "ombud suppress check email:ana@example.com",
	.actions = actions,
};
