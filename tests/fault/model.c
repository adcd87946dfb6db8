#include "fault/model.h"

#include <string.h>

uint64_t
chance_of(uint64_t seed, uint64_t turn)
{
	/* splitmix64 (Steele, Lea, Flood 2014) */
	uint64_t z = seed + (turn + 1) * 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

void
model_begin(struct model *m)
{
	memset(m, 0, sizeof(*m));
	m->now.next = 1;
	m->now.members = 1;
	m->now.epoch = m->now.oldest = m->now.recorded = 1;
	m->now.clean = true;
	m->now.entries[OM_ACT_MEMBER_ADD] = 1;
}

int
place_of(const struct world *w, uint32_t number)
{
	for (int i = 0; i < PROFILES; i++)
		if (number != 0 && w->profiles[i].number == number)
			return i;
	return -1;
}

int
group_size(const struct world *w, uint32_t group)
{
	int n = 0;

	for (int i = 0; i < PROFILES; i++)
		n +=
		    w->profiles[i].number != 0 && w->profiles[i].group == group;
	return n;
}

/* What a request is about is left alone until it is closed. */
static bool
is_free(const struct world *w, uint32_t place)
{
	int asked = w->open ? place_of(w, w->whom) : -1;

	return w->profiles[place].number != 0 &&
	       (asked < 0 ||
		   w->profiles[asked].group != w->profiles[place].group);
}

/* Places that the mask allows: one of them by chance, -1 for none. */
static int
choose(unsigned mask, uint64_t chance)
{
	int n = __builtin_popcount(mask);

	if (n == 0)
		return -1;
	for (n = (int)(chance % (unsigned)n); n > 0; n--)
		mask &= mask - 1;
	return __builtin_ctz(mask);
}

static unsigned
places(const struct world *w, bool (*wanted)(const struct world *, uint32_t))
{
	unsigned mask = 0;

	for (uint32_t i = 0; i < PROFILES; i++)
		mask |= (unsigned)wanted(w, i) << i;
	return mask;
}

static bool
is_empty(const struct world *w, uint32_t place)
{
	return w->profiles[place].number == 0;
}

static bool
is_plain(const struct world *w, uint32_t place)
{
	return is_free(w, place) && !w->profiles[place].pseudonymous;
}

static bool
is_linked(const struct world *w, uint32_t place)
{
	return is_plain(w, place) && w->profiles[place].group != place;
}

static bool
is_held(const struct world *w, uint32_t place)
{
	return w->profiles[place].number != 0;
}

/* Each sets the act's a and b, or says that it cannot come now. */
#define MAY(name)               \
	static bool may_##name( \
	    const struct model *m, struct act *act, uint64_t chance)

MAY(always)
{
	(void)m;
	(void)act;
	(void)chance;
	return true;
}

/* a people are new; where b is set somebody erased tries to come back. */
MAY(room)
{
	int n = __builtin_popcount(places(&m->now, is_empty));

	if (n == 0)
		return false;
	act->a = 1 + (uint32_t)(chance % (unsigned)(n < BATCH ? n : BATCH));
	act->b =
	    m->now.erased == 0 ? 0 : m->now.gone[(m->now.erased - 1) % GONE];
	return true;
}

static bool
may_be(const struct model *m, struct act *act, uint64_t chance,
    bool (*wanted)(const struct world *, uint32_t))
{
	int place = choose(places(&m->now, wanted), chance);

	act->a = (uint32_t)place;
	return place >= 0;
}

MAY(plain)
{
	return may_be(m, act, chance, is_plain);
}

MAY(somebody)
{
	return may_be(m, act, chance, is_free);
}

MAY(linked)
{
	return may_be(m, act, chance, is_linked);
}

MAY(two_plain)
{
	unsigned mask = places(&m->now, is_plain);
	int a = choose(mask, chance), b;

	if (a < 0)
		return false;
	for (uint32_t i = 0; i < PROFILES; i++)
		if (m->now.profiles[i].group == m->now.profiles[a].group)
			mask &= ~(1u << i);
	b = choose(mask, chance >> 8);
	act->a = (uint32_t)a;
	act->b = (uint32_t)b;
	return b >= 0;
}

static bool
may_list(const struct model *m, struct act *act, uint64_t chance, bool listed)
{
	act->a = (uint32_t)(chance % LISTED);
	return m->now.listed[act->a] == listed;
}

MAY(unlisted)
{
	return may_list(m, act, chance, false);
}

MAY(listed)
{
	return may_list(m, act, chance, true);
}

/* Erasure (b) or access, of a person at place a. */
MAY(receive)
{
	act->b = chance >> 16 & 1;
	return !m->now.open && may_be(m, act, chance, is_held);
}

static bool
stands(const struct model *m, enum om_state state)
{
	return m->now.open && m->now.request == state;
}

#define MAY_AT(name, state)                         \
	MAY(name)                                   \
	{                                           \
		(void)act;                          \
		(void)chance;                       \
		return stands(m, OM_STATE_##state); \
	}

MAY_AT(verify, RECEIVED)
MAY_AT(plan, VERIFIED)
MAY_AT(approve, PLANNED)

MAY(run)
{
	(void)act;
	(void)chance;
	return stands(m, OM_STATE_APPROVED) || stands(m, OM_STATE_RUNNING);
}

MAY(answer)
{
	(void)act;
	(void)chance;
	return stands(m, OM_STATE_EXECUTED) ||
	       (stands(m, OM_STATE_NOTIFIED) && !m->now.answered);
}

MAY(close)
{
	(void)act;
	(void)chance;
	return stands(m, OM_STATE_NOTIFIED) && m->now.answered;
}

MAY(destroy)
{
	(void)chance;
	act->a = m->now.oldest;
	return m->now.clean && m->now.ended < 2 && m->now.oldest < m->now.epoch;
}

MAY(backup)
{
	(void)act;
	(void)chance;
	return !m->now.open;
}

MAY(restore)
{
	act->a = m->now.backups;
	return !m->now.open && m->now.restorable &&
	       m->now.recorded == m->now.epoch && chance % 4 == 0;
}

static const struct {
	const char *word;
	unsigned weight;
	bool (*may)(const struct model *, struct act *, uint64_t);
} kinds[KINDS] = {
#define KIND(code, word, weight, may, name) { word, weight, may_##may },
#include "fault/kind_list.h"
#undef KIND
};

const char *
kind_word(enum kind kind)
{
	return kinds[kind].word;
}

struct act
model_choose(const struct model *m, uint64_t chance)
{
	unsigned weights[KINDS], sum = 0, at;
	struct act act = { 0 };

	for (int i = 0; i < KINDS; i++) {
		struct act unused = { 0 };

		weights[i] =
		    kinds[i].may(m, &unused, chance) ? kinds[i].weight : 0;
		sum += weights[i];
	}
	at = (unsigned)((chance >> 32) % sum);
	while (at >= weights[act.kind])
		at -= weights[act.kind++];
	(void)kinds[act.kind].may(m, &act, chance);
	return act;
}
