#include "base/memory.h"
#include "cmd/policies.h"
#include "cmd/scan.h"

/*
 * What a policy says of a set of kinds does not change, and a file's records
 * have few sets: the text of each verdict is kept.
 */
enum { KEPT = 64 };

struct kept {
	bool used;
	struct om_kind_set kinds;
	enum om_verdict_value value;
	char *text; /* of the line, behind the record's number */
};

struct classify {
	struct om_scan scan;
	struct om_policy *policy;
	struct om_verdict verdict;
	struct kept kept[KEPT];
	uint64_t records, personal;
};

static void
write_rules(
    struct om_json *j, const struct om_policy *p, const struct om_verdict *v)
{
	om_json_array(j, "rules");
	for (size_t i = 0; i < v->n; i++) {
		const struct om_rule *rule = v->spoken[i].rule;

		om_json_object(j, "");
		om_json_string(j, "policy", p->name);
		om_json_string(j, "id", rule->id);
		om_json_string(j, "cite", rule->cite);
		om_kind_set_json(j, "kinds", p->kinds, &v->spoken[i].kinds);
		om_json_end_object(j);
	}
	om_json_end_array(j);
}

/* The verdict's members, without the braces around them. */
static char *
write_verdict(const struct classify *c)
{
	const struct om_verdict *v = &c->verdict;
	struct om_buf text = OM_BUF(1 << 20);
	struct om_json j = OM_JSON(&text, false);
	char *copy;

	om_json_object(&j, NULL);
	om_json_string(&j, "verdict", om_verdict_word(v->value));
	write_rules(&j, c->policy, v);
	om_marks_json(&j, "special", v->marks);
	om_json_null(&j, "k");
	om_json_string(&j, "policy_hash", c->policy->hash);
	om_json_end_object(&j);
	copy = om_strdup(text.p + 1);
	om_buf_free(&text);
	return copy;
}

static const struct kept *
judge(struct classify *c, const struct om_kind_set *kinds)
{
	uint64_t h = 0;
	struct kept *k;

	for (int i = 0; i < OM_KIND_WORDS; i++)
		h = (h ^ kinds->words[i]) * UINT64_C(0x9e3779b97f4a7c15);
	k = &c->kept[h >> 58];
	if (k->used && om_kind_set_equal(&k->kinds, kinds))
		return k;
	om_policy_judge(&c->verdict, c->policy, kinds);
	om_free(k->text);
	*k = (struct kept){ true, *kinds, c->verdict.value, write_verdict(c) };
	return k;
}

static int
print_record(void *state, const char *path, uint64_t record,
    const struct om_kind_set *kinds)
{
	struct classify *c = state;
	struct om_output *out = &c->scan.run->out;
	const struct kept *k = judge(c, kinds);

	(void)path;
	c->records++;
	c->personal += k->value == OM_VERDICT_PERSONAL ||
		       k->value == OM_VERDICT_PERSONAL_FOR_HOLDER;
	if (out->shape == OM_SHAPE_TABLE) {
		om_output_format(out, "%-8llu %s\n", (unsigned long long)record,
		    om_verdict_word(k->value));
		return out->code;
	}
	if (out->shape == OM_SHAPE_JSON && c->records > 1)
		om_buf_text(&out->pending, ",\n");
	om_buf_format(&out->pending, "{\"record\":%llu,%s",
	    (unsigned long long)record, k->text);
	if (out->shape == OM_SHAPE_NDJSON)
		om_buf_byte(&out->pending, '\n');
	return om_output_flow(out);
}

static int
skip(void *state, const char *path, const char *reason)
{
	struct classify *c = state;

	return om_scan_skip(&c->scan, path, reason);
}

static int
work(struct classify *c)
{
	struct om_output *out = &c->scan.run->out;
	int rc;

	if (out->shape == OM_SHAPE_TABLE && !out->terminal)
		out->shape = OM_SHAPE_NDJSON;
	if (out->shape == OM_SHAPE_JSON)
		om_buf_text(&out->pending, "{\"verdicts\":[");
	rc = om_scan_paths(&c->scan, 1);
	if (out->shape == OM_SHAPE_JSON)
		om_buf_text(&out->pending, "]}\n");
	if (rc == OM_OK && c->scan.skipped_count > 0)
		rc = om_fail(OM_INPUT, "%s", c->scan.skipped[0].reason);
	return rc == OM_OK ? c->personal > 0 : rc;
}

static int
run_classify(struct om_run *run)
{
	const char *policy = om_option_text(run, "policy");
	struct classify *c = om_new(1, sizeof(*c));
	int rc = om_scan_begin(&c->scan, run);

	if (rc == OM_OK)
		rc = om_policies_open(&c->policy, run, c->scan.kinds,
		    policy == NULL ? "gdpr" : policy);
	if (rc == OM_OK) {
		c->scan.sink = (struct om_sink){ .record = print_record,
			.all = true,
			.skipped = skip,
			.state = c };
		rc = work(c);
	}
	for (size_t i = 0; i < KEPT; i++)
		om_free(c->kept[i].text);
	om_policy_close(c->policy);
	om_scan_leave(&c->scan);
	om_free(c);
	return rc;
}

static const struct om_option options[] = {
	{ "policy", 'p', OM_OPTION_TEXT, "NAME",
	    "the law that judges; gdpr by default", false },
	{ "format", 0, OM_OPTION_CHOICE,
	    "text|csv|tsv|fixed|json|ndjson|sql|sqlite|mail|markup|archive",
	    "what the input is, where that is not found by itself", false },
	{ "columns", 0, OM_OPTION_LIST, "FIRST-LAST:NAME,...",
	    "the columns of --format fixed, by bytes from 1", false },
	{ "field", 0, OM_OPTION_TEXT, "FIELD",
	    "look at this column or JSON pointer alone", false },
	{ "kinds", 'k', OM_OPTION_LIST, "KIND,...",
	    "look for these kinds alone, and for those that also are one",
	    false },
	{ "patterns", 0, OM_OPTION_TEXT, "FILE",
	    "look for what this file's patterns match as well", false },
	{ "min-confidence", 0, OM_OPTION_DECIMAL, "NUMBER",
	    "leave out what is less sure; 0.5 by default", false },
	{ "exclude", 'x', OM_OPTION_LIST, "PATTERN,...",
	    "leave out paths that fit, as .gitignore has them", false },
	{ 0 },
};

const struct om_command om_cmd_classify = {
	.word = "classify",
	.summary = "what each record is under a law",
	.arguments = "FILE",
	.about =
	    "A verdict per record: a row of a table, an object of JSON, a "
	    "line of text, by the kinds found in it together. Ends with 1 where one is "
	    "personal. not-established is not the same as anonymous.",
	.example = "ombud classify --ndjson people.csv\n"
		   "ombud classify --policy ccpa events.ndjson",
	.touches = OM_READS,
	.options = options,
	.run = run_classify,
};
