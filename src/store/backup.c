#include "store/backup.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "store/audit.h"

static int
record(struct om_store *store, const struct om_audit_entry *entry)
{
	int rc = om_store_begin(store);

	return rc == OM_OK ? om_store_end(store, om_audit_add(store, entry))
			   : rc;
}

/* Of a file that is whole and durable; what is at path already stays. */
static int
place(const char *part, const char *path)
{
	int rc = om_file_sync(part);

	if (rc == OM_OK && link(part, path) != 0)
		rc = om_file_fail(path, "create");
	return rc;
}

/* A kill in between leaves a part, which the next attempt removes. */
static int
copy(struct om_store *store, const char *path)
{
	struct om_buf part = OM_BUF(PATH_MAX);
	int rc;

	om_buf_format(&part, "%s.part", path);
	rc = om_buf_check(&part, "a path");
	if (rc == OM_OK) {
		(void)remove(part.p);
		rc = om_sql_copy(store->sql, part.p);
		if (rc == OM_OK)
			rc = place(part.p, path);
		(void)remove(part.p);
	}
	om_buf_free(&part);
	return rc == OM_OK ? om_file_sync_folder(path) : rc;
}

int
om_store_backup(struct om_store *store, const char *path)
{
	struct om_audit_entry entry = { .act = OM_ACT_BACKUP };
	int rc;

	if (om_file_exists(path))
		return om_fail(OM_EXISTS, "%s: exists already", path);
	rc = record(store, &entry);
	return rc == OM_OK ? copy(store, path) : rc;
}
