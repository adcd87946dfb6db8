#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/process.h"
#include "crypto/random.h"
#include "request/inside.h"

/*
 * A code that is sent to the address by which somebody says to be known, and
 * given back, shows that she can read what is sent there. It is kept as a
 * hash under the claim's own key, and is worth nothing after a while, after
 * three tries, and once the request is closed.
 */
enum { TRIES = 3, LENGTH = 8, MS_A_MINUTE = 60000 };

/* Crockford's base 32: nothing in it is read as something else. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void
make(struct om_buf *code)
{
	uint64_t bits = om_random_u64();

	for (int i = 0; i < LENGTH; i++, bits >>= 5)
		om_buf_byte(code, alphabet[bits & 31]);
}

/* As it was typed: small letters, spaces and hyphens do not matter. */
static void
tidy(struct om_buf *out, struct om_span given)
{
	for (size_t i = 0; i < given.n; i++) {
		char c = given.p[i];

		if (c == ' ' || c == '-' || c == '\n' || c == '\r')
			continue;
		om_buf_byte(out, c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
	}
}

/* The address of the claim; only mail can be sent to. */
static int
find_address(struct om_span *out, struct om_case *c)
{
	struct om_query query;
	struct om_span claim;
	int rc = om_claim_open(&claim, c);

	if (rc == OM_OK)
		rc = om_query_parse(&query, c->om->store, claim);
	if (rc != OM_OK)
		return rc;
	if (!om_span_is(query.type, "email"))
		return om_fail(OM_USAGE,
		    "a code is sent by mail, and the person is known by no "
		    "address of mail here");
	*out = query.value;
	return OM_OK;
}

/* The code, and below it the address it goes to. */
static int
mail(const struct om *om, const struct om_buf *code, struct om_span address)
{
	struct om_buf text = OM_BUF(64 << 10);
	const char *hook = om->settings.mail_hook;
	char *path =
	    *hook == '/' ? om_strdup(hook) : om_path_join(om->folder, hook);
	int rc;

	om_buf_format(&text, "%s\n", code->p);
	om_buf_add(&text, address);
	om_buf_text(&text, "\n");
	rc = om_buf_check(&text, "a code's message");
	if (rc == OM_OK)
		rc = om_process_feed(path, om_buf_span(&text));
	om_buf_free(&text);
	om_free(path);
	return rc;
}

static int
record(struct om_case *c, const void *code)
{
	int rc = om_claim_set_code(c, om_buf_span(code));

	return rc == OM_OK ? om_case_event(c, OM_EVENT_CHALLENGED, 0, "") : rc;
}

static int
check_challenge(struct om_case *c)
{
	enum om_state unused;
	int rc = om_request_show(c);

	if (rc == OM_OK && om_request_waives(c->request))
		rc = om_fail(OM_DENIED,
		    "the law lets nobody ask for proof of identity here");
	if (rc == OM_OK)
		rc = om_state_after(
		    &unused, c->request->state, OM_EVENT_CHALLENGED);
	if (rc == OM_OK && *c->om->settings.mail_hook == '\0')
		rc = om_fail(OM_USAGE,
		    "mail_hook in ombud.json names no program that sends "
		    "mail");
	return rc;
}

/* Sent first: of a code that nobody has got nothing would come. */
int
om_request_challenge(struct om_case *c)
{
	struct om_buf code = OM_BUF(64);
	struct om_span address = OM_SPAN_NONE;
	int rc = om_permit(c->om, OM_MAY_RECEIVE);

	if (rc == OM_OK)
		rc = check_challenge(c);
	if (rc == OM_OK)
		rc = find_address(&address, c);
	make(&code);
	if (rc == OM_OK && !c->om->dry_run)
		rc = mail(c->om, &code, address);
	if (rc == OM_OK)
		rc = om_case_act(c, OM_MAY_RECEIVE, record, &code);
	om_buf_free(&code);
	return rc;
}

/* The newest code, and how often another was given since. */
static const struct om_request_event *
newest(const struct om_request *r, int *missed)
{
	const struct om_request_event *sent = NULL;

	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == OM_EVENT_CHALLENGED) {
			sent = &r->events[i];
			*missed = 0;
		} else if (r->events[i].kind == OM_EVENT_MISSED)
			++*missed;
	return sent;
}

static int
check_worth(const struct om_request *r, const struct om *om)
{
	int missed = 0;
	const struct om_request_event *sent = newest(r, &missed);
	int64_t age = sent == NULL ? 0 : om_clock_now() - sent->at;

	if (sent == NULL)
		return om_fail(OM_DENIED, "no code was sent");
	if (missed >= TRIES)
		return om_fail(OM_DENIED,
		    "%d wrong codes were given: send another (request "
		    "challenge)",
		    TRIES);
	/* A clock that was set back must not make it last. */
	if (age < 0 || age > om->settings.code_minutes * MS_A_MINUTE)
		return om_fail(OM_DENIED,
		    "the code is too old: send another (request challenge)");
	return OM_OK;
}

struct attempt {
	struct om_span code;
	bool *right;
};

/* That a code was wrong is kept: three of them are enough. */
static int
attempt(struct om_case *c, const void *what)
{
	const struct attempt *a = what;
	struct om_buf code = OM_BUF(1 << 10);
	int rc = check_worth(c->request, c->om);

	tidy(&code, a->code);
	if (rc == OM_OK)
		rc = om_buf_check(&code, "a code");
	if (rc == OM_OK)
		rc = om_claim_check_code(a->right, c, om_buf_span(&code));
	om_buf_free(&code);
	if (rc != OM_OK || *a->right)
		return rc;
	return om_case_event(c, OM_EVENT_MISSED, 0, "");
}

int
om_request_try_code(struct om_case *c, struct om_span code)
{
	bool right = false;
	const struct attempt a = { code, &right };
	int rc = om_case_act(c, OM_MAY_RECEIVE, attempt, &a);

	if (rc != OM_OK || right)
		return rc;
	return om_fail(OM_DENIED, "the code is not the one that was sent");
}
