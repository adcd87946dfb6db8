#ifndef OM_STORE_PROFILE_H
#define OM_STORE_PROFILE_H

#include "base/arena.h"
#include "base/json.h"
#include "format/value.h"
#include "store/tag.h"

/* Limits of the profile object, as Zendesk documents them. */
enum {
	OM_PROFILE_SOURCE_MAX = 40, /* characters, as those below */
	OM_PROFILE_TYPE_MAX = 40,
	OM_PROFILE_IDENTIFIER_TYPE_MAX = 60,
	OM_PROFILE_IDENTIFIERS_MAX = 20,
	OM_PROFILE_VALUE_MAX = 1024, /* bytes */
};

/*
 * A name tag: what one source knows about one person. Every span is
 * personal data and lives in an arena. Absent members are empty; attributes
 * is a compact JSON object, "{}" at least. Times are RFC 3339 as given.
 */
struct om_profile {
	struct om_span source;
	struct om_span type;
	struct om_span outer_id; /* the id the source system gave it */
	struct om_span user_id;
	struct om_span name;
	struct om_span created_at;
	struct om_span updated_at;
	struct om_span attributes;
	struct om_identifier *identifiers;
	size_t n;
};

/*
 * Reads a Zendesk profile object (or {"profile":{...}}). OM_INPUT, naming
 * the member but not its value, for a missing or unknown member, a wrong
 * type, a limit passed, the reserved source `zendesk` or a ':' in source,
 * type or identifier type. Numbers are taken for identifier values and
 * user_id; email and twitter values are folded to lower case. *events is
 * the array of that name or NULL.
 */
int om_profile_read(struct om_profile *out, struct om_arena *arena,
    const struct om_value *record,
    const struct om_value **events) OM_MUST_CHECK;

/* How many characters a text of UTF-8 has. */
size_t om_profile_characters(struct om_span s);

/* The name shown where none was given: "User +1202..." and the like. */
void om_profile_default_name(struct om_buf *b, const struct om_profile *p);

/* The members of the object, default name included, into an open object. */
void om_profile_json(struct om_json *j, const struct om_profile *p);

/* The compact form that is sealed, and back; OM_CORRUPT on nonsense. */
struct om_span om_profile_pack(
    struct om_arena *arena, const struct om_profile *p);
int om_profile_unpack(struct om_profile *out, struct om_arena *arena,
    struct om_span packed) OM_MUST_CHECK;

/* Same source, same type and one identifier in common: Zendesk's PUT key. */
bool om_profile_is_same(const struct om_profile *a, const struct om_profile *b);

/* Whether p has the identifier. */
bool om_profile_has(
    const struct om_profile *p, struct om_span type, struct om_span value);

/*
 * Zendesk's PATCH: name and attributes of `patch` over those of `into`,
 * identifiers that are new are added; nothing else changes. OM_LIMIT beyond
 * the most identifiers.
 */
int om_profile_merge(struct om_profile *into, struct om_arena *arena,
    const struct om_profile *patch) OM_MUST_CHECK;

#endif
