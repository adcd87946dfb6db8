#include "report/report.h"

#include <dirent.h>
#include <stdlib.h>

#include "base/embed.h"
#include "base/file.h"
#include "base/memory.h"

static const char below[] = "reports/", ending[] = ".sql";

enum { FILE_MAX = 1 << 20, REPORTS_MAX = 512 };

/* Small letters, digits and hyphens: what a name may be made of. */
static bool
is_name(struct om_span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-", s.p[i]) ==
		    NULL)
			return false;
	return s.n > 0 && s.n <= 40;
}

static int
open_file(struct om_report **out, const char *path, const char *name)
{
	struct om_buf text = OM_BUF(FILE_MAX);
	int rc = om_file_read(&text, path);

	if (rc == OM_OK)
		rc = om_report_parse(out, path, name, om_buf_span(&text));
	om_buf_free(&text);
	return rc;
}

static int
open_embedded(struct om_report **out, const char *file, const char *name)
{
	struct om_buf path = OM_BUF(256);
	struct om_span text;
	int rc;

	om_buf_format(&path, "%s%s", below, file);
	if (om_embed_find(&text, path.p))
		rc = om_report_parse(out, path.p, name, text);
	else
		rc = om_fail(
		    OM_NOTFOUND, "there is no such report (ombud report list)");
	om_buf_free(&path);
	return rc;
}

int
om_report_open(struct om_report **out, const char *folder, const char *name)
{
	struct om_buf file = OM_BUF(64);
	char *path = NULL;
	int rc;

	if (!is_name(om_span_of(name)))
		return om_fail(
		    OM_NOTFOUND, "there is no such report (ombud report list)");
	om_buf_format(&file, "%s%s", name, ending);
	if (folder != NULL)
		path = om_path_join(folder, file.p);
	if (path != NULL && om_file_exists(path))
		rc = open_file(out, path, name);
	else
		rc = open_embedded(out, file.p, name);
	om_free(path);
	om_buf_free(&file);
	return rc;
}

struct names {
	struct om_arena arena;
	char *list[REPORTS_MAX];
	size_t n;
};

/* A file NAME.sql; others are letters and the like. */
static void
add_name(struct names *names, struct om_span file)
{
	size_t n = sizeof(ending) - 1;
	struct om_span name;

	if (file.n <= n || names->n == REPORTS_MAX ||
	    !om_span_is(om_span_bytes(file.p + file.n - n, n), ending))
		return;
	name = om_span_bytes(file.p, file.n - n);
	if (!is_name(name))
		return;
	for (size_t i = 0; i < names->n; i++)
		if (om_span_is(name, names->list[i]))
			return;
	names->list[names->n++] = om_arena_string(&names->arena, name);
}

static void
add_embedded(struct names *names)
{
	size_t n = sizeof(below) - 1;

	for (size_t i = 0; om_embedded[i].name != NULL; i++) {
		struct om_span path = om_span_of(om_embedded[i].name);

		if (om_span_starts(path, OM_SPAN("reports/")))
			add_name(names, om_span_bytes(path.p + n, path.n - n));
	}
}

static int
add_folder(struct names *names, const char *folder)
{
	DIR *d = opendir(folder);
	const struct dirent *e;

	if (d == NULL)
		return om_file_fail(folder, "read");
	while ((e = readdir(d)) != NULL)
		add_name(names, om_span_of(e->d_name));
	(void)closedir(d);
	return OM_OK;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int
om_report_each(const char *folder, int (*visit)(void *state, const char *name),
    void *state)
{
	struct names *names = om_new(1, sizeof(*names));
	int rc = OM_OK;

	add_embedded(names);
	if (folder != NULL)
		rc = add_folder(names, folder);
	if (names->n > 0)
		qsort(names->list, names->n, sizeof(names->list[0]), compare);
	for (size_t i = 0; rc == OM_OK && i < names->n; i++)
		rc = visit(state, names->list[i]);
	om_arena_free(&names->arena);
	om_free(names);
	return rc;
}
