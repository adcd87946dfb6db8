#ifndef OM_POLICY_POLICY_H
#define OM_POLICY_POLICY_H

#include "policy/kinds.h"

enum om_verdict_value {
#define OM_VERDICT(name, word, holds_for) OM_VERDICT_##name,
#include "policy/verdict_list.h"
#undef OM_VERDICT
};

/* Marks are bits: 1u << OM_MARK_ART9. */
enum om_mark {
#define OM_MARK(name, word, meaning) OM_MARK_##name,
#include "policy/mark_list.h"
#undef OM_MARK
	OM_MARK_COUNT,
};

enum om_confidence {
#define OM_CONFIDENCE(name, word, meaning) OM_CONFIDENCE_##name,
#include "policy/confidence_list.h"
#undef OM_CONFIDENCE
};

/* The most rules of one policy, its keys and exceptions among them. */
enum { OM_RULES_MAX = 96 };

/*
 * When a rule fires: at least so many of these kinds and of these inner
 * conditions hold. `any` is one of them, `all` is every one.
 */
struct om_condition {
	struct om_kind_set of;
	unsigned at_least;
	bool every; /* at_least is all of them */
	struct om_condition *inner;
	size_t inner_count;
};

/* Sets of kinds that a rule must or must not fire on. */
struct om_examples {
	struct om_kind_set *sets;
	size_t n;
};

/* What an organisation decided where it lowers what its base says. */
struct om_decision {
	const char *reason;
	const char *by;	    /* who decided; NULL where nobody did */
	int32_t on, review; /* days; after the second it holds no more */
};

/* What a rule is to the record that it fires on. */
enum om_rule_part {
	OM_RULE_COMBINATION, /* speaks for the kinds that it names */
	OM_RULE_KEY,	     /* contaminates: speaks for the whole record */
	OM_RULE_EXCEPTION,   /* sets kinds aside before the others speak */
};

struct om_rule {
	const char *id;
	const char *cite; /* the article */
	const char *why;
	enum om_rule_part part;
	enum om_verdict_value verdict; /* NOT_ESTABLISHED: it only marks */
	unsigned marks;
	enum om_confidence confidence;
	int32_t from; /* silent before this day */
	struct om_decision decision;
	struct om_kind_set unless; /* silent where one of these is there */
	struct om_kind_set aside;  /* of an exception */
	bool strict; /* it is silent where the record has other kinds than: */
	struct om_kind_set beside;
	struct om_condition when;
	struct om_examples fires, silent;
	const struct om_config *file; /* where it stands, for messages */
	const char *place;	      /* "rules[3]" */
};

/* A set of kinds and what the policy as a whole must say of it. */
struct om_policy_example {
	struct om_kind_set kinds;
	enum om_verdict_value verdict;
	unsigned marks;
};

/*
 * A law, or an organisation's own rules: policies/NAME.json, compiled to bit
 * sets over the catalogue. Never written back. One that extends another has
 * the rules of that, save those for which it has a rule of the same id.
 * Where one says less than its base it needs a recorded decision; once that
 * is due for review, the base's own rule stands again.
 */
struct om_policy {
	const char *name;
	const char *title;
	int32_t today;			/* the day for which it was opened */
	int32_t from;			/* in force from then on */
	enum om_confidence confidence;	/* of rules that do not say their own */
	char hash[OM_POLICY_HASH_SIZE]; /* SHA-256 of its text */
	const struct om_kinds *kinds;	/* borrowed */
	struct om_rule rules[OM_RULES_MAX];
	size_t n;
	struct om_policy_example *examples;
	size_t example_count;
	struct om_policy *base;		  /* that it extends; or NULL */
	const char *lapsed[OM_RULES_MAX]; /* rules whose decision ended */
	size_t lapsed_count;
	struct om_config config; /* owns the strings */
	struct om_arena arena;
};

/*
 * Opens the policy of that name; kinds must outlive it, folder is as in
 * om_policy_load. OM_NOTFOUND where there is none; OM_USAGE, naming file,
 * line and path, for what is unknown, missing or doubled in it.
 */
int om_policy_open(struct om_policy **out, const struct om_kinds *kinds,
    const char *folder, const char *name) OM_MUST_CHECK;

/* As om_policy_open, of a text; file is for messages. */
int om_policy_parse(struct om_policy **out, const struct om_kinds *kinds,
    const char *folder, const char *file, struct om_span text) OM_MUST_CHECK;

void om_policy_close(struct om_policy *p);

/*
 * Calls visit with the name of every policy there is, built in and in
 * folder, sorted, each once. A code of visit other than 0 ends it.
 */
int om_policy_each(const char *folder,
    int (*visit)(void *state, const char *name), void *state) OM_MUST_CHECK;

/*
 * Runs the examples of every rule and of the policy itself. OM_USAGE at the
 * first that fails, naming the rule and the set of kinds.
 */
int om_policy_check(const struct om_policy *p) OM_MUST_CHECK;

/*
 * Calls warn with a line for each thing that whoever relies on the policy
 * should know: it is not in force yet, a decision ended; and with those of a
 * verdict that rest on what is unconfirmed. v may be NULL.
 */
struct om_verdict;
void om_policy_warn(const struct om_policy *p, const struct om_verdict *v,
    void (*warn)(void *state, const char *line), void *state);

const char *om_confidence_word(enum om_confidence confidence);
bool om_confidence_find(enum om_confidence *out, struct om_span word);
const char *om_verdict_word(enum om_verdict_value value);
const char *om_verdict_holds_for(enum om_verdict_value value);
bool om_verdict_find(enum om_verdict_value *out, struct om_span word);
const char *om_mark_word(enum om_mark mark);
const char *om_mark_meaning(enum om_mark mark);
bool om_mark_find(enum om_mark *out, struct om_span word);

#endif
