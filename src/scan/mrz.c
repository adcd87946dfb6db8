#include "scan/mrz.h"

#include "scan/digits.h"
#include "scan/sight.h"

enum { TD1 = 30, TD2 = 36, TD3 = 44, INDENT_MAX = 16, LINES = 3 };

/* Five or four check digits agree by chance once in a hundred thousand; the
 * words in a zone are what their place says. */
static const double sure = 0.99, part = 0.97;

static bool
is_zone(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<';
}

/* A zone's lines, each of `width` signs. */
struct zone {
	uint32_t width;
	size_t n;
	uint32_t lines[LINES]; /* where they begin */
};

/* The signs from `at` on, which stand in a line with nothing else. */
static uint32_t
width_at(struct om_span text, uint32_t at)
{
	uint32_t end = at;

	while (end < text.n && end - at <= TD3 && is_zone(text.p[end]))
		end++;
	return end - at;
}

/* Where the next line begins behind its indent; 0 where there is none. */
static uint32_t
next_line(struct om_span text, uint32_t end)
{
	uint32_t at = end;

	if (at < text.n && text.p[at] == '\r')
		at++;
	if (at >= text.n || text.p[at] != '\n')
		return 0;
	at++;
	end = at;
	while (at < text.n && at - end < INDENT_MAX &&
	       (text.p[at] == ' ' || text.p[at] == '\t'))
		at++;
	return at;
}

/* n check digits: where what they are about begins, its length; the digit
 * follows. A digit of nothing may be a filler. */
static bool
checks(const char *line, uint32_t at, uint32_t n)
{
	unsigned digit = (unsigned char)line[at + n] - '0';
	bool empty = true;

	for (uint32_t i = 0; i < n; i++)
		empty &= line[at + i] == '<';
	if (line[at + n] == '<')
		return empty;
	return digit <= 9 && om_digits_icao(line + at, n) == digit;
}

/* yymmdd; days and months may be unknown (9303-3, 4.8). */
static bool
is_date(const char *p)
{
	for (int i = 0; i < 6; i++)
		if (!((p[i] >= '0' && p[i] <= '9') || (p[i] == '<' && i > 1)))
			return false;
	return p[2] == '<' ||
	       ((p[2] - '0') * 10 + p[3] - '0' <= 12 &&
		   (p[4] == '<' || (p[4] - '0') * 10 + p[5] - '0' <= 31));
}

/* Over several fields of the lines, one after the other. */
struct run {
	uint8_t line, at, n;
};

static bool
composite(const struct zone *z, const char *text, const struct run *runs,
    size_t n, char digit)
{
	char joined[3 * TD3];
	size_t size = 0;

	for (size_t i = 0; i < n; i++) {
		memcpy(joined + size,
		    text + z->lines[runs[i].line] + runs[i].at, runs[i].n);
		size += runs[i].n;
	}
	return digit >= '0' && digit <= '9' &&
	       om_digits_icao(joined, size) == (unsigned)(digit - '0');
}

/* The number is too long for its field: it goes on behind the filler, with
 * its digit before the next (9303-5, note j). */
static bool
long_number(const char *line)
{
	char number[TD1];
	size_t n = 9, k = 15;

	memcpy(number, line + 5, 9);
	while (k < TD1 && line[k] != '<')
		number[n++] = line[k++];
	if (line[14] != '<' || n < 11)
		return false;
	return om_digits_icao(number, n - 1) ==
	       (unsigned)(unsigned char)number[n - 1] - '0';
}

/* A first line of a TD1: it can be told by its own digit. */
static bool
is_first_of_three(const char *line)
{
	return strchr("ACI", line[0]) != NULL &&
	       (checks(line, 5, 9) ? line[14] != '<' : long_number(line));
}

/* A first line of the others: a code, a state, names and nothing else. */
static bool
is_first_of_two(const char *line, uint32_t width)
{
	bool names = false;

	if (strchr(width == TD3 ? "PV" : "ACIPV", line[0]) == NULL)
		return false;
	for (uint32_t i = 2; i < width; i++) {
		if (line[i] >= '0' && line[i] <= '9')
			return false;
		names |= i > 5 && line[i] == '<' && line[i - 1] == '<';
	}
	return names && line[5] != '<';
}

static bool
is_three(const struct zone *z, const char *text)
{
	static const struct run runs[] = { { 0, 5, 25 }, { 1, 0, 7 },
		{ 1, 8, 7 }, { 1, 18, 11 } };
	const char *second = text + z->lines[1];

	return is_first_of_three(text + z->lines[0]) && is_date(second) &&
	       checks(second, 0, 6) && checks(second, 8, 6) &&
	       composite(z, text, runs, 4, second[29]);
}

static bool
is_two(const struct zone *z, const char *text)
{
	const struct run runs[] = { { 1, 0, 10 }, { 1, 13, 7 },
		{ 1, 21, (uint8_t)(z->width - 22) } };
	const char *first = text + z->lines[0], *second = text + z->lines[1];

	if (!is_first_of_two(first, z->width) || !is_date(second + 13) ||
	    !checks(second, 0, 9) || !checks(second, 13, 6) ||
	    !checks(second, 21, 6))
		return false;
	if (first[0] == 'V')
		return true;
	return (z->width == TD2 || checks(second, 28, 14)) &&
	       composite(z, text, runs, 3, second[z->width - 1]);
}

/* All lines from the one at `at` on. */
static bool
read_zone(struct zone *z, struct om_span text, uint32_t at)
{
	size_t n;

	*z = (struct zone){ .width = width_at(text, at) };
	if (z->width != TD1 && z->width != TD2 && z->width != TD3)
		return false;
	n = z->width == TD1 ? 3 : 2;
	for (; z->n < n; z->n++) {
		if (z->n > 0)
			at = next_line(text, at + z->width);
		if ((z->n > 0 && at == 0) || width_at(text, at) != z->width)
			return false;
		z->lines[z->n] = at;
	}
	return z->width == TD1 ? is_three(z, text.p) : is_two(z, text.p);
}

/* Without the fillers at its end; nothing where it is all filler. */
static void
add_part(struct om_sight *s, enum om_detected what, uint32_t at, uint32_t n)
{
	while (n > 0 && s->text.p[at + n - 1] == '<')
		n--;
	if (n > 0)
		om_sight_add(s, what, (struct om_range){ at, at + n }, part,
		    1U << OM_EVIDENCE_SHAPE | 1U << OM_EVIDENCE_PART);
}

static void
add_parts(struct om_sight *s, const struct zone *z)
{
	bool three = z->width == TD1;
	uint32_t second = z->lines[1];
	bool pass = strchr("PV", s->text.p[z->lines[0]]) != NULL;

	add_part(s, pass ? OM_DETECTED_PASSPORT : OM_DETECTED_ID_CARD,
	    three ? z->lines[0] + 5 : second, 9);
	add_part(s, OM_DETECTED_BIRTH_DATE, three ? second : second + 13, 6);
	add_part(
	    s, OM_DETECTED_NATIONALITY, three ? second + 15 : second + 10, 3);
	add_part(s, OM_DETECTED_GENDER, three ? second + 7 : second + 20, 1);
	add_part(s, OM_DETECTED_NAME_FULL,
	    three ? z->lines[2] : z->lines[0] + 5,
	    three ? z->width : z->width - 5);
}

/* Where the line that ends before `line` begins, if it has that width. */
static uint32_t
line_before(struct om_span text, uint32_t line, uint32_t width)
{
	uint32_t end = line;

	while (end > 0 && line - end < INDENT_MAX &&
	       (text.p[end - 1] == ' ' || text.p[end - 1] == '\t'))
		end--;
	if (end == 0 || text.p[end - 1] != '\n')
		return line;
	end--;
	if (end > 0 && text.p[end - 1] == '\r')
		end--;
	if (end < width || width_at(text, end - width) != width ||
	    (end > width && is_zone(text.p[end - width - 1])))
		return line;
	return end - width;
}

void
om_mrz_detect(struct om_sight *s, uint32_t at, const struct om_cue *cue)
{
	uint32_t start = at;
	struct zone z;

	(void)cue;
	if (at < s->zoned)
		return;
	while (start > 0 && at - start <= TD3 && is_zone(s->text.p[start - 1]))
		start--;
	for (unsigned back = 0; back < LINES; back++) {
		uint32_t before;

		if (read_zone(&z, s->text, start)) {
			uint32_t last = z.lines[z.n - 1] + z.width;

			om_sight_add(s, OM_DETECTED_MRZ,
			    (struct om_range){ z.lines[0], last }, sure,
			    1U << OM_EVIDENCE_SHAPE | 1U << OM_EVIDENCE_CHECK);
			add_parts(s, &z);
			s->zoned = last;
			return;
		}
		before = line_before(s->text, start, TD1);
		if (width_at(s->text, start) != TD1 || before == start)
			return;
		start = before;
	}
}

size_t
om_mrz_unfinished(struct om_span lines)
{
	uint32_t line = (uint32_t)lines.n, before = 0, width = 0;

	for (size_t i = 0; width == 0 && i < 3; i++) {
		static const uint32_t widths[] = { TD1, TD2, TD3 };

		before = line_before(lines, line, widths[i]);
		width = before == line ? 0 : widths[i];
	}
	if (width == 0)
		return 0;
	if (width != TD1)
		return is_first_of_two(lines.p + before, width)
			   ? lines.n - before
			   : 0;
	if (is_first_of_three(lines.p + before))
		return lines.n - before;
	line = before;
	before = line_before(lines, line, TD1);
	return before != line && is_first_of_three(lines.p + before)
		   ? lines.n - before
		   : 0;
}
