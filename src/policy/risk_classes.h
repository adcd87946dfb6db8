#ifndef OM_POLICY_RISK_CLASSES_H
#define OM_POLICY_RISK_CLASSES_H

#include "policy/risk.h"

/* Sizes of classes as they are counted together: 1, 2, 3-4, 5-9, ... */
enum { OM_RISK_BANDS = 8 };

/* The classes of all columns of some data together. */
struct om_risk_classes {
	size_t n;     /* records */
	size_t count; /* classes */
	size_t persons;
	uint32_t *of;	 /* each record's class */
	uint32_t *sizes; /* persons of each class */
	uint32_t k_min;	 /* of the smallest; 0 where there is no record */
	/* persons by the size of the smallest class that they are in */
	uint64_t bands[OM_RISK_BANDS];
};

/* OM_LIMIT where it would hold more than memory bytes (0: 2 GiB). */
int om_risk_classes(struct om_risk_classes *out,
    const struct om_risk_data *data, size_t memory) OM_MUST_CHECK;
void om_risk_classes_free(struct om_risk_classes *c);

/* The least size of a band; the last has no end. */
uint32_t om_risk_band(unsigned band);

/*
 * The risk that an attacker finds the right person, for the person most at
 * risk, on average over persons, and how many are above 1/k. A person in a
 * class of n is found with 1/n; one in several classes with the most of them.
 */
struct om_risk_attack {
	double highest, average;
	uint64_t above;
};

/*
 * population is 0 for a prosecutor, who knows that the person is in the data;
 * for a journalist, who does not, it is the number of persons whom the data
 * were drawn from, every one as likely as another, so that a class of n
 * stands for n * population / persons of them.
 */
int om_risk_attack(struct om_risk_attack *out,
    const struct om_risk_classes *classes, const struct om_risk_data *data,
    uint32_t k, uint64_t population) OM_MUST_CHECK;

/*
 * How different a sensitive column's values are within classes: the least
 * number of them (distinct l-diversity), the least effective number, that is
 * e to the power of their entropy (entropy l-diversity; Machanavajjhala et
 * al., 2007), by records; and the records in classes with one value alone.
 */
struct om_risk_diversity {
	uint32_t distinct;
	double entropy;
	uint64_t single;
};

int om_risk_diversity(struct om_risk_diversity *out,
    const struct om_risk_classes *classes, const struct om_risk_axis *sensitive,
    size_t memory) OM_MUST_CHECK;

#endif
