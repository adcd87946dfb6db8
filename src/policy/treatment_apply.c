#include <arpa/inet.h>

#include "base/date.h"
#include "policy/treatment.h"

static const struct {
	const char *word;
	enum om_treatment how;
} words[] = {
	{ "year", OM_TREATMENT_YEAR },
	{ "prefix", OM_TREATMENT_PREFIX },
	{ "decade", OM_TREATMENT_DECADE },
	{ "network", OM_TREATMENT_NETWORK },
	{ "tenth", OM_TREATMENT_TENTH },
};

enum om_treatment
om_treatment_find(struct om_span word)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (om_span_is(word, words[i].word))
			return words[i].how;
	return OM_TREATMENT_DROP;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits that s begins with. */
static size_t
digits(struct om_span s)
{
	size_t n = 0;

	while (n < s.n && is_digit(s.p[n]))
		n++;
	return n;
}

/*
 * The one group of four digits of a date that is written otherwise, 3/4/1985
 * or 3 April 1985: all other groups are shorter, and there is one.
 */
static bool
write_lone_year(struct om_buf *out, struct om_span value)
{
	struct om_span year = OM_SPAN_NONE;
	size_t others = 0;

	if (value.n > 32 || (value.n > 4 && value.p[4] == '-'))
		return false;
	for (size_t i = 0; i < value.n; i++) {
		size_t n = digits(om_span_bytes(value.p + i, value.n - i));

		if (n > 4 || n == 3 || (n == 4 && year.n > 0))
			return false;
		if (n == 4)
			year = om_span_bytes(value.p + i, n);
		others += n == 1 || n == 2;
		i += n;
	}
	if (year.n == 0 || others == 0 || others > 2)
		return false;
	om_buf_add(out, year);
	return true;
}

/* Only a full date has a year that is surely one. */
static bool
write_year(struct om_buf *out, struct om_span value)
{
	int32_t day;

	if (value.n < 10 ||
	    om_day_parse(&day, om_span_bytes(value.p, 10)) != OM_OK)
		return write_lone_year(out, value);
	om_buf_add(out, om_span_bytes(value.p, 4));
	return true;
}

static bool
write_prefix(struct om_buf *out, struct om_span value)
{
	if (value.n < 4 || value.n > 10)
		return false;
	for (size_t i = 0; i < 2; i++)
		if ((unsigned char)value.p[i] >= 0x80)
			return false;
	om_buf_add(out, om_span_bytes(value.p, 2));
	return true;
}

static bool
write_decade(struct om_buf *out, struct om_span value)
{
	uint64_t years;

	if (!om_span_u64(&years, value) || years > 130)
		return false;
	om_buf_format(
	    out, "%d-%d", (int)(years / 10 * 10), (int)(years / 10 * 10 + 9));
	return true;
}

/* The network's address, without its length, so that it still is one. */
static bool
write_network(struct om_buf *out, struct om_span value)
{
	char text[INET6_ADDRSTRLEN] = "", cut[INET6_ADDRSTRLEN];
	unsigned char bytes[16];
	int family = AF_INET;
	size_t kept = 3, size = 4;

	if (value.n >= sizeof(text) || memchr(value.p, 0, value.n) != NULL)
		return false;
	memcpy(text, value.p, value.n);
	if (memchr(value.p, ':', value.n) != NULL) {
		family = AF_INET6;
		kept = 6;
		size = 16;
	}
	if (inet_pton(family, text, bytes) != 1)
		return false;
	/* ::ffff:192.0.2.1 is an address of the other family. */
	if (family == AF_INET6 && memcmp(bytes, "\0\0\0\0\0\0\0\0\0\0\377\377",
				      12) == 0) /* not secret */
		kept = 15;
	memset(bytes + kept, 0, size - kept);
	if (inet_ntop(family, bytes, cut, sizeof(cut)) == NULL)
		return false;
	om_buf_text(out, cut);
	return true;
}

/* Cut, not rounded, so that nobody is moved to where she is not. */
static bool
write_tenth(struct om_buf *out, struct om_span value)
{
	size_t numbers = 0, before = out->n;

	for (size_t i = 0; i < value.n;) {
		struct om_span rest = om_span_bytes(value.p + i, value.n - i);
		size_t whole = digits(rest), tail;

		if (whole == 0) {
			/* Signs and what stands between two numbers. */
			if (memchr("+-,; \t", value.p[i], 6) == NULL)
				break;
			om_buf_byte(out, value.p[i++]);
			continue;
		}
		if (whole > 3 || whole + 1 >= rest.n || rest.p[whole] != '.')
			break;
		tail = digits(
		    om_span_bytes(rest.p + whole + 1, rest.n - whole - 1));
		if (tail == 0)
			break;
		om_buf_add(out, om_span_bytes(rest.p, whole + 2));
		i += whole + 1 + tail;
		numbers += i < value.n ? 1 : 4;
	}
	/* One number or two, and nothing was left. */
	if (numbers == 4 || numbers == 5)
		return true;
	out->n = before;
	return false;
}

bool
om_treatment_apply(
    struct om_buf *out, enum om_treatment how, struct om_span value)
{
	switch (how) {
	case OM_TREATMENT_KEEP:
		om_buf_add(out, value);
		return true;
	case OM_TREATMENT_YEAR:
		return write_year(out, value);
	case OM_TREATMENT_PREFIX:
		return write_prefix(out, value);
	case OM_TREATMENT_DECADE:
		return write_decade(out, value);
	case OM_TREATMENT_NETWORK:
		return write_network(out, value);
	case OM_TREATMENT_TENTH:
		return write_tenth(out, value);
	case OM_TREATMENT_DROP:
		break;
	}
	return false;
}
