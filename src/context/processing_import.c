#include "base/clock.h"
#include "base/file.h"
#include "context/processing.h"
#include "context/trial.h"
#include "store/audit.h"
#include "store/statement.h"

enum { RECORD_CEILING = 16 << 20 };

/* Whether the newest record in the store is of this hash: 1, 0. */
static int
is_there(struct om_store *store, const char *hash)
{
	int rc = om_sql_first(store->sql, S_PROCESSING_LAST, NULL, 0);

	if (rc == 1)
		rc = om_span_is(
		    om_sql_data(store->sql, S_PROCESSING_LAST, 3), hash);
	om_sql_stop(store->sql, S_PROCESSING_LAST);
	return rc;
}

/* The entry names the version: answers can be held against it later. */
static int
write(struct om_store *store, const struct om_processing_record *r,
    struct om_span text)
{
	const struct om_audit_entry entry = { .act = OM_ACT_PROCESSING,
		.detail = r->hash,
		.counts = { { "activities", (int64_t)r->n },
		    { "recipients", (int64_t)r->recipient_count } } };
	int rc =
	    OM_SQL_RUN(store->sql, S_PROCESSING_INSERT, OM_INT(om_clock_now()),
		OM_INT(store->member), OM_STRING(r->hash), OM_BYTES(text));

	return rc == OM_OK ? om_audit_add(store, &entry) : rc;
}

static int
read_record(struct om_processing_record **out, struct om_buf *text,
    const struct om *om, const char *path)
{
	struct om_kinds *kinds = NULL;
	int rc = om_kinds_open(&kinds, om->policies);

	if (rc == OM_OK)
		rc = om_file_read(text, path);
	if (rc == OM_OK)
		rc = om_processing_parse(out, path, om_buf_span(text), kinds);
	om_kinds_close(kinds);
	return rc;
}

int
om_processing_import(struct om_processing_record **out, bool *unchanged,
    struct om *om, const char *path)
{
	struct om_buf text = OM_BUF(RECORD_CEILING);
	struct om_processing_record *r = NULL;
	int rc = om_permit(om, OM_MAY_RECORD), same = 0;

	if (rc == OM_OK)
		rc = read_record(&r, &text, om, path);
	if (rc == OM_OK)
		rc = om_trial_begin(om);
	if (rc == OM_OK) {
		same = is_there(om->store, r->hash);
		rc = same == 0 ? write(om->store, r, om_buf_span(&text)) : same;
		rc = om_trial_end(om, rc == 1 ? OM_OK : rc);
	}
	om_buf_free(&text);
	if (rc == OM_OK) {
		*unchanged = same == 1;
		*out = r;
	} else {
		om_processing_close(r);
	}
	return rc;
}
