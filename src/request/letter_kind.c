#include "request/letter_kind.h"

#include "base/clock.h"

#define AT(state) (1u << OM_STATE_##state)
#define DUE OM_LETTER_DUE
#define TEXT OM_LETTER_TEXT
#define UNTIL OM_LETTER_UNTIL
#define KNOWN OM_LETTER_KNOWN
#define BACKUP OM_LETTER_BACKUP
#define REMEDY OM_LETTER_REMEDY
#define WHERE OM_LETTER_WHERE
#define ANSWER OM_LETTER_ANSWER

static const struct om_letter_kind kinds[] = {
#define OM_LETTER(word, at, needs) { #word, at, needs },
#include "request/letter_list.h"
#undef OM_LETTER
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

const struct om_letter_kind *
om_letter_kind_at(size_t i)
{
	return i < KINDS ? &kinds[i] : NULL;
}

int
om_letter_kind_find(const struct om_letter_kind **out, const char *word)
{
	struct om_buf words = OM_BUF(OM_ERROR_MAX);
	int rc;

	for (size_t i = 0; i < KINDS; i++)
		if (strcmp(word, kinds[i].word) == 0) {
			*out = &kinds[i];
			return OM_OK;
		}
	for (size_t i = 0; i < KINDS; i++)
		om_buf_format(
		    &words, "%s%s", i == 0 ? "" : ", ", kinds[i].word);
	rc =
	    om_fail(OM_USAGE, "no such kind of letter; there are: %s", words.p);
	om_buf_free(&words);
	return rc;
}

static bool
is_california(const struct om_request *r)
{
	return strcmp(r->regime, "ccpa") == 0;
}

/* Trap 13: nobody is asked who she is for a choice about selling. */
static int
check_identity(const struct om_case *c)
{
	if (c->request->right->unverified)
		return om_fail(OM_DENIED,
		    "for this right nobody is asked to verify who she is");
	return OM_OK;
}

static int
check_extension(const struct om_case *c)
{
	const struct om_request *r = c->request;

	if (r->extension == NULL)
		return om_fail(
		    OM_DENIED, "the time was not extended (request extend)");
	for (size_t i = 0; i < r->regime_count; i++) {
		const struct om_request_deadline *d = &r->deadlines[i];

		if (d->known && d->extends && om_clock_today() <= d->first)
			return OM_OK;
	}
	return om_fail(OM_DENIED,
	    "it is too late: the person must be told of an extension within "
	    "the first period");
}

static int
check_refusal(const struct om_case *c)
{
	if (c->request->denied == NULL)
		return om_fail(OM_DENIED, "the request was not refused");
	return OM_OK;
}

static int
check_fee(const struct om_case *c)
{
	if (om_letter_event(c->request, OM_EVENT_FEE_ANNOUNCED) == NULL)
		return om_fail(OM_DENIED, "no fee was announced (request fee)");
	return OM_OK;
}

static int
check_unidentified(const struct om_case *c)
{
	const struct om_request *r = c->request;

	if (r->verified != NULL)
		return om_fail(OM_DENIED, "the person was verified");
	if (r->denied != NULL &&
	    strcmp(r->denied->detail, "not_identified") != 0)
		return om_fail(
		    OM_DENIED, "the request was refused on another ground");
	return OM_OK;
}

static bool
had_nothing(const struct om_request *r)
{
	const struct om_request_step *s =
	    om_request_step_of(r, OM_SYSTEM_STORE);

	return r->nobody || s == NULL || s->located == 0;
}

static int
check_nothing(const struct om_case *c)
{
	if (!had_nothing(c->request))
		return om_fail(
		    OM_DENIED, "data of the person was found and dealt with");
	return OM_OK;
}

static bool
is_partial(const struct om_request *r)
{
	return r->outcome != NULL && strcmp(r->outcome, "partial") == 0;
}

static int
check_erased(const struct om_case *c)
{
	const struct om_request *r = c->request;

	if (!r->right->removes)
		return om_fail(OM_DENIED, "the request was for no erasure");
	if (had_nothing(r))
		return om_fail(OM_DENIED,
		    "nothing was found that could be erased: the letter is "
		    "`nothing`");
	if (is_partial(r))
		return om_fail(OM_DENIED,
		    "not all of it is erased: the letter is `partial`");
	return OM_OK;
}

static int
check_partial(const struct om_case *c)
{
	if (!is_partial(c->request))
		return om_fail(
		    OM_DENIED, "the request was not carried out in part only");
	return OM_OK;
}

static int
check_supplement(const struct om_case *c)
{
	if (c->request->supplemented == NULL)
		return om_fail(OM_DENIED,
		    "nothing that was kept at first was erased later");
	return OM_OK;
}

/* The rights that a kind is about; and whether California has them. */
static int
check_right(const struct om_case *c, const char *rights, bool california)
{
	const struct om_request *r = c->request;

	if (!om_letter_is_right(r, rights))
		return om_fail(OM_DENIED,
		    "such a letter is for requests of another right: %s",
		    rights);
	if (is_california(r) && !california)
		return om_fail(
		    OM_DENIED, "the request's law knows no such letter");
	return OM_OK;
}

static int
check_rectified(const struct om_case *c)
{
	return check_right(c, "rectify correct", true);
}

static int
check_objection(const struct om_case *c)
{
	return check_right(
	    c, "object object_marketing withdraw_consent", false);
}

static int
check_optout(const struct om_case *c)
{
	return check_right(c, "optout limit admt_optout", true);
}

static int
check_lifting(const struct om_case *c)
{
	return check_right(c, "restrict rectify object", false);
}

static int
check_recipients(const struct om_case *c)
{
	return check_right(c, "erase rectify restrict", false);
}

static int
check_acknowledgement(const struct om_case *c)
{
	(void)c;
	return OM_OK;
}

static int
check_clarification(const struct om_case *c)
{
	(void)c;
	return OM_OK;
}

static int (*const checks[])(const struct om_case *c) = {
#define OM_LETTER(word, at, needs) check_##word,
#include "request/letter_list.h"
#undef OM_LETTER
};

static int
check_state(const struct om_letter_kind *kind, const struct om_request *r)
{
	if ((kind->at & 1u << r->state) == 0)
		return om_fail(OM_DENIED,
		    "a letter of the kind %s cannot be made now: the request "
		    "is %s; %s",
		    kind->word, om_state_word(r->state),
		    om_state_next(r->state));
	if ((kind->needs & KNOWN) != 0 &&
	    (r->verified == NULL || r->denied != NULL))
		return om_fail(OM_DENIED,
		    "a letter of the kind %s tells of data: it is for a "
		    "person who was verified, and not refused",
		    kind->word);
	if ((kind->needs & DUE) != 0 && !r->has_due)
		return om_fail(OM_DENIED,
		    "the policies know no day by which the request is "
		    "answered");
	return OM_OK;
}

/* The first that is missing, by its name in ombud.json. */
static const char *
missing(const struct om_letter_kind *kind, const struct om_case *c)
{
	const struct om_settings *s = &c->om->settings;
	bool in_union = om_request_lists(c->request->laws, "gdpr");

	if (*s->organisation.name == '\0')
		return "organisation.name";
	if (*s->organisation.contact == '\0' && *s->dpo.contact == '\0')
		return "organisation.contact (or dpo.contact)";
	if (*s->signatory == '\0')
		return "signatory";
	if ((kind->needs & REMEDY) != 0 && in_union &&
	    *s->authority.name == '\0')
		return "authority.name";
	if ((kind->needs & BACKUP) != 0 && s->backup_days == 0)
		return "backup_days";
	return NULL;
}

static int
check_given(
    const struct om_letter_kind *kind, const struct om_request_writing *what)
{
	bool until = what->until > om_clock_today();

	if ((kind->needs & TEXT) != 0 && what->text.n == 0)
		return om_fail(OM_USAGE,
		    "a letter of the kind %s needs words of yours: --text FILE",
		    kind->word);
	if ((kind->needs & UNTIL) != 0 && !until)
		return om_fail(OM_USAGE,
		    "a letter of the kind %s needs a day that is to come: "
		    "--until DATE (GDPR Art. 18(3): before)",
		    kind->word);
	if ((kind->needs & UNTIL) == 0 && what->until != 0)
		return om_fail(OM_USAGE,
		    "a letter of the kind %s has no place for --until",
		    kind->word);
	return OM_OK;
}

int
om_letter_kind_check(const struct om_letter_kind *kind, struct om_case *c,
    const struct om_request_writing *what)
{
	const char *name;
	int rc = check_state(kind, c->request);

	if (rc == OM_OK)
		rc = checks[kind - kinds](c);
	if (rc == OM_OK)
		rc = check_given(kind, what);
	if (rc != OM_OK)
		return rc;
	name = missing(kind, c);
	if (name != NULL)
		return om_fail(OM_USAGE,
		    "ombud.json does not state %s, which a letter of the kind "
		    "%s needs",
		    name, kind->word);
	return OM_OK;
}
