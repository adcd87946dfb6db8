#include "cmd/nearest.h"

enum { WORD_MAX = 24 };

static unsigned
least(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

/* Optimal string alignment; both at most WORD_MAX. */
static unsigned
distance(struct om_span a, struct om_span b)
{
	unsigned d[WORD_MAX + 1][WORD_MAX + 1];

	for (size_t i = 0; i <= a.n; i++)
		for (size_t j = 0; j <= b.n; j++) {
			unsigned differ;

			if (i == 0 || j == 0) {
				d[i][j] = (unsigned)(i + j);
				continue;
			}
			differ = a.p[i - 1] != b.p[j - 1];
			d[i][j] = least(d[i - 1][j] + 1, d[i][j - 1] + 1,
			    d[i - 1][j - 1] + differ);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1])
				d[i][j] = least(
				    d[i][j], d[i - 2][j - 2] + 1, d[i][j]);
		}
	return d[a.n][b.n];
}

void
om_nearest_offer(struct om_nearest *n, const char *candidate)
{
	struct om_span known = om_span_of(candidate);
	unsigned d;

	if (n->word.n > WORD_MAX || known.n > WORD_MAX)
		return;
	d = distance(n->word, known);
	if (d > (known.n + 2) / 3 || (n->best != NULL && d >= n->distance))
		return;
	n->best = candidate;
	n->distance = d;
}

bool
om_nearest_is_tame(struct om_span word)
{
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && c != '-')
			return false;
	}
	return word.n > 0 && word.n <= WORD_MAX;
}
