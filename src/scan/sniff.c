#include "scan/sniff.h"

#include "base/text.h"
#include "format/json_reader.h"
#include "format/json_scan.h"
#include "scan/mail.h"
#include "scan/dump.h"

enum { HEAD = 64 << 10, LINES = 8 };

static struct om_span
past_space(struct om_span s)
{
	while (s.n > 0 && memchr(" \t\r\n", s.p[0], 4) != NULL)
		s = om_span_bytes(s.p + 1, s.n - 1);
	return s;
}

/* A document that goes on behind what is seen: by what must come next. */
static bool
may_be_json(struct om_span s)
{
	struct om_span next = past_space(om_span_bytes(s.p + 1, s.n - 1));
	const char *may = s.p[0] == '{' ? "\"}" : "{[\"";

	return next.n > 0 && strchr(may, next.p[0]) != NULL;
}

/* One object a line, or one text: what stands behind the first tells. */
static enum om_scan_format
sniff_json(struct om_span head, bool whole)
{
	struct om_span s = past_space(head), rest;
	struct om_json_scan scan = { 0 };
	struct om_arena arena = { 0 };
	struct om_value *v;
	bool good;

	if (s.n < 2 || (s.p[0] != '{' && s.p[0] != '['))
		return OM_SCAN_TEXT;
	if (!om_json_scan(&scan, s))
		return !whole && may_be_json(s) ? OM_SCAN_JSON : OM_SCAN_TEXT;
	good = om_json_read(&v, &arena, om_span_bytes(s.p, scan.at), NULL) ==
	       OM_OK;
	om_arena_free(&arena);
	if (!good)
		return OM_SCAN_TEXT;
	rest = om_span_bytes(s.p + scan.at, s.n - scan.at);
	if (memchr(s.p, '\n', scan.at) != NULL)
		return OM_SCAN_JSON;
	while (rest.n > 0 && (rest.p[0] == ' ' || rest.p[0] == '\r'))
		rest = om_span_bytes(rest.p + 1, rest.n - 1);
	if (rest.n > 0 && rest.p[0] == '\n' &&
	    (s.p[0] == '{' || past_space(rest).n > 0))
		return OM_SCAN_NDJSON;
	return past_space(rest).n == 0 ? OM_SCAN_JSON : OM_SCAN_TEXT;
}

/* How often c stands in the line, outside of quotes. */
static unsigned
count_outside(struct om_span line, char c)
{
	bool quoted = false;
	unsigned n = 0;

	for (size_t i = 0; i < line.n; i++) {
		quoted ^= line.p[i] == '"';
		n += !quoted && line.p[i] == c;
	}
	return n;
}

/* As many of c, two at least, in each of the first lines. */
static bool
is_regular(struct om_span head, char c)
{
	struct om_span line, rest = head;
	unsigned first = 0, lines = 0;

	while (lines < LINES && om_span_cut(&line, &rest, rest, '\n')) {
		unsigned n = count_outside(line, c);

		if (lines++ == 0)
			first = n;
		if (n != first || n < 2)
			return false;
	}
	return lines >= 3;
}

static bool
ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	for (size_t i = 0; i < m && n >= m; i++)
		if ((name[n - m + i] | 0x20) != (end[i] | 0x20))
			return false;
	return n >= m;
}

static enum om_scan_format
sniff_table(struct om_span head, const char *name)
{
	if (ends_with(name, ".tsv") || ends_with(name, ".tab"))
		return OM_SCAN_TSV;
	if (ends_with(name, ".csv"))
		return OM_SCAN_CSV;
	if (is_regular(head, '\t'))
		return OM_SCAN_TSV;
	if (is_regular(head, ',') || is_regular(head, ';'))
		return OM_SCAN_CSV;
	return OM_SCAN_TEXT;
}

/* First bytes that say it all. */
static const struct {
	const char *bytes;
	unsigned char n, at;
	enum om_scan_format format;
} magic[] = {
	{ "SQLite format 3", 16, 0, OM_SCAN_SQLITE },
	{ "\x1f\x8b", 2, 0, OM_SCAN_ARCHIVE },
	{ "\x28\xb5\x2f\xfd", 4, 0, OM_SCAN_ARCHIVE },
	{ "\xfd"
	  "7zXZ",
	    6, 0, OM_SCAN_ARCHIVE },
	{ "PK\3\4", 4, 0, OM_SCAN_ARCHIVE },
	{ "PK\5\6", 4, 0, OM_SCAN_ARCHIVE },
	{ "!<arch>\n", 8, 0, OM_SCAN_ARCHIVE },
	{ "1AY&SY", 6, 4, OM_SCAN_ARCHIVE },
	{ "\xff\xfe", 2, 0, OM_SCAN_UTF16LE },
	{ "\xfe\xff", 2, 0, OM_SCAN_UTF16BE },
};

/* That of a tar archive stands far behind. */
enum { TAR_AT = 257 };

static enum om_scan_format
sniff_magic(struct om_span s)
{
	for (size_t i = 0; i < sizeof(magic) / sizeof(magic[0]); i++)
		if (s.n >= (size_t)magic[i].at + magic[i].n &&
		    memcmp(s.p + magic[i].at, magic[i].bytes, magic[i].n) == 0)
			return magic[i].format;
	if (s.n > TAR_AT + 5 && memcmp(s.p + TAR_AT, "ustar", 5) == 0)
		return OM_SCAN_ARCHIVE;
	return OM_SCAN_AUTO;
}

/*
 * Text of UTF-16 without a mark has NUL bytes at every other place; a text
 * file has none.
 */
static enum om_scan_format
sniff_bytes(struct om_span s)
{
	size_t nul[2] = { 0, 0 }, control = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		nul[i % 2] += c == 0;
		control += c < 7 || (c > 13 && c < 27);
	}
	if (nul[1] > s.n / 5 && nul[0] * 20 < nul[1])
		return OM_SCAN_UTF16LE;
	if (nul[0] > s.n / 5 && nul[1] * 20 < nul[0])
		return OM_SCAN_UTF16BE;
	if (nul[0] + nul[1] > 0 || control > s.n / 100)
		return OM_SCAN_BINARY;
	return OM_SCAN_AUTO;
}

/* UTF-8 that may be cut at its end. */
static bool
is_utf8(struct om_span s, bool whole)
{
	for (int cut = 0; cut < 4 && s.n > 0; cut++, s.n--)
		if (om_text_is_utf8(s))
			return true;
		else if (whole)
			return false;
	return s.n == 0;
}

/* Two header fields at least that only mail has. */
static bool
is_mail(struct om_span head)
{
	static const char *const names[] = { "From", "To", "Received",
		"Return-Path", "Subject", "MIME-Version", "Date", "Message-ID",
		"Delivered-To", "Content-Type" };
	struct om_buf value = OM_BUF(1 << 20);
	struct om_span name;
	unsigned known = 0, lines = 0;

	while (lines++ < 40 && om_mail_header(&name, &value, &head))
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			known += om_mail_is(name, names[i]);
	om_buf_free(&value);
	return known >= 3;
}

static bool
is_markup(struct om_span head, const char *name)
{
	struct om_span s = past_space(head);

	if (s.n < 5 || s.p[0] != '<')
		return false;
	return om_mail_is(om_span_bytes(s.p, 5), "<html") ||
	       om_mail_is(om_span_bytes(s.p, 5), "<!doc") ||
	       om_mail_is(om_span_bytes(s.p, 5), "<?xml") ||
	       ends_with(name, ".html") || ends_with(name, ".htm") ||
	       ends_with(name, ".xml") || ends_with(name, ".svg");
}

enum om_scan_format
om_sniff_bytes(struct om_span head, bool whole, const char *name)
{
	enum om_scan_format format = sniff_magic(head);

	if (format == OM_SCAN_AUTO)
		format = sniff_bytes(head);
	if (format != OM_SCAN_AUTO)
		return format;
	if (!is_utf8(head, whole))
		return OM_SCAN_LATIN1;
	format = sniff_json(head, whole);
	if (format != OM_SCAN_TEXT)
		return format;
	if (is_markup(head, name))
		return OM_SCAN_MARKUP;
	if (om_dump_is_dump(head))
		return OM_SCAN_SQL;
	return is_mail(head) ? OM_SCAN_MAIL : sniff_table(head, name);
}

int
om_sniff(enum om_scan_format *out, struct om_source *s, const char *name)
{
	struct om_span head;
	int rc = om_reading_fill(s, HEAD);

	if (rc != OM_OK)
		return rc;
	head = om_source_window(s);
	if (head.n > HEAD)
		head.n = HEAD;
	*out = om_sniff_bytes(head, s->ended, name);
	return OM_OK;
}
