#define _DEFAULT_SOURCE /* flock */
#include "base/stale.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

static const char tmp[] = ".tmp", part[] = ".part";

/* Cuts the number off that text ends in behind a dot; 0 where there is none. */
static uint64_t
cut_number(struct om_span *text)
{
	size_t n = text->n;
	uint64_t number = 0;

	while (n > 0 && text->p[n - 1] >= '0' && text->p[n - 1] <= '9')
		n--;
	if (n < 2 || text->p[n - 1] != '.' ||
	    !om_span_u64(&number, om_span_bytes(text->p + n, text->n - n)))
		return 0;
	text->n = n - 1;
	return number;
}

static bool
cut_end(struct om_span *text, const char *end)
{
	size_t n = strlen(end);

	if (text->n <= n || memcmp(text->p + text->n - n, end, n) != 0)
		return false;
	text->n -= n;
	return true;
}

/*
 * The process that made a name; 0 where it is another name. name becomes
 * what it was to be called in the end.
 */
static uint64_t
maker(struct om_span *name)
{
	uint64_t pid = 0;

	if (cut_end(name, part))
		return cut_number(name);
	if (!cut_end(name, tmp))
		return 0;
	(void)cut_number(name); /* the turn, which may be 0 */
	pid = cut_number(name);
	/* A file made in one go that was to be part of something. */
	if (pid != 0 && cut_end(name, part))
		pid = cut_number(name);
	return pid;
}

static bool
is_gone(uint64_t pid)
{
	return pid > 1 && pid <= INT32_MAX && kill((pid_t)pid, 0) != 0 &&
	       errno == ESRCH;
}

/* A lock goes with its process, whatever number that has where. */
static bool
is_free(const char *path)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool taken = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 &&
		     errno == EWOULDBLOCK;

	if (fd >= 0)
		(void)close(fd);
	return !taken;
}

static struct om_span
last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return om_span_of(slash == NULL ? path : slash + 1);
}

bool
om_stale_is(const char *path)
{
	struct om_span name = last_part(path);
	uint64_t pid = maker(&name);

	return pid != 0 && is_gone(pid) && is_free(path);
}

static bool
is_own(const char *path, bool *folder)
{
	struct stat st;

	if (lstat(path, &st) != 0 || st.st_uid != geteuid())
		return false;
	*folder = S_ISDIR(st.st_mode);
	return true;
}

void
om_stale_clear(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	bool is_folder;

	while (dir != NULL && (e = readdir(dir)) != NULL) {
		struct om_span name = om_span_of(e->d_name);
		char *path;

		if (!cut_end(&name, tmp))
			continue;
		path = om_path_join(folder, e->d_name);
		if (om_stale_is(path) && is_own(path, &is_folder) && !is_folder)
			(void)unlink(path);
		om_free(path);
	}
	if (dir != NULL)
		(void)closedir(dir);
}

static int
remove_one(const char *path)
{
	bool folder;

	if (!is_own(path, &folder))
		return OM_OK;
	if (folder)
		return om_folder_remove(path);
	return unlink(path) == 0 || errno == ENOENT
		   ? OM_OK
		   : om_file_fail(path, "remove");
}

/* Nobody else can exchange what lies in it. */
static bool
is_safe(const char *folder)
{
	struct stat st;

	return stat(folder, &st) == 0 &&
	       ((st.st_mode & (S_IWGRP | S_IWOTH)) == 0 ||
		   (st.st_mode & S_ISVTX) != 0);
}

static int
clear_all(const char *folder, struct om_span wanted)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	int rc = OM_OK;

	while (dir != NULL && rc == OM_OK && (e = readdir(dir)) != NULL) {
		struct om_span name = om_span_of(e->d_name);
		char *path;

		if (maker(&name) == 0 || !om_span_equal(name, wanted))
			continue;
		path = om_path_join(folder, e->d_name);
		if (om_stale_is(path))
			rc = remove_one(path);
		om_free(path);
	}
	if (dir != NULL)
		(void)closedir(dir);
	return rc;
}

int
om_stale_clear_beside(const char *path)
{
	struct om_span wanted = last_part(path);
	struct om_buf folder = OM_BUF(PATH_MAX);
	int rc;

	if (wanted.p == path)
		om_buf_byte(&folder, '.');
	else
		om_buf_add(
		    &folder, om_span_bytes(path, (size_t)(wanted.p - path)));
	rc = om_buf_check(&folder, "a path");
	if (rc == OM_OK && is_safe(folder.p))
		rc = clear_all(folder.p, wanted);
	om_buf_free(&folder);
	return rc;
}
