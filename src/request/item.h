#ifndef OM_REQUEST_ITEM_H
#define OM_REQUEST_ITEM_H

#include "request/request.h"

/*
 * The items of a plan, each with an outcome of its own (GDPR Art. 17(3) and
 * Civ. Code 1798.105(d) are per item). Whatever is kept, masked or withheld
 * is so on a ground and counts as refused, or as a part: a mask is no
 * erasure.
 */

/* Whether it is a record of the person, not of what Ombud keeps itself. */
bool om_item_is_record(const struct om_request_item *item);

/* Whether the record, or the part, is there after an erasure. */
bool om_item_stays(const struct om_request_item *item);

/* granted, partial or denied; NULL for what is no record. */
const char *om_item_outcome(const struct om_request_item *item);

/* That of all together. */
const char *om_items_outcome(const struct om_request *r);

/* The item of a profile, or of a part of one; NULL where there is none. */
struct om_request_item *om_item_find(
    const struct om_request *r, const char *reference, const char *part);

/*
 * The item of a part of what `whole` is about, made where there is none; the
 * list has room.
 */
struct om_request_item *om_item_part(struct om_request *r,
    const struct om_request_item *whole, const char *part);

/*
 * What is kept of a record stays hers to ask for (GDPR Art. 15), and must be
 * found when its time is over: the identifiers stay with it, unless another
 * item says otherwise. Room for one more item.
 */
void om_item_keep_findable(
    struct om_request *r, const struct om_request_item *kept);

/* Keeps a part of a record, or with "" all of it. Room for two more. */
struct om_item_keeping {
	const char *part, *code, *ground, *statute;
	int32_t until;
	int64_t hold; /* 0: by none */
};
void om_item_keep(struct om_request *r, struct om_request_item *whole,
    const struct om_item_keeping *why);

/* The word under which the facts of item `number` are kept. */
const char *om_item_fact(struct om_case *c, size_t number);

/* One row, as it stands in the database; number counts from 1. */
void om_item_read(struct om_request_item *out, struct om_case *c);
int om_item_write(struct om_case *c, size_t number,
    const struct om_request_item *item) OM_MUST_CHECK;

/* Writes what of it changes once the plan is made: state and reference. */
int om_item_set(struct om_case *c, size_t number,
    const struct om_request_item *item) OM_MUST_CHECK;

#endif
