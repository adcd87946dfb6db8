#ifndef OM_POLICY_NORMALISE_INSIDE_H
#define OM_POLICY_NORMALISE_INSIDE_H

#include "policy/normalise.h"

/* For normalise.c and normalise_number.c alone. */

/* Appends a finished form, held to the limit that the value was held to. */
int om_normalise_finish(struct om_buf *out, struct om_span s) OM_MUST_CHECK;

/*
 * Visible ASCII and spaces inside need no tables: capitals become small
 * letters. Without separators where `compact` says so. False, with nothing
 * written, for all else.
 */
bool om_normalise_ascii(struct om_buf *out, struct om_span s, bool compact);

/* Numbers, by their digits and letters. */
int om_normalise_phone(struct om_buf *out, struct om_span s) OM_MUST_CHECK;
int om_normalise_compact(struct om_buf *out, struct om_span s) OM_MUST_CHECK;

#endif
