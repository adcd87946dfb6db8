#include "scan/unfinished.h"

#include "scan/mrz.h"
#include "scan/secret.h"

enum { LABEL = 80 };

static const struct om_span begin = OM_SPAN("-----BEGIN ");

static bool
has(struct om_span s, struct om_span what)
{
	for (size_t i = 0; i + what.n <= s.n; i++)
		if (memcmp(s.p + i, what.p, what.n) == 0)
			return true;
	return false;
}

/* Where the last "-----BEGIN " of s stands; its length where none does. */
static size_t
last_begin(struct om_span s)
{
	size_t at = s.n;

	for (struct om_span rest = s; rest.n >= begin.n;) {
		const char *p = memchr(rest.p, '-', rest.n - begin.n + 1);

		if (p == NULL)
			break;
		if (memcmp(p, begin.p, begin.n) == 0)
			at = (size_t)(p - s.p);
		rest = om_span_bytes(p + 1, (size_t)(s.p + s.n - p) - 1);
	}
	return at;
}

/* From the beginning of the line of a private key that does not end. */
static size_t
open_block(struct om_span lines)
{
	size_t skipped =
	    lines.n > OM_SECRET_BLOCK ? lines.n - OM_SECRET_BLOCK : 0;
	struct om_span tail =
	    om_span_bytes(lines.p + skipped, lines.n - skipped);
	size_t at = last_begin(tail);
	struct om_span block = om_span_bytes(tail.p + at, tail.n - at);
	struct om_span label =
	    om_span_bytes(block.p, block.n < LABEL ? block.n : (size_t)LABEL);

	if (at == tail.n || !has(label, OM_SPAN("PRIVATE KEY")) ||
	    has(block, OM_SPAN("-----END ")))
		return 0;
	while (at > 0 && tail.p[at - 1] != '\n')
		at--;
	return at == 0 && skipped > 0 ? 0 : tail.n - at;
}

size_t
om_unfinished(struct om_span lines)
{
	size_t block = open_block(lines), zone = om_mrz_unfinished(lines);

	return block > zone ? block : zone;
}
