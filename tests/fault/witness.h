#ifndef OM_FAULT_WITNESS_H
#define OM_FAULT_WITNESS_H

/*
 * A witness (c2sp.org/tlog-witness) that cosigns whatever it is sent, and
 * takes what is put: a process of its own on this machine, which ends with
 * the one that first asks for its address.
 */

/* Its address, and its verifier key. */
const char *witness_address(void);
const char *witness_key(void);

#endif
