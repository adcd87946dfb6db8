/*
 * Stand in the place of the C library's functions, in a program and in the
 * libraries it is linked with, do the same, and tell power_log.h of it. They
 * are declared by their names in the library, since its headers may define
 * them otherwise.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "fault/power_log.h"

#define STANDS_FOR(type, ours, name, ...)     \
	type ours(__VA_ARGS__) __asm__(name); \
	type ours(__VA_ARGS__)

static int
open_at(int folder, const char *path, int flags, unsigned mode)
{
	int fd = (int)syscall(SYS_openat, folder, path, flags, mode);

	if (fd >= 0)
		log_opened(fd, folder, path, flags, mode);
	return fd;
}

/* The mode is there only with O_CREAT; reading it regardless does no harm. */
#define OPENS(ours, name)                                             \
	STANDS_FOR(int, ours, name, const char *path, int flags, ...) \
	{                                                             \
		va_list list;                                         \
		unsigned mode;                                        \
                                                                      \
		va_start(list, flags);                                \
		mode = va_arg(list, unsigned);                        \
		va_end(list);                                         \
		return open_at(AT_FDCWD, path, flags, mode);          \
	}

#define OPENS_AT(ours, name)                                               \
	STANDS_FOR(                                                        \
	    int, ours, name, int folder, const char *path, int flags, ...) \
	{                                                                  \
		va_list list;                                              \
		unsigned mode;                                             \
                                                                           \
		va_start(list, flags);                                     \
		mode = va_arg(list, unsigned);                             \
		va_end(list);                                              \
		return open_at(folder, path, flags, mode);                 \
	}

OPENS(our_open, "open")
OPENS(our_open64, "open64")
OPENS_AT(our_openat, "openat")
OPENS_AT(our_openat64, "openat64")

STANDS_FOR(int, our_open_2, "__open_2", const char *path, int flags)
{
	return open_at(AT_FDCWD, path, flags, 0);
}

STANDS_FOR(
    int, our_openat_2, "__openat_2", int folder, const char *path, int flags)
{
	return open_at(folder, path, flags, 0);
}

STANDS_FOR(int, our_close, "close", int fd)
{
	log_closed(fd);
	return (int)syscall(SYS_close, fd);
}

STANDS_FOR(ssize_t, our_write, "write", int fd, const void *p, size_t n)
{
	ssize_t done = syscall(SYS_write, fd, p, n);

	if (done > 0 && log_is_on())
		log_wrote(fd, p, (size_t)done,
		    syscall(SYS_lseek, fd, 0, SEEK_CUR) - done);
	return done;
}

#define PWRITES(ours, name)                                                 \
	STANDS_FOR(                                                         \
	    ssize_t, ours, name, int fd, const void *p, size_t n, off_t at) \
	{                                                                   \
		ssize_t done = syscall(SYS_pwrite64, fd, p, n, at);         \
                                                                            \
		if (done > 0)                                               \
			log_wrote(fd, p, (size_t)done, at);                 \
		return done;                                                \
	}

PWRITES(our_pwrite, "pwrite")
PWRITES(our_pwrite64, "pwrite64")

#define TELLS(ours, name, tell, parameters, ...)  \
	STANDS_FOR(int, ours, name, __VA_ARGS__)  \
	{                                         \
		int rc = (int)syscall parameters; \
                                                  \
		if (rc == 0)                      \
			tell;                     \
		return rc;                        \
	}

TELLS(our_ftruncate, "ftruncate", log_truncated(fd, n), (SYS_ftruncate, fd, n),
    int fd, off_t n)
TELLS(our_ftruncate64, "ftruncate64", log_truncated(fd, n),
    (SYS_ftruncate, fd, n), int fd, off_t n)
TELLS(our_fsync, "fsync", log_synced(fd), (SYS_fsync, fd), int fd)
TELLS(our_fdatasync, "fdatasync", log_synced(fd), (SYS_fdatasync, fd), int fd)
TELLS(our_fchmod, "fchmod", log_moded(fd, mode), (SYS_fchmod, fd, mode), int fd,
    mode_t mode)
TELLS(our_rename, "rename", log_moved(AT_FDCWD, from, AT_FDCWD, to),
    (SYS_renameat, AT_FDCWD, from, AT_FDCWD, to), const char *from,
    const char *to)
TELLS(our_renameat, "renameat", log_moved(a, from, b, to),
    (SYS_renameat, a, from, b, to), int a, const char *from, int b,
    const char *to)
TELLS(our_link, "link", log_linked(from, to),
    (SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0), const char *from,
    const char *to)
TELLS(our_unlink, "unlink", log_removed(AT_FDCWD, path),
    (SYS_unlinkat, AT_FDCWD, path, 0), const char *path)
TELLS(our_unlinkat, "unlinkat", log_removed(folder, path),
    (SYS_unlinkat, folder, path, flags), int folder, const char *path,
    int flags)
TELLS(our_rmdir, "rmdir", log_removed(AT_FDCWD, path),
    (SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR), const char *path)
TELLS(our_mkdir, "mkdir", log_folder_made(path, mode),
    (SYS_mkdirat, AT_FDCWD, path, mode), const char *path, mode_t mode)

/* It gives room and may make the file longer. */
STANDS_FOR(
    int, our_posix_fallocate, "posix_fallocate", int fd, off_t at, off_t n)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || syscall(SYS_fallocate, fd, 0, at, n) != 0)
		return errno;
	if (at + n > st.st_size)
		log_truncated(fd, at + n);
	return 0;
}

/* The library's own calls unlink or rmdir past us. */
STANDS_FOR(int, our_remove, "remove", const char *path)
{
	int rc = our_unlink(path);

	return rc == 0 ? 0 : our_rmdir(path);
}
