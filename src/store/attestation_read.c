#include "store/attestation_inside.h"

#include "crypto/base64.h"
#include "format/json_reader.h"

/* What somebody hands in is bounded before it is looked at. */
static const struct om_json_limits limits = {
	.depth = 16, .string = OM_ATTESTATION_MAX, .values = 64 << 10
};

static int
malformed(void)
{
	return om_fail(OM_INPUT,
	    "this is no certificate or receipt, or not as it was written");
}

/* The bytes of a member in base 64, in the arena. */
static bool
read_base64(
    struct om_span *out, struct om_arena *arena, const struct om_value *v)
{
	struct om_buf bytes = OM_BUF(OM_ATTESTATION_MAX);
	bool good = om_value_is(v, OM_VALUE_STRING) &&
		    om_base64_decode(&bytes, v->text) == OM_OK;

	if (good)
		*out = om_arena_copy(arena, om_buf_span(&bytes));
	om_buf_free(&bytes);
	return good;
}

static bool
read_part(struct om_attestation_part *part, struct om_arena *arena,
    const struct om_value *from)
{
	struct om_value *statement = om_value_member(from, "statement");
	struct om_span salt;

	if (!om_value_is(statement, OM_VALUE_OBJECT) ||
	    !read_base64(&part->entry, arena, om_value_member(from, "entry")) ||
	    !read_base64(&salt, arena, om_value_member(from, "salt")) ||
	    salt.n != sizeof(part->salt))
		return false;
	memcpy(part->salt, salt.p, salt.n);
	part->statement = statement->raw;
	part->says = statement;
	return true;
}

static bool
read_place(struct om_proof *proof, const struct om_value *from)
{
	const struct om_value *index = om_value_member(from, "index");
	const struct om_value *path = om_value_member(from, "path");

	if (!om_value_is(index, OM_VALUE_NUMBER) ||
	    !om_checkpoint_number(&proof->index, index->text) ||
	    !om_value_is(path, OM_VALUE_ARRAY) || path->count > OM_TREE_LEVELS)
		return false;
	for (const struct om_value *v = path->first; v != NULL; v = v->next)
		if (om_base64_exact(proof->path.hash[proof->path.n++].b,
			OM_HASH_SIZE, v->text) != OM_OK)
			return false;
	return true;
}

static bool
read_later(struct om_attestation *a, struct om_arena *arena,
    const struct om_value *later)
{
	if (later == NULL)
		return true;
	if (later->type != OM_VALUE_ARRAY || later->count >= OM_ATTESTED_MAX)
		return false;
	for (const struct om_value *v = later->first; v != NULL; v = v->next) {
		struct om_attestation_part *part = &a->parts[a->n++];

		if (!read_part(part, arena, v) || !read_place(&part->proof, v))
			return false;
		part->proof.checkpoint = a->parts[0].proof.checkpoint;
	}
	return true;
}

/* What reads as the same but is written otherwise is not the same file. */
static bool
is_as_written(const struct om_attestation *a, struct om_span extra)
{
	struct om_buf again = OM_BUF(OM_ATTESTATION_MAX);
	bool same;

	om_attestation_render(&again, a);
	same = !again.failed && om_span_equal(om_buf_span(&again), extra);
	om_buf_free(&again);
	return same;
}

static int
read(struct om_attestation *a, struct om_arena *arena, struct om_span extra)
{
	struct om_value *v;
	int rc = om_json_read(&v, arena, extra, &limits);

	if (rc != OM_OK)
		return malformed();
	a->n = 1;
	if (!read_part(&a->parts[0], arena, v) ||
	    !read_later(a, arena, om_value_member(v, "later")) ||
	    !is_as_written(a, extra))
		return malformed();
	return OM_OK;
}

int
om_attestation_read(
    struct om_attestation **out, struct om_arena *arena, struct om_span text)
{
	struct om_attestation *a = om_arena_new(arena, 1, sizeof(*a));
	struct om_buf extra = OM_BUF(OM_ATTESTATION_MAX);
	int rc = OM_OK;

	if (text.n > OM_ATTESTATION_MAX)
		rc = malformed();
	if (rc == OM_OK)
		rc = om_proof_read(
		    &a->parts[0].proof, &extra, om_arena_copy(arena, text));
	if (rc == OM_OK)
		rc = read(a, arena, om_arena_copy(arena, om_buf_span(&extra)));
	om_buf_free(&extra);
	if (rc != OM_OK)
		return malformed();
	*out = a;
	return OM_OK;
}

/* Whether two objects say the same of a member, or both nothing. */
static bool
agree(const struct om_value *a, const struct om_value *b, const char *member)
{
	const struct om_value *x = om_value_member(a, member);
	const struct om_value *y = om_value_member(b, member);

	return x == NULL || y == NULL ? x == y : om_span_equal(x->raw, y->raw);
}

static bool
is_hex(const struct om_value *v, const uint8_t hash[OM_HASH_SIZE])
{
	struct om_buf hex = OM_BUF(2 * OM_HASH_SIZE);
	bool same;

	om_buf_hex(&hex, om_span_bytes(hash, OM_HASH_SIZE));
	same = om_value_is(v, OM_VALUE_STRING) &&
	       om_span_equal(v->text, om_buf_span(&hex));
	om_buf_free(&hex);
	return same;
}

/* Whether the entry, which the log holds, commits to the statement. */
static int
check_statement(const struct om_attestation_part *part, struct om_arena *arena)
{
	uint8_t commitment[OM_HASH_SIZE];
	struct om_value *entry;
	int rc = om_json_read(&entry, arena, part->entry, &limits);

	if (rc != OM_OK)
		return om_fail(
		    OM_CORRUPT, "the log's entry is not one of Ombud's");
	rc = om_attested_commit(commitment, part->salt, part->statement);
	if (rc == OM_OK &&
	    (!is_hex(om_value_member(entry, "commitment"), commitment) ||
		!agree(entry, part->says, "act") ||
		!agree(entry, part->says, "request")))
		rc = om_fail(OM_CORRUPT,
		    "the log's entry does not stand for this statement: one "
		    "of them was altered");
	return rc;
}

int
om_attestation_verify(struct om_tree_head *head, const struct om_attestation *a,
    const struct om_note_key *key)
{
	struct om_arena arena = { 0 };
	struct om_tree_head seen = { 0 };
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < a->n; i++) {
		const struct om_attestation_part *part = &a->parts[i];

		rc = om_proof_verify(&seen, &part->proof, key, part->entry);
		if (rc == OM_OK)
			rc = check_statement(part, &arena);
		if (rc == OM_OK &&
		    !agree(a->parts[0].says, part->says, "request"))
			rc = om_fail(OM_CORRUPT,
			    "two statements of different requests were put "
			    "together");
		if (rc == OM_INPUT)
			rc = malformed();
	}
	om_arena_free(&arena);
	if (rc == OM_OK && head != NULL)
		*head = seen;
	return rc;
}
