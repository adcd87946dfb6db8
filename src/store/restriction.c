#include "store/restriction.h"

#include "base/clock.h"
#include "store/audit.h"
#include "store/journal.h"
#include "store/statement.h"

static const struct {
	const char *word, *cite;
} grounds[OM_RESTRICTIONS] = {
#define OM_RESTRICTION(code, word, cite) { word, cite },
#include "store/restriction_list.h"
#undef OM_RESTRICTION
};

const char *
om_restriction_word(enum om_restricted ground)
{
	return grounds[ground].word;
}

const char *
om_restriction_cite(enum om_restricted ground)
{
	return grounds[ground].cite;
}

int
om_restriction_parse(enum om_restricted *out, struct om_span word)
{
	for (int i = 0; i < OM_RESTRICTIONS; i++)
		if (om_span_is(word, grounds[i].word)) {
			*out = (enum om_restricted)i;
			return OM_OK;
		}
	return om_fail(
	    OM_CORRUPT, "store: a restriction has an unknown ground");
}

/* A purpose stands in the row alone: an entry has fixed words only. */
static int
record(struct om_store *store, enum om_act act, const struct om_subject *s,
    const struct om_restriction *what)
{
	uint8_t reference[OM_HASH_SIZE];
	struct om_audit_entry entry = { .act = act,
		.reference = om_span_bytes(reference, sizeof(reference)),
		.request = what->request,
		.detail = grounds[what->ground].word };
	int rc = om_subject_reference(reference, s);

	if (*what->purpose != '\0') {
		entry.counts[0].name = "purposes";
		entry.counts[0].value = 1;
	}
	return rc == OM_OK ? om_audit_add(store, &entry) : rc;
}

/* A restriction as a row has it. */
struct row {
	int64_t request, at;
	struct om_span purpose, ground;
};

/* One that stands, as a restore brings it back. */
static int
tell(struct om_store *store, int64_t subject, const struct row *r)
{
	struct om_journal l;
	struct om_tag tag;
	int rc = om_tag_subject(store->tagger, &tag, subject);

	if (rc == OM_OK)
		rc = om_journal_begin(&l, store, r->request, "restrict");
	if (rc != OM_OK)
		return rc;
	om_json_hex(&l.j, "tag", om_tag_span(&tag));
	om_json_text(&l.j, "purpose", r->purpose);
	om_json_text(&l.j, "ground", r->ground);
	om_json_int(&l.j, "at", r->at);
	return om_journal_end(&l, store);
}

/* All of a subject: she joined, or left, another. */
static int
tell_of(struct om_store *store, int64_t subject)
{
	const int s = S_RESTRICTION_OF;
	struct om_sql *sql = store->sql;
	int rc = OM_SQL_START(sql, s, OM_INT(subject));

	while (rc == OM_OK && (rc = om_sql_step(sql, s)) == 1) {
		const struct row r = { om_sql_integer(sql, s, 0),
			om_sql_integer(sql, s, 3), om_sql_data(sql, s, 1),
			om_sql_data(sql, s, 2) };

		rc = tell(store, subject, &r);
	}
	om_sql_stop(sql, s);
	return rc;
}

/*
 * The line of a lifting ends all that its request brought about. What of it
 * still stands, of one who was split from her since, is said anew.
 */
static int
tell_lifted(struct om_store *store, int64_t request)
{
	const int s = S_RESTRICTION_BY_ALL;
	struct om_sql *sql = store->sql;
	struct om_journal l;
	int rc = om_journal_begin(&l, store, request, "lift");

	if (rc == OM_OK)
		rc = om_journal_end(&l, store);
	if (rc == OM_OK)
		rc = OM_SQL_START(sql, s, OM_INT(request));
	while (rc == OM_OK && (rc = om_sql_step(sql, s)) == 1) {
		const struct row r = { request, om_sql_integer(sql, s, 3),
			om_sql_data(sql, s, 1), om_sql_data(sql, s, 2) };

		rc = tell(store, om_sql_integer(sql, s, 0), &r);
	}
	om_sql_stop(sql, s);
	return rc;
}

int
om_restriction_add(struct om_store *store, const struct om_subject *s,
    const struct om_restriction *what)
{
	const char *ground = grounds[what->ground].word;
	const struct row row = { what->request, om_clock_now(),
		om_span_of(what->purpose), om_span_of(ground) };
	int rc = OM_SQL_RUN(store->sql, S_RESTRICTION_REMOVE, OM_INT(s->id),
	    OM_INT(what->request), OM_STRING(what->purpose));

	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_RESTRICTION_INSERT, OM_INT(s->id),
		    OM_INT(what->request), OM_STRING(what->purpose),
		    OM_TEXT(row.ground), OM_INT(row.at));
	if (rc == OM_OK)
		rc = tell(store, s->id, &row);
	return rc == OM_OK ? record(store, OM_ACT_RESTRICT, s, what) : rc;
}

int
om_restriction_lift(uint64_t *lifted, struct om_store *store,
    const struct om_subject *s, int64_t request)
{
	uint8_t reference[OM_HASH_SIZE];
	struct om_audit_entry entry = { .act = OM_ACT_UNRESTRICT,
		.reference = om_span_bytes(reference, sizeof(reference)),
		.request = request };
	int64_t n = 0;
	int rc = OM_SQL_RUN(store->sql, S_RESTRICTION_REMOVE_OF, OM_INT(s->id),
	    OM_INT(request));

	if (rc == OM_OK) {
		n = om_sql_changes(store->sql);
		rc = om_subject_reference(reference, s);
	}
	entry.counts[0].name = "lifted";
	entry.counts[0].value = n;
	if (rc == OM_OK && n > 0)
		rc = tell_lifted(store, request);
	if (rc == OM_OK && n > 0)
		rc = om_audit_add(store, &entry);
	if (rc == OM_OK)
		*lifted = (uint64_t)n;
	return rc;
}

static int
read_row(struct om_restriction *out, struct om_sql *sql, struct om_arena *arena)
{
	struct om_span purpose = om_sql_data(sql, S_RESTRICTION_OF, 1);
	char *copy = om_arena_new(arena, purpose.n + 1, 1);

	if (purpose.n > 0)
		memcpy(copy, purpose.p, purpose.n);
	out->request = om_sql_integer(sql, S_RESTRICTION_OF, 0);
	out->purpose = copy;
	out->at = om_sql_integer(sql, S_RESTRICTION_OF, 3);
	return om_restriction_parse(
	    &out->ground, om_sql_data(sql, S_RESTRICTION_OF, 2));
}

int
om_restriction_list(struct om_restriction **out, size_t *n,
    struct om_store *store, struct om_arena *arena, int64_t subject)
{
	struct om_restriction *list = NULL;
	struct om_sql *sql = store->sql;
	size_t count = 0, room = 0;
	int rc = OM_SQL_START(sql, S_RESTRICTION_OF, OM_INT(subject));

	while (rc == OM_OK && (rc = om_sql_step(sql, S_RESTRICTION_OF)) == 1) {
		if (count == room) {
			struct om_restriction *old = list;

			room = room == 0 ? 4 : 2 * room;
			list = om_arena_new(arena, room, sizeof(*list));
			if (count > 0)
				memcpy(list, old, count * sizeof(*list));
		}
		rc = read_row(&list[count++], sql, arena);
	}
	om_sql_stop(sql, S_RESTRICTION_OF);
	if (rc != OM_OK)
		return rc;
	*out = list;
	*n = count;
	return OM_OK;
}

int
om_restriction_event(
    struct om_span *out, struct om_arena *arena, const struct om_profile *p)
{
	struct om_buf text = OM_BUF((size_t)32 << 20);
	struct om_json j = OM_JSON(&text, false);
	int rc;

	om_json_object(&j, NULL);
	om_json_text(&j, "source", p->source);
	om_json_string(&j, "type", "restricted.record");
	om_json_object(&j, "properties");
	om_profile_json(&j, p);
	om_json_end_object(&j);
	om_json_end_object(&j);
	rc = om_buf_check(&text, "a record");
	if (rc == OM_OK)
		*out = om_arena_copy(arena, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

int
om_restriction_any(struct om_store *store)
{
	int rc = om_sql_first(store->sql, S_RESTRICTION_ANY_ALL, NULL, 0);

	om_sql_stop(store->sql, S_RESTRICTION_ANY_ALL);
	return rc;
}

int
om_restriction_stands(struct om_store *store, int64_t subject, int64_t but)
{
	int rc = OM_SQL_FIRST(
	    store->sql, S_RESTRICTION_STANDS, OM_INT(subject), OM_INT(but));

	om_sql_stop(store->sql, S_RESTRICTION_STANDS);
	return rc;
}

int
om_restriction_check(struct om_store *store, int64_t subject, int64_t but)
{
	int rc = om_restriction_stands(store, subject, but);

	if (rc == 1)
		rc = om_fail(OM_DENIED,
		    "the person's data is restricted: it may be kept and shown "
		    "to her, not used (GDPR Art. 18(2)); lift the restriction "
		    "first (profile show names its request)");
	return rc;
}

int
om_restriction_move(struct om_store *store, int64_t from, int64_t into)
{
	/* What both have, from a split that is undone, stands once. */
	int rc = OM_SQL_RUN(
	    store->sql, S_RESTRICTION_REMOVE_SAME, OM_INT(from), OM_INT(into));

	if (rc == OM_OK)
		rc = OM_SQL_RUN(
		    store->sql, S_RESTRICTION_MOVE, OM_INT(from), OM_INT(into));
	return rc == OM_OK ? tell_of(store, into) : rc;
}

int
om_restriction_copy(struct om_store *store, int64_t from, int64_t to)
{
	int rc = OM_SQL_RUN(
	    store->sql, S_RESTRICTION_COPY, OM_INT(from), OM_INT(to));

	return rc == OM_OK ? tell_of(store, to) : rc;
}
