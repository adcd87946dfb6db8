#include "store/suppression.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/memory.h"
#include "store/audit.h"
#include "store/erase_parts.h"
#include "store/identifier.h"
#include "store/pseudonym.h"
#include "store/statement.h"
#include "store/subject.h"

const char *
om_suppression_word(enum om_purpose purpose)
{
	switch (purpose) {
#define OM_PURPOSE(code, number, word) \
	case code:                     \
		return word;
#include "store/purpose_list.h"
#undef OM_PURPOSE
	}
	return NULL;
}

int
om_suppression_any(struct om_store *store)
{
	int rc = om_sql_first(store->sql, S_SUPPRESSION_ANY, NULL, 0);

	om_sql_stop(store->sql, S_SUPPRESSION_ANY);
	return rc;
}

int
om_suppression_since(int64_t *at, struct om_store *store,
    const struct om_tag *tag, enum om_purpose purpose)
{
	int rc = OM_SQL_FIRST(store->sql, S_SUPPRESSION_STATE,
	    OM_BYTES(om_tag_span(tag)), OM_INT(purpose));

	if (rc == 1)
		rc = om_sql_integer(store->sql, S_SUPPRESSION_STATE, 0) == 0;
	if (rc == 1)
		*at = om_sql_integer(store->sql, S_SUPPRESSION_STATE, 1);
	om_sql_stop(store->sql, S_SUPPRESSION_STATE);
	return rc;
}

int
om_suppression_has(
    struct om_store *store, const struct om_tag *tag, enum om_purpose purpose)
{
	int64_t unused;

	return om_suppression_since(&unused, store, tag, purpose);
}

/* Calls each for the suppression tags of a profile. */
static int
each_tag(struct om_store *store, const struct om_profile *p,
    enum om_purpose purpose, int (*each)(void *, const struct om_tag *),
    void *state)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < om_identifier_count(p); i++) {
		struct om_identifier id = om_identifier_at(p, i);
		struct om_tag tag;

		if (!om_identifier_counts(store, p, i))
			continue;
		rc = om_tag_suppression(
		    store->tagger, &tag, purpose, p->source, &id);
		if (rc == OM_OK)
			rc = each(state, &tag);
	}
	return rc;
}

struct changing {
	struct om_store *store;
	enum om_purpose purpose;
	uint64_t *changed;
};

static int
add_once(void *state, const struct om_tag *tag)
{
	const struct changing *l = state;
	int rc = om_suppression_has(l->store, tag, l->purpose);

	if (rc != 0)
		return rc < 0 ? rc : OM_OK;
	++*l->changed;
	return om_suppression_add(l->store, tag, l->purpose, false);
}

int
om_suppression_add_profile(struct om_store *store, const struct om_profile *p,
    enum om_purpose purpose, uint64_t *added)
{
	struct changing l = { store, purpose, added };

	return each_tag(store, p, purpose, add_once, &l);
}

int
om_suppression_add_record(
    struct om_store *store, const struct om_profile *p, uint64_t *added)
{
	struct changing l = { store, OM_PURPOSE_ERASURE, added };
	const struct om_record of = { p->source, p->type };
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < om_identifier_count(p); i++) {
		struct om_identifier id = om_identifier_at(p, i);
		struct om_tag tag;

		if (!om_identifier_counts(store, p, i))
			continue;
		rc = om_tag_record(store->tagger, &tag, &of, &id);
		if (rc == OM_OK)
			rc = add_once(&l, &tag);
	}
	return rc;
}

static int
lift_one(void *state, const struct om_tag *tag)
{
	const struct changing *l = state;
	int rc = om_suppression_has(l->store, tag, l->purpose);

	if (rc != 1)
		return rc;
	++*l->changed;
	return om_suppression_add(l->store, tag, l->purpose, true);
}

int
om_suppression_lift_profile(struct om_store *store, const struct om_profile *p,
    enum om_purpose purpose, uint64_t *lifted)
{
	struct changing l = { store, purpose, lifted };

	return each_tag(store, p, purpose, lift_one, &l);
}

static int
next_number(int64_t *out, struct om_sql *sql)
{
	int rc = om_sql_first(sql, S_SUPPRESSION_LAST, NULL, 0);

	if (rc == 1)
		*out = om_sql_integer(sql, S_SUPPRESSION_LAST, 0) + 1;
	om_sql_stop(sql, S_SUPPRESSION_LAST);
	return rc < 0 ? rc : OM_OK;
}

void
om_suppression_line(struct om_buf *b, const struct om_suppression_entry *e)
{
	struct om_json j = OM_JSON(b, false);

	om_json_object(&j, NULL);
	om_json_int(&j, "number", e->number);
	om_json_hex(&j, "tag", om_tag_span(&e->tag));
	om_json_int(&j, "purpose", e->purpose);
	om_json_bool(&j, "lifted", e->lifted);
	om_json_int(&j, "at", e->at);
	om_json_end_object(&j);
}

int
om_suppression_insert(
    struct om_store *store, const struct om_suppression_entry *e)
{
	struct om_buf line = OM_BUF(512);
	int rc;

	om_suppression_line(&line, e);
	rc = OM_SQL_RUN(store->sql, S_SUPPRESSION_INSERT, OM_INT(e->number),
	    OM_BYTES(om_tag_span(&e->tag)), OM_INT(e->purpose),
	    OM_INT(e->lifted), OM_INT(e->at), OM_BYTES(om_buf_span(&line)));
	om_buf_free(&line);
	return rc;
}

int
om_suppression_add(struct om_store *store, const struct om_tag *tag,
    enum om_purpose purpose, bool lifted)
{
	struct om_suppression_entry e = { .tag = *tag,
		.purpose = purpose,
		.lifted = lifted,
		.at = om_clock_now() };
	int rc = next_number(&e.number, store->sql);

	return rc == OM_OK ? om_suppression_insert(store, &e) : rc;
}

static int
set(struct om_store *store, const struct om_tag *tag, enum om_purpose purpose,
    bool lifted)
{
	struct om_audit_entry entry = { .act = lifted ? OM_ACT_LIFT
						      : OM_ACT_SUPPRESS,
		.detail = om_suppression_word(purpose) };
	int rc = om_suppression_has(store, tag, purpose);

	if (rc < 0)
		return rc;
	if ((rc == 1) != lifted)
		return om_fail(lifted ? OM_NOTFOUND : OM_EXISTS, "%s",
		    lifted ? "no such suppression" : "suppressed already");
	rc = om_suppression_add(store, tag, purpose, lifted);
	return rc == OM_OK ? om_audit_add(store, &entry) : rc;
}

int
om_suppression_set(struct om_store *store, const struct om_identifier *id,
    enum om_purpose purpose, bool lifted)
{
	struct om_tag tag;
	int rc;

	if (om_identity_find(store->identity, id->type)->scope ==
	    OM_SCOPE_SOURCE)
		return om_fail(OM_USAGE,
		    "this type counts within its source only: suppress the "
		    "person by another identifier");
	rc = om_tag_suppression(store->tagger, &tag, purpose, OM_SPAN_NONE, id);
	if (rc == OM_OK)
		rc = om_store_begin(store);
	if (rc != OM_OK)
		return rc;
	return om_store_end(store, set(store, &tag, purpose, lifted));
}

int
om_suppression_next(struct om_suppression_entry *out, struct om_store *store)
{
	struct om_sql *sql = store->sql;
	int s = S_SUPPRESSION_LIST;
	struct om_span tag;
	int rc = om_sql_step(sql, s);

	if (rc != 1)
		return rc;
	tag = om_sql_data(sql, s, 1);
	if (tag.n != OM_TAG_SIZE)
		return om_fail(
		    OM_CORRUPT, "store: a suppression entry is damaged");
	*out = (struct om_suppression_entry){
		.number = om_sql_integer(sql, s, 0),
		.purpose = (enum om_purpose)om_sql_integer(sql, s, 2),
		.lifted = om_sql_integer(sql, s, 3) != 0,
		.at = om_sql_integer(sql, s, 4),
	};
	memcpy(out->tag.b, tag.p, OM_TAG_SIZE);
	return 1;
}

int
om_suppression_list(struct om_store *store,
    int (*each)(void *state, const struct om_suppression_entry *entry),
    void *state)
{
	struct om_suppression_entry e;
	int rc = om_sql_start(store->sql, S_SUPPRESSION_LIST, NULL, 0);

	while (rc == OM_OK && (rc = om_suppression_next(&e, store)) == 1)
		rc = each(state, &e);
	om_sql_stop(store->sql, S_SUPPRESSION_LIST);
	return rc;
}
