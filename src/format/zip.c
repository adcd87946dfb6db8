#include "format/zip.h"

#include "format/archive.h"

static la_ssize_t
take(struct archive *a, void *state, const void *bytes, size_t n)
{
	struct om_buf *to = state;

	(void)a;
	om_buf_add(to, om_span_bytes(bytes, n));
	return to->failed ? -1 : (la_ssize_t)n;
}

static bool
put(const struct om_archive *lib, struct archive *a,
    const struct om_zip_file *f, int64_t time)
{
	struct archive_entry *entry = lib->archive_entry_new();
	const char *bytes = f->bytes.n == 0 ? "" : f->bytes.p;
	bool good;

	if (entry == NULL)
		return false;
	lib->archive_entry_set_pathname(entry, f->name);
	lib->archive_entry_set_size(entry, (la_int64_t)f->bytes.n);
	lib->archive_entry_set_filetype(entry, AE_IFREG);
	lib->archive_entry_set_perm(entry, 0600);
	lib->archive_entry_set_mtime(entry, time / 1000, 0);
	good = lib->archive_write_header(a, entry) == ARCHIVE_OK &&
	       lib->archive_write_data(a, bytes, f->bytes.n) ==
		   (la_ssize_t)f->bytes.n;
	lib->archive_entry_free(entry);
	return good;
}

int
om_zip_write(
    struct om_buf *out, const struct om_zip_file *files, size_t n, int64_t time)
{
	const struct om_archive *lib;
	struct archive *a;
	bool good;
	int rc = om_archive_load(&lib);

	if (rc != OM_OK)
		return rc;
	a = lib->archive_write_new();
	good = a != NULL &&
	       lib->archive_write_set_format_zip(a) == ARCHIVE_OK &&
	       lib->archive_write_set_bytes_in_last_block(a, 1) == ARCHIVE_OK &&
	       lib->archive_write_open(a, out, NULL, take, NULL) == ARCHIVE_OK;
	for (size_t i = 0; good && i < n; i++)
		good = put(lib, a, &files[i], time);
	good = good && lib->archive_write_close(a) == ARCHIVE_OK;
	if (a != NULL)
		(void)lib->archive_write_free(a);
	rc = om_buf_check(out, "an archive");
	return rc != OM_OK || good
		   ? rc
		   : om_fail(OM_IO, "the files cannot be packed");
}
