#ifndef OM_SCAN_SIGHT_H
#define OM_SCAN_SIGHT_H

#include "scan/block.h"
#include "scan/cue.h"
#include "scan/fields.h"
#include "scan/identifiers.h"
#include "scan/lexicon.h"
#include "scan/marks.h"
#include "scan/patterns.h"
#include "scan/phone_plan.h"
#include "scan/scanner.h"
#include "scan/secret.h"
#include "scan/special.h"

/* Kinds that detectors in C find, by their number in the catalogue. */
enum om_detected {
#define OM_DETECTED(code, kind) OM_DETECTED_##code,
#include "scan/detected_list.h"
#undef OM_DETECTED
	OM_DETECTED_ALL
};

struct om_scanner {
	const struct om_kinds *kinds;
	struct om_identifiers *identifiers;
	bool borrowed; /* they are another scanner's */
	struct om_lexicon *lexicon;
	struct om_fields *fields;
	const struct om_block_marker *marker;
	float least;
	bool eager; /* something short is reported without a word for it */
	struct om_kind_set only;
	struct om_word_tails tails;    /* of words that speak for something */
	int detected[OM_DETECTED_ALL]; /* -1 where not looked for */
	const struct om_kind_speech *speech[OM_DETECTED_ALL]; /* or NULL */
	struct om_phone_plans *phones;
	struct om_secrets *secrets;
	struct om_special *special;
	struct om_patterns *patterns; /* NULL: none */
	int password_kind, card_kind; /* in the catalogue */
	struct om_arena arena;	      /* of the cues */
	struct om_cues *cues;
};

/* One text being looked at; what detectors share. */
struct om_sight {
	const struct om_scanner *scanner;
	struct om_span text;
	const struct om_word_set *field; /* NULL: plain text */
	struct om_hits *hits;
	struct om_marks marks;
	uint32_t done;	 /* bytes before it were made out as something whole */
	uint32_t named;	 /* the same of names */
	uint32_t placed; /* and of places */
	uint32_t zoned;	 /* where the last machine-readable zone ends */
	uint32_t valued; /* where the last value of a named secret begins */
	bool eager;	 /* short codes need no word to be looked at */
};

/*
 * Detectors: each looks round the anchor at `at` and adds what it sees. It
 * returns where looking for further anchors goes on, at least at + 1.
 */
uint32_t om_email_detect(struct om_sight *s, uint32_t at);   /* at an @ */
uint32_t om_address_detect(struct om_sight *s, uint32_t at); /* at a colon */
uint32_t om_number_detect(struct om_sight *s, uint32_t at);  /* in a chain */

/* Bytes of a text. */
struct om_range {
	uint32_t start, end;
};

/* Adds a hit of a kind that detectors in C find, if it is looked for. */
void om_sight_add(struct om_sight *s, enum om_detected what,
    struct om_range where, double confidence, unsigned evidence);

/*
 * The words from 64 bytes before start to 32 behind end, within their line:
 * those between count as well, since "IMEI 35-..." is one chain.
 */
void om_sight_words(const struct om_sight *s, struct om_word_set *out,
    uint32_t start, uint32_t end);

/* Whether a word of the set speaks for what a detector finds, or against. */
bool om_sight_speaks(const struct om_sight *s, enum om_detected what,
    const struct om_word_set *words);
bool om_sight_speaks_against(
    const struct om_sight *s, const struct om_word_set *words);

/*
 * Whether the word before `at`, up to three bytes away, may be one that
 * speaks for something: a quick look that errs on the safe side.
 */
bool om_sight_is_named(const struct om_sight *s, uint32_t at);

/* The byte at i, NUL beyond both ends (i may be -1 as unsigned). */
static inline char
om_sight_byte(const struct om_sight *s, uint32_t i)
{
	return i < s->text.n ? s->text.p[i] : '\0';
}

#endif
