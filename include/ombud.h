#ifndef OMBUD_H
#define OMBUD_H

/*
 * Ombud as a library: the one header that other programs include. What is
 * not declared here is not for them. From C and C++.
 */

#ifdef __cplusplus
extern "C" {
#endif

#define OMBUD_VERSION_MAJOR 0
#define OMBUD_VERSION_MINOR 1
#define OMBUD_VERSION_PATCH 0
#define OMBUD_VERSION "0.1.0"

/* What a call returns: 0, or one of these where it failed. */
enum ombud_error {
	OMBUD_OK = 0,
	OMBUD_USAGE = -1,    /* a wrong argument, configuration or policy */
	OMBUD_INPUT = -2,    /* unreadable input */
	OMBUD_NOTFOUND = -3, /* there is no such thing */
	OMBUD_EXISTS = -4,   /* there is one already */
	OMBUD_DENIED = -5,   /* refused: identity, approval, hold, rights */
	OMBUD_BUSY = -6,     /* held by another: try again */
	OMBUD_LIMIT = -7,    /* larger than a limit */
	OMBUD_IO = -8,	     /* a file or the store could not be used */
	OMBUD_REMOTE = -9,   /* another system failed */
	OMBUD_CORRUPT = -10  /* an integrity check failed */
};

/* The version of the library that runs, which may be another than the
 * header's: OMBUD_VERSION's form, a constant. */
const char *om_version(void);

#ifdef __cplusplus
}
#endif

#endif
