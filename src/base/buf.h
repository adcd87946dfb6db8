#ifndef OM_BASE_BUF_H
#define OM_BASE_BUF_H

#include <stdbool.h>

#include "base/error.h"
#include "base/span.h"

/*
 * Owned bytes that grow up to a ceiling given at birth. Failure is sticky:
 * what comes after it is dropped, and om_buf_check says so once at the end.
 * Growing, resetting and freeing wipe what was there. Read p and n; write
 * only through the functions. p is always followed by a NUL once anything
 * was added (not counted in n).
 */
struct om_buf {
	char *p;
	size_t n;
	size_t size;
	size_t ceiling;
	bool failed;
};

/* An empty buffer that may hold up to ceiling bytes; allocates nothing. */
#define OM_BUF(limit) ((struct om_buf){ NULL, 0, 0, (limit), false })

void om_buf_add(struct om_buf *b, struct om_span s);
void om_buf_text(struct om_buf *b, const char *s);
void om_buf_byte(struct om_buf *b, char c);

/* Decimal digits, zeros before them up to a width, as %0*lld has them. */
void om_buf_int(struct om_buf *b, int64_t value, unsigned width);
void om_buf_format(struct om_buf *b, const char *format, ...) OM_FORMAT(2, 3);

/*
 * Room for n bytes behind what is there, to be filled by the caller, who
 * then adds n to b->n; NULL where that would pass the ceiling.
 */
char *om_buf_room(struct om_buf *b, size_t n);

/* Little-endian integers and length-prefixed bytes, for what is hashed. */
void om_buf_u32(struct om_buf *b, uint32_t value);
void om_buf_u64(struct om_buf *b, uint64_t value);

/* Lower-case hexadecimal digits of s. */
void om_buf_hex(struct om_buf *b, struct om_span s);

/* OM_LIMIT, with a message naming what, if anything was dropped. */
int om_buf_check(const struct om_buf *b, const char *what) OM_MUST_CHECK;

static inline struct om_span
om_buf_span(const struct om_buf *b)
{
	return om_span_bytes(b->p, b->n);
}

/* Empties and wipes it, keeping the memory; clears a failure. */
void om_buf_reset(struct om_buf *b);

/* Wipes and frees; the buffer may be used again. */
void om_buf_free(struct om_buf *b);

#endif
