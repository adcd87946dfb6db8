#ifndef OM_POLICY_NORMALISE_H
#define OM_POLICY_NORMALISE_H

#include "base/buf.h"

/*
 * Recorded beside every lookup tag: a change to any rule below is a new
 * version, after which tags are computed anew.
 */
#define OM_NORMALISER_VERSION 1

/* The longest identifier, before and after, in bytes. */
enum { OM_NORMALISED_MAX = 1024 };

enum om_normaliser {
#define OM_NORMALISER(name, word, function) OM_NORMALISE_##name,
#include "policy/normaliser_list.h"
#undef OM_NORMALISER
};

/*
 * Appends the canonical form of an identifier's value. Too wide a match
 * would disclose to a stranger, so only what is surely the same is made the
 * same:
 *   email  local part folded (NFKC, case); domain as A-labels (IDNA 2008,
 *          non-transitional), lower case; dots and plus tags stay
 *   phone  digits, and '+' where it stands first or is written 00; spaces,
 *          dots, hyphens, slashes and brackets go; "(0)" in an international
 *          number goes with its digit
 *   compact  NFKC and case folded; spaces, dots, hyphens and slashes go
 *   fold   NFKC and case folded
 *   exact  as it is
 * White space at both ends goes first. OM_INPUT for what is then empty, too
 * long, not UTF-8, holds a control character, or has not the form.
 */
int om_normalise(struct om_buf *out, enum om_normaliser how,
    struct om_span value) OM_MUST_CHECK;

/* The normaliser of that word; false where there is none. */
bool om_normaliser_find(enum om_normaliser *out, struct om_span word);

#endif
