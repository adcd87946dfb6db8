#ifndef OM_FORMAT_SWEEP_INSIDE_H
#define OM_FORMAT_SWEEP_INSIDE_H

#include "base/arena.h"
#include "format/search.h"
#include "format/unwrap.h"
#include "format/sweep.h"

/* Between the files of a sweep. */

enum {
	OM_SWEEP_BLOCK = 1 << 20,
	OM_SWEEP_DEPTH = 4, /* archives within archives */
	OM_SWEEP_HEAD = 512,
};

struct om_sweep_number {
	int64_t number;
	uint32_t value;
};

struct om_sweep_state {
	struct om_arena arena;
	const struct om_needles *needles;
	struct om_search *search, *weak, *wrapped;
	struct om_sweep_number *numbers; /* sorted */
	size_t number_count;
	char *block;
	void (*tell)(void *state, uint64_t bytes);
	void *tell_state;
	size_t finding_room, problem_room, database_room;
	int *kept;
	size_t kept_count, kept_room;
	const struct om_sweep_options *options; /* of the path under way */

	/* What is read now. */
	const char *path, *member;
	size_t first_finding;
	unsigned depth;
	uint64_t unpacked; /* bytes, of the archive at path */
};

/* A file begins: findings from here on are its own. */
void om_sweep_begin(struct om_sweep *s, const char *path, const char *member);

/* Counts one place of a needle, of which form and value are looked at. */
void om_sweep_found(struct om_sweep *s, const char *where,
    const struct om_needle *needle, uint64_t offset, uint32_t page);

/* Records a problem of the file that is read now; reason is copied. */
void om_sweep_problem(struct om_sweep *s, const char *reason);

/* The same of a file of a kind that cannot be opened up. */
void om_sweep_opaque(struct om_sweep *s, const char *word);

/* Looks for needles in a name. */
void om_sweep_name(struct om_sweep *s, const char *where, const char *name);

/* Counts bytes and tells whoever watches. */
void om_sweep_count(struct om_sweep *s, uint64_t bytes);

/* What a file is by its first bytes. */
enum om_sweep_kind {
	OM_SWEEP_PLAIN,
	OM_SWEEP_SQLITE,
	OM_SWEEP_ARCHIVE,
	OM_SWEEP_OPAQUE, /* packed or enciphered, and not to be opened */
};
enum om_sweep_kind om_sweep_kind(const char **word, struct om_span head);

/*
 * Sweeps an open file in all ways that it asks for. log is the descriptor of
 * the -wal beside it, -1 where there is none; log_path is its path.
 */
struct om_sweep_file {
	const char *path, *member;
	int fd;
	int log;
	const char *log_path;
};
enum om_sweep_kind om_sweep_file(
    struct om_sweep *s, const struct om_sweep_file *f);

/* Bytes of a file, searched as they are and as if lines were joined. */
struct om_sweep_stream {
	struct om_search_stream plain;
	struct om_unwrap joined;
};
void om_sweep_start(struct om_sweep_stream *to, const struct om_sweep *s,
    void (*found)(void *state, const struct om_needle *needle, uint64_t offset),
    void *state);
void om_sweep_feed(struct om_sweep_stream *to, struct om_span bytes);
void om_sweep_end(struct om_sweep_stream *to);

/* Searches all bytes of fd in order; false after a problem. */
bool om_sweep_bytes(struct om_sweep *s, int fd,
    void (*found)(void *state, const struct om_needle *needle, uint64_t offset),
    void *state);

void om_sweep_sqlite(struct om_sweep *s, const struct om_sweep_file *f);
void om_sweep_archive(struct om_sweep *s, const struct om_sweep_file *f);

#endif
