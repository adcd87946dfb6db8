#include "policy/risk_choice.h"

#include "base/memory.h"

/* Texts longer than this are no attribute but a text. */
enum { TEXT_LENGTH = 64 };

static const char *const role_words[] = {
#define OM_RISK_ROLE(name, word) word,
#include "policy/risk_role_list.h"
#undef OM_RISK_ROLE
};

const char *
om_risk_role_word(enum om_risk_role role)
{
	return role_words[role];
}

/* A proposal, and how soon it is taken where there are many: 0 first. */
struct proposal {
	enum om_risk_role role;
	unsigned rank;
	const char *why;
};

/* What the kind alone tells, by its strength. */
static const struct proposal by_strength[] = {
	[OM_STRENGTH_DIRECT] = { OM_RISK_DIRECT, 0,
	    "identifies a person by itself" },
	[OM_STRENGTH_IN_CONTEXT] = { OM_RISK_DIRECT, 0,
	    "a name identifies in its context; measure it by naming it" },
	[OM_STRENGTH_ONLINE] = { OM_RISK_DIRECT, 0,
	    "an online identifier singles out a device and who uses it" },
	[OM_STRENGTH_PSEUDONYM] = { OM_RISK_DIRECT, 0,
	    "a pseudonym identifies a person for who holds the key" },
	[OM_STRENGTH_SECRET] = { OM_RISK_DIRECT, 0,
	    "a secret belongs to one person" },
	[OM_STRENGTH_GROUP] = { OM_RISK_QUASI, 0,
	    "tells which few people it may be" },
	[OM_STRENGTH_QUASI_STRONG] = { OM_RISK_QUASI, 0,
	    "nearly singles a person out by itself" },
	[OM_STRENGTH_QUASI] = { OM_RISK_QUASI, 1,
	    "singles a person out together with others" },
	[OM_STRENGTH_WEAK] = { OM_RISK_QUASI, 2,
	    "adds to what singles a person out" },
	[OM_STRENGTH_SENSITIVE] = { OM_RISK_SENSITIVE, 0,
	    "is what an attacker would learn" },
	[OM_STRENGTH_CONTENT] = { OM_RISK_LEFT, 0,
	    "a text: its parts may identify, which this does not measure" },
	[OM_STRENGTH_ATTRIBUTE] = { OM_RISK_QUASI, 4,
	    "an attribute that others may know" },
	[OM_STRENGTH_NONE] = { OM_RISK_LEFT, 0, "of an organisation" },
};

static bool
is_text(const struct om_risk_column *c)
{
	size_t bytes = 0;

	for (uint32_t i = 0; i < c->cardinality; i++)
		bytes += c->values[i].n;
	return bytes / ((size_t)c->cardinality + 1) > TEXT_LENGTH;
}

/* What the values of a column with an unknown name tell. */
static struct proposal
by_values(const struct om_risk_column *c, size_t n)
{
	if (n > 1 && c->cardinality == n)
		return (struct proposal){ OM_RISK_DIRECT, 0,
			"has another value in every record, as a key has" };
	if (is_text(c))
		return (struct proposal){ OM_RISK_LEFT, 0,
			"a text: its parts may identify, which this does "
			"not measure" };
	if (c->cardinality > n / 2)
		return (struct proposal){ OM_RISK_LEFT, 0,
			"an unknown name, and most values occur once or "
			"twice: name it if others may know it" };
	return (struct proposal){ OM_RISK_QUASI, 3,
		"an unknown name, and records share its values" };
}

static int
kind_of(const struct om_attributes *attributes, struct om_span name)
{
	struct om_span head, tail = name;
	int kind = om_attributes_find(attributes, name);

	/* "address.city" is known by its last part where it is not as whole */
	while (kind < 0 && om_span_cut(&head, &tail, tail, '.'))
		kind = om_attributes_find(attributes, tail);
	return kind;
}

static struct proposal
propose(const struct om_risk_column *c, size_t n, const struct om_kinds *kinds,
    int kind)
{
	if (!c->left_out && c->cardinality <= 1 && n > 1)
		return (struct proposal){ OM_RISK_LEFT, 0,
			"has one value in all records" };
	if (kind >= 0)
		return by_strength[kinds->list[kind].strength];
	if (c->left_out)
		return (struct proposal){ OM_RISK_LEFT, 0, "was not named" };
	return by_values(c, n);
}

/* The first of the columns proposed that comes before all others. */
static size_t
next_proposed(
    const struct proposal *all, const struct om_risk_choice *out, size_t width)
{
	size_t best = width;

	for (size_t i = 0; i < width; i++)
		if (all[i].role == OM_RISK_QUASI && out[i].why == NULL &&
		    (best == width || all[i].rank < all[best].rank))
			best = i;
	return best;
}

static void
take_proposed(struct om_risk_choice *out, const struct proposal *all,
    size_t width, unsigned most)
{
	size_t at;

	for (unsigned taken = 0; (at = next_proposed(all, out, width)) < width;
	     taken++) {
		out[at].role = taken < most ? OM_RISK_QUASI : OM_RISK_LEFT;
		out[at].why = taken < most
				  ? all[at].why
				  : "others tell more; name it to measure it";
	}
}

static int
assign(struct om_risk_choice *out, const struct om_risk_table *t,
    const char *name, enum om_risk_role role)
{
	long at = om_risk_table_find(t, om_span_of(name));

	if (at < 0)
		return om_fail(OM_USAGE, "there is no column %s", name);
	if (out[at].why != NULL)
		return om_fail(OM_USAGE, "column %s has two parts", name);
	out[at].role = role;
	out[at].why = "was named";
	return OM_OK;
}

static int
assign_wishes(struct om_risk_choice *out, const struct om_risk_table *t,
    const struct om_risk_wishes *w)
{
	int rc = OM_OK;

	if (w->quasi_count > OM_RISK_AXES)
		return om_fail(OM_USAGE, "at most %d columns can be combined",
		    (int)OM_RISK_AXES);
	for (size_t i = 0; rc == OM_OK && i < w->quasi_count; i++)
		rc = assign(out, t, w->quasi[i], OM_RISK_QUASI);
	for (size_t i = 0; rc == OM_OK && i < w->sensitive_count; i++)
		rc = assign(out, t, w->sensitive[i], OM_RISK_SENSITIVE);
	if (rc == OM_OK && w->person != NULL)
		rc = assign(out, t, w->person, OM_RISK_PERSON);
	return rc;
}

static void
take_rest(struct om_risk_choice *out, const struct proposal *all, size_t width,
    bool named)
{
	for (size_t i = 0; i < width; i++) {
		if (out[i].why != NULL)
			continue;
		out[i].role = all[i].role;
		out[i].why = all[i].why;
		if (named && all[i].role == OM_RISK_QUASI) {
			out[i].role = OM_RISK_LEFT;
			out[i].why = "was not named";
		}
	}
}

static void
list_quasi(struct om_risk_choices *c, const struct om_risk_table *t,
    const struct om_risk_wishes *w)
{
	for (size_t i = 0; i < w->quasi_count; i++)
		c->quasi[c->count++] =
		    (size_t)om_risk_table_find(t, om_span_of(w->quasi[i]));
	for (size_t i = 0; w->quasi == NULL && i < t->width; i++)
		if (c->list[i].role == OM_RISK_QUASI)
			c->quasi[c->count++] = i;
}

static int
assign_all(struct om_risk_choices *c, const struct om_risk_table *t,
    const struct proposal *proposals, const struct om_risk_wishes *w)
{
	unsigned most = w->most < OM_RISK_AXES ? w->most : OM_RISK_AXES;
	int rc = assign_wishes(c->list, t, w);

	if (rc != OM_OK)
		return rc;
	if (w->quasi == NULL)
		take_proposed(c->list, proposals, t->width, most);
	take_rest(c->list, proposals, t->width, w->quasi != NULL);
	list_quasi(c, t, w);
	if (c->count == 0)
		return om_fail(OM_USAGE,
		    "no column is a quasi-identifier by its name or its "
		    "values; name them with --quasi");
	return OM_OK;
}

int
om_risk_choose(struct om_risk_choices *out, const struct om_risk_table *t,
    const struct om_kinds *kinds, const struct om_attributes *attributes,
    const struct om_risk_wishes *w)
{
	struct proposal *proposals = om_new(t->width, sizeof(*proposals));
	struct om_risk_choices c = { .list =
					 om_new(t->width, sizeof(*c.list)) };
	int rc;

	for (size_t i = 0; i < t->width; i++) {
		c.list[i].kind = kind_of(attributes, t->columns[i].name);
		proposals[i] =
		    propose(&t->columns[i], t->n, kinds, c.list[i].kind);
	}
	rc = assign_all(&c, t, proposals, w);
	om_free(proposals);
	if (rc == OM_OK)
		*out = c;
	else
		om_risk_choices_free(&c);
	return rc;
}

void
om_risk_choices_free(struct om_risk_choices *c)
{
	om_free(c->list);
	*c = (struct om_risk_choices){ 0 };
}
