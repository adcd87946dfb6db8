#ifndef OM_FAULT_QUOTA_H
#define OM_FAULT_QUOTA_H

#include <stddef.h>

/*
 * A disk that is nearly full, for a program that this is linked into, where
 * no file system may be mounted: writes, and what else makes the files of a
 * folder larger, fail with ENOSPC as soon as these would take more than so
 * many bytes beyond those that they take now. A file takes whole pages.
 */
void quota_begin(const char *folder, size_t room);
void quota_end(void);

#endif
