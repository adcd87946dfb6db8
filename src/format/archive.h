#ifndef OM_FORMAT_ARCHIVE_H
#define OM_FORMAT_ARCHIVE_H

#include <archive.h>
#include <archive_entry.h>

#include "base/error.h"

/*
 * libarchive, loaded when the first archive is met: it brings fourteen
 * libraries with it, ICU among them, which would double the time that every
 * start of the program takes.
 */
struct om_archive {
#define OM_ARCHIVE(result, name, arguments) result(*name) arguments;
#include "format/archive_list.h"
#undef OM_ARCHIVE
};

/* Valid for the life of the process. OM_IO where it cannot be loaded. */
int om_archive_load(const struct om_archive **out) OM_MUST_CHECK;

#endif
