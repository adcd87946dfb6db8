#include "format/unwrap.h"

#include "base/memory.h"
#include "format/swar.h"

/* Base 64 of the shortest value, 5 bytes, is six digits of its own. */
enum { PIECE = 64 << 10, ENOUGH = 6 };

/* A line break that was taken out. */
struct om_unwrap_break {
	uint64_t at;	  /* in the joined bytes: what stands behind it */
	uint64_t removed; /* bytes taken out until there, its own as well */
};

static bool
is_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '-' ||
	       c == '_';
}

static bool
is_break(char c)
{
	return c == '\n' || c == '\r';
}

/*
 * How many digits stand next to a place, one way or the other, breaks between
 * them apart; no more than it takes to know. Where the bytes end there may be
 * as many.
 */
static size_t
digits_before(struct om_span bytes, size_t at)
{
	size_t n = 0;

	while (n < ENOUGH) {
		if (at == 0)
			return ENOUGH;
		at--;
		if (is_digit(bytes.p[at]))
			n++;
		else if (!is_break(bytes.p[at]))
			break;
	}
	return n;
}

static size_t
digits_behind(struct om_span bytes, size_t at)
{
	size_t n = 0;

	for (; n < ENOUGH; at++) {
		if (at == bytes.n)
			return ENOUGH;
		if (is_digit(bytes.p[at]))
			n++;
		else if (!is_break(bytes.p[at]))
			break;
	}
	return n;
}

/* Whether a needle may be cut here: there are as many digits as it has. */
static bool
may_cut(struct om_span bytes, size_t at)
{
	size_t before = digits_before(bytes, at);

	return before > 0 && before + digits_behind(bytes, at) >= ENOUGH;
}

/* The next line break from i on; bytes.n where there is none. */
static size_t
next_break(struct om_span bytes, size_t i)
{
	for (; i + 8 <= bytes.n; i += 8) {
		uint64_t word = om_swar_load(bytes.p + i);
		uint64_t test =
		    om_swar_equal(word, '\n') | om_swar_equal(word, '\r');

		if (test != 0)
			return i + om_swar_first(test);
	}
	while (i < bytes.n && !is_break(bytes.p[i]))
		i++;
	return i;
}

static void
found(void *state, const struct om_needle *needle, uint64_t offset)
{
	struct om_unwrap *u = state;
	uint64_t end = offset + needle->bytes.n, removed = 0;
	bool cut = false;

	/* The oldest are those that end furthest before the needle. */
	for (size_t i = 0; i < u->count && u->breaks[i].at < end; i++)
		if (u->breaks[i].at <= offset)
			removed = u->breaks[i].removed;
		else
			cut = true;
	if (cut)
		u->found(u->state, needle, offset + removed);
}

/* What lies too far back to cut anything goes, but for the last of them. */
static void
forget(struct om_unwrap *u)
{
	size_t longest = om_search_longest(u->search), gone = 0;

	while (gone + 1 < u->count &&
	       u->breaks[gone + 1].at + longest < u->joined.offset)
		gone++;
	if (gone > 0)
		memmove(u->breaks, u->breaks + gone,
		    (u->count - gone) * sizeof(*u->breaks));
	u->count -= gone;
}

static void
add_break(struct om_unwrap *u)
{
	uint64_t at = u->joined.offset + u->line.n;

	u->removed++;
	if (u->count > 0 && u->breaks[u->count - 1].at == at) {
		u->breaks[u->count - 1].removed = u->removed;
		return;
	}
	if (u->count == u->room) {
		u->room = u->room * 2 + 256;
		u->breaks = om_resize(u->breaks, u->room, sizeof(*u->breaks));
	}
	u->breaks[u->count++] = (struct om_unwrap_break){ at, u->removed };
}

/* Joins a piece; whether anything may be cut in it. */
static bool
join(struct om_unwrap *u, struct om_span bytes)
{
	bool may = false;
	size_t from = 0;

	om_buf_reset(&u->line);
	for (size_t i = next_break(bytes, 0); i < bytes.n;
	     i = next_break(bytes, i + 1)) {
		/* Several in a row are looked at once, from the first. */
		if (!may && (i == 0 || !is_break(bytes.p[i - 1])))
			may = may_cut(bytes, i);
		om_buf_add(&u->line, om_span_bytes(bytes.p + from, i - from));
		from = i + 1;
		add_break(u);
	}
	om_buf_add(&u->line, om_span_bytes(bytes.p + from, bytes.n - from));
	return may;
}

static bool
is_near(const struct om_unwrap *u)
{
	return u->count > 0 &&
	       u->breaks[u->count - 1].at + om_search_longest(u->search) >=
		   u->joined.offset;
}

void
om_unwrap_start(struct om_unwrap *u)
{
	u->joined.search = u->search;
	u->joined.found = found;
	u->joined.state = u;
	om_search_start(&u->joined, 0);
	u->line.ceiling = PIECE;
	u->count = 0;
	u->removed = 0;
}

void
om_unwrap_feed(struct om_unwrap *u, struct om_span bytes)
{
	if (om_search_longest(u->search) == 0)
		return;
	for (size_t at = 0, n; at < bytes.n; at += n) {
		bool search;

		n = bytes.n - at < PIECE ? bytes.n - at : PIECE;
		forget(u);
		search = is_near(u);
		if (join(u, om_span_bytes(bytes.p + at, n)) || search)
			om_search_feed(&u->joined, om_buf_span(&u->line));
		else
			om_search_skip(&u->joined, om_buf_span(&u->line));
	}
}

void
om_unwrap_end(struct om_unwrap *u)
{
	om_search_end(&u->joined);
	om_buf_free(&u->line);
	om_free(u->breaks);
	u->breaks = NULL;
	u->room = 0;
}
