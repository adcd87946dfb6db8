#ifndef OM_SCAN_SINK_H
#define OM_SCAN_SINK_H

#include "base/error.h"
#include "policy/kind_set.h"
#include "scan/hits.h"

/* One thing that was found, and where; everything is borrowed. */
struct om_finding {
	const char *path;     /* "a.zip!b.csv" for what lies in an archive */
	const char *format;   /* "csv" */
	uint64_t record;      /* from 1; of text, the line */
	struct om_span field; /* a column, a JSON Pointer; p NULL: none */
	struct om_span value; /* personal data: the bytes themselves */
	uint64_t start, end;  /* in the field's value; in the file for text */
	int64_t offset;	      /* in the file; -1 where it has no such */
	uint64_t line;	      /* from 1; 0 where it has none */
	struct om_hit hit;    /* kind, confidence, evidence */
};

/* What one column or key held, over a whole document. */
struct om_share {
	struct om_span field;
	int kind;
	uint64_t records; /* of the document */
	uint64_t found;	  /* how often the field had that kind */
};

/*
 * Where findings go, in the order of the document. What a call returns, if
 * not 0, ends the scan with that code. Calls that are NULL are not wanted,
 * and a scan that nobody wants findings of is a good deal faster.
 */
struct om_sink {
	int (*finding)(void *state, const struct om_finding *f);
	/*
	 * Every record in which something is found, behind its findings, with
	 * their kinds; and the others too, where `all` says so.
	 */
	int (*record)(void *state, const char *path, uint64_t record,
	    const struct om_kind_set *kinds);
	bool all;
	/* At the end of each document that has fields. */
	int (*share)(
	    void *state, const char *path, const struct om_share *share);
	/* What could not be read, or not to its end, and why. */
	int (*skipped)(void *state, const char *path, const char *reason);
	/* How many bytes of the outermost documents were read so far. */
	void (*progress)(void *state, uint64_t bytes);
	void *state;
};

#endif
