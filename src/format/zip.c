#include "format/zip.h"

#include "base/memory.h"
#include "format/archive.h"

struct om_zip {
	const struct om_archive *lib;
	struct archive *a;
	int64_t time;
	om_zip_put *put;
	void *state;
	int code; /* of put */
};

static la_ssize_t
take(struct archive *a, void *state, const void *bytes, size_t n)
{
	struct om_zip *z = state;

	(void)a;
	if (z->code == OM_OK)
		z->code = z->put(z->state, om_span_bytes(bytes, n));
	return z->code == OM_OK ? (la_ssize_t)n : -1;
}

static int
result(const struct om_zip *z, bool good)
{
	if (z->code != OM_OK)
		return z->code;
	return good ? OM_OK : om_fail(OM_IO, "the files cannot be packed");
}

int
om_zip_open(struct om_zip **out, int64_t time, om_zip_put *put, void *state)
{
	struct om_zip *z;
	const struct om_archive *lib;
	bool good;
	int rc = om_archive_load(&lib);

	if (rc != OM_OK)
		return rc;
	z = om_new(1, sizeof(*z));
	*z = (struct om_zip){ lib, lib->archive_write_new(), time, put, state,
		OM_OK };
	good =
	    z->a != NULL &&
	    lib->archive_write_set_format_zip(z->a) == ARCHIVE_OK &&
	    lib->archive_write_set_bytes_in_last_block(z->a, 1) == ARCHIVE_OK &&
	    lib->archive_write_open(z->a, z, NULL, take, NULL) == ARCHIVE_OK;
	rc = result(z, good);
	if (rc == OM_OK)
		*out = z;
	else
		om_zip_close(z);
	return rc;
}

/* How long it will be is not known: the format says it behind the bytes. */
int
om_zip_begin(struct om_zip *z, const char *name)
{
	const struct om_archive *lib = z->lib;
	struct archive_entry *entry = lib->archive_entry_new();
	bool good;

	if (entry == NULL)
		return result(z, false);
	lib->archive_entry_set_pathname(entry, name);
	lib->archive_entry_set_filetype(entry, AE_IFREG);
	lib->archive_entry_set_perm(entry, 0600);
	lib->archive_entry_set_mtime(entry, z->time / 1000, 0);
	good = lib->archive_write_header(z->a, entry) == ARCHIVE_OK;
	lib->archive_entry_free(entry);
	return result(z, good);
}

int
om_zip_add(struct om_zip *z, struct om_span bytes)
{
	bool good = bytes.n == 0 || z->lib->archive_write_data(z->a, bytes.p,
					bytes.n) == (la_ssize_t)bytes.n;

	return result(z, good);
}

int
om_zip_end(struct om_zip *z)
{
	return result(z, z->lib->archive_write_close(z->a) == ARCHIVE_OK);
}

void
om_zip_close(struct om_zip *z)
{
	if (z == NULL)
		return;
	/* What was not ended is of no use: nothing more of it is written. */
	if (z->code == OM_OK)
		z->code = OM_IO;
	if (z->a != NULL)
		(void)z->lib->archive_write_free(z->a);
	om_free(z);
}
