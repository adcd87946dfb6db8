#include "context/processing_inside.h"

void
om_processing_lacks(struct om_processing_checker *c,
    const struct om_activity *a, struct om_lack lack)
{
	lack.activity = a == NULL ? "" : a->name;
	if (c->code == OM_OK)
		c->code = c->each(c->state, &lack);
}

static void
check_period(struct om_processing_checker *c, const struct om_activity *a,
    const char *source)
{
	for (size_t i = 0; i < a->retention_count; i++)
		if (*a->retention[i].source == '\0' ||
		    strcmp(a->retention[i].source, source) == 0)
			return;
	om_processing_lacks(c, a,
	    (struct om_lack){ .what = c->r->simple ? "processing.storage_period"
						   : "retention",
		.of = source,
		.cite = "GDPR Art. 15(1)(d), 30(1)(f)",
		.answer = true });
}

/* Of every source its period; one that runs needs a beginning. */
static void
check_retention(struct om_processing_checker *c, const struct om_activity *a)
{
	if (a->sources.n == 0)
		check_period(c, a, "");
	for (size_t i = 0; i < a->sources.n; i++)
		check_period(c, a, om_texts_get(a->sources, i));
	for (size_t i = 0; i < a->retention_count; i++)
		if (*a->retention[i].criteria == '\0' &&
		    *a->retention[i].start == '\0')
			om_processing_lacks(c, a,
			    (struct om_lack){ .what = "retention.start",
				.of = a->retention[i].source,
				.cite = "GDPR Art. 15(1)(d)",
				.answer = true });
}

static bool
needs_reason(const struct om_activity_basis *b)
{
	return b->basis != NULL && *b->why == '\0' &&
	       (b->basis == om_basis_at(OM_BASIS_LEGITIMATE_INTERESTS) ||
		   b->basis == om_basis_at(OM_BASIS_LEGAL_OBLIGATION));
}

static void
check_bases(struct om_processing_checker *c, const struct om_activity *a)
{
	for (size_t i = 0; i < a->basis_count; i++)
		if (needs_reason(&a->bases[i]))
			om_processing_lacks(c, a,
			    (struct om_lack){ .what = "bases.why",
				.of = a->bases[i].basis->word,
				.cite = "GDPR Art. 6(3), 13(1)(d)" });
}

static void
check_decisions(struct om_processing_checker *c, const struct om_activity *a)
{
	if (a->decisions != OM_DECISIONS || c->r->simple)
		return;
	if (*a->logic == '\0')
		om_processing_lacks(c, a,
		    (struct om_lack){ .what = "automated_decisions.logic",
			.of = "",
			.cite = "GDPR Art. 15(1)(h); C-203/22",
			.answer = true });
	if (*a->consequences == '\0')
		om_processing_lacks(c, a,
		    (struct om_lack){
			.what = "automated_decisions.consequences",
			.of = "",
			.cite = "GDPR Art. 15(1)(h)",
			.answer = true });
}

static void
check_transfers(struct om_processing_checker *c, const struct om_activity *a)
{
	unsigned area = c->kingdom ? OM_AREA_KINGDOM : OM_AREA_UNION;

	if (c->r->simple && *a->transfers == '\0')
		om_processing_lacks(c, a,
		    (struct om_lack){ .what = "processing.transfers",
			.of = "",
			.cite = "GDPR Art. 15(2)",
			.answer = true });
	for (size_t i = 0; !c->r->simple && i < a->recipient_count; i++) {
		const struct om_processing_recipient *to = a->recipients[i];

		if (om_recipient_is_abroad(to, area) && to->safeguard == NULL)
			om_processing_lacks(c, a,
			    (struct om_lack){ .what = "recipients.safeguard",
				.of = to->name,
				.cite = "GDPR Art. 15(2), 30(1)(e), 44",
				.answer = true });
	}
}

/* Art. 19 and 7022(b) notices need a way to the recipient. */
static void
check_notices(struct om_processing_checker *c, const struct om_activity *a)
{
	const char *cite = c->california ? "11 CCR 7022(b)" : "GDPR Art. 19";

	for (size_t i = 0; !c->r->simple && i < a->recipient_count; i++) {
		const struct om_processing_recipient *to = a->recipients[i];

		if (*to->contact == '\0')
			om_processing_lacks(c, a,
			    (struct om_lack){ .what = "recipients.contact",
				.of = to->name,
				.cite = cite });
		if (to->identity_count == 0)
			om_processing_lacks(c, a,
			    (struct om_lack){ .what = "recipients.identities",
				.of = to->name,
				.cite = cite });
	}
}

static bool
is_on(const struct om_handed_list *list,
    const struct om_processing_recipient *recipient)
{
	for (size_t i = 0; i < list->n; i++)
		for (size_t k = 0; k < list->p[i].n; k++)
			if (list->p[i].recipients[k] == recipient)
				return true;
	return false;
}

/* Whoever gets data was sold it or had it disclosed: two lists, not one. */
static void
check_lists(struct om_processing_checker *c, const struct om_activity *a)
{
	for (size_t i = 0; !c->r->simple && i < a->recipient_count; i++)
		if (!is_on(&a->sold_or_shared, a->recipients[i]) &&
		    !is_on(&a->disclosed, a->recipients[i]))
			om_processing_lacks(c, a,
			    (struct om_lack){ .what = "disclosed",
				.of = a->recipients[i]->name,
				.cite = "Cal. Civ. Code 1798.130(a)(4)",
				.answer = true });
}

static void
check_joint(struct om_processing_checker *c, const struct om_activity *a)
{
	for (size_t i = 0; i < a->joint.n; i++)
		if (*a->joint.p[i].arrangement == '\0')
			om_processing_lacks(c, a,
			    (struct om_lack){
				.what = "joint_controllers.arrangement",
				.of = a->joint.p[i].name,
				.cite = "GDPR Art. 26(2)" });
	for (size_t i = 0; i < a->controllers.n; i++)
		if (*a->controllers.p[i].contact == '\0')
			om_processing_lacks(c, a,
			    (struct om_lack){ .what = "controllers.contact",
				.of = a->controllers.p[i].name,
				.cite = "GDPR Art. 30(2)(a)" });
}

static bool
lifts_ban(const struct om_activity *a)
{
	for (size_t i = 0; i < a->basis_count; i++)
		if (a->bases[i].basis == NULL || a->bases[i].basis->special)
			return true;
	return false;
}

/* Special categories are forbidden but for a ground of Art. 9(2). */
static void
check_special(struct om_processing_checker *c, const struct om_activity *a)
{
	const struct om_kinds *kinds = c->scope->kinds;

	if (kinds == NULL || lifts_ban(a))
		return;
	for (size_t i = 0; i < a->data.n; i++) {
		const char *name = om_texts_get(a->data, i);
		int kind = om_kinds_find(kinds, om_span_of(name));

		if (kind >= 0 && kinds->list[kind].class == OM_CLASS_SPECIAL)
			om_processing_lacks(c, a,
			    (struct om_lack){ .what = "bases",
				.of = name,
				.cite = "GDPR Art. 9(2)" });
	}
}

void
om_processing_check_parts(
    struct om_processing_checker *c, const struct om_activity *a)
{
	if (c->california && a->capacity != OM_PROCESSOR)
		check_lists(c, a);
	if (!c->california && a->capacity != OM_PROCESSOR) {
		check_retention(c, a);
		check_bases(c, a);
		check_special(c, a);
		check_decisions(c, a);
	}
	if (!c->california) {
		check_transfers(c, a);
		check_joint(c, a);
	}
	check_notices(c, a);
}
