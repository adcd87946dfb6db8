#ifndef OM_SCAN_FIELDS_H
#define OM_SCAN_FIELDS_H

#include "policy/kinds.h"
#include "scan/terms.h"
#include "scan/words.h"

/* How a value must look. */
enum om_field_value {
#define OM_FIELD_VALUE(code, word) OM_FIELD_VALUE_##code,
#include "scan/field_value_list.h"
#undef OM_FIELD_VALUE
	OM_FIELD_VALUES
};

/* Columns and keys of one kind: policies/lexica/fields.json. */
struct om_field_kind {
	int kind; /* in the catalogue; -1: it hangs on the value */
	const struct om_terms *means; /* from values to kinds, where it does */
	enum om_field_value value;
	float confidence;
	struct om_word_set words, against;
};

struct om_fields;

/*
 * Reads policies/lexica/fields.json, from folder where it has one. kinds must
 * stay open. OM_USAGE names file, line and path.
 */
int om_fields_open(struct om_fields **out, const struct om_kinds *kinds,
    const char *folder) OM_MUST_CHECK;
void om_fields_close(struct om_fields *f);

/* The entry that a column's or key's name fits, by number; -1: none. */
int om_fields_find(const struct om_fields *f, struct om_span name);
const struct om_field_kind *om_fields_kind(const struct om_fields *f, int i);

/* Whether a value says yes: "true", "ja", "1". */
bool om_fields_yes(const struct om_fields *f, struct om_span value);

#endif
