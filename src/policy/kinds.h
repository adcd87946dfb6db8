#ifndef OM_POLICY_KINDS_H
#define OM_POLICY_KINDS_H

#include "base/arena.h"
#include "base/json.h"
#include "policy/kind_set.h"
#include "policy/source.h"

enum om_kind_class {
#define OM_KIND_CLASS(name, word, meaning) OM_CLASS_##name,
#include "policy/kind_class_list.h"
#undef OM_KIND_CLASS
};

enum om_kind_strength {
#define OM_KIND_STRENGTH(name, word) OM_STRENGTH_##name,
#include "policy/kind_strength_list.h"
#undef OM_KIND_STRENGTH
};

struct om_kind_words {
	const char *const *p;
	size_t n;
};

/* One kind of data; strings that are not there are NULL. */
struct om_kind {
	const char *name; /* "email" */
	const char *title;
	enum om_kind_class class;
	enum om_kind_strength strength;
	const char *dpv;	       /* the IRI of DPV 2.3 */
	struct om_kind_words dpv_also; /* further ones */
	const char *fideslang;
	struct om_kind_words ccpa; /* letters of 1798.140(v)(1) */
	const char *spi;	   /* where (ae) calls it sensitive by itself */
	bool redact;		   /* 11 CCR 7024(d): never disclosed */
	const char *hipaa;
	struct om_kind_words presidio, dlp;
	const char *note;
	int parent;		  /* the kind that it also is; -1 for none */
	struct om_kind_set above; /* itself and every kind that it also is */
	struct om_kind_set parts; /* that are it together; empty for most */
};

/*
 * The catalogue: policies/kinds.json, and what an organisation adds to it in
 * files of its folder kinds/. A kind is known by its number, which
 * holds while the catalogue is open, and by its name, which holds for ever.
 */
struct om_kinds {
	struct om_config *files; /* own the strings */
	size_t file_count;
	struct om_arena arena;
	char hash[OM_POLICY_HASH_SIZE]; /* of their texts in turn */
	struct om_kind *list;		/* in the order of the file */
	size_t n;
	uint16_t *by_name;	   /* numbers, sorted by name */
	struct om_kind_set wholes; /* kinds that have parts */
};

/* folder as in om_policy_load. OM_USAGE names file, line and path. */
int om_kinds_open(struct om_kinds **out, const char *folder) OM_MUST_CHECK;
void om_kinds_close(struct om_kinds *k);

/* A kind's number; -1 where the catalogue has none of that name. */
int om_kinds_find(const struct om_kinds *k, struct om_span name);

/*
 * Adds to s every kind that its kinds also are: national_id for a Spanish
 * one, name.full for a given and a family name.
 */
void om_kinds_expand(const struct om_kinds *k, struct om_kind_set *s);

/* Those of `from` that made a kind of `found` present. */
void om_kinds_sources(const struct om_kinds *k, struct om_kind_set *out,
    const struct om_kind_set *found, const struct om_kind_set *from);

const char *om_kind_class_word(enum om_kind_class class);
const char *om_kind_class_meaning(enum om_kind_class class);
const char *om_kind_strength_word(enum om_kind_strength strength);
bool om_kind_class_find(enum om_kind_class *out, struct om_span word);
bool om_kind_strength_find(enum om_kind_strength *out, struct om_span word);

/*
 * Writes the catalogue for the tools of others: as JSON-LD tied to the terms
 * of DPV 2.3, and as a fideslang dataset with a field for each kind that
 * fideslang has a category for.
 */
void om_kinds_jsonld(struct om_json *j, const struct om_kinds *k);
void om_kinds_fideslang(struct om_json *j, const struct om_kinds *k);

/* Writes {"kinds":[...]}, or the names of a set as an array. */
void om_kinds_json(struct om_json *j, const struct om_kinds *k);
void om_kind_json(struct om_json *j, const char *key, const struct om_kinds *k,
    const struct om_kind *kind);
void om_kind_set_json(struct om_json *j, const char *key,
    const struct om_kinds *k, const struct om_kind_set *s);

#endif
