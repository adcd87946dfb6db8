#ifndef OM_CMD_REQUEST_PRINT_H
#define OM_CMD_REQUEST_PRINT_H

#include "cmd/command.h"
#include "request/request.h"

/* A request in the shape asked for; for people with its plan. */
void om_request_print(struct om_run *run, const struct om_request *r);

/* The same in two lines for people. */
void om_request_print_brief(struct om_run *run, const struct om_request *r);

/* Its id alone; the whole in JSON. */
void om_request_print_id(struct om_run *run, const struct om_request *r);

/* What `request list` prints. */
int om_request_print_list(struct om_run *run, struct om *om) OM_MUST_CHECK;

/* Says aloud what the latest answer leaves unstated; nothing where it is all
 * there. */
void om_request_warn(const struct om_request *r);

#endif
