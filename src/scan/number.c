#include "scan/address.h"
#include "scan/chain.h"
#include "scan/iban.h"
#include "scan/phone.h"
#include "scan/position.h"
#include "scan/wallet.h"
#include "scan/sight.h"

/*
 * What a word against it leaves of a number's odds: one in two hundred, as
 * counted on made texts; what is weak before becomes no weaker than this.
 */
static const double against_leaves = 0.005, against_least = 0.004;

/* A chain with the words round it, which are looked for when first needed. */
struct place {
	struct om_sight *sight;
	struct om_chain chain;
	bool listened;
	unsigned heard; /* what the words do: classes of om_words */
	struct om_word_set words;
};

static unsigned
heard_at(struct place *p)
{
	uint32_t start = p->chain.groups[0].start, end = p->chain.end;

	if (!p->listened) {
		p->listened = true;
		p->heard = om_sight_hears(p->sight, start, end);
		if (p->heard != 0)
			om_sight_words(p->sight, &p->words, start, end);
	}
	return p->heard;
}

static double
weaken(double confidence)
{
	double odds = confidence / (1 - confidence) * against_leaves;
	double left = odds / (1 + odds);

	if (left >= against_least)
		return left;
	return confidence < against_least ? confidence : against_least;
}

static size_t
number_of(const struct place *p, const struct om_identifier *i)
{
	return (size_t)(i - p->sight->scanner->identifiers->list);
}

/* How sure an identifier is at this place, and why. */
static double
weigh(struct place *p, const struct om_identifier *i, unsigned *evidence)
{
	const struct om_word_set *field = p->sight->field;
	unsigned heard;

	*evidence = i->evidence;
	if (field != NULL && om_word_set_speaks(field, number_of(p, i))) {
		*evidence |= 1U << OM_EVIDENCE_FIELD;
		return (double)i->with_field;
	}
	heard = heard_at(p);
	if ((heard & OM_WORD_FOR_SHAPES) &&
	    om_identifiers_speak(i->words, i->word_count, &p->words)) {
		*evidence |= 1U << OM_EVIDENCE_WORD;
		return (double)i->with_word;
	}
	if (heard & OM_WORD_AGAINST) {
		*evidence |= 1U << OM_EVIDENCE_AGAINST;
		return weaken((double)i->alone);
	}
	return (double)i->alone;
}

static bool
is_hex(const struct om_chain *c, const struct om_group *g)
{
	for (uint32_t i = g->start; i < g->start + g->n; i++) {
		char ch = c->text.p[i] | 0x20;

		if (!((ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'f')))
			return false;
	}
	return true;
}

/* A run of groups of a chain that is the shape of some identifier. */
struct run {
	size_t first, last;
	bool lower;		    /* it has small letters */
	char compact[OM_SHAPE_MAX]; /* without joints, once it is needed */
	size_t n;
};

/* A short hash, as git prints it, in which a code's small letters are. */
static bool
is_short_hash(const struct place *p, const struct run *r, unsigned evidence)
{
	const struct om_group *g = &p->chain.groups[r->first];
	unsigned named = 1U << OM_EVIDENCE_WORD | 1U << OM_EVIDENCE_FIELD;

	return r->first == r->last && g->lower && g->n >= 7 &&
	       (evidence & named) == 0 && is_hex(&p->chain, g);
}

/* Whether a word for the identifier is among the last before it. */
static bool
is_named(const struct place *p, const struct om_identifier *i, uint32_t at)
{
	struct om_word_set words;

	om_sight_words_before(p->sight, &words, at);
	return om_identifiers_speak(i->words, i->word_count, &words);
}

static void
try(struct place *p, struct run *r, const struct om_identifier *i)
{
	const struct om_group *begin = &p->chain.groups[r->first];
	const struct om_group *end = &p->chain.groups[r->last];
	unsigned evidence;
	double confidence;

	if ((r->lower && !i->any_case) ||
	    !om_kind_set_has(&p->sight->scanner->only, i->kind))
		return;
	/* Three or four digits are everywhere: the word is right before. */
	if (i->least < 5 && (begin->digits & 1) != 0 &&
	    p->sight->field == NULL && !is_named(p, i, begin->start))
		return;
	confidence = weigh(p, i, &evidence);
	if (is_short_hash(p, r, evidence))
		confidence *= 0.4;
	/* It would be dropped, and outweighs nothing that is kept. */
	if ((float)confidence < p->sight->scanner->least)
		return;
	if (r->n == 0)
		om_chain_compact(
		    &p->chain, r->first, r->last, r->compact, &r->n);
	if (r->n == 0 ||
	    (i->check != NULL && !i->check->passes(r->compact, r->n)))
		return;
	om_hits_add(p->sight->hits,
	    (struct om_hit){ begin->start, end->start + end->n,
		(uint16_t)i->kind, (uint16_t)evidence, (float)confidence });
}

/*
 * All that have a shape. Those that are likely by themselves come first; the
 * others only count where a word or the field speaks for them.
 */
static void
try_all(struct place *p, uint64_t key, size_t first, size_t last)
{
	const struct om_scanner *scanner = p->sight->scanner;
	const struct om_identifiers *all = scanner->identifiers;
	const struct om_word_set *field = p->sight->field;
	struct run r = { .first = first, .last = last };
	const uint16_t *numbers;
	bool heard;
	uint32_t n;

	numbers = om_shape_find(&all->shapes, key, &n);
	if (n == 0 || !om_chain_stands(&p->chain, first, last))
		return;
	for (size_t k = first; k <= last; k++)
		r.lower |= p->chain.groups[k].lower;
	heard = (heard_at(p) & OM_WORD_FOR_SHAPES) != 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct om_identifier *one = &all->list[numbers[i]];

		if (heard || one->alone >= scanner->least ||
		    (field != NULL && om_word_set_speaks(field, numbers[i])))
			try(p, &r, one);
		else if (field == NULL)
			break;
	}
}

/* Every run of groups that is the shape of some identifier. */
static void
find_coded(struct place *p)
{
	const struct om_shape_sieve *sieve = &p->sight->scanner->shapes;

	for (size_t first = 0; first < p->chain.n; first++) {
		uint64_t key = OM_SHAPE_BEGIN;

		for (size_t last = first; last < p->chain.n; last++) {
			const struct om_group *g = &p->chain.groups[last];

			if (g->long_)
				break;
			key = om_shape_step(key,
			    last == first ? '\0' : g->joint, g->n, g->digits);
			if (!om_shape_sieve_has(sieve, key))
				break;
			try_all(p, key, first, last);
		}
	}
}

/* RFC 9562: 8-4-4-4-12 hexadecimal digits. */
static bool
is_uuid(const struct om_chain *c, size_t first)
{
	static const uint8_t sizes[] = { 8, 4, 4, 4, 12 };

	if (first + 5 > c->n)
		return false;
	for (size_t i = 0; i < 5; i++) {
		const struct om_group *g = &c->groups[first + i];

		if (g->n != sizes[i] || (i > 0 && g->joint != '-') ||
		    !is_hex(c, g))
			return false;
	}
	return true;
}

/* MD5, SHA-1, SHA-2 and the like, as they are printed. */
static bool
is_hash(const struct om_chain *c, const struct om_group *g)
{
	/* Thirty-two digits alone are an EID. */
	if (g->n == 32 && g->digits == UINT32_MAX)
		return false;
	switch (g->n) {
	case 32:
	case 40:
	case 56:
	case 64:
	case 96:
	case 128:
		return is_hex(c, g);
	default:
		return false;
	}
}

/* The group with all its letters and digits: a group's own count ends at 64. */
static struct om_range
token(struct om_sight *s, const struct om_group *g)
{
	uint32_t end = g->start + g->n;

	while (end - g->start < 96 && end < s->text.n &&
	       (om_marks_coded(&s->marks, end) & 1) != 0)
		end++;
	return (struct om_range){ g->start, end };
}

/* ISO 3779: its check digit, letters and digits in it, digits at the end. */
static bool
is_vin(struct om_sight *s, const struct om_chain *c, const struct om_group *g)
{
	static const double alone = 0.85, named = 0.98;
	const struct om_range where = { g->start, g->start + 17 };
	struct om_word_set words;
	bool speaks = false;

	if (g->lower || g->digits == 0x1ffff || (g->digits >> 13) != 15 ||
	    !om_check_vin(c->text.p + g->start, 17))
		return false;
	if (om_sight_hears(s, where.start, where.end) & OM_WORD_FOR_KINDS) {
		om_sight_words(s, &words, where.start, where.end);
		speaks = om_sight_speaks(s, OM_DETECTED_VIN, &words);
	}
	om_sight_add(s, OM_DETECTED_VIN, where, speaks ? named : alone,
	    1U << OM_EVIDENCE_CHECK | (speaks ? 1U << OM_EVIDENCE_WORD : 0));
	return true;
}

/* Where an address that begins with a group ends; `start` where none does. */
static uint32_t
address(struct om_sight *s, const struct om_chain *c, size_t first)
{
	const struct om_group *g = &c->groups[first];
	char after = om_sight_byte(s, g->start + g->n);

	if (g->n <= 3 && after == '.' && first + 4 <= c->n &&
	    g[2].joint == '.' && g[3].joint == '.')
		return om_address_ip4_detect(s, g->start);
	if ((g->n == 2 && after == '-') || (g->n == 4 && after == '.'))
		return om_address_mac_detect(s, g->start);
	return g->start;
}

/*
 * What is made out as something else or as a whole: where it ends, or 0.
 * Nothing in it can be an identifier then.
 */
static uint32_t
whole(struct om_sight *s, const struct om_chain *c, size_t first)
{
	const struct om_group *g = &c->groups[first];
	uint32_t end = g->start;

	if (om_sight_byte(s, g->start + g->n) == ':')
		end = om_address_colons_detect(s, g->start);
	if (end > g->start)
		return end;
	if ((g->digits & 15) == 12 && g->n >= 4)
		end = om_iban_detect(s, g->start);
	if (end > g->start)
		return end;
	if (g->n == 8 && is_uuid(c, first))
		return c->groups[first + 4].start + c->groups[first + 4].n;
	if (g->n >= 26) {
		if (is_hash(c, g))
			return g->start + g->n;
		if (om_wallet_detect(s, token(s, g)))
			return token(s, g).end;
	}
	if (g->n == 17 && is_vin(s, c, g))
		return g->start + g->n;
	if (g->n <= 2 && first + 2 <= c->n && g[1].joint == '.' && g[1].n >= 3)
		end = om_position_detect(s, g->start);
	if (end > g->start)
		return end;
	if (g->n <= 4)
		end = address(s, c, first);
	return end > g->start ? end : 0;
}

uint32_t
om_number_detect(struct om_sight *s, uint32_t at)
{
	struct place p;

	p.sight = s;
	p.listened = false;
	om_chain_read(&p.chain, s->text, &s->marks, at, s->done);
	for (size_t i = 0; i < p.chain.n; i++) {
		uint32_t end = whole(s, &p.chain, i);

		if (end > at)
			return end;
	}
	find_coded(&p);
	for (size_t i = 0; i < p.chain.n; i++) {
		uint32_t start = p.chain.groups[i].start;
		uint32_t end = (p.chain.groups[i].digits & 1) != 0
				   ? om_phone_detect(s, start)
				   : start;

		if (end > start)
			return end > p.chain.end ? end : p.chain.end;
	}
	return p.chain.end > at ? p.chain.end : at + 1;
}
