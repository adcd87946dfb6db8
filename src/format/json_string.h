#ifndef OM_FORMAT_JSON_STRING_H
#define OM_FORMAT_JSON_STRING_H

#include "base/arena.h"
#include "base/error.h"
#include "format/swar.h"

/* Why a string is no good: a code, what is wrong, and where. */
struct om_json_fault {
	int code;
	const char *what;
	const char *at;
};

/*
 * Moves from p over what needs no look in a string; to the first quote,
 * backslash or control character, or to end. *seen gathers all bytes passed.
 */
static inline const char *
om_json_plain(const char *p, const char *end, uint64_t *seen)
{
	for (; end - p >= 8; p += 8) {
		uint64_t word = om_swar_load(p);
		uint64_t test = om_swar_below(word, 0x20) |
				om_swar_equal(word, '"') |
				om_swar_equal(word, '\\');

		if (test != 0) {
			*seen |= word & (test ^ (test - 1));
			return p + om_swar_first(test);
		}
		*seen |= word;
	}
	for (; p < end; p++) {
		unsigned char c = (unsigned char)*p;

		if (c < 0x20 || c == '"' || c == '\\')
			break;
		*seen |= c;
	}
	return p;
}

/*
 * Decodes what stands between a string's quotes, where there is a backslash,
 * into the arena. false with *fault set.
 */
bool om_json_decode(struct om_span *out, struct om_arena *arena,
    struct om_span inside, struct om_json_fault *fault) OM_MUST_CHECK;

#endif
