#ifndef OM_SCAN_CHANCE_H
#define OM_SCAN_CHANCE_H

#include "scan/scanner.h"

/*
 * Whether the values of one column pass a kind's check more often than
 * chance lets random values of the same shape pass. One value says little
 * where one in ten passes; a column of fifty says it all.
 */
enum { OM_CHANCE_LEAST = 50, OM_CHANCE_KINDS = 4 };

struct om_chance {
	uint16_t lifted[OM_CHANCE_KINDS];  /* pass far more often */
	uint16_t dropped[OM_CHANCE_KINDS]; /* pass as often as chance has it */
	uint8_t lifted_count, dropped_count;
};

/* Values of a column, a line each, and what a keen scanner saw in them. */
void om_chance_judge(struct om_chance *out, const struct om_scanner *keen,
    struct om_span lines, const struct om_hits *hits);

/*
 * What a hit in such a column is worth: of a lifted kind it is nearly sure
 * and has the evidence `column`, of a dropped one hardly anything.
 */
void om_chance_weigh(const struct om_chance *c, struct om_hit *hit);

/* Whether passed of n, each by chance with that share, is far above it. */
bool om_chance_is_far(double passed, double n, double share);

/* Whether it is as many as chance has it, or fewer. */
bool om_chance_is_near(double passed, double n, double share);

#endif
