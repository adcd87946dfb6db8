#include "store/reserve.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

/* Less than this is of no use. */
enum { LEAST = 64 << 10 };

/* The file, or -1; made where flags say so. */
static int
open_reserve(const char *folder, int flags)
{
	char *path = om_path_join(folder, "reserve");
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | flags, 0600);

	om_free(path);
	return fd;
}

static int64_t
size_of(int fd)
{
	struct stat st;

	return fd >= 0 && fstat(fd, &st) == 0 ? (int64_t)st.st_size : 0;
}

void
om_reserve_keep(const char *folder)
{
	int fd = open_reserve(folder, O_CREAT);
	off_t bytes = OM_RESERVE_BYTES;

	if (fd < 0)
		return;
	if (size_of(fd) < bytes)
		while (bytes >= LEAST && posix_fallocate(fd, 0, bytes) != 0) {
			/* A failure may leave what it did get. */
			(void)!ftruncate(fd, 0);
			bytes /= 2;
		}
	(void)close(fd);
}

void
om_reserve_ready(const char *folder)
{
	int fd = open_reserve(folder, 0);
	int64_t kept = size_of(fd);

	if (fd < 0)
		return;
	if (posix_fallocate(fd, 0, (off_t)kept + OM_RESERVE_BYTES) != 0)
		kept = 0;
	(void)!ftruncate(fd, (off_t)kept);
	(void)close(fd);
}

bool
om_reserve_give(const char *folder)
{
	int fd = open_reserve(folder, 0);
	bool given = size_of(fd) > 0 && ftruncate(fd, 0) == 0;

	if (fd >= 0)
		(void)close(fd);
	return given;
}

int64_t
om_reserve_size(const char *folder)
{
	int fd = open_reserve(folder, 0);
	int64_t bytes = size_of(fd);

	if (fd >= 0)
		(void)close(fd);
	return bytes;
}
