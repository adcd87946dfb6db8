#include "store/purge.h"

#include "store/fact.h"
#include "store/journal.h"
#include "store/statement.h"

int
om_purge_again(struct om_store *store, int64_t request)
{
	static const int statements[] = { S_REQUEST_EVENT_DELETE,
		S_REQUEST_ITEM_CLEAR, S_REQUEST_STEP_CLEAR,
		S_REQUEST_DUE_DELETE, S_REDACTION_DELETE_OF, S_LETTER_DELETE_OF,
		S_NOTICE_DELETE_OF, S_REQUEST_DELETE };
	int rc = om_fact_forget(store, request, "");

	for (size_t i = 0;
	     rc == OM_OK && i < sizeof(statements) / sizeof(statements[0]); i++)
		rc = OM_SQL_RUN(store->sql, statements[i], OM_INT(request));
	return rc;
}

int
om_purge(struct om_store *store, int64_t request)
{
	struct om_journal l;
	int rc = om_purge_again(store, request);

	if (rc == OM_OK)
		rc = om_journal_begin(&l, store, request, "purge");
	return rc == OM_OK ? om_journal_end(&l, store) : rc;
}
