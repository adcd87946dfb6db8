#include "store/statement.h"

const struct om_statement om_statements[OM_STATEMENTS] = {
#define OM_STATEMENT(name, text) { #name, text },
#include "store/statement_list.h"
#undef OM_STATEMENT
};
