#ifndef OM_POLICY_DUE_RULES_H
#define OM_POLICY_DUE_RULES_H

#include "policy/calendar.h"

/*
 * What deadlines are derived from, read once for many requests: the checked
 * policies/deadlines.json, and each calendar as it is first asked for.
 */
struct om_due_rules;

/* folder, borrowed, is as in om_policy_load. OM_USAGE for a mistake. */
int om_due_rules_open(
    struct om_due_rules **out, const char *folder) OM_MUST_CHECK;
void om_due_rules_close(struct om_due_rules *rules);

/* What om_due_brief remembers; NULL at first, freed with the rules. */
struct om_due_memory;
struct om_due_memory **om_due_rules_memory(struct om_due_rules *rules);

/* The file, until the rules are closed. */
const struct om_config *om_due_rules_file(const struct om_due_rules *rules);

/*
 * The calendar of a code (om_calendar_open), until the rules are closed.
 * hash is the SHA-256, in hexadecimal, of the deadlines and that calendar.
 */
int om_due_rules_calendar(const struct om_calendar **out, const char **hash,
    struct om_due_rules *rules, const char *code) OM_MUST_CHECK;

/*
 * SHA-256, in hexadecimal, of the deadlines and of every calendar: while it
 * is the same, so is every deadline.
 */
int om_due_rules_hash(char out[OM_POLICY_HASH_SIZE],
    const struct om_due_rules *rules) OM_MUST_CHECK;

#endif
