#include "scan/special_value.h"

#include "scan/random.h"

enum {
	CODE_REACH = 24,
	NUMBER_LEAST = 5,
	NUMBER_MOST = 16,
	DRAWN_LEAST = 16,
	DRAWN_MOST = 4096,
};

/* How sure: an ICD's code, one behind a word of diagnosis, a number. */
static const double coded = 0.92, code_told = 0.8, numbered = 0.85;

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_coded(char c)
{
	return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z');
}

/* Two leads may lead to the same: "diagnosis" and "diagnosis code". */
static bool
is_known(const struct om_hits *hits, int kind, struct om_range where)
{
	for (size_t i = hits->n; i > 0 && hits->n - i < 8; i--)
		if (hits->list[i - 1].start == where.start &&
		    hits->list[i - 1].end == where.end &&
		    hits->list[i - 1].kind == kind)
			return true;
	return false;
}

void
om_special_add(
    struct om_sight *s, int kind, struct om_range where, double confidence)
{
	if (om_kind_set_has(&s->scanner->only, kind) &&
	    !is_known(s->hits, kind, where))
		om_hits_add(s->hits,
		    (struct om_hit){ where.start, where.end, (uint16_t)kind,
			1U << OM_EVIDENCE_LEXICON | 1U << OM_EVIDENCE_WORD,
			(float)confidence });
}

/* ICD-10: a letter, two digits (the second may be a letter A or B), a dot
 * and up to four more; U is for what is new. */
static uint32_t
icd_end(const struct om_sight *s, uint32_t at)
{
	const uint32_t dot = at + 3;
	uint32_t end = dot + 1;

	if (!is_capital(om_sight_byte(s, at)) ||
	    !is_digit(om_sight_byte(s, at + 1)) ||
	    !(is_digit(om_sight_byte(s, at + 2)) ||
		om_sight_byte(s, at + 2) == 'A' ||
		om_sight_byte(s, at + 2) == 'B'))
		return at;
	if (s->text.p[at] == 'U' && om_sight_byte(s, at + 1) > '1')
		return at;
	if (om_sight_byte(s, dot) != '.')
		end = dot;
	else {
		while (end - dot <= 4 && (is_digit(om_sight_byte(s, end)) ||
					     is_capital(om_sight_byte(s, end))))
			end++;
		if (end == dot + 1)
			end = dot;
	}
	return is_coded(om_sight_byte(s, end)) || om_sight_byte(s, end) == '-'
		   ? at
		   : end;
}

void
om_special_codes(struct om_sight *s, const struct om_special_lead *l,
    struct om_span lead, const struct om_special_category *category)
{
	bool named = lead.n > 1 &&
		     (lead.p[1] == 'c' || lead.p[1] == 'i' || lead.p[1] == 'x');
	uint32_t last = l->value;

	for (uint32_t at = l->value; at - last < CODE_REACH; at++) {
		uint32_t end = icd_end(s, at);

		if (om_sight_byte(s, at) == '\n' || at >= s->text.n)
			return;
		if (end == at || is_coded(s->text.p[at - 1]))
			continue;
		om_special_add(s, category->kind, (struct om_range){ at, end },
		    l->keyed || named ? coded : code_told);
		at = last = end;
	}
}

void
om_special_number(struct om_sight *s, const struct om_special_lead *l,
    const struct om_special_category *category)
{
	uint32_t end = l->value, digits = 0;

	while (
	    end - l->value <= NUMBER_MOST &&
	    (is_coded(om_sight_byte(s, end)) || om_sight_byte(s, end) == '-'))
		digits += is_digit(s->text.p[end++]);
	if (end - l->value >= NUMBER_LEAST && end - l->value <= NUMBER_MOST &&
	    digits >= 4 && is_coded(s->text.p[end - 1]))
		om_special_add(s, category->kind,
		    (struct om_range){ l->value, end }, numbered);
}

void
om_special_drawn(struct om_sight *s, const struct om_special_lead *l,
    const struct om_special_category *category)
{
	uint32_t end = l->value;
	char c;

	while (end - l->value < DRAWN_MOST &&
	       (is_coded(c = om_sight_byte(s, end)) ||
		   (c != '\0' && strchr("+/=_-", c) != NULL)))
		end++;
	if (end - l->value >= DRAWN_LEAST &&
	    om_random_is_drawn(
		om_span_bytes(s->text.p + l->value, end - l->value)))
		om_special_add(s, category->kind,
		    (struct om_range){ l->value, end }, numbered);
}
