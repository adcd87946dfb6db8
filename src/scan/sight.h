#ifndef OM_SCAN_SIGHT_H
#define OM_SCAN_SIGHT_H

#include "scan/cue.h"
#include "scan/fields.h"
#include "scan/heard.h"
#include "scan/identifiers.h"
#include "scan/lexicon.h"
#include "scan/mailbox.h"
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
	struct om_mailboxes *mailboxes;
	const struct om_block_marker *marker;
	float least;
	bool eager; /* a few digits are reported without a word for them */
	struct om_kind_set only;
	int detected[OM_DETECTED_ALL]; /* -1 where not looked for */
	const struct om_kind_speech *speech[OM_DETECTED_ALL]; /* or NULL */
	struct om_phone_plans *phones;
	struct om_secrets *secrets;
	struct om_special *special;
	struct om_patterns *patterns; /* NULL: none */
	int password_kind, card_kind; /* in the catalogue */
	struct om_arena arena;	      /* of the cues */
	struct om_cues *cues;
	struct om_shape_sieve shapes; /* of what is looked for */
};

/* One text being looked at; what detectors share. */
struct om_sight {
	const struct om_scanner *scanner;
	struct om_span text;
	const struct om_word_set *field; /* NULL: plain text */
	struct om_hits *hits;
	struct om_marks marks;
	struct om_heard *heard;
	size_t first;	 /* hit of this text in hits */
	size_t made;	 /* hits of whole lines by their field */
	size_t next;	 /* the first of them that does not end before here */
	uint32_t done;	 /* bytes before it were made out as something whole */
	uint32_t named;	 /* the same of names */
	uint32_t placed; /* and of places */
	uint32_t zoned;	 /* where the last machine-readable zone ends */
	uint32_t valued; /* where the last value of a named secret begins */
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
 * What the words from 64 bytes before start to 32 behind end do, within their
 * line: classes of om_words. Those between start and end count as well, since
 * "IMEI 35-..." is one chain.
 */
unsigned om_sight_hears(const struct om_sight *s, uint32_t start, uint32_t end);

/* Whether there may be any of the class: a quick look. */
bool om_sight_may_hear(const struct om_sight *s, uint32_t start, uint32_t end,
    enum om_word_class class);

/* The words themselves. */
void om_sight_words(const struct om_sight *s, struct om_word_set *out,
    uint32_t start, uint32_t end);

/* The same wherever it is, beyond the reach of the marks too: slower. */
void om_sight_words_far(const struct om_sight *s, struct om_word_set *out,
    uint32_t start, uint32_t end);

/* Those of the 24 bytes before `at` alone. */
void om_sight_words_before(
    const struct om_sight *s, struct om_word_set *out, uint32_t at);

/* Whether a word of the set speaks for what a detector finds, or against. */
bool om_sight_speaks(const struct om_sight *s, enum om_detected what,
    const struct om_word_set *words);
bool om_sight_speaks_against(
    const struct om_sight *s, const struct om_word_set *words);

/* The byte at i, NUL beyond both ends (i may be -1 as unsigned). */
static inline char
om_sight_byte(const struct om_sight *s, uint32_t i)
{
	return i < s->text.n ? s->text.p[i] : '\0';
}

#endif
