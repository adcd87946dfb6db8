#include "crypto/proof.h"

#include <inttypes.h>

#include "crypto/base64.h"

#define MAGIC "c2sp.org/tlog-proof@v1"

void
om_proof_path(struct om_buf *b, const struct om_tree_path *path)
{
	for (size_t i = 0; i < path->n; i++) {
		om_base64_encode(
		    b, om_span_bytes(path->hash[i].b, OM_HASH_SIZE));
		om_buf_byte(b, '\n');
	}
}

void
om_proof_write(
    struct om_buf *b, const struct om_proof *proof, struct om_span extra)
{
	om_buf_text(b, MAGIC "\n");
	if (extra.n > 0) {
		om_buf_text(b, "extra ");
		om_base64_encode(b, extra);
		om_buf_byte(b, '\n');
	}
	om_buf_format(b, "index %" PRIu64 "\n", proof->index);
	om_proof_path(b, &proof->path);
	om_buf_byte(b, '\n');
	om_buf_add(b, proof->checkpoint);
}

static int
malformed(void)
{
	return om_fail(OM_INPUT, "malformed log proof");
}

/* Cuts the line off rest and the word and space off the line. */
static bool
cut_field(struct om_span *value, struct om_span *rest, struct om_span word)
{
	struct om_span line, tail;

	if (!om_span_cut(&line, &tail, *rest, '\n') ||
	    !om_span_starts(line, word))
		return false;
	*value = om_span_bytes(line.p + word.n, line.n - word.n);
	*rest = tail;
	return true;
}

/* The hashes up to the empty line; rest is what stands behind that. */
static bool
read_path(struct om_tree_path *path, struct om_span *rest)
{
	struct om_span line;

	path->n = 0;
	while (om_span_cut(&line, rest, *rest, '\n')) {
		if (line.n == 0)
			return true;
		if (path->n == OM_TREE_LEVELS ||
		    om_base64_exact(
			path->hash[path->n].b, OM_HASH_SIZE, line) != OM_OK)
			return false;
		path->n++;
	}
	return false;
}

int
om_proof_read(struct om_proof *out, struct om_buf *extra, struct om_span text)
{
	struct om_proof proof;
	struct om_span value, bytes = OM_SPAN_NONE;
	int rc;

	if (!cut_field(&value, &text, OM_SPAN(MAGIC)) || value.n != 0)
		return malformed();
	if (cut_field(&bytes, &text, OM_SPAN("extra ")) && bytes.n == 0)
		return malformed();
	if (!cut_field(&value, &text, OM_SPAN("index ")) ||
	    !om_checkpoint_number(&proof.index, value) ||
	    !read_path(&proof.path, &text) || text.n == 0)
		return malformed();
	rc = om_base64_decode(extra, bytes);
	if (rc != OM_OK)
		return rc;
	proof.checkpoint = text;
	*out = proof;
	return OM_OK;
}

int
om_proof_verify(struct om_tree_head *head, const struct om_proof *proof,
    const struct om_note_key *key, struct om_span entry)
{
	struct om_tree_hash leaf = om_tree_leaf(entry);
	struct om_tree_head seen;
	int rc = om_checkpoint_open(&seen, proof->checkpoint, key);

	if (rc == OM_OK)
		rc = om_tree_verify_inclusion(
		    &proof->path, proof->index, &leaf, &seen);
	if (rc == OM_OK && head != NULL)
		*head = seen;
	return rc;
}
