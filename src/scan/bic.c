#include "scan/bic.h"

enum { SHORT = 8, LONG = 11, NEAR = 16 };

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_word(char c)
{
	return is_capital(c) || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '@' ||
	       (unsigned char)c >= 0x80;
}

/* Whether a word for it stands right before. */
static bool
is_named(const struct om_sight *s, uint32_t at)
{
	uint32_t from = at;
	struct om_word_set words = { 0 };

	while (from > 0 && at - from < NEAR && s->text.p[from - 1] != '\n')
		from--;
	while (from > 0 && from < at && is_word(s->text.p[from - 1]))
		from++;
	om_words_find(s->scanner->identifiers->words, &words,
	    om_span_bytes(s->text.p + from, at - from));
	return om_sight_speaks(s, OM_DETECTED_BIC, &words);
}

/* How sure a field's name or the words round it make it; 0: not at all. */
static double
confidence_of(
    const struct om_sight *s, struct om_range where, unsigned *evidence)
{
	static const double named = 0.97, beside = 0.3;
	struct om_word_set words;

	*evidence = 1U << OM_EVIDENCE_CHECK;
	if (s->field != NULL && om_sight_speaks(s, OM_DETECTED_BIC, s->field)) {
		*evidence |= 1U << OM_EVIDENCE_FIELD;
		return named;
	}
	om_sight_words(s, &words, where.start, where.end);
	if (!om_sight_speaks(s, OM_DETECTED_BIC, &words))
		return 0;
	*evidence |= 1U << OM_EVIDENCE_WORD;
	return is_named(s, where.start) ? named : beside;
}

uint32_t
om_bic_detect(struct om_sight *s, uint32_t at)
{
	struct om_range where = { at, at };
	unsigned evidence;
	double confidence;
	size_t n;

	while (
	    where.end - at <= LONG && is_capital(om_sight_byte(s, where.end)))
		where.end++;
	n = where.end - at;
	if ((n != SHORT && n != LONG) || is_word(om_sight_byte(s, where.end)) ||
	    (at > 0 && is_word(om_sight_byte(s, at - 1))) ||
	    !om_check_bic(s->text.p + at, n))
		return where.end;
	confidence = confidence_of(s, where, &evidence);
	if (confidence > 0)
		om_sight_add(s, OM_DETECTED_BIC, where, confidence, evidence);
	return where.end;
}
