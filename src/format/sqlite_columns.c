#include "format/sqlite_columns.h"

#include "base/memory.h"
#include "format/sqlite_token.h"

/* SQLite's own hard limit. */
enum { COLUMNS_MOST = 32767 };

static const size_t NOWHERE = SIZE_MAX;

struct found {
	struct om_span name;
	bool is_integer; /* its type is INTEGER and no more */
	bool is_stored;
	size_t key; /* its place in the primary key, from 1; 0: none */
};

/* The statement as it is read: the next token, and what was found. */
struct parser {
	struct om_span rest;
	struct om_sqlite_token token;
	struct om_arena *arena;
	struct found *columns;
	size_t count, size;
	size_t keys;  /* columns of the primary key */
	size_t alias; /* the column that may be the rowid, or NOWHERE */
	bool without_rowid;
};

static int
parse_fail(void)
{
	return om_fail(OM_INPUT, "a table's text cannot be read");
}

static void
advance(struct parser *p)
{
	p->token = om_sqlite_token_next(&p->rest);
}

static bool
is(const struct parser *p, const char *keyword)
{
	return om_sqlite_token_is(p->token, keyword);
}

static bool
accept(struct parser *p, const char *keyword)
{
	if (!is(p, keyword))
		return false;
	advance(p);
	return true;
}

static bool
is_sign(const struct parser *p, char c)
{
	return om_sqlite_token_is_sign(p->token, c);
}

static bool
is_name(const struct parser *p)
{
	return p->token.kind == OM_SQLITE_TOKEN_WORD ||
	       p->token.kind == OM_SQLITE_TOKEN_QUOTED;
}

/* Past one token, or past all in brackets; false at the text's end. */
static bool
skip(struct parser *p)
{
	size_t depth = 0;

	do {
		if (p->token.kind == OM_SQLITE_TOKEN_END ||
		    p->token.kind == OM_SQLITE_TOKEN_BROKEN)
			return false;
		if (is_sign(p, '('))
			depth++;
		else if (is_sign(p, ')') && depth > 0)
			depth--;
		advance(p);
	} while (depth > 0);
	return true;
}

/* A name without its quotes; one inside that stands twice becomes one. */
static struct om_span
unquote(struct om_arena *arena, struct om_sqlite_token token)
{
	struct om_span s = token.text;
	char *out, end;
	size_t n = 0;

	if (token.kind != OM_SQLITE_TOKEN_QUOTED)
		return om_arena_copy(arena, s);
	end = s.p[s.n - 1];
	out = om_arena_take(arena, s.n);
	for (size_t i = 1; i + 1 < s.n; i++) {
		out[n++] = s.p[i];
		if (s.p[i] == end)
			i++;
	}
	return om_span_bytes(out, n);
}

static size_t
find(const struct parser *p, struct om_span name)
{
	for (size_t i = 0; i < p->count; i++)
		if (om_sqlite_name_equal(p->columns[i].name, name))
			return i;
	return NOWHERE;
}

/* CREATE TABLE [IF NOT EXISTS] [schema.]name, up to the bracket. */
static int
parse_head(struct parser *p)
{
	advance(p);
	if (!accept(p, "CREATE"))
		return parse_fail();
	if (!accept(p, "TEMP"))
		(void)accept(p, "TEMPORARY");
	if (!accept(p, "TABLE"))
		return parse_fail();
	if (accept(p, "IF") && !(accept(p, "NOT") && accept(p, "EXISTS")))
		return parse_fail();
	if (!is_name(p))
		return parse_fail();
	advance(p);
	if (is_sign(p, '.')) {
		advance(p);
		advance(p);
	}
	if (!is_sign(p, '('))
		return parse_fail();
	advance(p);
	return OM_OK;
}

static bool
ends_type(const struct parser *p)
{
	static const char *const words[] = { "CONSTRAINT", "PRIMARY", "NOT",
		"NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES",
		"GENERATED", "AS" };

	if (!is_name(p) && !is_sign(p, '('))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (is(p, words[i]))
			return true;
	return false;
}

/* SQLite takes a type in quotes for the same. */
static bool
is_integer(const struct parser *p)
{
	return om_sqlite_name_equal(
	    unquote(p->arena, p->token), OM_SPAN("INTEGER"));
}

static int
parse_type(struct parser *p)
{
	struct found *column = &p->columns[p->count - 1];
	size_t words = 0;

	while (!ends_type(p)) {
		column->is_integer = words++ == 0 && is_integer(p);
		if (!skip(p))
			return parse_fail();
	}
	return OM_OK;
}

/*
 * PRIMARY KEY [ASC|DESC] behind a column. INTEGER PRIMARY KEY is another
 * name of the rowid; with DESC, by an old slip that became a promise, not.
 */
static int
parse_own_key(struct parser *p)
{
	if (!accept(p, "KEY"))
		return parse_fail();
	p->columns[p->count - 1].key = ++p->keys;
	if (p->columns[p->count - 1].is_integer && !is(p, "DESC"))
		p->alias = p->count - 1;
	return OM_OK;
}

/*
 * [GENERATED ALWAYS] AS (expression) [STORED|VIRTUAL], from the bracket on.
 */
static int
parse_computed(struct parser *p)
{
	if (!is_sign(p, '(') || !skip(p))
		return parse_fail();
	p->columns[p->count - 1].is_stored = is(p, "STORED");
	return OM_OK;
}

/* All that may stand behind a column's type. */
static int
parse_constraints(struct parser *p)
{
	int rc = OM_OK;

	while (rc == OM_OK && !is_sign(p, ',') && !is_sign(p, ')')) {
		if (accept(p, "PRIMARY"))
			rc = parse_own_key(p);
		else if (accept(p, "AS"))
			rc = parse_computed(p);
		else if (!skip(p))
			rc = parse_fail();
	}
	return rc;
}

static int
parse_column(struct parser *p)
{
	struct found *c;
	int rc;

	if (!is_name(p))
		return parse_fail();
	if (p->count == COLUMNS_MOST)
		return om_fail(OM_LIMIT, "a table has too many columns");
	if (p->count == p->size) {
		p->size = p->size == 0 ? 16 : p->size * 2;
		p->columns =
		    om_resize(p->columns, p->size, sizeof(*p->columns));
	}
	c = &p->columns[p->count++];
	*c = (struct found){ .is_stored = true };
	c->name = unquote(p->arena, p->token);
	advance(p);
	rc = parse_type(p);
	return rc == OM_OK ? parse_constraints(p) : rc;
}

/* One column of the key, up to the comma or bracket behind it. */
static int
parse_key_column(struct parser *p, size_t *column)
{
	*column = is_name(p) ? find(p, unquote(p->arena, p->token)) : NOWHERE;
	if (*column == NOWHERE)
		return parse_fail();
	/* Twice in a key may mean stored twice: that is not guessed at. */
	if (p->columns[*column].key != 0)
		return parse_fail();
	p->columns[*column].key = ++p->keys;
	while (!is_sign(p, ',') && !is_sign(p, ')'))
		if (!skip(p))
			return parse_fail();
	return OM_OK;
}

/*
 * PRIMARY KEY (column [COLLATE name] [ASC|DESC], ...) of a table. A single
 * INTEGER column in it is the rowid, whatever its order.
 */
static int
parse_key(struct parser *p)
{
	size_t column = NOWHERE;
	int rc;

	if (!accept(p, "KEY") || !is_sign(p, '('))
		return parse_fail();
	do {
		advance(p);
		rc = parse_key_column(p, &column);
	} while (rc == OM_OK && is_sign(p, ','));
	if (rc != OM_OK)
		return rc;
	advance(p);
	if (p->keys == 1 && p->columns[column].is_integer)
		p->alias = column;
	return OM_OK;
}

static bool
is_table_constraint(const struct parser *p)
{
	return is(p, "CONSTRAINT") || is(p, "PRIMARY") || is(p, "UNIQUE") ||
	       is(p, "CHECK") || is(p, "FOREIGN");
}

/* All between the brackets, the closing one included. */
static int
parse_body(struct parser *p)
{
	int rc = parse_column(p);

	while (rc == OM_OK && is_sign(p, ',')) {
		advance(p);
		if (is_table_constraint(p))
			break;
		rc = parse_column(p);
	}
	while (rc == OM_OK && !is_sign(p, ')')) {
		if (accept(p, "PRIMARY"))
			rc = parse_key(p);
		else if (!skip(p))
			rc = parse_fail();
	}
	advance(p);
	return rc;
}

/* WITHOUT ROWID and STRICT, with commas between. */
static int
parse_tail(struct parser *p)
{
	while (p->token.kind != OM_SQLITE_TOKEN_END && !is_sign(p, ';')) {
		if (accept(p, "WITHOUT")) {
			if (!accept(p, "ROWID") || p->keys == 0)
				return parse_fail();
			p->without_rowid = true;
		} else if (!accept(p, "STRICT")) {
			return parse_fail();
		}
		if (is_sign(p, ','))
			advance(p);
	}
	return OM_OK;
}

/* Without rowid the key comes first, in its own order. */
static void
number_values(struct om_sqlite_columns *out, const struct parser *p)
{
	size_t value = p->without_rowid ? p->keys : 0;

	for (size_t i = 0; i < p->count; i++) {
		struct om_sqlite_column *c = &out->columns[i];

		c->name = p->columns[i].name;
		c->is_stored = p->columns[i].is_stored;
		c->is_rowid = out->has_rowid && i == p->alias;
		if (p->without_rowid && p->columns[i].key > 0)
			c->value = p->columns[i].key - 1;
		else if (c->is_stored)
			c->value = value++;
	}
}

int
om_sqlite_columns_read(
    struct om_sqlite_columns *out, struct om_arena *arena, struct om_span sql)
{
	struct parser p = { .rest = sql, .arena = arena, .alias = NOWHERE };
	int rc = parse_head(&p);

	if (rc == OM_OK)
		rc = parse_body(&p);
	if (rc == OM_OK)
		rc = parse_tail(&p);
	if (rc == OM_OK) {
		out->count = p.count;
		out->has_rowid = !p.without_rowid;
		out->columns =
		    om_arena_new(arena, p.count, sizeof(*out->columns));
		number_values(out, &p);
	}
	om_free(p.columns);
	return rc;
}
