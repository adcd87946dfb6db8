#ifndef OM_BASE_FILE_H
#define OM_BASE_FILE_H

#include "base/buf.h"

/*
 * Files and folders. Errors: OM_NOTFOUND where there is nothing, OM_DENIED
 * without permission, OM_IO else (a full disk among them), OM_LIMIT for one
 * larger than the buffer's ceiling. Messages name the path, never contents.
 */

/* Turns errno of a failed call on path into a code and message. */
int om_file_fail(const char *path, const char *verb);

/* Appends the whole file to b; "-" is standard input. */
int om_file_read(struct om_buf *b, const char *path) OM_MUST_CHECK;

/*
 * Puts bytes at path as a whole or not at all: a temporary beside it,
 * fsync, rename, fsync of the folder. An existing file is replaced.
 */
int om_file_replace(
    const char *path, struct om_span bytes, unsigned mode) OM_MUST_CHECK;

/* As om_file_replace; OM_EXISTS where path already is. */
int om_file_create(
    const char *path, struct om_span bytes, unsigned mode) OM_MUST_CHECK;

/* Writes all of s to an open descriptor; name is for the message. */
int om_file_write(int fd, struct om_span s, const char *name) OM_MUST_CHECK;

/*
 * Waits until this open descriptor alone has the file's or folder's lock
 * (flock); closing it or LOCK_UN gives it back. name is for the message.
 */
int om_file_lock(int fd, const char *name) OM_MUST_CHECK;

/* Makes the contents of a file durable. */
int om_file_sync(const char *path) OM_MUST_CHECK;

/* Copies a file of any size to a new path (OM_EXISTS else), durably. */
int om_file_copy(const char *to, const char *from, unsigned mode) OM_MUST_CHECK;

/* Makes the entries of the folder of path durable. */
int om_file_sync_folder(const char *path) OM_MUST_CHECK;

/* Makes a folder and its missing parents; an existing folder is fine. */
int om_folder_make(const char *path, unsigned mode) OM_MUST_CHECK;

/*
 * Makes a folder that is new (OM_EXISTS else, a link too) and opens it: what
 * om_file_begin makes lies in this one, whoever moves it or puts another in
 * its place. close(2) it.
 */
int om_folder_new(int *fd, const char *path, unsigned mode) OM_MUST_CHECK;

/*
 * Begins a new file of that name, which is one part and not "..", in an open
 * folder. OM_USAGE for another name, OM_EXISTS where it is there. close(2) it.
 */
int om_file_begin(
    int *fd, int folder, const char *name, unsigned mode) OM_MUST_CHECK;

/*
 * Moves a file to where nothing is, OM_EXISTS else; durable. from may be left
 * beside it where it could not be removed: OM_IO then.
 */
int om_file_move(const char *to, const char *from) OM_MUST_CHECK;

/* Removes a folder and all in it; no error where it is not there. */
int om_folder_remove(const char *path) OM_MUST_CHECK;

/* Calls visit(path) for every regular file below folder, in any order. */
int om_folder_walk(const char *folder,
    int (*visit)(void *state, const char *path), void *state) OM_MUST_CHECK;

bool om_file_exists(const char *path);

/* Joins folder and name in memory of the caller's om_free. */
char *om_path_join(const char *folder, const char *name);

#endif
