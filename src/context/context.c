#include "context/context.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/stale.h"
#include "context/remains.h"
#include "crypto/warm.h"
#include "store/reserve.h"

/* folder/name where that is there, else NULL. */
static char *
subfolder(const char *folder, const char *name)
{
	char *path = om_path_join(folder, name);

	if (om_file_exists(path))
		return path;
	om_free(path);
	return NULL;
}

static int
open_keys(struct om *om)
{
	struct om_keys_token token = om->settings.token;
	char *path = om_path_join(om->folder, "keys"), *pin = NULL;
	int rc;

	if (token.module != NULL && token.pin_file[0] != '/')
		token.pin_file = pin = om_path_join(om->folder, token.pin_file);
	rc = om_keys_open_token(
	    &om->keys, path, token.module == NULL ? NULL : &token);
	om_free(pin);
	om_free(path);
	return rc;
}

struct om_store_options
om_open_options(const struct om *om)
{
	return (struct om_store_options){
		.folder = om->folder,
		.database = om->settings.database,
		.origin = om->settings.origin,
		.keys = om->keys,
		.identity = om->identity,
		.treatment = om->treatment,
	};
}

/* Somebody who is not registered may open the workspace, and do nothing. */
static int
find_member(struct om *om)
{
	struct om_buf name = OM_BUF(256);
	int rc = om_user_name(&name);

	if (rc == OM_OK)
		rc = om_member_find(&om->member, om->store, name.p);
	if (rc == OM_NOTFOUND)
		rc = OM_OK;
	om->store->member = om->member.id;
	om_buf_free(&name);
	return rc;
}

static int
load_settings(struct om *om)
{
	char *path = om_path_join(om->folder, OM_SETTINGS_FILE);
	int rc;

	if (om_file_exists(path))
		rc = om_settings_load(&om->settings, path);
	else
		rc = om_fail(OM_NOTFOUND,
		    "no workspace here (%s is missing): ombud init makes one",
		    OM_SETTINGS_FILE);
	om_free(path);
	return rc;
}

/* Where killed processes may have left temporary files. */
static void
clear_stale(const char *folder)
{
	static const char *const below[] = { "keys", "audit", "ledger",
		"keys-destroyed" };

	om_stale_clear(folder);
	for (size_t i = 0; i < sizeof(below) / sizeof(below[0]); i++) {
		char *path = om_path_join(folder, below[i]);

		om_stale_clear(path);
		om_free(path);
	}
}

int
om_open_without_store(struct om **out, const char *folder)
{
	struct om *om = om_new(1, sizeof(*om));
	int rc;

	om->folder = om_strdup(folder);
	om->policies = subfolder(folder, "policies");
	om->reports = subfolder(folder, "reports");
	rc = om_crypto_warm();
	if (rc == OM_OK)
		rc = load_settings(om);
	if (rc == OM_OK)
		clear_stale(folder);
	om->sweep = om->settings.sweep_after_erasure;
	if (rc == OM_OK)
		rc = om_identity_policy_open(&om->identity, om->policies);
	if (rc == OM_OK)
		rc = om_treatment_open(&om->treatment, om->policies);
	if (rc == OM_OK)
		rc = open_keys(om);
	if (rc == OM_OK)
		*out = om;
	else
		(void)om_close(om);
	return rc;
}

int
om_open(struct om **out, const char *folder)
{
	struct om_store_options options;
	struct om *om = NULL;
	int rc = om_open_without_store(&om, folder);

	if (rc != OM_OK)
		return rc;
	options = om_open_options(om);
	rc = om_store_open(&om->store, &options);
	if (rc == OM_OK)
		rc = find_member(om);
	if (rc == OM_OK)
		*out = om;
	else
		(void)om_close(om);
	return rc;
}

int
om_context_deadlines(struct om_due_rules **out, struct om *om)
{
	int rc = OM_OK;

	if (om->deadlines == NULL)
		rc = om_due_rules_open(&om->deadlines, om->policies);
	if (rc == OM_OK)
		*out = om->deadlines;
	return rc;
}

int
om_close(struct om *om)
{
	int rc;

	if (om == NULL)
		return OM_OK;
	rc = om_store_close(om->store);
	om_remains_close(om->remains);
	if (om->store != NULL)
		om_reserve_keep(om->folder);
	om_keys_close(om->keys);
	om_due_rules_close(om->deadlines);
	om_treatment_close(om->treatment);
	om_identity_policy_close(om->identity);
	om_settings_close(&om->settings);
	om_free(om->reports);
	om_free(om->policies);
	om_free(om->folder);
	om_free(om);
	return rc;
}
