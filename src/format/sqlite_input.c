#include "format/sqlite_input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

static int
check_size(const struct om_sqlite_input *in, uint64_t limit)
{
	if (in->size <= limit)
		return OM_OK;
	return om_fail(OM_LIMIT, "%s has more than %llu bytes", in->name,
	    (unsigned long long)limit);
}

int
om_sqlite_input_fd(
    struct om_sqlite_input *out, const char *name, int fd, uint64_t limit)
{
	struct om_sqlite_input in = { .fd = fd };
	struct stat st;
	int rc;

	if (fstat(fd, &st) != 0)
		return om_file_fail(name, "read");
	if (!S_ISREG(st.st_mode))
		return om_fail(OM_INPUT, "%s is no file", name);
	in.name = om_strdup(name);
	in.size = (uint64_t)st.st_size;
	in.written = st.st_mtim;
	rc = check_size(&in, limit);
	if (rc == OM_OK)
		*out = in;
	else
		om_free(in.name);
	return rc;
}

int
om_sqlite_input_path(
    struct om_sqlite_input *out, const char *path, uint64_t limit)
{
	/* Not to hang on a pipe; what is no regular file is refused above. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int rc;

	if (fd < 0)
		return om_file_fail(path, "open");
	rc = om_sqlite_input_fd(out, path, fd, limit);
	if (rc == OM_OK)
		out->owned = true;
	else
		(void)close(fd);
	return rc;
}

int
om_sqlite_input_memory(struct om_sqlite_input *out, const char *name,
    struct om_span bytes, uint64_t limit)
{
	struct om_sqlite_input in = { .fd = -1 };
	int rc;

	in.name = om_strdup(name);
	in.memory = bytes.p;
	in.size = bytes.n;
	rc = check_size(&in, limit);
	if (rc == OM_OK)
		*out = in;
	else
		om_free(in.name);
	return rc;
}

void
om_sqlite_input_close(struct om_sqlite_input *in)
{
	if (in->owned)
		(void)close(in->fd);
	om_free(in->name);
	*in = (struct om_sqlite_input){ .fd = -1 };
}

int
om_sqlite_input_read(
    char *p, const struct om_sqlite_input *in, uint64_t offset, size_t n)
{
	if (offset > in->size || n > in->size - offset)
		return om_fail(OM_CORRUPT, "%s ends before byte %llu", in->name,
		    (unsigned long long)offset + n);
	if (in->fd < 0 && n > 0)
		memcpy(p, in->memory + offset, n);
	if (in->fd < 0)
		return OM_OK;
	while (n > 0) {
		ssize_t got = pread(in->fd, p, n, (off_t)offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return om_file_fail(in->name, "read");
		if (got == 0)
			return om_fail(
			    OM_BUSY, "%s was cut while it was read", in->name);
		p += got;
		offset += (uint64_t)got;
		n -= (size_t)got;
	}
	return OM_OK;
}

int
om_sqlite_input_quiet(const struct om_sqlite_input *in)
{
	struct stat st;

	if (in->fd < 0)
		return OM_OK;
	if (fstat(in->fd, &st) != 0)
		return om_file_fail(in->name, "read");
	if ((uint64_t)st.st_size == in->size &&
	    st.st_mtim.tv_sec == in->written.tv_sec &&
	    st.st_mtim.tv_nsec == in->written.tv_nsec)
		return OM_OK;
	return om_fail(OM_BUSY, "%s was written while it was read", in->name);
}
