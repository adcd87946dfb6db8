#include "scan/walk.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/memory.h"

enum { IGNORE_MAX = 1 << 20, DEPTH = 100 };

/* A folder and those above it, for their patterns. */
struct folder {
	const struct folder *above;
	const char *path;
	struct om_ignore ignore;
	unsigned depth;
};

struct names {
	char **list;
	size_t n;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static int
read_names(struct names *out, const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;

	*out = (struct names){ NULL, 0 };
	if (dir == NULL)
		return om_file_fail(path, "open");
	while ((entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
		    strcmp(entry->d_name, "..") == 0)
			continue;
		out->list =
		    om_resize(out->list, out->n + 1, sizeof(*out->list));
		out->list[out->n++] = om_strdup(entry->d_name);
	}
	(void)closedir(dir);
	if (out->n > 0)
		qsort(out->list, out->n, sizeof(*out->list), by_name);
	return OM_OK;
}

static void
free_names(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		om_free(names->list[i]);
	om_free(names->list);
}

static void
read_ignore(struct folder *f)
{
	char *path = om_path_join(f->path, ".ombudignore");
	struct om_buf text = OM_BUF(IGNORE_MAX);

	if (om_file_exists(path) && om_file_read(&text, path) == OM_OK)
		om_ignore_lines(&f->ignore, om_buf_span(&text));
	om_buf_free(&text);
	om_free(path);
}

/* A path as it is seen from the folder that it lies in; that may be "/". */
static struct om_span
seen_from(const struct folder *f, const char *path)
{
	size_t n = strlen(f->path);

	return om_span_of(path + n + (path[n] == '/'));
}

/* The nearest folder's patterns come first, the user's own last. */
static bool
is_left_out(const struct om_walk *w, const struct folder *f, const char *path,
    bool folder)
{
	const struct folder *top = f;
	const char *name = strrchr(path, '/');

	if (folder && name != NULL && strcmp(name, "/.git") == 0)
		return true;
	for (; f != NULL; f = f->above) {
		int says =
		    om_ignore_ask(&f->ignore, seen_from(f, path), folder);

		if (says >= 0)
			return says == 1;
		top = f;
	}
	if (w->exclude == NULL)
		return false;
	return om_ignore_ask(w->exclude, seen_from(top, path), folder) == 1;
}

static int walk_folder(
    const struct om_walk *w, const char *path, const struct folder *above);

static int
walk_entry(const struct om_walk *w, const struct folder *f, const char *path)
{
	struct stat st;

	if (lstat(path, &st) != 0) {
		(void)om_file_fail(path, "look at");
		return w->skipped(w->state, path);
	}
	if (is_left_out(w, f, path, S_ISDIR(st.st_mode)))
		return OM_OK;
	if (S_ISDIR(st.st_mode))
		return walk_folder(w, path, f);
	if (!S_ISREG(st.st_mode))
		return OM_OK;
	return w->visit(w->state, path, (uint64_t)st.st_size);
}

static int
walk_folder(
    const struct om_walk *w, const char *path, const struct folder *above)
{
	struct folder f = { .above = above,
		.path = path,
		.depth = above == NULL ? 0 : above->depth + 1 };
	struct names names;
	int rc = f.depth > DEPTH
		     ? om_fail(OM_LIMIT, "%s: folders too deep", path)
		     : read_names(&names, path);

	if (rc != OM_OK)
		return w->skipped(w->state, path);
	read_ignore(&f);
	for (size_t i = 0; i < names.n && rc == OM_OK; i++) {
		char *inner = om_path_join(path, names.list[i]);

		rc = walk_entry(w, &f, inner);
		om_free(inner);
	}
	om_ignore_close(&f.ignore);
	free_names(&names);
	return rc;
}

int
om_walk(const struct om_walk *w, const char *path)
{
	size_t n = strlen(path);
	struct stat st;
	char *trimmed;
	int rc;

	if (strcmp(path, "-") == 0 || stat(path, &st) != 0 ||
	    !S_ISDIR(st.st_mode))
		return w->visit(w->state, path,
		    strcmp(path, "-") != 0 && stat(path, &st) == 0 &&
			    S_ISREG(st.st_mode)
			? (uint64_t)st.st_size
			: 0);
	trimmed = om_strdup(path);
	while (n > 1 && trimmed[n - 1] == '/')
		trimmed[--n] = '\0';
	rc = walk_folder(w, trimmed, NULL);
	om_free(trimmed);
	return rc;
}
