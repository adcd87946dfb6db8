#ifndef OM_SCAN_MAIL_H
#define OM_SCAN_MAIL_H

#include "base/buf.h"

/* Mail as RFC 5322, RFC 2045 and RFC 2047 have it, piece by piece. */

/*
 * Takes the next header field off the front of *rest; its body is unfolded
 * and decoded into *value, which is emptied before. False at the empty line,
 * which is taken as well, or where no field follows.
 */
bool om_mail_header(
    struct om_span *name, struct om_buf *value, struct om_span *rest);

/* Whether a field has that name; in any case. */
bool om_mail_is(struct om_span name, const char *word);

/* A parameter of a field: boundary, name; none where it has no such. */
struct om_span om_mail_parameter(struct om_span value, const char *name);

/*
 * Takes the next part off the front of a multipart body; false behind the
 * last. Lines before the first boundary are passed over.
 */
bool om_mail_part(
    struct om_span *part, struct om_span *rest, struct om_span boundary);

/* Appends the body as it was before its transfer encoding. */
int om_mail_decode(struct om_buf *out, struct om_span body,
    struct om_span encoding) OM_MUST_CHECK;

#endif
