#ifndef OM_REQUEST_PACKAGE_H
#define OM_REQUEST_PACKAGE_H

#include "base/buf.h"

enum { OM_PACKAGE_FILES = 8 };

struct om_package_file {
	const char *name; /* a constant */
	const char *what; /* the key of what a person finds in it */
	struct om_buf bytes;
};

/*
 * Files that belong together, as a folder (0700, its files 0600) or as one
 * .zip file, at a path where nothing is: prepared under another name beside
 * it, durable, then put in place as a whole.
 */
struct om_package {
	const char *path;
	char *temporary; /* NULL before om_package_prepare and after the end */
	struct om_package_file files[OM_PACKAGE_FILES];
	size_t n;
};

/* OM_EXISTS where path is there already. path is borrowed. */
int om_package_open(struct om_package *p, const char *path) OM_MUST_CHECK;

/* An empty file to fill; at most OM_PACKAGE_FILES. */
struct om_buf *om_package_add(
    struct om_package *p, const char *name, const char *what);

/* Writes all of it beside the path. zip entries bear the time, ms. */
int om_package_prepare(struct om_package *p, int64_t time) OM_MUST_CHECK;

/* Puts it in place. */
int om_package_place(struct om_package *p) OM_MUST_CHECK;

/*
 * Frees, and removes what was prepared but not put in place. The message of
 * the failure before stays; where something could not be removed, it is added.
 */
void om_package_close(struct om_package *p);

#endif
