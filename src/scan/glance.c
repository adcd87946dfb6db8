#include "scan/glance.h"

/*
 * What a group may be is told here by its length, its neighbours and the
 * shapes that begin so, before anything is read.
 */
enum { PHONE_LEAST = 7, PHONE_LONGEST = 45, NEAR = 96 };
enum { POSITION_DECIMALS = 15, POSITION_GAP = 28 };

/* The same odds as in phone.c: a number that nothing speaks for. */
static const float lonely = 0.4F;

/* A group, with the 64 bytes that begin with it; bit i is byte at + i. */
struct glance {
	const struct om_sight *s;
	uint32_t at;
	unsigned n;
	uint64_t coded, digits;
	char before, after;
};

static inline uint64_t
low(unsigned n)
{
	return (UINT64_C(1) << n) - 1;
}

/* How many letters and digits the bits begin with: 63 at most. */
static inline unsigned
length(uint64_t coded)
{
	return (unsigned)__builtin_ctzll(~coded | UINT64_C(1) << 63);
}

static inline bool
is_coded(char c)
{
	return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10;
}

static inline void
look(struct glance *g, const struct om_sight *s, uint32_t at)
{
	g->before = om_sight_byte(s, at - 1);
	if (is_coded(g->before)) {
		at -= om_marks_coded_before(&s->marks, at);
		g->before = om_sight_byte(s, at - 1);
	}
	g->s = s;
	g->at = at;
	g->digits = om_marks_digits(&s->marks, at);
	g->coded =
	    g->digits | om_marks_from(&s->marks, s->marks.blocks->letter, at);
	g->n = length(g->coded);
	g->after = om_sight_byte(s, at + g->n);
}

/* MAC and IPv6 addresses: five colons soon, or two together. */
static bool
may_have_colons(const struct glance *g)
{
	uint64_t colons = om_marks_colons(&g->s->marks, g->at) & low(40);
	uint64_t fifth = colons;

	for (int i = 1; i < 5; i++)
		fifth &= fifth - 1;
	return fifth != 0 || (colons & colons >> 1) != 0;
}

/* Three dots, each with at most three digits behind it. */
static bool
may_be_ip4(const struct glance *g)
{
	unsigned at = g->n;

	for (int i = 0; i < 3; i++) {
		unsigned n = length(g->digits >> (at + 1));

		if (om_sight_byte(g->s, g->at + at) != '.' || n == 0 || n > 3)
			return false;
		at += 1 + n;
	}
	return true;
}

/* Degrees with three decimals, and soon others: a place on the map. */
static bool
may_be_position(const struct glance *g)
{
	unsigned decimals = length(g->digits >> (g->n + 1));
	unsigned end = g->n + 1 + decimals, n;
	uint64_t next;

	if (g->n > 2 || decimals < 3 || decimals > POSITION_DECIMALS)
		return false;
	next = g->digits >> end & low(POSITION_GAP);
	if (next == 0)
		return false;
	end += (unsigned)__builtin_ctzll(next);
	n = length(g->digits >> end);
	return n <= 3 && om_sight_byte(g->s, g->at + end + n) == '.' &&
	       (g->digits >> (end + n + 1) & 7) == 7;
}

/* What is no shape: addresses, places, IBANs, UUIDs, hashes, wallets, vehicles.
 */
static inline bool
may_be_special(const struct glance *g)
{
	const struct om_sight *s = g->s;

	if (g->n >= 26 || g->n == 17)
		return true;
	if (g->n >= 4 && (g->digits & 15) == 12)
		return true;
	switch (g->after) {
	case ':':
		return g->before != ':' && may_have_colons(g);
	case '-':
		return g->n == 8 ||
		       (g->n == 2 && om_sight_byte(s, g->at + 5) == '-' &&
			   om_sight_byte(s, g->at + 8) == '-');
	case '.':
		return (g->n <= 3 && may_be_ip4(g)) || may_be_position(g) ||
		       (g->n == 4 && om_sight_byte(s, g->at + 9) == '.');
	default:
		return false;
	}
}

/* Whether the field, or a word that may be near the group, does so. */
static bool
hears(const struct glance *g, enum om_word_class class)
{
	if (g->s->field != NULL && (g->s->field->classes & class))
		return true;
	return om_sight_may_hear(g->s, g->at, g->at + PHONE_LONGEST, class);
}

static bool
is_joint(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '/' || c == '+';
}

/* Flags of the shapes that the group is, or begins with the next one. */
static inline unsigned
flags_of(const struct glance *g, uint64_t key, unsigned flags)
{
	const struct om_shape_sieve *sieve = &g->s->scanner->shapes;
	unsigned begun = OM_SHAPE_BEGUN | OM_SHAPE_BEGUN * OM_SHAPE_SURE;
	unsigned next = g->n + 1, n = length(g->coded >> next);

	if ((flags & begun) == 0 || !is_joint(g->after) || n == 0)
		return flags & ~begun;
	key = om_shape_step(key, g->after, n, g->digits >> next & low(n));
	return (flags & ~begun) |
	       sieve->seconds[om_shape_place(key, OM_SHAPE_SECONDS)];
}

static inline bool
may_have(const struct glance *g, unsigned flags)
{
	return flags != 0 &&
	       (flags >= OM_SHAPE_SURE || hears(g, OM_WORD_FOR_SHAPES));
}

/* What a sign ties to letters or digits before it is a part of those. */
static inline bool
is_tied(const struct glance *g)
{
	return (g->before == '-' || g->before == '.') &&
	       is_coded(om_sight_byte(g->s, g->at - 2));
}

static inline bool
may_have_shape(const struct glance *g)
{
	const struct om_shape_sieve *sieve = &g->s->scanner->shapes;
	uint64_t key =
	    om_shape_step(OM_SHAPE_BEGIN, '\0', g->n, g->digits & low(g->n));
	unsigned flags = sieve->firsts[om_shape_place(key, OM_SHAPE_FIRSTS)];

	return flags != 0 && !is_tied(g) &&
	       may_have(g, flags_of(g, key, flags));
}

/* Capitals and a joint before it may be of the same shape: "AB 12 34 56 C". */
static bool
may_follow_capitals(const struct glance *g)
{
	const struct om_sight *s = g->s;
	const struct om_shape_sieve *sieve = &s->scanner->shapes;
	unsigned n = om_marks_coded_before(&s->marks, g->at - 1);
	uint32_t start = g->at - 1 - n;
	uint64_t key;

	if (n > 4)
		return false;
	if (start > 1 && is_joint(s->text.p[start - 1]) &&
	    om_marks_is_upper(&s->marks, start - 2))
		return true;
	key = om_shape_step(OM_SHAPE_BEGIN, '\0', n,
	    om_marks_digits(&s->marks, start) & low(n));
	key = om_shape_step(key, g->before, g->n, g->digits & low(g->n));
	return may_have(
	    g, sieve->seconds[om_shape_place(key, OM_SHAPE_SECONDS)]);
}

/* Seven digits before anything but joints. */
static inline bool
is_long(const struct glance *g)
{
	uint64_t digits = g->digits;
	uint64_t others = ~(digits | om_marks_joints(&g->s->marks, g->at));

	if (others != 0)
		digits &= (others & -others) - 1;
	for (int i = 1; i < PHONE_LEAST; i++)
		digits &= digits - 1;
	return digits != 0;
}

static bool
may_be_phone(const struct glance *g)
{
	const struct om_sight *s = g->s;

	if (g->before == '.' || g->before == '-' || g->before == '#' ||
	    g->before == '$' || g->before == '/')
		return false;
	if (g->before == '+' || g->before == '(' ||
	    s->scanner->least <= lonely || hears(g, OM_WORD_FOR_KINDS))
		return true;
	return om_marks_has_at(&s->marks, g->at, NEAR, PHONE_LONGEST + NEAR);
}

bool
om_glance(const struct om_sight *s, uint32_t at)
{
	struct glance g;

	look(&g, s, at);
	if (may_be_special(&g) || may_have_shape(&g))
		return true;
	if (is_joint(g.before) && g.at > 1 &&
	    om_marks_is_upper(&s->marks, g.at - 2) && may_follow_capitals(&g))
		return true;
	return (g.digits & 1) != 0 &&
	       (g.n >= PHONE_LEAST || is_joint(g.after) || g.after == ')') &&
	       is_long(&g) && may_be_phone(&g);
}
