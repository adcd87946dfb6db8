/*
 * Writes what verify.go reads: for each size of one growing log a folder of
 * that name with the exported log, proofs of some entries and the proof that
 * it grew from the size before. And the file "heads": for every size from 1
 * to MOST a line with its root, and for some of them proofs.
 *
 *	write FOLDER MOST
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "crypto/base64.h"
#include "crypto/proof.h"
#include "crypto/tlog.h"

static const uint64_t sizes[] = { 1, 2, 7, 255, 256, 257, 1000, 70000 };

static void
must(int code)
{
	if (code == OM_OK)
		return;
	(void)fprintf(stderr, "write: %s\n", om_failure());
	exit(1);
}

static void
put(const char *folder, uint64_t size, const char *name, struct om_buf *b)
{
	struct om_buf path = OM_BUF(4096);

	om_buf_format(&path, "%s/%" PRIu64 "/%s", folder, size, name);
	must(om_buf_check(&path, "a path"));
	must(om_file_replace(path.p, om_buf_span(b), 0644));
	om_buf_free(&path);
	om_buf_reset(b);
}

static void
grow(struct om_tlog *log, uint64_t size)
{
	struct om_buf b = OM_BUF(100);

	for (uint64_t i = om_tlog_staged(log); i < size; i++) {
		struct om_span entry;

		om_buf_reset(&b);
		om_buf_format(&b, "entry %" PRIu64, i);
		entry = om_buf_span(&b);
		must(om_tlog_append(log, &entry, 1));
	}
	must(om_tlog_commit(log));
	om_buf_free(&b);
}

static void
prove(struct om_tlog *log, const char *folder, uint64_t old)
{
	uint64_t size = om_tlog_size(log);
	uint64_t indices[] = { 0, size / 2, size - 1 };
	struct om_buf b = OM_BUF(1 << 16), name = OM_BUF(100);

	for (int i = 0; i < 3; i++) {
		om_buf_reset(&name);
		om_buf_format(&name, "%" PRIu64 ".tlog-proof", indices[i]);
		must(om_tlog_prove(log, &b, indices[i], OM_SPAN("extra")));
		put(folder, size, name.p, &b);
	}
	must(om_tlog_consistency(log, &b, old));
	put(folder, size, "consistency", &b);
	om_buf_free(&b);
	om_buf_free(&name);
}

/* The complete subtrees of one tree, in memory. */
struct subtrees {
	struct om_tree_hash *level[OM_TREE_LEVELS];
	uint64_t size;
};

static int
read_subtree(
    void *state, struct om_tree_hash *out, unsigned level, uint64_t index)
{
	const struct subtrees *s = state;

	*out = s->level[level][index];
	return OM_OK;
}

static void
add_leaf(struct subtrees *s, const struct om_tree_hash *leaf)
{
	uint64_t index = s->size++;
	unsigned level = 0;

	s->level[0][index] = *leaf;
	for (; index & 1; level++) {
		const struct om_tree_hash *pair = &s->level[level][index - 1];

		index >>= 1;
		s->level[level + 1][index] = om_tree_node(pair, pair + 1);
	}
}

static void
put_path(
    FILE *f, const char *word, uint64_t which, const struct om_tree_path *path)
{
	struct om_buf b = OM_BUF(1 << 14);

	om_proof_path(&b, path);
	for (size_t i = 0; i < b.n; i++)
		if (b.p[i] == '\n')
			b.p[i] = ' ';
	(void)fprintf(f, "%s %" PRIu64 " %.*s\n", word, which, (int)b.n, b.p);
	om_buf_free(&b);
}

/* Some leaf of it, and some size before it: another one each time. */
static void
put_proofs(FILE *f, struct subtrees *s)
{
	const struct om_tree_source source = { read_subtree, s };
	uint64_t index = s->size * UINT64_C(2654435761) % s->size;
	uint64_t old = 1 + s->size * UINT64_C(40503) / 7 % s->size;
	struct om_tree_path path;

	index = (index + s->size / 3) % s->size;
	must(om_tree_inclusion(&path, &source, index, s->size));
	put_path(f, "leaf", index, &path);
	must(om_tree_consistency(&path, &source, old, s->size));
	put_path(f, "old", old, &path);
}

static void
put_heads(const char *folder, uint64_t most)
{
	enum { EVERY = 7 };
	char *path = om_path_join(folder, "heads");
	struct om_buf b = OM_BUF(100);
	struct om_frontier frontier = { 0 };
	struct subtrees s = { .size = 0 };
	FILE *f = fopen(path, "w");

	if (f == NULL)
		must(om_fail(OM_IO, "cannot write"));
	for (unsigned i = 0; most >> i > 0; i++)
		s.level[i] = om_new((most >> i) + 1, sizeof(*s.level[i]));
	while (s.size < most) {
		struct om_tree_hash leaf, root;

		om_buf_reset(&b);
		om_buf_format(&b, "entry %" PRIu64, s.size);
		leaf = om_tree_leaf(om_buf_span(&b));
		add_leaf(&s, &leaf);
		om_frontier_push(&frontier, &leaf);
		root = om_frontier_root(&frontier);
		om_buf_reset(&b);
		om_base64_encode(&b, om_span_bytes(root.b, sizeof(root.b)));
		(void)fprintf(f, "root %" PRIu64 " %s\n", s.size, b.p);
		if (s.size % EVERY == 0 || s.size < 1000)
			put_proofs(f, &s);
	}
	if (fclose(f) != 0)
		must(om_fail(OM_IO, "cannot write"));
	for (unsigned i = 0; i < OM_TREE_LEVELS; i++)
		om_free(s.level[i]);
	om_buf_free(&b);
	om_free(path);
}

int
main(int argc, char **argv)
{
	struct om_keys *keys;
	struct om_tlog *log;
	char *key_folder, *log_folder;
	uint64_t old = 0;

	if (argc != 3)
		return 2;
	put_heads(argv[1], strtoull(argv[2], NULL, 10));
	key_folder = om_path_join(argv[1], "keys");
	log_folder = om_path_join(argv[1], "log");
	must(om_keys_create(key_folder));
	must(om_keys_open(&keys, key_folder));
	must(
	    om_tlog_open(&log, log_folder, OM_SPAN("audit.example/log"), keys));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct om_buf path = OM_BUF(4096);

		grow(log, sizes[i]);
		om_buf_format(&path, "%s/%" PRIu64, argv[1], sizes[i]);
		must(om_tlog_export(log, path.p));
		prove(log, argv[1], old);
		old = sizes[i];
		om_buf_free(&path);
	}
	om_tlog_close(log);
	om_keys_close(keys);
	om_free(key_folder);
	om_free(log_folder);
	return 0;
}
