#ifndef OM_FAULT_EVP_H
#define OM_FAULT_EVP_H

#include <stdbool.h>

/* For a program linked with --wrap of the calls in evp_list.h. */

/* Before all else. */
void evp_prepare(void);

/* Counts from nothing again and lets the at-th call fail; 0: none. */
void evp_arm(unsigned long at);

/* Whether one was made to fail since; in a child of this process, too. */
bool evp_struck(void);

/*
 * Lets each call fail in each use that src/crypto makes of it: that must be
 * said, leave what was to be written untouched and be over with the next try.
 * Prints the figures; whether all was so.
 */
bool evp_try_uses(void);

/* Whether a use that forgets to ask is found. */
bool evp_control(void);

#endif
