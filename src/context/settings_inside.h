#ifndef OM_CONTEXT_SETTINGS_INSIDE_H
#define OM_CONTEXT_SETTINGS_INSIDE_H

#include "base/json.h"
#include "context/settings.h"

/* For settings.c: reads and checks, and writes, "epochs" and "keys". */
int om_settings_read_keys(struct om_settings *s) OM_MUST_CHECK;
void om_settings_write_keys(
    struct om_json *j, const struct om_keys_token *token);

#endif
