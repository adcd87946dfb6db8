#include "scan/chain.h"

enum { CAPITALS_MAX = 4, BACK_GROUPS = 2 };

static inline bool
is_joint(char c)
{
	static const bool joints[256] = { ['-'] = true,
		['.'] = true,
		['/'] = true,
		[' '] = true,
		['+'] = true };

	return joints[(unsigned char)c];
}

/*
 * Letters of Latin, Greek, Cyrillic and their neighbours, two bytes in UTF-8,
 * continue a word; scripts of three bytes need no space before a number.
 */
static bool
begins_letter(char c)
{
	return (unsigned char)c >= 0xc3 && (unsigned char)c <= 0xdf;
}

static bool
ends_letter(struct om_span text, uint32_t end)
{
	return end > 1 && (unsigned char)text.p[end - 1] >= 0x80 &&
	       begins_letter(text.p[end - 2]);
}

/* The marks of 64 bytes from `at` on, in which most chains lie wholly. */
struct window {
	const struct om_marks *marks;
	uint32_t at;
	uint64_t coded, digits, small;
};

static inline void
move(struct window *w, uint32_t at)
{
	w->at = at;
	w->coded = om_marks_coded(w->marks, at);
	w->digits = om_marks_digits(w->marks, at);
	w->small = om_marks_small(w->marks, at);
}

static inline void
read_group(struct om_group *g, struct window *w, uint32_t at, char joint)
{
	uint64_t coded, mine;
	uint32_t skip = at - w->at;

	if (skip >= 64 - OM_GROUP_MAX) {
		move(w, at);
		skip = 0;
	}
	coded = w->coded >> skip;
	g->start = at;
	g->n = ~coded == 0 ? 64 : (unsigned)__builtin_ctzll(~coded);
	mine = g->n == 64 ? UINT64_MAX : (UINT64_C(1) << g->n) - 1;
	g->joint = joint;
	g->digits = w->digits >> skip & mine;
	g->lower = (w->small >> skip & mine) != 0;
	g->long_ = g->n > OM_GROUP_MAX;
}

/* Up to four capitals that end before `end`; where they begin, else end. */
static uint32_t
capitals_before(struct om_span text, const struct om_marks *marks, uint32_t end,
    uint32_t floor)
{
	unsigned n = om_marks_coded_before(marks, end);
	uint32_t start = end - n;
	uint64_t mine;

	if (n == 0 || n > CAPITALS_MAX || start < floor ||
	    ends_letter(text, start))
		return end;
	mine = (UINT64_C(1) << n) - 1;
	if (((om_marks_digits(marks, start) | om_marks_small(marks, start)) &
		mine) != 0)
		return end;
	return start;
}

/* Where the chain round the letter or digit at `at` begins. */
static uint32_t
begin(struct om_span text, const struct om_marks *marks, uint32_t at,
    uint32_t floor)
{
	uint32_t n = om_marks_coded_before(marks, at);

	at = at - floor < n ? floor : at - n;
	for (int i = 0; i < BACK_GROUPS && at > floor + 1; i++) {
		uint32_t start;

		if (!is_joint(text.p[at - 1]))
			break;
		start = capitals_before(text, marks, at - 1, floor);
		if (start == at - 1)
			break;
		at = start;
	}
	return at;
}

/* Whether the group belongs: it has a digit, or is a few capitals. */
static bool
belongs(const struct om_group *g)
{
	return g->digits != 0 ||
	       (g->n > 0 && !g->lower && g->n <= CAPITALS_MAX);
}

/* Whether what stands before the chain is a part of the same thing. */
static bool
is_tight(struct om_span text, const struct om_marks *marks, uint32_t start)
{
	char before = start > 0 ? text.p[start - 1] : ' ';

	if (before == '_' || before == '$' || before == '+' ||
	    ends_letter(text, start))
		return true;
	return (before == '-' || before == '.') &&
	       om_marks_coded_before(marks, start - 1) > 0;
}

void
om_chain_read(struct om_chain *out, struct om_span text,
    const struct om_marks *marks, uint32_t at, uint32_t floor)
{
	struct window w = { .marks = marks };
	struct om_group *g = out->groups;
	char after;

	out->text = text;
	out->n = 1;
	move(&w, begin(text, marks, at, floor));
	read_group(g, &w, w.at, '\0');
	out->tight = is_tight(text, marks, g->start);
	out->more = false;
	for (;;) {
		out->end = g->start + g->n;
		after = out->end < text.n ? text.p[out->end] : '\n';
		if (!is_joint(after) || g->long_)
			break;
		if (out->n < OM_CHAIN_GROUPS) {
			read_group(g + 1, &w, out->end + 1, after);
			if (belongs(g + 1)) {
				g++;
				out->n++;
				continue;
			}
		}
		out->more = after != ' ' && after != '/' &&
			    (om_marks_coded(marks, out->end + 1) & 1) != 0;
		break;
	}
	if (after == '_' || after == '@' || begins_letter(after) || g->n == 64)
		out->more = true;
}

bool
om_chain_stands(const struct om_chain *c, size_t first, size_t last)
{
	char before = c->groups[first].joint;
	char after = last + 1 < c->n ? c->groups[last + 1].joint : '\0';

	if (first == 0 ? c->tight : before == '-' || before == '.')
		return false;
	if (last + 1 == c->n)
		return !c->more;
	return after != '-' && after != '.';
}

void
om_chain_compact(const struct om_chain *c, size_t first, size_t last,
    char out[OM_SHAPE_MAX], size_t *n)
{
	size_t count = 0;

	*n = 0;
	for (size_t i = first; i <= last; i++) {
		const struct om_group *g = &c->groups[i];

		if (count + g->n > OM_SHAPE_MAX)
			return;
		for (size_t k = 0; k < g->n; k++) {
			char ch = c->text.p[g->start + k];

			out[count++] = (char)(ch >= 'a' ? ch - 0x20 : ch);
		}
	}
	*n = count;
}
