#define _GNU_SOURCE /* memfd_create */
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "format/archive.h"
#include "format/sweep_inside.h"

enum { STEP = 64 << 10 };

/* Out of one file on the disk: a bomb ends here, and is said to. */
static const uint64_t UNPACKED_MOST = UINT64_C(64) << 30;

/* A database or an archive within one is put into memory whole. */
static const uint64_t INNER_MOST = UINT64_C(256) << 20;

/* An archive under sweep, at one of its members. */
struct unpacking {
	struct om_sweep *sweep;
	const struct om_archive *lib;
	struct archive *archive;
	const char *path;
	char *name;	/* of the member, behind those it lies in */
	char *block;	/* STEP bytes of it */
	la_ssize_t n;	/* how many, or a failure */
	bool exhausted; /* the limit of the whole was met */
};

static void
found_bytes(void *state, const struct om_needle *needle, uint64_t offset)
{
	om_sweep_found(state, "bytes", needle, offset, 0);
}

/* The next bytes of the member; false at its end or a failure. */
static bool
read_block(struct unpacking *u)
{
	u->n = u->lib->archive_read_data(u->archive, u->block, STEP);
	if (u->n <= 0)
		return false;
	om_sweep_count(u->sweep, (uint64_t)u->n);
	u->sweep->state->unpacked += (uint64_t)u->n;
	u->exhausted = u->sweep->state->unpacked > UNPACKED_MOST;
	return !u->exhausted;
}

/* Full unless the member ends: the marks of a file stand at its start. */
static bool
read_head(struct unpacking *u)
{
	la_ssize_t have = 0;

	while (have < OM_SWEEP_HEAD) {
		la_ssize_t n = u->lib->archive_read_data(
		    u->archive, u->block + have, (size_t)(STEP - have));

		if (n < 0)
			u->n = n;
		if (n <= 0)
			break;
		have += n;
	}
	if (have > 0) {
		u->n = have;
		om_sweep_count(u->sweep, (uint64_t)have);
		u->sweep->state->unpacked += (uint64_t)have;
	}
	return have > 0;
}

static void
sweep_stream(struct unpacking *u)
{
	struct om_sweep_stream to;

	om_sweep_start(&to, u->sweep, found_bytes, u->sweep);
	do
		om_sweep_feed(&to, om_span_bytes(u->block, (size_t)u->n));
	while (read_block(u));
	om_sweep_end(&to);
}

/* Not to the disk: what is packed may be what was to be erased. */
static void
sweep_inner(struct unpacking *u)
{
	struct om_sweep_state *state = u->sweep->state;
	int fd = memfd_create("sweep", MFD_CLOEXEC);
	struct om_sweep_file f = { u->path, u->name, fd, -1, NULL };
	uint64_t written = 0;
	bool good = fd >= 0;

	do {
		written += (uint64_t)u->n;
		good = good && written <= INNER_MOST &&
		       om_file_write(fd, om_span_bytes(u->block, (size_t)u->n),
			   "memory") == OM_OK;
	} while (good && read_block(u));
	if (good && u->n == 0) {
		state->depth++;
		(void)om_sweep_file(u->sweep, &f);
		state->depth--;
	} else if (!good)
		om_sweep_problem(
		    u->sweep, "a member is too large to look into");
	if (fd >= 0)
		(void)close(fd);
}

static void
sweep_member(struct unpacking *u)
{
	struct om_sweep *s = u->sweep;
	enum om_sweep_kind kind;
	const char *word;

	if (read_head(u)) {
		kind =
		    om_sweep_kind(&word, om_span_bytes(u->block, (size_t)u->n));
		if (kind == OM_SWEEP_SQLITE || kind == OM_SWEEP_ARCHIVE)
			sweep_inner(u);
		else
			sweep_stream(u);
		if (kind == OM_SWEEP_OPAQUE)
			om_sweep_opaque(s, word);
	}
	if (u->n < 0)
		om_sweep_problem(s, "a member is damaged or encrypted");
	if (u->exhausted)
		om_sweep_problem(s, "unpacks to more than 64 GiB");
}

/* "data.json", or "inner.zip/data.json" within another. */
static void
name_member(struct unpacking *u, const char *outer, const char *name)
{
	struct om_arena *arena = &u->sweep->state->arena;
	struct om_buf b = OM_BUF(64 << 10);

	if (outer != NULL)
		om_buf_format(&b, "%s/", outer);
	om_buf_text(&b, name == NULL ? "?" : name);
	if (b.failed)
		om_buf_reset(&b);
	u->name = om_arena_string(arena, om_buf_span(&b));
	om_buf_free(&b);
}

static void
sweep_members(struct unpacking *u, const char *outer)
{
	struct om_sweep *s = u->sweep;
	struct archive_entry *entry;
	int step = ARCHIVE_OK;

	while (!u->exhausted) {
		step = u->lib->archive_read_next_header(u->archive, &entry);
		if (step == ARCHIVE_EOF || step == ARCHIVE_FATAL)
			break;
		name_member(u, outer, u->lib->archive_entry_pathname(entry));
		om_sweep_begin(s, u->path, u->name);
		om_sweep_name(s, "member name", u->name);
		if (step < ARCHIVE_WARN)
			om_sweep_problem(s, "a member cannot be read");
		else if (u->lib->archive_entry_filetype(entry) != AE_IFDIR)
			sweep_member(u);
	}
	om_sweep_begin(s, u->path, outer);
	if (step == ARCHIVE_FATAL)
		om_sweep_problem(s, "the archive is damaged or encrypted");
}

static struct archive *
open_archive(const struct om_archive *lib, int fd)
{
	struct archive *a = lib->archive_read_new();

	/* Only what the library unpacks itself, no other program. */
	if (a == NULL || lseek(fd, 0, SEEK_SET) != 0 ||
	    lib->archive_read_support_filter_gzip(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_filter_bzip2(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_filter_xz(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_filter_zstd(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_filter_lz4(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_filter_lzip(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_format_zip(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_format_tar(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_format_7zip(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_format_rar(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_format_rar5(a) < ARCHIVE_WARN ||
	    lib->archive_read_support_format_raw(a) < ARCHIVE_WARN ||
	    lib->archive_read_open_fd(a, fd, STEP) < ARCHIVE_WARN) {
		if (a != NULL)
			(void)lib->archive_read_free(a);
		return NULL;
	}
	return a;
}

void
om_sweep_archive(struct om_sweep *s, const struct om_sweep_file *f)
{
	struct unpacking u = { .sweep = s, .path = f->path };

	if (s->state->depth == OM_SWEEP_DEPTH) {
		om_sweep_problem(s, "archives within archives, too deep");
		return;
	}
	if (s->state->depth == 0)
		s->state->unpacked = 0;
	if (om_archive_load(&u.lib) != OM_OK) {
		om_sweep_problem(s, om_failure());
		return;
	}
	u.archive = open_archive(u.lib, f->fd);
	if (u.archive == NULL) {
		om_sweep_problem(s, "the archive cannot be opened");
		return;
	}
	u.block = om_new(STEP, 1);
	sweep_members(&u, f->member);
	om_wipe_free(u.block, STEP);
	(void)u.lib->archive_read_free(u.archive);
}
