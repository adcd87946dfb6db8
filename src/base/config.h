#ifndef OM_BASE_CONFIG_H
#define OM_BASE_CONFIG_H

#include <jansson.h>

#include "base/buf.h"

/*
 * The one loader of configuration, policies and other files that people
 * write. Unknown keys, missing keys, doubled keys and wrong types are errors,
 * and each error names file, line and path ("gdpr.json:12: rules[3].cite").
 * Nothing that these files hold is personal data.
 */
struct om_config {
	char *file;
	char *text;
	size_t length;
	json_t *root;
};

/* Takes a copy of text. OM_USAGE where it is not one JSON object. */
int om_config_parse(
    struct om_config *c, const char *file, struct om_span text) OM_MUST_CHECK;

/* As om_config_parse, from a file of at most 16 MiB. */
int om_config_load(struct om_config *c, const char *path) OM_MUST_CHECK;

void om_config_close(struct om_config *c);

/* What a key of an object may hold. */
enum om_config_type {
	OM_CONFIG_STRING,
	OM_CONFIG_INTEGER,
	OM_CONFIG_BOOLEAN,
	OM_CONFIG_ARRAY,
	OM_CONFIG_STRINGS, /* an array of strings */
	OM_CONFIG_OBJECT,
	OM_CONFIG_ANY,
};

struct om_config_key {
	const char *name;
	enum om_config_type type;
	bool required;
};

/*
 * Checks the members of the object at path (e.g. "rules[3]"; "" for the
 * root) against n keys: OM_USAGE at the first that is unknown, missing or of
 * a wrong type.
 */
int om_config_check(const struct om_config *c, const char *path,
    const json_t *object, const struct om_config_key *keys,
    size_t n) OM_MUST_CHECK;

/* Fails with OM_USAGE: "FILE:LINE: PATH MESSAGE", the line that of path. */
int om_config_fail(const struct om_config *c, const char *path,
    const char *format, ...) OM_FORMAT(3, 4);

#endif
