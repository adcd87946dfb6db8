#include "policy/risk_inside.h"

/* Indices of the pool begin with 1, so that 0 is the end of a list. */
static int
make_room(struct om_risk *r, struct om_risk_memory *m)
{
	size_t wanted = r->pool_count + 2;

	if (wanted <= r->pool_room)
		return OM_OK;
	if (wanted > UINT32_MAX / 2)
		return om_fail(
		    OM_LIMIT, "there are too many minimal sample uniques");
	return om_risk_room(m, &r->pool, &r->pool_room,
	    wanted < 1024 ? 1024 : wanted + wanted / 2, sizeof(*r->pool));
}

int
om_risk_note(struct om_risk *r, struct om_risk_memory *m, size_t person,
    struct om_risk_set *set)
{
	struct om_risk_minimal *made;
	int rc;

	for (uint32_t at = r->last[person]; at != 0; at = r->pool[at].next)
		if ((r->pool[at].columns & ~set->columns) == 0)
			return OM_OK;
	rc = make_room(r, m);
	if (rc != OM_OK)
		return rc;
	made = &r->pool[++r->pool_count];
	made->columns = set->columns;
	made->next = r->last[person];
	r->singled += r->last[person] == 0;
	r->last[person] = (uint32_t)r->pool_count;
	set->minimal++;
	return OM_OK;
}

double
om_risk_weight(const struct om_risk *r, unsigned n)
{
	unsigned most = r->size < r->width ? r->size : r->width - 1;
	double weight = 1;

	for (unsigned i = n; i <= most; i++)
		weight *= r->width - i;
	return weight;
}

double
om_risk_score(const struct om_risk *r, size_t person)
{
	double score = 0;

	for (uint32_t at = r->last[person]; at != 0; at = r->pool[at].next)
		score += om_risk_weight(
		    r, (unsigned)__builtin_popcount(r->pool[at].columns));
	return score;
}

uint32_t
om_risk_smallest(const struct om_risk *r, size_t person)
{
	uint32_t best = 0;

	for (uint32_t at = r->last[person]; at != 0; at = r->pool[at].next) {
		uint32_t columns = r->pool[at].columns;

		if (best == 0 ||
		    __builtin_popcount(columns) <= __builtin_popcount(best))
			best = columns;
	}
	return best;
}

double
om_risk_contribution(const struct om_risk *r, unsigned column)
{
	double all = 0, with = 0;

	for (size_t i = 0; i < r->count; i++) {
		const struct om_risk_set *set = &r->sets[i];
		double score = (double)set->minimal *
			       om_risk_weight(r,
				   (unsigned)__builtin_popcount(set->columns));

		all += score;
		if ((set->columns >> column & 1) != 0)
			with += score;
	}
	return all > 0 ? with / all : 0;
}
