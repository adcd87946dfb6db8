/*
 * Writes what verify.go reads: for each size of one growing log a folder of
 * that name with the exported log, proofs of some entries and the proof that
 * it grew from the size before.
 *
 *	write FOLDER
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
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

int
main(int argc, char **argv)
{
	struct om_keys *keys;
	struct om_tlog *log;
	char *key_folder, *log_folder;
	uint64_t old = 0;

	if (argc != 2)
		return 2;
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
