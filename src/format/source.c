#include "format/source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { MARK_SIZE = 3 };

static void
begin(struct om_source *s, const char *name, size_t block, size_t limit)
{
	*s = (struct om_source){ .name = name, .fd = -1, .line = 1 };
	s->block = block == 0 ? OM_SOURCE_BLOCK : block;
	s->limit = limit == 0 ? OM_SOURCE_LIMIT : limit;
	if (s->limit < MARK_SIZE)
		s->limit = MARK_SIZE;
	s->held = OM_BUF(s->limit + s->block);
}

/* How many bytes a descriptor has left to give, 0 where it cannot know. */
static uint64_t
size_of(int fd)
{
	struct stat st;
	off_t at;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return 0;
	at = lseek(fd, 0, SEEK_CUR);
	return at < 0 || at > st.st_size ? 0 : (uint64_t)(st.st_size - at);
}

static int
skip_mark(struct om_source *s)
{
	int rc = 1;

	while (s->n < MARK_SIZE && rc > 0)
		rc = om_source_more(s);
	if (rc < 0)
		return rc;
	if (om_span_starts(om_source_window(s), OM_SPAN("\xef\xbb\xbf")))
		om_source_skip(s, MARK_SIZE);
	return OM_OK;
}

int
om_source_open(
    struct om_source *s, const char *path, size_t block, size_t limit)
{
	bool standard = strcmp(path, "-") == 0;
	int rc;

	begin(s, standard ? "standard input" : path, block, limit);
	s->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0)
		return om_file_fail(path, "open");
	s->size = size_of(s->fd);
	rc = skip_mark(s);
	if (rc != OM_OK)
		om_source_close(s);
	return rc;
}

int
om_source_open_pull(
    struct om_source *s, const char *name, om_source_pull *pull, void *state)
{
	int rc;

	begin(s, name, 0, 0);
	s->pull = pull;
	s->state = state;
	rc = skip_mark(s);
	if (rc != OM_OK)
		om_source_close(s);
	return rc;
}

void
om_source_memory(struct om_source *s, const char *name, struct om_span bytes,
    size_t block, size_t limit)
{
	begin(s, name, block, limit);
	s->memory = bytes;
	s->size = bytes.n;
	/* Memory never fails to be read. */
	(void)!skip_mark(s);
}

void
om_source_close(struct om_source *s)
{
	if (s->fd > STDIN_FILENO)
		(void)close(s->fd);
	s->fd = -1;
	om_buf_free(&s->held);
}

static int
more_memory(struct om_source *s)
{
	size_t left = s->memory.n - s->start - s->n;

	s->n += left < s->block ? left : s->block;
	s->ended = left == 0;
	return !s->ended;
}

/* What is done with makes room, so that the window alone is held. */
static void
slide(struct om_source *s)
{
	if (s->start == 0)
		return;
	memmove(s->held.p, s->held.p + s->start, s->n);
	s->held.n = s->n;
	s->start = 0;
}

static int
read_file(size_t *got, const struct om_source *s, char *room)
{
	ssize_t n;

	do
		n = read(s->fd, room, s->block);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return om_file_fail(s->name, "read");
	*got = (size_t)n;
	return OM_OK;
}

static int
more_held(struct om_source *s)
{
	char *room;
	size_t n = 0;
	int rc;

	slide(s);
	room = om_buf_room(&s->held, s->block);
	if (room == NULL)
		return om_buf_check(&s->held, s->name);
	if (s->pull != NULL)
		rc = s->pull(&n, s->state, room, s->block);
	else
		rc = read_file(&n, s, room);
	if (rc != OM_OK)
		return rc;
	s->held.n += n;
	s->n += n;
	s->ended = n == 0;
	return !s->ended;
}

int
om_source_more(struct om_source *s)
{
	if (s->ended)
		return 0;
	if (s->n > s->limit)
		return om_fail(
		    OM_LIMIT, "a record is larger than %zu bytes", s->limit);
	if (s->fd < 0 && s->pull == NULL)
		return more_memory(s);
	return more_held(s);
}

void
om_source_skip(struct om_source *s, size_t n)
{
	const char *p = om_source_window(s).p, *end = p + n;

	while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		s->line++;
		p++;
	}
	s->start += n;
	s->n -= n;
	s->skipped += n;
}
