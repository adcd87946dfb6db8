#include "scan/phone_plan.h"

#include "base/embed.h"
#include "base/memory.h"

enum { CODES = 1000, PREFIXES = 1000, HOME_MAX = 64, LENGTH_LEAST = 5 };

/*
 * Countries in which a number without its calling code is looked for. A plan
 * more makes more random numbers fit one, so that only countries of some
 * size stand here.
 */
static const char home_names[] =
    " US GB DE FR ES IT PL NL SE AT BE CH DK FI NO IE PT CZ HU RO GR TR BR MX "
    "AU NZ IN JP KR CN IL ZA ";

struct home {
	char trunk[4];
	size_t trunk_n;
	uint16_t *lengths;
};

/* By calling code, then by the first three digits: a bit for each length. */
struct om_phone_plans {
	uint16_t *codes[CODES];
	struct home homes[HOME_MAX];
	size_t home_count;
};

/* What is being read: the country of the last line that named one. */
struct reading {
	struct om_phone_plans *plans;
	uint16_t *plans_of[3]; /* by calling code, and by trunk prefix */
	unsigned line;
};

static struct om_span
next_word(struct om_span *rest)
{
	struct om_span word;

	*rest = om_span_trim(*rest);
	if (!om_span_cut(&word, rest, *rest, ' ')) {
		word = *rest;
		*rest = OM_SPAN_NONE;
	}
	return word;
}

static bool
is_home(struct om_span name)
{
	for (const char *at = home_names; *at != '\0'; at++)
		if (at[0] == ' ' && at[1] == name.p[0] && at[2] == name.p[1])
			return true;
	return false;
}

static int
fail(const struct reading *r)
{
	return om_fail(OM_USAGE,
	    "policies/numbering/phone.txt:%u: is not a numbering plan",
	    r->line);
}

/* The plan of all countries with one trunk prefix. */
static uint16_t *
home_of(struct om_phone_plans *p, struct om_span trunk)
{
	struct home *home = p->homes;

	for (size_t i = 0; i < p->home_count; i++, home++)
		if (home->trunk_n == trunk.n &&
		    memcmp(home->trunk, trunk.p, trunk.n) == 0)
			return home->lengths;
	if (p->home_count == HOME_MAX)
		return NULL;
	home->lengths = om_new(PREFIXES, sizeof(uint16_t));
	memcpy(home->trunk, trunk.p, trunk.n);
	home->trunk_n = trunk.n;
	p->home_count++;
	return home->lengths;
}

static int
read_country(struct reading *r, struct om_span *rest)
{
	enum { AMERICA = 1 };
	struct om_phone_plans *plans = r->plans;
	uint64_t code = 0;
	struct om_span number = next_word(rest), name = next_word(rest);
	struct om_span trunk = next_word(rest);

	if (!om_span_u64(&code, number) || code >= CODES || name.n != 2 ||
	    trunk.n == 0 || trunk.n >= sizeof(plans->homes[0].trunk))
		return fail(r);
	if (plans->codes[code] == NULL)
		plans->codes[code] = om_new(PREFIXES, sizeof(uint16_t));
	r->plans_of[0] = plans->codes[code];
	r->plans_of[1] = r->plans_of[2] = NULL;
	if (!is_home(name))
		return OM_OK;
	if (trunk.p[0] == '-' || code == AMERICA)
		r->plans_of[1] = home_of(plans, OM_SPAN(""));
	if (trunk.p[0] != '-')
		r->plans_of[2] = home_of(plans, trunk);
	return OM_OK;
}

static bool
read_lengths(uint16_t *out, struct om_span digits)
{
	*out = 0;
	for (size_t i = 0; i < digits.n; i++) {
		char c = digits.p[i];

		if (c >= '5' && c <= '9')
			*out |= (uint16_t)(1U << (c - '0'));
		else if (c >= 'a' && c <= 'c')
			*out |= (uint16_t)(1U << (c - 'a' + 10));
		else
			return false;
	}
	return digits.n > 0;
}

/* "201-219:a" */
static int
read_range(struct reading *r, struct om_span word)
{
	struct om_span range, lengths, from, to;
	uint64_t first, last;
	uint16_t mask;

	if (!om_span_cut(&range, &lengths, word, ':') ||
	    !read_lengths(&mask, lengths))
		return fail(r);
	if (!om_span_cut(&from, &to, range, '-'))
		from = to = range;
	if (!om_span_u64(&first, from) || !om_span_u64(&last, to) ||
	    last >= PREFIXES)
		return fail(r);
	for (uint64_t i = first; i <= last; i++)
		for (size_t k = 0; k < 3; k++)
			if (r->plans_of[k] != NULL)
				r->plans_of[k][i] |= mask;
	return OM_OK;
}

static int
read_line(struct reading *r, struct om_span line)
{
	int rc = OM_OK;

	if (line.n == 0 || line.p[0] == '#')
		return OM_OK;
	if (line.p[0] != ' ')
		rc = read_country(r, &line);
	else if (r->plans_of[0] == NULL)
		return fail(r);
	for (line = om_span_trim(line); rc == OM_OK && line.n > 0;)
		rc = read_range(r, next_word(&line));
	return rc;
}

int
om_phone_plans_open(struct om_phone_plans **out)
{
	struct om_phone_plans *plans = om_new(1, sizeof(*plans));
	struct reading r = { .plans = plans };
	struct om_span text, line;
	int rc = OM_OK;

	if (!om_embed_find(&text, "policies/numbering/phone.txt"))
		rc = om_fail(
		    OM_USAGE, "policies/numbering/phone.txt: was not built in");
	while (rc == OM_OK && om_span_cut(&line, &text, text, '\n')) {
		r.line++;
		rc = read_line(&r, line);
	}
	if (rc == OM_OK)
		*out = plans;
	else
		om_phone_plans_close(plans);
	return rc;
}

void
om_phone_plans_close(struct om_phone_plans *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < CODES; i++)
		om_free(p->codes[i]);
	for (size_t i = 0; i < p->home_count; i++)
		om_free(p->homes[i].lengths);
	om_free(p);
}

static bool
fits(const uint16_t *lengths, const char *digits, size_t n)
{
	size_t prefix;

	if (n < LENGTH_LEAST || n > 12)
		return false;
	prefix = (size_t)(digits[0] - '0') * 100 +
		 (size_t)(digits[1] - '0') * 10 + (size_t)(digits[2] - '0');
	return (lengths[prefix] >> n & 1) != 0;
}

enum om_phone_fit
om_phone_plans_international(
    const struct om_phone_plans *p, const char *digits, size_t n)
{
	enum om_phone_fit best = OM_PHONE_NONE;
	size_t code = 0;

	if (n < 7 || n > 15 || digits[0] == '0')
		return OM_PHONE_NONE;
	for (size_t i = 0; i < 3; i++) {
		code = code * 10 + (size_t)(digits[i] - '0');
		if (p->codes[code] == NULL)
			continue;
		best = OM_PHONE_CODE;
		if (fits(p->codes[code], digits + i + 1, n - i - 1))
			return OM_PHONE_VALID;
		/* +44 (0)20 ...: the trunk's 0 is often left in. */
		if (digits[i + 1] == '0' &&
		    fits(p->codes[code], digits + i + 2, n - i - 2))
			return OM_PHONE_VALID;
	}
	return best;
}

/*
 * Of the countries with one trunk prefix any will do, so that their plans
 * were made one. Without a trunk prefix, or where it may be left out, the
 * number is that of the plan itself.
 */
bool
om_phone_plans_national(
    const struct om_phone_plans *p, const char *digits, size_t n)
{
	for (size_t i = 0; i < p->home_count; i++) {
		const struct home *home = &p->homes[i];
		size_t k = home->trunk_n;

		if (n > k && memcmp(digits, home->trunk, k) == 0 &&
		    fits(home->lengths, digits + k, n - k))
			return true;
	}
	return false;
}
