#ifndef OM_SCAN_IBAN_H
#define OM_SCAN_IBAN_H

#include "scan/sight.h"

/*
 * Adds the IBAN (ISO 13616-1) that begins at `at`, in one piece or in groups:
 * a country that has them, its structure, MOD 97-10. Returns its end, or
 * `at`. What follows it in the same line ("... failed") is no part of it.
 */
uint32_t om_iban_detect(struct om_sight *s, uint32_t at);

#endif
