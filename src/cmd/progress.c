#define _DEFAULT_SOURCE
#include "cmd/progress.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "render/terminal.h"

enum {
	BAR = 20,
	NARROW = 60,
	WIDTH_UNKNOWN = 80,
	LINE_CEILING = 1000,
};
#define SECOND INT64_C(1000000000)

/* Three digits and a unit: "999 B", "1.2 kB", "35 MB". */
static void
add_bytes(struct om_buf *b, double bytes)
{
	static const char *const units[] = { "B", "kB", "MB", "GB", "TB",
		"PB" };
	size_t unit = 0;

	while (bytes >= 999.5 && unit + 1 < sizeof(units) / sizeof(units[0])) {
		bytes /= 1000;
		unit++;
	}
	om_buf_format(b, unit > 0 && bytes < 9.95 ? "%.1f %s" : "%.0f %s",
	    bytes, units[unit]);
}

static void
add_grouped(struct om_buf *b, uint64_t n)
{
	if (n >= 1000) {
		add_grouped(b, n / 1000);
		om_buf_format(b, ",%03u", (unsigned)(n % 1000));
	} else {
		om_buf_format(b, "%u", (unsigned)n);
	}
}

static void
add_bar(struct om_buf *b, const struct om_progress *p)
{
	double part = (double)p->bytes / (double)p->total;
	int filled;

	if (part > 1)
		part = 1;
	if (p->width >= NARROW) {
		filled = (int)(part * BAR);
		om_buf_text(b, "  [");
		for (int i = 0; i < BAR; i++)
			om_buf_byte(b, i < filled ? '#' : ' ');
		om_buf_byte(b, ']');
	}
	om_buf_format(b, "  %3d%%", (int)(part * 100));
}

static void
add_left(struct om_buf *b, double seconds)
{
	unsigned left = seconds > 359999 ? 359999 : (unsigned)(seconds + 0.5);

	if (left >= 3600)
		om_buf_format(b, "  %u:%02u:%02u left", left / 3600,
		    left / 60 % 60, left % 60);
	else
		om_buf_format(b, "  %u:%02u left", left / 60, left % 60);
}

void
om_progress_draw(struct om_buf *b, const struct om_progress *p, int64_t now)
{
	struct om_buf line = OM_BUF(LINE_CEILING);
	double seconds = (double)(now - p->started) / (double)SECOND;
	double rate = seconds > 0 ? (double)p->bytes / seconds : 0;

	om_buf_text(&line, p->verb);
	if (p->total > 0)
		add_bar(&line, p);
	om_buf_text(&line, "  ");
	add_bytes(&line, (double)p->bytes);
	/* The first second says little about the rest. */
	if (seconds >= 1) {
		om_buf_text(&line, "  ");
		add_bytes(&line, rate);
		om_buf_text(&line, "/s");
	}
	if (p->records > 0) {
		om_buf_text(&line, "  ");
		add_grouped(&line, p->records);
		om_buf_text(&line, " records");
	}
	if (seconds >= 1 && rate > 0 && p->total > p->bytes)
		add_left(&line, (double)(p->total - p->bytes) / rate);
	(void)om_terminal_cut(b, om_buf_span(&line), p->width);
	om_buf_free(&line);
}

/* A terminal that cannot be drawn on calls itself dumb. */
static bool
can_draw(void)
{
	const char *terminal = getenv("TERM");

	return isatty(STDERR_FILENO) == 1 && terminal != NULL &&
	       strcmp(terminal, "dumb") != 0;
}

void
om_progress_start(struct om_progress *p, const struct om_run *run,
    uint64_t total, const char *verb)
{
	struct winsize size;

	*p = (struct om_progress){ .verb = verb, .total = total };
	p->shown = !run->no_progress && can_draw();
	p->started = om_clock_steady();
	p->drawn = p->started;
	p->width = WIDTH_UNKNOWN;
	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1)
		p->width = size.ws_col - 1u; /* the last wraps on some */
}

/* A bar that cannot be drawn is no failure of what it reports on. */
static void
put(const struct om_buf *line)
{
	if (om_file_write(STDERR_FILENO, om_buf_span(line), "stderr") != OM_OK)
		return;
}

void
om_progress_set(struct om_progress *p, uint64_t bytes, uint64_t records)
{
	struct om_buf line = OM_BUF(LINE_CEILING);
	int64_t now;

	p->bytes = bytes;
	p->records = records;
	if (!p->shown)
		return;
	now = om_clock_steady();
	if (now - p->drawn < SECOND / 10)
		return;
	p->drawn = now;
	om_buf_byte(&line, '\r');
	om_progress_draw(&line, p, now);
	om_buf_text(&line, "\033[K");
	put(&line);
	om_buf_free(&line);
}

void
om_progress_end(struct om_progress *p)
{
	struct om_buf line = OM_BUF(LINE_CEILING);

	if (!p->shown)
		return;
	p->shown = false;
	om_buf_text(&line, "\r\033[K");
	put(&line);
	om_buf_free(&line);
}
