#ifndef OM_SQL_PQ_H
#define OM_SQL_PQ_H

#include <postgresql/libpq-fe.h>

#include "base/error.h"

/*
 * libpq, loaded by the first workspace whose store is on a server: it brings
 * Kerberos and LDAP with it, which no other start of the program needs.
 */
struct om_pq {
#define OM_PQ(result, name, arguments) result(*name) arguments;
#include "sql/pq_list.h"
#undef OM_PQ
};

/* Valid for the life of the process. OM_IO where it cannot be loaded. */
int om_pq_load(const struct om_pq **out) OM_MUST_CHECK;

#endif
