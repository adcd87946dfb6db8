#ifndef OM_CMD_SHORTCUT_H
#define OM_CMD_SHORTCUT_H

#include "cmd/workspace.h"
#include "request/request.h"

/* A request carried from receipt to its end in one go. */
struct om_shortcut {
	const char *right;
	struct om_span claim;
	const char *method; /* how the person was verified */
	const char *by;	    /* who approves; NULL: who acts */
	const char *out;    /* where the answer goes; NULL: none is made */
};

/*
 * Each step is a transaction of its own, so that it can be gone on with from
 * wherever it stopped; c->request shows where. OM_NOTFOUND and no request
 * where nobody has the identifier, OM_DENIED where several have it. With a
 * dry run only the look-up is made.
 */
int om_shortcut(
    struct om_case *c, const struct om_shortcut *what) OM_MUST_CHECK;

/* Prints the request's id, and on stderr where it stopped and what is next. */
void om_shortcut_print(struct om_run *run, const struct om_case *c);

#endif
