#ifndef OM_SCAN_SIEVE_H
#define OM_SCAN_SIEVE_H

#include "policy/judge.h"
#include "scan/scanner.h"
#include "scan/sieve_change.h"

/*
 * A filter: records come piece by piece, wherever they are cut, and each
 * leaves once and in order, changed as the rules say or held back. JSON and
 * CSV keep every byte that is in no changed value. What is in doubt (broken
 * JSON, no UTF-8, a row of another width, a record longer than 1 MiB, a value
 * that cannot be treated as the rules say) never passes. Memory does not grow
 * with the input.
 */
struct om_sieve;

enum om_sieve_format {
	OM_SIEVE_TEXT, /* a record a line */
	OM_SIEVE_CSV,
	OM_SIEVE_NDJSON,
};

enum { OM_SIEVE_RECORD = 1 << 20, OM_SIEVE_THREADS = 64 };

/* A record that is held back, or a piece of one that is too long. */
struct om_sieve_diverted {
	uint64_t record; /* from 1; of text, the line */
	struct om_span bytes;
	const char *reason;
	bool fault; /* it was not understood; else a rule says so */
	bool begins, ends;
};

/*
 * Where records go; code other than 0 ends the filter. Bytes that pass are
 * whole records. divert is called for what is held back, before what stood
 * behind it passes.
 */
struct om_sieve_sink {
	int (*pass)(void *state, struct om_span bytes);
	/* NULL: a record that would be held back ends the filter. */
	int (*divert)(void *state, const struct om_sieve_diverted *d);
	void *state;
};

/* All but threads and the flags is borrowed until the close. */
struct om_sieve_options {
	const struct om_sieve_rules *rules;
	const struct om_scanner *scanner; /* NULL: nothing is sought */
	const struct om_policy *policy;	  /* personal records: see block */
	bool block; /* what is personal ends the filter; else it is diverted */
	enum om_sieve_format format;
	char delimiter; /* of CSV; 0: by its first row */
	bool headless;	/* columns have no names but "column 1" */
	const struct om_sieve_token_options *tokens; /* or NULL */
	size_t threads;				     /* 1 where 0 */
};

struct om_sieve_counts {
	uint64_t bytes, records;
	uint64_t changed;  /* records that passed, but not as they came */
	uint64_t diverted; /* by a rule or for a verdict */
	uint64_t faults;   /* held back because in doubt */
	uint64_t kinds[OM_KINDS_MAX];	  /* findings that were changed */
	uint64_t fields[OM_SIEVE_FIELDS]; /* values that were changed */
	uint64_t kept[OM_KINDS_MAX];	  /* findings that passed */
};

struct om_sieve *om_sieve_open(
    const struct om_sieve_options *options, const struct om_sieve_sink *sink);
void om_sieve_close(struct om_sieve *s);

/*
 * The next bytes. 0; 1 where a rule or verdict ends the filter; negative:
 * OM_INPUT for a record in doubt that cannot be diverted, OM_USAGE for a
 * header that lacks a column of the rules or is a record itself, a code of
 * the sink. What stood before has passed then, and nothing more will.
 */
int om_sieve_feed(struct om_sieve *s, struct om_span bytes) OM_MUST_CHECK;

/* Waits for all whole records that were fed; for when the input pauses. */
int om_sieve_flush(struct om_sieve *s) OM_MUST_CHECK;

/* No byte comes any more. */
int om_sieve_end(struct om_sieve *s) OM_MUST_CHECK;

/* What was done so far; after a flush or the end. */
void om_sieve_count(const struct om_sieve *s, struct om_sieve_counts *out);

/* The header of CSV with its line break and what stands before it. */
struct om_span om_sieve_header(const struct om_sieve *s);

#endif
