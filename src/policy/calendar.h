#ifndef OM_POLICY_CALENDAR_H
#define OM_POLICY_CALENDAR_H

#include "base/date.h"
#include "policy/source.h"

/*
 * The working days of one state or region, from policies/holidays/XX.json:
 * Monday to Friday without its public holidays, in the years that the file
 * covers. Days are those of base/date.h.
 */
struct om_calendar;

/*
 * code is ISO 3166: "DE", "DE-BY", "US-CA"; "none" has weekends only. A
 * state without a file opens too and covers no year, so that a deadline in
 * it is not moved; a region that its file does not list has the days of the
 * whole state. folder is as in om_policy_load. OM_USAGE for what is no code,
 * or a mistake in the file.
 */
int om_calendar_open(struct om_calendar **out, const char *folder,
    const char *code) OM_MUST_CHECK;
void om_calendar_close(struct om_calendar *c);

/*
 * Calls visit with the code of every state that has a file, sorted. A code
 * of visit other than 0 ends it.
 */
static inline int OM_MUST_CHECK
om_calendar_each(const char *folder,
    int (*visit)(void *state, const char *code), void *state)
{
	return om_policy_each_file(folder, "holidays/", visit, state);
}

/* Whether the file knows the region that was asked for, or none was. */
bool om_calendar_lists(const struct om_calendar *c);

/* Whether the file says which days of that day's year are holidays. */
bool om_calendar_covers(const struct om_calendar *c, int32_t day);

/* The name of the holiday that a day is; NULL where it is none. */
const char *om_calendar_holiday(const struct om_calendar *c, int32_t day);

/* Neither Saturday, Sunday nor holiday. */
bool om_calendar_works(const struct om_calendar *c, int32_t day);

/*
 * The first working day from `day` on (Reg. (EEC, Euratom) 1182/71,
 * Art. 3(4)). OM_NOTFOUND, and nothing written, where the calendar does not
 * cover what it would need to know.
 */
int om_calendar_roll(
    int32_t *out, const struct om_calendar *c, int32_t day) OM_MUST_CHECK;

/*
 * The count-th working day after `day`. Where a year is not covered its
 * holidays count as working days, which gives the earlier date.
 */
int32_t om_calendar_add_working(
    const struct om_calendar *c, int32_t day, int count);

/* SHA-256 of the file, in hexadecimal; "" where there is none. */
const char *om_calendar_hash(const struct om_calendar *c);

/* Easter Sunday of a year, of the Gregorian or of the Julian reckoning. */
int32_t om_easter(int year);
int32_t om_easter_orthodox(int year);

#endif
