#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "format/sweep_inside.h"

static const struct {
	size_t offset;
	struct om_span mark;
	enum om_sweep_kind kind;
	const char *word;
} magics[] = {
#define OM_SWEEP_MAGIC(offset, mark, kind, word) \
	{ offset, { mark, sizeof(mark) - 1 }, OM_SWEEP_##kind, word },
#include "format/sweep_magic_list.h"
#undef OM_SWEEP_MAGIC
};

enum om_sweep_kind
om_sweep_kind(const char **word, struct om_span head)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++) {
		size_t from = magics[i].offset;

		if (head.n < from ||
		    !om_span_starts(om_span_bytes(head.p + from, head.n - from),
			magics[i].mark))
			continue;
		*word = magics[i].word;
		return magics[i].kind;
	}
	*word = "plain";
	return OM_SWEEP_PLAIN;
}

void
om_sweep_opaque(struct om_sweep *s, const char *word)
{
	struct om_buf reason = OM_BUF(256);

	om_buf_format(&reason, "%s is not looked into", word);
	om_sweep_problem(s, reason.p);
	om_buf_free(&reason);
}

static ssize_t
read_at(int fd, char *to, size_t n, uint64_t offset)
{
	ssize_t got;

	do
		got = pread(fd, to, n, (off_t)offset);
	while (got < 0 && errno == EINTR);
	return got;
}

void
om_sweep_start(struct om_sweep_stream *to, const struct om_sweep *s,
    void (*found)(void *state, const struct om_needle *needle, uint64_t offset),
    void *state)
{
	*to = (struct om_sweep_stream){
		.plain = { .search = s->state->search,
		    .found = found,
		    .state = state },
		.joined = { .search = s->state->wrapped,
		    .found = found,
		    .state = state },
	};
	om_search_start(&to->plain, 0);
	om_unwrap_start(&to->joined);
}

void
om_sweep_feed(struct om_sweep_stream *to, struct om_span bytes)
{
	om_search_feed(&to->plain, bytes);
	om_unwrap_feed(&to->joined, bytes);
}

void
om_sweep_end(struct om_sweep_stream *to)
{
	om_search_end(&to->plain);
	om_unwrap_end(&to->joined);
}

bool
om_sweep_bytes(struct om_sweep *s, int fd,
    void (*found)(void *state, const struct om_needle *needle, uint64_t offset),
    void *state)
{
	struct om_sweep_stream to;
	uint64_t offset = 0;
	ssize_t n = 1;

	om_sweep_start(&to, s, found, state);
	while (n > 0) {
		n = read_at(fd, s->state->block, OM_SWEEP_BLOCK, offset);
		if (n <= 0)
			break;
		om_sweep_feed(&to, om_span_bytes(s->state->block, (size_t)n));
		offset += (size_t)n;
		om_sweep_count(s, (size_t)n);
	}
	om_sweep_end(&to);
	if (n < 0)
		om_sweep_problem(s, "cannot be read");
	return n == 0;
}

static void
found_bytes(void *state, const struct om_needle *needle, uint64_t offset)
{
	om_sweep_found(state, "bytes", needle, offset, 0);
}

static bool
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	       a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static void
sweep_kind(struct om_sweep *s, const struct om_sweep_file *f,
    enum om_sweep_kind kind, const char *word)
{
	if (kind == OM_SWEEP_SQLITE) {
		om_sweep_sqlite(s, f);
		return;
	}
	(void)om_sweep_bytes(s, f->fd, found_bytes, s);
	if (kind == OM_SWEEP_ARCHIVE)
		om_sweep_archive(s, f);
	else if (kind == OM_SWEEP_OPAQUE)
		om_sweep_opaque(s, word);
}

enum om_sweep_kind
om_sweep_file(struct om_sweep *s, const struct om_sweep_file *f)
{
	enum om_sweep_kind kind = OM_SWEEP_PLAIN;
	char head[OM_SWEEP_HEAD];
	struct stat before, after;
	const char *word;
	ssize_t n;

	om_sweep_begin(s, f->path, f->member);
	n = read_at(f->fd, head, sizeof(head), 0);
	if (n < 0 || fstat(f->fd, &before) != 0) {
		om_sweep_problem(s, "cannot be read");
		return kind;
	}
	kind = om_sweep_kind(&word, om_span_bytes(head, (size_t)n));
	sweep_kind(s, f, kind, word);
	if (fstat(f->fd, &after) != 0 || !is_same(&before, &after))
		om_sweep_problem(s, "was written to while it was read");
	return kind;
}
