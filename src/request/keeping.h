#ifndef OM_REQUEST_KEEPING_H
#define OM_REQUEST_KEEPING_H

#include "policy/retention.h"
#include "request/item.h"
#include "store/hold.h"
#include "store/people.h"

/*
 * What obliges or entitles to keep records of a person, gathered once for a
 * plan: holds that stand, duties of statutes, what other requests keep.
 */
struct om_keeping {
	struct om_case *c;
	int64_t subject;
	struct om_hold *holds;
	size_t hold_count;
	struct om_retention *retention;
};

int om_keeping_open(
    struct om_keeping *out, struct om_case *c, int64_t subject) OM_MUST_CHECK;
void om_keeping_close(struct om_keeping *k);

/* The hold that stands on a profile; NULL for none. */
const struct om_hold *om_keeping_hold(
    const struct om_keeping *k, const struct om_profile *p);

/*
 * The next duty from *i on that still runs for a profile, and its last day (0
 * where nobody knows it); NULL behind the last.
 */
const struct om_duty *om_keeping_duty(int32_t *until,
    const struct om_keeping *k, const struct om_profile *p, size_t *i);

/* Whether one end is after another; 0 is an end that nobody knows: the last. */
bool om_keeping_outlasts(int32_t until, int32_t other);

/* Why an item is kept by a duty; texts live in the case. */
void om_keeping_by_duty(struct om_item_keeping *out, struct om_case *c,
    const struct om_duty *d, int32_t until);

/* The most items that om_keeping_propose adds for one profile. */
size_t om_keeping_room(const struct om_keeping *k);

/* Sets what is to be kept of a profile; whole is its item in the plan. */
int om_keeping_propose(struct om_keeping *k, struct om_request_item *whole,
    const struct om_held_profile *held) OM_MUST_CHECK;

/*
 * OM_DENIED where the plan would erase or change what a hold is on: placed
 * since, or decided against it.
 */
int om_keeping_check(
    struct om_case *c, const struct om_subject *s) OM_MUST_CHECK;

#endif
