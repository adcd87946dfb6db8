#include "base/file.h"
#include "base/memory.h"
#include "context/context.h"
#include "crypto/random.h"

/* What a workspace consists of; none of it may be there before. */
static const char *const parts[] = { OM_SETTINGS_FILE, "ombud.db", "keys" };

static int
check_free(const char *folder)
{
	int rc = OM_OK;

	for (size_t i = 0; rc == OM_OK && i < sizeof(parts) / sizeof(*parts);
	     i++) {
		char *path = om_path_join(folder, parts[i]);

		if (om_file_exists(path))
			rc = om_fail(OM_EXISTS, "%s is there already", path);
		om_free(path);
	}
	return rc;
}

/* The log's name says nothing and is like no other's. */
static void
make_origin(struct om_buf *b)
{
	uint8_t random[8];

	om_random(random, sizeof(random));
	om_buf_text(b, "ombud.example/");
	om_buf_hex(b, om_span_bytes(random, sizeof(random)));
}

static int
write_settings(const struct om_init *what)
{
	struct om_buf origin = OM_BUF(64);
	struct om_settings_new s = {
		.organisation = what->organisation,
		.regime = what->regime,
		.country = what->country,
		.two_person = !what->one_person,
	};
	struct om_buf text = OM_BUF(64 << 10);
	char *path = om_path_join(what->folder, OM_SETTINGS_FILE);
	int rc;

	make_origin(&origin);
	s.origin = origin.p;
	om_settings_write(&text, &s);
	rc = om_buf_check(&text, OM_SETTINGS_FILE);
	if (rc == OM_OK)
		rc = om_file_create(path, om_buf_span(&text), 0600);
	om_free(path);
	om_buf_free(&text);
	om_buf_free(&origin);
	return rc;
}

static int
make_keys(const char *folder)
{
	char *path = om_path_join(folder, "keys");
	int rc = om_keys_create(path);

	om_free(path);
	return rc;
}

static int
make_store(const char *folder)
{
	struct om_store_options options;
	struct om *om = NULL;
	int rc = om_open_without_store(&om, folder);

	if (rc != OM_OK)
		return rc;
	options = om_open_options(om);
	rc = om_store_create(&options);
	(void)om_close(om);
	return rc;
}

/* The first member: who else could add one? */
static int
add_caller(const char *folder)
{
	struct om_buf name = OM_BUF(256);
	struct om *om = NULL;
	int64_t id;
	int rc = om_user_name(&name), closed;

	if (rc == OM_OK)
		rc = om_open(&om, folder);
	if (rc == OM_OK)
		rc = om_member_add(om->store, &id, name.p, OM_ROLE_DPO);
	closed = om_close(om);
	om_buf_free(&name);
	return rc == OM_OK ? closed : rc;
}

int
om_init(const struct om_init *what)
{
	int rc = check_free(what->folder);

	if (rc != OM_OK || what->dry_run)
		return rc;
	rc = om_folder_make(what->folder, 0700);
	if (rc == OM_OK)
		rc = make_keys(what->folder);
	if (rc == OM_OK)
		rc = write_settings(what);
	if (rc == OM_OK)
		rc = make_store(what->folder);
	return rc == OM_OK ? add_caller(what->folder) : rc;
}
