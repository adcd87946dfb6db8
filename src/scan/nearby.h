#ifndef OM_SCAN_NEARBY_H
#define OM_SCAN_NEARBY_H

#include "scan/sight.h"

/* What else of a line speaks for a name: never more than 100 bytes away. */
enum om_nearby { OM_NEARBY_NONE, OM_NEARBY_IS, OM_NEARBY_SAYS };

/* Whether an address of mail stands nearby, and has a word of the name. */
enum om_nearby om_nearby_mail(const struct om_sight *s, struct om_range name);

/* Whether the line speaks of a payment before `at`. */
bool om_nearby_is_paying(const struct om_sight *s, uint32_t at);

/* Whether signs set what is there apart on both sides, as a list does. */
bool om_nearby_is_apart(
    const struct om_sight *s, struct om_range where, char before);

#endif
