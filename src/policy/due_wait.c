#include "policy/due_inside.h"

static const struct {
	const char *word, *title;
} kinds[OM_WAITS] = {
#define OM_WAIT(code, word, title) { word, title },
#include "policy/wait_list.h"
#undef OM_WAIT
};

const char *
om_wait_word(enum om_wait kind)
{
	return kinds[kind].word;
}

const char *
om_wait_title(enum om_wait kind)
{
	return kinds[kind].title;
}

bool
om_wait_parse(enum om_wait *out, struct om_span word)
{
	for (int i = 0; i < OM_WAITS; i++)
		if (om_span_is(word, kinds[i].word)) {
			*out = (enum om_wait)i;
			return true;
		}
	return false;
}

/* What a law says of a question; NULL for nothing. */
static const json_t *
rule_for(const struct om_due_progress *p, const struct om_due_wait *wait)
{
	const json_t *rule;
	size_t i;

	json_array_foreach (p->waits, i, rule)
		if (strcmp(json_string_value(json_object_get(rule, "for")),
			kinds[wait->kind].word) == 0)
			return rule;
	return NULL;
}

static bool
says(const json_t *rule, const char *key)
{
	return json_is_true(json_object_get(rule, key));
}

static bool
asked_before(const struct om_due_progress *p, const struct om_due_wait *wait)
{
	for (const struct om_due_wait *w = p->query->waits; w < wait; w++)
		if (w->kind == wait->kind)
			return true;
	return false;
}

/* Later than the law lets one ask who wants the clock to stand still. */
static bool
late(const struct om_due_progress *p, const struct om_due_wait *wait,
    const json_t *rule)
{
	const json_t *days = json_object_get(rule, "within_working_days");

	return days != NULL &&
	       wait->asked > om_calendar_add_working(p->calendar,
				 p->query->received,
				 (int)json_integer_value(days));
}

/* Why the clock went on; NULL where it stood still. */
static const char *
objection(const struct om_due_progress *p, const struct om_due_wait *wait,
    const json_t *rule)
{
	if (rule == NULL)
		return "the clock went on, as this law knows no such wait";
	if (says(rule, "large_volume") && !wait->large)
		return "the clock went on, as it was not stated that the data are many";
	if (says(rule, "once") && asked_before(p, wait))
		return "the clock went on, as the same was asked before";
	if (late(p, wait, rule))
		return "the clock went on, as it was not asked at once";
	if (wait->asked > p->date)
		return "the clock went on, as the time was over";
	return NULL;
}

static const char *
cite_of(const struct om_due_progress *p, const json_t *rule)
{
	return json_string_value(
	    json_object_get(rule == NULL ? p->step : rule, "cite"));
}

static void
say(struct om_due_progress *p, const struct om_due_wait *wait,
    const json_t *rule, const char *text)
{
	struct om_buf line = OM_BUF(1024);

	om_buf_format(&line, "%s was asked for on ", kinds[wait->kind].title);
	om_day_format(&line, wait->asked);
	om_buf_text(&line, wait->open ? ", not given yet" : ", given on ");
	if (!wait->open)
		om_day_format(&line, wait->until);
	om_buf_format(&line, ": %s", text);
	om_due_show(p, line.p, cite_of(p, rule));
	om_buf_free(&line);
}

/* Days on which an earlier question was open too are not counted again. */
static void
stop(struct om_due_progress *p, const struct om_due_wait *wait,
    const json_t *rule, int32_t *counted)
{
	int32_t from = wait->asked > *counted ? wait->asked : *counted;
	int32_t days = wait->until > from ? wait->until - from : 0;
	struct om_buf text = OM_BUF(256);

	p->date += days;
	p->out->paused_days += days;
	if (wait->until > *counted)
		*counted = wait->until;
	om_buf_format(
	    &text, "the clock stood still, days not counted: %d", (int)days);
	say(p, wait, rule, text.p);
	om_buf_free(&text);
}

void
om_due_stop(struct om_due_progress *p)
{
	const struct om_due_query *q = p->query;
	int32_t counted = q->received;

	p->stops = true;
	p->out->paused_days = 0;
	for (size_t i = 0; i < q->wait_count; i++) {
		const struct om_due_wait *wait = &q->waits[i];
		const json_t *rule = rule_for(p, wait);
		const char *why;

		if (says(rule, "starts"))
			continue;
		why = objection(p, wait, rule);
		if (why == NULL)
			stop(p, wait, rule, &counted);
		else
			say(p, wait, rule, why);
	}
}

void
om_due_start(struct om_due_progress *p)
{
	const struct om_due_query *q = p->query;

	p->stops = true;
	for (size_t i = 0; i < q->wait_count; i++) {
		const struct om_due_wait *wait = &q->waits[i];
		const json_t *rule = rule_for(p, wait);

		if (!says(rule, "starts"))
			continue;
		if (wait->until > p->start)
			p->date = p->start = wait->until;
		say(p, wait, rule, "the clock starts no earlier");
	}
}
