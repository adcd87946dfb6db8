#include "base/clock.h"
#include "policy/part.h"
#include "request/inside.h"
#include "request/item.h"
#include "store/fact.h"

/* What a case worker may do with an item, and whether that needs a ground. */
static const struct {
	const char *action;
	bool erasing; /* for requests that erase, else for those that copy */
	bool refuses;
} actions[] = {
	{ "erase", true, false },
	{ "mask", true, true },
	{ "keep", true, true },
	{ "copy", false, false },
	{ "withhold", false, true },
};

static int
find_action(bool *refuses, const struct om_right *right, const char *action)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (strcmp(actions[i].action, action) == 0 &&
		    (actions[i].erasing ? right->removes : right->copies)) {
			*refuses = actions[i].refuses;
			return OM_OK;
		}
	return om_fail(OM_USAGE, "%s",
	    right->removes  ? "the action is erase, mask or keep"
	    : right->copies ? "the action is copy or withhold"
			    : "this request is not decided by item");
}

/* A mask of an identifier, or of all, would be a pseudonym, or nothing. */
static int
check_part(const char *action, const char *part)
{
	bool masks = strcmp(action, "mask") == 0;
	bool field = strcmp(part, "/name") == 0 ||
		     om_span_starts(om_span_of(part), OM_SPAN("/attributes/"));

	if (*part != '\0' && !om_part_fits(part))
		return om_fail(OM_USAGE, "a part is " OM_PARTS);
	if (masks && !field)
		return om_fail(
		    OM_USAGE, "only /name and /attributes/NAME can be masked");
	return OM_OK;
}

enum { STATUTE_MAX = 120 };

static int
check_statute(const struct om_request_decision *what, const char *code)
{
	bool duty = strcmp(code, "legal_obligation") == 0 ||
		    strcmp(code, "legal_duty") == 0;
	const char *statute = what->statute == NULL ? "" : what->statute;

	if (duty && *statute == '\0')
		return om_fail(
		    OM_USAGE, "a duty to keep names its statute (--statute)");
	if (strlen(statute) > STATUTE_MAX || strchr(statute, '@') != NULL)
		return om_fail(OM_USAGE,
		    "a statute is cited in at most %d characters", STATUTE_MAX);
	return OM_OK;
}

/* The ground that it is refused on; "" where it is granted. */
static int
check_ground(struct om_request_item *out, struct om_case *c,
    const struct om_request_decision *what, bool refuses)
{
	const struct om_request *r = c->request;
	const struct om_ground *ground;
	int rc;

	out->code = out->statute = "";
	out->ground = om_case_cite(c, om_right_cite(r->right, r->regime));
	out->until = 0;
	if (!refuses)
		return what->ground == NULL && what->statute == NULL &&
			       what->until == 0
			   ? OM_OK
			   : om_fail(
				 OM_USAGE, "what is granted needs no ground");
	if (what->ground == NULL)
		return om_fail(OM_USAGE, "a ground is missing (--ground)");
	rc = om_ground_find(&ground, what->ground, r->regime, r->right->word);
	if (rc == OM_OK)
		rc = check_statute(what, ground->word);
	if (rc == OM_OK && what->until != 0 && what->until < om_clock_today())
		rc = om_fail(OM_USAGE, "the day until which is past");
	if (rc != OM_OK)
		return rc;
	out->code = ground->word;
	out->ground = om_case_cite(c, ground->cite);
	out->statute = what->statute == NULL ? "" : what->statute;
	out->until = what->until;
	return OM_OK;
}

/* The items with room for two more, at the end. */
static void
make_room(struct om_case *c)
{
	struct om_request *r = c->request;
	struct om_request_item *all =
	    om_arena_new(c->arena, r->item_count + 2, sizeof(*all));

	memcpy(all, r->items, r->item_count * sizeof(*all));
	r->items = all;
}

static int
write_down(struct om_case *c, const struct om_request_item *item,
    const struct om_request_decision *what)
{
	size_t number = (size_t)(item - c->request->items) + 1;
	const char *about = om_item_fact(c, number);
	struct om_buf detail = OM_BUF(256);
	int rc = om_case_write_plan(c);

	om_buf_format(&detail, "%zu: %s%s%s", number, item->action,
	    *item->code == '\0' ? "" : ", ", item->code);
	if (rc == OM_OK && what->because.n > 0)
		rc = om_fact_put(c->om->store, c->id, about, what->because);
	else if (rc == OM_OK)
		rc = om_fact_forget(c->om->store, c->id, about);
	if (rc == OM_OK)
		rc = om_case_event(c, OM_EVENT_ITEM, 0, detail.p);
	om_buf_free(&detail);
	return rc;
}

static int
decide(struct om_case *c, const void *state)
{
	const struct om_request_decision *what = state;
	struct om_request *r = c->request;
	struct om_request_item said = { 0 }, *item;
	bool refuses = false;
	enum om_state unused;
	int rc = om_state_after(&unused, r->state, OM_EVENT_ITEM);

	if (rc == OM_OK && (what->number < 1 || what->number > r->item_count ||
			       !om_item_is_record(&r->items[what->number - 1])))
		rc = om_fail(OM_USAGE,
		    "the plan has no record of that number to decide about");
	if (rc == OM_OK)
		rc = find_action(&refuses, r->right, what->action);
	if (rc == OM_OK)
		rc = check_ground(&said, c, what, refuses);
	if (rc != OM_OK)
		return rc;
	make_room(c);
	item = &r->items[what->number - 1];
	if (what->part != NULL)
		item = om_item_part(r, item, what->part);
	item->action = what->action;
	item->code = said.code;
	item->ground = said.ground;
	item->statute = said.statute;
	item->until = said.until;
	item->hold = 0;
	rc = check_part(item->action, item->part);
	om_item_keep_findable(r, item);
	return rc == OM_OK ? write_down(c, item, what) : rc;
}

int
om_request_decide_item(
    struct om_case *c, const struct om_request_decision *what)
{
	return om_case_act(c, OM_MAY_WORK, decide, what);
}
