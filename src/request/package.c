#include "request/package.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/stale.h"
#include "format/zip.h"

/* Everything about one person; far more than any letter needs. */
#define FILE_CEILING ((size_t)1 << 30)

static bool
is_zip(const char *path)
{
	size_t n = strlen(path);

	return n > 4 && strcmp(path + n - 4, ".zip") == 0;
}

static int
check_free(const char *path)
{
	if (om_file_exists(path))
		return om_fail(OM_EXISTS,
		    "%s: is there already; an answer goes to a new place",
		    path);
	return OM_OK;
}

int
om_package_open(struct om_package *p, const char *path)
{
	size_t n = strlen(path);
	int rc;

	if (n == 0 || path[n - 1] == '/')
		return om_fail(
		    OM_USAGE, "the answer's path is empty or ends in a slash");
	*p = (struct om_package){ .path = path };
	rc = check_free(path);
	/* What a killed process left beside it is somebody's data. */
	return rc == OM_OK ? om_stale_clear_beside(path) : rc;
}

struct om_buf *
om_package_add(struct om_package *p, const char *name, const char *what)
{
	struct om_package_file *f = &p->files[p->n++];

	assert(p->n <= OM_PACKAGE_FILES);
	f->name = name;
	f->what = what;
	f->bytes = OM_BUF(FILE_CEILING);
	return &f->bytes;
}

static int
check_files(const struct om_package *p)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < p->n; i++)
		rc = om_buf_check(&p->files[i].bytes, p->files[i].name);
	return rc;
}

static int
write_folder(const struct om_package *p)
{
	int fd, rc = om_folder_new(&fd, p->temporary, 0700);

	if (rc != OM_OK)
		return rc;
	for (size_t i = 0; rc == OM_OK && i < p->n; i++)
		rc = om_file_put(fd, p->files[i].name,
		    om_buf_span(&p->files[i].bytes), 0600);
	if (rc == OM_OK && fsync(fd) != 0)
		rc = om_file_fail(p->temporary, "sync");
	(void)close(fd);
	return rc;
}

static int
write_zip(const struct om_package *p, int64_t time)
{
	struct om_zip_file files[OM_PACKAGE_FILES];
	struct om_buf bytes = OM_BUF(FILE_CEILING);
	int rc;

	for (size_t i = 0; i < p->n; i++)
		files[i] = (struct om_zip_file){ p->files[i].name,
			om_buf_span(&p->files[i].bytes) };
	rc = om_zip_write(&bytes, files, p->n, time);
	if (rc == OM_OK)
		rc = om_file_create(p->temporary, om_buf_span(&bytes), 0600);
	om_buf_free(&bytes);
	return rc;
}

int
om_package_prepare(struct om_package *p, int64_t time)
{
	struct om_buf name = OM_BUF(PATH_MAX);
	int rc = check_files(p);

	om_buf_format(&name, "%s.%ld.part", p->path, (long)getpid());
	if (rc == OM_OK)
		rc = om_buf_check(&name, "a path");
	if (rc == OM_OK)
		rc = check_free(name.p);
	if (rc == OM_OK) {
		p->temporary = om_strdup(name.p);
		rc = is_zip(p->path) ? write_zip(p, time) : write_folder(p);
		/* What came there meanwhile is not ours to remove. */
		if (rc == OM_EXISTS) {
			om_free(p->temporary);
			p->temporary = NULL;
		}
	}
	om_buf_free(&name);
	return rc;
}

int
om_package_place(struct om_package *p)
{
	int rc = check_free(p->path);

	if (rc == OM_OK && is_zip(p->path))
		rc = om_file_move(p->path, p->temporary);
	/*
	 * Of what may have come there since the look, rename(2) replaces an
	 * empty folder alone, which is no loss.
	 */
	else if (rc == OM_OK && rename(p->temporary, p->path) != 0)
		rc = om_file_fail(p->path, "create");
	if (rc != OM_OK)
		return rc;
	om_free(p->temporary);
	p->temporary = NULL;
	return om_file_sync_folder(p->path);
}

/* What made the answer fail is said first; what is left of it, too. */
static void
remove_temporary(const struct om_package *p)
{
	struct om_failure why = om_failure_keep();

	if (is_zip(p->path))
		(void)unlink(p->temporary);
	else if (om_folder_remove(p->temporary) != OM_OK)
		om_failure_return(&why);
	if (om_file_exists(p->temporary))
		(void)om_fail(OM_IO,
		    "%s%s%s: a part of an answer is left here and must be "
		    "removed",
		    why.text, why.text[0] == '\0' ? "" : "; ", p->temporary);
}

void
om_package_close(struct om_package *p)
{
	if (p->temporary != NULL)
		remove_temporary(p);
	om_free(p->temporary);
	for (size_t i = 0; i < p->n; i++)
		om_buf_free(&p->files[i].bytes);
	*p = (struct om_package){ 0 };
}
