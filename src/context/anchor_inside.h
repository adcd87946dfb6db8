#ifndef OM_CONTEXT_ANCHOR_INSIDE_H
#define OM_CONTEXT_ANCHOR_INSIDE_H

#include "context/anchor.h"

/*
 * For anchor.c: what one kind does before the head is signed, which must
 * refuse a log that was rolled back, and with the head.
 */
int om_anchor_file_check(
    struct om *om, const struct om_anchor *anchor) OM_MUST_CHECK;
int om_anchor_file_put(struct om *om, const struct om_anchor *anchor,
    struct om_span checkpoint) OM_MUST_CHECK;
int om_anchor_witness_check(
    struct om *om, const struct om_anchor *anchor) OM_MUST_CHECK;
int om_anchor_witness_put(struct om *om, const struct om_anchor *anchor,
    struct om_span checkpoint) OM_MUST_CHECK;
int om_anchor_url_put(struct om *om, const struct om_anchor *anchor,
    struct om_span checkpoint) OM_MUST_CHECK;

#endif
