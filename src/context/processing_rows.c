#include "context/processing.h"

struct rows {
	int (*each)(void *state, const struct om_processing_row *row);
	void *state;
	const char *activity;
	bool processor; /* Art. 30(2), else 30(1) */
	int code;
};

/* What stands where in the record: its field and the letter of Art. 30. */
struct place {
	const char *field, *controller, *processor;
};

static void
add(struct rows *t, const struct place *of, const char *value)
{
	struct om_processing_row row = {
		.activity = t->activity,
		.field = of->field,
		.value = value,
		.cite = t->processor ? of->processor : of->controller,
	};

	if (t->code == OM_OK && *value != '\0')
		t->code = t->each(t->state, &row);
}

static void
add_buf(struct rows *t, const struct place *of, struct om_buf *b)
{
	if (t->code == OM_OK)
		t->code = om_buf_check(b, "record of processing");
	if (b->n > 0)
		add(t, of, b->p);
	om_buf_free(b);
}

static void
add_texts(struct rows *t, const struct place *of, struct om_texts texts)
{
	for (size_t i = 0; i < texts.n; i++)
		add(t, of, om_texts_get(texts, i));
}

enum { CELL = 64 << 10 };

/* "Name, address, contact", and what else is known of a party. */
static void
add_party(struct rows *t, const struct place *of, const struct om_party *p)
{
	const char *const more[] = { p->address, p->contact };
	struct om_buf b = OM_BUF(CELL);

	om_buf_text(&b, p->name);
	for (size_t i = 0; i < 2; i++)
		if (*more[i] != '\0')
			om_buf_format(&b, ", %s", more[i]);
	if (*p->representative != '\0')
		om_buf_format(&b, "; represented by %s", p->representative);
	if (*p->dpo != '\0')
		om_buf_format(&b, "; data protection officer %s", p->dpo);
	if (*p->arrangement != '\0')
		om_buf_format(&b, "; %s", p->arrangement);
	add_buf(t, of, &b);
}

static void
add_bases(struct rows *t, const struct om_activity *a)
{
	static const struct place of = { "basis", "GDPR Art. 13(1)(c)", "" };

	for (size_t i = 0; i < a->basis_count; i++) {
		const struct om_activity_basis *basis = &a->bases[i];
		struct om_buf b = OM_BUF(CELL);

		if (basis->basis == NULL)
			om_buf_text(&b, basis->why);
		else
			om_buf_format(&b, "%s (%s)%s%s", basis->basis->title,
			    basis->basis->cite, *basis->why == '\0' ? "" : ": ",
			    basis->why);
		add_buf(t, &of, &b);
	}
}

/* "Parcel Ltd (delivery service, IE, controller)". */
static void
add_recipients(struct rows *t, const struct om_activity *a, bool simple)
{
	static const struct place of = { "recipient", "GDPR Art. 30(1)(d)",
		"" };
	static const struct place transfer = { "transfer", "GDPR Art. 30(1)(e)",
		"GDPR Art. 30(2)(c)" };

	for (size_t i = 0; i < a->recipient_count; i++) {
		const struct om_processing_recipient *to = a->recipients[i];
		struct om_buf b = OM_BUF(CELL);

		if (simple) {
			add(t, &of, to->name);
			continue;
		}
		om_buf_format(&b, "%s (%s, %s, %s)", to->name, to->category,
		    to->country, om_capacity_word(to->capacity));
		add_buf(t, &of, &b);
		if (!om_recipient_is_abroad(to, OM_AREA_UNION))
			continue;
		b = OM_BUF(CELL);
		om_buf_format(&b, "%s: %s, %s", to->country, to->name,
		    to->safeguard == NULL ? "safeguard not stated"
					  : to->safeguard->title);
		if (to->safeguard != NULL)
			om_buf_format(&b, " (%s)", to->safeguard->cite);
		add_buf(t, &transfer, &b);
	}
	add(t, &transfer, a->transfers);
}

static void
add_retention(struct rows *t, const struct om_activity *a)
{
	static const struct place of = { "retention", "GDPR Art. 30(1)(f)",
		"" };

	for (size_t i = 0; i < a->retention_count; i++) {
		const struct om_retention *r = &a->retention[i];
		struct om_buf b = OM_BUF(CELL);

		if (*r->source != '\0')
			om_buf_format(&b, "%s: ", r->source);
		for (size_t k = 0; k < r->data.n; k++)
			om_buf_format(&b, "%s%s", om_texts_get(r->data, k),
			    k + 1 < r->data.n ? ", " : ": ");
		om_retention_text(&b, r);
		add_buf(t, &of, &b);
	}
}

static void
add_decisions(struct rows *t, const struct om_activity *a)
{
	static const struct place of = { "automated decisions",
		"GDPR Art. 15(1)(h)", "" };

	if (a->decisions == OM_DECISIONS_NONE)
		add(t, &of, "none");
	add(t, &of, a->logic);
	add(t, &of, a->consequences);
}

/* "A, D to Parcel Ltd, Ledger & Sons: delivery"; "nobody" where it says so. */
static void
add_handed(
    struct rows *t, const struct place *of, const struct om_handed_list *list)
{
	if (list->stated && list->n == 0)
		add(t, of, "nobody");
	for (size_t i = 0; i < list->n; i++) {
		const struct om_handed *h = &list->p[i];
		struct om_buf b = OM_BUF(CELL);

		for (size_t k = 0; k < h->categories.n; k++)
			om_buf_format(&b, "%s%s", k > 0 ? ", " : "",
			    om_texts_get(h->categories, k));
		for (size_t k = 0; k < h->n; k++)
			om_buf_format(&b, "%s%s", k > 0 ? ", " : " to ",
			    h->recipients[k]->name);
		if (*h->purpose != '\0')
			om_buf_format(&b, ": %s", h->purpose);
		add_buf(t, of, &b);
	}
}

static void
add_who(struct rows *t, const struct om_processing_record *r,
    const struct om_settings *s)
{
	static const struct place controller = { "controller",
		"GDPR Art. 30(1)(a)", "GDPR Art. 30(2)(a)" };
	static const struct place dpo = { "data protection officer",
		"GDPR Art. 30(1)(a)", "GDPR Art. 30(2)(a)" };
	static const struct place representative = { "representative",
		"GDPR Art. 30(1)(a)", "GDPR Art. 30(2)(a)" };
	struct om_party party = { s->organisation.name, s->organisation.address,
		s->organisation.contact, "", "", "" };

	add_party(t, &controller, &party);
	party =
	    (struct om_party){ s->dpo.name, "", s->dpo.contact, "", "", "" };
	if (*s->dpo.name != '\0' || *s->dpo.contact != '\0')
		add_party(t, &dpo, &party);
	if (*r->representative.name != '\0')
		add_party(t, &representative, &r->representative);
}

static void
add_parties(struct rows *t, const struct om_activity *a)
{
	static const struct place joint = { "joint controller",
		"GDPR Art. 30(1)(a)", "" };
	static const struct place worked_for = { "on behalf of", "",
		"GDPR Art. 30(2)(a)" };

	for (size_t i = 0; i < a->joint.n; i++)
		add_party(t, &joint, &a->joint.p[i]);
	for (size_t i = 0; i < a->controllers.n; i++)
		add_party(t, &worked_for, &a->controllers.p[i]);
}

static void
add_activity(struct rows *t, const struct om_processing_record *r,
    const struct om_activity *a)
{
	static const struct place title = { "activity", "", "" };
	static const struct place role = { "role", "", "" };
	static const struct place source = { "source", "", "" };
	static const struct place purpose = { "purpose", "GDPR Art. 30(1)(b)",
		"GDPR Art. 30(2)(b)" };
	static const struct place subjects = { "subjects", "GDPR Art. 30(1)(c)",
		"" };
	static const struct place data = { "data", "GDPR Art. 30(1)(c)", "" };
	static const struct place origin = { "origin", "GDPR Art. 15(1)(g)",
		"" };
	static const struct place sold = { "sold or shared",
		"Cal. Civ. Code 1798.130(a)(4)", "" };
	static const struct place disclosed = { "disclosed",
		"Cal. Civ. Code 1798.130(a)(4)", "" };
	static const struct place security = { "security", "GDPR Art. 30(1)(g)",
		"GDPR Art. 30(2)(d)" };

	t->activity = a->name;
	t->processor = a->capacity == OM_PROCESSOR;
	add(t, &title, a->title);
	add(t, &role, om_capacity_word(a->capacity));
	add_parties(t, a);
	add_texts(t, &source, a->sources);
	add_texts(t, &purpose, a->purposes);
	add_bases(t, a);
	add_texts(t, &subjects, a->subjects);
	add_texts(t, &data, a->data);
	add(t, &origin, a->origin);
	add_recipients(t, a, r->simple);
	add_retention(t, a);
	add_decisions(t, a);
	add_handed(t, &sold, &a->sold_or_shared);
	add_handed(t, &disclosed, &a->disclosed);
	add_texts(t, &security, a->security);
}

int
om_processing_rows(const struct om_processing_record *r,
    const struct om_settings *settings, const char *only,
    int (*each)(void *state, const struct om_processing_row *row), void *state)
{
	struct rows t = { .each = each, .state = state, .activity = "" };
	size_t found = 0;

	if (only == NULL)
		add_who(&t, r, settings);
	for (size_t i = 0; i < r->n; i++) {
		if (only != NULL && strcmp(r->activities[i].name, only) != 0)
			continue;
		add_activity(&t, r, &r->activities[i]);
		found++;
	}
	if (only != NULL && found == 0)
		return om_fail(
		    OM_NOTFOUND, "the record has no activity of that name");
	return t.code;
}
