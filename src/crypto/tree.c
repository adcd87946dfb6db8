#include "crypto/tree.h"

#include <stdlib.h>

#include "crypto/mac.h"

static struct om_tree_hash
hash(const void *p, size_t n)
{
	struct om_tree_hash out = { 0 };

	if (om_sha256(out.b, om_span_bytes(p, n)) != OM_OK)
		abort();
	return out;
}

struct om_tree_hash
om_tree_empty(void)
{
	return hash(NULL, 0);
}

struct om_tree_hash
om_tree_leaf(struct om_span entry)
{
	uint8_t message[1024] = { 0 };
	struct om_tree_hash out;
	struct om_hash *h = NULL;

	/* One call is three times as fast as piecewise for short entries. */
	if (entry.n < sizeof(message)) {
		if (entry.n > 0)
			memcpy(message + 1, entry.p, entry.n);
		return hash(message, 1 + entry.n);
	}
	if (om_hash_open(&h) != OM_OK ||
	    om_hash_add(h, om_span_bytes(message, 1)) != OM_OK ||
	    om_hash_add(h, entry) != OM_OK || om_hash_end(h, out.b) != OM_OK)
		abort();
	om_hash_close(h);
	return out;
}

struct om_tree_hash
om_tree_node(const struct om_tree_hash *left, const struct om_tree_hash *right)
{
	uint8_t message[1 + 2 * OM_HASH_SIZE] = { 1 };

	memcpy(message + 1, left->b, OM_HASH_SIZE);
	memcpy(message + 1 + OM_HASH_SIZE, right->b, OM_HASH_SIZE);
	return hash(message, sizeof(message));
}

bool
om_tree_equal(const struct om_tree_hash *a, const struct om_tree_hash *b)
{
	return om_secret_equal(a->b, b->b, OM_HASH_SIZE);
}

void
om_frontier_push(struct om_frontier *f, const struct om_tree_hash *leaf)
{
	struct om_tree_hash h = *leaf;
	unsigned level = 0;

	for (; f->size >> level & 1; level++)
		h = om_tree_node(&f->hash[level], &h);
	f->hash[level] = h;
	f->size++;
}

struct om_tree_hash
om_frontier_root(const struct om_frontier *f)
{
	struct om_tree_hash root = om_tree_empty();
	bool begun = false;

	for (unsigned level = 0; level < OM_TREE_LEVELS; level++) {
		if (!(f->size >> level & 1))
			continue;
		root = begun ? om_tree_node(&f->hash[level], &root)
			     : f->hash[level];
		begun = true;
	}
	return root;
}
