#include "request/answer.h"

/*
 * What the organisation's record of processing says of the data of this
 * person: activity by activity, those that use one of its sources.
 */

static bool
concerns(const struct om_answer *a, const struct om_activity *activity)
{
	for (size_t i = 0; i < a->source_count; i++)
		if (om_activity_has_source(activity, a->sources[i]))
			return true;
	return a->source_count == 0;
}

static void
set_texts(
    struct om_view *v, const char *name, const char *any, struct om_texts texts)
{
	om_view_list(v, name);
	om_view_flag(v, any, texts.n > 0);
	for (size_t i = 0; i < texts.n; i++)
		om_view_string(
		    om_view_add(v, name), "text", om_texts_get(texts, i));
}

static int
set_bases(struct om_view *v, const struct om_answer *a,
    const struct om_activity *activity)
{
	int rc = OM_OK;

	om_view_list(v, "bases");
	om_view_flag(v, "bases_any", activity->basis_count > 0);
	for (size_t i = 0; rc == OM_OK && i < activity->basis_count; i++) {
		const struct om_activity_basis *b = &activity->bases[i];
		struct om_view *row = om_view_add(v, "bases");

		om_view_string(row, "title", "");
		om_view_string(row, "cite", "");
		om_view_string(row, "why", b->why);
		if (b->basis == NULL)
			continue;
		om_letter_cite(row, &a->letter, "cite", b->basis->cite);
		rc = om_letter_word(
		    row, &a->letter, "title", "basis", b->basis->word);
	}
	return rc;
}

/* By name, wherever they are known by name (C-154/21). */
static void
set_recipients(struct om_view *v, const struct om_activity *activity)
{
	om_view_list(v, "recipients");
	om_view_flag(v, "recipients_any", activity->recipient_count > 0);
	om_view_flag(v, "recipients_none",
	    activity->recipients_stated && activity->recipient_count == 0);
	for (size_t i = 0; i < activity->recipient_count; i++) {
		const struct om_processing_recipient *r =
		    activity->recipients[i];
		struct om_view *row = om_view_add(v, "recipients");

		om_view_string(row, "name", r->name);
		om_view_string(row, "category", r->category);
		om_view_string(row, "contact", r->contact);
		om_view_string(row, "country", r->country);
	}
}

/* "10 years, 6 months". */
static void
set_amount(struct om_view *row, const struct om_answer *a,
    const struct om_retention *r)
{
	const struct {
		const char *key;
		int n;
	} parts[] = { { "period.years", r->years },
		{ "period.months", r->months }, { "period.days", r->days } };
	struct om_buf text = OM_BUF(1024);

	for (size_t i = 0; i < 3; i++) {
		if (parts[i].n == 0)
			continue;
		om_buf_text(&text, text.n == 0 ? "" : ", ");
		om_language_amount(
		    &text, a->letter.language, parts[i].key, parts[i].n);
	}
	om_view_set(row, "amount", om_buf_span(&text));
	om_buf_free(&text);
}

static void
set_periods(struct om_view *v, const struct om_answer *a,
    const struct om_activity *activity)
{
	om_view_list(v, "periods");
	om_view_flag(v, "periods_any", activity->retention_count > 0);
	for (size_t i = 0; i < activity->retention_count; i++) {
		const struct om_retention *r = &activity->retention[i];
		struct om_view *row = om_view_add(v, "periods");

		set_amount(row, a, r);
		om_view_string(row, "system", r->source);
		om_view_string(row, "start", r->start);
		om_view_string(row, "criteria", r->criteria);
		om_view_string(row, "statute", r->statute);
	}
}

/* Under both GDPRs what is outside the one is told, though in the other. */
static unsigned
areas_of(const struct om_letter *l)
{
	bool in_union = om_request_lists(l->c->request->laws, "gdpr");

	return (in_union ? OM_AREA_UNION : 0u) |
	       (l->kingdom ? OM_AREA_KINGDOM : 0u);
}

/* Art. 15(2): to which third country, and by what safeguard (Art. 46). */
static int
set_transfers(struct om_view *v, const struct om_answer *a,
    const struct om_activity *activity)
{
	unsigned areas = areas_of(&a->letter);
	bool any = false;
	int rc = OM_OK;

	om_view_list(v, "abroad");
	for (size_t i = 0; rc == OM_OK && i < activity->recipient_count; i++) {
		const struct om_processing_recipient *r =
		    activity->recipients[i];
		struct om_view *row;

		if (a->record->simple || !om_recipient_is_abroad(r, areas))
			continue;
		any = true;
		row = om_view_add(v, "abroad");
		om_view_string(row, "name", r->name);
		om_view_string(row, "country", r->country);
		om_view_string(row, "safeguard", "");
		om_view_string(row, "cite", "");
		om_view_string(row, "safeguard_copy", r->safeguard_copy);
		if (r->safeguard == NULL)
			continue;
		om_letter_cite(row, &a->letter, "cite", r->safeguard->cite);
		rc = om_letter_word(row, &a->letter, "safeguard", "safeguard",
		    r->safeguard->word);
	}
	om_view_string(
	    v, "transfers", a->record->simple ? activity->transfers : "");
	om_view_flag(v, "abroad_none", !a->record->simple && !any);
	om_view_flag(v, "abroad_unstated",
	    a->record->simple && *activity->transfers == '\0');
	return rc;
}

/* "A, D" of the record in the words of the statute; other words stay. */
static int
add_category(struct om_buf *b, const struct om_answer *a, const char *letter)
{
	const char *text = letter;
	struct om_buf key = OM_BUF(64);
	int rc = OM_OK;

	om_buf_format(&key, "ccpa.%s", letter);
	if (strlen(letter) == 1)
		rc = om_language_text(&text, a->letter.language, key.p);
	om_buf_format(b, "%s%s", b->n == 0 ? "" : "; ", text);
	om_buf_free(&key);
	return rc;
}

static void
add_once(struct om_buf *b, const char *word)
{
	if (*word != '\0' && (b->p == NULL || strstr(b->p, word) == NULL))
		om_buf_format(b, "%s%s", b->n == 0 ? "" : "; ", word);
}

/* Civ. Code 1798.130(a)(4): categories, and the recipients' categories. */
static int
add_handed(struct om_view *v, const char *name, const struct om_answer *a,
    const struct om_handed *h)
{
	struct om_view *row = om_view_add(v, name);
	struct om_buf what = OM_BUF(16 << 10), who = OM_BUF(16 << 10);
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < h->categories.n; i++)
		rc = add_category(&what, a, om_texts_get(h->categories, i));
	for (size_t i = 0; i < h->n; i++)
		add_once(&who, *h->recipients[i]->category != '\0'
				   ? h->recipients[i]->category
				   : h->recipients[i]->name);
	om_view_set(row, "what", om_buf_span(&what));
	om_view_set(row, "who", om_buf_span(&who));
	om_view_string(row, "purpose", h->purpose);
	om_buf_free(&what);
	om_buf_free(&who);
	return rc;
}

/* A list's places in the letter. */
struct places {
	const char *list, *any, *none;
};

static int
set_handed(struct om_view *v, const struct places *p, const struct om_answer *a,
    const struct om_handed_list *list)
{
	int rc = OM_OK;

	om_view_list(v, p->list);
	om_view_flag(v, p->any, list->n > 0);
	om_view_flag(v, p->none, list->stated && list->n == 0);
	for (size_t i = 0; rc == OM_OK && i < list->n; i++)
		rc = add_handed(v, p->list, a, &list->p[i]);
	return rc;
}

static int
show_activity(struct om_view *v, const struct om_answer *a,
    const struct om_activity *activity)
{
	static const struct places sold = { "sold_or_shared",
		"sold_or_shared_any", "sold_or_shared_none" };
	static const struct places disclosed = { "disclosed", "disclosed_any",
		"disclosed_none" };
	int rc = set_bases(v, a, activity);

	om_view_string(v, "title", activity->title);
	set_texts(v, "purposes", "purposes_any", activity->purposes);
	set_recipients(v, activity);
	set_periods(v, a, activity);
	om_view_string(v, "origin", activity->origin);
	om_view_flag(
	    v, "decisions_none", activity->decisions == OM_DECISIONS_NONE);
	om_view_string(v, "logic", activity->logic);
	om_view_string(v, "consequences", activity->consequences);
	om_view_flag(v, "decisions_unstated",
	    activity->decisions == OM_DECISIONS_UNSTATED);
	if (rc == OM_OK)
		rc = set_transfers(v, a, activity);
	if (rc == OM_OK)
		rc = set_handed(v, &sold, a, &activity->sold_or_shared);
	return rc == OM_OK ? set_handed(v, &disclosed, a, &activity->disclosed)
			   : rc;
}

int
om_answer_show_processing(struct om_view *v, const struct om_answer *a)
{
	int rc = OM_OK;

	om_view_list(v, "activities");
	for (size_t i = 0; rc == OM_OK && i < a->record->n; i++)
		if (concerns(a, &a->record->activities[i]))
			rc = show_activity(om_view_add(v, "activities"), a,
			    &a->record->activities[i]);
	return rc;
}

/* The sources of the person's records, each once. */
static void
find_sources(struct om_answer *a)
{
	const struct om_subject *s = a->subject;
	size_t n = s == NULL ? 0 : s->profile_count;

	a->sources = om_arena_new(a->arena, n, sizeof(*a->sources));
	for (size_t i = 0; i < n; i++) {
		struct om_span source = s->profiles[i].profile.source;
		size_t k = 0;

		while (k < a->source_count &&
		       !om_span_equal(a->sources[k], source))
			k++;
		if (k == a->source_count && !s->profiles[i].removed)
			a->sources[a->source_count++] = source;
	}
}

int
om_answer_processing(struct om_answer *a)
{
	find_sources(a);
	return om_processing_open(&a->record, a->c->om);
}

/*
 * Whether data of a source may be taken along: what is done with it rests on
 * consent or a contract (Art. 20(1)(a)). Where only words were stated, or
 * nothing, nobody can say that it does not.
 */
bool
om_answer_is_portable(const struct om_answer *a, struct om_span source)
{
	const struct om_processing_record *r = a->record;
	bool stated = false;

	for (size_t i = om_processing_next(r, 0, source); i < r->n;
	     i = om_processing_next(r, i + 1, source))
		for (size_t k = 0; k < r->activities[i].basis_count; k++) {
			const struct om_basis *b =
			    r->activities[i].bases[k].basis;

			if (b == NULL || b->portable)
				return true;
			stated = true;
		}
	return !stated;
}
