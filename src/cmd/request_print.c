#include "cmd/request_print.h"

#include <stdio.h>

#include "base/date.h"
#include "cmd/list.h"
#include "cmd/trial.h"
#include "request/register.h"
#include "store/id.h"

static void
print_json(struct om_run *run, const struct om_request *r)
{
	struct om_json *j = om_output_json(&run->out);

	om_json_object(j, NULL);
	om_request_json(j, r);
	om_json_end_object(j);
	om_output_next(&run->out);
}

void
om_request_warn(const struct om_request *r)
{
	if (r != NULL && r->answered != NULL &&
	    strstr(r->answered->detail, "not stated") != NULL)
		(void)fprintf(stderr,
		    "ombud: %s (ombud.json): fill it in and answer again\n",
		    r->answered->detail);
}

/* The date of each law, where there are several; what is waited for. */
static void
print_clock(struct om_run *run, const struct om_request *r)
{
	const struct om_due_wait *w = om_request_open_question(r);
	struct om_buf text = OM_BUF(1 << 10);

	for (size_t i = 0; r->regime_count > 1 && i < r->regime_count; i++)
		if (r->deadlines[i].known) {
			om_buf_format(
			    &text, "    under %s by ", r->deadlines[i].regime);
			om_day_format(&text, r->deadlines[i].due);
			om_buf_text(&text, "\n");
		}
	if (w != NULL) {
		om_buf_format(
		    &text, "  waiting for %s since ", om_wait_title(w->kind));
		om_day_format(&text, w->asked);
		om_buf_text(&text, "\n");
	}
	if (text.n > 0)
		om_output_text(&run->out, om_buf_span(&text));
	om_buf_free(&text);
}

static bool
was_restored(const struct om_request *r)
{
	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_RESTORED)
			return true;
	return false;
}

void
om_request_print_brief(struct om_run *run, const struct om_request *r)
{
	struct om_buf id = OM_BUF(32), due = OM_BUF(32);

	if (run->out.shape != OM_SHAPE_TABLE) {
		print_json(run, r);
		return;
	}
	om_id_format(&id, r->id);
	if (r->has_due)
		om_day_format(&due, r->due);
	om_output_format(&run->out, "request %s (%s): %s%s\n", id.p,
	    r->right->word, om_state_word(r->state), om_trial_note(run));
	if (due.n > 0 && r->answered == NULL)
		om_output_format(&run->out, "  answer due by %s\n", due.p);
	if (r->answered == NULL)
		print_clock(run, r);
	if (r->answered != NULL && *r->answered->detail != '\0')
		om_output_format(&run->out, "  %s\n", r->answered->detail);
	if (was_restored(r))
		om_output_format(&run->out,
		    "  a backup was put back: what stood beside its events is "
		    "lost (request explain)\n");
	om_output_format(&run->out, "  next: %s\n", om_request_next(r));
	om_buf_free(&id);
	om_buf_free(&due);
}

void
om_request_print_id(struct om_run *run, const struct om_request *r)
{
	struct om_buf id = OM_BUF(32);

	/* An id of which nothing stays must not be taken for one. */
	if (run->out.shape != OM_SHAPE_TABLE || run->dry_run) {
		om_request_print_brief(run, r);
		return;
	}
	om_id_format(&id, r->id);
	om_output_format(&run->out, "%s\n", id.p);
	om_buf_free(&id);
}

/* "source type" and, of a part, which one; then how much it is. */
static void
print_record(struct om_list *list, const struct om_request_item *item)
{
	struct om_buf text = OM_BUF(1024);

	om_buf_format(&text, "%s%s%s", item->source,
	    *item->source == '\0' ? "" : " ", item->type);
	om_list_text(list, om_buf_span(&text));
	om_buf_reset(&text);
	if (*item->part != '\0')
		om_buf_text(&text, item->part);
	else if (*item->source != '\0')
		om_buf_format(&text, "%lld ids, %lld fields, %lld events",
		    (long long)item->identifiers, (long long)item->attributes,
		    (long long)item->events);
	om_list_text(list, om_buf_span(&text));
	om_buf_free(&text);
}

static void
print_item(struct om_list *list, const struct om_request_item *item)
{
	struct om_buf text = OM_BUF(1024);

	om_list_string(list, item->system);
	om_list_string(list, item->reference);
	print_record(list, item);
	om_list_string(list, item->action);
	om_buf_format(&text, "%s%s%s", item->ground,
	    *item->statute == '\0' ? "" : "; ", item->statute);
	om_list_text(list, om_buf_span(&text));
	om_buf_reset(&text);
	if (item->until != 0)
		om_day_format(&text, item->until);
	om_list_text(list, om_buf_span(&text));
	om_buf_free(&text);
}

static void
print_items(struct om_run *run, const struct om_request *r)
{
	static const struct om_column columns[] = {
		{ "number", "NO", true },
		{ "system", "SYSTEM", false },
		{ "ref", "WHAT", false },
		{ "kind", "KIND", false },
		{ "amount", "HOW MUCH", false },
		{ "action", "ACTION", false },
		{ "ground", "GROUND", false },
		{ "until", "UNTIL", false },
	};
	struct om_list list;

	om_list_begin(&list, &run->out, "items", columns,
	    sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < r->item_count; i++) {
		om_list_int(&list, (int64_t)i + 1);
		print_item(&list, &r->items[i]);
	}
	om_list_end(&list);
}

static void
print_steps(struct om_run *run, const struct om_request *r)
{
	static const struct om_column columns[] = {
		{ "name", "SYSTEM", false },
		{ "state", "STATE", false },
		{ "located", "FOUND", true },
		{ "acted", "DONE", true },
		{ "remaining", "LEFT", true },
		{ "grade", "EVIDENCE", false },
	};
	struct om_list list;

	om_list_begin(&list, &run->out, "systems", columns, 6);
	for (size_t i = 0; i < r->step_count; i++) {
		om_list_string(&list, r->steps[i].system);
		om_list_string(&list, r->steps[i].state);
		om_list_int(&list, r->steps[i].located);
		om_list_int(&list, r->steps[i].acted);
		om_list_int(&list, r->steps[i].remaining);
		om_list_string(&list, r->steps[i].grade);
	}
	om_list_end(&list);
}

static void
print_notices(struct om_run *run, const struct om_request *r)
{
	static const struct om_column columns[] = {
		{ "recipient", "RECIPIENT", false },
		{ "role", "ROLE", false },
		{ "type", "NOTICE", false },
		{ "state", "STATE", false },
		{ "reason", "WHY", false },
	};
	struct om_list list;

	if (r->notice_count == 0)
		return;
	om_output_format(&run->out, "\n");
	om_list_begin(&list, &run->out, "notices", columns,
	    sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < r->notice_count; i++) {
		om_list_string(&list, r->notices[i].recipient);
		om_list_string(&list, r->notices[i].role);
		om_list_string(&list, r->notices[i].type);
		om_list_string(
		    &list, om_notice_state_word(r->notices[i].state));
		om_list_string(&list, r->notices[i].reason);
	}
	om_list_end(&list);
}

void
om_request_print(struct om_run *run, const struct om_request *r)
{
	om_request_print_brief(run, r);
	if (run->out.shape != OM_SHAPE_TABLE || r->step_count == 0)
		return;
	if (r->nobody)
		om_output_format(&run->out,
		    "\nno data was found about this person; that is an "
		    "answer too\n");
	om_output_format(&run->out, "\n");
	print_items(run, r);
	if (r->item_count > 0)
		om_output_format(&run->out, "\n");
	print_steps(run, r);
	print_notices(run, r);
}

static const struct om_column columns[] = {
	{ "id", "ID", false },
	{ "right", "RIGHT", false },
	{ "regime", "LAW", false },
	{ "state", "STATE", false },
	{ "received_at", "RECEIVED", false },
	{ "due_at", "DUE", false },
	{ "late", "LATE", false },
	{ "outcome", "OUTCOME", false },
};

struct listing {
	struct om_run *run;
	struct om_list list;
};

static void
add_day(struct om_list *list, int32_t day)
{
	struct om_buf text = OM_BUF(32);

	om_day_format(&text, day);
	om_list_text(list, om_buf_span(&text));
	om_buf_free(&text);
}

static int
add_row(void *state, const struct om_request_row *r)
{
	struct listing *l = state;
	struct om_buf id = OM_BUF(32);

	om_id_format(&id, r->id);
	om_list_text(&l->list, om_buf_span(&id));
	om_buf_free(&id);
	om_list_string(&l->list, r->right->word);
	om_list_string(&l->list, r->regime);
	om_list_string(&l->list, r->state);
	add_day(&l->list, r->received);
	if (r->has_due)
		add_day(&l->list, r->due);
	else
		om_list_null(&l->list);
	om_list_bool(&l->list, r->late);
	om_list_string(&l->list, r->outcome);
	return om_output_flow(&l->run->out);
}

static int
read_filter(struct om_request_filter *out, struct om_run *run)
{
	const char *before = om_option_text(run, "due-before");

	*out =
	    (struct om_request_filter){ .open = om_option_flag(run, "open") };
	if (before != NULL &&
	    om_day_parse(&out->due_before, om_span_of(before)) != OM_OK)
		return om_fail(
		    OM_USAGE, "--due-before must be a day, YYYY-MM-DD");
	return OM_OK;
}

int
om_request_print_list(struct om_run *run, struct om *om)
{
	struct om_request_filter filter;
	struct listing l = { .run = run };
	int rc = read_filter(&filter, run);

	if (rc != OM_OK)
		return rc;
	om_list_begin(&l.list, &run->out, "requests", columns,
	    sizeof(columns) / sizeof(columns[0]));
	rc = om_request_list(om, &filter, add_row, &l);
	om_list_end(&l.list);
	return rc;
}
