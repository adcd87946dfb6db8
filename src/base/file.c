#define _DEFAULT_SOURCE
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

int
om_file_fail(const char *path, const char *verb)
{
	int code = OM_IO;

	if (errno == ENOENT || errno == ENOTDIR)
		code = OM_NOTFOUND;
	else if (errno == EACCES || errno == EPERM || errno == ELOOP)
		code = OM_DENIED;
	else if (errno == EEXIST)
		code = OM_EXISTS;
	return om_fail(code, "%s: cannot %s: %s", path, verb, strerror(errno));
}

static int
read_all(struct om_buf *b, int fd, const char *name)
{
	enum { STEP = 64 << 10 };

	for (;;) {
		char *room = om_buf_room(b, STEP);
		char last[STEP / 64];
		ssize_t n;

		/* The last step before the ceiling may be a short one. */
		if (room == NULL) {
			b->failed = false;
			n = read(fd, last, sizeof(last));
			if (n > 0)
				om_buf_add(b, om_span_bytes(last, (size_t)n));
			om_wipe(last, sizeof(last));
		} else {
			n = read(fd, room, STEP);
			if (n > 0)
				b->n += (size_t)n;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return om_file_fail(name, "read");
		if (n == 0 || b->failed)
			return om_buf_check(b, name);
	}
}

int
om_file_read(struct om_buf *b, const char *path)
{
	int fd, rc;

	if (strcmp(path, "-") == 0)
		return read_all(b, STDIN_FILENO, "standard input");
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return om_file_fail(path, "open");
	rc = read_all(b, fd, path);
	(void)close(fd);
	return rc;
}

int
om_file_write(int fd, struct om_span s, const char *name)
{
	while (s.n > 0) {
		ssize_t n = write(fd, s.p, s.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return om_file_fail(name, "write");
		s.p += n;
		s.n -= (size_t)n;
	}
	return OM_OK;
}

int
om_file_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = OM_OK;

	if (fd < 0 || fsync(fd) != 0)
		rc = om_file_fail(path, "sync");
	if (fd >= 0)
		(void)close(fd);
	return rc;
}

static int
copy_bytes(int to, int from, const char *to_name, const char *from_name)
{
	enum { STEP = 256 << 10 };
	char *block = om_new(STEP, 1);
	int rc = OM_OK;

	while (rc == OM_OK) {
		ssize_t n = read(from, block, STEP);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			rc = om_file_fail(from_name, "read");
		if (n <= 0)
			break;
		rc =
		    om_file_write(to, om_span_bytes(block, (size_t)n), to_name);
	}
	if (rc == OM_OK && fsync(to) != 0)
		rc = om_file_fail(to_name, "sync");
	om_wipe_free(block, STEP);
	return rc;
}

int
om_file_copy(const char *to, const char *from, unsigned mode)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out, rc;

	if (in < 0)
		return om_file_fail(from, "open");
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	rc = out < 0 ? om_file_fail(to, "create")
		     : copy_bytes(out, in, to, from);
	(void)close(in);
	if (out >= 0)
		(void)close(out);
	return rc == OM_OK ? om_file_sync_folder(to) : rc;
}

int
om_file_lock(int fd, const char *name)
{
	while (flock(fd, LOCK_EX) != 0)
		if (errno != EINTR)
			return om_file_fail(name, "lock");
	return OM_OK;
}

int
om_file_sync_folder(const char *path)
{
	char *folder = om_strdup(path);
	char *slash = strrchr(folder, '/');
	int fd, rc = OM_OK;

	if (slash != NULL)
		slash[slash == folder] = '\0';
	fd = open(
	    slash == NULL ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || fsync(fd) != 0)
		rc = om_file_fail(folder, "sync");
	if (fd >= 0)
		(void)close(fd);
	om_free(folder);
	return rc;
}

/* A durable temporary beside path, then put() it in place. */
static int
place(const char *path, struct om_span bytes, unsigned mode,
    int (*put)(const char *, const char *))
{
	static atomic_uint turn; /* two threads, two names */
	struct om_buf name = OM_BUF(PATH_MAX);
	int fd = -1, rc;

	om_buf_format(&name, "%s.%ld.%u.tmp", path, (long)getpid(),
	    atomic_fetch_add(&turn, 1));
	rc = om_buf_check(&name, "a path");
	if (rc != OM_OK)
		goto out;
	(void)unlink(name.p);
	fd = open(name.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd < 0) {
		rc = om_file_fail(path, "create");
		goto out;
	}
	/* Tells others that it is being written (base/stale.h). */
	(void)flock(fd, LOCK_EX | LOCK_NB);
	rc = om_file_write(fd, bytes, path);
	if (rc == OM_OK && (fchmod(fd, mode) != 0 || fsync(fd) != 0))
		rc = om_file_fail(path, "sync");
	if (rc == OM_OK && put(name.p, path) != 0)
		rc = om_file_fail(path, "create");
	(void)unlink(name.p);
	if (rc == OM_OK)
		rc = om_file_sync_folder(path);
out:
	if (fd >= 0)
		(void)close(fd);
	om_buf_free(&name);
	return rc;
}

int
om_file_replace(const char *path, struct om_span bytes, unsigned mode)
{
	return place(path, bytes, mode, rename);
}

int
om_file_create(const char *path, struct om_span bytes, unsigned mode)
{
	return place(path, bytes, mode, link);
}

int
om_folder_make(const char *path, unsigned mode)
{
	char *part = om_strdup(path);
	struct stat st;
	int rc = OM_OK;

	for (char *p = part + (*part != '\0'); rc == OM_OK; p++) {
		char c = *p;

		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		if (mkdir(part, mode) != 0 && errno != EEXIST)
			rc = om_file_fail(part, "create");
		*p = c;
		if (c == '\0')
			break;
	}
	if (rc == OM_OK && (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)))
		rc = om_fail(OM_EXISTS, "%s: is there and no folder", path);
	om_free(part);
	return rc;
}

int
om_folder_new(int *fd, const char *path, unsigned mode)
{
	struct stat st;
	int opened, rc = OM_OK;

	if (mkdir(path, mode) != 0)
		return om_file_fail(path, "create");
	opened = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (opened < 0 || fstat(opened, &st) != 0)
		rc = om_file_fail(path, "open");
	else if (st.st_uid != geteuid())
		rc = om_fail(OM_DENIED, "%s: belongs to somebody else", path);
	if (rc == OM_OK)
		*fd = opened;
	else if (opened >= 0)
		(void)close(opened);
	return rc;
}

int
om_file_begin(int *fd, int folder, const char *name, unsigned mode)
{
	int opened;

	if (*name == '\0' || strchr(name, '/') != NULL ||
	    strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return om_fail(OM_USAGE, "a file's name leads elsewhere");
	opened = openat(folder, name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	if (opened < 0)
		return om_file_fail(name, "create");
	*fd = opened;
	return OM_OK;
}

int
om_file_move(const char *to, const char *from)
{
	/* rename(2) would replace what came there meanwhile. */
	if (link(from, to) != 0)
		return om_file_fail(to, "create");
	if (unlink(from) != 0)
		return om_fail(
		    OM_IO, "%s: cannot remove: %s", from, strerror(errno));
	return om_file_sync_folder(to);
}

/* What walking does with each entry of a folder. */
struct walk {
	int (*visit)(void *state, const char *path);
	void *state;
	bool remove;
};

static int walk(const struct walk *w, const char *folder);

static int
walk_entry(const struct walk *w, const char *path)
{
	struct stat st;
	int rc = OM_OK;

	if (lstat(path, &st) != 0)
		return om_file_fail(path, "look at");
	if (S_ISDIR(st.st_mode))
		rc = walk(w, path);
	else if (w->visit != NULL && S_ISREG(st.st_mode))
		rc = w->visit(w->state, path);
	else if (w->remove && unlink(path) != 0)
		rc = om_file_fail(path, "remove");
	return rc;
}

static int
walk(const struct walk *w, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int rc = OM_OK;

	if (dir == NULL)
		return om_file_fail(folder, "open");
	while (rc == OM_OK && (entry = readdir(dir)) != NULL) {
		char *path;

		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		path = om_path_join(folder, entry->d_name);
		rc = walk_entry(w, path);
		om_free(path);
	}
	(void)closedir(dir);
	if (rc == OM_OK && w->remove && rmdir(folder) != 0)
		rc = om_file_fail(folder, "remove");
	return rc;
}

int
om_folder_remove(const char *path)
{
	struct walk w = { NULL, NULL, true };

	return om_file_exists(path) ? walk(&w, path) : OM_OK;
}

int
om_folder_walk(const char *folder, int (*visit)(void *state, const char *path),
    void *state)
{
	struct walk w = { visit, state, false };

	return walk(&w, folder);
}

bool
om_file_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

char *
om_path_join(const char *folder, const char *name)
{
	size_t a = strlen(folder), b = strlen(name);
	bool slash = a > 0 && folder[a - 1] != '/';
	char *path = om_new(a + slash + b + 1, 1);

	memcpy(path, folder, a);
	if (slash)
		path[a] = '/';
	memcpy(path + a + slash, name, b);
	return path;
}
