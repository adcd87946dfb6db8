#include "base/clock.h"
#include "base/date.h"
#include "policy/source.h"
#include "request/inside.h"
#include "store/audit.h"
#include "store/id.h"
#include "store/statement.h"

enum { CONTROLLER_MAX = 200 };

static int
check_date(int32_t received)
{
	if (received > om_clock_today())
		return om_fail(OM_USAGE, "the request is of a future day");
	return OM_OK;
}

/* What has a canonical form now can be looked for later, by every act. */
static int
check_claim(struct om_tag *out, const struct om *om, struct om_span claim)
{
	struct om_identifier id;
	struct om_query query;
	int rc = om_query_parse(&query, om->store, claim);

	if (rc != OM_OK)
		return rc;
	id = (struct om_identifier){ query.type, query.value };
	return om_tag_index(om->store->tagger, out, query.source, &id);
}

/* Letters name articles: one that names those of another law misleads. */
static int
check_letters(const struct om_request *r)
{
	static const char known[] = "gdpr,uk-gdpr,ccpa";

	for (size_t i = 0; i < r->regime_count; i++)
		if (!om_request_lists(known, r->deadlines[i].regime))
			return om_fail(OM_USAGE,
			    "%s: its deadlines are known, its letters are not "
			    "yet",
			    r->deadlines[i].regime);
	return OM_OK;
}

/* What a right must be told more exactly, and what it need not. */
static int
check_about(struct om_request *r, const char *about)
{
	r->about = about == NULL ? "" : about;
	if (r->right->about != NULL)
		return r->right->about(r->about);
	return about == NULL
		   ? OM_OK
		   : om_fail(OM_USAGE, "%s is asked for without --about",
			 r->right->word);
}

/* "know" is a word of one law: it is asked for under that one. */
static int
choose_regimes(struct om_request *r, struct om_case *c, const char *of_word,
    const char *given)
{
	const char *list = given;

	if (given == NULL)
		list = of_word == NULL ? c->om->settings.regime : of_word;
	else if (of_word != NULL && !om_request_lists(given, of_word))
		return om_fail(OM_USAGE, "%s is a right of %s, not of %s",
		    r->asked, of_word, given);
	return om_request_set_regimes(
	    c, r, om_case_string(c, om_span_of(list)));
}

/* Each of its laws has the right. */
static int
check_right(const struct om_request *r)
{
	for (size_t i = 0; i < r->regime_count; i++)
		if (om_right_cite(r->right, r->deadlines[i].regime) == NULL)
			return om_fail(OM_USAGE, "%s: %s has no such right",
			    r->asked, r->deadlines[i].regime);
	return OM_OK;
}

/* "object" --to "marketing" is one right of several of that word. */
static int
choose_right(struct om_request *r, struct om_case *c, const char **of_word,
    const struct om_request_new *what)
{
	struct om_buf words = OM_BUF(256);
	int rc;

	om_buf_text(&words, what->right);
	if (what->to != NULL)
		om_buf_format(&words, " %s", what->to);
	r->asked = om_case_string(c, om_buf_span(&words));
	om_buf_free(&words);
	rc = om_right_find(&r->right, of_word, om_span_of(r->asked));
	if (rc == OM_OK && what->to != NULL)
		r->asked = r->right->word;
	return rc == OM_OK ? check_about(r, what->about) : rc;
}

static const char *
or_else(const char *text, const char *otherwise)
{
	return text == NULL ? otherwise : text;
}

/* Words of these lists alone, so that no person's name comes in. */
static int
check_words(const struct om_request *r)
{
	const struct {
		const char *what, *word, *known;
	} rows[] = {
		{ "role", r->role, "controller,processor" },
		{ "channel", r->channel,
		    "web,email,letter,phone,in-person,signal,other" },
		{ "capacity", r->capacity, "self,agent,parent" },
		{ "language", r->language, "en,de,fr" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!om_request_lists(rows[i].known, rows[i].word))
			return om_fail(OM_USAGE, "the %s is one of %s",
			    rows[i].what, rows[i].known);
	if (om_request_is_forwarded(r) && *r->controller == '\0')
		return om_fail(OM_USAGE,
		    "name the controller for whom you process the data "
		    "(--controller)");
	if (strlen(r->controller) > CONTROLLER_MAX)
		return om_fail(OM_USAGE,
		    "the controller's name has more than %d bytes",
		    CONTROLLER_MAX);
	return OM_OK;
}

static void
fill(struct om_request *r, const struct om *om,
    const struct om_request_new *what)
{
	r->country = or_else(what->country, om->settings.country);
	r->controller = or_else(what->controller, "");
	r->role = or_else(what->role, "controller");
	r->channel = or_else(what->channel, "other");
	r->capacity = or_else(what->capacity, "self");
	r->language = or_else(what->language, "en");
	r->received = what->received;
	r->requester = om->store->member;
}

static int
begin(struct om_case *c, const struct om_request_new *what)
{
	struct om_request *r = om_arena_new(c->arena, 1, sizeof(*r));
	const char *of_word;
	int rc = choose_right(r, c, &of_word, what);

	fill(r, c->om, what);
	if (rc == OM_OK)
		rc = choose_regimes(r, c, of_word, what->regime);
	if (rc == OM_OK)
		rc = check_right(r);
	if (rc == OM_OK)
		rc = check_words(r);
	if (rc == OM_OK)
		rc = check_date(what->received);
	if (rc != OM_OK)
		return rc;
	r->id = c->id = om_id_new();
	c->request = r;
	rc = om_request_set_due(r, c->om);
	if (rc == OM_NOTFOUND)
		return OM_USAGE;
	return rc == OM_OK ? check_letters(r) : rc;
}

/* The oldest that asks for the same by the same identifier; 0. */
static int
find_twin(int64_t *out, struct om_case *c, const struct om_tag *tag)
{
	struct om_sql *sql = c->om->store->sql;
	int rc = OM_SQL_FIRST(sql, S_REQUEST_TWIN,
	    OM_BYTES(om_span_bytes(tag->b, sizeof(tag->b))),
	    OM_STRING(c->request->asked), OM_INT(c->id));

	*out = rc == 1 ? om_sql_integer(sql, S_REQUEST_TWIN, 0) : 0;
	om_sql_stop(sql, S_REQUEST_TWIN);
	return rc < 0 ? rc : OM_OK;
}

/* What is known of it from the start. */
static int
add_events(struct om_case *c, const struct om_tag *tag)
{
	int64_t twin;
	int rc =
	    om_case_event_on(c, OM_EVENT_RECEIVED, c->request->received, "");

	if (rc == OM_OK)
		rc = find_twin(&twin, c, tag);
	if (rc == OM_OK && twin != 0)
		rc =
		    om_case_event(c, OM_EVENT_REPEATED, 0, om_case_id(c, twin));
	if (rc == OM_OK && om_request_waives(c->request))
		rc = om_case_event(c, OM_EVENT_WAIVED, 0, "");
	return rc;
}

int
om_request_new(struct om_case *c, const struct om_request_new *what)
{
	struct om_tag tag;
	int rc = om_permit(c->om, OM_MAY_RECEIVE);

	if (rc == OM_OK)
		rc = begin(c, what);
	if (rc == OM_OK)
		rc = check_claim(&tag, c->om, what->claim);
	if (rc == OM_OK)
		rc = om_trial_begin(c->om);
	if (rc != OM_OK)
		return rc;
	rc = om_claim_insert(c, what->claim, &tag);
	if (rc == OM_OK)
		rc = om_case_set_about(c, c->request->about);
	if (rc == OM_OK)
		rc = add_events(c, &tag);
	if (rc == OM_OK && c->request->right->received != NULL &&
	    !om_request_is_forwarded(c->request))
		rc = c->request->right->received(c);
	if (rc == OM_OK)
		rc = om_case_keep(c);
	return om_trial_end(c->om, rc);
}
