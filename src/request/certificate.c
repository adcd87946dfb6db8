#include "request/certificate.h"

#include "base/clock.h"
#include "base/memory.h"
#include "crypto/random.h"
#include "request/inside.h"
#include "request/kept.h"
#include "store/epoch.h"
#include "store/statement.h"
#include "store/subject.h"

enum { KEPT_CEILING = 1 << 20, STATEMENT_CEILING = 256 << 10 };

/* The erasure's statement, made when all of it is known. */
static int
make(void *state, struct om_attested *attested, const struct om_erasure *done)
{
	struct om_certificate_facts *facts = state;
	struct om_buf text = OM_BUF(STATEMENT_CEILING);
	int rc;

	facts->done = done;
	rc = om_certificate_erased(&text, facts, attested->salt);
	if (rc == OM_OK)
		attested->statement =
		    om_arena_copy(facts->c->arena, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

/*
 * By when backups are unreadable. Where keys are not replaced and destroyed
 * in time as it is, a day would be an empty promise: none is named.
 */
static int64_t
promise(const struct om *om)
{
	static const int64_t day = INT64_C(24) * 3600 * 1000;
	const struct om_epoch_rules *rules = &om->settings.epochs;
	int64_t now = om_clock_now();
	struct om_key_info key;

	for (size_t i = 0; om_keys_list(om->keys, &key, i); i++) {
		int64_t since = key.current ? key.created
					    : om_epoch_replaced(om->keys,
						  key.kind, key.version);
		int64_t days = key.current ? rules->rotate_days
					   : rules->destroy_after_days;

		if (key.kind == OM_KEY_EPOCH && since + (days + 2) * day < now)
			return 0;
	}
	return om_epoch_gone_by(om->keys, rules, now);
}

int
om_certificate_erase(struct om_erasure *out, struct om_case *c)
{
	struct om_certificate_facts facts = { .c = c,
		.gone_by = promise(c->om) };
	struct om_erase_attest attest = { .make = make, .state = &facts };
	struct om_certificate kept = { .n = 1 };
	int rc = om_claim_open(&facts.claim, c);

	if (rc == OM_NOTFOUND)
		rc = OM_OK;
	if (rc == OM_OK)
		rc = om_kept_any(c->request)
			 ? om_kept_erase(out, c, &attest)
			 : om_erase_attested(out, c->om->store,
			       c->request->subject, c->id, &attest);
	kept.said[0] = attest.attested;
	if (rc == OM_OK)
		rc = om_certificate_keep(c, &kept);
	om_wipe(&attest, sizeof(attest));
	om_wipe(&kept, sizeof(kept));
	return rc;
}

/* Where they became too many, the first and the last stay. */
static struct om_attested *
next_of(struct om_certificate *kept)
{
	if (kept->n + 2 > OM_ATTESTED_MAX)
		kept->n = 1;
	return &kept->said[kept->n++];
}

int
om_certificate_supplement(struct om_erasure *out, struct om_case *c, bool whole)
{
	struct om_certificate_facts facts = { .c = c,
		.gone_by = promise(c->om) };
	struct om_erase_attest attest = { .make = make, .state = &facts };
	struct om_certificate kept;
	int rc = om_certificate_load(&kept, c);

	if (rc == OM_OK && whole)
		rc = om_erase_attested(
		    out, c->om->store, c->request->subject, c->id, &attest);
	else if (rc == OM_OK)
		rc = om_kept_erase(out, c, &attest);
	if (rc == OM_OK) {
		*next_of(&kept) = attest.attested;
		rc = om_certificate_keep(c, &kept);
	}
	om_wipe(&attest, sizeof(attest));
	om_wipe(&kept, sizeof(kept));
	return rc;
}

static int
add_settled(struct om_certificate *kept, struct om_case *c,
    const struct om_remains *searched)
{
	const struct om_audit_entry entry = { .act = OM_ACT_SETTLE,
		.request = c->id };
	struct om_attested *a = &kept->said[kept->n];
	struct om_buf text = OM_BUF(STATEMENT_CEILING);
	int rc = om_certificate_settled(&text, c, searched);

	if (rc == OM_OK) {
		om_attested_begin(a);
		a->statement = om_arena_copy(c->arena, om_buf_span(&text));
		rc = om_attested_add(c->om->store, a, &entry);
	}
	om_buf_free(&text);
	if (rc == OM_OK)
		kept->n++;
	return rc;
}

int
om_certificate_settle(struct om_case *c, const struct om_remains *searched)
{
	struct om_certificate kept = { 0 };
	int rc = om_certificate_load(&kept, c);

	if (rc == OM_OK && kept.n > 0)
		rc = add_settled(&kept, c, searched);
	if (rc == OM_OK && kept.n > 0)
		rc = om_certificate_keep(c, &kept);
	om_wipe(&kept, sizeof(kept));
	return rc;
}

/* One behind the other: number, salt, length and bytes of the statement. */
static void
pack(struct om_buf *b, const struct om_certificate *kept)
{
	for (size_t i = 0; i < kept->n; i++) {
		const struct om_attested *a = &kept->said[i];

		om_buf_u64(b, (uint64_t)a->number);
		om_buf_add(b, om_span_bytes(a->salt, sizeof(a->salt)));
		om_buf_u32(b, (uint32_t)a->statement.n);
		om_buf_add(b, a->statement);
	}
}

static uint64_t
read_number(const char *p, size_t n)
{
	uint64_t value = 0;

	while (n-- > 0)
		value = value << 8 | (uint8_t)p[n];
	return value;
}

static bool
unpack_one(struct om_attested *a, struct om_span *rest)
{
	enum { SALT = 8, LENGTH = SALT + OM_SALT_SIZE, HEAD = LENGTH + 4 };
	const char *p = rest->p;
	size_t n;

	if (rest->n < HEAD)
		return false;
	n = (size_t)read_number(p + LENGTH, 4);
	if (rest->n - HEAD < n)
		return false;
	a->number = (int64_t)read_number(p, SALT);
	memcpy(a->salt, p + SALT, sizeof(a->salt));
	a->statement = om_span_bytes(p + HEAD, n);
	*rest = om_span_bytes(p + HEAD + n, rest->n - HEAD - n);
	return true;
}

static int
unpack(struct om_certificate *out, struct om_span bytes)
{
	struct om_certificate kept = { 0 };

	while (bytes.n > 0)
		if (kept.n == OM_ATTESTED_MAX ||
		    !unpack_one(&kept.said[kept.n++], &bytes))
			return om_fail(
			    OM_CORRUPT, "store: a certificate is damaged");
	*out = kept;
	om_wipe(&kept, sizeof(kept));
	return OM_OK;
}

int
om_certificate_keep(struct om_case *c, const struct om_certificate *certificate)
{
	struct om_store *store = c->om->store;
	uint32_t epoch = om_keys_epoch_current(store->keys);
	struct om_owner owner = { 'R', c->id, epoch };
	struct om_place place = om_place_of('T', c->id, 0);
	uint8_t wrapped[OM_WRAPPED_SIZE];
	struct om_buf plain = OM_BUF(KEPT_CEILING);
	struct om_buf sealed = OM_BUF(KEPT_CEILING);
	struct om_secret secret;
	int rc;

	pack(&plain, certificate);
	om_random(&secret, sizeof(secret));
	rc = om_buf_check(&plain, "a certificate");
	if (rc == OM_OK)
		rc = om_secret_wrap(store, wrapped, &owner, &secret);
	if (rc == OM_OK)
		rc = om_seal(store->sealer, &sealed, secret.seal,
		    om_buf_span(&plain), om_place_span(&place));
	if (rc == OM_OK)
		rc = OM_SQL_RUN(store->sql, S_REQUEST_CERTIFY, OM_INT(c->id),
		    OM_INT(epoch),
		    OM_BYTES(om_span_bytes(wrapped, sizeof(wrapped))),
		    OM_BYTES(om_buf_span(&sealed)));
	om_buf_free(&plain);
	om_buf_free(&sealed);
	om_wipe(&secret, sizeof(secret));
	return rc;
}

/* Of the row at which REQUEST_CERTIFICATE stands. */
static int
open_row(struct om_buf *out, struct om_case *c)
{
	struct om_store *store = c->om->store;
	struct om_place place = om_place_of('T', c->id, 0);
	struct om_secret secret;
	struct om_owner owner = { 'R', c->id,
		(uint32_t)om_sql_integer(
		    store->sql, S_REQUEST_CERTIFICATE, 0) };
	int rc = om_secret_unwrap(store, &secret, &owner,
	    om_sql_data(store->sql, S_REQUEST_CERTIFICATE, 1));

	if (rc == OM_OK)
		rc = om_unseal(store->sealer, out, secret.seal,
		    om_sql_data(store->sql, S_REQUEST_CERTIFICATE, 2),
		    om_place_span(&place));
	om_wipe(&secret, sizeof(secret));
	return rc;
}

int
om_certificate_load(struct om_certificate *out, struct om_case *c)
{
	struct om_sql *sql = c->om->store->sql;
	struct om_buf plain = OM_BUF(KEPT_CEILING);
	int rc = OM_SQL_FIRST(sql, S_REQUEST_CERTIFICATE, OM_INT(c->id));
	bool there = rc == 1;

	*out = (struct om_certificate){ 0 };
	if (there)
		rc = open_row(&plain, c);
	om_sql_stop(sql, S_REQUEST_CERTIFICATE);
	if (there && rc == OM_OK)
		rc = unpack(out, om_arena_copy(c->arena, om_buf_span(&plain)));
	om_buf_free(&plain);
	return rc;
}
