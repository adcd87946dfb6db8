#ifndef OM_SCAN_PATTERN_H
#define OM_SCAN_PATTERN_H

#include "scan/anchor.h"
#include "scan/patterns.h"
#include "scan/regex.h"

enum { OM_PATTERNS_MAX = 256 };

/* What a line must have for a pattern to be tried on it. */
enum om_pattern_anchor {
	OM_PATTERN_LITERAL,
	OM_PATTERN_DIGIT,
	OM_PATTERN_LINE, /* nothing: every line is tried */
};

struct om_pattern {
	const char *name, *file;
	int kind;
	pcre2_code_8 *code;
	enum om_pattern_anchor anchor;
	char literal[OM_ANCHOR_MAX];
	size_t literal_size;
	bool any_case;
	uint32_t least; /* bytes of the shortest match */
	float alone, with_word, with_field;
	const struct om_check_info *check; /* NULL: matching is all */
	const uint16_t *words;
	size_t word_count;
	struct om_span *match, *not ; /* examples */
	size_t match_count, not_count;
};

struct om_patterns {
	struct om_arena arena;
	const struct om_regex_library *library;
	const struct om_identifiers *identifiers;
	struct om_pattern list[OM_PATTERNS_MAX];
	size_t n;
	struct om_prefixes prefixes; /* of the anchors that are no whole line */
	bool every_line;	     /* one is tried on every line */
};

/* What PCRE2 needs for matching in one thread; made when first needed. */
struct om_matching {
	const struct om_patterns *patterns;
	pcre2_match_data_8 *data;
	pcre2_match_context_8 *limits;
};

void om_pattern_end(struct om_matching *m);

/*
 * The first match in line from `from` on, whose ends are written to place: 1,
 * or 0 where there is none. OM_LIMIT beyond the limits, which are lower the
 * longer the line is.
 */
int om_pattern_match(size_t place[2], struct om_matching *m,
    const struct om_pattern *it, struct om_span line,
    size_t from) OM_MUST_CHECK;

/* Whether what was matched passes the pattern's check, where it has one. */
bool om_pattern_passes(const struct om_patterns *p, const struct om_pattern *it,
    struct om_span value);

#endif
