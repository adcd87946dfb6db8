#ifndef OM_SCAN_SCANNER_H
#define OM_SCAN_SCANNER_H

#include "policy/kinds.h"
#include "scan/hits.h"
#include "scan/words.h"

/*
 * What is looked for, and how: compiled once, shared by any number of
 * threads. Kinds that are known by arithmetic and place are named in
 * detector_list.h; those that are known by shape in policies/identify/.
 */
struct om_scanner;

struct om_scanner_options {
	const struct om_kinds *kinds; /* must stay open */
	const char *folder;	      /* of policies that override, or NULL */
	float least; /* confidence of what is reported: 0.5 where 0 */
	const struct om_kind_set *only; /* NULL: all kinds */
	const char *patterns; /* a file of users' patterns besides, or NULL */
};

int om_scanner_open(struct om_scanner **out,
    const struct om_scanner_options *options) OM_MUST_CHECK;
void om_scanner_close(struct om_scanner *s);

/*
 * Runs the examples of the users' patterns, and says how many there are:
 * OM_USAGE at the first that is not as it says.
 */
int om_scanner_check(const struct om_scanner *s, size_t *patterns,
    size_t *examples) OM_MUST_CHECK;

/* The same, borrowing from s, that reports what is hardly likely as well. */
struct om_scanner *om_scanner_keen(const struct om_scanner *s);

/* The catalogue it was opened with. */
const struct om_kinds *om_scanner_kinds(const struct om_scanner *s);

/* The confidence of what it reports, at least. */
float om_scanner_least(const struct om_scanner *s);

/*
 * What a column's or key's name says, once for all its values; whether it
 * says anything. One that says nothing, and plain text, is NULL.
 */
bool om_scanner_field(
    const struct om_scanner *s, struct om_word_set *out, struct om_span name);

/*
 * Appends what it sees in text, sorted by place, weighed against each other.
 * text is one value, or any number of whole lines: lines are looked at one
 * by one. It is at most 1 GiB; time is linear in it.
 */
void om_scanner_text(const struct om_scanner *s, struct om_hits *hits,
    struct om_span text, const struct om_word_set *field);

/*
 * The same of text without a field, but for what begins where skip has a bit:
 * bit i % 64 of skip[i / 64] is byte i. What stands there is still seen as
 * the neighbourhood of the rest.
 */
void om_scanner_text_but(const struct om_scanner *s, struct om_hits *hits,
    struct om_span text, const uint64_t *skip);

/* The name of the instruction set in use; for tests, one can be chosen. */
const char *om_scanner_instructions(const struct om_scanner *s);
int om_scanner_choose(struct om_scanner *s, const char *name) OM_MUST_CHECK;

#endif
