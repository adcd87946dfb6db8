#ifndef OM_STORE_TAG_H
#define OM_STORE_TAG_H

#include "base/arena.h"
#include "crypto/keys.h"
#include "policy/identity.h"
#include "policy/token.h"

enum { OM_TAG_SIZE = 16 };

/*
 * What an identifier is looked up by: HMAC-SHA-256 of its canonical form
 * under a key of its type, cut to 16 bytes. Whoever lacks the key can
 * neither compute nor invert one.
 */
struct om_tag {
	uint8_t b[OM_TAG_SIZE];
};

/* What one source calls somebody; both are personal data, borrowed. */
struct om_identifier {
	struct om_span type;
	struct om_span value;
};

/* The tags of one profile, in an arena. */
struct om_tags {
	const struct om_tag *p;
	size_t n;
};

/* Computes tags and pseudonyms; one object serves one thread. */
struct om_tagger;

int om_tagger_open(struct om_tagger **out, const struct om_keys *keys,
    const struct om_identity_policy *identity) OM_MUST_CHECK;
void om_tagger_close(struct om_tagger *t);

/* Why somebody must not come back; the list is purpose_list.h. */
enum om_purpose {
#define OM_PURPOSE(code, number, word) code = number,
#include "store/purpose_list.h"
#undef OM_PURPOSE
};

/* The length of a table by purpose: they count from 1. */
enum {
	OM_PURPOSE_SLOTS = 1
#define OM_PURPOSE(code, number, word) +1
#include "store/purpose_list.h"
#undef OM_PURPOSE
};

/* Which records: a profile's source and type. */
struct om_record {
	struct om_span source, type;
};

/*
 * The index tag of an identifier of a source; source counts only for types
 * whose scope is the source. OM_INPUT where the value has no canonical form.
 */
int om_tag_index(struct om_tagger *t, struct om_tag *out, struct om_span source,
    const struct om_identifier *id) OM_MUST_CHECK;

/* The suppression tag, under a key of its own per purpose. */
int om_tag_suppression(struct om_tagger *t, struct om_tag *out,
    enum om_purpose purpose, struct om_span source,
    const struct om_identifier *id) OM_MUST_CHECK;

/* The suppression tag of a subject's id: for replays after a restore. */
int om_tag_subject(
    struct om_tagger *t, struct om_tag *out, int64_t subject) OM_MUST_CHECK;

/* That of a part of a profile (store/reduce.h); "" for all of it. */
int om_tag_part(struct om_tagger *t, struct om_tag *out, int64_t profile,
    struct om_span path) OM_MUST_CHECK;

/*
 * That of an identifier within the records of one source and type: who was
 * erased there may be known elsewhere still.
 */
int om_tag_record(struct om_tagger *t, struct om_tag *out,
    const struct om_record *of, const struct om_identifier *id) OM_MUST_CHECK;

/*
 * The pseudonym of an identifier: "psn<version>_" and 64 hexadecimal digits
 * of HMAC-SHA-256 under the key of this version, domain "store" and type. A
 * value that is a pseudonym already is kept as it is.
 */
int om_tag_pseudonym(struct om_tagger *t, struct om_buf *out, uint32_t version,
    struct om_span source, const struct om_identifier *id) OM_MUST_CHECK;

/* The first bytes as a number that is in order as they are. */
static inline uint64_t
om_tag_head(const struct om_tag *t)
{
	return (uint64_t)t->b[0] << 56 | (uint64_t)t->b[1] << 48 |
	       (uint64_t)t->b[2] << 40 | (uint64_t)t->b[3] << 32 |
	       (uint64_t)t->b[4] << 24 | (uint64_t)t->b[5] << 16 |
	       (uint64_t)t->b[6] << 8 | t->b[7];
}

/* As memcmp has it. The heads nearly always tell. */
static inline int
om_tag_compare(const struct om_tag *a, const struct om_tag *b)
{
	uint64_t x = om_tag_head(a), y = om_tag_head(b);

	if (x != y)
		return x < y ? -1 : 1;
	return memcmp(a->b + 8, b->b + 8, OM_TAG_SIZE - 8); /* not secret */
}

static inline struct om_span
om_tag_span(const struct om_tag *t)
{
	return om_span_bytes(t->b, OM_TAG_SIZE);
}

#endif
