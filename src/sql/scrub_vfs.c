#include "sql/scrub_vfs.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

#include "base/memory.h"
#include "sql/scrub.h"

enum { LEAST_PAGE = 512, LARGEST_PAGE = 65536, PAGE_SIZE_AT = 16 };

/* From what size on a log is lengthened in steps, and by how much. */
enum { LARGE_LOG = 1 << 18, LOG_STEP = 1 << 20, ZEROS = 1 << 15 };

/* A file of ours begins with SQLite's part; the real one is its own. */
struct file {
	sqlite3_file head;
	sqlite3_file *real;
	uint8_t *page; /* where a page is scrubbed, if it is a database */
	int size;
	bool database;
	bool filled; /* page holds what was written */
	bool log;
	bool synced; /* nothing was written since */
};

static sqlite3_file *
real(sqlite3_file *f)
{
	return ((struct file *)f)->real;
}

static sqlite3_vfs *
below(void)
{
	return sqlite3_vfs_find(NULL);
}

static int
close_file(sqlite3_file *file)
{
	struct file *f = (struct file *)file;
	int rc = SQLITE_OK;

	if (f->real != NULL && f->real->pMethods != NULL)
		rc = f->real->pMethods->xClose(f->real);
	sqlite3_free(f->real);
	sqlite3_free(f->page);
	f->real = NULL;
	f->page = NULL;
	return rc;
}

static int
read_file(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	return real(f)->pMethods->xRead(real(f), p, n, at);
}

/*
 * A database is written in whole pages only, at rest; page 1 says how large
 * they are.
 */
static bool
is_page(const uint8_t *p, int n, sqlite3_int64 at)
{
	if (n < LEAST_PAGE || n > LARGEST_PAGE || (n & (n - 1)) != 0 ||
	    at % n != 0)
		return false;
	return at != 0 || (p[PAGE_SIZE_AT] << 8 | p[PAGE_SIZE_AT + 1]) ==
			      (n == LARGEST_PAGE ? 1 : n);
}

static bool
make_room(struct file *f, int n)
{
	if (f->size >= n)
		return true;
	sqlite3_free(f->page);
	f->page = sqlite3_malloc(n);
	f->size = f->page == NULL ? 0 : n;
	return f->page != NULL;
}

/*
 * Where there is no room for all of it, what there is is left to the frames
 * and to other files.
 */
static void
lengthen(sqlite3_file *log, sqlite3_int64 size)
{
	static const uint8_t zeros[ZEROS];

	for (sqlite3_int64 at = size; at < size + LOG_STEP; at += ZEROS)
		if (log->pMethods->xWrite(log, zeros, ZEROS, at) != SQLITE_OK) {
			(void)log->pMethods->xTruncate(log, size);
			return;
		}
}

/*
 * A commit that overwrites what is there is synced faster than one that makes
 * the log longer, which changes the file system's tables. Asked once a
 * commit: a large one gains nothing by being written twice.
 */
static void
begin_commit(struct file *f, sqlite3_int64 at)
{
	sqlite3_int64 size;

	f->synced = false;
	if (at >= LARGE_LOG &&
	    f->real->pMethods->xFileSize(f->real, &size) == SQLITE_OK &&
	    at >= size)
		lengthen(f->real, size);
}

static int
write_file(sqlite3_file *file, const void *p, int n, sqlite3_int64 at)
{
	struct file *f = (struct file *)file;
	const void *from = p;
	int rc;

	if (f->database && is_page(p, n, at)) {
		if (!make_room(f, n))
			return SQLITE_IOERR_NOMEM;
		if (om_scrub_page(f->page, p, (size_t)n, at == 0))
			from = f->page;
	}
	if (f->log && f->synced)
		begin_commit(f, at);
	rc = f->real->pMethods->xWrite(f->real, from, n, at);
	f->filled |= from == f->page;
	return rc;
}

static int
truncate_file(sqlite3_file *f, sqlite3_int64 size)
{
	return real(f)->pMethods->xTruncate(real(f), size);
}

/* What is written to a database is synced at the end. */
static int
sync_file(sqlite3_file *file, int flags)
{
	struct file *f = (struct file *)file;

	if (f->filled)
		om_wipe(f->page, (size_t)f->size);
	f->filled = false;
	f->synced = true;
	return f->real->pMethods->xSync(f->real, flags);
}

static int
file_size(sqlite3_file *f, sqlite3_int64 *out)
{
	return real(f)->pMethods->xFileSize(real(f), out);
}

static int
lock(sqlite3_file *f, int level)
{
	return real(f)->pMethods->xLock(real(f), level);
}

static int
unlock(sqlite3_file *f, int level)
{
	return real(f)->pMethods->xUnlock(real(f), level);
}

static int
is_reserved(sqlite3_file *f, int *out)
{
	return real(f)->pMethods->xCheckReservedLock(real(f), out);
}

/* What the real file answers about mapping would not be true of ours. */
static int
control(sqlite3_file *f, int what, void *argument)
{
	if (what == SQLITE_FCNTL_MMAP_SIZE) {
		*(sqlite3_int64 *)argument = 0;
		return SQLITE_OK;
	}
	return real(f)->pMethods->xFileControl(real(f), what, argument);
}

static int
sector_size(sqlite3_file *f)
{
	return real(f)->pMethods->xSectorSize(real(f));
}

static int
characteristics(sqlite3_file *f)
{
	return real(f)->pMethods->xDeviceCharacteristics(real(f));
}

static int
map_shared(sqlite3_file *f, int region, int size, int extend, void volatile **p)
{
	return real(f)->pMethods->xShmMap(real(f), region, size, extend, p);
}

static int
lock_shared(sqlite3_file *f, int offset, int n, int flags)
{
	return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}

static void
shared_barrier(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}

static int
unmap_shared(sqlite3_file *f, int remove)
{
	return real(f)->pMethods->xShmUnmap(real(f), remove);
}

/* Version 2: with the shared memory of the log, without mapped files. */
static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = file_size,
	.xLock = lock,
	.xUnlock = unlock,
	.xCheckReservedLock = is_reserved,
	.xFileControl = control,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = characteristics,
	.xShmMap = map_shared,
	.xShmLock = lock_shared,
	.xShmBarrier = shared_barrier,
	.xShmUnmap = unmap_shared,
};

static int
open_real(struct file *f, const char *name, int flags, int *out)
{
	sqlite3_vfs *vfs = below();

	f->real = sqlite3_malloc(vfs->szOsFile);
	if (f->real == NULL)
		return SQLITE_IOERR_NOMEM;
	memset(f->real, 0, (size_t)vfs->szOsFile);
	return vfs->xOpen(vfs, name, f->real, flags, out);
}

static int
open_file(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct file *f = (struct file *)file;
	int rc;

	(void)vfs;
	*f = (struct file){ .database = (flags & SQLITE_OPEN_MAIN_DB) != 0,
		.log = (flags & SQLITE_OPEN_WAL) != 0 };
	if ((flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL |
			 SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL)) == 0)
		return SQLITE_CANTOPEN;
	rc = open_real(f, name, flags, out);
	/* SQLite closes only what has methods. */
	if (rc == SQLITE_OK)
		f->head.pMethods = &methods;
	else
		(void)close_file(file);
	return rc;
}

static int
delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
	vfs = below();
	return vfs->xDelete(vfs, name, sync);
}

static int
access_file(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	vfs = below();
	return vfs->xAccess(vfs, name, flags, out);
}

static int
full_name(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
	vfs = below();
	return vfs->xFullPathname(vfs, name, n, out);
}

static int
randomness(sqlite3_vfs *vfs, int n, char *out)
{
	vfs = below();
	return vfs->xRandomness(vfs, n, out);
}

static int
sleep_for(sqlite3_vfs *vfs, int microseconds)
{
	vfs = below();
	return vfs->xSleep(vfs, microseconds);
}

static int
now_days(sqlite3_vfs *vfs, double *out)
{
	vfs = below();
	return vfs->xCurrentTime(vfs, out);
}

static int
last_error(sqlite3_vfs *vfs, int n, char *out)
{
	vfs = below();
	return vfs->xGetLastError(vfs, n, out);
}

/* Extensions are not loaded: there are no xDl functions. */
static sqlite3_vfs shim = {
	.iVersion = 1,
	.szOsFile = sizeof(struct file),
	.zName = OM_SCRUB_VFS,
	.xOpen = open_file,
	.xDelete = delete_file,
	.xAccess = access_file,
	.xFullPathname = full_name,
	.xRandomness = randomness,
	.xSleep = sleep_for,
	.xCurrentTime = now_days,
	.xGetLastError = last_error,
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int registered = SQLITE_ERROR;

static void
register_once(void)
{
	sqlite3_vfs *vfs = below();

	if (vfs == NULL)
		return;
	shim.mxPathname = vfs->mxPathname;
	registered = sqlite3_vfs_register(&shim, 0);
}

int
om_scrub_vfs_register(void)
{
	(void)pthread_once(&once, register_once);
	if (registered != SQLITE_OK)
		return om_fail(OM_IO, "store: SQLite has no file system");
	return OM_OK;
}
