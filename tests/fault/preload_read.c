/*
 * The calls that open, lock, describe and read files, which fault_io lets fail
 * as preload.c does those that change them: with ESTALE, for EIO makes SQLite
 * say that the database is damaged. The headers that declare them are not
 * included: with optimisation they define some themselves.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct stat;
struct stat64;
struct __dirstream;

/* Of preload.c. */
extern bool fault_is_due(bool reads, bool needs_room);

#define WRAP(type, failed, name, parameters, arguments)            \
	type name parameters;                                      \
	type name parameters                                       \
	{                                                          \
		static type(*real) parameters;                     \
                                                                   \
		if (real == NULL)                                  \
			*(void **)&real = dlsym(RTLD_NEXT, #name); \
		if (fault_is_due(true, false)) {                   \
			errno = ESTALE;                            \
			return failed;                             \
		}                                                  \
		return real arguments;                             \
	}

/* The mode is there or not; taking it does no harm. */
#define WRAP_OPEN(name, parameters, arguments, last)               \
	int name parameters;                                       \
	int name parameters                                        \
	{                                                          \
		static int(*real) parameters;                      \
		va_list more;                                      \
		mode_t mode;                                       \
                                                                   \
		va_start(more, last);                              \
		mode = va_arg(more, mode_t);                       \
		va_end(more);                                      \
		if (real == NULL)                                  \
			*(void **)&real = dlsym(RTLD_NEXT, #name); \
		if (fault_is_due(true, false)) {                   \
			errno = ESTALE;                            \
			return -1;                                 \
		}                                                  \
		return real arguments;                             \
	}

WRAP_OPEN(open, (const char *path, int flags, ...), (path, flags, mode), flags)
WRAP_OPEN(
    open64, (const char *path, int flags, ...), (path, flags, mode), flags)
WRAP_OPEN(openat, (int fd, const char *path, int flags, ...),
    (fd, path, flags, mode), flags)
WRAP_OPEN(openat64, (int fd, const char *path, int flags, ...),
    (fd, path, flags, mode), flags)
WRAP(ssize_t, -1, read, (int fd, void *p, size_t n), (fd, p, n))
WRAP(ssize_t, -1, pread, (int fd, void *p, size_t n, off_t at), (fd, p, n, at))
WRAP(ssize_t, -1, pread64, (int fd, void *p, size_t n, off64_t at),
    (fd, p, n, at))
WRAP(int, -1, fstat, (int fd, struct stat *out), (fd, out))
WRAP(int, -1, fstat64, (int fd, struct stat64 *out), (fd, out))
WRAP(int, -1, flock, (int fd, int how), (fd, how))
WRAP(struct __dirstream *, NULL, opendir, (const char *path), (path))
WRAP(struct __dirstream *, NULL, fdopendir, (int fd), (fd))
