#ifndef OM_SCAN_ADDRESS_H
#define OM_SCAN_ADDRESS_H

#include "scan/sight.h"

/*
 * The end of an IPv4 address (RFC 6943 3.1.1, strict dotted decimal) that
 * begins at `at`, without a prefix length; `at` where none does.
 */
uint32_t om_address_ip4(struct om_sight *s, uint32_t at);

/* Adds the IPv4 address that begins at `at`; its end, or `at`. */
uint32_t om_address_ip4_detect(struct om_sight *s, uint32_t at);

/* Adds the MAC address with hyphens or dots that begins at `at`. */
uint32_t om_address_mac_detect(struct om_sight *s, uint32_t at);

/* Adds the IPv6 or MAC address with colons that begins at `at`. */
uint32_t om_address_colons_detect(struct om_sight *s, uint32_t at);

#endif
