#include "crypto/key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "crypto/base64.h"

#define MAGIC "ombud-key-v1"

enum { FILE_MAX = 1024, NAME_MAX_BYTES = 64, SECRET_LEAST = 16 };

/* "epoch-3.key", or "root.key" for a kind without versions. */
static void
put_name(struct om_buf *b, enum om_key_kind kind, uint32_t version)
{
	om_buf_text(b, om_key_kind_name(kind));
	if (om_key_kind_versions(kind))
		om_buf_format(b, "-%u", (unsigned)version);
	om_buf_text(b, ".key");
}

/* The fields of a key file, as they stand there. */
struct line {
	struct om_span kind, version, created, secret;
};

static bool
cut_line(struct line *out, struct om_span text)
{
	struct om_span magic, rest;

	return om_span_cut(&magic, &rest, text, ' ') &&
	       om_span_is(magic, MAGIC) &&
	       om_span_cut(&out->kind, &rest, rest, ' ') &&
	       om_span_cut(&out->version, &rest, rest, ' ') &&
	       om_span_cut(&out->created, &rest, rest, ' ') &&
	       om_span_cut(&out->secret, &rest, rest, '\n') && rest.n == 0;
}

static bool
find_kind(enum om_key_kind *out, struct om_span name)
{
	for (int i = 0; i < OM_KEY_KINDS; i++)
		if (om_span_is(name, om_key_kind_name(i))) {
			*out = i;
			return true;
		}
	return false;
}

static bool
parse_line(struct om_key *key, struct om_span text)
{
	struct line line;
	uint64_t version;

	if (!cut_line(&line, text) || !find_kind(&key->kind, line.kind) ||
	    !om_span_u64(&version, line.version) || version == 0 ||
	    version >= UINT32_MAX ||
	    om_time_parse(&key->created, line.created) != OM_OK ||
	    om_base64_exact(key->secret, OM_KEY_SIZE, line.secret) != OM_OK)
		return false;
	key->version = (uint32_t)version;
	return true;
}

/* The line must be the one that key_file_write puts in a file of name. */
static bool
parse(struct om_key *key, const char *name, struct om_span text)
{
	struct om_buf expected = OM_BUF(NAME_MAX_BYTES);
	bool fits;

	if (!parse_line(key, text))
		return false;
	put_name(&expected, key->kind, key->version);
	fits = om_span_is(om_buf_span(&expected), name);
	om_buf_free(&expected);
	return fits;
}

/* Nobody but its owner may know what is in it, and the owner is us. */
static int
check_private(int fd, const char *path, mode_t type)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return om_file_fail(path, "look at");
	if ((st.st_mode & S_IFMT) != type)
		return om_fail(
		    OM_USAGE, "%s: neither a key file nor folder", path);
	if (st.st_uid != geteuid())
		return om_fail(OM_USAGE, "%s: belongs to another user", path);
	if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return om_fail(
		    OM_USAGE, "%s: is open to group or others", path);
	return OM_OK;
}

/* An open failure: a symbolic link is a misuse, all else as usual. */
static int
open_fail(const char *path)
{
	if (errno == ELOOP || errno == ENOTDIR)
		return om_fail(
		    OM_USAGE, "%s: is a symbolic link or no folder", path);
	return om_file_fail(path, "open");
}

int
om_key_folder_open(struct om_key_folder *out, const char *path)
{
	struct om_key_folder f = { om_strdup(path), -1 };
	size_t n = strlen(f.path);
	int rc;

	/* With a slash behind it, a link would be followed. */
	while (n > 1 && f.path[n - 1] == '/')
		f.path[--n] = '\0';
	f.fd = open(f.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	rc =
	    f.fd < 0 ? open_fail(f.path) : check_private(f.fd, f.path, S_IFDIR);
	if (rc == OM_OK)
		*out = f;
	else
		om_key_folder_close(&f);
	return rc;
}

void
om_key_folder_close(struct om_key_folder *f)
{
	if (f->fd >= 0)
		(void)close(f->fd);
	om_free(f->path);
}

/* One read suffices: the file is shorter than a block. */
static int
read_private(struct om_buf *b, int fd, const char *path)
{
	int rc = check_private(fd, path, S_IFREG);
	char *room = om_buf_room(b, FILE_MAX);
	ssize_t n;

	if (rc != OM_OK)
		return rc;
	n = read(fd, room, FILE_MAX);
	if (n < 0)
		return om_file_fail(path, "read");
	b->n = (size_t)n;
	return OM_OK;
}

int
om_key_file_secret(struct om_buf *out, const char *path)
{
	struct om_buf text = OM_BUF(FILE_MAX);
	struct om_span line, rest;
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int rc = fd < 0 ? open_fail(path) : read_private(&text, fd, path);

	if (fd >= 0)
		(void)close(fd);
	if (rc == OM_OK) {
		if (!om_span_cut(&line, &rest, om_buf_span(&text), '\n'))
			line = om_buf_span(&text);
		if (line.n == 0)
			rc = om_fail(OM_USAGE, "%s: is empty", path);
		else
			om_buf_add(out, line);
	}
	om_buf_free(&text);
	return rc;
}

int
om_key_file_read(
    struct om_key *out, const struct om_key_folder *f, const char *name)
{
	struct om_buf text = OM_BUF(FILE_MAX);
	struct om_key key = { 0 };
	char *path = om_path_join(f->path, name);
	int fd, rc;

	/* Without O_NONBLOCK a pipe of that name would wait for ever. */
	fd =
	    openat(f->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	rc = fd < 0 ? open_fail(path) : read_private(&text, fd, path);
	if (rc == OM_OK)
		rc = om_key_new(&key);
	if (rc == OM_OK && !parse(&key, name, om_buf_span(&text)))
		rc = om_fail(OM_USAGE, "%s: malformed key file", path);
	if (rc == OM_OK)
		*out = key;
	else
		om_key_free(&key);
	if (fd >= 0)
		(void)close(fd);
	om_buf_free(&text);
	om_free(path);
	return rc;
}

/* What is no key file of ours is a secret all the same, if it is long. */
static int
take_pseudonym(uint8_t out[OM_KEY_SIZE], uint32_t *version, const char *path,
    struct om_span text)
{
	struct om_key key = { 0 };
	int rc;

	if (!om_span_starts(text, OM_SPAN(MAGIC))) {
		text = om_span_trim(text);
		if (text.n < SECRET_LEAST || text.n >= FILE_MAX)
			return om_fail(OM_USAGE, "%s: a key has %d to %d bytes",
			    path, SECRET_LEAST, FILE_MAX - 1);
		*version = 1;
		return om_sha256(out, text);
	}
	rc = om_key_new(&key);
	if (rc == OM_OK &&
	    (!parse_line(&key, text) || key.kind != OM_KEY_PSEUDONYM))
		rc = om_fail(OM_USAGE, "%s: no pseudonym key", path);
	if (rc == OM_OK) {
		memcpy(out, key.secret, OM_KEY_SIZE);
		*version = key.version;
	}
	om_key_free(&key);
	return rc;
}

int
om_keys_pseudonym_read(
    uint8_t out[OM_KEY_SIZE], uint32_t *version, const char *path)
{
	struct om_buf text = OM_BUF(FILE_MAX);
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int rc = fd < 0 ? open_fail(path) : read_private(&text, fd, path);

	if (fd >= 0)
		(void)close(fd);
	if (rc == OM_OK)
		rc = take_pseudonym(out, version, path, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

int
om_key_file_write(const struct om_key_folder *f, const struct om_key *key)
{
	struct om_buf name = OM_BUF(NAME_MAX_BYTES), text = OM_BUF(FILE_MAX);
	char *path;
	int rc;

	put_name(&name, key->kind, key->version);
	path = om_path_join(f->path, name.p);
	om_buf_format(&text, MAGIC " %s %u ", om_key_kind_name(key->kind),
	    (unsigned)key->version);
	om_time_format(&text, key->created);
	om_buf_byte(&text, ' ');
	om_base64_encode(&text, om_span_bytes(key->secret, OM_KEY_SIZE));
	om_buf_byte(&text, '\n');
	rc = om_buf_check(&text, "a key file");
	if (rc == OM_OK)
		rc = om_file_create(path, om_buf_span(&text), 0600);
	om_free(path);
	om_buf_free(&name);
	om_buf_free(&text);
	return rc;
}

int
om_key_file_doom(const struct om_key_folder *f, const struct om_key *key)
{
	struct om_buf name = OM_BUF(NAME_MAX_BYTES);
	struct om_buf doomed = OM_BUF(NAME_MAX_BYTES);
	int rc = OM_OK;

	put_name(&name, key->kind, key->version);
	om_buf_add(&doomed, om_buf_span(&name));
	om_buf_text(&doomed, OM_KEY_DOOMED);
	if (renameat(f->fd, name.p, f->fd, doomed.p) != 0 || fsync(f->fd) != 0)
		rc = om_file_fail(f->path, "destroy a key in");
	om_buf_free(&name);
	om_buf_free(&doomed);
	return rc;
}

static int
overwrite(int fd, const char *name)
{
	static const char zeros[FILE_MAX];
	struct stat st;
	int rc = OM_OK;

	if (fstat(fd, &st) != 0)
		return om_file_fail(name, "look at");
	for (off_t at = 0; rc == OM_OK && at < st.st_size; at += FILE_MAX)
		rc = om_file_write(fd, om_span_bytes(zeros, FILE_MAX), name);
	if (rc == OM_OK && fsync(fd) != 0)
		rc = om_file_fail(name, "sync");
	return rc;
}

/* In place, so that the blocks it lies in are the ones overwritten. */
static int
destroy(void *state, const char *name)
{
	const struct om_key_folder *f = state;
	int fd = openat(f->fd, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
	int rc;

	/* Another process, opening the folder, was faster. */
	if (fd < 0 && errno == ENOENT)
		return OM_OK;
	rc = fd < 0 ? om_file_fail(name, "open") : overwrite(fd, name);
	if (fd >= 0)
		(void)close(fd);
	if (rc == OM_OK &&
	    ((unlinkat(f->fd, name, 0) != 0 && errno != ENOENT) ||
		fsync(f->fd) != 0))
		rc = om_file_fail(name, "remove");
	return rc;
}

int
om_key_file_destroy(const struct om_key_folder *f)
{
	return om_key_folder_each(
	    f, ".key" OM_KEY_DOOMED, destroy, (void *)(uintptr_t)f);
}
