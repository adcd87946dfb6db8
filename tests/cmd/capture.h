#ifndef OM_TESTS_CMD_CAPTURE_H
#define OM_TESTS_CMD_CAPTURE_H

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "cmd/command.h"
#include "test.h"

/* What one command line printed, and its exit status. */
struct capture {
	int status;
	struct om_buf out;
	struct om_buf err;
};

static inline void
capture_read(struct om_buf *b, FILE *file)
{
	char *room = om_buf_room(b, 1 << 20);
	size_t n;

	ck_assert_ptr_nonnull(room);
	rewind(file);
	n = fread(room, 1, 1 << 20, file);
	room[n] = '\0';
	b->n = n;
	(void)fclose(file);
}

/* Runs a line that is split at its spaces; free with capture_free. */
static inline struct capture
capture_below(const struct om_command *root, const char *line)
{
	struct capture c = { 0, OM_BUF(2 << 20), OM_BUF(2 << 20) };
	struct om_arena arena = { 0 };
	struct om_span rest = om_span_of(line), word;
	FILE *out = tmpfile(), *err = tmpfile();
	char *argv[20];
	int argc = 0, stderr_before = dup(STDERR_FILENO);

	ck_assert(out != NULL && err != NULL && stderr_before >= 0);
	for (; rest.n > 0 && argc < 19; argc++) {
		if (!om_span_cut(&word, &rest, rest, ' ')) {
			word = rest;
			rest = OM_SPAN_NONE;
		}
		argv[argc] = om_arena_string(&arena, word);
	}
	argv[argc] = NULL;
	ck_assert_int_ge(dup2(fileno(err), STDERR_FILENO), 0);
	c.status = om_command_main(root, argc, argv, fileno(out));
	(void)fflush(stderr);
	ck_assert_int_ge(dup2(stderr_before, STDERR_FILENO), 0);
	(void)close(stderr_before);
	capture_read(&c.out, out);
	capture_read(&c.err, err);
	om_arena_free(&arena);
	return c;
}

static inline struct capture
capture_run(const char *line)
{
	return capture_below(&om_command_root, line);
}

static inline void
capture_free(struct capture *c)
{
	om_buf_free(&c->out);
	om_buf_free(&c->err);
}

#endif
