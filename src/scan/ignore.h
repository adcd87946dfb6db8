#ifndef OM_SCAN_IGNORE_H
#define OM_SCAN_IGNORE_H

#include "base/arena.h"
#include "base/buf.h"

/*
 * Patterns of paths that are left out, as gitignore(5) has them: one a line,
 * # a remark, ! takes back, a slash at the end means folders only, a slash
 * before it that the pattern begins at its folder; * ? [a-z] and **.
 */
struct om_ignore_pattern {
	struct om_span text;
	bool back, folder, rooted;
};

struct om_ignore {
	struct om_arena arena;
	struct om_ignore_pattern *list;
	size_t n;
};

void om_ignore_add(struct om_ignore *g, struct om_span line);
void om_ignore_lines(struct om_ignore *g, struct om_span text);
void om_ignore_close(struct om_ignore *g);

/*
 * What the last pattern that fits says of a path below the patterns' folder:
 * 1 it is left out, 0 it is not, -1 none fits.
 */
int om_ignore_ask(const struct om_ignore *g, struct om_span path, bool folder);

/* Whether a path fits one pattern; linear in the path for each star. */
bool om_ignore_fits(struct om_span pattern, struct om_span path);

#endif
