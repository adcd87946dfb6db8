#ifndef OM_SCAN_RANDOM_H
#define OM_SCAN_RANDOM_H

#include "base/span.h"

/*
 * Whether text was drawn rather than written. Entropy tells little of twenty
 * letters; what writing has and drawing has not are the pairs of letters of
 * which languages are made, words in one case, and digits in a row.
 */

/* The share of neighbouring bytes that a writer would have put so: 0 to 1. */
double om_random_written(struct om_span s);

/* Written so rarely that it was drawn; eight bytes at least. */
bool om_random_is_drawn(struct om_span s);

/*
 * What stands in place of a secret: "changeme", "${TOKEN}", "xxxx",
 * "<password>", "your-key-here", one sign again and again.
 */
bool om_random_is_placeholder(struct om_span s);

/* Which of small letters, capitals, digits and signs there are: how many. */
unsigned om_random_classes(struct om_span s);

#endif
