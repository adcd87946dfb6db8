#define _DEFAULT_SOURCE
#include "store/mirror.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

enum { LINE_MAX_BYTES = 128 << 10, WAITING_CEILING = 256 << 20 };
enum { PIECE = LINE_MAX_BYTES / 2 };

/* How much may be written and not durable, but for a piece; what is read of
 * the file's end holds that much and a line before it. */
enum { LATE = 4 * PIECE, TAIL = LATE + PIECE + LINE_MAX_BYTES };

/* The number a line begins with; false where it is not one of ours. */
static bool
number_of(uint64_t *out, struct om_span line)
{
	static const char before[] = "{\"number\":";
	struct om_span head, rest;

	if (!om_span_starts(line, om_span_of(before)) ||
	    line.p[line.n - 1] != '}')
		return false;
	line.p += sizeof(before) - 1;
	line.n -= sizeof(before) - 1;
	return om_span_cut(&head, &rest, line, ',') && om_span_u64(out, head);
}

/* Reads the last bytes of the file. */
static int
read_tail(struct om_buf *tail, const struct om_mirror *m, off_t size)
{
	size_t n = size < TAIL ? (size_t)size : (size_t)TAIL;
	char *room = om_buf_room(tail, n);
	ssize_t got = pread(m->fd, room, n, size - (off_t)n);

	if (got < 0 || (size_t)got != n)
		return om_file_fail(m->path, "read");
	tail->n += n;
	return OM_OK;
}

/*
 * A crash in the middle of an append leaves a line without its end; a loss of
 * power also holes of zeros, which no line has, with whole lines behind them.
 * What was not durable by then is in the database still.
 */
static int
cut_unfinished(struct om_mirror *m, struct om_buf *tail, off_t *size)
{
	const char *hole = tail->n == 0 ? NULL : memchr(tail->p, 0, tail->n);
	size_t n = hole == NULL ? tail->n : (size_t)(hole - tail->p);

	while (n > 0 && tail->p[n - 1] != '\n')
		n--;
	if (n == tail->n)
		return OM_OK;
	if (n == 0 && (off_t)tail->n < *size)
		return om_fail(OM_CORRUPT, "%s: a line is too long", m->path);
	*size -= (off_t)(tail->n - n);
	tail->n = n;
	if (ftruncate(m->fd, *size) != 0)
		return om_file_fail(m->path, "shorten");
	return OM_OK;
}

static int
find_last(struct om_mirror *m)
{
	struct om_buf tail = OM_BUF(TAIL);
	off_t size = lseek(m->fd, 0, SEEK_END);
	size_t from;
	int rc = OM_OK;

	if (size < 0)
		return om_file_fail(m->path, "read");
	m->last = 0;
	om_buf_reset(&m->line);
	if (size > 0)
		rc = read_tail(&tail, m, size);
	if (rc == OM_OK)
		rc = cut_unfinished(m, &tail, &size);
	m->size = size;
	if (rc != OM_OK || tail.n == 0)
		goto out;
	for (from = tail.n - 1; from > 0 && tail.p[from - 1] != '\n';)
		from--;
	om_buf_add(&m->line, om_span_bytes(tail.p + from, tail.n - from - 1));
	if (!number_of(&m->last, om_buf_span(&m->line)))
		rc = om_fail(
		    OM_CORRUPT, "%s: its last line is damaged", m->path);
out:
	om_buf_free(&tail);
	return rc;
}

int
om_mirror_lock(struct om_mirror *m)
{
	int rc = om_file_lock(m->fd, m->path);

	if (rc != OM_OK)
		return rc;
	if (lseek(m->fd, 0, SEEK_END) != (off_t)m->size)
		rc = find_last(m);
	if (rc != OM_OK)
		(void)flock(m->fd, LOCK_UN);
	return rc;
}

int
om_mirror_open(struct om_mirror *m, const char *path)
{
	int rc;

	*m = (struct om_mirror){ .fd = -1,
		.waiting = OM_BUF(WAITING_CEILING),
		.line = OM_BUF(2 * LINE_MAX_BYTES) };
	m->path = om_strdup(path);
	m->size = m->durable = -1;
	m->fd = open(
	    path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	rc = m->fd < 0 ? om_file_fail(path, "open") : om_mirror_lock(m);
	if (rc == OM_OK)
		rc = om_file_sync_folder(path);
	if (rc == OM_OK)
		rc = om_mirror_write(m, OM_OK);
	if (rc != OM_OK)
		om_mirror_close(m);
	return rc;
}

void
om_mirror_close(struct om_mirror *m)
{
	if (m->path == NULL)
		return;
	if (m->fd >= 0)
		(void)close(m->fd);
	om_free(m->path);
	om_buf_free(&m->waiting);
	om_buf_free(&m->line);
	m->path = NULL;
	m->fd = -1;
}

void
om_mirror_add(struct om_mirror *m, struct om_span line)
{
	om_buf_add(&m->waiting, line);
	om_buf_byte(&m->waiting, '\n');
	m->last++;
}

int
om_mirror_sync(struct om_mirror *m)
{
	if (m->durable == m->size && m->size >= 0)
		return OM_OK;
	if (fdatasync(m->fd) != 0)
		return om_file_fail(m->path, "sync");
	m->durable = m->size;
	return OM_OK;
}

/* The first of the lines that are written at once: PIECE bytes, or one. */
static struct om_span
piece_of(struct om_span lines)
{
	size_t n = lines.n < PIECE ? lines.n : PIECE;

	while (n > 0 && lines.p[n - 1] != '\n')
		n--;
	if (n == 0)
		n = (size_t)((const char *)memchr(lines.p, '\n', lines.n) + 1 -
			     lines.p);
	return om_span_bytes(lines.p, n);
}

/*
 * A hole that a loss of power leaves is in what find_last reads. What others
 * left is not known.
 */
static int
write_lines(struct om_mirror *m, struct om_span lines)
{
	int rc = OM_OK;

	while (rc == OM_OK && lines.n > 0) {
		struct om_span piece = piece_of(lines);

		if (m->durable < 0 || m->size - m->durable > LATE)
			rc = om_mirror_sync(m);
		if (rc == OM_OK)
			rc = om_file_write(m->fd, piece, m->path);
		if (rc == OM_OK)
			m->size += (int64_t)piece.n;
		lines.p += piece.n;
		lines.n -= piece.n;
	}
	return rc;
}

int
om_mirror_write(struct om_mirror *m, int rc)
{
	int64_t before = m->size;

	if (rc == OM_OK)
		rc = om_buf_check(&m->waiting, m->path);
	if (rc == OM_OK)
		rc = write_lines(m, om_buf_span(&m->waiting));
	if (rc == OM_OK && !m->lazy && m->waiting.n > 0)
		rc = om_mirror_sync(m);
	if (rc != OM_OK) {
		/* Half a line must not stand before the next one. */
		if (ftruncate(m->fd, (off_t)before) != 0)
			rc = om_file_fail(m->path, "shorten");
		m->size = -1; /* last is to be read anew */
		m->durable = -1;
	}
	om_buf_reset(&m->waiting);
	(void)flock(m->fd, LOCK_UN);
	return rc;
}

/* The whole lines of one block; what is left over is moved to its front. */
struct reading {
	const struct om_mirror *m;
	uint64_t from, next;
	int (*each)(void *state, uint64_t number, struct om_span line);
	void *state;
};

static int
read_line(struct reading *r, struct om_span line)
{
	uint64_t number;

	if (line.n == 0 || !number_of(&number, line) ||
	    (r->next != 0 && number != r->next))
		return om_fail(OM_CORRUPT,
		    "%s: the line of entry %llu is damaged or missing",
		    r->m->path, (unsigned long long)r->next);
	r->next = number + 1;
	return number < r->from ? OM_OK : r->each(r->state, number, line);
}

static int
read_lines(struct reading *r, struct om_buf *block)
{
	struct om_span rest = om_buf_span(block), line;
	int rc = OM_OK;

	while (rc == OM_OK && om_span_cut(&line, &rest, rest, '\n'))
		rc = read_line(r, line);
	if (rest.n > 0)
		memmove(block->p, rest.p, rest.n);
	block->n = rest.n;
	return rc;
}

int
om_mirror_read(struct om_mirror *m, uint64_t from,
    int (*each)(void *state, uint64_t number, struct om_span line), void *state)
{
	struct reading r = { m, from, 1, each, state };
	struct om_buf block = OM_BUF(4 * LINE_MAX_BYTES);
	off_t at = 0;
	int rc = OM_OK;

	while (rc == OM_OK) {
		char *room = om_buf_room(&block, LINE_MAX_BYTES);
		ssize_t n;

		if (room == NULL) {
			rc = om_fail(
			    OM_CORRUPT, "%s: a line is too long", m->path);
			break;
		}
		n = pread(m->fd, room, LINE_MAX_BYTES, at);
		if (n < 0)
			rc = om_file_fail(m->path, "read");
		if (n <= 0)
			break;
		at += n;
		block.n += (size_t)n;
		rc = read_lines(&r, &block);
	}
	om_buf_free(&block);
	return rc;
}
