#ifndef OM_SCAN_PATTERNS_H
#define OM_SCAN_PATTERNS_H

#include "policy/kinds.h"
#include "scan/block.h"
#include "scan/identifiers.h"

/*
 * What an organisation knows by its own patterns: policies/patterns/NAME.json
 * in a workspace, regular expressions of PCRE2 that are matched line by line.
 * A line without what a match must have (a literal that stands in every
 * match, a first byte, a digit) is never looked at.
 */
struct om_patterns;
struct om_sight;

struct om_patterns_source {
	const struct om_kinds *kinds;
	const struct om_identifiers *identifiers; /* words are added to it */
	const char *folder; /* whose patterns/ is read, or NULL */
	const char *file;   /* one more file, or NULL */
};

/*
 * NULL where there is no pattern. OM_USAGE names file, line and pattern, and
 * the place in the expression that is wrong.
 */
int om_patterns_open(struct om_patterns **out,
    const struct om_patterns_source *source) OM_MUST_CHECK;
void om_patterns_close(struct om_patterns *p);

/* Every pattern's examples: OM_USAGE at the first that is not as it says. */
int om_patterns_check(const struct om_patterns *p, size_t *patterns,
    size_t *examples) OM_MUST_CHECK;

/* Adds what the patterns match in the text that is looked at. */
void om_patterns_look(struct om_sight *s);

#endif
