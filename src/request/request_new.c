#include "base/clock.h"
#include "base/date.h"
#include "policy/source.h"
#include "request/inside.h"
#include "store/audit.h"
#include "store/id.h"

static int
check_date(int32_t received)
{
	if (received > om_clock_today())
		return om_fail(OM_USAGE, "the request is of a future day");
	return OM_OK;
}

/* What has a canonical form now can be looked for later, by every act. */
static int
check_claim(const struct om *om, struct om_span claim)
{
	struct om_identifier id;
	struct om_query query;
	struct om_tag tag;
	int rc = om_query_parse(&query, om->store, claim);

	if (rc != OM_OK)
		return rc;
	id = (struct om_identifier){ query.type, query.value };
	return om_tag_index(om->store->tagger, &tag, query.source, &id);
}

/* Letters name articles: one that names those of another law misleads. */
static int
check_letters(const char *regime)
{
	static const char *const known[] = { "gdpr", "uk-gdpr", "ccpa" };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(regime, known[i]) == 0)
			return OM_OK;
	return om_fail(OM_USAGE,
	    "%s: its deadlines are known, its letters are not yet", regime);
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
choose_regime(struct om_request *r, const struct om *om, const char *of_word,
    const char *given)
{
	r->regime = given;
	if (given == NULL)
		r->regime = of_word == NULL ? om->settings.regime : of_word;
	else if (of_word != NULL && strcmp(of_word, given) != 0)
		return om_fail(OM_USAGE, "%s is a right of %s, not of %s",
		    r->asked, of_word, given);
	if (om_right_cite(r->right, r->regime) == NULL)
		return om_fail(
		    OM_USAGE, "%s: %s has no such right", r->asked, r->regime);
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

static int
begin(struct om_case *c, const struct om_request_new *what)
{
	struct om_request *r = om_arena_new(c->arena, 1, sizeof(*r));
	const char *of_word;
	int rc = choose_right(r, c, &of_word, what);

	if (rc == OM_OK)
		rc = choose_regime(r, c->om, of_word, what->regime);
	if (rc == OM_OK)
		rc = check_claim(c->om, what->claim);
	if (rc == OM_OK)
		rc = check_date(what->received);
	if (rc != OM_OK)
		return rc;
	r->country =
	    what->country == NULL ? c->om->settings.country : what->country;
	r->received = what->received;
	r->requester = c->om->store->member;
	r->id = c->id = om_id_new();
	c->request = r;
	rc = om_request_set_due(r, c->om);
	if (rc == OM_NOTFOUND)
		return OM_USAGE;
	return rc == OM_OK ? check_letters(r->regime) : rc;
}

int
om_request_new(struct om_case *c, const struct om_request_new *what)
{
	int rc = om_permit(c->om, OM_MAY_RECEIVE);

	if (rc == OM_OK)
		rc = begin(c, what);
	if (rc == OM_OK)
		rc = om_trial_begin(c->om);
	if (rc != OM_OK)
		return rc;
	rc = om_claim_insert(c, what->claim);
	if (rc == OM_OK)
		rc = om_case_set_about(c, c->request->about);
	if (rc == OM_OK)
		rc = om_case_event(c, OM_EVENT_RECEIVED, 0, "");
	if (rc == OM_OK && c->request->right->received != NULL)
		rc = c->request->right->received(c);
	if (rc == OM_OK)
		rc = om_case_keep(c);
	return om_trial_end(c->om, rc);
}
