#include "base/date.h"
#include "request/inside.h"

/*
 * How each deadline came about, step by step, so that whoever has the events
 * and a calendar can do it again by hand.
 */

static void
add_line(struct om_buf *b, const char *text, int32_t day)
{
	om_buf_format(b, "    %s ", text);
	om_day_format(b, day);
	om_buf_text(b, "\n");
}

static void
add_steps(struct om_buf *b, const struct om_due *due)
{
	for (size_t i = 0; i < due->n; i++) {
		om_buf_text(b, "    ");
		om_day_format(b, due->steps[i].date);
		om_buf_format(
		    b, "  %s (%s)\n", due->steps[i].rule, due->steps[i].cite);
	}
	if (due->warning != NULL)
		om_buf_format(b, "    note: %s\n", due->warning);
}

/* Why an extension that was decided on changes nothing. */
static void
add_extension(struct om_buf *b, const struct om_request *r,
    const struct om_request_deadline *d)
{
	const struct om_request_event *sent = om_request_sent(r, "extension");

	if (r->extension == NULL || d->extended)
		return;
	if (!d->extends)
		om_buf_text(b, "    this law knows no extension\n");
	else if (sent == NULL)
		add_line(b,
		    "the extension does not count yet: its letter must be sent "
		    "by",
		    d->first);
	else
		add_line(b,
		    "the extension does not count: its letter was sent after",
		    d->first);
}

static void
add_acknowledgement(struct om_buf *b, const struct om_request *r,
    const struct om_request_deadline *d)
{
	if (d->acknowledge == 0)
		return;
	if (r->acknowledged == NULL)
		add_line(b, "receipt is not confirmed yet; it must be by",
		    d->acknowledge);
	else
		add_line(b,
		    r->acknowledged->day > d->acknowledge
			? "receipt was confirmed late, on"
			: "receipt was confirmed in time, on",
		    r->acknowledged->day);
}

static void
add_lateness(struct om_buf *b, const struct om_request *r,
    const struct om_request_deadline *d)
{
	if (r->told != NULL)
		add_line(b,
		    d->late ? "the answer was sent late, on"
			    : "the answer was sent in time, on",
		    r->told->day);
	else if (d->late)
		om_buf_text(b, "    nothing was sent, and it is late\n");
}

static int
add_deadline(
    struct om_buf *b, const struct om_request *r, size_t i, struct om *om)
{
	const struct om_request_deadline *d = &r->deadlines[i];
	struct om_due due;
	int rc;

	om_buf_format(b, "  under %s, ", d->regime);
	if (!d->known) {
		om_buf_text(b, "which the policies know no more\n");
		return OM_OK;
	}
	rc = om_request_due(&due, r, i, om);
	if (rc != OM_OK)
		return rc;
	om_buf_format(b, "by the calendar of %s: ", due.country);
	om_day_format(b, d->due);
	om_buf_text(b, "\n");
	add_steps(b, &due);
	om_due_close(&due);
	add_extension(b, r, d);
	add_acknowledgement(b, r, d);
	add_lateness(b, r, d);
	return OM_OK;
}

int
om_request_explain_due(
    struct om_buf *b, const struct om_request *r, struct om *om)
{
	int rc = OM_OK;

	om_buf_text(b, "\nWhen the answer is due\n");
	for (size_t i = 0; rc == OM_OK && i < r->regime_count; i++)
		rc = add_deadline(b, r, i, om);
	if (r->has_due && r->regime_count > 1)
		add_line(b, "the earliest is what counts:", r->due);
	return rc;
}
