#include "base/clock.h"
#include "request/inside.h"
#include "request/notice.h"
#include "store/fact.h"

/* Adds the identities of one piece, a line each; OM_NOTFOUND behind the last.
 */
static int
add_piece(struct om_json *j, struct om_case *c, int64_t number, size_t piece)
{
	struct om_buf about = OM_BUF(64);
	struct om_span text, line, rest;
	int rc;

	om_buf_format(&about, "notice/%lld/%zu", (long long)number, piece);
	rc = om_fact_get(&text, c->om->store, c->arena, c->id, about.p);
	om_buf_free(&about);
	if (rc != OM_OK)
		return rc;
	for (; text.n > 0; text = rest) {
		if (!om_span_cut(&line, &rest, text, '\n')) {
			line = text;
			rest = OM_SPAN_NONE;
		}
		om_json_raw(j, "", line);
	}
	return OM_OK;
}

static int
add_identities(
    struct om_json *j, struct om_case *c, const struct om_notice *notice)
{
	size_t piece = 0;
	int rc = OM_OK;

	om_json_array(j, "subject_identities");
	while (rc == OM_OK)
		rc = add_piece(j, c, notice->number, piece++);
	om_json_end_array(j);
	if (rc != OM_NOTFOUND)
		return rc;
	return piece > 1 ? OM_OK
			 : om_fail(OM_DENIED,
			       "nothing is known by which %s knows the person: "
			       "say that it is impossible (request notified)",
			       notice->recipient);
}

/* What a person at the recipient's reads, outside what OpenDSR defines. */
static void
add_words(struct om_json *j, struct om_case *c, const struct om_notice *notice)
{
	const struct om_settings *s = &c->om->settings;
	const struct om_notice_duty *duty = om_notice_duty_of(c->request);

	om_json_object(j, "extensions");
	om_json_object(j, "ombud");
	om_json_string(j, "from", s->organisation.name);
	om_json_string(j, "to", notice->recipient);
	om_json_string(j, "request", om_case_id(c, c->id));
	if (duty != NULL) {
		om_json_string(j, "law", om_case_cite(c, duty->cite));
		om_json_string(j, "asks", duty->asks);
	}
	om_json_string(j, "reply_to",
	    *s->dpo.contact != '\0' ? s->dpo.contact : s->organisation.contact);
	om_json_end_object(j);
	om_json_end_object(j);
}

int
om_notice_message(
    struct om_buf *out, struct om_case *c, const struct om_notice *notice)
{
	struct om_json j = OM_JSON(out, true);
	const struct om_notice_duty *duty = om_notice_duty_of(c->request);
	bool california = duty != NULL && strcmp(duty->regime, "ccpa") == 0;
	int rc;

	om_json_object(&j, NULL);
	om_json_string(&j, "regulation", california ? "ccpa" : "gdpr");
	om_json_string(&j, "api_version", "2.0");
	om_json_string(&j, "subject_request_id", notice->reference);
	om_json_string(&j, "subject_request_type", notice->type);
	om_json_time(&j, "submitted_time", om_clock_now());
	rc = add_identities(&j, c, notice);
	add_words(&j, c, notice);
	om_json_end_object(&j);
	om_buf_byte(out, '\n');
	return rc == OM_OK ? om_buf_check(out, "a notice") : rc;
}
