#ifndef OM_FORMAT_CSV_MAP_H
#define OM_FORMAT_CSV_MAP_H

#include "format/csv.h"
#include "format/value.h"

/*
 * Which column of a CSV file is what in a profile, from a file people write:
 *
 *	{ "source": "crm", "type": "customer",
 *	  "identifiers": [ { "type": "email", "column": "E-mail" } ],
 *	  "name": "Full name",      or { "columns": [ "First", "Last" ] }
 *	  "user_id": "ID", "created_at": "Created", "updated_at": "Updated",
 *	  "attributes": { "city": "City" },  or "*": all other columns
 *	  "delimiter": ";" }
 *
 * source, type and at least one identifier are required.
 */
struct om_csv_map;

/* Errors as base/config.h: OM_USAGE with file, line and path. */
int om_csv_map_load(struct om_csv_map **out, const char *path) OM_MUST_CHECK;
int om_csv_map_parse(struct om_csv_map **out, const char *name,
    struct om_span text) OM_MUST_CHECK;
void om_csv_map_free(struct om_csv_map *map);

/* The delimiter that the map gives, or 0. */
char om_csv_map_delimiter(const struct om_csv_map *map);

/* A map met with one file's header. */
struct om_csv_binding;

/*
 * Finds the columns in c's header; a NULL map makes every row an object with
 * one member a column, named by the header. OM_USAGE names map and column
 * where the header lacks one; OM_INPUT, with the header's line, where two
 * columns that become members, or that the map could mean, have one name. map
 * and c are borrowed.
 */
int om_csv_bind(struct om_csv_binding **out, const struct om_csv_map *map,
    const struct om_csv *c) OM_MUST_CHECK;
void om_csv_binding_free(struct om_csv_binding *b);

/*
 * The row as an object in the arena, like one read from JSON (all values are
 * strings; raw is the cell as it stands, empty for objects and arrays).
 * Empty cells are left out. With a map it is a profile as Zendesk has it:
 * { source, type, identifiers: [ { type, value } ], attributes: {}, ... }.
 */
struct om_value *om_csv_object(const struct om_csv_binding *b,
    const struct om_csv_row *row, struct om_arena *arena);

#endif
