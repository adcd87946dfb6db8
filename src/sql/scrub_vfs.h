#ifndef OM_SQL_SCRUB_VFS_H
#define OM_SQL_SCRUB_VFS_H

/*
 * The file system through which our databases are opened, by this name: that
 * of SQLite's default at the time, whichever it is, where
 *
 * - a page written to a database goes through om_scrub_page; SQLite's own
 *   memory, journals and write-ahead logs, which have checksums, stay as they
 *   are;
 * - a temporary file cannot be opened, for it would hold plain pages;
 * - a database is never mapped into memory;
 * - a write-ahead log that has grown large is lengthened in steps of zeros,
 *   over which commits are written.
 *
 * Not scrubbed are pages that another program wrote, until they are written
 * again (`db sweep` finds them, `db backup` copies rows and not pages); the
 * log, until a checkpoint empties it (om_sql_flush); numbers of pages that
 * were listed as free, which say nothing of anybody; and blocks of the disk
 * that a file gave back. The last page written lies in memory until the next
 * sync, or the closing, wipes it.
 *
 * Registered once in a process, never as the default. OM_IO where SQLite has
 * no memory for it.
 */
#define OM_SCRUB_VFS "ombud"

#include "base/error.h"

int om_scrub_vfs_register(void) OM_MUST_CHECK;

#endif
