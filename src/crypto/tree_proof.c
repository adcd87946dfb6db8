#include "crypto/tree.h"

/* The largest power of two smaller than n; n is at least 2. */
static uint64_t
split(uint64_t n)
{
	uint64_t k = 1;

	while (k << 1 < n)
		k <<= 1;
	return k;
}

/*
 * The root of the leaves start to end. start is a multiple of the largest
 * power of two in end - start, as RFC 6962 splits, so the range is a row of
 * complete subtrees, largest first; they are joined from the right.
 */
static int
range_root(struct om_tree_hash *out, const struct om_tree_source *from,
    uint64_t start, uint64_t end)
{
	struct om_tree_hash root = { 0 };
	bool begun = false;

	for (unsigned level = 0; start < end; level++) {
		struct om_tree_hash h;
		int rc;

		if (!((end - start) >> level & 1))
			continue;
		end -= UINT64_C(1) << level;
		rc = from->read(from->state, &h, level, end >> level);
		if (rc != OM_OK)
			return rc;
		root = begun ? om_tree_node(&h, &root) : h;
		begun = true;
	}
	*out = root;
	return OM_OK;
}

static int
add_range(struct om_tree_path *path, const struct om_tree_source *from,
    uint64_t start, uint64_t end)
{
	int rc = range_root(&path->hash[path->n], from, start, end);

	if (rc == OM_OK)
		path->n++;
	return rc;
}

/* The walk goes from the root down, the proof from the leaf up. */
static void
reverse(struct om_tree_path *path)
{
	for (size_t i = 0; i < path->n / 2; i++) {
		struct om_tree_hash h = path->hash[i];

		path->hash[i] = path->hash[path->n - 1 - i];
		path->hash[path->n - 1 - i] = h;
	}
}

int
om_tree_inclusion(struct om_tree_path *out, const struct om_tree_source *from,
    uint64_t index, uint64_t size)
{
	struct om_tree_path path = { 0 };
	uint64_t start = 0, end = size;

	if (size >= OM_TREE_MAX)
		return om_fail(OM_LIMIT, "a tree is too large");
	if (index >= size)
		return om_fail(OM_NOTFOUND, "the log has no such entry");
	while (end - start > 1) {
		uint64_t middle = start + split(end - start);
		bool left = index < middle;
		int rc = left ? add_range(&path, from, middle, end)
			      : add_range(&path, from, start, middle);

		if (rc != OM_OK)
			return rc;
		if (left)
			end = middle;
		else
			start = middle;
	}
	reverse(&path);
	*out = path;
	return OM_OK;
}

int
om_tree_consistency(struct om_tree_path *out, const struct om_tree_source *from,
    uint64_t old, uint64_t size)
{
	struct om_tree_path path = { 0 };
	uint64_t start = 0, end = size;
	int rc = OM_OK;

	if (size >= OM_TREE_MAX)
		return om_fail(OM_LIMIT, "a tree is too large");
	if (old > size)
		return om_fail(OM_INPUT, "the log is smaller than that");
	while (old > 0 && rc == OM_OK && end != old) {
		uint64_t middle = start + split(end - start);

		if (old <= middle) {
			rc = add_range(&path, from, middle, end);
			end = middle;
		} else {
			rc = add_range(&path, from, start, middle);
			start = middle;
		}
	}
	/* A subtree that is not the whole old tree is not known by itself. */
	if (rc == OM_OK && start > 0)
		rc = add_range(&path, from, start, end);
	if (rc != OM_OK)
		return rc;
	reverse(&path);
	*out = path;
	return OM_OK;
}

static int
refuse(const char *what)
{
	return om_fail(OM_CORRUPT, "the %s proof does not hold", what);
}

int
om_tree_verify_inclusion(const struct om_tree_path *path, uint64_t index,
    const struct om_tree_hash *leaf, const struct om_tree_head *head)
{
	uint64_t node = index, last = head->size - 1;
	struct om_tree_hash root = *leaf;

	if (index >= head->size || path->n > OM_TREE_LEVELS)
		return refuse("inclusion");
	for (size_t i = 0; i < path->n; i++) {
		if (last == 0)
			return refuse("inclusion");
		if (node & 1 || node == last) {
			root = om_tree_node(&path->hash[i], &root);
			while (!(node & 1) && node != 0) {
				node >>= 1;
				last >>= 1;
			}
		} else {
			root = om_tree_node(&root, &path->hash[i]);
		}
		node >>= 1;
		last >>= 1;
	}
	if (last != 0 || !om_tree_equal(&root, &head->root))
		return refuse("inclusion");
	return OM_OK;
}

/* Joins the hashes of a path to the roots of both trees. */
struct join {
	uint64_t node, last;
	struct om_tree_hash old, now;
};

static bool
join_one(struct join *j, const struct om_tree_hash *h)
{
	if (j->last == 0)
		return false;
	if (j->node & 1 || j->node == j->last) {
		j->old = om_tree_node(h, &j->old);
		j->now = om_tree_node(h, &j->now);
		while (!(j->node & 1) && j->node != 0) {
			j->node >>= 1;
			j->last >>= 1;
		}
	} else {
		j->now = om_tree_node(&j->now, h);
	}
	j->node >>= 1;
	j->last >>= 1;
	return true;
}

/* 0 < old < now. */
static int
verify_growth(const struct om_tree_path *path, const struct om_tree_head *old,
    const struct om_tree_head *head)
{
	struct join j = { .node = old->size - 1, .last = head->size - 1 };
	bool whole = (old->size & (old->size - 1)) == 0;
	size_t i = 0;

	if (path->n > OM_TREE_LEVELS || (!whole && path->n == 0))
		return refuse("consistency");
	j.old = whole ? old->root : path->hash[i++];
	j.now = j.old;
	while (j.node & 1) {
		j.node >>= 1;
		j.last >>= 1;
	}
	while (i < path->n)
		if (!join_one(&j, &path->hash[i++]))
			return refuse("consistency");
	if (j.last != 0 || !om_tree_equal(&j.old, &old->root) ||
	    !om_tree_equal(&j.now, &head->root))
		return refuse("consistency");
	return OM_OK;
}

int
om_tree_verify_consistency(const struct om_tree_path *path,
    const struct om_tree_head *old, const struct om_tree_head *head)
{
	struct om_tree_hash empty = om_tree_empty();

	if (old->size > head->size)
		return refuse("consistency");
	if (old->size > 0 && old->size < head->size)
		return verify_growth(path, old, head);
	if (path->n != 0 ||
	    (old->size == 0 && !om_tree_equal(&old->root, &empty)) ||
	    (old->size == head->size &&
		!om_tree_equal(&old->root, &head->root)))
		return refuse("consistency");
	return OM_OK;
}
