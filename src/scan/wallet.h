#ifndef OM_SCAN_WALLET_H
#define OM_SCAN_WALLET_H

#include "scan/sight.h"

/*
 * Adds the address of a digital currency that is bytes start to end, letters
 * and digits: Base58Check of Bitcoin and Litecoin (four bytes of a double
 * SHA-256), Bech32 and Bech32m (BIP 173, BIP 350), and 0x with 40 hexadecimal
 * digits as EIP-55 checks them. Returns whether it is one.
 */
bool om_wallet_detect(struct om_sight *s, struct om_range where);

#endif
