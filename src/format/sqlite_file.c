#include "format/sqlite_file.h"

#include "base/file.h"
#include "base/memory.h"
#include "format/sqlite_log.h"
#include "format/sqlite_page.h"

enum { HEADER_SIZE = 100, USABLE_LEAST = 480 };

static const uint64_t SIZE_MOST = UINT64_C(256) << 30;

struct om_sqlite_file {
	struct om_sqlite_input input[OM_SQLITE_PLACES];
	struct om_sqlite_header header;
	struct om_sqlite_log log;
	uint32_t file_pages; /* that stand whole in the file */
	uint32_t *frames;    /* frame of a page, from 1; NULL without log */
	bool may_appear;     /* PATH-wal, which was not there */
};

static uint64_t
size_limit(const struct om_sqlite_options *options)
{
	return options == NULL || options->size == 0 ? SIZE_MOST
						     : options->size;
}

static char *
beside(const char *path, const char *ending)
{
	struct om_buf b = OM_BUF(1 << 20);
	char *name;

	om_buf_text(&b, path);
	om_buf_text(&b, ending);
	name = om_strdup(b.failed ? path : b.p);
	om_buf_free(&b);
	return name;
}

static int
read_page_size(struct om_sqlite_header *h, const struct om_sqlite_input *in)
{
	char p[HEADER_SIZE];
	uint32_t size;
	int rc;

	if (in->size < sizeof(p))
		return om_fail(OM_INPUT,
		    "%s is no database of SQLite: it is too short", in->name);
	rc = om_sqlite_input_read(p, in, 0, sizeof(p));
	if (rc != OM_OK)
		return rc;
	if (memcmp(p, "SQLite format 3", 16) != 0)
		return om_fail(OM_INPUT,
		    "%s is no database of SQLite, or encrypted", in->name);
	size = om_sqlite_u16(p + 16);
	if (size == 1)
		size = 65536;
	if (size < 512 || (size & (size - 1)) != 0)
		return om_fail(
		    OM_CORRUPT, "%s: its page size is none", in->name);
	h->page_size = size;
	return OM_OK;
}

/* What the header of the state says, that is of the log's page 1. */
static int
read_fields(struct om_sqlite_header *h, const char *p, const char *name)
{
	uint32_t encoding = om_sqlite_u32(p + 56);

	if (p[19] != 1 && p[19] != 2)
		return om_fail(OM_INPUT, "%s is of an unknown version", name);
	if (memcmp(p + 21, "\100\040\040", 3) != 0)
		return om_fail(
		    OM_CORRUPT, "%s: its payload fractions are wrong", name);
	h->usable = h->page_size - (unsigned char)p[20];
	if (h->usable < USABLE_LEAST)
		return om_fail(OM_CORRUPT, "%s reserves too much", name);
	/* A database without a table has not chosen yet. */
	if (encoding == 0)
		encoding = OM_SQLITE_UTF8;
	if (encoding > OM_SQLITE_UTF16BE)
		return om_fail(
		    OM_CORRUPT, "%s: its text encoding is none", name);
	h->encoding = (enum om_sqlite_encoding)encoding;
	h->freelist_head = om_sqlite_u32(p + 32);
	h->freelist_count = om_sqlite_u32(p + 36);
	h->largest_root = om_sqlite_u32(p + 52);
	return OM_OK;
}

/*
 * The header's own count stands only where the last writer knew of it: the
 * change counter is then that for which the count is valid.
 */
static int
count_pages(struct om_sqlite_file *f, const char *p)
{
	const char *name = f->input[OM_SQLITE_MAIN].name;
	uint32_t said = om_sqlite_u32(p + 28);

	if (said != 0 && memcmp(p + 24, p + 92, 4) == 0) {
		if (said > f->header.pages)
			return om_fail(OM_CORRUPT,
			    "%s is cut: %u of %u pages are there", name,
			    f->header.pages, said);
		f->header.pages = said;
	}
	if (f->header.pages == 0)
		return om_fail(OM_CORRUPT, "%s has no page", name);
	return OM_OK;
}

static int
index_frames(struct om_sqlite_file *f)
{
	const struct om_sqlite_log *log = &f->log;

	if (log->committed == 0)
		return OM_OK;
	/* What is neither in the file nor in a frame is nowhere. */
	if (log->pages > (uint64_t)f->file_pages + log->committed)
		return om_fail(OM_CORRUPT, "%s lacks pages that it speaks of",
		    f->input[OM_SQLITE_LOG].name);
	f->frames = om_new((size_t)log->pages + 1, sizeof(*f->frames));
	for (uint32_t i = 0; i < log->committed; i++)
		if (log->numbers[i] <= log->pages)
			f->frames[log->numbers[i]] = i + 1;
	f->header.pages = log->pages;
	return OM_OK;
}

/* Both inputs are open. */
static int
read_state(struct om_sqlite_file *f)
{
	const struct om_sqlite_input *in = f->input;
	uint64_t pages;
	char *page;
	int rc;

	rc = read_page_size(&f->header, &in[OM_SQLITE_MAIN]);
	if (rc != OM_OK)
		return rc;
	pages = in[OM_SQLITE_MAIN].size / f->header.page_size;
	if (pages >= UINT32_MAX)
		return om_fail(
		    OM_LIMIT, "%s has too many pages", in[OM_SQLITE_MAIN].name);
	f->file_pages = f->header.pages = (uint32_t)pages;
	rc = om_sqlite_log_read(
	    &f->log, &in[OM_SQLITE_LOG], f->header.page_size);
	if (rc == OM_OK)
		rc = index_frames(f);
	if (rc != OM_OK)
		return rc;
	page = om_new(1, f->header.page_size);
	rc = om_sqlite_file_page(page, f, 1);
	if (rc == OM_OK)
		rc = read_fields(&f->header, page, in[OM_SQLITE_MAIN].name);
	if (rc == OM_OK)
		rc = count_pages(f, page);
	om_wipe_free(page, f->header.page_size);
	return rc;
}

static struct om_sqlite_file *
file_new(void)
{
	struct om_sqlite_file *f = om_new(1, sizeof(*f));

	for (int i = 0; i < OM_SQLITE_PLACES; i++)
		f->input[i].fd = -1;
	return f;
}

static int
finish(struct om_sqlite_file **out, struct om_sqlite_file *f, int rc)
{
	if (rc == OM_OK)
		rc = read_state(f);
	if (rc == OM_OK)
		*out = f;
	else
		om_sqlite_file_close(f);
	return rc;
}

/*
 * A journal whose first byte is not zero undoes a write that did not end;
 * until then the file's pages are of two states.
 */
static int
check_journal(const char *path)
{
	struct om_sqlite_input in;
	char *name = beside(path, "-journal");
	char first = 0;
	int rc = om_sqlite_input_path(&in, name, UINT64_MAX);

	if (rc == OM_OK) {
		if (in.size > 0)
			rc = om_sqlite_input_read(&first, &in, 0, 1);
		if (rc == OM_OK && first != 0)
			rc = om_fail(OM_BUSY,
			    "%s is being written, or was left so: %s", path,
			    name);
		om_sqlite_input_close(&in);
	} else if (rc == OM_NOTFOUND) {
		rc = OM_OK;
	}
	om_free(name);
	return rc;
}

static int
open_log(struct om_sqlite_file *f, const char *path, uint64_t limit)
{
	char *name = beside(path, "-wal");
	int rc = om_sqlite_input_path(&f->input[OM_SQLITE_LOG], name, limit);

	if (rc == OM_NOTFOUND) {
		f->may_appear = true;
		rc = OM_OK;
	}
	om_free(name);
	return rc;
}

int
om_sqlite_file_open(struct om_sqlite_file **out, const char *path,
    const struct om_sqlite_options *options)
{
	struct om_sqlite_file *f = file_new();
	uint64_t limit = size_limit(options);
	int rc;

	rc = om_sqlite_input_path(&f->input[OM_SQLITE_MAIN], path, limit);
	if (rc == OM_OK && (options == NULL || !options->unsettled))
		rc = check_journal(path);
	if (rc == OM_OK && (options == NULL || !options->no_log))
		rc = open_log(f, path, limit);
	return finish(out, f, rc);
}

int
om_sqlite_file_open_fd(struct om_sqlite_file **out, const char *name, int fd,
    int log, const struct om_sqlite_options *options)
{
	struct om_sqlite_file *f = file_new();
	char *log_name = beside(name, "-wal");
	uint64_t limit = size_limit(options);
	int rc;

	rc = om_sqlite_input_fd(&f->input[OM_SQLITE_MAIN], name, fd, limit);
	if (rc == OM_OK && log >= 0)
		rc = om_sqlite_input_fd(
		    &f->input[OM_SQLITE_LOG], log_name, log, limit);
	om_free(log_name);
	return finish(out, f, rc);
}

int
om_sqlite_file_open_memory(struct om_sqlite_file **out, struct om_span bytes,
    struct om_span log, const struct om_sqlite_options *options)
{
	struct om_sqlite_file *f = file_new();
	uint64_t limit = size_limit(options);
	int rc;

	rc = om_sqlite_input_memory(
	    &f->input[OM_SQLITE_MAIN], "the database", bytes, limit);
	if (rc == OM_OK)
		rc = om_sqlite_input_memory(
		    &f->input[OM_SQLITE_LOG], "the log", log, limit);
	return finish(out, f, rc);
}

void
om_sqlite_file_close(struct om_sqlite_file *f)
{
	if (f == NULL)
		return;
	for (int i = 0; i < OM_SQLITE_PLACES; i++)
		om_sqlite_input_close(&f->input[i]);
	om_sqlite_log_free(&f->log);
	om_free(f->frames);
	om_free(f);
}

const struct om_sqlite_header *
om_sqlite_file_header(const struct om_sqlite_file *f)
{
	return &f->header;
}

uint64_t
om_sqlite_file_size(const struct om_sqlite_file *f, enum om_sqlite_place place)
{
	return f->input[place].size;
}

int
om_sqlite_file_page(char *p, struct om_sqlite_file *f, uint32_t number)
{
	uint32_t size = f->header.page_size;
	int64_t frame;

	if (number == 0 || number > f->header.pages)
		return om_fail(
		    OM_CORRUPT, "page %u is none of the database", number);
	frame = om_sqlite_file_frame_of(f, number);
	if (frame >= 0)
		return om_sqlite_input_read(p, &f->input[OM_SQLITE_LOG],
		    om_sqlite_file_frame_offset(f, (uint32_t)frame), size);
	return om_sqlite_input_read(
	    p, &f->input[OM_SQLITE_MAIN], (uint64_t)(number - 1) * size, size);
}

int
om_sqlite_file_bytes(char *p, struct om_sqlite_file *f,
    enum om_sqlite_place place, uint64_t offset, size_t n)
{
	return om_sqlite_input_read(p, &f->input[place], offset, n);
}

int
om_sqlite_file_quiet(const struct om_sqlite_file *f)
{
	const char *path = f->input[OM_SQLITE_MAIN].name;
	int rc = om_sqlite_input_quiet(&f->input[OM_SQLITE_MAIN]);
	char *name;

	if (rc == OM_OK)
		rc = om_sqlite_input_quiet(&f->input[OM_SQLITE_LOG]);
	if (rc == OM_OK && f->may_appear) {
		name = beside(path, "-wal");
		if (om_file_exists(name))
			rc = om_fail(
			    OM_BUSY, "%s was written while it was read", path);
		om_free(name);
	}
	return rc;
}

uint32_t
om_sqlite_file_frames(const struct om_sqlite_file *f)
{
	return f->log.frames;
}

uint32_t
om_sqlite_file_committed(const struct om_sqlite_file *f)
{
	return f->log.committed;
}

int64_t
om_sqlite_file_frame_of(const struct om_sqlite_file *f, uint32_t number)
{
	/* The header may count fewer pages than the log does. */
	if (f->frames == NULL || number > f->header.pages)
		return -1;
	return (int64_t)f->frames[number] - 1;
}

uint64_t
om_sqlite_file_frame_offset(const struct om_sqlite_file *f, uint32_t frame)
{
	return OM_SQLITE_LOG_HEADER + OM_SQLITE_FRAME_HEADER +
	       frame * ((uint64_t)OM_SQLITE_FRAME_HEADER + f->header.page_size);
}

uint32_t
om_sqlite_file_frame_number(const struct om_sqlite_file *f, uint32_t frame)
{
	return f->log.numbers[frame];
}

bool
om_sqlite_file_has_log(const struct om_sqlite_file *f)
{
	return f->log.valid;
}
