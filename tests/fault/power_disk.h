#ifndef OM_FAULT_POWER_DISK_H
#define OM_FAULT_POWER_DISK_H

#include "base/error.h"
#include "fault/power_log.h"

/*
 * A disk that loses power. What was synced is there; of all else, each write
 * is kept, lost or torn at 512 bytes, whatever came after it, and of the
 * changes of a folder's entries the first few are kept. A new file's entry
 * is durable only once its folder was synced; a rename is whole or not at
 * all.
 */
struct disk;

/* Disks that do less than they are told: what they do not sync. */
enum disk_kind {
	DISK_HONEST,
	DISK_NORMAL,	/* the write-ahead log but at checkpoints */
	DISK_OFF,	/* the database and its write-ahead log */
	DISK_NO_LEDGER, /* ledger/ */
	DISK_NO_AUDIT,	/* audit/: tiles and signed head */
	DISK_NO_KEYS,	/* keys/ */
	DISK_NO_FOLDERS,
	DISK_KINDS
};

/* log is borrowed. */
struct disk *disk_new(const struct log *log, enum disk_kind kind);
void disk_free(struct disk *d);

/* Lets events happen up to the n-th; n does not fall. */
void disk_advance(struct disk *d, size_t n);

/* Makes a folder what by this chance is left of the watched one. */
int disk_crash(
    const struct disk *d, uint64_t chance, const char *folder) OM_MUST_CHECK;

#endif
