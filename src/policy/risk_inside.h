#ifndef OM_POLICY_RISK_INSIDE_H
#define OM_POLICY_RISK_INSIDE_H

#include "policy/risk.h"

/* The inside of risk.h, for the files risk*.c alone. */

/* Memory that is charged: what is held now, at most so far, and may be. */
struct om_risk_memory {
	size_t limit, held, peak;
};

/*
 * Makes room for count objects of size bytes at *p, which has *room; what was
 * there is kept, what is new is not zeroed. OM_LIMIT.
 */
int om_risk_room(struct om_risk_memory *m, void *p, size_t *room, size_t count,
    size_t size) OM_MUST_CHECK;

/* Records and the class that each is in: ids below classes. */
struct om_risk_level {
	uint32_t *rows, *ids;
	size_t rows_room, ids_room;
	size_t n;
	size_t classes;
	size_t gone; /* rows left out, at the end of the room of rows */
};

/* What is known of one class; persons and last in the search of persons. */
struct om_risk_cell {
	uint32_t rows, persons, last;
};

/*
 * The classes of a level split by one more column: slot[i] is where the i-th
 * record's class is counted, in rows alone or, where records have persons, in
 * cells. Empty places are between them.
 */
struct om_risk_split {
	struct om_risk_memory memory;
	uint32_t *slot, *rows;
	struct om_risk_cell *cells;
	uint64_t *keys;
	size_t slot_room, rows_room, cells_room, keys_room;
	size_t places;
};

/* All records in one class, those of a person one behind the other. */
int om_risk_start(struct om_risk_level *out, struct om_risk_memory *m,
    const struct om_risk_data *data) OM_MUST_CHECK;

int om_risk_refine(struct om_risk_split *s, const struct om_risk_data *data,
    const struct om_risk_level *from,
    const struct om_risk_axis *axis) OM_MUST_CHECK;

/*
 * The records of `from` with the classes of s numbered anew; without those of
 * one record unless all is set. Numbers stand in the place of the counts.
 */
int om_risk_descend(struct om_risk_level *out, struct om_risk_split *s,
    const struct om_risk_level *from, bool persons, bool all) OM_MUST_CHECK;

void om_risk_level_free(struct om_risk_level *l);
void om_risk_split_free(struct om_risk_split *s);

/* The number of the person whom a record is of. */
static inline uint32_t
om_risk_person(const struct om_risk_data *data, uint32_t row)
{
	return data->persons == NULL ? row : data->persons[row];
}

/*
 * Notes that a combination singles a person out, where no part of it does;
 * parts come before the combination.
 */
int om_risk_note(struct om_risk *r, struct om_risk_memory *m, size_t person,
    struct om_risk_set *set) OM_MUST_CHECK;

#endif
