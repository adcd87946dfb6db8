#ifndef OM_REQUEST_PACKAGE_H
#define OM_REQUEST_PACKAGE_H

#include "base/buf.h"
#include "crypto/hash.h"
#include "format/zip.h"

enum { OM_PACKAGE_FILES = 8 };

struct om_package_file {
	const char *name; /* a constant */
	const char *what; /* the key of what a person finds in it */
	uint64_t size;	  /* both once it has ended */
	uint8_t hash[OM_HASH_SIZE];
};

/*
 * Files that belong together, as a folder (0700, its files 0600) or as one
 * .zip file, at a path where nothing is: written as they come under another
 * name beside it, durable, then put in place as a whole. What is held in
 * memory does not grow with them.
 */
struct om_package {
	const char *path;
	char *temporary; /* NULL where nothing is written, and after the end */
	int place;	 /* the open folder, or the zip file */
	struct om_zip *zip;
	int file;  /* in the folder, that is being written; -1 */
	bool open; /* the last file has not ended */
	struct om_hash *hash;
	struct om_buf bytes; /* of the last file, not written yet */
	struct om_package_file files[OM_PACKAGE_FILES];
	size_t n;
};

/* What a package is made for. */
struct om_package_options {
	const char *path; /* borrowed */
	int64_t time;	  /* of a zip's entries, ms */
	bool dry;	  /* look whether it could be made, write nothing */
};

/* OM_EXISTS where path is there already. om_package_close in any case. */
int om_package_open(
    struct om_package *p, const struct om_package_options *o) OM_MUST_CHECK;

/*
 * Ends the file before and begins one, which is filled through *out; at most
 * OM_PACKAGE_FILES. om_package_flow, between any two pieces, writes away
 * what has piled up there.
 */
int om_package_begin(struct om_package *p, struct om_buf **out,
    const char *name, const char *what) OM_MUST_CHECK;
int om_package_flow(struct om_package *p) OM_MUST_CHECK;

/* Ends the last file, so that its size and hash are known. */
int om_package_end(struct om_package *p) OM_MUST_CHECK;

/* Makes all of it durable beside the path. */
int om_package_prepare(struct om_package *p) OM_MUST_CHECK;

/* Puts it in place. */
int om_package_place(struct om_package *p) OM_MUST_CHECK;

/*
 * Frees, and removes what was written but not put in place. The message of
 * the failure before stays; where something could not be removed, it is added.
 */
void om_package_close(struct om_package *p);

#endif
