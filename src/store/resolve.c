#include "store/resolve.h"

#include "base/text.h"
#include "store/identifier.h"

/* More people than this under one identifier are not looked at one by one. */
enum { HOLDERS_MAX = 32, HOLDERS_MANY = 4 };

/* Somebody who shares identifiers with the profile. */
struct candidate {
	struct om_subject *subject;
	bool strong; /* shares one that always links */
	bool weak;   /* shares one that links unless contradicted */
};

struct question {
	const struct om_identity_policy *identity;
	const struct om_profile *p;
	struct candidate candidates[HOLDERS_MAX];
	size_t n;
	bool crowded[OM_LINKS_NEVER + 1]; /* more shared one that links so */
};

static enum om_links
links_of(const struct question *q, const struct om_identifier *id)
{
	const struct om_identity *rule =
	    om_identity_find(q->identity, id->type);

	if (rule->normaliser == OM_NORMALISE_EMAIL &&
	    om_identity_is_role_mailbox(q->identity, id->value))
		return OM_LINKS_NEVER;
	return rule->links;
}

/* A role mailbox is of the type `email`, but says nothing of a person. */
static bool
speaks(const struct question *q, const struct om_identifier *id,
    struct om_span type)
{
	return om_span_equal(id->type, type) &&
	       links_of(q, id) != OM_LINKS_NEVER;
}

/* Whether both have values of this type and none of them in common. */
static bool
type_differs(const struct question *q, const struct om_profile *other,
    struct om_span type)
{
	size_t n = om_identifier_count(q->p), m = om_identifier_count(other);
	bool both = false;

	for (size_t i = 0; i < n; i++) {
		struct om_identifier x = om_identifier_at(q->p, i);

		if (!speaks(q, &x, type))
			continue;
		for (size_t k = 0; k < m; k++) {
			struct om_identifier y = om_identifier_at(other, k);

			if (!speaks(q, &y, type))
				continue;
			if (om_span_equal(x.value, y.value))
				return false;
			both = true;
		}
	}
	return both;
}

static bool
names_differ(const struct om_profile *a, const struct om_profile *b)
{
	struct om_buf x = OM_BUF(8192), y = OM_BUF(8192);
	bool differ = false;

	if (a->name.n > 0 && b->name.n > 0)
		differ = om_text_fold(&x, a->name) != OM_OK ||
			 om_text_fold(&y, b->name) != OM_OK ||
			 !om_span_equal(om_buf_span(&x), om_buf_span(&y));
	om_buf_free(&x);
	om_buf_free(&y);
	return differ;
}

/*
 * Whether two profiles cannot be of one person: a type that each person has
 * once differs; or, for a match by a number that a household may share, any
 * type that links always differs.
 */
static bool
contradict(const struct question *q, const struct om_profile *other, bool weak)
{
	size_t n = om_identifier_count(q->p);
	bool same_source = om_span_equal(q->p->source, other->source);

	for (size_t i = 0; i < n; i++) {
		struct om_span type = om_identifier_at(q->p, i).type;
		const struct om_identity *id =
		    om_identity_find(q->identity, type);

		if (id->scope == OM_SCOPE_SOURCE && !same_source)
			continue;
		if (!id->exclusive && !(weak && id->links == OM_LINKS_ALWAYS))
			continue;
		if (type_differs(q, other, type))
			return true;
	}
	return false;
}

static bool
contradicts_any(const struct question *q, const struct candidate *c)
{
	bool weak = !c->strong;

	for (size_t i = 0; i < c->subject->profile_count; i++) {
		const struct om_held_profile *held = &c->subject->profiles[i];

		if (held->removed)
			continue;
		if (contradict(q, &held->profile, weak) ||
		    (weak && names_differ(q->p, &held->profile)))
			return true;
	}
	return false;
}

static struct candidate *
candidate_of(struct question *q, struct om_subject *s)
{
	for (size_t i = 0; i < q->n; i++)
		if (q->candidates[i].subject == s)
			return &q->candidates[i];
	if (q->n == HOLDERS_MAX)
		return NULL;
	q->candidates[q->n] = (struct candidate){ .subject = s };
	return &q->candidates[q->n++];
}

/* One more who shares an identifier that links so. */
static int
add_holder(struct question *q, struct om_people *people, int64_t id,
    const struct om_tag *tag, enum om_links links)
{
	struct om_subject *s;
	struct candidate *c;
	bool holds = false;
	int rc = om_people_get(people, &s, id);

	if (rc == OM_OK)
		rc = om_people_holds(&holds, people, s, tag);
	if (rc != OM_OK || !holds)
		return rc;
	c = candidate_of(q, s);
	if (c == NULL) {
		q->crowded[links] = true;
		return OM_OK;
	}
	c->strong = c->strong || links == OM_LINKS_ALWAYS;
	c->weak = c->weak || links == OM_LINKS_UNLESS_CONTRADICTED;
	return OM_OK;
}

/*
 * Everybody who shares the i-th identifier becomes a candidate; those that
 * many people share come second, so that they crowd nobody out.
 */
static int
add_holders(struct question *q, struct om_people *people, size_t i,
    const struct om_tag *tag, bool many)
{
	struct om_identifier id = om_identifier_at(q->p, i);
	int64_t ids[HOLDERS_MAX];
	size_t n = om_people_with(people, ids, HOLDERS_MAX, tag);
	enum om_links links;
	int rc = OM_OK;

	if (n == 0 || (n > HOLDERS_MANY) != many)
		return OM_OK;
	links = links_of(q, &id);
	if (n > HOLDERS_MAX) {
		q->crowded[links] = true;
		n = HOLDERS_MAX;
	}
	for (size_t k = 0; rc == OM_OK && k < n; k++)
		rc = add_holder(q, people, ids[k], tag, links);
	return rc;
}

static bool
has_strong(const struct question *q, const struct om_profile *p)
{
	for (size_t i = 0; i < om_identifier_count(p); i++) {
		struct om_identifier id = om_identifier_at(p, i);

		if (links_of(q, &id) == OM_LINKS_ALWAYS)
			return true;
	}
	return false;
}

/*
 * Whether a profile that shares nothing strong is the same all the same. A
 * number, a role mailbox or a type that nobody knows may be several
 * people's: taking one for the other would overwrite a person by another and
 * hand over her events. So it must have nothing better to go by, and the
 * same name or, where neither has one, the very same identifiers.
 */
static bool
is_weakly_same(const struct question *q, const struct om_profile *held)
{
	const struct om_profile *p = q->p;

	if (has_strong(q, held))
		return false;
	if (p->name.n > 0 || held->name.n > 0)
		return p->name.n > 0 && held->name.n > 0 &&
		       !names_differ(p, held);
	for (size_t i = 0; i < p->n; i++)
		if (!om_profile_has(
			held, p->identifiers[i].type, p->identifiers[i].value))
			return false;
	return p->n == held->n;
}

static bool
is_same(const struct question *q, const struct candidate *c,
    const struct om_held_profile *held)
{
	return !held->removed && om_profile_is_same(q->p, &held->profile) &&
	       !contradict(q, &held->profile, !c->strong) &&
	       (c->strong || is_weakly_same(q, &held->profile));
}

/* The same profile as one that a candidate holds: Zendesk's PUT. */
static int
find_same(struct om_belonging *out, const struct question *q)
{
	for (size_t i = 0; i < q->n; i++) {
		struct om_subject *s = q->candidates[i].subject;

		for (size_t k = 0; k < s->profile_count; k++) {
			if (!is_same(q, &q->candidates[i], &s->profiles[k]))
				continue;
			if (out->held != NULL)
				return om_fail(OM_INPUT,
				    "its identifiers belong to several "
				    "profiles of its source and type");
			out->subject = s;
			out->held = &s->profiles[k];
		}
	}
	return OM_OK;
}

/* Whom the profile leads to by what links so: somebody, nobody, several. */
static void
choose(struct om_belonging *out, const struct question *q, enum om_links links)
{
	bool weak = links != OM_LINKS_ALWAYS;

	for (size_t i = 0; i < q->n; i++) {
		const struct candidate *c = &q->candidates[i];

		if (!(weak ? c->weak : c->strong) || contradicts_any(q, c))
			continue;
		if (out->subject != NULL)
			out->ambiguous = true;
		out->subject = c->subject;
	}
	out->ambiguous = out->ambiguous || q->crowded[links];
	if (out->ambiguous)
		out->subject = NULL;
}

int
om_resolve(struct om_belonging *out, struct om_people *people,
    const struct om_identity_policy *identity, const struct om_profile *p,
    const struct om_tag *tags)
{
	struct question q = { .identity = identity, .p = p };
	size_t n = om_identifier_count(p);
	int rc = OM_OK;

	*out = (struct om_belonging){ 0 };
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		rc = add_holders(&q, people, i, &tags[i], false);
	for (size_t i = 0; rc == OM_OK && i < n; i++)
		rc = add_holders(&q, people, i, &tags[i], true);
	if (rc == OM_OK && q.n > 0)
		rc = find_same(out, &q);
	if (rc != OM_OK || out->held != NULL)
		return rc;
	/* A number that is shared says nothing against an address. */
	choose(out, &q, OM_LINKS_ALWAYS);
	if (out->subject == NULL && !out->ambiguous)
		choose(out, &q, OM_LINKS_UNLESS_CONTRADICTED);
	return OM_OK;
}
