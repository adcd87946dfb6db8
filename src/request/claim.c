#include "base/memory.h"
#include "crypto/mac.h"
#include "crypto/random.h"
#include "request/inside.h"
#include "store/journal.h"
#include "store/statement.h"
#include "store/subject.h"

/* What a restore can bring back of a request: all but whose it is. */
static int
journal(struct om_case *c)
{
	const struct om_request *r = c->request;
	struct om_journal l;
	int rc = om_journal_begin(&l, c->om->store, c->id, "request");

	if (rc != OM_OK)
		return rc;
	om_json_string(&l.j, "right", r->asked);
	om_json_string(&l.j, "regime", r->laws);
	om_json_string(&l.j, "country", r->country);
	om_json_int(&l.j, "received", r->received);
	om_json_int(&l.j, "requester", r->requester);
	om_json_string(&l.j, "controller", r->controller);
	om_json_string(&l.j, "role", r->role);
	om_json_string(&l.j, "channel", r->channel);
	om_json_string(&l.j, "capacity", r->capacity);
	om_json_string(&l.j, "language", r->language);
	return om_journal_end(&l, c->om->store);
}

/*
 * A claim is personal data of somebody who may not be in the store: it is
 * sealed under a key of the request's own, which is wrapped by an epoch key
 * like those of subjects, and goes with it.
 */
int
om_claim_insert(
    struct om_case *c, struct om_span claim, const struct om_tag *tag)
{
	struct om_store *store = c->om->store;
	const struct om_request *r = c->request;
	uint32_t epoch = om_keys_epoch_current(store->keys);
	uint8_t wrapped[OM_WRAPPED_SIZE];
	struct om_secret secret;
	struct om_owner owner = { 'R', c->id, epoch };
	struct om_place place = om_place_of('C', c->id, 0);
	struct om_buf sealed = OM_BUF(64 << 10);
	int rc;

	om_random(&secret, sizeof(secret));
	rc = om_secret_wrap(store, wrapped, &owner, &secret);
	if (rc == OM_OK)
		rc = om_seal(store->sealer, &sealed, secret.seal, claim,
		    om_place_span(&place));
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_REQUEST_INSERT, OM_INT(c->id),
		    OM_STRING(r->asked), OM_STRING(r->laws),
		    OM_STRING(r->country), OM_INT(r->received),
		    OM_INT(r->requester), OM_STRING(r->controller),
		    OM_STRING(r->role), OM_STRING(r->channel),
		    OM_STRING(r->capacity), OM_STRING(r->language),
		    OM_INT(epoch),
		    OM_BYTES(om_span_bytes(wrapped, sizeof(wrapped))),
		    OM_BYTES(om_buf_span(&sealed)),
		    OM_BYTES(om_span_bytes(tag->b, sizeof(tag->b))));
	om_buf_free(&sealed);
	om_wipe(&secret, sizeof(secret));
	return rc == OM_OK ? journal(c) : rc;
}

/* The key of the claim; of the row at which REQUEST_CLAIM stands. */
static int
open_secret(struct om_secret *out, struct om_case *c)
{
	struct om_store *store = c->om->store;
	struct om_owner owner = { 'R', c->id,
		(uint32_t)om_sql_integer(store->sql, S_REQUEST_CLAIM, 0) };

	return om_secret_unwrap(
	    store, out, &owner, om_sql_data(store->sql, S_REQUEST_CLAIM, 1));
}

static int
open_row(struct om_buf *out, struct om_case *c)
{
	struct om_store *store = c->om->store;
	struct om_place place = om_place_of('C', c->id, 0);
	struct om_secret secret;
	int rc = open_secret(&secret, c);

	if (rc == OM_OK)
		rc = om_unseal(store->sealer, out, secret.seal,
		    om_sql_data(store->sql, S_REQUEST_CLAIM, 2),
		    om_place_span(&place));
	om_wipe(&secret, sizeof(secret));
	return rc;
}

/* 1 with the row of the claim, which the caller stops at. */
static int
find_row(struct om_case *c)
{
	int rc =
	    OM_SQL_FIRST(c->om->store->sql, S_REQUEST_CLAIM, OM_INT(c->id));

	return rc == 0 ? om_fail(OM_NOTFOUND,
			     "the identifier of this request was wiped already")
		       : rc;
}

int
om_claim_open(struct om_span *out, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;
	struct om_buf plain = OM_BUF(64 << 10);
	int rc = find_row(c);

	if (rc == 1)
		rc = open_row(&plain, c);
	om_sql_stop(sql, S_REQUEST_CLAIM);
	if (rc == OM_OK)
		*out = om_arena_copy(c->arena, om_buf_span(&plain));
	om_buf_free(&plain);
	return rc;
}

static int
hash_code(uint8_t out[OM_KEY_SIZE], struct om_case *c, struct om_span code)
{
	struct om_buf purpose = OM_BUF(1 << 11);
	struct om_secret secret;
	int rc = open_secret(&secret, c);

	om_buf_text(&purpose, "one-time code ");
	om_buf_add(&purpose, code);
	if (rc == OM_OK)
		rc = om_secret_derive(out, &secret, purpose.p);
	om_wipe(&secret, sizeof(secret));
	om_buf_free(&purpose);
	return rc;
}

int
om_claim_set_code(struct om_case *c, struct om_span code)
{
	struct om_sql *sql = c->om->store->sql;
	uint8_t hash[OM_KEY_SIZE];
	int rc = find_row(c);

	if (rc == 1)
		rc = hash_code(hash, c, code);
	om_sql_stop(sql, S_REQUEST_CLAIM);
	return rc == OM_OK ? OM_SQL_RUN(sql, S_REQUEST_CODE_SET, OM_INT(c->id),
				 OM_BYTES(om_span_bytes(hash, sizeof(hash))))
			   : rc;
}

int
om_claim_check_code(bool *out, struct om_case *c, struct om_span code)
{
	struct om_sql *sql = c->om->store->sql;
	uint8_t hash[OM_KEY_SIZE];
	int rc = find_row(c);

	if (rc == 1)
		rc = hash_code(hash, c, code);
	if (rc == OM_OK) {
		struct om_span kept = om_sql_data(sql, S_REQUEST_CLAIM, 3);

		*out = kept.n == sizeof(hash) &&
		       om_secret_equal(kept.p, hash, sizeof(hash));
	}
	om_sql_stop(sql, S_REQUEST_CLAIM);
	return rc;
}

int
om_claim_wipe(struct om_case *c)
{
	return OM_SQL_RUN(c->om->store->sql, S_REQUEST_WIPE, OM_INT(c->id));
}

/*
 * Whether a claim leads to the subject and nobody else: 1, 0. One that cannot
 * be read (the policies changed since) leads to nobody: it must not keep
 * others from being erased.
 */
static int
leads_to(struct om_case *other, int64_t subject)
{
	struct om_query query;
	struct om_span claim;
	int64_t *ids;
	size_t n;
	int rc = om_claim_open(&claim, other);

	if (rc == OM_OK)
		rc = om_query_parse(&query, other->om->store, claim);
	if (rc == OM_OK)
		rc = om_locate_all(
		    other->om->store, other->arena, &query, &ids, &n);
	if (rc == OM_USAGE || rc == OM_INPUT)
		return 0;
	return rc == OM_OK ? n == 1 && ids[0] == subject : rc;
}

int
om_claim_adopt(struct om_case *c, int64_t subject)
{
	struct om_sql *sql = c->om->store->sql;
	struct om_case other = { c->om, c->arena, 0, NULL };
	int rc;

	for (;;) {
		rc = OM_SQL_FIRST(
		    sql, S_REQUEST_UNLOCATED_ALL, OM_INT(other.id));
		if (rc == 1)
			other.id =
			    om_sql_integer(sql, S_REQUEST_UNLOCATED_ALL, 0);
		om_sql_stop(sql, S_REQUEST_UNLOCATED_ALL);
		if (rc != 1)
			return rc;
		rc = leads_to(&other, subject);
		if (rc == 1)
			rc = OM_SQL_RUN(sql, S_REQUEST_LOCATED,
			    OM_INT(other.id), OM_INT(subject), OM_NULL);
		if (rc < 0)
			return rc;
	}
}

int
om_claim_locate(struct om_subject **out, struct om_case *c)
{
	struct om_query query;
	struct om_span claim;
	int rc = om_claim_open(&claim, c);

	*out = NULL;
	/* Wiped: she was erased since she asked. */
	if (rc == OM_NOTFOUND)
		return OM_OK;
	if (rc == OM_OK)
		rc = om_query_parse(&query, c->om->store, claim);
	if (rc == OM_OK)
		rc = om_locate(out, c->om->store, c->arena, &query);
	return rc == OM_NOTFOUND ? OM_OK : rc;
}
