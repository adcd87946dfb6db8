#include "scan/pattern.h"
#include "scan/sight.h"

enum { STRETCH = 64, DEPTH_MAX = 1000, HEAP_KIB = 4096 };

/*
 * Steps that a line may take, shared by the places where a match may begin:
 * so the time of a line is bounded whatever the expression is.
 */
static const uint32_t steps_of_line = 5000000, steps_least = 1000;

static uint32_t
steps_for(size_t line)
{
	uint32_t steps = (uint32_t)(steps_of_line / (line + 1));

	return steps < steps_least ? steps_least : steps;
}

static bool
begin(struct om_matching *m)
{
	const struct om_regex_library *l = m->patterns->library;

	if (m->data == NULL)
		m->data = l->pcre2_match_data_create(1, NULL);
	if (m->limits == NULL) {
		m->limits = l->pcre2_match_context_create(NULL);
		if (m->limits == NULL)
			return false;
		(void)l->pcre2_set_depth_limit(m->limits, DEPTH_MAX);
		(void)l->pcre2_set_heap_limit(m->limits, HEAP_KIB);
	}
	return m->data != NULL;
}

void
om_pattern_end(struct om_matching *m)
{
	const struct om_regex_library *l = m->patterns->library;

	if (m->data != NULL)
		l->pcre2_match_data_free(m->data);
	if (m->limits != NULL)
		l->pcre2_match_context_free(m->limits);
}

int
om_pattern_match(size_t place[2], struct om_matching *m,
    const struct om_pattern *it, struct om_span line, size_t from)
{
	const struct om_regex_library *l = m->patterns->library;
	PCRE2_SPTR8 text = (PCRE2_SPTR8)line.p;
	int rc;

	if (!begin(m))
		return OM_LIMIT;
	(void)l->pcre2_set_match_limit(m->limits, steps_for(line.n));
	rc = l->pcre2_match(
	    it->code, text, line.n, from, PCRE2_NOTEMPTY, m->data, m->limits);
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = l->pcre2_match(it->code, text, line.n, from,
		    PCRE2_NOTEMPTY | PCRE2_NO_JIT, m->data, m->limits);
	if (rc == PCRE2_ERROR_NOMATCH)
		return 0;
	if (rc < 0)
		return OM_LIMIT;
	memcpy(
	    place, l->pcre2_get_ovector_pointer(m->data), 2 * sizeof(place[0]));
	/* \K may turn it round. */
	return place[1] > place[0];
}

/* Letters and digits of the value, as checks want them. */
static size_t
compact(char out[OM_SHAPE_MAX + 1], struct om_span value)
{
	size_t n = 0;

	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c >= 'a' && c <= 'z')
			c -= 32;
		if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
			if (n == OM_SHAPE_MAX)
				return 0;
			out[n++] = c;
		}
	}
	return n;
}

/* Checks are about the layouts that the catalogue's identifiers have; those
 * of digits alone take any number of them. */
static bool
may_check(const struct om_patterns *p, const struct om_check_info *check,
    uint64_t digits, size_t n)
{
	const struct om_identifiers *all = p->identifiers;
	bool numbers = digits == (UINT64_C(1) << n) - 1;
	const uint16_t *numbered;
	uint32_t count;

	if (numbers && (strcmp(check->name, "luhn") == 0 ||
			   strcmp(check->name, "mod_11_10") == 0))
		return n > 1;
	numbered = om_shape_find(&all->shapes,
	    om_shape_step(OM_SHAPE_BEGIN, '\0', (unsigned)n, digits), &count);
	for (uint32_t i = 0; i < count; i++)
		if (all->list[numbered[i]].check == check)
			return true;
	return false;
}

bool
om_pattern_passes(const struct om_patterns *p, const struct om_pattern *it,
    struct om_span value)
{
	char s[OM_SHAPE_MAX + 1] = { 0 };
	uint64_t digits = 0;
	size_t n;

	if (it->check == NULL)
		return true;
	n = compact(s, value);
	for (size_t i = 0; i < n; i++)
		digits |= (uint64_t)(s[i] <= '9') << i;
	return n > 0 && may_check(p, it->check, digits, n) &&
	       it->check->passes(s, n);
}

/* One text with the patterns. */
struct look {
	struct om_sight *s;
	const struct om_patterns *p;
	struct om_matching matching;
	uint32_t done[OM_PATTERNS_MAX]; /* the line that was tried ends there */
};

static double
weigh(const struct look *l, const struct om_pattern *it, struct om_range where,
    unsigned *evidence)
{
	const struct om_word_set *field = l->s->field;
	struct om_word_set words;

	*evidence =
	    1U << (it->check != NULL ? OM_EVIDENCE_CHECK : OM_EVIDENCE_SHAPE);
	if (field != NULL &&
	    om_identifiers_speak(it->words, it->word_count, field)) {
		*evidence |= 1U << OM_EVIDENCE_FIELD;
		return (double)it->with_field;
	}
	if (it->word_count > 0) {
		om_sight_words_far(l->s, &words, where.start, where.end);
		if (om_identifiers_speak(it->words, it->word_count, &words)) {
			*evidence |= 1U << OM_EVIDENCE_WORD;
			return (double)it->with_word;
		}
	}
	return (double)it->alone;
}

static void
add(const struct look *l, const struct om_pattern *it, struct om_range where)
{
	struct om_span value =
	    om_span_bytes(l->s->text.p + where.start, where.end - where.start);
	unsigned evidence;
	double confidence;

	if (!om_pattern_passes(l->p, it, value))
		return;
	confidence = weigh(l, it, where, &evidence);
	om_hits_add(l->s->hits,
	    (struct om_hit){ where.start, where.end, (uint16_t)it->kind,
		(uint16_t)evidence, (float)confidence });
}

/* All matches in the line that begins at `start` and ends at `end`. */
static void
try_line(struct look *l, size_t number, uint32_t start, uint32_t end)
{
	const struct om_pattern *it = &l->p->list[number];
	struct om_span line = om_span_bytes(l->s->text.p + start, end - start);
	size_t from = 0;

	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	l->done[number] = end + 1;
	if (line.n < it->least ||
	    !om_kind_set_has(&l->s->scanner->only, it->kind))
		return;
	while (from < line.n) {
		size_t place[2];
		int rc = om_pattern_match(place, &l->matching, it, line, from);

		if (rc < 0)
			om_hits_breach(l->s->hits, start, it->name);
		if (rc <= 0)
			return;
		add(l, it,
		    (struct om_range){ start + (uint32_t)place[0],
			start + (uint32_t)place[1] });
		from = place[1];
	}
}

static void
try_at(struct look *l, size_t number, uint32_t at)
{
	struct om_span text = l->s->text;
	uint32_t start = at;
	const char *end;

	while (
	    start > 0 && start > l->done[number] && text.p[start - 1] != '\n')
		start--;
	end = memchr(text.p + at, '\n', text.n - at);
	try_line(l, number, start,
	    end == NULL ? (uint32_t)text.n : (uint32_t)(end - text.p));
}

static bool
stands(const struct om_pattern *it, struct om_span text, uint32_t at)
{
	if (it->anchor == OM_PATTERN_DIGIT)
		return text.p[at] >= '0' && text.p[at] <= '9';
	if (it->anchor != OM_PATTERN_LITERAL || text.n - at < it->literal_size)
		return false;
	for (size_t i = 0; i < it->literal_size; i++) {
		char a = text.p[at + i], b = it->literal[i];
		bool letter = (unsigned)((a | 0x20) - 'a') < 26;

		if (a != b && !(it->any_case && letter && (a ^ b) == 0x20))
			return false;
	}
	return true;
}

static void
look_at(struct look *l, uint32_t at)
{
	for (size_t i = 0; i < l->p->n; i++)
		if (at >= l->done[i] && stands(&l->p->list[i], l->s->text, at))
			try_at(l, i, at);
}

static void
look_for_anchors(struct look *l)
{
	struct om_span text = l->s->text;
	uint64_t places[STRETCH];

	for (size_t at = 0; at < text.n;) {
		char padded[OM_BLOCK_SIZE + OM_PREFIX_BYTES] = { 0 };
		size_t left = text.n - at;
		size_t n = left < OM_PREFIX_BYTES
			       ? 0
			       : (left - OM_PREFIX_BYTES + 1) / OM_BLOCK_SIZE;
		const char *p = text.p + at;

		if (n == 0) {
			memcpy(padded, p,
			    left < sizeof(padded) ? left : sizeof(padded));
			p = padded;
			n = 1;
		}
		n = n < STRETCH ? n : STRETCH;
		l->s->scanner->marker->prefixes(places, &l->p->prefixes, p, n);
		for (size_t i = 0; i < n; i++, at += OM_BLOCK_SIZE)
			for (uint64_t bits = places[i]; bits != 0;
			     bits &= bits - 1) {
				size_t one = at + (size_t)__builtin_ctzll(bits);

				if (one < text.n)
					look_at(l, (uint32_t)one);
			}
	}
}

static void
look_at_every_line(struct look *l)
{
	struct om_span text = l->s->text;
	uint32_t at = 0;

	while (at < text.n) {
		const char *end = memchr(text.p + at, '\n', text.n - at);
		uint32_t stop =
		    end == NULL ? (uint32_t)text.n : (uint32_t)(end - text.p);

		for (size_t i = 0; i < l->p->n; i++)
			if (l->p->list[i].anchor == OM_PATTERN_LINE)
				try_line(l, i, at, stop);
		at = stop + 1;
	}
}

void
om_patterns_look(struct om_sight *s)
{
	const struct om_patterns *p = s->scanner->patterns;
	struct look l = { .s = s, .p = p, .matching = { .patterns = p } };

	look_for_anchors(&l);
	if (p->every_line)
		look_at_every_line(&l);
	om_pattern_end(&l.matching);
}
