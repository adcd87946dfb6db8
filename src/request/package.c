#define _DEFAULT_SOURCE /* flock */
#include "request/package.h"

#include <assert.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/stale.h"

/* A piece that was not written yet, at most; and what is written at once. */
#define PIECE_CEILING ((size_t)256 << 20)
enum { FLOW = 64 << 10 };

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

static int
put(void *state, struct om_span bytes)
{
	const struct om_package *p = state;

	return om_file_write(p->place, bytes, p->temporary);
}

static int
open_zip(struct om_package *p, int64_t time)
{
	p->place = open(p->temporary,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (p->place < 0)
		return om_file_fail(p->temporary, "create");
	/* Tells others that it is being written (base/stale.h). */
	(void)flock(p->place, LOCK_EX | LOCK_NB);
	return om_zip_open(&p->zip, time, put, p);
}

static int
open_temporary(struct om_package *p, int64_t time)
{
	struct om_buf name = OM_BUF(PATH_MAX);
	int rc;

	om_buf_format(&name, "%s.%ld.part", p->path, (long)getpid());
	rc = om_buf_check(&name, "a path");
	if (rc == OM_OK)
		rc = check_free(name.p);
	if (rc == OM_OK) {
		p->temporary = om_strdup(name.p);
		rc = is_zip(p->path)
			 ? open_zip(p, time)
			 : om_folder_new(&p->place, p->temporary, 0700);
		/* What is not ours is not ours to remove. */
		if (p->place < 0) {
			om_free(p->temporary);
			p->temporary = NULL;
		}
	}
	om_buf_free(&name);
	return rc;
}

int
om_package_open(struct om_package *p, const struct om_package_options *o)
{
	size_t n = strlen(o->path);
	int rc;

	*p = (struct om_package){ .path = o->path,
		.place = -1,
		.file = -1,
		.bytes = OM_BUF(PIECE_CEILING) };
	if (n == 0 || o->path[n - 1] == '/')
		return om_fail(
		    OM_USAGE, "the answer's path is empty or ends in a slash");
	rc = om_hash_open(&p->hash);
	if (rc == OM_OK)
		rc = check_free(o->path);
	/* What a killed process left beside it is somebody's data. */
	if (rc == OM_OK)
		rc = om_stale_clear_beside(o->path);
	return rc == OM_OK && !o->dry ? open_temporary(p, o->time) : rc;
}

/* Writes away what is in the buffer. */
static int
flush(struct om_package *p)
{
	struct om_package_file *f = &p->files[p->n - 1];
	struct om_span bytes = om_buf_span(&p->bytes);
	int rc = om_buf_check(&p->bytes, f->name);

	if (rc == OM_OK)
		rc = om_hash_add(p->hash, bytes);
	if (rc == OM_OK && p->zip != NULL)
		rc = om_zip_add(p->zip, bytes);
	else if (rc == OM_OK && p->file >= 0)
		rc = om_file_write(p->file, bytes, f->name);
	f->size += bytes.n;
	om_buf_reset(&p->bytes);
	return rc;
}

int
om_package_flow(struct om_package *p)
{
	return p->bytes.n < FLOW && !p->bytes.failed ? OM_OK : flush(p);
}

int
om_package_end(struct om_package *p)
{
	int rc;

	if (!p->open)
		return OM_OK;
	p->open = false;
	rc = flush(p);
	if (rc == OM_OK)
		rc = om_hash_end(p->hash, p->files[p->n - 1].hash);
	if (p->file < 0)
		return rc;
	if (rc == OM_OK && fsync(p->file) != 0)
		rc = om_file_fail(p->files[p->n - 1].name, "sync");
	(void)close(p->file);
	p->file = -1;
	return rc;
}

int
om_package_begin(struct om_package *p, struct om_buf **out, const char *name,
    const char *what)
{
	int rc = om_package_end(p);

	assert(p->n < OM_PACKAGE_FILES);
	if (rc == OM_OK && p->zip != NULL)
		rc = om_zip_begin(p->zip, name);
	else if (rc == OM_OK && p->temporary != NULL)
		rc = om_file_begin(&p->file, p->place, name, 0600);
	if (rc != OM_OK)
		return rc;
	p->files[p->n++] =
	    (struct om_package_file){ .name = name, .what = what };
	p->open = true;
	*out = &p->bytes;
	return OM_OK;
}

int
om_package_prepare(struct om_package *p)
{
	int rc = om_package_end(p);

	if (rc == OM_OK && p->zip != NULL)
		rc = om_zip_end(p->zip);
	if (rc == OM_OK && p->place >= 0 && fsync(p->place) != 0)
		rc = om_file_fail(p->temporary, "sync");
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
	if (p->path == NULL)
		return;
	om_zip_close(p->zip);
	if (p->file >= 0)
		(void)close(p->file);
	if (p->place >= 0)
		(void)close(p->place);
	if (p->temporary != NULL)
		remove_temporary(p);
	om_free(p->temporary);
	om_hash_close(p->hash);
	om_buf_free(&p->bytes);
	*p = (struct om_package){ 0 };
}
