#include "base/clock.h"

#include <time.h>

#include "base/date.h"

enum { MS_A_DAY = 86400000 };

static _Atomic int64_t fixed; /* 0: nothing was set */

void
om_clock_set(int64_t now)
{
	fixed = now;
}

int64_t
om_clock_now(void)
{
	struct timespec t;

	if (fixed != 0)
		return fixed;
	(void)clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Rounded down, before 1970 too. */
int32_t
om_clock_day(int64_t ms)
{
	return (int32_t)(ms / MS_A_DAY - (ms % MS_A_DAY < 0));
}

int32_t
om_clock_today(void)
{
	return om_clock_day(om_clock_now());
}

int64_t
om_clock_steady(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void
put_digits(char *to, int64_t value, size_t n)
{
	for (; n > 0; value /= 10)
		to[--n] = (char)('0' + value % 10);
}

void
om_time_format(struct om_buf *b, int64_t ms)
{
	char text[] = "Thh:mm:ss.fffZ";
	int32_t day = om_clock_day(ms);
	int64_t rest = ms - (int64_t)day * MS_A_DAY;

	put_digits(text + 1, rest / 3600000, 2);
	put_digits(text + 4, rest / 60000 % 60, 2);
	put_digits(text + 7, rest / 1000 % 60, 2);
	put_digits(text + 10, rest % 1000, 3);
	om_day_format(b, day);
	om_buf_add(b, om_span_bytes(text, sizeof(text) - 1));
}

/* Two digits at most `limit`, which stand at s.p[at]. */
static bool
two(int *out, struct om_span s, size_t at, int limit)
{
	uint64_t value;

	if (s.n < at + 2 || !om_span_u64(&value, om_span_bytes(s.p + at, 2)) ||
	    value > (uint64_t)limit)
		return false;
	*out = (int)value;
	return true;
}

/* "Z", "+hh:mm" or "-hh:mm" as minutes. */
static bool
zone(int *out, struct om_span s)
{
	int hours, minutes;

	if (s.n == 1 && (s.p[0] == 'Z' || s.p[0] == 'z')) {
		*out = 0;
		return true;
	}
	if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' ||
	    !two(&hours, s, 1, 23) || !two(&minutes, s, 4, 59))
		return false;
	*out = (hours * 60 + minutes) * (s.p[0] == '-' ? -1 : 1);
	return true;
}

/* Digits behind a '.', as milliseconds; *at moves behind them. */
static bool
fraction(int *out, struct om_span s, size_t *at)
{
	int scale = 100;

	*out = 0;
	if (*at >= s.n || s.p[*at] != '.')
		return true;
	if (++*at >= s.n || s.p[*at] < '0' || s.p[*at] > '9')
		return false;
	for (; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at) {
		*out += (s.p[*at] - '0') * scale;
		scale /= 10;
	}
	return true;
}

int
om_time_parse(int64_t *out, struct om_span s)
{
	int32_t day;
	int h, m, sec, ms, minutes;
	size_t at = 19;

	if (s.n < 20 || om_day_parse(&day, om_span_bytes(s.p, 10)) != OM_OK ||
	    (s.p[10] != 'T' && s.p[10] != 't' && s.p[10] != ' ') ||
	    !two(&h, s, 11, 23) || s.p[13] != ':' || !two(&m, s, 14, 59) ||
	    s.p[16] != ':' || !two(&sec, s, 17, 60) || !fraction(&ms, s, &at) ||
	    !zone(&minutes, om_span_bytes(s.p + at, s.n - at)))
		return om_fail(OM_INPUT, "not a time (RFC 3339)");
	*out = (int64_t)day * MS_A_DAY +
	       ((int64_t)h * 60 + m - minutes) * 60000 + sec * 1000 + ms;
	return OM_OK;
}
