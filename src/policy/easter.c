#include "policy/calendar.h"

/* The anonymous Gregorian computus, as in Meeus, Astronomical Algorithms. */
int32_t
om_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4;
	int f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return om_day_of(year, n / 31, n % 31 + 1);
}

/* Meeus' Julian computus, moved to the Gregorian calendar. */
int32_t
om_easter_orthodox(int year)
{
	int a = year % 4, b = year % 7, c = year % 19;
	int d = (19 * c + 15) % 30;
	int e = (2 * a + 4 * b - d + 34) % 7;
	int n = d + e + 114;
	int behind = year / 100 - year / 400 - 2;

	return om_day_of(year, n / 31, n % 31 + 1) + behind;
}
