#ifndef OM_SCAN_SPECIAL_H
#define OM_SCAN_SPECIAL_H

#include "policy/kinds.h"
#include "scan/cue.h"
#include "scan/lexicon.h"

enum om_special_value {
#define OM_SPECIAL_VALUE(code, word) OM_SPECIAL_##code,
#include "scan/special_value_list.h"
#undef OM_SPECIAL_VALUE
	OM_SPECIAL_VALUES
};

/* A category of data as policies/special.json tells it. */
struct om_special_category {
	int kind; /* in the catalogue */
	enum om_special_value value;
	bool named; /* a person's name in the sentence is enough */
};

/* What a word does to the sentence that it stands in; a bit each. */
enum om_special_role {
	OM_SPECIAL_ATTACH = 1,
	OM_SPECIAL_MANY = 2,
	OM_SPECIAL_ARTICLE = 4,
	OM_SPECIAL_BODY = 8,
	OM_SPECIAL_NOT = 16,
};

/*
 * Health and the other special categories of GDPR Art. 9, found where a text
 * makes them about somebody; a word of them alone is nothing.
 */
struct om_special;

/* folder as in om_policy_load. OM_USAGE names file, line and path. */
int om_special_open(struct om_special **out, const struct om_kinds *kinds,
    const char *folder) OM_MUST_CHECK;
void om_special_close(struct om_special *s);

/* Adds the leads. s outlives the list. */
int om_special_cues(
    const struct om_special *s, struct om_cues *cues) OM_MUST_CHECK;

/* The roles of a word, 0 where it has none. */
unsigned om_special_role(const struct om_special *s, struct om_span word);

/*
 * Whether the words are a term of a category; NULL for any that a name is
 * enough for. *kind is that of the catalogue.
 */
bool om_special_term(const struct om_special *s, int *kind,
    const struct om_special_category *category, struct om_span words);

/* At a lead: adds what stands behind it. */
void om_special_detect(
    struct om_sight *s, uint32_t at, const struct om_cue *cue);

/* Behind the names among the hits from `from` on: adds what joins them. */
void om_special_behind_names(struct om_sight *s, size_t from);

#endif
