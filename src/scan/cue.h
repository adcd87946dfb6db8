#ifndef OM_SCAN_CUE_H
#define OM_SCAN_CUE_H

#include "base/arena.h"
#include "base/error.h"
#include "scan/block.h"

struct om_cue;
struct om_sight;

/* Looks round a cue that stands at `at` and adds what it sees. */
typedef void om_cue_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue);

/*
 * A spelling that begins something or speaks for it: "-----BEGIN ", the
 * prefix of a key, a word such as "religion". It begins a word, or a part of
 * one as in clientSecret, or is no letter or digit itself.
 */
struct om_cue {
	struct om_span text; /* three bytes at least */
	bool any_case;	     /* text is in small letters, and stands for all */
	om_cue_detect *detect;
	const void *data; /* the detector's */
};

struct om_cues;

struct om_cues *om_cues_new(struct om_arena *arena);

/* OM_LIMIT where there are too many. What it borrows outlives the list. */
int om_cues_add(struct om_cues *c, const struct om_cue *cue) OM_MUST_CHECK;

/* Those of cue_list.h. */
int om_cues_add_known(struct om_cues *c) OM_MUST_CHECK;

const struct om_prefixes *om_cues_prefixes(const struct om_cues *c);

/*
 * Where in the i-th block a cue may begin, of the places that the prefixes
 * let pass.
 */
static inline uint64_t
om_cues_starts(uint64_t passed, const struct om_blocks *b, size_t i)
{
	uint64_t coded = b->digit[i] | b->letter[i];
	uint64_t coded_last = b->digit[i - 1] | b->letter[i - 1];
	uint64_t small = b->letter[i] & ~b->upper[i];
	uint64_t small_last = b->letter[i - 1] & ~b->upper[i - 1];
	uint64_t before = coded << 1 | coded_last >> (OM_BLOCK_SIZE - 1);
	uint64_t humps =
	    b->upper[i] & (small << 1 | small_last >> (OM_BLOCK_SIZE - 1));

	return passed & (~coded | ~before | humps);
}

/* Calls the detectors of the cues that stand at the places. */
void om_cues_look(struct om_sight *s, uint64_t places, uint32_t base);

#endif
