#include "base/clock.h"
#include "request/inside.h"
#include "request/register.h"
#include "store/statement.h"

/* The columns of REQUEST_LIST_ALL and REQUEST_INBOX_ALL. */
enum column {
	ID,
	RIGHT,
	REGIME,
	RECEIVED,
	DUE,
	STATE,
	EXTENDED,
	REPLIED,
	CLOSED,
	OUTCOME,
	OPEN
};

struct listing {
	struct om_sql *sql;
	int statement;
	int32_t today;
	struct om_arena arena;
};

static struct om_span
data(const struct listing *l, enum column column)
{
	return om_sql_data(l->sql, l->statement, (int)column);
}

/* Text of the row at which the statement stands; NULL for none. */
static const char *
text(struct listing *l, enum column column)
{
	struct om_span s = data(l, column);

	return s.p == NULL ? NULL : om_arena_string(&l->arena, s);
}

static int32_t
day(const struct listing *l, enum column column)
{
	return (int32_t)om_sql_integer(l->sql, l->statement, (int)column);
}

/* GDPR Art. 12(3): what counts is when the reply went out. */
static bool
is_late(const struct om_request_row *row, int32_t today)
{
	if (!row->has_due || (!row->open && row->replied == 0))
		return false;
	return (row->replied == 0 ? today : row->replied) > row->due;
}

static int
read_row(struct om_request_row *out, struct listing *l)
{
	const char *regime_of_word;

	*out = (struct om_request_row){
		.id = om_sql_integer(l->sql, l->statement, ID),
		.regime = text(l, REGIME),
		.received = day(l, RECEIVED),
		.due = day(l, DUE),
		.has_due = data(l, DUE).p != NULL,
		.state = text(l, STATE),
		.extended = day(l, EXTENDED) != 0,
		.replied = day(l, REPLIED),
		.closed = day(l, CLOSED),
		.outcome = text(l, OUTCOME),
		.open = day(l, OPEN) != 0,
	};
	out->late = is_late(out, l->today);
	return om_right_find(&out->right, &regime_of_word, data(l, RIGHT));
}

static int
start(struct listing *l, const struct om_request_filter *filter)
{
	if (filter->due_before == 0) {
		l->statement = S_REQUEST_LIST_ALL;
		return OM_SQL_START(l->sql, l->statement, OM_INT(filter->open));
	}
	l->statement = S_REQUEST_INBOX_ALL;
	return OM_SQL_START(l->sql, l->statement, OM_INT(filter->due_before));
}

int
om_request_list(struct om *om, const struct om_request_filter *filter,
    int (*each)(void *state, const struct om_request_row *row), void *state)
{
	struct listing l = { .sql = om->store->sql, .today = om_clock_today() };
	struct om_request_row row;
	int rc = om_permit(om, OM_MAY_LIST);

	if (rc == OM_OK)
		rc = om_request_refresh(om);
	if (rc == OM_OK)
		rc = start(&l, filter);
	if (rc != OM_OK)
		return rc;
	while ((rc = om_sql_step(l.sql, l.statement)) == 1) {
		rc = read_row(&row, &l);
		if (rc == OM_OK)
			rc = each(state, &row);
		if (rc != OM_OK)
			break;
		om_arena_wipe(&l.arena);
	}
	om_sql_stop(l.sql, l.statement);
	om_arena_free(&l.arena);
	return rc;
}
