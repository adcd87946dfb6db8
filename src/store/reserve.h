#ifndef OM_STORE_RESERVE_H
#define OM_STORE_RESERVE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Room on the disk that is kept for carrying out what people ask for: an
 * erasure writes before it frees, and a full disk must not keep anybody from
 * being erased (GDPR Art. 17(1): without undue delay). It is the file
 * `reserve` of the workspace, allocated but empty of meaning.
 */
enum { OM_RESERVE_BYTES = 1 << 20 };

/*
 * Makes the reserve where it is missing or was given up, as large as there is
 * room for. Without room there is none, which is no failure.
 */
void om_reserve_keep(const char *folder);

/*
 * Gives the reserve up if the disk has no room for as much beside it: before
 * an act that must not fail for that.
 */
void om_reserve_ready(const char *folder);

/* Gives it up; false where there was nothing to give. */
bool om_reserve_give(const char *folder);

/* How many bytes are kept. */
int64_t om_reserve_size(const char *folder);

#endif
