#define _DEFAULT_SOURCE
#include "cmd/output.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"

/* One document is held whole; a list is handed on in pieces of FLOW. */
enum { OUTPUT_CEILING = 1 << 30, FLOW = 64 << 10, WIDTH_UNKNOWN = 80 };

static unsigned
terminal_width(int fd)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return WIDTH_UNKNOWN;
	return size.ws_col;
}

void
om_output_open(struct om_output *o, int fd)
{
	const char *plain = getenv("NO_COLOR");

	*o = (struct om_output){ .fd = fd };
	o->pending = OM_BUF(OUTPUT_CEILING);
	o->terminal = isatty(fd) == 1;
	o->colour = o->terminal && (plain == NULL || *plain == '\0');
	o->width = o->terminal ? terminal_width(fd) : 0;
}

static int
flush(struct om_output *o)
{
	if (o->code == OM_OK)
		o->code = om_buf_check(&o->pending, "the output");
	if (o->code == OM_OK)
		o->code = om_file_write(
		    o->fd, om_buf_span(&o->pending), "standard output");
	om_buf_reset(&o->pending);
	return o->code;
}

int
om_output_flow(struct om_output *o)
{
	return o->pending.n < FLOW ? o->code : flush(o);
}

void
om_output_text(struct om_output *o, struct om_span s)
{
	om_buf_add(&o->pending, s);
	(void)om_output_flow(o);
}

void
om_output_format(struct om_output *o, const char *format, ...)
{
	va_list ap, again;
	int n;
	char *room;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	room = n < 0 ? NULL : om_buf_room(&o->pending, (size_t)n);
	if (room != NULL) {
		(void)vsnprintf(room, (size_t)n + 1, format, again);
		o->pending.n += (size_t)n;
	}
	va_end(again);
	(void)om_output_flow(o);
}

struct om_json *
om_output_json(struct om_output *o)
{
	o->json = OM_JSON(&o->pending, o->shape == OM_SHAPE_JSON);
	return &o->json;
}

void
om_output_next(struct om_output *o)
{
	om_buf_byte(&o->pending, '\n');
	(void)om_output_flow(o);
}

int
om_output_end(struct om_output *o)
{
	int rc = flush(o);

	om_buf_free(&o->pending);
	return rc;
}
