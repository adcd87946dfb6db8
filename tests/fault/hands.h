#ifndef OM_FAULT_HANDS_H
#define OM_FAULT_HANDS_H

#include "context/context.h"
#include "fault/model.h"
#include "store/people.h"
#include "store/people.h"

/*
 * A workspace that acts are done in. Settings and policies, which no act
 * changes, are read once; keys and store each time it is opened.
 */
struct hands {
	char *folder;
	struct om *om;
	struct om_arena arena;
};

/* Makes the workspace in a folder that is not there. */
int hands_make(const char *folder) OM_MUST_CHECK;

/* Reads settings and policies of a workspace. */
int hands_begin(struct hands *h, const char *folder) OM_MUST_CHECK;
void hands_end(struct hands *h);

/* The same workspace lies in another folder from now on. */
void hands_move(struct hands *h, const char *folder);

/* Keys and store; closed without writing or signing anything more. */
int hands_open(struct hands *h) OM_MUST_CHECK;
void hands_drop(struct hands *h);

/* Does the act that comes next in the world w. */
int hands_do(struct hands *h, const struct world *w,
    const struct act *act) OM_MUST_CHECK;

/* What an acknowledgement promises besides the world. */
struct promise {
	uint64_t entries; /* in the ledger */
	uint64_t size;	  /* of the signed log */
};
int hands_promise(struct promise *out, struct hands *h) OM_MUST_CHECK;

/*
 * Compares the workspace with itself (structure, keys, index, log, ledgers)
 * and with what was promised. OM_CORRUPT where they differ.
 */
int look_check(struct hands *h, const struct promise *p) OM_MUST_CHECK;

/* OM_NOTFOUND, saying what differs, unless the workspace shows world w. */
int look_is(struct hands *h, const struct world *w) OM_MUST_CHECK;

/* The subject of somebody's number, NULL for nobody; her profile of it. */
int look_up(
    struct om_subject **out, struct hands *h, uint32_t number) OM_MUST_CHECK;
struct om_held_profile *look_profile(
    const struct om_subject *s, uint32_t number);

/* Names of what lies in the workspace; with om_free. */
char *answer_path(const struct hands *h, uint32_t number);
char *backup_path(const struct hands *h, uint32_t number);

#endif
