#include "scan/scanner.h"

#include "scan/anchors.h"
#include "scan/bic.h"
#include "scan/cue.h"
#include "scan/field.h"
#include "scan/glance.h"
#include "scan/people.h"
#include "scan/sight.h"
#include "scan/track.h"

/*
 * The pass over the bytes: blocks are marked a stretch at a time, and the
 * marks of a block with its neighbours' tell where to look. Nothing is looked
 * at twice: a detector says where to go on.
 */
enum {
	BEHIND = OM_BLOCKS_BEHIND,
	STRETCH = OM_BLOCKS_STRETCH,
	AHEAD = OM_BLOCKS_AHEAD,
	REACH = 64 /* of words that speak */
};

struct pass {
	struct om_sight sight;
	struct om_heard heard;
	struct om_blocks blocks;
	struct om_anchors anchors;
	uint64_t mails[OM_BLOCKS]; /* every @ */
	uint64_t cues[OM_BLOCKS];  /* where one may begin */
	const uint64_t *skip;	   /* NULL: nothing */
};

static void
go_on(struct om_sight *s, uint32_t done)
{
	if (done > s->done)
		s->done = done;
}

/*
 * Whether a word that speaks may be near a block: where none is, short groups
 * of digits only are nothing.
 */
static bool
hears(const struct pass *p, uint32_t base)
{
	const struct om_sight *s = &p->sight;
	uint32_t first = base < REACH ? 0 : base - REACH;
	uint32_t last = base + OM_BLOCK_SIZE + 2 * REACH;

	if (s->scanner->eager || s->field != NULL)
		return true;
	om_heard_listen(s->heard, &s->marks, first,
	    last < s->text.n ? last : (uint32_t)s->text.n);
	return s->heard->last[OM_WORD_FOR_SHAPES] > first;
}

/* Whether a group of letters and digits is worth reading. */
static bool
is_worth(const struct pass *p, bool brief, uint32_t at)
{
	const struct om_sight *s = &p->sight;

	if (brief && !s->scanner->eager && s->field == NULL &&
	    !om_sight_may_hear(s, at, at + REACH, OM_WORD_FOR_SHAPES))
		return false;
	return om_glance(s, at);
}

static void
look(struct pass *p, size_t i)
{
	struct om_sight *s = &p->sight;
	const struct om_anchors *a = &p->anchors;
	uint32_t base = (uint32_t)(s->marks.base + (int64_t)i * OM_BLOCK_SIZE);
	uint64_t some = a->number[i] | a->mixed[i], brief = a->brief[i] & ~some;
	uint64_t all = some | p->mails[i] | a->colon[i] | a->capitals[i];

	if (brief != 0 && hears(p, base))
		all |= brief;
	for (; all != 0; all &= all - 1) {
		unsigned bit = (unsigned)__builtin_ctzll(all);
		uint64_t one = UINT64_C(1) << bit;
		uint32_t at = base + bit;

		if (p->mails[i] & one)
			go_on(s, om_email_detect(s, at));
		else if (at < s->done)
			continue;
		else if (a->colon[i] & one)
			go_on(s, om_address_detect(s, at));
		else if (a->capitals[i] & one)
			go_on(s, om_bic_detect(s, at));
		else if (is_worth(p, (brief & one) != 0, at))
			go_on(s, om_number_detect(s, at));
	}
}

static void
clear(struct om_blocks *b, size_t from, size_t n)
{
	uint64_t *kinds[] = { b->digit, b->letter, b->upper, b->joint, b->at,
		b->colon, b->line, b->beyond };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		memset(kinds[i] + from, 0, n * sizeof(uint64_t));
}

/* Marks n blocks of the text, from its first on; beyond its end nothing. */
static void
mark(struct pass *p, size_t to, size_t first, size_t n)
{
	struct om_span text = p->sight.text;
	om_block_mark *marker = p->sight.scanner->marker->mark;
	size_t whole = text.n / OM_BLOCK_SIZE;
	size_t direct = first >= whole ? 0 : whole - first;
	size_t from = (first + direct) * OM_BLOCK_SIZE;
	char padded[OM_BLOCK_SIZE] = { 0 };

	if (direct >= n) {
		marker(&p->blocks, to, text.p + first * OM_BLOCK_SIZE, n);
		return;
	}
	marker(&p->blocks, to, text.p + first * OM_BLOCK_SIZE, direct);
	clear(&p->blocks, to + direct, n - direct);
	if (from >= text.n)
		return;
	memcpy(padded, text.p + from, text.n - from);
	marker(&p->blocks, to + direct, padded, 1);
}

/* Where cues may begin in n blocks, those at the text's end from a copy. */
static void
mark_cues(struct pass *p, size_t to, size_t first, size_t n)
{
	struct om_span text = p->sight.text;
	const struct om_scanner *s = p->sight.scanner;
	const struct om_prefixes *prefixes = om_cues_prefixes(s->cues);
	size_t whole = text.n < OM_PREFIX_BYTES
			   ? 0
			   : (text.n - OM_PREFIX_BYTES + 1) / OM_BLOCK_SIZE;
	size_t direct = first >= whole ? 0 : whole - first;

	if (direct > n)
		direct = n;
	s->marker->prefixes(
	    p->cues + to, prefixes, text.p + first * OM_BLOCK_SIZE, direct);
	for (size_t i = direct; i < n; i++) {
		char padded[OM_BLOCK_SIZE + OM_PREFIX_BYTES] = { 0 };
		size_t from = (first + i) * OM_BLOCK_SIZE;
		size_t left = from < text.n ? text.n - from : 0;

		memcpy(padded, text.p + from,
		    left < sizeof(padded) ? left : sizeof(padded));
		s->marker->prefixes(&p->cues[to + i], prefixes, padded, 1);
	}
}

/* What stood behind the last stretch is the next one's beginning. */
static void
slide(struct om_blocks *b)
{
	uint64_t *kinds[] = { b->digit, b->letter, b->upper, b->joint, b->at,
		b->colon, b->line, b->beyond };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		memmove(kinds[i], kinds[i] + STRETCH,
		    (BEHIND + AHEAD) * sizeof(uint64_t));
}

/* Nothing begins at what is skipped. */
static void
leave_out(struct pass *p, const uint64_t *skip, size_t n)
{
	struct om_anchors *a = &p->anchors;
	uint64_t *kinds[] = { a->number, a->mixed, a->brief, a->colon,
		a->capitals, a->phrase, a->before, a->behind, a->date, p->mails,
		p->cues };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (size_t k = 0; k < n; k++)
			kinds[i][BEHIND + k] &= ~skip[k];
}

static void
look_over(struct pass *p, size_t first, size_t n)
{
	struct om_sight *s = &p->sight;

	s->marks.base = ((int64_t)first - BEHIND) * OM_BLOCK_SIZE;
	s->scanner->marker->anchor(&p->anchors, &p->blocks, BEHIND, n);
	mark_cues(p, BEHIND, first, n);
	memcpy(p->mails, p->blocks.at, sizeof(p->mails));
	if (p->skip != NULL)
		leave_out(p, p->skip + first, n);
	for (size_t i = BEHIND; i < BEHIND + n; i++) {
		look(p, i);
		om_people_look(s, &p->anchors, i);
		if (p->cues[i] != 0)
			om_cues_look(s,
			    om_cues_starts(p->cues[i], &p->blocks, i),
			    (uint32_t)(s->marks.base +
				       (int64_t)i * OM_BLOCK_SIZE));
	}
}

static void
scan(struct pass *p, struct om_hits *hits)
{
	struct om_sight *s = &p->sight;
	size_t count = (s->text.n + OM_BLOCK_SIZE - 1) / OM_BLOCK_SIZE;
	size_t from = hits->n;

	s->hits = hits;
	s->heard = &p->heard;
	s->marks.blocks = &p->blocks;
	p->anchors.carry = 0;
	om_heard_begin(&p->heard, s->scanner->identifiers->words, s->text);
	om_field_detect(s);
	clear(&p->blocks, 0, BEHIND);
	mark(p, BEHIND, 0, AHEAD);
	for (size_t first = 0; first < count; first += STRETCH) {
		size_t n = count - first < STRETCH ? count - first : STRETCH;

		mark(p, BEHIND + AHEAD, first + AHEAD, n);
		look_over(p, first, n);
		slide(&p->blocks);
	}
	om_track_two_extend(s, from);
	om_special_behind_names(s, from);
	if (s->scanner->patterns != NULL)
		om_patterns_look(s);
	om_hits_settle(hits, from, s->scanner->least);
}

void
om_scanner_text(const struct om_scanner *scanner, struct om_hits *hits,
    struct om_span text, const struct om_word_set *field)
{
	struct pass p;

	p.sight = (struct om_sight){
		.scanner = scanner, .text = text, .field = field
	};
	p.skip = NULL;
	scan(&p, hits);
}

void
om_scanner_text_but(const struct om_scanner *scanner, struct om_hits *hits,
    struct om_span text, const uint64_t *skip)
{
	struct pass p;

	p.sight = (struct om_sight){ .scanner = scanner, .text = text };
	p.skip = skip;
	scan(&p, hits);
}
