#ifndef OM_POLICY_DUE_H
#define OM_POLICY_DUE_H

#include "base/arena.h"
#include "base/json.h"
#include "policy/due_rules.h"

/* What the person can be asked for. */
enum om_wait {
#define OM_WAIT(code, word, title) code,
#include "policy/wait_list.h"
#undef OM_WAIT
	OM_WAITS
};

const char *om_wait_word(enum om_wait kind);
const char *om_wait_title(enum om_wait kind);
bool om_wait_parse(enum om_wait *out, struct om_span word);

/* A question to the person, in the order in which they were asked. */
struct om_due_wait {
	enum om_wait kind;
	int32_t asked;
	int32_t until; /* the day of the answer; today where it is open */
	bool open;
	bool large; /* it was stated that the data are many (rec. 63) */
};

/* Whether the person's identity is to be verified, as the law has it. */
enum om_identity_rule {
	OM_IDENTITY_DOUBT, /* only where there is reasonable doubt */
	OM_IDENTITY_ALWAYS,
	OM_IDENTITY_NEVER
};

/* A request's dates, as they are stored: deadlines are derived from them. */
struct om_due_query {
	const char *regime;  /* "gdpr" */
	const char *right;   /* "erase"; NULL for the regime's usual clock */
	const char *country; /* ISO 3166, or "none"; NULL for the regime's */
	bool home; /* country is the organisation's: a state's own law has
		      its own state's calendar */
	int32_t received; /* the controller's day on which it arrived */
	bool extended;	  /* notice of an extension was given */
	int paused_days;  /* that proof of identity was awaited */
	const struct om_due_wait *waits;
	size_t wait_count;
	const char *folder; /* as in om_policy_load */
	/* Read before, of that folder; NULL where they are to be read now. */
	struct om_due_rules *rules;
};

/* One step of the derivation. */
struct om_due_step {
	const char *rule;
	int32_t date;
	const char *cite;
};

enum { OM_DUE_STEPS_MAX = 24 }; /* of a clock in the file */

/* A deadline and how it came about. Nothing here is personal data. */
struct om_due {
	const char *regime;
	const char *right; /* NULL where none was named */
	const char *country;
	int32_t received;
	int32_t due;
	int32_t answer;	     /* the person is told by then; due else */
	int32_t acknowledge; /* receipt is confirmed by then, if: */
	bool has_acknowledge;
	bool extended;
	bool extends;	 /* the law knows an extension */
	int paused_days; /* not counted, of the questions */
	enum om_identity_rule identity;
	struct om_due_step *steps;
	size_t n;
	const char *warning; /* one line; NULL for none */

	/* SHA-256 of the deadlines and of the calendar they were read from. */
	char hash[OM_POLICY_HASH_SIZE];
	struct om_arena arena;
};

/*
 * Derives the deadline of a request from policies/deadlines.json and the
 * calendar of the country. A month ends on the day of the same number, else
 * on the month's last; an end on a day that is no working day moves to the
 * next one where the law says so and the calendar covers it, else it stays
 * and a warning says why. An extension counts from receipt. Questions to the
 * person stop the clock, or start it, only where and as the law says so.
 * OM_NOTFOUND for an unknown regime, OM_USAGE for a right that it does not
 * have, a code that is no country or a mistake in the files. Close with
 * om_due_close.
 */
int om_due(struct om_due *out, const struct om_due_query *q) OM_MUST_CHECK;
void om_due_close(struct om_due *d);

/*
 * The dates of om_due alone: no steps, no country, no warning, nothing to be
 * closed. q->rules must be set: they remember what they were asked.
 */
int om_due_brief(
    struct om_due *out, const struct om_due_query *q) OM_MUST_CHECK;

/*
 * Calls visit with every regime of policies/deadlines.json and its title. A
 * code of visit other than 0 ends it.
 */
int om_due_each(const char *folder,
    int (*visit)(void *state, const char *regime, const char *title),
    void *state) OM_MUST_CHECK;

/*
 * Writes {"regime","right","country","received","extended","due",
 * "answer_by","acknowledge_by","steps":[{"rule","date","cite"}],"warning"};
 * answer_by only where it is another date than due, acknowledge_by and warning
 * only where there is one.
 */
void om_due_json(struct om_json *j, const char *key, const struct om_due *d);

#endif
