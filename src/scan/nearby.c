#include "scan/nearby.h"

#include "scan/phrase.h"

enum { REACH = 100, LOCAL_MAX = 64, PART_LEAST = 3 };

static bool
is_local(char c)
{
	return om_phrase_is_letter(c) || (c >= '0' && c <= '9') || c == '.' ||
	       c == '_' || c == '-' || c == '+';
}

static bool
contains(const char *p, size_t n, const char *part, size_t k)
{
	for (size_t i = 0; i + k <= n; i++)
		if (memcmp(p + i, part, k) == 0)
			return true;
	return false;
}

/* Whether the local part that ends before the @ has a word of the name. */
static bool
says(const struct om_sight *s, uint32_t at, struct om_range name)
{
	char local[OM_LEXICON_WORD], part[OM_LEXICON_WORD];
	uint32_t start = at;
	size_t n;

	while (start > 0 && at - start < LOCAL_MAX &&
	       is_local(s->text.p[start - 1]))
		start--;
	n = om_lexicon_fold(
	    local, om_span_bytes(s->text.p + start, at - start));
	for (uint32_t i = name.start; i < name.end;) {
		uint32_t end = om_phrase_word_end(s, i);
		size_t k = om_lexicon_fold(
		    part, om_span_bytes(s->text.p + i, end - i));

		if (k > PART_LEAST && contains(local, n, part, k))
			return true;
		i = end > i ? end : i + 1;
	}
	return false;
}

enum om_nearby
om_nearby_mail(const struct om_sight *s, struct om_range name)
{
	enum om_nearby found = OM_NEARBY_NONE;
	uint32_t from = name.start, to = name.end;

	while (from > 0 && name.start - from < REACH &&
	       s->text.p[from - 1] != '\n')
		from--;
	while (to < s->text.n && to - name.end < REACH && s->text.p[to] != '\n')
		to++;
	for (;;) {
		const char *sign =
		    memchr(s->text.p + from, '@', (size_t)(to - from));
		uint32_t at;

		if (sign == NULL)
			return found;
		at = (uint32_t)(sign - s->text.p);
		if (at > 0 && is_local(s->text.p[at - 1]) &&
		    om_phrase_is_letter(om_sight_byte(s, at + 1)))
			found = OM_NEARBY_IS;
		if (says(s, at, name))
			return OM_NEARBY_SAYS;
		from = at + 1;
	}
}

bool
om_nearby_is_paying(const struct om_sight *s, uint32_t at)
{
	uint32_t from = at;

	while (from > 0 && at - from < REACH && s->text.p[from - 1] != '\n')
		from--;
	while (from < at) {
		uint32_t end = om_phrase_word_end(s, from);

		if (end - from >= PART_LEAST && end <= at &&
		    (om_lexicon_word(s->scanner->lexicon,
			 om_span_bytes(s->text.p + from, end - from)) &
			OM_LEXICON_PAYING))
			return true;
		from = end > from ? end : from + 1;
	}
	return false;
}

bool
om_nearby_is_apart(const struct om_sight *s, struct om_range where, char before)
{
	static const char signs[] = ";,|\t<>\"'()";
	char behind = om_sight_byte(s, where.end);
	bool left = where.start == 0 || s->text.p[where.start - 1] == '\n' ||
		    (before != '\0' && strchr(signs, before) != NULL);

	return left && (behind == '\0' || behind == '\n' || behind == ' ' ||
			   strchr(signs, behind) != NULL);
}
