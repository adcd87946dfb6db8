#include "store/attestation.h"
#include "store/attestation_inside.h"

#include "crypto/base64.h"
#include "crypto/random.h"
#include "store/audit_inside.h"
#include "store/cosigned.h"
#include "store/ledger.h"
#include "store/statement.h"

#define DOMAIN "ombud attestation v1\n"

void
om_attested_begin(struct om_attested *a)
{
	*a = (struct om_attested){ 0 };
	om_random(a->salt, sizeof(a->salt));
}

int
om_attested_commit(uint8_t out[OM_HASH_SIZE], const uint8_t salt[OM_SALT_SIZE],
    struct om_span statement)
{
	struct om_hash *h = NULL;
	int rc = om_hash_open(&h);

	if (rc == OM_OK)
		rc = om_hash_add(h, OM_SPAN(DOMAIN));
	if (rc == OM_OK)
		rc = om_hash_add(h, om_span_bytes(salt, OM_SALT_SIZE));
	if (rc == OM_OK)
		rc = om_hash_add(h, statement);
	if (rc == OM_OK)
		rc = om_hash_end(h, out);
	om_hash_close(h);
	return rc;
}

int
om_attested_add(struct om_store *store, struct om_attested *a,
    const struct om_audit_entry *entry)
{
	struct om_audit_entry with = *entry;
	uint8_t commitment[OM_HASH_SIZE];
	int rc = om_attested_commit(commitment, a->salt, a->statement);

	with.commitment = om_span_bytes(commitment, sizeof(commitment));
	if (rc == OM_OK)
		rc = om_audit_add(store, &with);
	/* The last: entries that wait are written with the commit. */
	if (rc == OM_OK)
		a->number = om_audit_last(store);
	return rc;
}

static void
add_base64(struct om_json *j, const char *key, struct om_span bytes)
{
	struct om_buf text = OM_BUF(OM_ATTESTATION_MAX);

	om_base64_encode(&text, bytes);
	om_json_text(j, key, om_buf_span(&text));
	om_buf_free(&text);
}

static void
render_place(struct om_json *j, const struct om_proof *proof)
{
	om_json_int(j, "index", (int64_t)proof->index);
	om_json_array(j, "path");
	for (size_t i = 0; i < proof->path.n; i++)
		add_base64(
		    j, "", om_span_bytes(proof->path.hash[i].b, OM_HASH_SIZE));
	om_json_end_array(j);
}

static void
render_part(struct om_json *j, const struct om_attestation_part *part)
{
	add_base64(j, "entry", part->entry);
	add_base64(j, "salt", om_span_bytes(part->salt, sizeof(part->salt)));
	om_json_raw(j, "statement", part->statement);
}

void
om_attestation_render(struct om_buf *b, const struct om_attestation *a)
{
	struct om_json j = OM_JSON(b, false);

	om_json_object(&j, NULL);
	om_json_int(&j, "version", 1);
	render_part(&j, &a->parts[0]);
	if (a->n > 1) {
		om_json_array(&j, "later");
		for (size_t i = 1; i < a->n; i++) {
			om_json_object(&j, "");
			render_place(&j, &a->parts[i].proof);
			render_part(&j, &a->parts[i]);
			om_json_end_object(&j);
		}
		om_json_end_array(&j);
	}
	om_json_end_object(&j);
}

/* Where the entry of a number stands in the log, and its bytes. */
static int
find_entry(struct om_attestation_part *part, struct om_store *store,
    struct om_arena *arena, int64_t number)
{
	struct om_sql *sql = store->sql;
	int rc = OM_SQL_FIRST(
	    sql, S_AUDIT_LEAF_OF, OM_INT(OM_WRITER), OM_INT(number));
	int64_t leaf = rc == 1 ? om_sql_integer(sql, S_AUDIT_LEAF_OF, 0) : -1;

	if (leaf >= 0) {
		part->proof.index = (uint64_t)leaf;
		part->entry =
		    om_arena_copy(arena, om_sql_data(sql, S_AUDIT_LEAF_OF, 1));
	}
	om_sql_stop(sql, S_AUDIT_LEAF_OF);
	if (rc >= 0 && leaf < 0)
		return om_fail(OM_CORRUPT,
		    "audit: the entry of a statement is not in the log");
	return rc < 0 ? rc : OM_OK;
}

/*
 * The newest head that witnesses have cosigned too, where it has all entries;
 * else nothing: the log's own newest then serves.
 */
static int
find_cosigned(struct om_buf *note, struct om_store *store,
    const struct om_tlog *log, const struct om_attestation *a)
{
	struct om_tree_head head;
	int rc = om_cosigned_newest(note, store);

	if (rc == OM_OK)
		rc = om_checkpoint_open(
		    &head, om_buf_span(note), om_tlog_key(log));
	for (size_t i = 0; rc == OM_OK && i < a->n; i++)
		if (a->parts[i].proof.index >= head.size)
			rc = OM_NOTFOUND;
	if (rc != OM_NOTFOUND)
		return rc;
	om_buf_reset(note);
	return OM_OK;
}

/* All parts are proved under one head. */
static int
prove(struct om_proof *out, struct om_tlog *log, struct om_arena *arena,
    struct om_span cosigned)
{
	struct om_buf text = OM_BUF(1 << 20), none = OM_BUF(0);
	int rc = cosigned.n > 0
		     ? om_tlog_prove_under(
			   log, &text, out->index, OM_SPAN_NONE, cosigned)
		     : om_tlog_prove(log, &text, out->index, OM_SPAN_NONE);

	if (rc == OM_OK)
		rc = om_proof_read(
		    out, &none, om_arena_copy(arena, om_buf_span(&text)));
	om_buf_free(&text);
	return rc;
}

static int
prove_all(
    struct om_attestation *a, struct om_store *store, struct om_arena *arena)
{
	struct om_buf cosigned = OM_BUF(OM_NOTE_MAX);
	struct om_tlog *log = NULL;
	int rc = om_audit_open_log(&log, store);

	if (rc == OM_OK)
		rc = find_cosigned(&cosigned, store, log, a);
	for (size_t i = 0; rc == OM_OK && i < a->n; i++)
		rc = prove(
		    &a->parts[i].proof, log, arena, om_buf_span(&cosigned));
	om_tlog_close(log);
	om_buf_free(&cosigned);
	return rc;
}

static int
gather(struct om_attestation *a, struct om_store *store, struct om_arena *arena,
    const struct om_attested *list)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < a->n; i++) {
		struct om_attestation_part *part = &a->parts[i];

		memcpy(part->salt, list[i].salt, sizeof(part->salt));
		part->statement = list[i].statement;
		rc = find_entry(part, store, arena, list[i].number);
	}
	return rc == OM_OK ? prove_all(a, store, arena) : rc;
}

int
om_attestation_write(struct om_buf *out, struct om_store *store,
    const struct om_attested *list, size_t n)
{
	struct om_arena arena = { 0 };
	struct om_attestation *a = om_arena_new(&arena, 1, sizeof(*a));
	struct om_buf extra = OM_BUF(OM_ATTESTATION_MAX);
	int rc = om_audit_flush(store);

	a->n = n;
	if (rc == OM_OK)
		rc = om_audit_integrate(store, NULL);
	if (rc == OM_OK)
		rc = gather(a, store, &arena, list);
	if (rc == OM_OK) {
		om_attestation_render(&extra, a);
		rc = om_buf_check(&extra, "a certificate");
	}
	if (rc == OM_OK) {
		om_proof_write(out, &a->parts[0].proof, om_buf_span(&extra));
		rc = om_buf_check(out, "a certificate");
	}
	om_buf_free(&extra);
	om_arena_free(&arena);
	return rc;
}
