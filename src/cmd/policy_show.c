#include "cmd/policies.h"
#include "render/table.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int
show_kinds(struct om_run *run, const struct om_kinds *kinds)
{
	static const struct om_table_column columns[] = {
		{ "KIND", false },
		{ "TITLE", false },
		{ "GDPR", false },
		{ "CCPA", false },
		{ "SENSITIVE IN CALIFORNIA", false },
	};
	struct om_table table;
	int rc = OM_OK;

	om_table_open(&table, &run->out.pending, columns, COUNT(columns));
	table.width = run->out.width;
	table.bold = run->out.colour;
	for (size_t i = 0; rc == OM_OK && i < kinds->n; i++) {
		const struct om_kind *k = &kinds->list[i];
		struct om_buf letters = OM_BUF(64);

		for (size_t c = 0; c < k->ccpa.n; c++)
			om_buf_text(&letters, k->ccpa.p[c]);
		om_table_cell(&table, om_span_of(k->name));
		om_table_cell(&table, om_span_of(k->title));
		om_table_cell(&table, om_span_of(om_kind_class_word(k->class)));
		om_table_cell(&table, om_buf_span(&letters));
		om_table_cell(
		    &table, om_span_of(k->spi == NULL ? "-" : k->spi));
		om_buf_free(&letters);
		rc = om_output_flow(&run->out);
	}
	om_table_close(&table);
	return rc;
}

static int
print_kinds(struct om_run *run, const struct om_kinds *kinds)
{
	const char *as = om_option_text(run, "as");

	if (as != NULL) {
		(strcmp(as, "jsonld") == 0
			? om_kinds_jsonld
			: om_kinds_fideslang)(om_output_json(&run->out), kinds);
		om_output_next(&run->out);
		return OM_OK;
	}
	if (run->out.shape == OM_SHAPE_TABLE)
		return show_kinds(run, kinds);
	if (run->out.shape == OM_SHAPE_JSON) {
		om_kinds_json(om_output_json(&run->out), kinds);
		om_output_next(&run->out);
		return OM_OK;
	}
	for (size_t i = 0; i < kinds->n; i++) {
		om_kind_json(
		    om_output_json(&run->out), NULL, kinds, &kinds->list[i]);
		om_output_next(&run->out);
	}
	return OM_OK;
}

/* What a rule says, in a word or two: "personal", "art9", "spi breach". */
static void
effect(struct om_buf *out, const struct om_rule *rule)
{
	if (rule->verdict != OM_VERDICT_NOT_ESTABLISHED)
		om_buf_text(out, om_verdict_word(rule->verdict));
	for (int mark = 0; mark < OM_MARK_COUNT; mark++)
		if (rule->marks >> mark & 1)
			om_buf_format(out, "%s%s", out->n == 0 ? "" : " ",
			    om_mark_word((enum om_mark)mark));
}

static void
show_rule(
    struct om_run *run, const struct om_policy *p, const struct om_rule *rule)
{
	struct om_buf when = OM_BUF(64 << 10), says = OM_BUF(256);

	om_condition_text(&when, p->kinds, &rule->when);
	effect(&says, rule);
	om_output_format(&run->out,
	    "\n%s: %s\n  says  %s%s\n  of    %s\n  by    %s\n", rule->id,
	    rule->why, says.p,
	    rule->part == OM_RULE_KEY ? ", of the whole record" : "", when.p,
	    rule->cite);
	om_buf_free(&when);
	om_buf_free(&says);
}

static void
show_law(struct om_run *run, const struct om_policy *p)
{
	om_output_format(&run->out, "%s\nSHA-256 %s\n", p->title, p->hash);
	for (size_t i = 0; i < p->n; i++)
		show_rule(run, p, &p->rules[i]);
}

static int
add_text(const char *text, size_t n, void *to)
{
	om_output_text(to, om_span_bytes(text, n));
	return 0;
}

/* A file as it is; on one line where a line is one object. */
static int
print_file(struct om_run *run, const struct om_config *file)
{
	if (run->out.shape != OM_SHAPE_NDJSON)
		om_output_text(&run->out, om_policy_text(file));
	else if (json_dump_callback(
		     file->root, add_text, &run->out, JSON_COMPACT) != 0)
		return om_fail(OM_LIMIT, "a policy cannot be written");
	else
		om_output_text(&run->out, OM_SPAN("\n"));
	return OM_OK;
}

static int
print_law(struct om_run *run, const struct om_kinds *kinds, const char *name)
{
	struct om_policy *p = NULL;
	int rc = om_policies_open(&p, run, kinds, name);

	if (rc != OM_OK)
		return rc;
	if (run->out.shape == OM_SHAPE_TABLE)
		show_law(run, p);
	else
		rc = print_file(run, &p->config);
	om_policy_close(p);
	return rc;
}

/* A law is shown rule by rule, another file as it is written. */
static int
print_policy(struct om_run *run, const struct om_kinds *kinds, const char *name)
{
	struct om_config file = { 0 };
	struct om_buf path = OM_BUF(256);
	int rc;

	if (strstr(name, "..") != NULL || name[0] == '/')
		return om_fail(OM_USAGE, "a policy is shown by its name");
	om_buf_format(&path, "%s.json", name);
	rc = om_buf_check(&path, "a policy's name");
	if (rc == OM_OK)
		rc = om_policy_load(&file, om_policies_folder(run), path.p);
	if (rc == OM_OK && json_object_get(file.root, "policy") != NULL)
		rc = print_law(run, kinds, name);
	else if (rc == OM_OK)
		rc = print_file(run, &file);
	om_config_close(&file);
	om_buf_free(&path);
	return rc;
}

static int
run_show(struct om_run *run)
{
	struct om_kinds *kinds = NULL;
	const char *name = run->words.p[0];
	int rc;

	if (om_option_text(run, "as") != NULL && strcmp(name, "kinds") != 0)
		return om_fail(OM_USAGE, "--as is for kinds alone");
	rc = om_kinds_open(&kinds, om_policies_folder(run));
	if (rc == OM_OK)
		rc = strcmp(name, "kinds") == 0
			 ? print_kinds(run, kinds)
			 : print_policy(run, kinds, name);
	om_kinds_close(kinds);
	return rc;
}

static const struct om_option options[] = {
	{ "as", 0, OM_OPTION_CHOICE, "jsonld|fideslang",
	    "the kinds for other tools: tied to DPV, or as a dataset", false },
	{ 0 },
};

const struct om_command om_cmd_policy_show = {
	.word = "show",
	.summary = "one policy: a law, the kinds, the deadlines and so on",
	.arguments = "NAME",
	.about = "kinds is the catalogue of kinds of data; gdpr and ccpa are "
		 "laws; identifiers says who is who, attributes what the name "
		 "of a field tells, deadlines and holidays/DE when an answer "
		 "is due. schema/policy is the JSON Schema by which an editor "
		 "checks a policy while it is written.",
	.example = "ombud policy show gdpr\nombud policy show kinds --json",
	.touches = OM_READS,
	.options = options,
	.run = run_show,
};
