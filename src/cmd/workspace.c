#include "cmd/workspace.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "store/reserve.h"

enum { LINE_CEILING = 8 << 10 };

int
om_workspace_run(
    struct om_run *run, int (*work)(struct om_run *run, struct om *om))
{
	struct om_failure why;
	struct om *om = NULL;
	int rc, closed;

	if (run->command->touches & OM_RESERVED)
		om_reserve_ready(run->home);
	rc = om_open(&om, run->home);
	if (rc != OM_OK)
		return rc;
	om->dry_run = run->dry_run;
	rc = work(run, om);
	/* Closing may try and fail at this and that on its way. */
	why = om_failure_keep();
	closed = om_close(om);
	if (closed != OM_OK)
		om_buf_reset(&run->out.pending);
	if (rc < 0)
		om_failure_return(&why);
	return rc < 0 || closed == OM_OK ? rc : closed;
}

/* Byte by byte, so that the next line stays for whoever reads it. */
static int
read_line(struct om_buf *line)
{
	for (;;) {
		char c;
		ssize_t n = read(STDIN_FILENO, &c, 1);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return om_file_fail("standard input", "read");
		if (n == 0 || c == '\n')
			return om_buf_check(line, "a line of standard input");
		om_buf_byte(line, c);
	}
}

int
om_workspace_identifier(
    struct om_span *out, struct om_run *run, const char *argument)
{
	struct om_buf line = OM_BUF(LINE_CEILING);
	int rc;

	if (strcmp(argument, "-") != 0) {
		*out = om_span_of(argument);
		return OM_OK;
	}
	rc = read_line(&line);
	if (rc == OM_OK)
		*out = om_arena_copy(
		    &run->arena, om_span_trim(om_buf_span(&line)));
	om_buf_free(&line);
	if (rc == OM_OK && out->n == 0)
		rc = om_fail(
		    OM_USAGE, "standard input has no line for an identifier");
	return rc;
}
