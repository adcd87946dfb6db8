#include "scan/track.h"

#include "scan/check.h"
#include "scan/sight.h"

enum {
	NUMBER_LEAST = 12,
	NUMBER_MOST = 19,
	NAME_LEAST = 2,
	NAME_MOST = 26,
	DATA_LEAST = 4,
	DATA_MOST = 40,
};

static const double sure = 0.99, part = 0.97;

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static uint32_t
digits_end(const struct om_sight *s, uint32_t at, uint32_t most)
{
	uint32_t end = at;

	while (end - at < most && is_digit(om_sight_byte(s, end)))
		end++;
	return end;
}

/* Expiry yymm, then a service code and what the issuer likes. */
static bool
is_expiry(const struct om_sight *s, uint32_t at)
{
	const char *p = s->text.p + at;

	return digits_end(s, at, DATA_LEAST) - at == DATA_LEAST &&
	       ((p[2] == '0' && p[3] >= '1') || (p[2] == '1' && p[3] <= '2'));
}

/* Behind the end sentinel, where it stands. */
static uint32_t
sentinel(const struct om_sight *s, uint32_t end)
{
	return om_sight_byte(s, end) == '?' ? end + 1 : end;
}

static uint32_t
name_end(const struct om_sight *s, uint32_t at)
{
	uint32_t end = at;
	char c;

	while (end - at <= NAME_MOST && (c = om_sight_byte(s, end)) != '^' &&
	       (c == ' ' || c == '/' || c == '.' || c == '-' || c == '\'' ||
		   (unsigned)((c | 0x20) - 'a') < 26))
		end++;
	return end;
}

/* A name is written family first, "RUIZ/ANA", padded with spaces. */
static void
add_name(struct om_sight *s, uint32_t at, uint32_t end)
{
	while (end > at && s->text.p[end - 1] == ' ')
		end--;
	if (end - at > NAME_LEAST)
		om_sight_add(s, OM_DETECTED_NAME_FULL,
		    (struct om_range){ at, end }, part,
		    1U << OM_EVIDENCE_SHAPE | 1U << OM_EVIDENCE_PART);
}

void
om_track_one_detect(struct om_sight *s, uint32_t at, const struct om_cue *cue)
{
	uint32_t number = at + 2; /* behind %B */
	uint32_t end = digits_end(s, number, NUMBER_MOST + 1);
	uint32_t name = end + 1, data;

	(void)cue;
	if (end - number < NUMBER_LEAST || end - number > NUMBER_MOST ||
	    om_sight_byte(s, end) != '^' ||
	    !om_check_card(s->text.p + number, end - number))
		return;
	end = name_end(s, name);
	if (om_sight_byte(s, end) != '^' || !is_expiry(s, end + 1))
		return;
	data = digits_end(s, end + 1, DATA_MOST);
	om_sight_add(s, OM_DETECTED_TRACK,
	    (struct om_range){ at, sentinel(s, data) }, sure,
	    1U << OM_EVIDENCE_SHAPE | 1U << OM_EVIDENCE_CHECK);
	add_name(s, name, end);
}

void
om_track_two_extend(struct om_sight *s, size_t from)
{
	size_t n = s->hits->n;

	for (size_t i = from; i < n; i++) {
		struct om_hit hit = s->hits->list[i];
		uint32_t data = hit.end + 1;

		if (hit.kind != s->scanner->card_kind ||
		    om_sight_byte(s, hit.end) != '=' || !is_expiry(s, data))
			continue;
		data = digits_end(s, data, DATA_MOST);
		if (om_sight_byte(s, hit.start - 1) == ';')
			hit.start--;
		om_sight_add(s, OM_DETECTED_TRACK,
		    (struct om_range){ hit.start, sentinel(s, data) }, sure,
		    1U << OM_EVIDENCE_SHAPE | 1U << OM_EVIDENCE_CHECK);
	}
}
