#ifndef OM_SCAN_PREFIXES_H
#define OM_SCAN_PREFIXES_H

#include <stddef.h>
#include <stdint.h>

/*
 * Where one of many short texts may begin: three bytes of each are looked up
 * by their halves, as vector shuffles do sixteen at a time. Texts share eight
 * buckets, a bit each; a bucket lets pass what any mix of its texts would be,
 * so that what passes is looked at again.
 */
enum { OM_PREFIX_BYTES = 3, OM_PREFIX_BUCKETS = 8 };

struct om_prefixes {
	uint8_t low[OM_PREFIX_BYTES][16];  /* by the low four bits */
	uint8_t high[OM_PREFIX_BYTES][16]; /* by the high four */
	double leaks[OM_PREFIX_BUCKETS];   /* what each bucket lets pass */
};

/*
 * Adds the n bytes at p, of which the first three count; where any_case, a
 * letter stands for its capital too. It takes the bucket that this makes the
 * least leaky.
 */
void om_prefixes_add(
    struct om_prefixes *s, const char *p, size_t n, int any_case);

/*
 * A bit for each byte of n blocks of 64 that begin at p, set where one may
 * begin; the two bytes behind them are read as well.
 */
typedef void om_prefixes_mark(
    uint64_t *out, const struct om_prefixes *s, const char *p, size_t n);

void om_prefixes_mark_scalar(
    uint64_t *out, const struct om_prefixes *s, const char *p, size_t n);
void om_prefixes_mark_avx2(
    uint64_t *out, const struct om_prefixes *s, const char *p, size_t n);
void om_prefixes_mark_avx512(
    uint64_t *out, const struct om_prefixes *s, const char *p, size_t n);
void om_prefixes_mark_neon(
    uint64_t *out, const struct om_prefixes *s, const char *p, size_t n);

#endif
