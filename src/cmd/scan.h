#ifndef OM_CMD_SCAN_H
#define OM_CMD_SCAN_H

#include "cmd/command.h"
#include "cmd/progress.h"
#include "cmd/scan_sets.h"
#include "policy/judge.h"
#include "scan/baseline.h"
#include "scan/finding.h"
#include "scan/reading.h"
#include "scan/walk.h"

/* What could not be read, or not wholly, and why. */
struct om_scan_skipped {
	const char *path, *reason;
};

/* What one field of one document holds. */
struct om_scan_share {
	const char *path;
	struct om_share share;
};

/* A rule that speaks for kinds which stand together in a record. */
struct om_scan_rule {
	const char *path;
	const struct om_rule *rule;
	struct om_kind_set kinds;
	uint64_t records, first; /* how many, the first of them */
};

enum { OM_SCAN_LISTED = 10000 };

/* One call of `scan` or `classify`: what it looks for, and what it saw. */
struct om_scan {
	struct om_run *run;
	struct om_kinds *kinds;
	struct om_scanner *scanner, *keen;
	struct om_kind_set only, used;
	struct om_fixed fixed;
	struct om_sink sink;
	struct om_reading reading;
	struct om_progress progress;

	struct om_mac *mac; /* of fingerprints, or NULL */
	struct om_baseline *accepted, *accepting, *numbered;
	struct om_buf sarif;
	uint64_t new; /* findings that no baseline accepts */
	bool lines;   /* a line a finding is printed */
	bool show;    /* with its value */
	uint64_t printed;

	struct om_scan_skipped skipped[OM_SCAN_LISTED];
	size_t skipped_count;
	struct om_scan_share *shares;
	size_t share_count;
	struct om_scan_sets sets;
	struct om_policy *policy; /* which judges them, where there are any */
	struct om_scan_rule *rules;
	size_t rule_count;
};

/* Opens what the options ask for; close it in any case. */
int om_scan_begin(struct om_scan *s, struct om_run *run) OM_MUST_CHECK;
void om_scan_leave(struct om_scan *s);

/* The key of fingerprints, where one is asked for. */
int om_scan_key(struct om_scan *s) OM_MUST_CHECK;

/*
 * Scans every path of the command line, as s->sink wants it, several threads
 * at once where nobody wants records; what comes of it is the same, in the
 * same order.
 */
int om_scan_paths(struct om_scan *s, size_t threads) OM_MUST_CHECK;

/* The same by n threads; patterns of what is left out. */
int om_scan_parallel(
    struct om_scan *s, const struct om_ignore *exclude, size_t n) OM_MUST_CHECK;

/* Walks every path of the command line. */
int om_scan_walk(
    const struct om_scan *s, const struct om_walk *walk) OM_MUST_CHECK;

/* Calls of a sink whose state is the scan. */
int om_scan_finding(void *state, const struct om_finding *f) OM_MUST_CHECK;
int om_scan_skip(
    void *state, const char *path, const char *reason) OM_MUST_CHECK;
int om_scan_share(
    void *state, const char *path, const struct om_share *share) OM_MUST_CHECK;

/*
 * Whether a finding is a line and nothing else, which any thread may write;
 * and that line, with ",\n" before it where lines are members of an array.
 */
bool om_scan_is_lines(const struct om_scan *s);
void om_scan_line(struct om_buf *out, const struct om_scan *s,
    const struct om_finding *f, const char *fingerprint);

/* Puts out n such lines. */
int om_scan_put(
    struct om_scan *s, struct om_span lines, uint64_t n) OM_MUST_CHECK;

/* A record's kinds, for om_scan_judge: by --policy, which rules speak. */
int om_scan_record(void *state, const char *path, uint64_t record,
    const struct om_kind_set *kinds) OM_MUST_CHECK;
int om_scan_judge(struct om_scan *s) OM_MUST_CHECK;

/* Prints the last object, or the totals for people; the files asked for. */
void om_scan_summary(struct om_scan *s);
int om_scan_write(struct om_scan *s) OM_MUST_CHECK;

/* The page of --html. */
void om_scan_page(struct om_buf *out, const struct om_scan *s);

#endif
