#ifndef OM_FAULT_KILL_CHILD_H
#define OM_FAULT_KILL_CHILD_H

#include "fault/hands.h"

/* How a child goes about it. */
enum manner { HONEST, EARLY, SILENT };

/* What a child tells: R ready, B an act begins, A it is acknowledged. */
struct note {
	char what; /* ... L lost, S split, V log, E refused */
	int which; /* the world that is there */
	struct promise promise;
	char text[OM_ERROR_MAX];
};

/* What the child begins with, and what it must find. */
struct child {
	enum manner manner;
	uint64_t seed, turn;		/* of the next act */
	struct hands hands;		/* settings read, not open */
	struct model worlds[STEPS + 1]; /* one of them must be there */
	int n;
	struct model before; /* the world before the last acknowledged act */
	struct promise promise;
};

/*
 * Opens the workspace, compares it, does acts until it is killed, and writes
 * a note of each step to a pipe.
 */
_Noreturn void child_work(struct child *c, int to);

#endif
