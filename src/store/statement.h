#ifndef OM_STORE_STATEMENT_H
#define OM_STORE_STATEMENT_H

#include "sql/sql.h"

/* The named statements of the store, of both drivers. */
enum om_statement_id {
#define OM_STATEMENT(name, text) S_##name,
#include "store/statement_list.h"
#undef OM_STATEMENT
	OM_STATEMENTS
};

extern const struct om_statement om_statements[OM_STATEMENTS];

#endif
