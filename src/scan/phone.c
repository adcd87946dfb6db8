#include "scan/phone.h"

#include "scan/phone_plan.h"

/* How sure a number of some plan is that stands in groups, but alone. */
static const double lonely = 0.4;

enum { DIGITS_LEAST = 7, DIGITS_MAX = 15, NEAR = 96 };

/* A number being read: its digits, and where a group of them may end it. */
struct reading {
	char digits[DIGITS_MAX];
	size_t n;
	struct {
		size_t n;     /* digits up to here */
		uint32_t end; /* of the text */
	} stops[DIGITS_MAX];
	size_t stop_count;
	uint32_t start;
	bool plus;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_joint(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' ||
	       c == ')';
}

static bool
is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

/* A number may end where no letter, digit or decimal goes on. */
static bool
may_end(struct om_sight *s, uint32_t end)
{
	char c = om_sight_byte(s, end);

	if (is_word(c) || c == '@' || c == '%' || c == '=')
		return false;
	return !((c == '.' || c == '-' || c == ',' || c == ':') &&
		 is_word(om_sight_byte(s, end + 1)) && c != ',');
}

/* A parenthesis and a plus before the first digit belong to it. */
static bool
begin(struct om_sight *s, struct reading *r, uint32_t at)
{
	char before;

	r->start = at;
	if (at > 0 && s->text.p[at - 1] == '(')
		r->start--;
	if (r->start > 0 && s->text.p[r->start - 1] == '+') {
		r->start--;
		r->plus = true;
	}
	before = om_sight_byte(s, r->start - 1);
	if (r->start > 0 &&
	    (is_word(before) || before == '.' || before == '-' ||
		before == '#' || before == '$' || before == '/'))
		return false;
	return true;
}

static void
read_digits(struct om_sight *s, struct reading *r, uint32_t at)
{
	uint32_t i = at;

	while (r->n < DIGITS_MAX) {
		unsigned joints = 0;

		while (r->n < DIGITS_MAX && is_digit(om_sight_byte(s, i))) {
			r->digits[r->n++] = s->text.p[i];
			i++;
		}
		if (is_digit(om_sight_byte(s, i)))
			return; /* too many in a row */
		if (r->n >= DIGITS_LEAST && may_end(s, i)) {
			r->stops[r->stop_count].n = r->n;
			r->stops[r->stop_count++].end = i;
		}
		while (joints < 2 && is_joint(om_sight_byte(s, i + joints)))
			joints++;
		if (joints == 0 || !is_digit(om_sight_byte(s, i + joints)))
			return;
		i += joints;
	}
}

/* Whether an e-mail address was or will be seen in the neighbourhood. */
static bool
is_beside_email(const struct om_sight *s, uint32_t start, uint32_t end)
{
	const char *p = s->text.p;
	uint32_t first = start > NEAR ? start - NEAR : 0;
	size_t behind = s->text.n - end < NEAR ? s->text.n - end : NEAR;
	const char *stop = memchr(p + end, '\n', behind);

	for (uint32_t i = start; i > first && p[i - 1] != '\n'; i--)
		if (p[i - 1] == '@')
			return true;
	if (stop != NULL)
		behind = (size_t)(stop - (p + end));
	return memchr(p + end, '@', behind) != NULL;
}

static bool
is_century(const char *p)
{
	return memcmp(p, "19", 2) == 0 || memcmp(p, "20", 2) == 0;
}

/* A day, a range of years, groups that no number is written in. */
static bool
is_date(const struct om_sight *s, const struct reading *r, size_t n)
{
	const char *p = s->text.p + r->start;

	if (r->plus) /* +20200411120955, as versions have it */
		return n == 14 && r->digits[0] == '2' && r->digits[1] == '0';
	if (n != 8)
		return false;
	if (p[4] == '-' && is_century(p) && is_century(p + 5))
		return true; /* 2005-2010 */
	return (p[4] == '-' && p[7] == '-') || (p[2] == '.' && p[5] == '.') ||
	       (p[2] == '/' && p[5] == '/') || (p[2] == '-' && p[5] == '-') ||
	       (p[4] == '/' && p[7] == '/') || (p[4] == '.' && p[7] == '.');
}

/* How well a stop fits the plans. */
static enum om_phone_fit
fit_of(const struct om_phone_plans *plans, const struct reading *r, size_t n)
{
	if (r->plus)
		return om_phone_plans_international(plans, r->digits, n);
	if (r->digits[0] == '0' && r->digits[1] == '0') {
		enum om_phone_fit fit =
		    om_phone_plans_international(plans, r->digits + 2, n - 2);

		if (fit == OM_PHONE_VALID)
			return fit;
	}
	return om_phone_plans_national(plans, r->digits, n) ? OM_PHONE_VALID
							    : OM_PHONE_NONE;
}

/*
 * Where an address stands beside it, one that breaks its country's plan is a
 * telephone number all the same, unless it is but a few digits in a row.
 */
static double
beside_email(const struct reading *r, enum om_phone_fit fit, bool grouped)
{
	enum { LONG = 10 };

	if (fit == OM_PHONE_VALID || r->plus || grouped)
		return 0.95;
	return r->n >= LONG ? 0.9 : 0.45;
}

static double
confidence_of(struct om_sight *s, const struct reading *r, uint32_t end,
    enum om_phone_fit fit, unsigned *evidence)
{
	struct om_word_set words;
	bool grouped = end - r->start > r->n + (r->plus ? 1U : 0U);
	bool heard;

	*evidence = 1U << OM_EVIDENCE_SHAPE;
	if (fit == OM_PHONE_VALID)
		*evidence |= 1U << OM_EVIDENCE_CHECK;
	if (s->field != NULL &&
	    om_sight_speaks(s, OM_DETECTED_PHONE, s->field)) {
		*evidence |= 1U << OM_EVIDENCE_FIELD;
		return fit == OM_PHONE_VALID ? 0.99 : 0.9;
	}
	heard = om_sight_hears(s, r->start, end) != 0;
	if (heard)
		om_sight_words(s, &words, r->start, end);
	if (heard && om_sight_speaks_against(s, &words)) {
		*evidence |= 1U << OM_EVIDENCE_AGAINST;
		return r->plus && fit == OM_PHONE_VALID ? 0.95 : 0.02;
	}
	if (heard && om_sight_speaks(s, OM_DETECTED_PHONE, &words)) {
		*evidence |= 1U << OM_EVIDENCE_WORD;
		return fit == OM_PHONE_VALID ? 0.98 : 0.9;
	}
	if (is_beside_email(s, r->start, end)) {
		*evidence |= 1U << OM_EVIDENCE_WORD;
		return beside_email(r, fit, grouped);
	}
	if (r->plus)
		return fit == OM_PHONE_VALID  ? 0.95
		       : fit == OM_PHONE_CODE ? 0.55
					      : 0.1;
	if (fit != OM_PHONE_VALID)
		return 0.01;
	return grouped ? lonely : 0.08;
}

/* Whether nothing near can lift a number to what is reported. */
static bool
is_lonely(const struct om_sight *s, const struct reading *r)
{
	enum { LONGEST = 3 * DIGITS_MAX };
	uint32_t end = r->start + LONGEST;

	if (r->plus || (float)lonely >= s->scanner->least ||
	    (s->field != NULL && (s->field->classes & OM_WORD_FOR_KINDS)))
		return false;
	if (end > s->text.n)
		end = (uint32_t)s->text.n;
	return (om_sight_hears(s, r->start, end) & OM_WORD_FOR_KINDS) == 0 &&
	       !om_marks_has_at(&s->marks, r->start, NEAR, LONGEST + NEAR);
}

/* Countries whose numbers are a kind of their own. */
static void
add_country(struct om_sight *s, const struct reading *r, struct om_range where,
    unsigned evidence)
{
	static const struct {
		const char *code, *trunk;
		enum om_detected what;
	} countries[] = {
		{ "90", "05", OM_DETECTED_PHONE_TR },
		{ "63", "09", OM_DETECTED_PHONE_PH },
	};
	static const double share = 0.25;

	for (size_t i = 0; i < 2; i++)
		if (memcmp(r->digits,
			r->plus ? countries[i].code : countries[i].trunk,
			2) == 0)
			om_sight_add(
			    s, countries[i].what, where, share, evidence);
}

/* Whether seven digits stand from `at` on before anything but joints. */
static bool
is_long(const struct om_sight *s, uint32_t at)
{
	const struct om_marks *m = &s->marks;
	uint64_t digits = om_marks_digits(m, at);
	uint64_t others = ~(digits | om_marks_joints(m, at));

	if (others != 0)
		digits &= (others & -others) - 1;
	return __builtin_popcountll(digits) >= DIGITS_LEAST;
}

uint32_t
om_phone_detect(struct om_sight *s, uint32_t at)
{
	struct reading r = { .n = 0 };
	enum om_phone_fit fit = OM_PHONE_NONE;
	struct om_range where;
	unsigned evidence;
	double confidence;
	size_t chosen;

	if (s->scanner->detected[OM_DETECTED_PHONE] < 0 || !is_long(s, at) ||
	    !begin(s, &r, at) || is_lonely(s, &r))
		return at;
	read_digits(s, &r, at);
	if (r.stop_count == 0)
		return at;
	chosen = r.stop_count - 1;
	for (size_t i = r.stop_count; i-- > 0 && fit != OM_PHONE_VALID;) {
		enum om_phone_fit now =
		    fit_of(s->scanner->phones, &r, r.stops[i].n);

		if (now > fit) {
			fit = now;
			chosen = i;
		}
	}
	r.n = r.stops[chosen].n;
	if (is_date(s, &r, r.n))
		return at;
	confidence = confidence_of(s, &r, r.stops[chosen].end, fit, &evidence);
	where.start = r.start;
	where.end = r.stops[chosen].end;
	om_sight_add(s, OM_DETECTED_PHONE, where, confidence, evidence);
	add_country(s, &r, where, evidence);
	if ((float)confidence < s->scanner->least)
		return at;
	return fit == OM_PHONE_VALID || confidence >= 0.5 ? r.stops[chosen].end
							  : at;
}
