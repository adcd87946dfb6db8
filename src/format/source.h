#ifndef OM_FORMAT_SOURCE_H
#define OM_FORMAT_SOURCE_H

#include "base/buf.h"

/*
 * Bytes from a file, from standard input or from memory, as a window that
 * slides over them: readers look at what is there, ask for more, and skip
 * what they are done with. A byte order mark (UTF-8) is left out. Nobody
 * waits for a full block: a pipe's bytes are there when they come.
 */
typedef int om_source_pull(
    size_t *got, void *state, char *p, size_t room) OM_MUST_CHECK;

struct om_source {
	const char *name; /* the path as given, for messages */
	int fd;		  /* -1 for memory */
	struct om_buf held;
	struct om_span memory;
	size_t start; /* of the window in held or memory */
	size_t n;     /* bytes of the window */
	size_t block;
	size_t limit;
	uint64_t skipped;     /* bytes before the window */
	uint64_t size;	      /* of the whole, 0 where not known */
	uint64_t line;	      /* 1-based, where the window begins */
	bool ended;	      /* no byte comes behind the window */
	om_source_pull *pull; /* where bytes come from if not NULL */
	void *state;
};

enum {
	OM_SOURCE_BLOCK = 1 << 20,
	OM_SOURCE_LIMIT = 16 << 20,
};

/*
 * Opens path, "-" being standard input. block is what one read asks for,
 * limit how large the window may become; 0 stands for 1 MiB and 16 MiB. name
 * is borrowed. Errors as in base/file.h.
 */
int om_source_open(struct om_source *s, const char *path, size_t block,
    size_t limit) OM_MUST_CHECK;

/* As om_source_open, from borrowed bytes; fails never. */
void om_source_memory(struct om_source *s, const char *name,
    struct om_span bytes, size_t block, size_t limit);

/*
 * As om_source_open, from a function: pull writes up to room bytes at p and
 * how many to *got, none at the end.
 */
int om_source_open_pull(struct om_source *s, const char *name,
    om_source_pull *pull, void *state) OM_MUST_CHECK;

void om_source_close(struct om_source *s);

/* The bytes there are; they move with om_source_more. */
static inline struct om_span
om_source_window(const struct om_source *s)
{
	const char *p = s->fd < 0 && s->pull == NULL ? s->memory.p : s->held.p;

	return om_span_bytes(p == NULL ? "" : p + s->start, s->n);
}

/*
 * Lengthens the window: 1, or 0 at the end of the input, or OM_LIMIT where
 * the window holds more than limit bytes already, or OM_IO.
 */
int om_source_more(struct om_source *s) OM_MUST_CHECK;

/* Moves the window's start n bytes on, n at most its length. */
void om_source_skip(struct om_source *s, size_t n);

/* Bytes read so far, for a progress bar; compare with size. */
static inline uint64_t
om_source_read(const struct om_source *s)
{
	return s->skipped + s->n;
}

#endif
