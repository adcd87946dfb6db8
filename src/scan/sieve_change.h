#ifndef OM_SCAN_SIEVE_CHANGE_H
#define OM_SCAN_SIEVE_CHANGE_H

#include "scan/sieve_rules.h"
#include "scan/sieve_token.h"

/* What changes are made with. */
struct om_sieve_hand {
	const struct om_kinds *kinds;
	struct om_sieve_tokens *tokens; /* NULL where no rule tokenises */
};

/*
 * Appends what a value, UTF-8 and of that kind (-1: not known), becomes.
 * OM_INPUT where it is none that can be treated so; the message holds nothing
 * of it. KEEP, DIVERT and BLOCK are the caller's.
 */
int om_sieve_change_apply(struct om_buf *out, const struct om_sieve_hand *hand,
    const struct om_sieve_change *change, int kind,
    struct om_span value) OM_MUST_CHECK;

#endif
