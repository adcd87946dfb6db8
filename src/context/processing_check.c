#include "context/processing_inside.h"

/* Which laws ask for a member. */
enum { GDPR = 1, CCPA = 2, BOTH = GDPR | CCPA };

static bool
has_purposes(const struct om_activity *a)
{
	return a->purposes.n > 0;
}

static bool
has_basis(const struct om_activity *a)
{
	for (size_t i = 0; i < a->basis_count; i++)
		if (a->bases[i].basis == NULL || !a->bases[i].basis->special)
			return true;
	return false;
}

static bool
has_subjects(const struct om_activity *a)
{
	return a->subjects.n > 0;
}

static bool
has_data(const struct om_activity *a)
{
	return a->data.n > 0;
}

static bool
has_recipients(const struct om_activity *a)
{
	return a->recipients_stated;
}

static bool
has_origin(const struct om_activity *a)
{
	return *a->origin != '\0';
}

static bool
has_decisions(const struct om_activity *a)
{
	return a->decisions != OM_DECISIONS_UNSTATED;
}

static bool
has_security(const struct om_activity *a)
{
	return a->security.n > 0;
}

static bool
has_sold(const struct om_activity *a)
{
	return a->sold_or_shared.stated;
}

static bool
has_disclosed(const struct om_activity *a)
{
	return a->disclosed.stated;
}

static bool
has_controllers(const struct om_activity *a)
{
	return a->capacity != OM_PROCESSOR || a->controllers.n > 0;
}

static bool
has_partners(const struct om_activity *a)
{
	return a->capacity != OM_JOINT || a->joint.n > 0;
}

/*
 * Members and who must state them: one that decides for itself, one that
 * works for another, in a record that can state it (an imported one).
 */
static const struct {
	bool (*stated)(const struct om_activity *a);
	const char *what, *simple, *cite, *california;
	unsigned laws;
	bool processor, answer;
} members[] = {
	{ has_purposes, "purposes", "processing.purposes",
	    "GDPR Art. 15(1)(a), 30(1)(b), (2)(b)",
	    "Cal. Civ. Code 1798.110(a)(3)", BOTH, true, true },
	{ has_basis, "bases", "processing.legal_basis",
	    "GDPR Art. 6(1), 13(1)(c)", NULL, GDPR, false, false },
	{ has_subjects, "subjects", NULL, "GDPR Art. 30(1)(c)", NULL, GDPR,
	    false, false },
	{ has_data, "data", NULL, "GDPR Art. 30(1)(c)", NULL, GDPR, false,
	    false },
	{ has_recipients, "recipients", "processing.recipients",
	    "GDPR Art. 15(1)(c), 30(1)(d)", NULL, GDPR, false, true },
	{ has_origin, "origin", "processing.origin", "GDPR Art. 15(1)(g)",
	    "Cal. Civ. Code 1798.110(a)(2)", BOTH, false, true },
	{ has_decisions, "automated_decisions",
	    "processing.automated_decisions", "GDPR Art. 15(1)(h)", NULL, GDPR,
	    false, true },
	{ has_security, "security", NULL, "GDPR Art. 30(1)(g), (2)(d)", NULL,
	    GDPR, true, false },
	{ has_sold, "sold_or_shared", "processing.sold_or_shared", NULL,
	    "Cal. Civ. Code 1798.115(a)(2), 1798.130(a)(4)(B)", CCPA, false,
	    true },
	{ has_disclosed, "disclosed", "processing.disclosed", NULL,
	    "Cal. Civ. Code 1798.115(a)(3), 1798.130(a)(4)(C)", CCPA, false,
	    true },
	{ has_controllers, "controllers", NULL, "GDPR Art. 30(2)(a)", NULL,
	    GDPR, true, false },
	{ has_partners, "joint_controllers", NULL, "GDPR Art. 26, 30(1)(a)",
	    NULL, GDPR, true, false },
};

static void
check_members(struct om_processing_checker *c, const struct om_activity *a)
{
	unsigned law = c->california ? CCPA : GDPR;

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		const char *what =
		    c->r->simple ? members[i].simple : members[i].what;

		if ((members[i].laws & law) == 0 || what == NULL ||
		    (a->capacity == OM_PROCESSOR && !members[i].processor) ||
		    members[i].stated(a))
			continue;
		om_processing_lacks(c, a,
		    (struct om_lack){ .what = what,
			.of = "",
			.cite = c->california ? members[i].california
					      : members[i].cite,
			.answer = members[i].answer });
	}
}

/* Somebody outside the Union has somebody in it (Art. 27). */
static bool
needs_representative(const struct om_settings *s)
{
	struct om_buf code = OM_BUF(8);
	struct om_processing_recipient self = { 0 };
	bool needs;

	om_buf_add(&code, om_span_bytes(s->country, strcspn(s->country, "-")));
	self.country = code.p == NULL ? "" : code.p;
	needs = strlen(self.country) == 2 &&
		om_recipient_is_abroad(&self, OM_AREA_UNION);
	om_buf_free(&code);
	return needs;
}

static void
check_organisation(struct om_processing_checker *c, const struct om_settings *s)
{
	if (*s->organisation.name == '\0')
		om_processing_lacks(c, NULL,
		    (struct om_lack){ .what = "organisation.name",
			.of = "",
			.cite = c->california ? "11 CCR 7024"
					      : "GDPR Art. 30(1)(a)",
			.answer = true });
	if (c->california || c->kingdom)
		return;
	if (*s->authority.name == '\0')
		om_processing_lacks(c, NULL,
		    (struct om_lack){ .what = "authority.name",
			.of = "",
			.cite = "GDPR Art. 15(1)(f)",
			.answer = true });
	if (!c->r->simple && *c->r->representative.name == '\0' &&
	    needs_representative(s))
		om_processing_lacks(c, NULL,
		    (struct om_lack){ .what = "representative",
			.of = "",
			.cite = "GDPR Art. 27, 30(1)(a)" });
}

static void
check_activity(struct om_processing_checker *c, const struct om_activity *a)
{
	check_members(c, a);
	om_processing_check_parts(c, a);
}

static bool
uses_any(const struct om_activity *a, const struct om_processing_scope *scope)
{
	for (size_t i = 0; i < scope->n; i++)
		if (om_activity_has_source(a, scope->sources[i]))
			return true;
	return scope->n == 0;
}

/* Data whose use nobody has written down. */
static void
check_source(struct om_processing_checker *c, struct om_span source)
{
	struct om_buf name = OM_BUF(1 << 10);

	if (om_processing_next(c->r, 0, source) < c->r->n)
		return;
	om_buf_add(&name, source);
	om_processing_lacks(c, NULL,
	    (struct om_lack){ .what = "activities.sources",
		.of = name.failed || name.p == NULL ? "?" : name.p,
		.cite = c->california ? "Cal. Civ. Code 1798.110(a)"
				      : "GDPR Art. 15(1), 30(1)",
		.answer = true });
	om_buf_free(&name);
}

int
om_processing_check(const struct om_processing_record *r,
    const struct om_settings *settings, const struct om_processing_scope *scope,
    int (*each)(void *state, const struct om_lack *lack), void *state)
{
	struct om_processing_checker c = { .r = r,
		.scope = scope,
		.each = each,
		.state = state,
		.california = strcmp(scope->regime, "ccpa") == 0,
		.kingdom = strcmp(scope->regime, "uk-gdpr") == 0 };

	check_organisation(&c, settings);
	for (size_t i = 0; i < r->n; i++)
		if (uses_any(&r->activities[i], scope))
			check_activity(&c, &r->activities[i]);
	for (size_t i = 0; i < scope->n; i++)
		check_source(&c, scope->sources[i]);
	return c.code;
}
