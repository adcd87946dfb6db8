#ifndef OM_CMD_OUTPUT_H
#define OM_CMD_OUTPUT_H

#include "base/json.h"

enum om_shape {
	OM_SHAPE_TABLE,	 /* for people, and plain text */
	OM_SHAPE_JSON,	 /* one document */
	OM_SHAPE_NDJSON, /* one object a line */
};

/*
 * Where a command's data goes. Failure to write (a full disk, a reader that
 * left) is sticky: what comes after is dropped, and om_output_end says so,
 * which makes the command fail with OM_IO.
 */
struct om_output {
	enum om_shape shape;
	int fd;
	bool terminal;
	bool colour;	/* a terminal, and NO_COLOR is not set */
	unsigned width; /* columns of the terminal; 0 elsewhere */
	int code;
	struct om_buf pending;
	struct om_json json;
};

void om_output_open(struct om_output *o, int fd);

/* Bytes and lines as they are, whatever the shape. */
void om_output_text(struct om_output *o, struct om_span s);
void om_output_format(struct om_output *o, const char *format, ...)
    OM_FORMAT(2, 3);

/*
 * The writer of the next JSON document; om_output_next ends it with a new
 * line. In OM_SHAPE_JSON a command writes one, indented; in OM_SHAPE_NDJSON
 * any number, a line each.
 */
struct om_json *om_output_json(struct om_output *o);
void om_output_next(struct om_output *o);

/*
 * Hands on what is pending when it is much; between the members of a long
 * document too. Returns the code of a failure so far, so that a long command
 * can stop early.
 */
int om_output_flow(struct om_output *o);

/* Writes what is pending and frees; 0 or the code of the first failure. */
int om_output_end(struct om_output *o) OM_MUST_CHECK;

#endif
