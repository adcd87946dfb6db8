#include "base/clock.h"
#include "ombud.h"
#include "request/letter.h"

/* What every letter's view knows: the controller, the request, its law. */

const struct om_request_event *
om_letter_event(const struct om_request *r, enum om_state_event kind)
{
	const struct om_request_event *last = NULL;

	for (size_t i = 0; i < r->event_count; i++)
		if (r->events[i].kind == kind)
			last = &r->events[i];
	return last;
}

bool
om_letter_is_right(const struct om_request *r, const char *words)
{
	struct om_span rest = om_span_of(words), word;

	while (om_span_cut(&word, &rest, rest, ' '))
		if (om_span_is(word, r->right->word))
			return true;
	return om_span_is(rest, r->right->word);
}

static void
set_controller(struct om_view *v, const struct om_settings *s)
{
	om_view_string(v, "organisation", s->organisation.name);
	om_view_string(v, "organisation_address", s->organisation.address);
	om_view_string(v, "organisation_contact", s->organisation.contact);
	om_view_flag(v, "dpo", *s->dpo.name != '\0' || *s->dpo.contact != '\0');
	om_view_string(v, "dpo_name", s->dpo.name);
	om_view_string(v, "dpo_contact", s->dpo.contact);
	om_view_string(v, "first_contact",
	    *s->dpo.contact != '\0' ? s->dpo.contact : s->organisation.contact);
	om_view_string(v, "signatory", s->signatory);
	om_view_string(v, "authority", s->authority.name);
	om_view_string(v, "authority_contact", s->authority.contact);
}

/* A part for who has this GDPR: its articles are cited as of this one. */
static void
set_part(struct om_view *v, const char *name, const char *law, bool holds)
{
	om_view_list(v, name);
	if (holds)
		om_view_string(om_view_add(v, name), "law", law);
}

/* What is said of the law, and what of it only under some of the rights. */
static void
set_law(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	const struct om_right *right = r->right;
	bool in_union = om_request_lists(r->laws, "gdpr");
	struct om_view *v = l->v;

	om_view_flag(v, "gdpr", in_union || l->kingdom);
	set_part(v, "kingdom", "UK GDPR", l->kingdom);
	set_part(v, "union", "GDPR", in_union);
	om_view_flag(v, "ccpa", om_request_lists(r->laws, "ccpa"));
	om_view_string(v, "law", l->kingdom && !in_union ? "UK GDPR" : "GDPR");
	om_letter_cite(v, l, "cite", om_right_cite(right, r->regime));
	om_view_flag(v, "removes", right->removes);
	om_view_flag(v, "copies", right->copies);
	om_view_flag(v, "keeps", !right->removes && !right->copies);
	om_view_flag(v, "corrects", om_letter_is_right(r, "rectify correct"));
	om_view_flag(v, "article_15",
	    !l->california && strcmp(right->word, "access") == 0);
}

/* It counts only once its letter was sent in time. */
static int
set_extension(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;

	om_view_string(l->v, "extension_reason", "");
	return r->extension == NULL || !r->extended
		   ? OM_OK
		   : om_letter_word(l->v, l, "extension_reason", "reason",
			 r->extension->detail);
}

static void
set_day_of(const struct om_letter *l, const char *name,
    const struct om_request_event *e)
{
	if (e == NULL)
		om_view_string(l->v, name, "");
	else
		om_letter_day(l->v, l, name, e->day);
}

static int
set_request(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	struct om_buf as_of = OM_BUF(40);
	int rc;

	om_view_string(l->v, "id", om_case_id(l->c, r->id));
	om_letter_day(l->v, l, "received", r->received);
	om_view_string(l->v, "due", "");
	if (r->has_due)
		om_letter_day(l->v, l, "due", r->due);
	om_view_string(l->v, "verification",
	    r->verified == NULL ? "" : r->verified->detail);
	om_letter_day(l->v, l, "made", om_clock_day(l->as_of));
	set_day_of(l, "executed", r->executed);
	set_day_of(l, "denied", r->denied);
	om_time_format(&as_of, l->as_of);
	om_view_set(l->v, "as_of", om_buf_span(&as_of));
	om_buf_free(&as_of);
	rc = om_letter_word(l->v, l, "right_title", "right", r->right->word);
	return rc == OM_OK ? set_extension(l) : rc;
}

/* In the words that the person's law has for it. */
static int
set_ground(const struct om_letter *l)
{
	const struct om_request *r = l->c->request;
	const struct om_ground *g =
	    r->denied == NULL ? NULL
			      : om_ground_of(r->denied->detail, r->regime);

	om_view_string(l->v, "ground_text", "");
	om_letter_cite(l->v, l, "ground_cite", g == NULL ? "" : g->cite);
	om_view_flag(l->v, "unidentified",
	    g != NULL && strcmp(g->word, "not_identified") == 0);
	if (g == NULL)
		return OM_OK;
	return om_letter_word(l->v, l, "ground_text",
	    l->california ? "ground.ccpa" : "ground.gdpr", g->word);
}

int
om_letter_open(struct om_letter *l, struct om_case *c, const char *language)
{
	int rc;

	*l = (struct om_letter){ .c = c,
		.california = strcmp(c->request->regime, "ccpa") == 0,
		.kingdom = om_request_lists(c->request->laws, "uk-gdpr"),
		.as_of = om_clock_now(),
		.v = om_view_new(c->arena) };
	rc = om_language_open(&l->language, c->om->reports,
	    language == NULL ? c->request->language : language);
	if (rc != OM_OK)
		return rc;
	om_view_string(l->v, "language", om_language_code(l->language));
	om_view_string(l->v, "version", om_version());
	om_view_flag(l->v, "draft", false);
	om_view_list(l->v, "files");
	om_view_flag(l->v, "files_any", false);
	om_view_flag(l->v, "show_remedy", true);
	set_controller(l->v, &c->om->settings);
	set_law(l);
	rc = set_request(l);
	if (rc == OM_OK)
		rc = set_ground(l);
	return rc == OM_OK ? om_letter_where(l) : rc;
}

void
om_letter_close(struct om_letter *l)
{
	om_language_close(l->language);
	l->language = NULL;
}
