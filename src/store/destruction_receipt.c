#include "store/destruction_inside.h"

#include "base/file.h"
#include "base/memory.h"
#include "store/statement.h"

enum { RECEIPT_CEILING = 1 << 20 };

/* One statement that was kept, in the arena. OM_NOTFOUND without it. */
static int
load(struct om_attested *out, struct om_store *store, struct om_arena *arena,
    const struct om_key_info *key, const char *state)
{
	struct om_sql *sql = store->sql;
	struct om_span salt;
	int rc = OM_SQL_FIRST(sql, S_DESTRUCTION_GET,
	    OM_STRING(om_key_kind_name(key->kind)), OM_INT(key->version),
	    OM_STRING(state));

	if (rc == 1) {
		out->number = om_sql_integer(sql, S_DESTRUCTION_GET, 0);
		salt = om_sql_data(sql, S_DESTRUCTION_GET, 1);
		if (salt.n == sizeof(out->salt))
			memcpy(out->salt, salt.p, salt.n);
		out->statement = om_arena_copy(
		    arena, om_sql_data(sql, S_DESTRUCTION_GET, 2));
	}
	om_sql_stop(sql, S_DESTRUCTION_GET);
	if (rc == 0)
		return om_fail(OM_NOTFOUND, "no key %s %u was destroyed",
		    om_key_kind_name(key->kind), (unsigned)key->version);
	return rc < 0 ? rc : OM_OK;
}

int
om_destruction_receipt(struct om_buf *out, struct om_store *store,
    enum om_key_kind kind, uint32_t version)
{
	const struct om_key_info key = { .kind = kind, .version = version };
	struct om_attested said[2] = { 0 };
	struct om_arena arena = { 0 };
	int rc = load(&said[1], store, &arena, &key, "done");

	if (rc == OM_OK)
		rc = load(&said[0], store, &arena, &key, "begun");
	if (rc == OM_OK)
		rc = om_attestation_write(out, store, said, 2);
	om_arena_free(&arena);
	return rc;
}

/* Whether it had to be written: 1, 0. */
static int
write_file(
    struct om_store *store, const char *folder, const struct om_key_info *key)
{
	struct om_buf name = OM_BUF(64), text = OM_BUF(RECEIPT_CEILING);
	char *path;
	int rc = 0;

	om_buf_format(&name, "%s-%u.tlog-proof", om_key_kind_name(key->kind),
	    (unsigned)key->version);
	path = om_path_join(folder, name.p);
	if (!om_file_exists(path)) {
		rc = om_folder_make(folder, 0700);
		if (rc == OM_OK)
			rc = om_destruction_receipt(
			    &text, store, key->kind, key->version);
		if (rc == OM_OK)
			rc = om_file_replace(path, om_buf_span(&text), 0600);
		if (rc == OM_OK)
			rc = 1;
	}
	om_free(path);
	om_buf_free(&name);
	om_buf_free(&text);
	return rc;
}

int
om_destruction_file(uint64_t *n, struct om_store *store)
{
	char *folder = om_path_join(store->folder, OM_DESTRUCTION_FOLDER);
	struct om_key_info key = { 0 };
	int rc = 1;

	*n = 0;
	for (size_t i = 0; rc == 1; i++) {
		int written;

		rc = om_destruction_next(
		    &key, store->sql, S_DESTRUCTION_DONE, i);
		if (rc != 1)
			break;
		written = write_file(store, folder, &key);
		if (written < 0)
			rc = written;
		else
			*n += (uint64_t)written;
	}
	om_free(folder);
	return rc;
}
