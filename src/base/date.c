#include "base/date.h"

/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
int32_t
om_day_of(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int of_era = y - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

void
om_day_civil(int32_t d, int *year, int *month, int *day)
{
	int z = d + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	int m = mp < 10 ? mp + 3 : mp - 9;

	if (year != NULL)
		*year = yoe + era * 400 + (m <= 2);
	if (month != NULL)
		*month = m;
	if (day != NULL)
		*day = doy - (153 * mp + 2) / 5 + 1;
}

int
om_month_length(int year, int month)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

int
om_day_weekday(int32_t d)
{
	int w = (d + 4) % 7;

	return w < 0 ? w + 7 : w;
}

int32_t
om_day_add_months(int32_t d, int months)
{
	int year, month, day, index, length;

	om_day_civil(d, &year, &month, &day);
	index = year * 12 + month - 1 + months;
	year = index / 12;
	month = index % 12 + 1;
	length = om_month_length(year, month);
	return om_day_of(year, month, day < length ? day : length);
}

int
om_day_parse(int32_t *out, struct om_span s)
{
	uint64_t y, m, d;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' ||
	    !om_span_u64(&y, om_span_bytes(s.p, 4)) ||
	    !om_span_u64(&m, om_span_bytes(s.p + 5, 2)) ||
	    !om_span_u64(&d, om_span_bytes(s.p + 8, 2)) || y < 1 || m < 1 ||
	    m > 12 || d < 1 || d > (uint64_t)om_month_length((int)y, (int)m))
		return om_fail(OM_INPUT, "not a date (YYYY-MM-DD)");
	*out = om_day_of((int)y, (int)m, (int)d);
	return OM_OK;
}

void
om_day_format(struct om_buf *b, int32_t d)
{
	int year, month, day;

	om_day_civil(d, &year, &month, &day);
	om_buf_int(b, year, 4);
	om_buf_byte(b, '-');
	om_buf_int(b, month, 2);
	om_buf_byte(b, '-');
	om_buf_int(b, day, 2);
}
