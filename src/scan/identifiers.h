#ifndef OM_SCAN_IDENTIFIERS_H
#define OM_SCAN_IDENTIFIERS_H

#include "policy/kinds.h"
#include "scan/check.h"
#include "scan/hits.h"
#include "scan/shape.h"
#include "scan/words.h"

/*
 * An identifier that is known by its shape: policies/identify/NAME.json, by
 * country or branch. What its check and its neighbours say of a candidate is
 * a probability measured on labelled data.
 */
struct om_identifier {
	int kind;			   /* in the catalogue */
	const struct om_check_info *check; /* NULL: the shape is all */
	float alone;	   /* probability where no word speaks for it */
	float with_word;   /* where a word nearby does */
	float with_field;  /* where the column's or key's name does */
	bool any_case;	   /* small letters are allowed */
	bool brief;	   /* a shape of it is of less than seven digits */
	unsigned least;	   /* letters and digits of its shortest shape */
	unsigned evidence; /* bits of enum om_evidence that it always has */
	const uint16_t *words;
	size_t word_count;
};

/* Words that speak for a kind which code of its own finds. */
struct om_kind_speech {
	int kind;
	const uint16_t *words;
	size_t n;
};

enum { OM_SPEECH_MAX = 64 };

struct om_identifiers {
	struct om_arena arena;
	struct om_kind_speech speech[OM_SPEECH_MAX];
	size_t speech_count;
	struct om_identifier *list;
	size_t n;
	struct om_shape_index shapes; /* to places in list */
	/* every key of a shape, or of a beginning of one, with its place */
	struct om_shape_step *steps;
	size_t step_count, step_size;
	struct om_words *words;
	const uint16_t *against; /* words that make numbers mere numbers */
	size_t against_count;
};

/*
 * Reads every file of policies/identify/, from folder where it has one (as
 * om_policy_load). kinds must stay open. OM_USAGE names file, line and path.
 * That examples are found is for the tests to say.
 */
int om_identifiers_open(struct om_identifiers **out,
    const struct om_kinds *kinds, const char *folder) OM_MUST_CHECK;
void om_identifiers_close(struct om_identifiers *i);

/* The words of a name, and what they speak for. */
void om_identifiers_field(const struct om_identifiers *i,
    struct om_word_set *out, struct om_span name);

/* The words that speak for a kind; NULL where no file names any. */
const struct om_kind_speech *om_identifiers_speech(
    const struct om_identifiers *i, int kind);

/* Whether one of the words is in the set. */
bool om_identifiers_speak(
    const uint16_t *words, size_t n, const struct om_word_set *set);

#endif
