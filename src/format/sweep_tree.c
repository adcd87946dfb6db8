#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "format/sweep_inside.h"

enum { FOLDERS_DEEP = 64, PATH_CEILING = 64 << 10 };

/* One folder's entries, in the order of their names. */
struct entries {
	char **names;
	size_t n, room;
};

/* Where an entry stands. */
struct place {
	int folder; /* descriptor */
	const char *name;
	const char *path; /* for people */
	unsigned depth;
	bool names_only;
};

static void visit(struct om_sweep *s, const struct place *at);

static char *
join(const char *folder, const char *name, const char *ending)
{
	struct om_buf b = OM_BUF(PATH_CEILING);
	char *path;

	om_buf_text(&b, folder);
	if (name[0] != '\0' && b.n > 0 && b.p[b.n - 1] != '/')
		om_buf_byte(&b, '/');
	om_buf_text(&b, name);
	om_buf_text(&b, ending);
	path = om_strdup(b.failed ? "a path that is too long" : b.p);
	om_buf_free(&b);
	return path;
}

static void
report(struct om_sweep *s, const char *path, const char *reason)
{
	om_sweep_begin(s, path, NULL);
	om_sweep_problem(s, reason);
}

static void
report_errno(struct om_sweep *s, const char *path)
{
	struct om_buf reason = OM_BUF(256);

	om_buf_format(&reason, "cannot be opened: %s", strerror(errno));
	report(s, path, reason.p);
	om_buf_free(&reason);
}

/* O_NONBLOCK: what was a file a moment ago may be a pipe now. */
static int
open_at(int folder, const char *name, int flags)
{
	return openat(folder, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | flags);
}

/* A regular file, opened; -1 else. */
static int
open_regular(int folder, const char *name)
{
	struct stat about;
	int fd = open_at(folder, name, 0);

	if (fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode))
		return fd;
	if (fd >= 0) {
		(void)close(fd);
		errno = EINVAL;
	}
	return -1;
}

/* See om_sweep_close. */
static void
keep(struct om_sweep *s, int fd)
{
	struct om_sweep_state *state = s->state;

	if (fd < 0)
		return;
	if (state->kept_count == state->kept_room) {
		state->kept_room = state->kept_room * 2 + 16;
		state->kept = om_resize(
		    state->kept, state->kept_room, sizeof(*state->kept));
	}
	state->kept[state->kept_count++] = fd;
}

static bool
ends_with(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n > m && strcmp(name + n - m, ending) == 0;
}

/* Whose locks SQLite's library may hold: the database, its -shm. */
static bool
may_be_locked(enum om_sweep_kind kind, const char *name)
{
	return kind == OM_SWEEP_SQLITE || ends_with(name, "-shm") ||
	       ends_with(name, "-wal") || ends_with(name, "-journal");
}

static enum om_sweep_kind
sweep_regular(struct om_sweep *s, const struct place *at)
{
	char *log_name = join(at->name, "", "-wal");
	char *log_path = join(at->path, "", "-wal");
	struct om_sweep_file f = { at->path, NULL, -1, -1, log_path };
	enum om_sweep_kind kind = OM_SWEEP_PLAIN;

	f.fd = open_regular(at->folder, at->name);
	if (f.fd < 0) {
		report_errno(s, at->path);
		goto out;
	}
	s->files++;
	f.log = open_regular(at->folder, log_name);
	kind = om_sweep_file(s, &f);
	if (may_be_locked(kind, at->name)) {
		keep(s, f.fd);
		keep(s, f.log);
		goto out;
	}
	(void)close(f.fd);
	if (f.log >= 0)
		keep(s, f.log);
out:
	om_free(log_name);
	om_free(log_path);
	return kind;
}

/*
 * The -wal is read with its database, when that is one and it can be opened. A
 * file that only bears such a name is a file like others.
 */
static bool
is_read_with_database(struct om_sweep *s, const struct place *at)
{
	struct om_buf base = OM_BUF(PATH_CEILING);
	char head[OM_SWEEP_HEAD];
	const char *word;
	ssize_t n = -1;
	int fd, log;

	if (!ends_with(at->name, "-wal"))
		return false;
	om_buf_add(
	    &base, om_span_bytes(at->name, strlen(at->name) - strlen("-wal")));
	fd = open_regular(at->folder, base.p);
	log = open_regular(at->folder, at->name);
	if (fd >= 0 && log >= 0)
		n = pread(fd, head, sizeof(head), 0);
	keep(s, fd);
	keep(s, log);
	om_buf_free(&base);
	return n > 0 && om_sweep_kind(&word, om_span_bytes(head, (size_t)n)) ==
			    OM_SWEEP_SQLITE;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
free_entries(struct entries *e)
{
	for (size_t i = 0; i < e->n; i++)
		om_free(e->names[i]);
	om_free(e->names);
}

static bool
list(struct entries *e, int folder)
{
	int fd = dup(folder);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	int why;

	if (dir == NULL) {
		if (fd >= 0)
			(void)close(fd);
		return false;
	}
	while (errno = 0, (entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		if (e->n == e->room) {
			e->room = e->room * 2 + 16;
			e->names =
			    om_resize(e->names, e->room, sizeof(*e->names));
		}
		e->names[e->n++] = om_strdup(entry->d_name);
	}
	why = errno;
	(void)closedir(dir);
	errno = why;
	return why == 0;
}

static bool
is_names_only(const struct om_sweep *s, const struct place *at)
{
	const struct om_sweep_options *o = s->state->options;

	return at->names_only ||
	       (at->depth == 1 && o != NULL && o->names_only != NULL &&
		   strcmp(at->name, o->names_only) == 0);
}

static void
visit_entries(struct om_sweep *s, const struct place *at, int folder,
    const struct entries *e)
{
	if (e->n > 0)
		qsort(e->names, e->n, sizeof(*e->names), compare_names);
	for (size_t i = 0; i < e->n; i++) {
		char *path = join(at->path, e->names[i], "");
		struct place inner = { folder, e->names[i], path, at->depth + 1,
			false };

		inner.names_only = is_names_only(s, at);
		visit(s, &inner);
		om_free(path);
	}
}

static void
sweep_folder(struct om_sweep *s, const struct place *at)
{
	struct entries e = { 0 };
	int folder = open_at(at->folder, at->name, O_DIRECTORY);

	if (at->depth == FOLDERS_DEEP)
		report(s, at->path, "folders within folders, too deep");
	else if (folder < 0 || !list(&e, folder))
		report_errno(s, at->path);
	else
		visit_entries(s, at, folder, &e);
	free_entries(&e);
	if (folder >= 0)
		(void)close(folder);
}
/* Of a path that was named only its last part: the rest is not swept. */
static const char *
last_part(const struct place *at)
{
	const char *slash = at->depth == 0 ? strrchr(at->name, '/') : NULL;

	return slash == NULL ? at->name : slash + 1;
}

/* Pipes and sockets hold nothing when nobody holds them. */
static void
visit(struct om_sweep *s, const struct place *at)
{
	struct stat about;

	om_sweep_begin(s, at->path, NULL);
	om_sweep_name(s, "file name", last_part(at));
	if (fstatat(at->folder, at->name, &about, AT_SYMLINK_NOFOLLOW) != 0)
		report_errno(s, at->path);
	else if (S_ISDIR(about.st_mode))
		sweep_folder(s, at);
	else if (S_ISLNK(about.st_mode))
		report(s, at->path, "a link, which is not followed");
	else if (S_ISBLK(about.st_mode) || S_ISCHR(about.st_mode))
		report(s, at->path, "a device, which is not read");
	else if (S_ISREG(about.st_mode) && !at->names_only &&
		 !is_read_with_database(s, at))
		(void)sweep_regular(s, at);
}

/* What SQLite keeps beside a database that was named alone. */
static void
visit_beside(struct om_sweep *s, const struct place *at)
{
	static const char *const endings[] = { "-journal", "-shm", "-wal" };
	struct stat about;

	for (size_t i = 0; i < 3; i++) {
		char *name = join(at->name, "", endings[i]);
		char *path = join(at->path, "", endings[i]);
		const struct place beside = { at->folder, name, path, 0,
			false };

		if (fstatat(at->folder, name, &about, AT_SYMLINK_NOFOLLOW) == 0)
			visit(s, &beside);
		om_free(name);
		om_free(path);
	}
}

void
om_sweep_path(struct om_sweep *s, const char *path,
    const struct om_sweep_options *options)
{
	const struct place at = { AT_FDCWD, path, path, 0, false };
	struct stat about;

	s->state->options = options;
	visit(s, &at);
	if (stat(path, &about) == 0 && S_ISREG(about.st_mode))
		visit_beside(s, &at);
	s->state->options = NULL;
}
