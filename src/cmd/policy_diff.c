#include "base/memory.h"
#include "cmd/list.h"
#include "cmd/policies.h"

struct diff {
	struct om_list list;
	const struct om_kinds *kinds;
	const char *const *names;
	bool differs;
};

/* "personal, spi" for people, and {"verdict","special"} in JSON. */
static void
add_side(struct diff *d, const struct om_verdict *v)
{
	const char *marks[OM_MARK_COUNT + 1];
	size_t n = 0;

	for (int mark = 0; mark < OM_MARK_COUNT; mark++)
		if (v->marks >> mark & 1)
			marks[n++] = om_mark_word((enum om_mark)mark);
	om_list_string(&d->list, om_verdict_word(v->value));
	om_list_strings(&d->list, marks, n);
}

static int
visit(void *state, const struct om_policy_difference *difference)
{
	struct diff *d = state;
	const char **names = om_new(OM_KINDS_MAX, sizeof(*names));
	size_t n = 0;

	for (int i = om_kind_set_next(difference->kinds, 0); i >= 0;
	     i = om_kind_set_next(difference->kinds, i + 1))
		names[n++] = d->kinds->list[i].name;
	om_list_strings(&d->list, names, n);
	om_free(names);
	add_side(d, difference->a);
	add_side(d, difference->b);
	d->differs = true;
	return OM_OK;
}

static int
run_diff(struct om_run *run)
{
	static const struct om_column columns[] = {
		{ "kinds", "KINDS", false },
		{ "a", "A SAYS", false },
		{ "a_special", "SPECIAL", false },
		{ "b", "B SAYS", false },
		{ "b_special", "SPECIAL", false },
	};
	struct om_policies both;
	struct diff d = { .names = run->words.p };
	int rc = om_policies_load(&both, run, run->words);

	if (rc != OM_OK)
		return rc;
	d.kinds = both.kinds;
	om_list_begin(&d.list, &run->out, "differences", columns,
	    sizeof(columns) / sizeof(columns[0]));
	rc = om_policy_diff(both.list[0], both.list[1], visit, &d);
	om_list_end(&d.list);
	om_policies_close(&both);
	return rc == OM_OK ? d.differs : rc;
}

const struct om_command om_cmd_policy_diff = {
	.word = "diff",
	.summary = "where two policies say different things",
	.arguments = "A B",
	.about = "A and B are names of laws or files ending in .json. Compares "
		 "what they say of every single kind, and of every example of "
		 "either. Exits with 1 where they differ.",
	.example = "ombud policy diff gdpr ccpa\n"
		   "ombud policy diff gdpr our-rules.json",
	.touches = OM_READS,
	.run = run_diff,
};
