#ifndef OM_CMD_RESTRICTED_H
#define OM_CMD_RESTRICTED_H

#include "cmd/command.h"
#include "store/restriction.h"

/*
 * What is told of a person wherever she is shown: what may not be done with
 * her data. The first reads it.
 */
struct om_restricted_list {
	struct om_restriction *p;
	size_t n;
};
int om_restricted_read(struct om_restricted_list *out, struct om_run *run,
    struct om_store *store, int64_t subject) OM_MUST_CHECK;

/* A member `restrictions` of the open object; lines below a table. */
void om_restricted_json(
    struct om_json *j, const struct om_restricted_list *list);
void om_restricted_print(
    struct om_run *run, const struct om_restricted_list *list);

#endif
