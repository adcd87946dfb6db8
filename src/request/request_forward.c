#include <stdio.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"
#include "context/place.h"
#include "context/processing.h"
#include "request/inside.h"
#include "store/audit.h"

enum { MESSAGE_CEILING = 64 << 10 };

bool
om_request_is_forwarded(const struct om_request *r)
{
	return strcmp(r->role, "processor") == 0;
}

/* Where the record says that the controller takes requests; or "". */
static const char *
contact_of(const struct om_processing_record *record, const char *name)
{
	for (size_t i = 0; i < record->n; i++) {
		const struct om_parties *of =
		    &record->activities[i].controllers;

		for (size_t k = 0; k < of->n; k++)
			if (strcmp(of->p[k].name, name) == 0)
				return of->p[k].contact;
	}
	return "";
}

static void
add_words(struct om_json *j, struct om_case *c,
    const struct om_processing_record *record)
{
	const struct om_request *r = c->request;
	const struct om_settings *s = &c->om->settings;
	struct om_buf day = OM_BUF(32);

	om_day_format(&day, r->received);
	om_json_object(j, "extensions");
	om_json_object(j, "ombud");
	om_json_string(j, "from", s->organisation.name);
	om_json_string(j, "to", r->controller);
	om_json_string(j, "send_to", contact_of(record, r->controller));
	om_json_string(j, "request", om_case_id(c, r->id));
	om_json_string(j, "right", r->asked);
	om_json_string(j, "laws", r->laws);
	om_json_text(j, "received", om_buf_span(&day));
	om_json_string(j, "channel", r->channel);
	om_json_string(j, "by", r->capacity);
	om_json_string(j, "law", om_case_cite(c, "GDPR Art. 28(3)(e)"));
	om_json_string(j, "asks",
	    "Somebody asked us for this about data that we process for you. "
	    "It is yours to answer: we did not, nor did we verify who asks. "
	    "Tell us what we are to do.");
	om_json_string(j, "reply_to",
	    *s->dpo.contact != '\0' ? s->dpo.contact : s->organisation.contact);
	om_json_end_object(j);
	om_json_end_object(j);
	om_buf_free(&day);
}

static int
write_message(struct om_buf *out, struct om_case *c,
    const struct om_processing_record *record)
{
	struct om_json j = OM_JSON(out, true);
	struct om_query query;
	struct om_span claim;
	int rc = om_claim_open(&claim, c);

	if (rc == OM_OK)
		rc = om_query_parse(&query, c->om->store, claim);
	if (rc != OM_OK)
		return rc;
	om_json_object(&j, NULL);
	om_json_array(&j, "subject_identities");
	om_json_object(&j, "");
	om_json_text(&j, "identity_type", query.type);
	om_json_text(&j, "identity_value", query.value);
	om_json_string(&j, "identity_format", "raw");
	om_json_end_object(&j);
	om_json_end_array(&j);
	om_json_time(&j, "submitted_time", om_clock_now());
	add_words(&j, c, record);
	om_json_end_object(&j);
	om_buf_byte(out, '\n');
	return om_buf_check(out, "a request");
}

static int
check(const struct om_request *r)
{
	return om_request_is_forwarded(r)
		   ? OM_OK
		   : om_fail(OM_DENIED,
			 "the data is the organisation's own: the request is "
			 "answered, not forwarded");
}

static int
forward(struct om_case *c, const void *argument)
{
	struct om_buf *message = *(struct om_buf *const *)argument;
	struct om_processing_record *record = NULL;
	enum om_state unused;
	int rc = check(c->request);

	if (rc == OM_OK)
		rc = om_state_after(
		    &unused, c->request->state, OM_EVENT_FORWARDED);
	if (rc == OM_OK)
		rc = om_processing_open(&record, c->om);
	if (rc == OM_OK)
		rc = write_message(message, c, record);
	om_processing_close(record);
	if (rc == OM_OK)
		rc = om_case_event(
		    c, OM_EVENT_FORWARDED, 0, c->request->controller);
	return rc == OM_OK ? om_claim_wipe(c) : rc;
}

/*
 * The identifier is gone once the act is committed: the file is made, under
 * another name, within it, and takes its place when the log has the act.
 */
struct forwarding {
	struct om_buf message;
	char *part;
	bool dry;
};

static int
make(struct om_case *c, const void *argument)
{
	struct forwarding *f = *(struct forwarding *const *)argument;
	struct om_buf *message = &f->message;
	int rc = forward(c, &message);

	if (rc == OM_OK && !f->dry)
		rc = om_file_create(f->part, om_buf_span(message), 0600);
	return rc;
}

static char *
part_of(const char *path)
{
	struct om_buf name = OM_BUF(1 << 16);
	char *part;

	om_buf_format(&name, "%s.part", path);
	part = om_strdup(name.p == NULL ? path : name.p);
	om_buf_free(&name);
	return part;
}

int
om_request_forward(struct om_case *c, const char *path)
{
	struct forwarding f = { OM_BUF(MESSAGE_CEILING), part_of(path),
		c->om->dry_run };
	struct forwarding *what = &f;
	int rc = om_place_check(c->om, path);

	if (rc == OM_OK && om_file_exists(path))
		rc = om_fail(OM_EXISTS, "%s is there already", path);
	if (rc == OM_OK) {
		rc = om_case_act(c, OM_MAY_RECEIVE, make, &what);
		if (rc != OM_OK && rc != OM_EXISTS)
			(void)remove(f.part);
	}
	if (rc == OM_OK && !f.dry)
		rc = om_audit_flush(c->om->store);
	if (rc == OM_OK && !f.dry)
		rc = om_file_move(path, f.part);
	om_buf_free(&f.message);
	om_free(f.part);
	return rc;
}
