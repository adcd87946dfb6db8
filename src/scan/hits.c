#include "scan/hits.h"

#include <stdlib.h>

#include "base/memory.h"

static const char *const words[] = {
#define OM_EVIDENCE(code, word) word,
#include "scan/evidence_list.h"
#undef OM_EVIDENCE
};

const char *
om_evidence_word(enum om_evidence e)
{
	return words[e];
}

void
om_hits_add(struct om_hits *h, struct om_hit hit)
{
	if (h->n == OM_HITS_MAX) {
		h->dropped = true;
		return;
	}
	if (h->n == h->size) {
		size_t size = h->size == 0 ? 64 : h->size * 2;

		h->list = om_resize(h->list, size, sizeof(*h->list));
		h->size = size;
	}
	h->list[h->n++] = hit;
}

void
om_hits_breach(struct om_hits *h, uint32_t at, const char *pattern)
{
	if (h->breach_count < OM_BREACHES_MAX)
		h->breaches[h->breach_count++] =
		    (struct om_breach){ at, pattern };
}

void
om_hits_free(struct om_hits *h)
{
	om_free(h->list);
	*h = (struct om_hits){ 0 };
}

static int
by_place(const void *a, const void *b)
{
	const struct om_hit *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->confidence != y->confidence)
		return x->confidence > y->confidence ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return (x->kind > y->kind) - (x->kind < y->kind);
}

static int
by_confidence(const void *a, const void *b)
{
	const struct om_hit *x = a, *y = b;

	if (x->confidence != y->confidence)
		return x->confidence > y->confidence ? -1 : 1;
	if (x->end - x->start != y->end - y->start)
		return x->end - x->start > y->end - y->start ? -1 : 1;
	return by_place(a, b);
}

/* Two readings of the same bytes, and not a thing with what stands in it. */
static bool
are_rivals(const struct om_hit *a, const struct om_hit *b)
{
	return a->start < b->end && b->start < a->end &&
	       ((a->evidence ^ b->evidence) & 1U << OM_EVIDENCE_PART) == 0;
}

/* One group of hits that overlap, directly or through another. */
static void
weigh(struct om_hit *list, size_t n)
{
	qsort(list, n, sizeof(*list), by_confidence);
	for (size_t i = 1; i < n; i++) {
		float left = 1;

		for (size_t k = 0; k < i; k++)
			if (are_rivals(&list[k], &list[i]))
				left *= 1 - list[k].confidence;
		list[i].confidence *= left;
	}
}

/*
 * They nearly always come in order: each moves a few places at most, and
 * where that is not so, all are sorted anew, so that time stays n log n.
 */
static void
sort_by_place(struct om_hit *list, size_t n)
{
	size_t moves = 0;

	for (size_t i = 1; i < n; i++) {
		struct om_hit hit = list[i];
		size_t k = i;

		for (; k > 0 && by_place(&list[k - 1], &hit) > 0; k--)
			list[k] = list[k - 1];
		list[k] = hit;
		moves += i - k;
		if (moves > 8 * n) {
			qsort(list, n, sizeof(*list), by_place);
			return;
		}
	}
}

void
om_hits_settle(struct om_hits *h, size_t from, float least)
{
	const unsigned decoy = 1U << OM_EVIDENCE_DECOY;
	size_t kept = from;

	if (h->n == from)
		return;
	sort_by_place(h->list + from, h->n - from);
	for (size_t i = from; i < h->n;) {
		uint32_t end = h->list[i].end;
		size_t n = 1;

		while (i + n < h->n && h->list[i + n].start < end) {
			if (h->list[i + n].end > end)
				end = h->list[i + n].end;
			n++;
		}
		if (n > 1)
			weigh(h->list + i, n);
		i += n;
	}
	for (size_t i = from; i < h->n; i++)
		if (h->list[i].confidence >= least &&
		    (h->list[i].evidence & decoy) == 0)
			h->list[kept++] = h->list[i];
	h->n = kept;
	sort_by_place(h->list + from, h->n - from);
}
