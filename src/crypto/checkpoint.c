#include "crypto/checkpoint.h"

#include <inttypes.h>

#include "crypto/base64.h"

bool
om_checkpoint_number(uint64_t *out, struct om_span s)
{
	return (s.n <= 1 || s.p[0] != '0') && om_span_u64(out, s);
}

int
om_checkpoint_write(struct om_buf *b, struct om_span origin,
    const struct om_tree_head *head, const struct om_keys *k)
{
	struct om_buf text = OM_BUF(1 << 10);
	int rc;

	om_buf_add(&text, origin);
	om_buf_format(&text, "\n%" PRIu64 "\n", head->size);
	om_base64_encode(&text, om_span_bytes(head->root.b, OM_HASH_SIZE));
	om_buf_byte(&text, '\n');
	rc = om_buf_check(&text, "a checkpoint");
	if (rc == OM_OK)
		rc = om_note_sign(b, om_buf_span(&text), origin, k);
	om_buf_free(&text);
	return rc;
}

/* Lines behind the third are extensions: any text, but none is empty. */
static bool
extensions_valid(struct om_span rest)
{
	struct om_span line;

	while (om_span_cut(&line, &rest, rest, '\n'))
		if (line.n == 0)
			return false;
	return true;
}

int
om_checkpoint_open(struct om_tree_head *out, struct om_span note,
    const struct om_note_key *key)
{
	struct om_span text, origin, size, root, rest;
	struct om_tree_head head = { 0 };
	int rc = om_note_open(&text, note, key);

	if (rc != OM_OK)
		return rc;
	if (!om_span_cut(&origin, &rest, text, '\n') ||
	    !om_span_cut(&size, &rest, rest, '\n') ||
	    !om_span_cut(&root, &rest, rest, '\n') ||
	    !om_checkpoint_number(&head.size, size) ||
	    om_base64_exact(head.root.b, OM_HASH_SIZE, root) != OM_OK ||
	    !extensions_valid(rest))
		return om_fail(OM_INPUT, "malformed checkpoint");
	if (!om_span_is(origin, key->name))
		return om_fail(OM_CORRUPT, "the checkpoint is another log's");
	*out = head;
	return OM_OK;
}
