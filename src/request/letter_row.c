#include "base/clock.h"
#include "request/letter.h"
#include "store/audit.h"
#include "store/statement.h"

/* No personal data: who it went to is the request's. */

static const char *
column(struct om_case *c, int i)
{
	return om_case_string(
	    c, om_sql_data(c->om->store->sql, S_LETTER_OF, i));
}

static void
read_row(struct om_request_letter *l, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;

	l->number = om_sql_integer(sql, S_LETTER_OF, 0);
	l->kind = column(c, 1);
	l->language = column(c, 2);
	l->made = om_sql_integer(sql, S_LETTER_OF, 3);
	l->sha256 = column(c, 4);
	l->signatory = column(c, 5);
	l->sent = (int32_t)om_sql_integer(sql, S_LETTER_OF, 6);
	l->channel = column(c, 7);
	l->address = column(c, 8);
	l->evidence = column(c, 9);
}

int
om_letter_list(struct om_request *r, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;
	int rc = OM_SQL_START(sql, S_LETTER_OF, OM_INT(c->id));
	size_t room = 0;

	while (rc == OM_OK && (rc = om_sql_step(sql, S_LETTER_OF)) == 1) {
		if (r->letter_count == room) {
			struct om_request_letter *all;

			room = room == 0 ? 4 : 2 * room;
			all = om_arena_new(c->arena, room, sizeof(*all));
			if (r->letters != NULL)
				memcpy(all, r->letters,
				    r->letter_count * sizeof(*all));
			r->letters = all;
		}
		read_row(&r->letters[r->letter_count++], c);
		rc = OM_OK;
	}
	om_sql_stop(sql, S_LETTER_OF);
	return rc;
}

int
om_letter_insert(struct om_case *c, const struct om_request_letter *l)
{
	return OM_SQL_RUN(c->om->store->sql, S_LETTER_INSERT, OM_INT(c->id),
	    OM_INT((int64_t)c->request->letter_count + 1), OM_STRING(l->kind),
	    OM_STRING(l->language), OM_INT(l->made), OM_STRING(l->sha256),
	    OM_STRING(l->signatory));
}

/* The newest of that kind, where it waits. */
static const struct om_request_letter *
waiting(const struct om_request *r, const char *kind)
{
	for (size_t i = r->letter_count; i-- > 0;)
		if (strcmp(r->letters[i].kind, kind) == 0)
			return r->letters[i].sent == 0 ? &r->letters[i] : NULL;
	return NULL;
}

int
om_letter_mark(struct om_case *c, const struct om_request_letter *sent)
{
	const struct om_request_letter *l = waiting(c->request, sent->kind);

	if (l == NULL)
		return om_fail(OM_DENIED,
		    "no letter of that kind waits to be sent (request letter)");
	if (sent->sent < om_clock_day(l->made))
		return om_fail(OM_USAGE,
		    "that day is before the one on which the letter was made");
	return OM_SQL_RUN(c->om->store->sql, S_LETTER_SEND, OM_INT(c->id),
	    OM_INT(l->number), OM_INT(sent->sent), OM_STRING(sent->channel),
	    OM_STRING(sent->address), OM_STRING(sent->evidence));
}

int
om_letter_record(struct om_case *c, const char *kind, const char *language,
    const uint8_t hash[OM_HASH_SIZE])
{
	struct om_buf hex = OM_BUF(2 * OM_HASH_SIZE + 1);
	const struct om_audit_entry entry = {
		.act = OM_ACT_LETTER, .request = c->id, .detail = kind
	};
	struct om_request_letter l = { .kind = kind,
		.language = language,
		.made = om_clock_now(),
		.signatory = c->om->settings.signatory };
	int rc;

	om_buf_hex(&hex, om_span_bytes(hash, OM_HASH_SIZE));
	l.sha256 = hex.p;
	rc = om_letter_insert(c, &l);
	om_buf_free(&hex);
	return rc == OM_OK ? om_audit_add(c->om->store, &entry) : rc;
}
