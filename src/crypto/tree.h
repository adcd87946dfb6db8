#ifndef OM_CRYPTO_TREE_H
#define OM_CRYPTO_TREE_H

#include "base/error.h"
#include "base/span.h"
#include "crypto/hash.h"

/*
 * Merkle tree hashing of RFC 6962, section 2.1. Sizes and indices stay below
 * OM_TREE_MAX. Hashing aborts where SHA-256 fails, which it does only
 * without memory.
 */
#define OM_TREE_MAX (UINT64_C(1) << 62)
#define OM_TREE_LEVELS 63

struct om_tree_hash {
	uint8_t b[OM_HASH_SIZE];
};

struct om_tree_hash om_tree_empty(void);
struct om_tree_hash om_tree_leaf(struct om_span entry);
struct om_tree_hash om_tree_node(
    const struct om_tree_hash *left, const struct om_tree_hash *right);
bool om_tree_equal(const struct om_tree_hash *a, const struct om_tree_hash *b);

/*
 * The right edge of a growing tree: hash[i] is the root of the complete
 * subtree of 2^i leaves that size contains where bit i of size is set.
 * Starts as { 0 }.
 */
struct om_frontier {
	uint64_t size;
	struct om_tree_hash hash[OM_TREE_LEVELS];
};

void om_frontier_push(struct om_frontier *f, const struct om_tree_hash *leaf);
struct om_tree_hash om_frontier_root(const struct om_frontier *f);

/*
 * Where hashes of complete subtrees come from: the one that spans the leaves
 * index << level to (index + 1) << level.
 */
struct om_tree_source {
	int (*read)(void *state, struct om_tree_hash *out, unsigned level,
	    uint64_t index);
	void *state;
};

/* The hashes of an inclusion or consistency proof, leaf side first. */
struct om_tree_path {
	size_t n;
	struct om_tree_hash hash[OM_TREE_LEVELS + 1];
};

/* Proves that leaf index is in the tree of size. OM_NOTFOUND behind it. */
int om_tree_inclusion(struct om_tree_path *out,
    const struct om_tree_source *from, uint64_t index,
    uint64_t size) OM_MUST_CHECK;

/*
 * Proves that the tree of size begins with the tree of old; empty where old
 * is 0 or size. OM_INPUT where old is larger.
 */
int om_tree_consistency(struct om_tree_path *out,
    const struct om_tree_source *from, uint64_t old,
    uint64_t size) OM_MUST_CHECK;

/* A tree's head: what a proof is checked against. */
struct om_tree_head {
	uint64_t size;
	struct om_tree_hash root;
};

/* OM_CORRUPT where the path does not prove it (RFC 9162, 2.1.3.2). */
int om_tree_verify_inclusion(const struct om_tree_path *path, uint64_t index,
    const struct om_tree_hash *leaf,
    const struct om_tree_head *head) OM_MUST_CHECK;

/* OM_CORRUPT where the path does not prove it (RFC 9162, 2.1.4.2). */
int om_tree_verify_consistency(const struct om_tree_path *path,
    const struct om_tree_head *old,
    const struct om_tree_head *head) OM_MUST_CHECK;

#endif
