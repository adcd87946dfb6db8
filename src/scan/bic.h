#ifndef OM_SCAN_BIC_H
#define OM_SCAN_BIC_H

#include "scan/sight.h"

/*
 * A BIC (ISO 9362) of letters alone, which begins at `at`: 8 or 11 capitals
 * in a row. Many a word has that shape, so a word for it has to stand before.
 * Where looking goes on.
 */
uint32_t om_bic_detect(struct om_sight *s, uint32_t at);

#endif
