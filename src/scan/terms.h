#ifndef OM_SCAN_TERMS_H
#define OM_SCAN_TERMS_H

#include "base/arena.h"
#include "base/config.h"

/*
 * A closed list of short terms, each with a number: what a whole text may be
 * ("Legal entity", "no-reply"), compared as om_text_squeeze has it.
 */
struct om_terms;

/* The most bytes of a term, squeezed. */
enum { OM_TERM_MAX = 32 };

/* An empty list; all is in the arena. */
struct om_terms *om_terms_new(struct om_arena *arena);

/*
 * Adds the strings of an array (NULL: none), all with the number, which is
 * not negative: OM_USAGE where one is none, is empty, too long, or there with
 * another number.
 */
int om_terms_add(struct om_terms *t, const struct om_config *c,
    const json_t *list, int number) OM_MUST_CHECK;

/* The number of the term that the whole text is; -1: none. */
int om_terms_find(const struct om_terms *t, struct om_span text);

#endif
