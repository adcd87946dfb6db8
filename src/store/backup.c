#include "store/backup.h"

#include <stdio.h>

#include "base/file.h"
#include "store/audit.h"

static int
record(struct om_store *store, const struct om_audit_entry *entry)
{
	int rc = om_store_begin(store);

	return rc == OM_OK ? om_store_end(store, om_audit_add(store, entry))
			   : rc;
}

int
om_store_backup(struct om_store *store, const char *path)
{
	struct om_audit_entry entry = { .act = OM_ACT_BACKUP };
	int rc;

	if (om_file_exists(path))
		return om_fail(OM_EXISTS, "%s: exists already", path);
	rc = record(store, &entry);
	if (rc != OM_OK)
		return rc;
	rc = om_sql_copy(store->sql, path);
	if (rc != OM_OK)
		return rc;
	rc = om_file_sync(path);
	if (rc == OM_OK)
		rc = om_file_sync_folder(path);
	/* Half a backup must not be taken for one. */
	if (rc != OM_OK)
		(void)remove(path);
	return rc;
}
