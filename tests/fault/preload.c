/*
 * Loaded before the C library (LD_PRELOAD), this makes the FAULT_AT-th call
 * that changes a file go wrong: FAULT_HOW is "error" (that call alone fails
 * with EIO), "full" (it and all later ones that need room fail with ENOSPC)
 * or "crash" (the process ends there as if it had been killed). With "read" it
 * is a call of preload_read.c that fails, if that is linked in, and only those
 * count. That it happened is left as the file FAULT_MARK. Writing to
 * descriptors 0 to 2 does not count.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { LOWEST_FD = 3, KILLED = 137 };

static atomic_long calls;

/* For a program that this is linked into. */
void fault_restart(void);

void
fault_restart(void)
{
	calls = 0;
}

/*
 * For one that chooses the call itself: 1 for this one, 0 for another, -1
 * where FAULT_AT chooses.
 */
int fault_choose(void) __attribute__((weak));

static void
leave_mark(void)
{
	const char *path = getenv("FAULT_MARK");
	int fd = path ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;

	if (fd >= 0)
		(void)close(fd);
}

/* Whether this call is to fail, with errno set. */
bool fault_is_due(bool reads, bool needs_room);

bool
fault_is_due(bool reads, bool needs_room)
{
	const char *at = getenv("FAULT_AT"), *how = getenv("FAULT_HOW");
	long wanted = at ? strtol(at, NULL, 10) : 0, call;
	int chosen;

	if (wanted == 0 || how == NULL || reads != (strcmp(how, "read") == 0))
		return false;
	call = atomic_fetch_add(&calls, 1) + 1;
	chosen = fault_choose == NULL ? -1 : fault_choose();
	if (chosen >= 0)
		call = chosen == 1 ? wanted : 0;
	if (call < wanted)
		return false;
	if (strcmp(how, "full") == 0) {
		if (!needs_room)
			return false;
		leave_mark();
		errno = ENOSPC;
		return true;
	}
	if (call != wanted)
		return false;
	leave_mark();
	if (strcmp(how, "crash") == 0)
		_exit(KILLED);
	errno = EIO;
	return true;
}

/* One wrapper: the C library's function of that name, unless it is to fail. */
#define WRAP(type, name, parameters, arguments, counts, needs_room) \
	type name parameters;                                       \
	type name parameters                                        \
	{                                                           \
		static type(*real) parameters;                      \
                                                                    \
		if (real == NULL)                                   \
			*(void **)&real = dlsym(RTLD_NEXT, #name);  \
		if ((counts) && fault_is_due(false, needs_room))    \
			return (type)-1;                            \
		return real arguments;                              \
	}

WRAP(ssize_t, write, (int fd, const void *p, size_t n), (fd, p, n),
    fd >= LOWEST_FD, true)
WRAP(ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at),
    (fd, p, n, at), fd >= LOWEST_FD, true)
WRAP(ssize_t, pwrite64, (int fd, const void *p, size_t n, off64_t at),
    (fd, p, n, at), fd >= LOWEST_FD, true)
WRAP(int, fsync, (int fd), (fd), true, false)
WRAP(int, fdatasync, (int fd), (fd), true, false)
WRAP(int, ftruncate, (int fd, off_t n), (fd, n), true, false)
WRAP(int, ftruncate64, (int fd, off64_t n), (fd, n), true, false)
WRAP(int, rename, (const char *from, const char *to), (from, to), true, true)
WRAP(int, link, (const char *from, const char *to), (from, to), true, true)
WRAP(int, unlink, (const char *path), (path), true, false)
WRAP(int, unlinkat, (int fd, const char *path, int flags), (fd, path, flags),
    true, false)
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), true, true)
