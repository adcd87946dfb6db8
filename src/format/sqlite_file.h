#ifndef OM_FORMAT_SQLITE_FILE_H
#define OM_FORMAT_SQLITE_FILE_H

#include "base/buf.h"

/*
 * A database file of SQLite (version 3 of its format), read page by page and
 * without SQLite's library, so that nothing in it is run, changed or hidden.
 * With the log ("-wal") beside it, it is the state after the last commit.
 *
 * Nothing here takes a lock. Whoever reads a database that others write
 * holds SQLite's lock meanwhile, or asks om_sqlite_file_quiet afterwards.
 *
 * Closing a file drops all POSIX locks that this process has on it, those
 * of SQLite's library among them: a database that the same process holds
 * open through that library is opened by descriptor, and the descriptor is
 * closed after the library's connection.
 */
struct om_sqlite_file;

enum om_sqlite_encoding {
	OM_SQLITE_UTF8 = 1,
	OM_SQLITE_UTF16LE = 2,
	OM_SQLITE_UTF16BE = 3,
};

/* What the first page says, checked; and what the log changes in it. */
struct om_sqlite_header {
	uint32_t page_size;	 /* bytes, 512..65536 */
	uint32_t usable;	 /* of them; the rest is reserved */
	uint32_t pages;		 /* of the state that is read */
	uint32_t freelist_head;	 /* first trunk page, or 0 */
	uint32_t freelist_count; /* pages, trunks included */
	uint32_t largest_root;	 /* 0: there are no pointer map pages */
	enum om_sqlite_encoding encoding;
};

/* All zero is a fair choice. */
struct om_sqlite_options {
	uint64_t size;	/* bytes of each file: 256 GiB where 0 */
	bool no_log;	/* a -wal beside the file is not looked at */
	bool unsettled; /* a journal of an unfinished write is no fault */
};

/* Where bytes lie. */
enum om_sqlite_place { OM_SQLITE_MAIN, OM_SQLITE_LOG, OM_SQLITE_PLACES };

/*
 * Opens the database at path and "PATH-wal", where there is one. options may
 * be NULL. OM_INPUT where it is no database of SQLite (an encrypted or empty
 * one among them), OM_BUSY where "PATH-journal" holds what undoes a write
 * that did not end, OM_LIMIT for larger files, OM_CORRUPT for a header or
 * log that contradicts itself; else as base/file.h.
 */
int om_sqlite_file_open(struct om_sqlite_file **out, const char *path,
    const struct om_sqlite_options *options) OM_MUST_CHECK;

/* The same from the caller's descriptors; log is -1 where there is none. */
int om_sqlite_file_open_fd(struct om_sqlite_file **out, const char *name,
    int fd, int log, const struct om_sqlite_options *options) OM_MUST_CHECK;

/* The same from borrowed bytes. */
int om_sqlite_file_open_memory(struct om_sqlite_file **out,
    struct om_span bytes, struct om_span log,
    const struct om_sqlite_options *options) OM_MUST_CHECK;

void om_sqlite_file_close(struct om_sqlite_file *f);

const struct om_sqlite_header *om_sqlite_file_header(
    const struct om_sqlite_file *f);

/* Bytes of the file or the log, 0 where there is none. */
uint64_t om_sqlite_file_size(
    const struct om_sqlite_file *f, enum om_sqlite_place place);

/*
 * Reads page number (from 1) of the state after the last commit into
 * header.page_size bytes at p. OM_CORRUPT where there is no such page.
 */
int om_sqlite_file_page(
    char *p, struct om_sqlite_file *f, uint32_t number) OM_MUST_CHECK;

/* Reads n bytes at offset as they stand; OM_IO where they do not. */
int om_sqlite_file_bytes(char *p, struct om_sqlite_file *f,
    enum om_sqlite_place place, uint64_t offset, size_t n) OM_MUST_CHECK;

/* OM_BUSY where file or log were written since they were opened. */
int om_sqlite_file_quiet(const struct om_sqlite_file *f) OM_MUST_CHECK;

/*
 * The log's frames: how many there are (of any kind; each is a header of 24
 * bytes and a page, behind the log's 32 bytes), how many of them belong to
 * the state, that is up to the last commit, and which frame, from 0, holds
 * page number (-1: the file does); and where that frame's page begins.
 */
uint32_t om_sqlite_file_frames(const struct om_sqlite_file *f);
uint32_t om_sqlite_file_committed(const struct om_sqlite_file *f);
int64_t om_sqlite_file_frame_of(
    const struct om_sqlite_file *f, uint32_t number);
uint64_t om_sqlite_file_frame_offset(
    const struct om_sqlite_file *f, uint32_t frame);

/* The page that a committed frame holds. */
uint32_t om_sqlite_file_frame_number(
    const struct om_sqlite_file *f, uint32_t frame);

/* Whether the log begins with the header of one. */
bool om_sqlite_file_has_log(const struct om_sqlite_file *f);

#endif
