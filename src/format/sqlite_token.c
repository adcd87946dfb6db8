#include "format/sqlite_token.h"

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || c == '$' ||
	       (unsigned char)c >= 0x80;
}

static void
skip(struct om_span *s, size_t n)
{
	*s = om_span_bytes(s->p + n, s->n - n);
}

/* Moves past a comment at the start of s: false where there is none. */
static bool
skip_comment(struct om_span *s)
{
	size_t i = 2;

	if (om_span_starts(*s, OM_SPAN("--"))) {
		while (i < s->n && s->p[i] != '\n')
			i++;
	} else if (om_span_starts(*s, OM_SPAN("/*"))) {
		/* One that is never closed ends with the text. */
		while (i < s->n &&
		       !(i >= 3 && s->p[i] == '/' && s->p[i - 1] == '*'))
			i++;
		i += i < s->n;
	} else {
		return false;
	}
	skip(s, i);
	return true;
}

static struct om_sqlite_token
take(struct om_span *s, enum om_sqlite_token_kind kind, size_t n)
{
	struct om_sqlite_token token = { kind, om_span_bytes(s->p, n) };

	skip(s, n);
	return token;
}

/* A quote inside stands twice, but not in brackets. */
static struct om_sqlite_token
take_quoted(struct om_span *s)
{
	char end = s->p[0] == '[' ? ']' : s->p[0];

	for (size_t i = 1; i < s->n; i++) {
		if (s->p[i] != end)
			continue;
		if (end != ']' && i + 1 < s->n && s->p[i + 1] == end)
			i++;
		else
			return take(s, OM_SQLITE_TOKEN_QUOTED, i + 1);
	}
	return take(s, OM_SQLITE_TOKEN_BROKEN, s->n);
}

struct om_sqlite_token
om_sqlite_token_next(struct om_span *sql)
{
	size_t n = 0;

	do {
		while (sql->n > 0 && is_blank(sql->p[0]))
			skip(sql, 1);
	} while (skip_comment(sql));
	if (sql->n == 0)
		return (struct om_sqlite_token){ OM_SQLITE_TOKEN_END, *sql };
	if (memchr("\"`['", sql->p[0], 4) != NULL)
		return take_quoted(sql);
	while (n < sql->n && is_word(sql->p[n]))
		n++;
	if (n == 0)
		return take(sql, OM_SQLITE_TOKEN_OTHER, 1);
	if (sql->p[0] >= '0' && sql->p[0] <= '9')
		return take(sql, OM_SQLITE_TOKEN_OTHER, n);
	return take(sql, OM_SQLITE_TOKEN_WORD, n);
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

bool
om_sqlite_name_equal(struct om_span a, struct om_span b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (upper(a.p[i]) != upper(b.p[i]))
			return false;
	return true;
}

bool
om_sqlite_token_is(struct om_sqlite_token token, const char *keyword)
{
	return token.kind == OM_SQLITE_TOKEN_WORD &&
	       om_sqlite_name_equal(token.text, om_span_of(keyword));
}
