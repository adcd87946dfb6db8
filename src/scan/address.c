#include "scan/address.h"

/* How sure: an address as such; loopback, multicast, documentation and the
 * like, which no person has; what may be a version number. */
static const double sure = 0.97, reserved = 0.95, version = 0.02;

/* Small numbers alone: a version or a section far more often, unless a word
 * says otherwise; 10/8 is what networks have. */
static const double small = 0.4;

enum { IP6_MAX = 45, ZONE_MAX = 16 };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool
is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

/* A decimal number of 0 to 255 without leading zeros; its end, or at. */
static uint32_t
octet(struct om_sight *s, uint32_t at, unsigned *value)
{
	uint32_t end = at;

	*value = 0;
	while (end - at < 3 && is_digit(om_sight_byte(s, end)))
		*value = *value * 10 + (unsigned)(s->text.p[end++] - '0');
	if (end == at || *value > 255 || is_digit(om_sight_byte(s, end)) ||
	    (end - at > 1 && s->text.p[at] == '0'))
		return at;
	return end;
}

static uint32_t
read_ip4(struct om_sight *s, uint32_t at, unsigned octets[4])
{
	uint32_t end = at;

	for (int i = 0; i < 4; i++) {
		uint32_t next = octet(s, end, &octets[i]);

		if (next == end)
			return at;
		if (i < 3 && om_sight_byte(s, next) != '.')
			return at;
		end = i < 3 ? next + 1 : next;
	}
	return end;
}

uint32_t
om_address_ip4(struct om_sight *s, uint32_t at)
{
	unsigned octets[4];

	return read_ip4(s, at, octets);
}

/* A prefix length behind an address (RFC 4632); else `at`. */
static uint32_t
prefix(struct om_sight *s, uint32_t at, unsigned most)
{
	unsigned value;
	uint32_t end;

	if (om_sight_byte(s, at) != '/')
		return at;
	end = octet(s, at + 1, &value);
	return end == at + 1 || value > most || is_word(om_sight_byte(s, end))
		   ? at
		   : end;
}

/* RFC 6890: what is never one person's machine on the Internet. */
static bool
is_reserved(const unsigned o[4])
{
	return o[0] == 0 || o[0] == 127 || o[0] >= 224 ||
	       (o[0] == 192 && o[1] == 0 && o[2] == 2) ||
	       (o[0] == 198 && o[1] == 51 && o[2] == 100) ||
	       (o[0] == 203 && o[1] == 0 && o[2] == 113);
}

static bool
is_small(struct om_sight *s, const unsigned o[4], struct om_range where)
{
	static const unsigned most = 25;
	struct om_word_set words;

	for (size_t i = 0; i < 4; i++)
		if (o[i] > most)
			return false;
	if (o[0] == 10 || s->field != NULL || (o[0] == o[1] && o[1] == o[2]))
		return false;
	om_sight_words(s, &words, where.start, where.end);
	return !om_sight_speaks(s, OM_DETECTED_IP, &words);
}

/* "version 1.2.3.4", "v1.2.3.4", "section 4.2.1.7", "rv:1.2.3.4". */
static bool
is_version(struct om_sight *s, uint32_t start, uint32_t end)
{
	static const char *const words[] = { "version", "ver", "release",
		"section", "rev", "rv", "build", "chapter", "firmware", "v",
		"table", "update", "oid", "tag" };
	uint32_t stop = start, from;
	char after = om_sight_byte(s, end);

	if (start == 0 || s->text.p[start - 1] == '\n')
		return after == '~';
	while (stop > 0 && strchr(" :=#\"'", s->text.p[stop - 1]) != NULL)
		stop--;
	from = stop;
	while (from > 0 && stop - from < 10 && is_word(s->text.p[from - 1]))
		from--;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);

		if (stop - from != n)
			continue;
		for (size_t k = 0; k < n; k++)
			if ((s->text.p[from + k] | 0x20) != words[i][k])
				n = 0;
		if (n > 0)
			return true;
	}
	return (stop > 0 && strchr("<>~^=", s->text.p[stop - 1]) != NULL &&
		   stop > 1 && s->text.p[stop - 2] != ' ' && stop != start) ||
	       after == '~';
}

uint32_t
om_address_ip4_detect(struct om_sight *s, uint32_t at)
{
	unsigned octets[4], evidence = 1U << OM_EVIDENCE_SHAPE;
	uint32_t end = read_ip4(s, at, octets), whole;
	double confidence = sure;
	char before = om_sight_byte(s, at - 1), after = om_sight_byte(s, end);

	if (end == at || is_word(before) || before == '.' || is_word(after) ||
	    before == '-' || after == '-' ||
	    (after == '.' && is_word(om_sight_byte(s, end + 1))))
		return at;
	whole = prefix(s, end, 32);
	if (is_reserved(octets)) {
		confidence = reserved;
		evidence |= 1U << OM_EVIDENCE_RANGE;
	}
	if (is_small(s, octets, (struct om_range){ at, end })) {
		confidence = small;
		evidence |= 1U << OM_EVIDENCE_AGAINST;
	}
	if (is_version(s, at, end)) {
		confidence = version;
		evidence |= 1U << OM_EVIDENCE_AGAINST;
	}
	om_sight_add(s, OM_DETECTED_IP, (struct om_range){ at, whole },
	    confidence, evidence);
	return whole;
}

/* Zero, broadcast: no machine's. */
static bool
is_machine(const char *digits)
{
	for (int i = 1; i < 12; i++)
		if ((digits[i] | 0x20) != (digits[0] | 0x20))
			return true;
	return digits[0] != '0' && (digits[0] | 0x20) != 'f';
}

/* Groups of `size` hexadecimal digits that joint joins, 12 digits in all. */
static uint32_t
read_mac(struct om_sight *s, uint32_t at, uint32_t size, char joint)
{
	char digits[12];
	uint32_t end = at;

	for (uint32_t i = 0; i < 12; i++) {
		if (i > 0 && i % size == 0 && om_sight_byte(s, end++) != joint)
			return at;
		digits[i] = om_sight_byte(s, end++);
		if (!is_hex(digits[i]))
			return at;
	}
	if (is_word(om_sight_byte(s, end)) || !is_machine(digits) ||
	    (om_sight_byte(s, end) == joint &&
		is_word(om_sight_byte(s, end + 1))))
		return at;
	return end;
}

static uint32_t
mac_detect(struct om_sight *s, uint32_t at, uint32_t size, char joint)
{
	char before = om_sight_byte(s, at - 1);
	uint32_t end;

	if (is_word(before) || before == joint)
		return at;
	end = read_mac(s, at, size, joint);
	if (end > at)
		om_sight_add(s, OM_DETECTED_MAC, (struct om_range){ at, end },
		    sure, 1U << OM_EVIDENCE_SHAPE);
	return end;
}

uint32_t
om_address_mac_detect(struct om_sight *s, uint32_t at)
{
	uint32_t end = mac_detect(s, at, 2, '-');

	return end > at ? end : mac_detect(s, at, 4, '.');
}

/* What RFC 4291 2.2 lets stand, as it is read. */
struct ip6 {
	uint32_t end;
	unsigned groups;
	bool gap;  /* a :: */
	bool four; /* it ends in an IPv4 address */
};

static bool
read_ip6(struct om_sight *s, struct ip6 *a, uint32_t at)
{
	*a = (struct ip6){ .end = at };
	if (om_sight_byte(s, at) == ':') {
		if (om_sight_byte(s, at + 1) != ':')
			return false;
		a->gap = true;
		a->end += 2;
	}
	while (a->groups < 8 && is_hex(om_sight_byte(s, a->end))) {
		uint32_t four = om_address_ip4(s, a->end), group = a->end;

		if (four > a->end) {
			a->end = four;
			a->groups += 2;
			a->four = true;
			break;
		}
		while (a->end - group < 4 && is_hex(om_sight_byte(s, a->end)))
			a->end++;
		a->groups++;
		if (om_sight_byte(s, a->end) != ':')
			break;
		if (om_sight_byte(s, a->end + 1) == ':') {
			if (a->gap)
				break;
			a->gap = true;
			a->end += 2;
		} else if (a->groups < 8 &&
			   is_hex(om_sight_byte(s, a->end + 1)))
			a->end++;
		else
			break;
	}
	return a->gap ? a->groups < 8 && a->end - at > 2 : a->groups == 8;
}

/* "%eth0" behind a scoped address (RFC 4007 11). */
static uint32_t
zone(struct om_sight *s, uint32_t at)
{
	uint32_t end = at + 1;

	if (om_sight_byte(s, at) != '%')
		return at;
	while (end - at <= ZONE_MAX && is_word(om_sight_byte(s, end)))
		end++;
	return end - at > 1 ? end : at;
}

static uint32_t
ip6_detect(struct om_sight *s, uint32_t at)
{
	unsigned evidence = 1U << OM_EVIDENCE_SHAPE;
	double confidence = sure;
	struct ip6 a;

	if (!read_ip6(s, &a, at) || is_word(om_sight_byte(s, a.end)) ||
	    (om_sight_byte(s, a.end) == ':' &&
		is_word(om_sight_byte(s, a.end + 1))))
		return at;
	/* std::a is code; ::1 is this machine. */
	if (a.groups < 2 && !a.four && a.end - at < 5) {
		confidence = reserved / 2;
		evidence |= 1U << OM_EVIDENCE_RANGE;
	}
	a.end = prefix(s, zone(s, a.end), 128);
	om_sight_add(s, OM_DETECTED_IP, (struct om_range){ at, a.end },
	    confidence, evidence);
	return a.end;
}

uint32_t
om_address_colons_detect(struct om_sight *s, uint32_t at)
{
	char before = om_sight_byte(s, at - 1);
	uint32_t end;

	if (is_word(before) || before == ':')
		return at;
	end = mac_detect(s, at, 2, ':');
	return end > at ? end : ip6_detect(s, at);
}

/* The colon may be anywhere in it: go back to where it can begin. */
uint32_t
om_address_detect(struct om_sight *s, uint32_t at)
{
	uint32_t start = at, end;

	while (start > s->done && at - start < IP6_MAX &&
	       (is_hex(s->text.p[start - 1]) || s->text.p[start - 1] == ':'))
		start--;
	end = om_address_colons_detect(s, start);
	return end > at ? end : at + 1;
}
