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

/* Something personal in a text; strings and value are lent for the call. */
struct ombud_finding {
	const char *kind;	  /* "email", as `ombud policy show kinds` */
	unsigned long long start; /* bytes from the text's beginning */
	unsigned long long end;
	unsigned long long line; /* from 1 */
	double confidence;	 /* probability that it is so */
	const char *value;	 /* its bytes, end - start of them, no NUL */
};

/* Given each finding, in order; what it returns, if not 0, ends the scan. */
typedef int ombud_found(void *state, const struct ombud_finding *finding);

/* All zero is a fair choice. */
struct ombud_scan_options {
	double min_confidence; /* 0.5 where 0 */
	const char *policies;  /* a folder of policies that override; or NULL */
};

/*
 * Scans texts that come piece by piece: any number of om_scan_feed, then
 * om_scan_end, after which the next text may follow. Wherever a text is cut,
 * the findings are the same. One object serves one thread. Codes are those
 * above, or what found returned.
 */
struct ombud_scan;

int om_scan_open(struct ombud_scan **out,
    const struct ombud_scan_options *options, ombud_found *found, void *state);
int om_scan_feed(
    struct ombud_scan *scan, const void *bytes, unsigned long size);
int om_scan_end(struct ombud_scan *scan);
void om_scan_close(struct ombud_scan *scan);

/* A record that may not pass, or a piece of one longer than 1 MiB. */
struct ombud_held {
	unsigned long long record; /* from 1 */
	const void *bytes;	   /* as it came */
	unsigned long size;
	const char *reason; /* holds nothing of the record */
	int doubt;	    /* it was not understood; else a rule said so */
	int begins, ends;   /* both, but for pieces */
};

/* Given whole records that pass, changed or not, and those that do not; what
 * they return, if not 0, ends the filter. */
typedef int ombud_pass(void *state, const void *bytes, unsigned long size);
typedef int ombud_hold(void *state, const struct ombud_held *record);

struct ombud_filter_options {
	const char *rules;  /* JSON text, see ombud(1); NULL: mask all found */
	const char *format; /* "ndjson", "csv", "tsv" or "text" */
	double min_confidence; /* 0.5 where 0 */
	const char *policies;  /* a folder of policies that override; or NULL */
	const char *key_file;  /* of tokens, where rules make such; or NULL */
	unsigned threads;      /* 1 where 0 */
};

/*
 * Records that come piece by piece leave once, in order, through pass or
 * through hold; without hold (NULL) the first that may not pass ends the
 * filter with OMBUD_INPUT, or 1 where a rule says so. om_filter_flush waits
 * for what was fed and is whole. All calls are of one thread, pass and hold
 * are called by it alone.
 */
struct ombud_filter;

int om_filter_open(struct ombud_filter **out,
    const struct ombud_filter_options *options, ombud_pass *pass,
    ombud_hold *hold, void *state);
int om_filter_feed(
    struct ombud_filter *filter, const void *bytes, unsigned long size);
int om_filter_flush(struct ombud_filter *filter);
int om_filter_end(struct ombud_filter *filter);
void om_filter_close(struct ombud_filter *filter);

#ifdef __cplusplus
}
#endif

#endif
