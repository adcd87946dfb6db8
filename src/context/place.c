#define _DEFAULT_SOURCE /* realpath */
#include "context/place.h"

#include <limits.h>
#include <stdlib.h>

/* What stands in a workspace; "ombud." begins its files' names. */
static const char *const own[] = { "keys", "audit", "ledger", "policies",
	"reports" };

static bool
is_own(struct om_span name)
{
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (om_span_is(name, own[i]))
			return true;
	return om_span_starts(name, OM_SPAN("ombud."));
}

/* The first part of path below folder; none where it is not below. */
static struct om_span
part_below(const char *folder, struct om_span path)
{
	struct om_span part = OM_SPAN_NONE, rest, above = om_span_of(folder);

	if (!om_span_starts(path, above))
		return part;
	path.p += above.n;
	path.n -= above.n;
	if (path.n < 2 || *path.p != '/')
		return part;
	path = om_span_bytes(path.p + 1, path.n - 1);
	return om_span_cut(&part, &rest, path, '/') ? part : path;
}

/* The folder of path without links, and the last part of path behind it. */
static bool
resolve(struct om_buf *out, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct om_buf folder = OM_BUF(PATH_MAX);
	char whole[PATH_MAX];
	bool found;

	if (slash == NULL)
		om_buf_text(&folder, ".");
	else
		om_buf_add(
		    &folder, om_span_bytes(path, (size_t)(slash - path) + 1));
	found = !folder.failed && realpath(folder.p, whole) != NULL;
	om_buf_free(&folder);
	if (found)
		om_buf_format(out, "%s/%s", strcmp(whole, "/") ? whole : "",
		    slash == NULL ? path : slash + 1);
	return found && !out->failed;
}

int
om_place_check(const struct om *om, const char *path)
{
	struct om_buf whole = OM_BUF(PATH_MAX);
	char folder[PATH_MAX];
	bool taken = realpath(om->folder, folder) != NULL &&
		     resolve(&whole, path) &&
		     is_own(part_below(folder, om_buf_span(&whole)));

	om_buf_free(&whole);
	if (!taken)
		return OM_OK;
	return om_fail(OM_USAGE,
	    "%s: is where the workspace keeps its own; choose another place",
	    path);
}
