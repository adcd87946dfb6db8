#include "crypto/tree.h"

#include <pthread.h>

#include "base/memory.h"
#include "crypto/mac.h"

/*
 * One context a thread, for all that it hashes: setting one up takes longer
 * than hashing a short entry.
 */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;

static void
release(void *context)
{
	om_hash_close(context);
}

static void
make_key(void)
{
	if (pthread_key_create(&key, release) != 0)
		om_memory_end("out of memory");
}

static struct om_hash *
context(void)
{
	struct om_hash *h;

	(void)pthread_once(&once, make_key);
	h = pthread_getspecific(key);
	if (h == NULL &&
	    (om_hash_open(&h) != OM_OK || pthread_setspecific(key, h) != 0))
		om_memory_end("out of memory");
	return h;
}

static struct om_tree_hash
hash(struct om_span head, struct om_span tail)
{
	struct om_hash *h = context();
	struct om_tree_hash out;

	if (om_hash_add(h, head) != OM_OK ||
	    (tail.n > 0 && om_hash_add(h, tail) != OM_OK) ||
	    om_hash_end(h, out.b) != OM_OK)
		om_memory_end("out of memory");
	return out;
}

struct om_tree_hash
om_tree_empty(void)
{
	return hash(OM_SPAN_NONE, OM_SPAN_NONE);
}

struct om_tree_hash
om_tree_leaf(struct om_span entry)
{
	char message[1024] = { 0 };

	/* One piece is faster than two for short entries. */
	if (entry.n >= sizeof(message))
		return hash(om_span_bytes(message, 1), entry);
	if (entry.n > 0)
		memcpy(message + 1, entry.p, entry.n);
	return hash(om_span_bytes(message, 1 + entry.n), OM_SPAN_NONE);
}

struct om_tree_hash
om_tree_node(const struct om_tree_hash *left, const struct om_tree_hash *right)
{
	uint8_t message[1 + 2 * OM_HASH_SIZE] = { 1 };

	memcpy(message + 1, left->b, OM_HASH_SIZE);
	memcpy(message + 1 + OM_HASH_SIZE, right->b, OM_HASH_SIZE);
	return hash(om_span_bytes(message, sizeof(message)), OM_SPAN_NONE);
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
