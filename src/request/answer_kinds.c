#include "request/answer.h"

/* Of the statute's categories (Cal. Civ. Code 1798.140(v)(1)). */
static const char letters[] = "ABCDEFGHIJKL";

static bool
has_letter(const struct om_kind *kind, const char *letter)
{
	for (size_t i = 0; i < kind->ccpa.n; i++)
		if (strcmp(kind->ccpa.p[i], letter) == 0)
			return true;
	return *letter == 'L' && kind->spi != NULL;
}

static bool
is_held(const struct om_answer *a, const char *letter)
{
	for (int k = om_kind_set_next(&a->held, 0); k >= 0;
	     k = om_kind_set_next(&a->held, k + 1))
		if (has_letter(&a->kinds->list[k], letter))
			return true;
	return false;
}

static bool
has_inferences(const struct om_answer *a)
{
	for (size_t i = 0; i < a->record->n; i++)
		if (a->record->activities[i].inferred.n > 0)
			return true;
	return false;
}

/* In the statutory words (Civ. Code 1798.130(c)). */
static int
show_statutory(struct om_view *v, const struct om_answer *a)
{
	int rc = OM_OK;

	om_view_list(v, "ccpa_categories");
	for (const char *c = letters; rc == OM_OK && *c != '\0'; c++) {
		const char letter[] = { *c, '\0' };
		bool inferred = *c == 'K' && has_inferences(a);
		bool activity = *c == 'F' && a->events > 0;

		if (inferred || activity || is_held(a, letter))
			rc = om_letter_word(om_view_add(v, "ccpa_categories"),
			    &a->letter, "text", "ccpa", letter);
	}
	return rc;
}

const char *
om_answer_kind_title(const struct om_answer *a, int kind)
{
	const struct om_kind *k = &a->kinds->list[kind];

	return om_language_kind(a->letter.language, k->name, k->title);
}

static void
show_set(struct om_view *v, const char *name, const struct om_answer *a,
    const struct om_kind_set *set)
{
	om_view_list(v, name);
	for (int k = om_kind_set_next(set, 0); k >= 0;
	     k = om_kind_set_next(set, k + 1)) {
		const struct om_kind *kind = &a->kinds->list[k];
		struct om_view *row = om_view_add(v, name);

		om_view_string(row, "title", om_answer_kind_title(a, k));
		om_view_flag(row, "unique_biometric",
		    a->california && kind->redact && has_letter(kind, "E"));
	}
}

static bool
has_title(const struct om_view_value *list, struct om_span title)
{
	const struct om_view *row = list->first;

	while (row != NULL &&
	       !om_span_equal(om_view_find(row, OM_SPAN("title"))->text, title))
		row = row->next;
	return row != NULL;
}

/* Fields whose names tell nothing are named as they are, each once. */
static void
show_others(struct om_view *v, const struct om_answer *a)
{
	const struct om_view_value *list;

	om_view_list(v, "other_attributes");
	list = om_view_find(v, OM_SPAN("other_attributes"));
	for (size_t i = 0; i < a->n; i++) {
		const struct om_value *m = a->profiles[i].attributes->first;

		for (; m != NULL; m = m->next)
			if (om_answer_kind(a, m->key) < 0 &&
			    !has_title(list, m->key))
				om_view_set(om_view_add(v, "other_attributes"),
				    "title", m->key);
	}
}

/* "crm, shop": where the profiles came from. */
static void
show_sources(struct om_view *v, const struct om_answer *a)
{
	const struct om_request *r = a->c->request;
	struct om_buf names = OM_BUF(1 << 20);

	for (size_t i = 0; i < r->step_count; i++)
		if (strcmp(r->steps[i].system, OM_SYSTEM_STORE) != 0)
			om_buf_format(&names, "%s%s", names.n == 0 ? "" : ", ",
			    r->steps[i].system);
	om_view_set(v, "sources", om_buf_span(&names));
	om_buf_free(&names);
}

int
om_answer_show_categories(struct om_view *v, const struct om_answer *a)
{
	static const struct om_kind_set none;

	show_set(v, "categories", a, &a->held);
	show_set(v, "withheld", a, &a->withheld);
	om_view_flag(
	    v, "withheld_any", !om_kind_set_equal(&a->withheld, &none));
	om_view_flag(v, "events_any", a->events > 0);
	om_view_flag(v, "inferred_any", has_inferences(a));
	show_sources(v, a);
	show_others(v, a);
	return show_statutory(v, a);
}
