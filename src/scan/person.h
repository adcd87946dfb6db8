#ifndef OM_SCAN_PERSON_H
#define OM_SCAN_PERSON_H

#include "scan/phrase.h"

/*
 * Names of people: looks whether the words of a phrase are one, with titles,
 * particles and suffixes. Returns where the name ends, 0 where none is.
 */
uint32_t om_person_detect(struct om_sight *s, const struct om_phrase *phrase);

/*
 * Names of organisations: words with a form of company behind them, and what
 * stands behind "works for". Returns where it ends, 0 where none is.
 */
uint32_t om_organisation_detect(
    struct om_sight *s, const struct om_phrase *phrase);

/* Both, at a capital with another one near; where to go on. */
uint32_t om_phrase_detect(struct om_sight *s, uint32_t at);

#endif
