#ifndef OM_SCAN_HITS_H
#define OM_SCAN_HITS_H

#include "base/span.h"

/* What speaks for a finding; a bit each. */
enum om_evidence {
#define OM_EVIDENCE(code, word) OM_EVIDENCE_##code,
#include "scan/evidence_list.h"
#undef OM_EVIDENCE
	OM_EVIDENCES
};

/* A kind of data seen at bytes start to end of a text, and how surely. */
struct om_hit {
	uint32_t start, end;
	uint16_t kind;	   /* in the catalogue */
	uint16_t evidence; /* bits of enum om_evidence */
	float confidence;
};

/* A user's pattern that was given up in the line that begins at `at`. */
struct om_breach {
	uint32_t at;
	const char *pattern; /* its name */
};

/* What was seen in one text; it grows as needed, up to OM_HITS_MAX. */
enum { OM_HITS_MAX = 1 << 20, OM_BREACHES_MAX = 64 };

struct om_hits {
	struct om_hit *list;
	size_t n, size;
	bool dropped; /* there were more: the text is incomplete */
	struct om_breach breaches[OM_BREACHES_MAX]; /* the first ones */
	size_t breach_count;
};

void om_hits_add(struct om_hits *h, struct om_hit hit);
void om_hits_breach(struct om_hits *h, uint32_t at, const char *pattern);
void om_hits_free(struct om_hits *h);

/*
 * Sorts by place and weighs what overlaps: of two readings of the same bytes
 * at most one is true, so the less sure one keeps of its confidence what the
 * surer leaves over. A part (OM_EVIDENCE_PART) is no rival of what it stands
 * in. Drops decoys, which have had their say, and what falls below `least`,
 * from the place `from` on.
 */
void om_hits_settle(struct om_hits *h, size_t from, float least);

const char *om_evidence_word(enum om_evidence e);

#endif
