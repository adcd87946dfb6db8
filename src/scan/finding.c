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
 * words of our own need no escaping.
 */
static void
add_number(struct om_buf *out, uint64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	om_buf_add(out, om_span_bytes(digits + at, sizeof(digits) - at));
}

static void
add_member(struct om_buf *out, struct om_span key, uint64_t n)
{
	om_buf_add(out, key);
	add_number(out, n);
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

static void
add_evidence(struct om_buf *out, unsigned evidence)
{
	bool more = false;

	om_buf_add(out, OM_SPAN(",\"evidence\":["));
	for (int i = 0; i < OM_EVIDENCES; i++) {
		if ((evidence >> i & 1) == 0)
			continue;
		om_buf_text(out, more ? ",\"" : "\"");
		om_buf_text(out, om_evidence_word((enum om_evidence)i));
		om_buf_byte(out, '"');
		more = true;
	}
	om_buf_byte(out, ']');
}

/* Four places: "0.9731". */
static void
add_confidence(struct om_buf *out, float confidence)
{
	unsigned n = (unsigned)((double)confidence * 10000 + 0.5);
	char text[] = "0.0000";

	if (n >= 10000) {
		om_buf_add(out, OM_SPAN("1.0000"));
		return;
	}
	for (size_t i = 5; i >= 2; i--, n /= 10)
		text[i] = (char)('0' + n % 10);
	om_buf_add(out, om_span_bytes(text, 6));
}

void
om_finding_json(struct om_buf *out, const struct om_kinds *kinds,
    const struct om_finding *f, const char *fingerprint, bool show)
{
	om_buf_add(out, OM_SPAN("{\"path\":"));
	add_text(out, om_span_of(f->path));
	om_buf_add(out, OM_SPAN(",\"format\":\""));
	om_buf_text(out, f->format);
	add_member(out, OM_SPAN("\",\"record\":"), f->record);
	om_buf_add(out, OM_SPAN(",\"field\":"));
	if (f->field.p == NULL)
		om_buf_add(out, OM_SPAN("null"));
	else
		add_text(out, f->field);
	om_buf_add(out, OM_SPAN(",\"kind\":\""));
	om_buf_text(out, kinds->list[f->hit.kind].name);
	add_member(out, OM_SPAN("\",\"start\":"), f->start);
	add_member(out, OM_SPAN(",\"end\":"), f->end);
	if (f->offset >= 0)
		add_member(out, OM_SPAN(",\"offset\":"), (uint64_t)f->offset);
	else
		om_buf_add(out, OM_SPAN(",\"offset\":null"));
	if (f->line > 0)
		add_member(out, OM_SPAN(",\"line\":"), f->line);
	else
		om_buf_add(out, OM_SPAN(",\"line\":null"));
	om_buf_add(out, OM_SPAN(",\"confidence\":"));
	add_confidence(out, f->hit.confidence);
	add_evidence(out, f->hit.evidence);
	if (fingerprint != NULL)
		om_buf_format(out, ",\"fingerprint\":\"%s\"", fingerprint);
	if (show) {
		om_buf_add(out, OM_SPAN(",\"value\":"));
		add_text(out, f->value);
	}
	om_buf_byte(out, '}');
}
