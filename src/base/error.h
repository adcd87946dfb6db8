#ifndef OM_BASE_ERROR_H
#define OM_BASE_ERROR_H

#include <stddef.h>

/*
 * Codes that every fallible function returns: 0 or one of these, all
 * negative. A stepping function returns 1 (a step), 0 (the end) or one of
 * these.
 */
enum om_error {
	OM_OK = 0,
#define OM_ERROR(code, number, word, exit, http) code = number,
#include "base/error_list.h"
#undef OM_ERROR
};

#define OM_MUST_CHECK __attribute__((warn_unused_result))
#define OM_FORMAT(f, a) __attribute__((format(printf, f, a)))

/* The longest failure message kept, in bytes, its NUL included. */
#define OM_ERROR_MAX 512

/*
 * Records why a call fails, in this thread, and returns code, so that the
 * finder of a fault writes `return om_fail(OM_INPUT, "...")`. One line, lower
 * case, no personal data; control characters become '?'. Longer messages are
 * cut at OM_ERROR_MAX. Callers pass the code on and do not call this again.
 */
#define om_fail(code, ...) (om_fail_say(__VA_ARGS__), (code))

/* What om_fail does; the macro lets a reader and a checker see the code. */
void om_fail_say(const char *format, ...) OM_FORMAT(1, 2);

/*
 * As om_fail, and puts a place before the message that is already there:
 * "FILE:LINE: message". For callers that alone know where the input stood.
 */
int om_fail_at(int code, const char *file, size_t line);

/*
 * The message of the last failure, kept over work that may fail and recover
 * on its own way: what follows a failure must not hide its cause.
 */
struct om_failure {
	char text[OM_ERROR_MAX];
};
struct om_failure om_failure_keep(void);
void om_failure_return(const struct om_failure *kept);

/* The message of the last failure in this thread; "" where there was none. */
const char *om_failure(void);

/* The word, exit status and HTTP status of a code; a bug (70, 500) else. */
const char *om_error_word(int code);
int om_error_exit(int code);
int om_error_http(int code);

#endif
