#ifndef OM_BASE_SPAN_H
#define OM_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Borrowed bytes: n bytes at p, no NUL behind them, so that they cannot
 * reach a %s. Print one with "%.*s" and OM_SPAN_ARG, never into a message
 * when it may be personal. p may be NULL when n is 0.
 */
struct om_span {
	const char *p;
	size_t n;
};

#define OM_SPAN(literal) ((struct om_span){ "" literal, sizeof(literal) - 1 })
#define OM_SPAN_NONE ((struct om_span){ NULL, 0 })
#define OM_SPAN_ARG(s) (int)(s).n, (s).p ? (s).p : ""

/* The bytes of a C string without its NUL; none for NULL. */
static inline struct om_span
om_span_of(const char *s)
{
	return s ? (struct om_span){ s, strlen(s) } : OM_SPAN_NONE;
}

static inline struct om_span
om_span_bytes(const void *p, size_t n)
{
	return (struct om_span){ p, n };
}

/* Not for secrets: it stops at the first difference. */
static inline bool
om_span_equal(struct om_span a, struct om_span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
om_span_is(struct om_span a, const char *s)
{
	return om_span_equal(a, om_span_of(s));
}

/* Byte order, shorter first among equals: negative, 0, positive. */
int om_span_compare(struct om_span a, struct om_span b);

static inline bool
om_span_starts(struct om_span a, struct om_span prefix)
{
	return a.n >= prefix.n &&
	       (prefix.n == 0 || memcmp(a.p, prefix.p, prefix.n) == 0);
}

/*
 * Splits s at the first c: *head is what stands before it, *tail what stands
 * behind. false and nothing written where there is no c.
 */
bool om_span_cut(
    struct om_span *head, struct om_span *tail, struct om_span s, char c);

/* Without the ASCII white space at both ends. */
struct om_span om_span_trim(struct om_span s);

/* Decimal digits only, no sign, no space; false where it does not fit. */
bool om_span_u64(uint64_t *out, struct om_span s);

#endif
