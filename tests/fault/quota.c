#define _GNU_SOURCE
#include "fault/quota.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "fault/call_acts.h"

enum { PAGE = 4096 };

static char folder[PATH_MAX];
static size_t limit; /* 0: there is none */

static size_t
pages(off_t n)
{
	return ((size_t)n + PAGE - 1) / PAGE * PAGE;
}

static int
add_size(void *sum, const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		*(size_t *)sum += pages(st.st_size);
	return OM_OK;
}

static size_t
taken(void)
{
	size_t sum = 0;

	if (om_folder_walk(folder, add_size, &sum) != OM_OK)
		give_up("quota");
	return sum;
}

void
quota_begin(const char *path, size_t room)
{
	if (realpath(path, folder) == NULL)
		give_up("quota");
	limit = taken() + room;
}

void
quota_end(void)
{
	limit = 0;
}

static bool
is_inside(int fd)
{
	struct om_buf name = OM_BUF(64);
	size_t n = strlen(folder);
	char path[PATH_MAX];
	ssize_t got;

	om_buf_format(&name, "/proc/self/fd/%d", fd);
	got = readlink(name.p, path, sizeof(path));
	om_buf_free(&name);
	return got > (ssize_t)n && memcmp(path, folder, n) == 0 &&
	       path[n] == '/';
}

/* Whether the file may reach so far; errno is set where not. */
static bool
fits(int fd, off_t end)
{
	struct stat st;
	size_t more;

	if (limit == 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    pages(end) <= pages(st.st_size) || !is_inside(fd))
		return true;
	more = pages(end) - pages(st.st_size);
	if (taken() + more <= limit)
		return true;
	errno = ENOSPC;
	return false;
}

/* Where a write without a place of its own ends; appending ones at the end. */
static off_t
end_of_write(int fd, size_t n)
{
	off_t at = lseek(fd, 0, SEEK_CUR);
	struct stat st;

	if (fstat(fd, &st) == 0 && st.st_size > at)
		at = st.st_size;
	return at + (off_t)n;
}

#define WRAP(type, failed, name, parameters, arguments, fd, end)   \
	type name parameters;                                      \
	type name parameters                                       \
	{                                                          \
		static type(*real) parameters;                     \
                                                                   \
		if (real == NULL)                                  \
			*(void **)&real = dlsym(RTLD_NEXT, #name); \
		return fits(fd, end) ? real arguments : (failed);  \
	}

WRAP(ssize_t, -1, write, (int fd, const void *p, size_t n), (fd, p, n), fd,
    limit == 0 ? 0 : end_of_write(fd, n))
WRAP(ssize_t, -1, pwrite, (int fd, const void *p, size_t n, off_t at),
    (fd, p, n, at), fd, at + (off_t)n)
WRAP(ssize_t, -1, pwrite64, (int fd, const void *p, size_t n, off64_t at),
    (fd, p, n, at), fd, at + (off_t)n)
WRAP(int, ENOSPC, posix_fallocate, (int fd, off_t at, off_t n), (fd, at, n), fd,
    at + n)
WRAP(int, ENOSPC, posix_fallocate64, (int fd, off64_t at, off64_t n),
    (fd, at, n), fd, at + n)
