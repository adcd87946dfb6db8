/*
 * Every way a call can fail: code, number, word, exit status, HTTP status.
 * Included twice by error.h and error.c; one line an entry.
 */
OM_ERROR(OM_USAGE, -1, "usage", 2, 400)
OM_ERROR(OM_INPUT, -2, "input", 3, 422)
OM_ERROR(OM_NOTFOUND, -3, "not found", 4, 404)
OM_ERROR(OM_EXISTS, -4, "exists", 2, 409)
OM_ERROR(OM_DENIED, -5, "refused", 5, 403)
OM_ERROR(OM_BUSY, -6, "busy", 6, 503)
OM_ERROR(OM_LIMIT, -7, "limit", 3, 413)
OM_ERROR(OM_IO, -8, "input/output", 6, 500)
OM_ERROR(OM_REMOTE, -9, "remote", 6, 502)
OM_ERROR(OM_CORRUPT, -10, "integrity", 7, 500)
