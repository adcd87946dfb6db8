#ifndef OM_CMD_REQUEST_H
#define OM_CMD_REQUEST_H

#include "cmd/command.h"

/* Actions that have a file of their own. */
extern const struct om_command om_cmd_request_close, om_cmd_request_recompute,
    om_cmd_request_purge, om_cmd_request_complaint, om_cmd_request_item,
    om_cmd_request_redact, om_cmd_request_answer, om_cmd_request_certificate,
    om_cmd_request_deny, om_cmd_request_fee, om_cmd_request_letter,
    om_cmd_request_sent;

/* `request weigh`, `request lift`. */
extern const struct om_command om_cmd_request_weigh;
extern const struct om_command om_cmd_request_correct;
extern const struct om_command om_cmd_request_lift;
extern const struct om_command om_cmd_request_notify, om_cmd_request_notified,
    om_cmd_request_forward;

/* request_new.c, request_verify.c, request_clock.c */
extern const struct om_command om_cmd_request_new;
extern const struct om_command om_cmd_request_verify;
extern const struct om_command om_cmd_request_challenge;
extern const struct om_command om_cmd_request_acknowledge;
extern const struct om_command om_cmd_request_pause;
extern const struct om_command om_cmd_request_resume;

/* The day that an option names; today where it was not given. */
int om_request_read_day(
    int32_t *out, struct om_run *run, const char *option) OM_MUST_CHECK;

#endif
