#include "scan/secret.h"

#include "format/json_reader.h"
#include "scan/sight.h"

enum {
	HEADER_MAX = 1024,
	PART_MAX = 8192,
	LABEL_MAX = 64,
	BLOCK_MAX = OM_SECRET_BLOCK - 512,
	BODY_LEAST = 32,
};

static const double sure = 0.99;

/* Six bits a byte: RFC 4648, section 5; 64 for all other bytes. */
static unsigned
sextet(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (unsigned)(c - 'A');
	if (c >= 'a' && c <= 'z')
		return (unsigned)(c - 'a') + 26;
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0') + 52;
	return c == '-' ? 62 : c == '_' ? 63 : 64;
}

static uint32_t
part_end(const struct om_sight *s, uint32_t at)
{
	uint32_t end = at;

	while (end < s->text.n && end - at < PART_MAX &&
	       sextet(s->text.p[end]) < 64)
		end++;
	return end;
}

/* RFC 7515 4.1.1: a header is a JSON object that names its algorithm. */
static bool
is_header(struct om_span part)
{
	char decoded[HEADER_MAX];
	struct om_arena arena = { 0 };
	struct om_value *v;
	uint32_t bits = 0;
	size_t n = 0;
	bool is = false;

	if (part.n % 4 == 1 || part.n > HEADER_MAX)
		return false;
	for (size_t i = 0; i < part.n; i++) {
		bits = bits << 6 | sextet(part.p[i]);
		if (i % 4 != 0)
			decoded[n++] = (char)(bits >> (6 - i % 4 * 2));
	}
	if (om_json_read(&v, &arena, om_span_bytes(decoded, n), NULL) ==
		OM_OK &&
	    v->type == OM_VALUE_OBJECT) {
		const struct om_value *alg = om_value_member(v, "alg");

		is = alg != NULL && alg->type == OM_VALUE_STRING;
	}
	om_arena_free(&arena);
	return is;
}

/* Three parts that dots join, or five where it is encrypted (RFC 7516). */
void
om_secret_token_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue)
{
	struct om_failure kept = om_failure_keep();
	uint32_t end = part_end(s, at);
	unsigned parts = 1;

	(void)cue;
	if (om_sight_byte(s, end) == '.' &&
	    is_header(om_span_bytes(s->text.p + at, end - at))) {
		while (parts < 5 && om_sight_byte(s, end) == '.' &&
		       part_end(s, end + 1) > end + 1) {
			end = part_end(s, end + 1);
			parts++;
		}
		if (parts == 3 || parts == 5)
			om_sight_add(s, OM_DETECTED_JWT,
			    (struct om_range){ at, end }, sure,
			    1U << OM_EVIDENCE_SHAPE | 1U << OM_EVIDENCE_CHECK);
	}
	om_failure_return(&kept);
}

static struct om_span
rest(const struct om_sight *s, uint32_t at, uint32_t most)
{
	size_t n = s->text.n - at;

	return om_span_bytes(s->text.p + at, n < most ? n : most);
}

static const char *
find(struct om_span s, struct om_span what)
{
	while (s.n >= what.n) {
		const char *p = memchr(s.p, what.p[0], s.n - what.n + 1);

		if (p == NULL)
			return NULL;
		if (memcmp(p, what.p, what.n) == 0)
			return p;
		s = om_span_bytes(p + 1, s.n - (size_t)(p + 1 - s.p));
	}
	return NULL;
}

/* Base 64 in lines, wherever the breaks are written as \n. */
static bool
is_body(char c)
{
	return sextet(c) < 62 ||
	       (c != '\0' && strchr("+/= \n\r\t\\\"", c) != NULL);
}

/* How many bytes of s, which ends where the last line begins, are body. */
static size_t
body(struct om_span s, size_t *signs)
{
	size_t i = 0;

	*signs = 0;
	while (i < s.n && is_body(s.p[i]))
		*signs += sextet(s.p[i++]) < 62;
	return i;
}

/*
 * The label ends in PRIVATE KEY, or PGP's in PRIVATE KEY BLOCK. A line
 * alone, as programs have it that look for keys, is no key; one that is cut
 * off before its last line is.
 */
void
om_secret_block_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue)
{
	uint32_t label = at + (uint32_t)cue->text.n, end;
	struct om_span text = rest(s, label, LABEL_MAX);
	const char *dashes = find(text, OM_SPAN("-----")), *last;
	size_t signs;

	if (dashes == NULL)
		return;
	text.n = (size_t)(dashes - text.p);
	if (find(text, OM_SPAN("PRIVATE KEY")) == NULL ||
	    memchr(text.p, '\n', text.n) != NULL)
		return;
	end = (uint32_t)(dashes - s->text.p) + 5;
	last = find(rest(s, end, BLOCK_MAX), OM_SPAN("-----END "));
	end += (uint32_t)body(rest(s, end, BLOCK_MAX), &signs);
	if (last != NULL &&
	    (size_t)(s->text.p + s->text.n - last) >= 9 + text.n + 5 &&
	    memcmp(last + 9, text.p, text.n) == 0) {
		signs = (size_t)(last - dashes);
		end = (uint32_t)(last - s->text.p) + 9 + (uint32_t)text.n + 5;
	}
	if (signs >= BODY_LEAST)
		om_sight_add(s, OM_DETECTED_PRIVATE_KEY,
		    (struct om_range){ at, end }, sure,
		    1U << OM_EVIDENCE_SHAPE);
}
