#ifndef OM_CMD_RISK_H
#define OM_CMD_RISK_H

#include "cmd/command.h"
#include "policy/assessment.h"
#include "policy/risk_choice.h"
#include "policy/risk_classes.h"
#include "policy/risk_plan.h"

enum om_risk_verdict {
#define OM_RISK_VERDICT(name, word) OM_RISK_##name,
#include "cmd/risk_verdict_list.h"
#undef OM_RISK_VERDICT
};

const char *om_risk_verdict_word(enum om_risk_verdict verdict);

/* One call of `risk`: what it read, what it measured, what that says. */
struct om_measure {
	struct om_run *run;
	const char *source;		  /* a path, or what else was read */
	char sha256[OM_POLICY_HASH_SIZE]; /* of a file; "" where none */
	struct om_kinds *kinds;
	struct om_attributes *attributes;
	struct om_assessment *assessment; /* or NULL */

	struct om_risk_table table;
	struct om_risk_choices choices;
	struct om_risk_data data;
	uint32_t *persons;
	uint32_t *first; /* each person's first record */

	uint32_t k;
	uint64_t population; /* 0 where nobody said */
	size_t listed;	     /* rows of a list for people */
	struct om_risk risk;
	struct om_risk_classes classes;
	struct om_risk_attack prosecutor, journalist;
	struct om_risk_diversity *diversity; /* by column of the table */
	enum om_risk_verdict verdict;

	/* of --generalise: how far each column is, and what it cost */
	struct om_risk_table *ladders;
	struct om_risk_plan plan;
};

/* Reads what the command line names. */
int om_measure_read(struct om_measure *m) OM_MUST_CHECK;

/* The column of a record of the store that tells whose it is. */
#define OM_RISK_SUBJECT "(subject)"

/* Everybody in the workspace's store; an act of the log. */
int om_measure_read_store(struct om_measure *m) OM_MUST_CHECK;

/* Chooses columns, measures and judges. */
int om_measure_take(struct om_measure *m) OM_MUST_CHECK;
void om_measure_leave(struct om_measure *m);

/* The names of a combination's columns, in the order they were named. */
void om_measure_names(
    struct om_buf *out, const struct om_measure *m, uint32_t columns);
struct om_span om_measure_name(const struct om_measure *m, unsigned axis);

/* The combinations, those of fewer columns and more persons first. */
void om_measure_sort(const struct om_risk_set **out, const struct om_risk *r);

/* Persons who are singled out, the highest score first; *n of them. */
uint32_t *om_measure_ranked(const struct om_measure *m, size_t *n);

/* What the measurement says, in one sentence that promises no more. */
void om_measure_says(struct om_buf *out, const struct om_measure *m);
const char *om_measure_assumes(const struct om_measure *m, bool journalist);

/* What is known, in the shape that was asked for; the page of --html. */
void om_measure_print(const struct om_measure *m);
void om_measure_json(struct om_json *j, const struct om_measure *m);
void om_measure_lines(const struct om_measure *m);
void om_measure_page(struct om_buf *out, const struct om_measure *m);

/* The policy that --suggest proposes: a new file. */
int om_measure_suggest(const struct om_measure *m, const char *path,
    const char *extends) OM_MUST_CHECK;

/* Plans, writes and measures again the table of --generalise: a new file. */
int om_measure_generalise(struct om_measure *m, const char *path) OM_MUST_CHECK;

#endif
