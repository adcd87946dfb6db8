#ifndef OM_BASE_DATE_H
#define OM_BASE_DATE_H

#include "base/buf.h"

/* A day of the Gregorian calendar is an int32_t: days since 1970-01-01. */

/* The day of a civil date; month 1..12, day 1..31, not checked. */
int32_t om_day_of(int year, int month, int day);

/* The civil date of a day; each pointer may be NULL. */
void om_day_civil(int32_t d, int *year, int *month, int *day);

int om_month_length(int year, int month);

/* 0 Sunday .. 6 Saturday. */
int om_day_weekday(int32_t d);

/*
 * The day with the same number, months later; the month's last day where it
 * has no such day (Reg. (EEC, Euratom) 1182/71, Art. 3(2)(c)).
 */
int32_t om_day_add_months(int32_t d, int months);

/* "YYYY-MM-DD", years 1..9999, nothing else. OM_INPUT without the text. */
int om_day_parse(int32_t *out, struct om_span s) OM_MUST_CHECK;
void om_day_format(struct om_buf *b, int32_t d);

#endif
