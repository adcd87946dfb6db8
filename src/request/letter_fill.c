#include "request/item.h"
#include "request/letter_kind.h"
#include "request/notice.h"

/* What the templates of single kinds show besides what all of them know. */

static int
set_facts(const struct om_letter *l, const char *about)
{
	struct om_span facts;
	int rc = om_request_facts(&facts, l->c, about);

	if (rc == OM_OK && facts.n > 0)
		om_view_set(l->v, "fact", facts);
	return rc;
}

/* The day on which a law has the answer due once it is extended. */
static int
extended_day(int32_t *out, const struct om_letter *l, size_t i)
{
	struct om_request then = *l->c->request;
	struct om_due due;
	int rc;

	then.deadlines[i].extended = true;
	rc = om_request_due(&due, &then, i, l->c->om);
	if (rc != OM_OK)
		return rc;
	*out = due.answer;
	om_due_close(&due);
	return OM_OK;
}

/*
 * The end of the first period, and the day that it was extended to, which
 * counts once this letter was sent: of the law that has it first.
 */
static int
set_periods(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	int32_t first = INT32_MAX, last = INT32_MAX, day = 0;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < r->regime_count; i++) {
		if (!r->deadlines[i].known || !r->deadlines[i].extends)
			continue;
		rc = extended_day(&day, l, i);
		first = r->deadlines[i].first < first ? r->deadlines[i].first
						      : first;
		last = day < last ? day : last;
	}
	if (rc != OM_OK)
		return rc;
	om_letter_day(l->v, l, "first_due", first);
	om_letter_day(l->v, l, "new_due", last);
	om_letter_day(l->v, l, "due", last);
	return om_letter_word(
	    l->v, l, "extension_reason", "reason", r->extension->detail);
}

/* Who refuses shows why (Art. 12(4), 12(5)); only doubt needs no facts. */
static int
set_refusal(const struct om_letter *l)
{
	const struct om_request_event *denied = l->c->request->denied;
	int rc = set_facts(l, OM_FACTS_DENIED);

	if (rc == OM_OK && strcmp(denied->detail, "abuse") == 0)
		rc = set_facts(l, OM_FACTS_OBJECTIVE);
	if (rc == OM_OK && strcmp(denied->detail, "not_identified") != 0 &&
	    om_view_find(l->v, OM_SPAN("fact"))->text.n == 0)
		rc = om_fail(OM_USAGE,
		    "the refusal tells no facts, which its letter needs "
		    "(request deny --because; or --text)");
	return rc;
}

static int
set_fee(const struct om_letter *l)
{
	om_view_string(l->v, "amount",
	    om_letter_event(l->c->request, OM_EVENT_FEE_ANNOUNCED)->detail);
	return set_facts(l, OM_FACTS_FEE);
}

/* By name, and how far each of them is (Art. 19). */
static int
set_recipients(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	int rc = OM_OK;

	om_view_flag(l->v, "told_any", r->notice_count > 0);
	for (size_t i = 0; rc == OM_OK && i < r->notice_count; i++) {
		const struct om_notice *n = &r->notices[i];
		struct om_view *row = om_view_add(l->v, "told");

		om_view_string(row, "name", n->recipient);
		om_view_string(row, "reason", n->reason);
		rc = om_letter_word(
		    row, l, "state", "notice", om_notice_state_word(n->state));
	}
	return rc;
}

static int
set_supplement(const struct om_letter *l)
{
	int32_t day = l->c->request->supplemented->day;

	om_letter_day(l->v, l, "supplemented", day);
	om_letter_day(l->v, l, "backup_until",
	    day + (int32_t)l->c->om->settings.backup_days);
	return OM_OK;
}

/* The parts of a letter that erasure and nothing found share with answers. */
static int
set_nothing(const struct om_letter *l)
{
	om_view_list(l->v, "suppressed");
	om_view_flag(l->v, "suppressed_any", false);
	return OM_OK;
}

/* Of a right that erases: what only its answer knows is left to that. */
static int
set_answer(const struct om_letter *l)
{
	om_view_flag(l->v, "certificate", false);
	om_view_string(l->v, "codes", "");
	om_view_string(l->v, "destroyed_by", "");
	return om_letter_right(l);
}

static const struct {
	const char *word;
	int (*fill)(const struct om_letter *l);
} fills[] = {
	{ "extension", set_periods },
	{ "refusal", set_refusal },
	{ "fee", set_fee },
	{ "recipients", set_recipients },
	{ "supplement", set_supplement },
	{ "nothing", set_nothing },
	{ "erased", set_answer },
	{ "rectified", set_answer },
	{ "objection", set_answer },
	{ "optout", set_answer },
};

/* Of many data the clock stops until it is said which (recital 63). */
static bool
asks_much(const struct om_request *r)
{
	const struct om_due_wait *q = om_request_open_question(r);

	return q != NULL && q->large;
}

int
om_letter_fill(const struct om_letter *l, const struct om_letter_kind *kind,
    const struct om_request_writing *what)
{
	const struct om_request *r = l->c->request;

	om_view_set(l->v, "fact", what->text);
	om_view_string(l->v, "until", "");
	if (what->until != 0)
		om_letter_day(l->v, l, "until", what->until);
	om_view_flag(l->v, "choice", r->right->unverified);
	om_view_flag(l->v, "stops", l->kingdom || asks_much(r));
	om_view_flag(l->v, "show_kept", strcmp(kind->word, "partial") == 0);
	om_view_flag(l->v, "show_remedy", kind->needs & OM_LETTER_REMEDY);
	om_view_flag(l->v, "show_systems", kind->needs & OM_LETTER_WHERE);
	om_view_list(l->v, "told");
	for (size_t i = 0; i < sizeof(fills) / sizeof(fills[0]); i++)
		if (strcmp(kind->word, fills[i].word) == 0)
			return fills[i].fill(l);
	return OM_OK;
}
