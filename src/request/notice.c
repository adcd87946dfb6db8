#include "request/notice.h"

#include "base/clock.h"
#include "crypto/random.h"
#include "request/inside.h"
#include "store/fact.h"
#include "store/statement.h"

static const char *const states[] = {
#define OM_NOTICE_STATE(code, word, event, from) word,
#include "request/notice_state_list.h"
#undef OM_NOTICE_STATE
};

static const struct om_notice_duty duties[] = {
#define OM_NOTICE(right, regime, whom, type, cite, asks) \
	{ right, regime, whom, type, cite, asks },
#include "request/notice_list.h"
#undef OM_NOTICE
};

const char *
om_notice_state_word(enum om_notice_state state)
{
	return states[state];
}

int
om_notice_state_parse(enum om_notice_state *out, struct om_span word)
{
	for (int i = 0; i < OM_NOTICE_STATES; i++)
		if (om_span_is(word, states[i])) {
			*out = (enum om_notice_state)i;
			return OM_OK;
		}
	return om_fail(OM_USAGE, "a notice has no such state");
}

bool
om_notice_is_open(const struct om_notice *n)
{
	return n->state == OM_NOTICE_TO_SEND;
}

/* The United Kingdom kept the articles of the GDPR. */
const struct om_notice_duty *
om_notice_duty(const char *right, const char *regime)
{
	if (strcmp(regime, "uk-gdpr") == 0)
		regime = "gdpr";
	for (size_t i = 0; i < sizeof(duties) / sizeof(duties[0]); i++)
		if (strcmp(duties[i].right, right) == 0 &&
		    strcmp(duties[i].regime, regime) == 0)
			return &duties[i];
	return NULL;
}

const struct om_notice_duty *
om_notice_duty_of(const struct om_request *r)
{
	static const char *const laws[] = { "gdpr", "uk-gdpr", "ccpa" };
	const struct om_notice_duty *found = NULL;

	for (size_t i = 0; i < sizeof(laws) / sizeof(laws[0]); i++) {
		const struct om_notice_duty *duty =
		    om_request_lists(r->laws, laws[i])
			? om_notice_duty(r->right->word, laws[i])
			: NULL;

		if (duty != NULL && (found == NULL || duty->whom > found->whom))
			found = duty;
	}
	return found;
}

/* A UUID of version 4 (RFC 9562), which tells of nobody. */
static void
make_reference(char out[37])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t b[16];
	size_t n = 0;

	om_random(b, sizeof(b));
	b[6] = (uint8_t)((b[6] & 0x0f) | 0x40);
	b[8] = (uint8_t)((b[8] & 0x3f) | 0x80);
	for (size_t i = 0; i < sizeof(b); i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out[n++] = '-';
		out[n++] = digits[b[i] >> 4];
		out[n++] = digits[b[i] & 15];
	}
	out[n] = '\0';
}

/* The word under which a piece of what is sealed for a notice stands. */
static void
name_fact(struct om_buf *out, int64_t number, size_t piece)
{
	om_buf_reset(out);
	om_buf_format(out, "notice/%lld/%zu", (long long)number, piece);
}

/* Identities in pieces that a fact can hold: lines, one each. */
static int
seal(struct om_case *c, const struct om_notice_draft *d, int64_t number)
{
	struct om_buf about = OM_BUF(64), text = OM_BUF(OM_FACT_MAX);
	size_t piece = 0;
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < d->n; i++) {
		om_buf_add(&text, d->identities[i]);
		om_buf_byte(&text, '\n');
		if (i + 1 < d->n &&
		    text.n + d->identities[i + 1].n < OM_FACT_MAX)
			continue;
		name_fact(&about, number, piece++);
		rc = om_fact_put(
		    c->om->store, c->id, about.p, om_buf_span(&text));
		om_buf_reset(&text);
	}
	om_buf_free(&about);
	om_buf_free(&text);
	return rc;
}

static int64_t
last_number(const struct om_request *r)
{
	return r->notice_count == 0 ? 0
				    : r->notices[r->notice_count - 1].number;
}

int
om_notice_write(struct om_case *c, const struct om_notice_drafts *drafts)
{
	int64_t number = last_number(c->request);
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < drafts->n; i++) {
		const struct om_notice_draft *d = &drafts->p[i];
		char reference[37];

		make_reference(reference);
		rc = OM_SQL_RUN(c->om->store->sql, S_NOTICE_INSERT,
		    OM_INT(c->id), OM_INT(++number), OM_STRING(d->recipient),
		    OM_STRING(d->role), OM_STRING(drafts->duty->type),
		    OM_STRING(reference), OM_INT(om_clock_now()));
		if (rc == OM_OK)
			rc = seal(c, d, number);
	}
	return rc;
}

/* A text column of the row at which NOTICE_OF stands. */
static const char *
column(struct om_case *c, int i)
{
	return om_case_string(
	    c, om_sql_data(c->om->store->sql, S_NOTICE_OF, i));
}

static int
read_row(struct om_notice *n, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;

	n->number = om_sql_integer(sql, S_NOTICE_OF, 0);
	n->recipient = column(c, 1);
	n->role = column(c, 2);
	n->type = column(c, 3);
	n->reference = column(c, 4);
	n->made = om_sql_integer(sql, S_NOTICE_OF, 6);
	n->at = om_sql_integer(sql, S_NOTICE_OF, 7);
	n->reason = column(c, 8);
	return om_notice_state_parse(
	    &n->state, om_sql_data(sql, S_NOTICE_OF, 5));
}

int
om_notice_load(struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;
	struct om_request *r = c->request;
	int rc = OM_SQL_START(sql, S_NOTICE_OF, OM_INT(r->id));
	size_t room = 0;

	while (rc == OM_OK && (rc = om_sql_step(sql, S_NOTICE_OF)) == 1) {
		if (r->notice_count == room) {
			struct om_notice *old = r->notices;

			room = room == 0 ? 8 : 2 * room;
			r->notices = om_arena_new(c->arena, room, sizeof(*old));
			if (old != NULL)
				memcpy(r->notices, old,
				    r->notice_count * sizeof(*old));
		}
		rc = read_row(&r->notices[r->notice_count++], c);
	}
	om_sql_stop(sql, S_NOTICE_OF);
	return rc;
}

int
om_notice_check_sent(const struct om_case *c)
{
	const struct om_request *r = c->request;
	struct om_buf names = OM_BUF(1 << 10);
	int rc = OM_OK;

	for (size_t i = 0; i < r->notice_count; i++)
		if (om_notice_is_open(&r->notices[i]))
			om_buf_format(&names, "%s%s", names.n == 0 ? "" : ", ",
			    r->notices[i].recipient);
	if (names.n > 0)
		rc = om_fail(OM_DENIED,
		    "recipients of the data were not told yet (request "
		    "notify, then request notified): %s",
		    names.p);
	om_buf_free(&names);
	return rc;
}

int
om_notice_forget(struct om_case *c, int64_t number)
{
	struct om_buf about = OM_BUF(64);
	int rc;

	om_buf_text(&about, "notice/");
	if (number != 0)
		om_buf_format(&about, "%lld/", (long long)number);
	rc = om_fact_forget(c->om->store, c->id, about.p);
	om_buf_free(&about);
	return rc;
}
