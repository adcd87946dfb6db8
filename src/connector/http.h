#ifndef OM_CONNECTOR_HTTP_H
#define OM_CONNECTOR_HTTP_H

#include "base/buf.h"

/*
 * One call over HTTP, by libcurl, which is loaded at the first. https only,
 * and http to this machine; no redirect is followed, no proxy is asked, no
 * credential is sent. Where the name leads is looked at when the connection
 * is made: link-local addresses are never called, private ones where the
 * caller allows it, this machine's own where the address says so itself
 * ("localhost", "127.0.0.1", "[::1]").
 */
struct om_http_call {
	const char *method; /* "PUT", "POST" or "GET" */
	const char *url;
	const char *type; /* of the body; NULL for none */
	struct om_span body;
	bool private_allowed;
	long seconds; /* at most; 0: thirty */
};

struct om_http_answer {
	long status;
	struct om_buf body; /* its ceiling is the caller's */
};

/*
 * Writes the answer's status and body, whatever the status is. OM_USAGE for
 * an address that may not be called, OM_REMOTE where nobody answers or the
 * answer is longer than the body's ceiling, OM_IO where libcurl is missing.
 */
int om_http(
    struct om_http_answer *out, const struct om_http_call *call) OM_MUST_CHECK;

/* Whether an address of the network may be called. */
struct sockaddr;
bool om_http_may_call(
    const struct sockaddr *address, bool own_allowed, bool private_allowed);

#endif
