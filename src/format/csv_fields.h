#ifndef OM_FORMAT_CSV_FIELDS_H
#define OM_FORMAT_CSV_FIELDS_H

#include "base/config.h"
#include "format/csv_map.h"

/* The inside of a map, for csv_map.c, which reads it, and csv_bind.c. */

/* What a column becomes. */
enum om_csv_target {
	OM_CSV_IDENTIFIER,
	OM_CSV_ATTRIBUTE,
	OM_CSV_NAME,
	OM_CSV_USER_ID,
	OM_CSV_CREATED_AT,
	OM_CSV_UPDATED_AT,
};

/* Strings are the configuration's. */
struct om_csv_field {
	enum om_csv_target target;
	const char *name; /* an identifier's type, else the member's name */
	const char *column;
};

struct om_csv_map {
	struct om_config config;
	const char *source, *type;
	char delimiter;
	bool rest; /* all other columns are attributes */
	struct om_csv_field *fields;
	size_t count;
};

#endif
