#include "scan/random.h"
#include "scan/secret.h"
#include "scan/sight.h"

enum {
	NAME_MAX = 48,
	VALUE_MAX = 512,
	PASSWORD_LEAST = 4,
	PASSWORD_MOST = 100,
	KEY_LEAST = 12,
	USER_MAX = 128,
	BEARER_LEAST = 16,
};

/* What share of such values are really secrets, looked at in source trees,
 * logs and configuration. */
static const double mixed = 0.93, coded = 0.8, digits = 0.55, drawn = 0.95;
static const double in_url = 0.95, short_in_url = 0.6, word_in_url = 0.4;
static const double bearer = 0.93;

static bool
is_letter(char c)
{
	return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned char)c >= 0x80;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_named(char c)
{
	return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
}

/* The end of a value: a quote where one began it, else a sign that ends one
 * in a list, a URL or a program. */
static bool
ends(char c, char quote)
{
	if (c == '\n' || c == '\r' || c == '\0')
		return true;
	if (quote != '\0')
		return c == quote;
	return strchr(" \t,;&\"'`<>)]}|", c) != NULL;
}

/* Pieces of programs: calls, members, types, paths, other names. */
static bool
is_program(struct om_span v)
{
	size_t others = 0;

	for (size_t i = 0; i < v.n; i++) {
		if (v.p[i] == '(' || v.p[i] == '[' || v.p[i] == '\\')
			return true;
		if (i + 1 < v.n && ((v.p[i] == '-' && v.p[i + 1] == '>') ||
				       (v.p[i] == ':' && v.p[i + 1] == ':')))
			return true;
		others += !is_named(v.p[i]);
	}
	return v.p[0] == '-' || (others == 0 && memchr(v.p, '.', v.n) != NULL &&
				    om_random_written(v) > 0.5);
}

static bool
is_url(struct om_span v)
{
	for (size_t i = 0; i + 2 < v.n; i++)
		if (v.p[i] == ':' && v.p[i + 1] == '/' && v.p[i + 2] == '/')
			return true;
	return false;
}

/* A word, or words: letters with what joins them, which somebody wrote. */
static bool
is_words(struct om_span v)
{
	for (size_t i = 0; i < v.n; i++)
		if (!is_letter(v.p[i]) && v.p[i] != '_' && v.p[i] != '-' &&
		    v.p[i] != '.' && v.p[i] != ' ' && v.p[i] != '!' &&
		    v.p[i] != '?' && v.p[i] != ':')
			return false;
	return v.n < 8 || !om_random_is_drawn(v);
}

double
om_secrets_value(struct om_span v, bool password, bool quoted)
{
	size_t figures = 0;

	if (v.n < PASSWORD_LEAST || om_random_is_placeholder(v) || is_url(v) ||
	    is_words(v) || (!quoted && is_program(v)) || v.p[v.n - 1] == ':' ||
	    (v.p[0] == '/' && om_random_written(v) > 0.5))
		return 0;
	for (size_t i = 0; i < v.n; i++)
		figures += is_digit(v.p[i]);
	if (!password) {
		if (v.n < KEY_LEAST || memchr(v.p, ' ', v.n) != NULL ||
		    !om_random_is_drawn(v))
			return 0;
		return figures == v.n ? 0 : drawn;
	}
	if (v.n > PASSWORD_MOST || memchr(v.p, ' ', v.n) != NULL)
		return 0;
	if (figures == v.n)
		return v.n >= 6 ? digits : 0;
	if (om_random_is_drawn(v) || om_random_classes(v) >= 3)
		return mixed;
	return v.n >= 6 ? coded : digits;
}

/* The name round `at`, which must end before a sign: where it ends. */
static struct om_range
name_round(const struct om_sight *s, uint32_t at)
{
	struct om_range r = { at, at };

	while (r.start > 0 && at - r.start < NAME_MAX &&
	       is_named(s->text.p[r.start - 1]))
		r.start--;
	while (r.end < s->text.n && r.end - at < NAME_MAX &&
	       is_named(s->text.p[r.end]))
		r.end++;
	while (r.end > at && !is_letter(s->text.p[r.end - 1]) &&
	       !is_digit(s->text.p[r.end - 1]))
		r.end--;
	return r;
}

static uint32_t
skip(const struct om_sight *s, uint32_t at, const char *signs)
{
	char c;

	while ((c = om_sight_byte(s, at)) != '\0' && strchr(signs, c) != NULL)
		at++;
	return at;
}

/* Where the value begins that is set behind a name's end: name = value,
 * "name": "value", name => value, <name>value; 0 where none is. */
static uint32_t
behind_sign(const struct om_sight *s, uint32_t end)
{
	uint32_t at = skip(s, end, "\\\"'`]");
	uint32_t sign = skip(s, at, " \t");
	char c = om_sight_byte(s, sign);

	if (sign - at > 8)
		return 0;
	if (c == '>' && sign == end)
		return sign + 1;
	if (c == ':' && om_sight_byte(s, sign + 1) == '=')
		sign++;
	else if (c != '=' && c != ':')
		return 0;
	c = om_sight_byte(s, sign + 1);
	if (c == '=' || c == ':')
		return 0;
	return skip(s, c == '>' ? sign + 2 : sign + 1, " \t");
}

static void
add_value(struct om_sight *s, uint32_t at, int kind)
{
	bool password = kind == s->scanner->password_kind;
	uint32_t end;
	char quote = '\0';
	double confidence;
	struct om_span v;

	if (om_sight_byte(s, at) == '\\')
		at++;
	if (at < s->text.n && strchr("\"'`", s->text.p[at]) != NULL)
		quote = s->text.p[at++];
	for (end = at; end < s->text.n && end - at < VALUE_MAX; end++)
		if (ends(s->text.p[end], quote))
			break;
	if (end == at || end - at == VALUE_MAX)
		return;
	v = om_span_bytes(s->text.p + at, end - at);
	while (v.n > 0 &&
	       (v.p[v.n - 1] == '\\' || (quote == '\0' && v.p[v.n - 1] == '.')))
		v.n--;
	confidence =
	    v.n == 0 ? 0 : om_secrets_value(v, password, quote != '\0');
	if (confidence > 0)
		om_hits_add(s->hits,
		    (struct om_hit){ at, at + (uint32_t)v.n, (uint16_t)kind,
			1U << OM_EVIDENCE_WORD, (float)confidence });
}

void
om_secret_named_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue)
{
	struct om_range name = name_round(s, at);
	uint32_t value = behind_sign(s, name.end);
	int kind;

	/* A name with two cues, secret_key, is looked at by its last. */
	if (value == 0 || name.end - at > NAME_MAX ||
	    name.end - at < cue->text.n)
		return;
	kind = om_secrets_named(s->scanner->secrets,
	    om_span_bytes(s->text.p + name.start, name.end - name.start));
	if (kind >= 0 && s->valued != value &&
	    om_kind_set_has(&s->scanner->only, kind)) {
		s->valued = value;
		add_value(s, value, kind);
	}
}

void
om_secret_bearer_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue)
{
	uint32_t start = at + (uint32_t)cue->text.n, end = start;
	struct om_span v;

	while (end < s->text.n && end - start < VALUE_MAX &&
	       !ends(s->text.p[end], '\0'))
		end++;
	v = om_span_bytes(s->text.p + start, end - start);
	if (v.n >= BEARER_LEAST && !om_random_is_placeholder(v) &&
	    om_random_is_drawn(v))
		om_sight_add(s, OM_DETECTED_BEARER,
		    (struct om_range){ start, end }, bearer,
		    1U << OM_EVIDENCE_WORD);
}

/* The @ of user:password behind ://, or 0. */
static uint32_t
at_sign(const struct om_sight *s, uint32_t start, uint32_t *colon)
{
	*colon = 0;
	for (uint32_t i = start; i < s->text.n && i - start < USER_MAX; i++) {
		char c = s->text.p[i];

		if (c == '@')
			return i;
		if (c == ':' && *colon == 0)
			*colon = i;
		else if ((unsigned char)c <= ' ' || strchr("/?#\"'<>", c))
			return 0;
	}
	return 0;
}

/* How surely a URL's password is one; words are, in examples. */
static double
weigh_in_url(struct om_span v)
{
	static const char *const stand_ins[] = { "password", "pass", "passwd",
		"pwd", "secret", "token" };

	for (size_t i = 0; i < sizeof(stand_ins) / sizeof(stand_ins[0]); i++)
		if (om_span_is(v, stand_ins[i]))
			return 0;
	if (om_random_is_placeholder(v))
		return 0;
	if (om_random_classes(v) < 2 && !om_random_is_drawn(v))
		return v.n < PASSWORD_LEAST ? 0 : word_in_url;
	return v.n < PASSWORD_LEAST ? short_in_url : in_url;
}

void
om_secret_url_detect(struct om_sight *s, uint32_t at, const struct om_cue *cue)
{
	uint32_t start = at + (uint32_t)cue->text.n, colon;
	uint32_t end = at_sign(s, start, &colon);
	double confidence;

	if (end == 0 || colon <= start || colon + 1 >= end || at == 0 ||
	    !is_letter(s->text.p[at - 1]) || !is_named(s->text.p[start]))
		return;
	confidence =
	    weigh_in_url(om_span_bytes(s->text.p + colon + 1, end - colon - 1));
	if (confidence > 0)
		om_sight_add(s, OM_DETECTED_URL_CREDENTIALS,
		    (struct om_range){ start, end }, confidence,
		    1U << OM_EVIDENCE_SHAPE);
}

bool
om_secret_is_in_url(struct om_span text, uint32_t start)
{
	uint32_t i = start;

	while (i > 0 && start - i < USER_MAX && text.p[i - 1] != '/' &&
	       (unsigned char)text.p[i - 1] > ' ')
		i--;
	return i > 2 && text.p[i - 1] == '/' && text.p[i - 2] == '/' &&
	       text.p[i - 3] == ':';
}
