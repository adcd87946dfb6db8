#ifndef OM_CMD_IDENTIFIER_H
#define OM_CMD_IDENTIFIER_H

#include "cmd/command.h"

/* An identifier as it was typed; source and profile are empty unless given. */
struct om_identifier_words {
	struct om_span source;
	struct om_span profile;
	struct om_span type;
	struct om_span value;
};

/*
 * Reads TYPE:VALUE, or SOURCE:TYPE:IDTYPE:VALUE as Zendesk writes it, from an
 * argument, or from the one line of standard input where that is "-". A value
 * may hold colons (an IPv6 address), so the long form is read only where
 * is_type does not know the first word and knows the third. The spans live as
 * long as the run. OM_USAGE, without the text, where it is neither.
 */
int om_identifier_read(struct om_identifier_words *out, struct om_run *run,
    const char *argument, bool (*is_type)(struct om_span)) OM_MUST_CHECK;

#endif
