#include "test.h"

#include "request/state.h"

START_TEST(every_state_and_event_has_its_texts)
{
	for (int i = 0; i < OM_STATES; i++) {
		enum om_state s = (enum om_state)i;

		ck_assert_uint_gt(strlen(om_state_word(s)), 0);
		ck_assert_uint_gt(strlen(om_state_title(s)), 0);
		ck_assert_uint_gt(strlen(om_state_next(s)), 0);
	}
	for (int i = 0; i < OM_EVENTS; i++) {
		enum om_state_event e = (enum om_state_event)i, back;

		ck_assert_uint_gt(strlen(om_state_event_title(e)), 0);
		ck_ok(om_state_event_parse(
		    &back, om_span_of(om_state_event_word(e))));
		ck_assert_int_eq(back, e);
	}
}
END_TEST

/* Written by hand from the life of a request, a letter a state. */
static const char order[] = "nrvlpaxiedtc";

static const struct {
	enum om_state_event event;
	const char *from; /* states in which it can happen */
	const char *to;	  /* the state after each */
} allowed[] = {
	{ OM_EVENT_RECEIVED, "n", "r" },
	{ OM_EVENT_VERIFIED, "r", "v" },
	{ OM_EVENT_LOCATED, "rvlpaxe", "lllllll" },
	{ OM_EVENT_PLANNED, "l", "p" },
	{ OM_EVENT_APPROVED, "p", "a" },
	{ OM_EVENT_ITEM, "pa", "pp" },
	{ OM_EVENT_SUPPLEMENTED, "etc", "etc" },
	{ OM_EVENT_REDACTED, "pa", "pp" },
	{ OM_EVENT_FEE_ANNOUNCED, "rvlpa", "rvlpa" },
	{ OM_EVENT_FEE_PAID, "rvlpa", "rvlpa" },
	{ OM_EVENT_ACKNOWLEDGED, "rvlpaxi", "rvlpaxi" },
	{ OM_EVENT_PAUSED, "rvlpaxi", "rvlpaxi" },
	{ OM_EVENT_RESUMED, "rvlpaxi", "rvlpaxi" },
	{ OM_EVENT_REPEATED, "r", "r" },
	{ OM_EVENT_WAIVED, "r", "v" },
	{ OM_EVENT_PROVED, "r", "r" },
	{ OM_EVENT_AUTHORISED, "rv", "rv" },
	{ OM_EVENT_CHALLENGED, "r", "r" },
	{ OM_EVENT_MISSED, "r", "r" },
	{ OM_EVENT_HELD, "rvlpai", "rvlpai" },
	{ OM_EVENT_RELEASED, "rvlpai", "rvlpai" },
	{ OM_EVENT_DENIED, "rvlpa", "ddddd" },
	{ OM_EVENT_EXTENDED, "rvlpaxie", "rvlpaxie" },
	{ OM_EVENT_STARTED, "ai", "xx" },
	{ OM_EVENT_INCOMPLETE, "x", "i" },
	{ OM_EVENT_EXECUTED, "x", "e" },
	{ OM_EVENT_ANSWERED, "edt", "ttt" },
	{ OM_EVENT_ATTESTED, "et", "et" },
	{ OM_EVENT_NOTICE_MADE, "ietc", "ietc" },
	{ OM_EVENT_NOTICE_SENT, "ietc", "ietc" },
	{ OM_EVENT_NOTICE_ACKNOWLEDGED, "ietc", "ietc" },
	{ OM_EVENT_NOTICE_IMPOSSIBLE, "ietc", "ietc" },
	{ OM_EVENT_NOTICE_DISPROPORTIONATE, "ietc", "ietc" },
	{ OM_EVENT_FORWARDED, "rvlpa", "ccccc" },
	{ OM_EVENT_WITHDRAWN, "rvlpa", "ccccc" },
	{ OM_EVENT_MERGED, "rvlpa", "ccccc" },
	{ OM_EVENT_CLOSED, "t", "c" },
	{ OM_EVENT_STOPPED, "rvlpaxi", "rvlpaxi" },
	{ OM_EVENT_RESTRICTED, "rvlpaxi", "rvlpaxi" },
	{ OM_EVENT_WEIGHED, "rvlpaxi", "rvlpaxi" },
	{ OM_EVENT_LIFTED, "edtc", "edtc" },
	{ OM_EVENT_SENT, "rvlpaxiedtc", "rvlpaxiedtc" },
	{ OM_EVENT_COMPLAINT, "rvlpaxiedtc", "rvlpaxiedtc" },
	{ OM_EVENT_SETTLED, "rvlpaxiedtc", "rvlpaxiedtc" },
	{ OM_EVENT_RESTORED, "rvlpaxiedtc", "rvlpaxiedtc" },
};

START_TEST(each_event_happens_in_its_states_and_in_no_other)
{
	ck_assert_uint_eq(sizeof(allowed) / sizeof(allowed[0]), OM_EVENTS);
	ck_assert_uint_eq(strlen(order), OM_STATES);
	for (size_t e = 0; e < OM_EVENTS; e++)
		for (size_t s = 0; s < OM_STATES; s++) {
			const char *at = strchr(allowed[e].from, order[s]);
			enum om_state after = OM_STATES;
			int rc = om_state_after(
			    &after, (enum om_state)s, allowed[e].event);

			if (at == NULL) {
				ck_assert_int_eq(rc, OM_DENIED);
				ck_assert_int_eq(after, OM_STATES);
				continue;
			}
			ck_assert_int_eq(rc, OM_OK);
			ck_assert_int_eq(
			    order[after], allowed[e].to[at - allowed[e].from]);
		}
}
END_TEST

START_TEST(a_refusal_says_what_is_missing)
{
	enum om_state after;

	ck_code(om_state_after(&after, OM_STATE_PLANNED, OM_EVENT_STARTED),
	    OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "request approve"));
	ck_code(om_state_after(&after, OM_STATE_RECEIVED, OM_EVENT_PLANNED),
	    OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "request verify"));
}
END_TEST

START_TEST(a_word_of_no_event_is_corrupt)
{
	enum om_state_event e;

	ck_code(om_state_event_parse(&e, OM_SPAN("receive")), OM_CORRUPT);
	ck_code(om_state_event_parse(&e, OM_SPAN("")), OM_CORRUPT);
}
END_TEST

OM_SUITE(request_state)
{
	tcase_add_test(tests, every_state_and_event_has_its_texts);
	tcase_add_test(tests, each_event_happens_in_its_states_and_in_no_other);
	tcase_add_test(tests, a_refusal_says_what_is_missing);
	tcase_add_test(tests, a_word_of_no_event_is_corrupt);
}
