#include "request/inside.h"
#include "store/fact.h"

enum { WHOLE_MAX = 7, CENTS = 2, CODE = 3 };

/* "25" or "25.00", and more than nothing. */
static bool
is_amount(const char *s)
{
	size_t whole = strspn(s, "0123456789"), cents;

	if (whole < 1 || whole > WHOLE_MAX || strspn(s, "0.") == strlen(s))
		return false;
	if (s[whole] == '\0')
		return true;
	cents = strspn(s + whole + 1, "0123456789");
	return s[whole] == '.' && cents == CENTS &&
	       s[whole + 1 + cents] == '\0';
}

static bool
is_currency(const char *s)
{
	return strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == CODE &&
	       s[CODE] == '\0';
}

static int
announce(struct om_case *c, const void *state)
{
	const struct om_request_fee *what = state;
	struct om_buf detail = OM_BUF(64);
	int rc;

	if (c->request->fee_open)
		return om_fail(OM_DENIED, "a fee is announced already");
	rc = om_request_may_ask(c->request);
	if (rc == OM_OK)
		rc = om_fact_put(
		    c->om->store, c->id, OM_FACTS_FEE, what->because);
	om_buf_format(&detail, "%s %s", what->amount, what->currency);
	if (rc == OM_OK)
		rc = om_case_event(c, OM_EVENT_FEE_ANNOUNCED, 0, detail.p);
	om_buf_free(&detail);
	return rc;
}

int
om_request_fee(struct om_case *c, const struct om_request_fee *what)
{
	if (!is_amount(what->amount) || !is_currency(what->currency))
		return om_fail(OM_USAGE,
		    "a fee is an amount as 25 or 25.00, and a currency of "
		    "three capitals as EUR");
	return om_case_act(c, OM_MAY_WORK, announce, what);
}

static int
note_paid(struct om_case *c, const void *what)
{
	(void)what;
	if (!c->request->fee_open)
		return om_fail(OM_DENIED, "no fee waits to be paid");
	return om_case_event(c, OM_EVENT_FEE_PAID, 0, "");
}

int
om_request_fee_paid(struct om_case *c)
{
	return om_case_act(c, OM_MAY_WORK, note_paid, NULL);
}
