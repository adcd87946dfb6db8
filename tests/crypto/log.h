#ifndef OM_TEST_CRYPTO_LOG_H
#define OM_TEST_CRYPTO_LOG_H

#include "crypto/key_folder.h"
#include "crypto/tlog.h"

#define ORIGIN "audit.example/log"

/*
 * Logs whose entry i is a text of i: "entry 7", some of them long, one
 * empty. The test's folder holds keys/ and log/.
 */
struct test_log {
	const char *folder;
	char *path;
	struct om_keys *keys;
	struct om_tlog *log;
};

static inline struct om_span
entry_text(struct om_buf *b, uint64_t i)
{
	om_buf_reset(b);
	if (i == 3)
		return OM_SPAN_NONE;
	om_buf_format(b, "entry %llu", (unsigned long long)i);
	for (uint64_t n = 0; i % 50 == 49 && n < 1500; n++)
		om_buf_byte(b, 'x');
	return om_buf_span(b);
}

static inline void
append_until(struct om_tlog *log, uint64_t size)
{
	struct om_buf b = OM_BUF(4096);

	for (uint64_t i = om_tlog_staged(log); i < size; i++) {
		struct om_span entry = entry_text(&b, i);

		ck_ok(om_tlog_append(log, &entry, 1));
	}
	om_buf_free(&b);
}

static inline void
grow_log(struct om_tlog *log, uint64_t size)
{
	append_until(log, size);
	ck_ok(om_tlog_commit(log));
	ck_assert_uint_eq(om_tlog_size(log), size);
}

static inline void
begin_log(struct test_log *t, uint64_t size)
{
	t->folder = om_test_folder();
	t->path = below(t->folder, "log");
	t->keys = new_keys(t->folder);
	ck_ok(om_tlog_open(&t->log, t->path, OM_SPAN(ORIGIN), t->keys));
	grow_log(t->log, size);
}

static inline int
reopen_log(struct test_log *t)
{
	om_tlog_close(t->log);
	t->log = NULL;
	return om_tlog_open(&t->log, t->path, OM_SPAN(ORIGIN), t->keys);
}

static inline void
end_log(struct test_log *t)
{
	om_tlog_close(t->log);
	om_keys_close(t->keys);
	om_free(t->path);
}

/* Copies one file to another below the test's folder. */
static inline void
copy_file(const char *folder, const char *to, const char *from)
{
	char *source = below(folder, from), *target = below(folder, to);
	struct om_buf b = OM_BUF(1 << 24);

	ck_ok(om_file_read(&b, source));
	ck_ok(om_file_replace(target, om_buf_span(&b), 0600));
	om_buf_free(&b);
	om_free(source);
	om_free(target);
}

/* Changes one bit of a file; the last byte where at is negative. */
static inline void
flip_bit(const char *folder, const char *name, long at)
{
	char *path = below(folder, name);
	struct om_buf b = OM_BUF(1 << 24);

	ck_ok(om_file_read(&b, path));
	b.p[at < 0 ? (long)b.n + at : at] ^= 1;
	ck_ok(om_file_replace(path, om_buf_span(&b), 0600));
	om_buf_free(&b);
	om_free(path);
}

#endif
