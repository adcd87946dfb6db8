#include "scan/finding.h"

#include "base/json.h"
#include "base/text.h"

int
om_finding_fingerprint(char out[OM_FINGERPRINT + 1], struct om_mac *mac,
    const struct om_kinds *kinds, const struct om_finding *f)
{
	static const char digits[] = "0123456789abcdef";
	const struct om_span parts[] = {
		om_span_of(kinds->list[f->hit.kind].name),
		f->value,
	};
	uint8_t tag[OM_HASH_SIZE];
	int rc = om_mac_tag(mac, tag, parts, 2);

	for (size_t i = 0; i < OM_FINGERPRINT; i++)
		out[i] = digits[tag[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
	out[OM_FINGERPRINT] = '\0';
	return rc;
}

/*
 * A line a finding is most of what is printed, hence by hand: numbers and
 * words of our own need no escaping, and have room for all of them at once.
 */
enum { FIXED = 512 };

#define PUT(to, literal) put(to, literal, sizeof(literal) - 1)

static inline char *
put(char *to, const char *p, size_t n)
{
	memcpy(to, p, n);
	return to + n;
}

static char *
put_text(char *to, const char *s)
{
	return put(to, s, strlen(s));
}

static char *
put_number(char *to, uint64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	for (; at < sizeof(digits); at++)
		*to++ = digits[at];
	return to;
}

/* Text that may be no UTF-8 is shown all the same, with U+FFFD in it. */
static void
add_text(struct om_buf *out, struct om_span s)
{
	struct om_buf mended = OM_BUF(16 << 20);

	if (om_text_is_utf8(s)) {
		om_json_quote(out, s);
		return;
	}
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] < 0x80)
			om_buf_byte(&mended, s.p[i]);
		else
			om_buf_text(&mended, "\xef\xbf\xbd");
	}
	om_json_quote(out, om_buf_span(&mended));
	om_buf_free(&mended);
}

static char *
put_evidence(char *to, unsigned evidence)
{
	to = PUT(to, ",\"evidence\":[");
	for (; evidence != 0; evidence &= evidence - 1) {
		int e = __builtin_ctz(evidence);

		*to++ = '"';
		to = put_text(to, om_evidence_word((enum om_evidence)e));
		*to++ = '"';
		if ((evidence & (evidence - 1)) != 0)
			*to++ = ',';
	}
	*to++ = ']';
	return to;
}

/* Four places: "0.9731". */
static char *
put_confidence(char *to, float confidence)
{
	unsigned n = (unsigned)((double)confidence * 10000 + 0.5);

	if (n >= 10000)
		return PUT(to, "1.0000");
	to = PUT(to, "0.0000");
	for (int i = 1; i <= 4; i++, n /= 10)
		to[-i] = (char)('0' + n % 10);
	return to;
}

/* Where a finding is, behind its field. */
static char *
put_place(char *to, const struct om_finding *f)
{
	to = put_number(PUT(to, ",\"start\":"), f->start);
	to = put_number(PUT(to, ",\"end\":"), f->end);
	to = PUT(to, ",\"offset\":");
	to = f->offset >= 0 ? put_number(to, (uint64_t)f->offset)
			    : PUT(to, "null");
	to = PUT(to, ",\"line\":");
	return f->line > 0 ? put_number(to, f->line) : PUT(to, "null");
}

static void
add_head(struct om_buf *out, const struct om_finding *f)
{
	size_t n = strlen(f->format);
	char *room, *to;

	om_buf_add(out, OM_SPAN("{\"path\":"));
	add_text(out, om_span_of(f->path));
	room = om_buf_room(out, FIXED + n);
	if (room == NULL)
		return;
	to = put(PUT(room, ",\"format\":\""), f->format, n);
	to = put_number(PUT(to, "\",\"record\":"), f->record);
	to = PUT(to, ",\"field\":");
	if (f->field.p == NULL)
		to = PUT(to, "null");
	out->n += (size_t)(to - room);
	if (f->field.p != NULL)
		add_text(out, f->field);
}

static void
add_rest(struct om_buf *out, const char *kind, const struct om_finding *f)
{
	size_t n = strlen(kind);
	char *room = om_buf_room(out, FIXED + n), *to;

	if (room == NULL)
		return;
	to = put(PUT(room, ",\"kind\":\""), kind, n);
	*to++ = '"';
	to = put_place(to, f);
	to = put_confidence(PUT(to, ",\"confidence\":"), f->hit.confidence);
	to = put_evidence(to, f->hit.evidence);
	out->n += (size_t)(to - room);
}

void
om_finding_json(struct om_buf *out, const struct om_kinds *kinds,
    const struct om_finding *f, const char *fingerprint, bool show)
{
	add_head(out, f);
	add_rest(out, kinds->list[f->hit.kind].name, f);
	if (fingerprint != NULL)
		om_buf_format(out, ",\"fingerprint\":\"%s\"", fingerprint);
	if (show) {
		om_buf_add(out, OM_SPAN(",\"value\":"));
		add_text(out, f->value);
	}
	om_buf_byte(out, '}');
}
