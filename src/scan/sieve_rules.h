#ifndef OM_SCAN_SIEVE_RULES_H
#define OM_SCAN_SIEVE_RULES_H

#include "base/config.h"
#include "policy/kinds.h"
#include "policy/treatment.h"

/*
 * The rules of a filter, a file that people write and read:
 *
 *	{
 *	  "about": ["What the analysts get."],
 *	  "domain": "analytics",
 *	  "rules": [
 *	    {"field": "email", "holds": "email", "do": "tokenise"},
 *	    {"field": ["/home/zip", "/office/zip"], "holds": "postal_code",
 *	     "do": "generalise"},
 *	    {"kind": ["card", "iban"], "do": "mask", "last": 4},
 *	    {"group": "special", "do": "divert", "why": "Art. 9"}
 *	  ],
 *	  "otherwise": "mask"
 *	}
 *
 * A rule is for fields, for kinds or for groups of kinds (sieve_group_list.h).
 * What a field is named for is done with all of it, whatever it holds: a name
 * with '/' before it is a JSON Pointer, "*" in it any element; another is that
 * of a column, or of a key wherever it stands. Rules for kinds and groups are
 * for what scanning finds in all other fields; the kind decides, then the
 * kinds that it also is, then its group, then "otherwise". Without such rules
 * and "otherwise" nothing is sought.
 */
enum om_sieve_action {
#define OM_SIEVE_ACTION(name, word, done) OM_SIEVE_##name,
#include "scan/sieve_action_list.h"
#undef OM_SIEVE_ACTION
	OM_SIEVE_ACTIONS
};

enum om_sieve_group {
#define OM_SIEVE_GROUP(name, word) OM_SIEVE_GROUP_##name,
#include "scan/sieve_group_list.h"
#undef OM_SIEVE_GROUP
	OM_SIEVE_GROUPS
};

/* What a mask leaves to be seen. */
enum om_sieve_mask {
	OM_SIEVE_MASK_LENGTH, /* how many characters there were */
	OM_SIEVE_MASK_SHAPE,  /* and which were neither letters nor digits */
	OM_SIEVE_MASK_NOTHING,
};

struct om_sieve_change {
	enum om_sieve_action action;
	const char *text; /* of REPLACE; NULL: the kind, [EMAIL] */
	enum om_sieve_mask mask;
	unsigned last;	       /* characters at the end that a mask shows */
	enum om_treatment how; /* of GENERALISE; DROP: as the kind has it */
	bool shape;	       /* a token that looks like what it is for */
};

/* The parts of a field's name, without '/'; "*" is any element. */
enum { OM_SIEVE_FIELDS = 64, OM_SIEVE_PARTS = 16, OM_SIEVE_NAME = 256 };

struct om_sieve_field {
	struct om_span name; /* as it was written */
	bool pointer;
	struct om_span parts[OM_SIEVE_PARTS];
	size_t count;
	int kind; /* that it holds; -1: not said */
	struct om_sieve_change change;
};

struct om_sieve_rules {
	struct om_config config; /* owns strings */
	struct om_arena arena;
	const struct om_kinds *kinds;
	const char *domain; /* of tokens, or NULL */
	const char *source; /* of identifiers that mean one there, or NULL */
	struct om_sieve_field fields[OM_SIEVE_FIELDS];
	size_t field_count;
	uint64_t pointers; /* fields that are such, a bit each */
	uint64_t starts;   /* of other fields' names: om_sieve_start */
	bool seeks;	   /* something is to be found by scanning */
	struct om_sieve_change *of_kind;
	bool *said; /* of kinds: a rule names it itself */
};

/* One bit that tells most names apart. */
static inline uint64_t
om_sieve_start(struct om_span name)
{
	unsigned char first = name.n > 0 ? (unsigned char)name.p[0] : 0;

	return UINT64_C(1) << ((first * 5 + name.n) & 63);
}

/* Empty rules: everything is kept. kinds must stay open. */
void om_sieve_rules_open(
    struct om_sieve_rules *r, const struct om_kinds *kinds);
void om_sieve_rules_close(struct om_sieve_rules *r);

/* Reads a file, once; OM_USAGE names file, line and path. */
int om_sieve_rules_load(
    struct om_sieve_rules *r, const char *path) OM_MUST_CHECK;
int om_sieve_rules_parse(struct om_sieve_rules *r, const char *file,
    struct om_span text) OM_MUST_CHECK;

/*
 * Adds a field, "NAME" or "NAME=KIND"; without one its kind is that of its
 * last part, if there is such a kind. OM_USAGE else where the change needs
 * one, and where the field is there already.
 */
int om_sieve_rules_field(struct om_sieve_rules *r, const char *text,
    const struct om_sieve_change *change) OM_MUST_CHECK;

/*
 * Sets what is done with one kind; OM_USAGE where the change is none for it
 * or a rule speaks of it already.
 */
int om_sieve_rules_kind(struct om_sieve_rules *r, int kind,
    const struct om_sieve_change *change) OM_MUST_CHECK;

/* Sets what is done with kinds of a group of which no rule speaks. */
void om_sieve_rules_group(struct om_sieve_rules *r, enum om_sieve_group group,
    const struct om_sieve_change *change);

/* The same for every kind of which no rule speaks. */
void om_sieve_rules_otherwise(
    struct om_sieve_rules *r, const struct om_sieve_change *change);

/* Whether any rule does that. */
bool om_sieve_rules_do(
    const struct om_sieve_rules *r, enum om_sieve_action action);

enum om_sieve_group om_sieve_group_of(const struct om_kinds *kinds, int kind);
const char *om_sieve_action_word(enum om_sieve_action action);
const char *om_sieve_action_done(enum om_sieve_action action);

/* How a kind is made coarser; DROP where nobody knows how. */
enum om_treatment om_sieve_treatment(const struct om_kinds *kinds, int kind);

/*
 * Checks a change for what is of that kind (-1: not known) and settles what
 * hangs on it; NULL, or what is wrong with it.
 */
const char *om_sieve_change_settle(struct om_sieve_change *c,
    const struct om_kinds *kinds, int kind) OM_MUST_CHECK;

#endif
