#ifndef OM_FAULT_OFFSETS_H
#define OM_FAULT_OFFSETS_H

#include "crypto/key_file.h"
#include "store/subject.h"

/*
 * An attempt to unwrap people's secrets at every byte offset of what somebody
 * has got hold of, under an epoch key that is held, for each of n people. A
 * hit is confirmed by unwrapping it as the program does.
 */
struct offsets;

void offsets_open(struct offsets **out, const struct om_key *key,
    const int64_t *people, size_t n);
void offsets_close(struct offsets *o);

/* Sets found[i] for the people whose secret is there. */
void offsets_try(struct offsets *o, const struct om_keys *keys,
    struct om_span bytes, bool *found);

/* Offsets tried by all. */
uint64_t offsets_tried(void);

#endif
