#ifndef OM_FORMAT_SQLITE_TOKEN_H
#define OM_FORMAT_SQLITE_TOKEN_H

#include "base/span.h"

enum om_sqlite_token_kind {
	OM_SQLITE_TOKEN_END,
	OM_SQLITE_TOKEN_WORD,	/* a keyword or a plain name */
	OM_SQLITE_TOKEN_QUOTED, /* "a", `a`, [a] or 'a' */
	OM_SQLITE_TOKEN_OTHER,	/* one character, a number's digits */
	OM_SQLITE_TOKEN_BROKEN, /* a quote or a comment without an end */
};

/* One token of an SQL text; it borrows. */
struct om_sqlite_token {
	enum om_sqlite_token_kind kind;
	struct om_span text; /* quotes included */
};

/* Takes the next token off the front of *sql, past blanks and comments. */
struct om_sqlite_token om_sqlite_token_next(struct om_span *sql);

/* Whether it is that keyword, which is in capitals, in any case. */
bool om_sqlite_token_is(struct om_sqlite_token token, const char *keyword);

/* Whether it is that one character. */
static inline bool
om_sqlite_token_is_sign(struct om_sqlite_token token, char c)
{
	return token.kind == OM_SQLITE_TOKEN_OTHER && token.text.n == 1 &&
	       token.text.p[0] == c;
}

/* Same letters, ASCII case aside: what SQLite takes for the same name. */
bool om_sqlite_name_equal(struct om_span a, struct om_span b);

#endif
