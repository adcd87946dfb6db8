#include "format/archive.h"
#include "scan/reading.h"

/*
 * What an archive may become: RATIO times what was read of it, beyond FREE
 * bytes. The densest honest text is below that, a bomb far above.
 */
enum { RATIO = 200, FREE = 64 << 20, ENTRIES = 1 << 20 };

struct reading_archive {
	const struct om_archive *lib;
	struct archive *a;
	struct om_source *s;
	size_t held;   /* bytes of the window that the library looks at */
	int code;      /* of the source, where it failed */
	uint64_t made; /* bytes that came out */
};

static la_ssize_t
feed(struct archive *a, void *state, const void **bytes)
{
	struct reading_archive *t = state;
	struct om_span w;

	(void)a;
	om_source_skip(t->s, t->held);
	t->held = 0;
	t->code = om_reading_fill(t->s, 1);
	if (t->code != OM_OK)
		return -1;
	w = om_source_window(t->s);
	t->held = w.n;
	*bytes = w.p;
	return (la_ssize_t)w.n;
}

static int
fail(const struct reading_archive *t)
{
	const char *why = t->lib->archive_error_string(t->a);

	if (t->code != OM_OK)
		return t->code;
	return om_fail(OM_INPUT, "the archive cannot be read: %s",
	    why == NULL ? "no reason is known" : why);
}

/* A source's function: what the entry holds. */
static int
pull(size_t *got, void *state, char *p, size_t room)
{
	struct reading_archive *t = state;
	la_ssize_t n = t->lib->archive_read_data(t->a, p, room);

	if (n < 0)
		return fail(t);
	t->made += (uint64_t)n;
	if (t->made > FREE && t->made / RATIO > om_source_read(t->s))
		return om_fail(OM_LIMIT,
		    "it becomes more than %d times as large", (int)RATIO);
	*got = (size_t)n;
	return OM_OK;
}

static int
open_archive(struct reading_archive *t)
{
	const struct om_archive *lib = t->lib;

	t->a = lib->archive_read_new();
	if (t->a == NULL)
		return om_fail(OM_LIMIT, "no memory for an archive");
	/* Named one by one: others run programs, or read what is not one. */
	(void)lib->archive_read_support_filter_gzip(t->a);
	(void)lib->archive_read_support_filter_zstd(t->a);
	(void)lib->archive_read_support_filter_xz(t->a);
	(void)lib->archive_read_support_filter_bzip2(t->a);
	(void)lib->archive_read_support_format_zip_streamable(t->a);
	(void)lib->archive_read_support_format_tar(t->a);
	(void)lib->archive_read_support_format_ar(t->a);
	(void)lib->archive_read_support_format_raw(t->a);
	if (lib->archive_read_open(t->a, t, NULL, feed, NULL) != ARCHIVE_OK)
		return fail(t);
	return OM_OK;
}

/* "a.csv" for what lies in "in/a.csv.gz", which has no names inside. */
static void
add_name(struct om_buf *out, const struct om_reading *r)
{
	const char *slash = strrchr(r->path, '/'), *dot;
	const char *bang = strrchr(r->path, '!');

	if (bang != NULL && (slash == NULL || bang > slash))
		slash = bang;
	slash = slash == NULL ? r->path : slash + 1;
	dot = strrchr(slash, '.');
	om_buf_add(out, om_span_bytes(slash, dot == NULL || dot == slash
						 ? strlen(slash)
						 : (size_t)(dot - slash)));
}

/* Says of an entry that it cannot be read at all. */
static int
skip_entry(struct om_reading *r, const char *name)
{
	struct om_buf path = OM_BUF(64 << 10);
	int rc;

	om_buf_format(&path, "%s!%s", r->path, name);
	rc = om_reading_skip(r, path.failed ? r->path : path.p);
	om_buf_free(&path);
	return rc;
}

static int
read_entry(struct om_reading *r, struct reading_archive *t,
    struct archive_entry *entry)
{
	const char *path = t->lib->archive_entry_pathname(entry);
	struct om_buf name = OM_BUF(64 << 10);
	struct om_source inner;
	int rc;

	if (t->lib->archive_format(t->a) == ARCHIVE_FORMAT_RAW)
		add_name(&name, r);
	else
		om_buf_text(&name, path == NULL ? "?" : path);
	rc = om_source_open_pull(&inner, name.p, pull, t);
	if (rc == OM_OK) {
		rc = om_reading_inner(r, name.p, &inner);
		om_source_close(&inner);
	} else {
		rc = skip_entry(r, name.p);
	}
	om_buf_free(&name);
	return rc;
}

static int
read_entries(struct om_reading *r, struct reading_archive *t)
{
	for (unsigned n = 0; n < ENTRIES; n++) {
		struct archive_entry *entry;
		int step = t->lib->archive_read_next_header(t->a, &entry);
		int rc;

		/* What is compressed but no archive may look like an empty one
		 * when it begins with zeros: its content was not seen. */
		if (step == ARCHIVE_EOF && n == 0)
			return om_fail(OM_INPUT, "an archive without a file");
		if (step == ARCHIVE_EOF)
			return OM_OK;
		if (step != ARCHIVE_OK && step != ARCHIVE_WARN)
			return fail(t);
		if (t->lib->archive_entry_filetype(entry) != AE_IFREG)
			continue;
		om_reading_tick(r, t->s);
		rc = read_entry(r, t, entry);
		if (rc != OM_OK)
			return rc;
		if (t->made > FREE && t->made / RATIO > om_source_read(t->s))
			return OM_OK; /* it was reported already */
	}
	return om_fail(OM_LIMIT, "an archive with too many files");
}

int
om_reading_archive(struct om_reading *r, struct om_source *s)
{
	struct reading_archive t = { .s = s };
	int rc = om_archive_load(&t.lib);

	if (rc != OM_OK)
		return rc;
	rc = open_archive(&t);
	if (rc == OM_OK)
		rc = read_entries(r, &t);
	(void)t.lib->archive_read_free(t.a);
	return rc;
}
