#ifndef OM_SCAN_MAILBOX_H
#define OM_SCAN_MAILBOX_H

#include "base/error.h"
#include "base/span.h"

/* Local parts that name an office: role_mailboxes in identifiers.json. */
struct om_mailboxes;

/* folder as in om_policy_load. OM_USAGE names file, line and path. */
int om_mailboxes_open(
    struct om_mailboxes **out, const char *folder) OM_MUST_CHECK;
void om_mailboxes_close(struct om_mailboxes *m);

/*
 * Whether an address of this local part reaches whoever holds an office, not
 * one person: RFC 2142, and what is usual besides. What follows a '+' is no
 * part of the mailbox's name (RFC 5233).
 */
bool om_mailboxes_has(const struct om_mailboxes *m, struct om_span local);

#endif
