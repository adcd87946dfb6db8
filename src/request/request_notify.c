#include "base/clock.h"
#include "base/file.h"
#include "context/place.h"
#include "request/inside.h"
#include "request/notice.h"
#include "store/audit.h"
#include "store/statement.h"

enum { MESSAGE_CEILING = 16 << 20, REASON_MAX = 200 };

#define FROM(state) (1u << OM_NOTICE_##state)
static const struct {
	enum om_state_event event;
	unsigned from;
} states[] = {
#define OM_NOTICE_STATE(code, word, event, from) { event, from },
#include "request/notice_state_list.h"
#undef OM_NOTICE_STATE
};
#undef FROM

static int
fail_which(const struct om_request *r)
{
	struct om_buf names = OM_BUF(1 << 10);
	int rc;

	for (size_t i = 0; i < r->notice_count; i++)
		om_buf_format(&names, "%s%s", i == 0 ? "" : ", ",
		    r->notices[i].recipient);
	rc = names.n == 0
		 ? om_fail(OM_NOTFOUND, "the request has no recipient to tell")
		 : om_fail(OM_USAGE, "name the recipient (--recipient): %s",
		       names.p);
	om_buf_free(&names);
	return rc;
}

/*
 * The newest notice to a recipient; without a name the one that is to be
 * sent, where there is but one.
 */
static int
find(const struct om_notice **out, const struct om_request *r, const char *name)
{
	const struct om_notice *found = NULL;
	size_t n = 0;

	for (size_t i = 0; i < r->notice_count; i++) {
		const struct om_notice *notice = &r->notices[i];

		if (name == NULL ? om_notice_is_open(notice)
				 : strcmp(notice->recipient, name) == 0) {
			found = notice;
			n++;
		}
	}
	if (n == 0 || (name == NULL && n > 1))
		return fail_which(r);
	*out = found;
	return OM_OK;
}

struct notify {
	const char *recipient;
	struct om_buf message;
};

static int
notify(struct om_case *c, const void *what)
{
	struct notify *n = *(struct notify *const *)what;
	const struct om_notice *notice;
	int rc = find(&notice, c->request, n->recipient);

	if (rc == OM_OK && !om_notice_is_open(notice))
		rc = om_fail(OM_DENIED,
		    "the notice is %s already: what it was made from is "
		    "forgotten",
		    om_notice_state_word(notice->state));
	if (rc == OM_OK)
		rc = om_notice_message(&n->message, c, notice);
	if (rc == OM_OK)
		rc = OM_SQL_RUN(c->om->store->sql, S_NOTICE_MADE, OM_INT(c->id),
		    OM_INT(notice->number), OM_INT(om_clock_now()));
	return rc == OM_OK ? om_case_event(
				 c, OM_EVENT_NOTICE_MADE, 0, notice->recipient)
			   : rc;
}

/* The log says that it was made before it is there. */
int
om_request_notify(struct om_case *c, const char *recipient, const char *path)
{
	struct notify n = { recipient, OM_BUF(MESSAGE_CEILING) };
	const struct notify *what = &n;
	int rc = om_place_check(c->om, path);

	if (rc == OM_OK && om_file_exists(path))
		rc = om_fail(OM_EXISTS, "%s is there already", path);
	if (rc == OM_OK)
		rc = om_case_act(c, OM_MAY_WORK, notify, &what);
	if (rc == OM_OK && !c->om->dry_run)
		rc = om_audit_flush(c->om->store);
	if (rc == OM_OK && !c->om->dry_run)
		rc = om_file_create(path, om_buf_span(&n.message), 0600);
	om_buf_free(&n.message);
	return rc;
}

static int
check_reason(const struct om_request_notified *what)
{
	bool wants = what->state == OM_NOTICE_IMPOSSIBLE ||
		     what->state == OM_NOTICE_DISPROPORTIONATE;
	const char *because = what->because == NULL ? "" : what->because;

	if (!wants && *because != '\0')
		return om_fail(OM_USAGE,
		    "a reason is for what is impossible or disproportionate");
	if (wants &&
	    !om_case_is_plain(om_span_trim(om_span_of(because)), REASON_MAX))
		return om_fail(OM_USAGE,
		    "say why (--because) in at most %d letters, spaces, commas "
		    "and full stops; it is not the place for names and "
		    "numbers of people",
		    REASON_MAX);
	return OM_OK;
}

static int
notified(struct om_case *c, const void *argument)
{
	const struct om_request_notified *what = argument;
	const char *because = what->because == NULL ? "" : what->because;
	const struct om_notice *notice;
	int rc = find(&notice, c->request, what->recipient);

	if (rc == OM_OK &&
	    (states[what->state].from & 1u << notice->state) == 0)
		rc = om_fail(OM_DENIED, "the notice is %s: it cannot become %s",
		    om_notice_state_word(notice->state),
		    om_notice_state_word(what->state));
	if (rc == OM_OK)
		rc = OM_SQL_RUN(c->om->store->sql, S_NOTICE_SET, OM_INT(c->id),
		    OM_INT(notice->number),
		    OM_STRING(om_notice_state_word(what->state)),
		    OM_INT(om_clock_now()), OM_STRING(because));
	/* What it was made from has done its work. */
	if (rc == OM_OK)
		rc = om_notice_forget(c, notice->number);
	return rc == OM_OK ? om_case_event(c, states[what->state].event, 0,
				 notice->recipient)
			   : rc;
}

int
om_request_notified(struct om_case *c, const struct om_request_notified *what)
{
	int rc = check_reason(what);

	return rc == OM_OK ? om_case_act(c, OM_MAY_WORK, notified, what) : rc;
}
