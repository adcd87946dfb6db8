#include "store/balance.h"

#include "base/memory.h"
#include "store/audit.h"
#include "store/id.h"
#include "store/statement.h"

static const struct {
	const char *word;
	bool anew;
} tables[OM_BALANCES] = {
#define OM_BALANCE(code, word, anew) { word, anew },
#include "store/balance_list.h"
#undef OM_BALANCE
};

/* Every statement that adds rows to a table or takes them away. */
static const struct {
	int statement;
	enum om_balance_table table;
	int sign;
} effects[] = {
	{ S_SUBJECT_INSERT, OM_BALANCE_SUBJECT, 1 },
	{ S_SUBJECT_DELETE, OM_BALANCE_SUBJECT, -1 },
	{ S_ALIAS_INSERT, OM_BALANCE_ALIAS, 1 },
	{ S_ALIAS_DELETE, OM_BALANCE_ALIAS, -1 },
	{ S_PROFILE_INSERT, OM_BALANCE_PROFILE, 1 },
	{ S_PROFILE_DELETE, OM_BALANCE_PROFILE, -1 },
	{ S_PROFILE_DELETE_OF, OM_BALANCE_PROFILE, -1 },
	{ S_EVENT_INSERT, OM_BALANCE_EVENT, 1 },
	{ S_EVENT_DELETE, OM_BALANCE_EVENT, -1 },
	{ S_EVENT_DELETE_OF, OM_BALANCE_EVENT, -1 },
	{ S_IDENTIFIER_INSERT, OM_BALANCE_IDENTIFIER, 1 },
	{ S_IDENTIFIER_INSERT_MANY, OM_BALANCE_IDENTIFIER, 1 },
	{ S_IDENTIFIER_DELETE, OM_BALANCE_IDENTIFIER, -1 },
	{ S_SUPPRESSION_INSERT, OM_BALANCE_SUPPRESSION, 1 },
	{ S_MEMBER_INSERT, OM_BALANCE_MEMBER, 1 },
	{ S_REQUEST_INSERT, OM_BALANCE_REQUEST, 1 },
	{ S_REQUEST_RETURN, OM_BALANCE_REQUEST, 1 },
	{ S_REQUEST_EVENT_INSERT, OM_BALANCE_REQUEST_EVENT, 1 },
	{ S_REQUEST_ITEM_INSERT, OM_BALANCE_REQUEST_ITEM, 1 },
	{ S_RESTRICTION_INSERT, OM_BALANCE_RESTRICTION, 1 },
	{ S_RESTRICTION_COPY, OM_BALANCE_RESTRICTION, 1 },
	{ S_RESTRICTION_REMOVE, OM_BALANCE_RESTRICTION, -1 },
	{ S_RESTRICTION_REMOVE_OF, OM_BALANCE_RESTRICTION, -1 },
	{ S_RESTRICTION_REMOVE_ALL, OM_BALANCE_RESTRICTION, -1 },
	{ S_RESTRICTION_REMOVE_SAME, OM_BALANCE_RESTRICTION, -1 },
	{ S_RESTRICTION_DELETE_OF, OM_BALANCE_RESTRICTION, -1 },
	{ S_REQUEST_ITEM_CLEAR, OM_BALANCE_REQUEST_ITEM, -1 },
	{ S_PROCESSING_INSERT, OM_BALANCE_PROCESSING, 1 },
	{ S_NOTICE_INSERT, OM_BALANCE_NOTICE, 1 },
	{ S_NOTICE_DELETE_OF, OM_BALANCE_NOTICE, -1 },
	{ S_PENDING_INSERT, OM_BALANCE_PENDING, 1 },
	{ S_PENDING_DELETE, OM_BALANCE_PENDING, -1 },
	{ S_FACT_INSERT, OM_BALANCE_FACT, 1 },
	{ S_FACT_DELETE, OM_BALANCE_FACT, -1 },
	{ S_FACT_FORGET, OM_BALANCE_FACT, -1 },
	{ S_FACT_FORGET_OF, OM_BALANCE_FACT, -1 },
	{ S_HOLD_INSERT, OM_BALANCE_HOLD, 1 },
	{ S_JOURNAL_INSERT, OM_BALANCE_JOURNAL, 1 },
	{ S_REDACTION_INSERT, OM_BALANCE_REDACTION, 1 },
	{ S_REDACTION_DELETE, OM_BALANCE_REDACTION, -1 },
	{ S_LETTER_INSERT, OM_BALANCE_LETTER, 1 },
	{ S_LETTER_DELETE_OF, OM_BALANCE_LETTER, -1 },
	{ S_REDACTION_DELETE_OF, OM_BALANCE_REDACTION, -1 },
	{ S_REQUEST_EVENT_DELETE, OM_BALANCE_REQUEST_EVENT, -1 },
	{ S_REQUEST_DELETE, OM_BALANCE_REQUEST, -1 },
};

enum { EFFECTS = sizeof(effects) / sizeof(effects[0]) };

void
om_balance_watch(struct om_sql *sql)
{
	for (size_t i = 0; i < EFFECTS; i++)
		om_sql_count(sql, effects[i].statement);
}

static void
read_counts(struct om_balance *b, const struct om_sql *sql)
{
	if (!om_sql_counted_any(sql))
		return;
	for (size_t i = 0; i < EFFECTS; i++)
		b->rows[effects[i].table] +=
		    effects[i].sign * om_sql_counted(sql, effects[i].statement);
}

static bool
is_even(const struct om_balance *b)
{
	for (int i = 0; i < OM_BALANCES; i++)
		if (b->rows[i] != 0)
			return false;
	return true;
}

void
om_balance_take(struct om_balance *b, struct om_sql *sql)
{
	read_counts(b, sql);
	om_sql_count_anew(sql);
}

int64_t
om_balance_pending(const struct om_sql *sql, enum om_balance_table table)
{
	struct om_balance b = { 0 };

	read_counts(&b, sql);
	return b.rows[table];
}

void
om_balance_write_rows(struct om_json *j, const struct om_balance *b)
{
	if (is_even(b))
		return;
	om_json_object(j, "rows");
	for (int i = 0; i < OM_BALANCES; i++)
		if (b->rows[i] != 0)
			om_json_int(j, tables[i].word, b->rows[i]);
	om_json_end_object(j);
}

void
om_balance_write_held(struct om_json *j, const struct om_balance *b)
{
	om_json_object(j, "held");
	for (int i = 0; i < OM_BALANCES; i++)
		if (tables[i].anew)
			om_json_int(j, tables[i].word, b->rows[i]);
	om_json_end_object(j);
	om_json_hex(
	    j, "held_events", om_span_bytes(&b->events, sizeof(b->events)));
	om_json_hex(
	    j, "held_members", om_span_bytes(&b->members, sizeof(b->members)));
}

/*
 * What stands behind a member's name; an entry's strings have no quotation
 * marks, so the first place that reads so is the member.
 */
static struct om_span
behind(struct om_span entry, const char *name)
{
	size_t n = strlen(name);
	const char *at = entry.p, *end = entry.p + entry.n;

	while (at != NULL && (size_t)(end - at) >= n) {
		if (memcmp(at, name, n) == 0)
			return om_span_bytes(at + n, (size_t)(end - at) - n);
		at = memchr(at + 1, name[0], (size_t)(end - at) - 1);
	}
	return OM_SPAN_NONE;
}

static struct om_span
text_behind(struct om_span entry, const char *name)
{
	struct om_span text, rest;

	return om_span_cut(&text, &rest, behind(entry, name), '"')
		   ? text
		   : OM_SPAN_NONE;
}

static int
damaged(void)
{
	return om_fail(OM_CORRUPT, "audit: an entry is damaged");
}

static bool
read_number(int64_t *out, struct om_span s)
{
	bool negative = s.n > 0 && s.p[0] == '-';
	uint64_t value;

	if (negative)
		s = om_span_bytes(s.p + 1, s.n - 1);
	if (!om_span_u64(&value, s) || value > INT64_MAX)
		return false;
	*out = negative ? -(int64_t)value : (int64_t)value;
	return true;
}

static int
table_of(struct om_span word)
{
	for (int i = 0; i < OM_BALANCES; i++)
		if (om_span_is(word, tables[i].word))
			return i;
	return -1;
}

/* Members "word":number up to the brace that ends them. */
static int
read_rows(struct om_balance *out, struct om_span text)
{
	struct om_span members, member, word, number, rest;

	if (!om_span_cut(&members, &rest, text, '}'))
		return damaged();
	while (members.n > 0) {
		int64_t value;
		int table;

		if (!om_span_cut(&member, &rest, members, ',')) {
			member = members;
			rest = OM_SPAN_NONE;
		}
		members = rest;
		if (!om_span_cut(&word, &number, member, ':') || word.n < 2 ||
		    !read_number(&value, number))
			return damaged();
		table = table_of(om_span_bytes(word.p + 1, word.n - 2));
		if (table < 0)
			return damaged();
		out->rows[table] += value;
	}
	return OM_OK;
}

static bool
read_sum(struct om_balance_sum *out, struct om_span hex)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t *to = (uint8_t *)out;

	if (hex.n != 2 * sizeof(*out))
		return false;
	*out = (struct om_balance_sum){ 0 };
	for (size_t i = 0; i < hex.n; i++) {
		const char *at = strchr(digits, hex.p[i]);

		if (at == NULL || hex.p[i] == '\0')
			return false;
		to[i / 2] = (uint8_t)(to[i / 2] << 4 | (at - digits));
	}
	return true;
}

/* Adds or takes away the hash of one row. */
static void
add_row(struct om_balance_sum *sum, int64_t id, struct om_span word, bool away)
{
	struct om_buf b = OM_BUF(1 << 10);
	struct om_balance_sum one;

	om_buf_u64(&b, (uint64_t)id);
	om_buf_add(&b, word);
	if (om_sha256((uint8_t *)&one, om_buf_span(&b)) != OM_OK)
		om_memory_end("out of memory");
	for (size_t i = 0; i < sizeof(one.lane) / sizeof(one.lane[0]); i++)
		sum->lane[i] += away ? -one.lane[i] : one.lane[i];
	om_buf_free(&b);
}

void
om_balance_add_event(
    struct om_balance_sum *sum, int64_t request, struct om_span word)
{
	add_row(sum, request, word, false);
}

/* Events that a purge has taken away, told as the sum of their hashes. */
static int
take_events(struct om_balance *b, struct om_span entry)
{
	struct om_span hex = text_behind(entry, "\"events_gone\":\"");
	struct om_balance_sum gone;

	if (hex.p == NULL)
		return OM_OK;
	if (!read_sum(&gone, hex))
		return damaged();
	for (size_t i = 0; i < sizeof(gone.lane) / sizeof(gone.lane[0]); i++)
		b->events.lane[i] -= gone.lane[i];
	return OM_OK;
}

/* Everything is as it stood when the backup was brought back. */
static int
begin_anew(struct om_balance *b, struct om_span entry, struct om_span held)
{
	int rc;

	for (int i = 0; i < OM_BALANCES; i++)
		if (tables[i].anew)
			b->rows[i] = 0;
	rc = read_rows(b, held);
	if (rc == OM_OK &&
	    (!read_sum(&b->events, text_behind(entry, "\"held_events\":\"")) ||
		!read_sum(
		    &b->members, text_behind(entry, "\"held_members\":\""))))
		rc = damaged();
	return rc;
}

/* What the entry tells of a single row. */
static int
add_named(struct om_balance *b, struct om_span entry)
{
	struct om_span act = text_behind(entry, "\"act\":\"");
	struct om_span detail = text_behind(entry, "\"detail\":\"");
	bool removes = om_span_is(act, om_act_word(OM_ACT_MEMBER_REMOVE));
	struct om_span digits, rest;
	int64_t id;

	if (om_span_is(act, om_act_word(OM_ACT_REQUEST))) {
		if (om_id_parse(&id, text_behind(entry, "\"request\":\"")) !=
		    OM_OK)
			return damaged();
		add_row(&b->events, id, detail, false);
	} else if (removes || om_span_is(act, om_act_word(OM_ACT_MEMBER_ADD))) {
		if (!om_span_cut(
			&digits, &rest, behind(entry, "\"who\":"), '}') ||
		    !read_number(&id, digits))
			return damaged();
		add_row(&b->members, id, detail, removes);
	}
	return OM_OK;
}

int
om_balance_add(struct om_balance *b, struct om_span entry)
{
	struct om_span rows = behind(entry, "\"rows\":{");
	struct om_span held = behind(entry, "\"held\":{");
	int rc = OM_OK;

	if (rows.p != NULL)
		rc = read_rows(b, rows);
	if (rc == OM_OK && held.p != NULL)
		rc = begin_anew(b, entry, held);
	if (rc == OM_OK)
		rc = take_events(b, entry);
	return rc == OM_OK ? add_named(b, entry) : rc;
}

uint64_t
om_balance_suppressions(struct om_span entry)
{
	struct om_span digits, rest;
	uint64_t number = 0;

	if (om_span_cut(
		&digits, &rest, behind(entry, "\"suppressions\":"), '}'))
		(void)om_span_u64(&number, digits);
	return number;
}

static int
sum_rows(struct om_balance_sum *out, struct om_sql *sql, int s)
{
	int rc = om_sql_start(sql, s, NULL, 0);

	while (rc == OM_OK && (rc = om_sql_step(sql, s)) == 1) {
		add_row(out, om_sql_integer(sql, s, 0), om_sql_data(sql, s, 1),
		    false);
		rc = OM_OK;
	}
	om_sql_stop(sql, s);
	return rc;
}

int
om_balance_count(struct om_balance *out, struct om_sql *sql)
{
	struct om_balance b = { 0 };
	int rc = om_sql_first(sql, S_BALANCE_ALL, NULL, 0);

	for (int i = 0; rc == 1 && i < OM_BALANCES; i++)
		b.rows[i] = om_sql_integer(sql, S_BALANCE_ALL, i);
	om_sql_stop(sql, S_BALANCE_ALL);
	if (rc >= 0)
		rc = sum_rows(&b.events, sql, S_BALANCE_EVENTS_ALL);
	if (rc == OM_OK)
		rc = sum_rows(&b.members, sql, S_BALANCE_MEMBERS);
	if (rc == OM_OK)
		*out = b;
	return rc;
}
