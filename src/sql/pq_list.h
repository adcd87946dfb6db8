/*
 * The functions of libpq that are used: result, name, arguments. One line an
 * entry.
 */
OM_PQ(PGconn *, PQconnectdb, (const char *))
OM_PQ(void, PQfinish, (PGconn *))
OM_PQ(ConnStatusType, PQstatus, (const PGconn *))
OM_PQ(PQnoticeProcessor, PQsetNoticeProcessor,
    (PGconn *, PQnoticeProcessor, void *))
OM_PQ(PQconninfoOption *, PQconninfoParse, (const char *, char **))
OM_PQ(void, PQconninfoFree, (PQconninfoOption *))
OM_PQ(void, PQfreemem, (void *))
OM_PQ(PGresult *, PQexec, (PGconn *, const char *))
OM_PQ(PGresult *, PQprepare,
    (PGconn *, const char *, const char *, int, const Oid *))
OM_PQ(PGresult *, PQexecPrepared,
    (PGconn *, const char *, int, const char *const *, const int *, const int *,
	int))
OM_PQ(ExecStatusType, PQresultStatus, (const PGresult *))
OM_PQ(char *, PQresultErrorField, (const PGresult *, int))
OM_PQ(char *, PQcmdStatus, (PGresult *))
OM_PQ(char *, PQcmdTuples, (PGresult *))
OM_PQ(int, PQntuples, (const PGresult *))
OM_PQ(Oid, PQftype, (const PGresult *, int))
OM_PQ(int, PQgetisnull, (const PGresult *, int, int))
OM_PQ(int, PQgetlength, (const PGresult *, int, int))
OM_PQ(char *, PQgetvalue, (const PGresult *, int, int))
OM_PQ(void, PQclear, (PGresult *))
